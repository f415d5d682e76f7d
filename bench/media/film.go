package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"tutti/media/assemble"
	"tutti/project"
)

// sceneForms are the sizes and rates that sellers send, in turn.
func sceneForms() []string {
	return []string{"1280x720:r=30", "1920x1080:r=25", "720x1280:r=30", "1280x720:r=24", "960x540:r=60"}
}

// oneSceneOfMany cuts a film of many scenes of a second, then changes one and cuts it again.
func (b *bench) oneSceneOfMany(ctx context.Context) error {
	dir := filepath.Join(b.dir, "film")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	forms := sceneForms()
	for i, form := range forms {
		if err := ffmpeg(ctx, "-f", "lavfi", "-i", "testsrc2=s="+form+":d=1", "-f", "lavfi", "-i", fmt.Sprintf("anoisesrc=c=pink:r=48000:a=0.1:d=1:seed=%d", i),
			"-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", filepath.Join(dir, fmt.Sprintf("%d.mp4", i))); err != nil {
			return err
		}
	}
	builder, _, err := builderIn(b, filepath.Join(dir, "cache"))
	if err != nil {
		return err
	}
	var inputs []project.Input
	for i := range b.scenes {
		inputs = append(inputs, scene(i, i))
	}
	full, err := plain(fmt.Sprintf("full cut of %d scenes of a second, 720p", b.scenes), func() error { return cut(ctx, builder, dir, inputs) })
	if err != nil {
		return err
	}
	inputs[b.scenes/2] = scene(b.scenes/2, b.scenes+1)
	return b.against(full, "cut after one scene changed", goalScene, func() error { return cut(ctx, builder, dir, inputs) })
}

// scene is an input whose delivery is the content of a number: few files stand for many deliveries.
func scene(place, content int) project.Input {
	return project.Input{Key: fmt.Sprintf("scene-%d", place), SubGig: project.SubGigID(fmt.Sprintf("sub_%d", place)), Delivery: "dlv_scene",
		Files: []project.FileFacts{{Name: "scene.mp4", SHA256: fmt.Sprintf("%064x", content), Video: &project.VideoFacts{}, Audio: &project.AudioFacts{PeakDBFS: -12, TruePeakDBTP: -12}}}}
}

func cut(ctx context.Context, builder *assemble.Builder, dir string, inputs []project.Input) error {
	work, err := os.MkdirTemp(dir, "work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	_, err = builder.Build(ctx, assemble.Request{Project: "prj_film", Title: "Film", Artifact: "art_film", Kind: project.ArtifactFinal, Inputs: inputs, Work: work,
		Recipe: project.Recipe{Kind: project.RecipeVideoConcat},
		Fetch: func(_ context.Context, sha256, dst string) error {
			var content int
			if _, err := fmt.Sscanf(sha256, "%x", &content); err != nil {
				return err
			}
			return os.Link(filepath.Join(dir, fmt.Sprintf("%d.mp4", content%len(sceneForms()))), dst)
		}})
	return err
}
