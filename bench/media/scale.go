package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"tutti/media/assemble"
	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/steps"
	"tutti/project"
)

// The stems of the scaling bench: few files stand for many stems, for both sides.
const (
	shortStems   = 24
	shortSeconds = 30
	treeWidth    = 10
	mostMemory   = 256 << 20
)

// manyStems mixes ever more stems from canonical PCM, and compares the most with a tree of ffmpeg processes.
func (b *bench) manyStems(ctx context.Context) error {
	dir := filepath.Join(b.dir, "short")
	if err := os.Mkdir(dir, 0o700); err != nil {
		return err
	}
	paths, err := shortWAVs(ctx, dir)
	if err != nil {
		return err
	}
	builder, decoder, err := builderIn(b, filepath.Join(dir, "cache"))
	if err != nil {
		return err
	}
	for i, path := range paths {
		h, err := audio.ReadHeader(path)
		if err != nil {
			return err
		}
		f, err := decoder.PCM(ctx, audio.Source{Path: path, SHA256: shortName(i), Header: h})
		if err != nil {
			return err
		}
		f.Close()
	}
	var tree, hundred float64
	for _, n := range []int{24, 100, 500, 1000} {
		mix := func() error { return mixShort(ctx, builder, dir, n) }
		resetPeak()
		switch n {
		case 24, 100:
			if hundred, err = plain(fmt.Sprintf("mix of %d stems of %d s from canonical PCM", n, shortSeconds), mix); err != nil {
				return err
			}
			continue
		case 500:
			if err := b.against(5*hundred, "mix of 500 stems, of five times 100", goalLinear, mix); err != nil {
				return err
			}
			continue
		}
		if err := func() (err error) {
			tree, err = plain("tree of ffmpeg processes, 1000 stems", func() error { return ffmpegTree(ctx, dir, paths, n) })
			return err
		}(); err != nil {
			return err
		}
		if err := b.against(tree, "mix of 1000 stems from canonical PCM", goalTree, mix); err != nil {
			return err
		}
	}
	peak := peakMemory()
	verdict := "ok"
	if peak > mostMemory {
		verdict, b.allGood = "OVER", false
	}
	fmt.Printf("%-44s %7.0f MiB, at most %d MiB: %s\n", "most memory of this process meanwhile", float64(peak)/(1<<20), mostMemory>>20, verdict)
	return nil
}

func builderIn(b *bench, dir string) (*assemble.Builder, *audio.Decoder, error) {
	cache, err := pcm.OpenCache(dir, 64<<30)
	if err != nil {
		return nil, nil, err
	}
	made, err := steps.Open(filepath.Join(dir, "steps"), 64<<30)
	if err != nil {
		return nil, nil, err
	}
	decoder := &audio.Decoder{Tools: b.runner, Cache: cache}
	builder, err := assemble.New(assemble.Options{Decoder: decoder, Steps: made})
	return builder, decoder, err
}

func shortName(i int) string { return fmt.Sprintf("%063x", i+1) + "s" }

func shortWAVs(ctx context.Context, dir string) ([]string, error) {
	var paths []string
	for i := range shortStems {
		path := filepath.Join(dir, fmt.Sprintf("%02d.wav", i))
		source := fmt.Sprintf("anoisesrc=c=pink:r=48000:a=0.1:d=%d:seed=%d", shortSeconds, i+1)
		if err := ffmpeg(ctx, "-f", "lavfi", "-i", source, "-ac", "2", "-c:a", "pcm_s24le", path); err != nil {
			return nil, err
		}
		paths = append(paths, path)
	}
	return paths, nil
}

func ffmpeg(ctx context.Context, args ...string) error {
	out, err := exec.CommandContext(ctx, "ffmpeg", append([]string{"-v", "error", "-y", "-nostdin"}, args...)...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w: %s", err, out[max(0, len(out)-2000):])
	}
	return nil
}

// mixShort builds a preview: the mix, and on top of it measuring and encoding 30 s, which the tree does not do.
func mixShort(ctx context.Context, builder *assemble.Builder, dir string, n int) error {
	var inputs []project.Input
	for i := range n {
		inputs = append(inputs, project.Input{Key: fmt.Sprintf("stem-%d", i), SubGig: project.SubGigID(fmt.Sprintf("sub_%d", i)), Delivery: "dlv_short",
			Place: project.Place{GainDB: -20 - float64(i%7), Pan: float64(i%5-2) / 4, OffsetMS: int64(i % 3 * 10)},
			Files: []project.FileFacts{{Name: "short.wav", SHA256: shortName(i % shortStems), Audio: &project.AudioFacts{PeakDBFS: -12, TruePeakDBTP: -12}}}})
	}
	work, err := os.MkdirTemp(dir, "work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	_, err = builder.Build(ctx, assemble.Request{Project: project.ProjectID(fmt.Sprintf("prj_%d", n)), Title: "Many", Artifact: "art_many", Kind: project.ArtifactPreview,
		Recipe: project.Recipe{Kind: project.RecipeAudioMix}, Inputs: inputs, Work: work,
		Fetch: func(context.Context, string, string) error { return fmt.Errorf("a stem is not in the cache") }})
	return err
}

// ffmpegTree mixes ten at a time until one is left.
func ffmpegTree(ctx context.Context, dir string, paths []string, n int) error {
	var level []string
	for i := range n {
		level = append(level, paths[i%len(paths)])
	}
	for depth := 0; len(level) > 1; depth++ {
		var next []string
		for at := 0; at < len(level); at += treeWidth {
			group := level[at:min(at+treeWidth, len(level))]
			var args []string
			for _, path := range group {
				args = append(args, "-i", path)
			}
			out := filepath.Join(dir, fmt.Sprintf("tree-%d-%d.wav", depth, at))
			args = append(args, "-filter_complex", fmt.Sprintf("amix=inputs=%d:normalize=0:dropout_transition=0", len(group)), "-c:a", "pcm_f32le", out)
			if err := ffmpeg(ctx, args...); err != nil {
				return err
			}
			next = append(next, out)
		}
		level = next
	}
	return nil
}

// resetPeak and peakMemory measure the greatest resident memory of this process between the two.
func resetPeak() { _ = os.WriteFile("/proc/self/clear_refs", []byte("5"), 0) }

func peakMemory() int64 {
	status, _ := os.ReadFile("/proc/self/status") // 0 where there is none
	for line := range strings.Lines(string(status)) {
		if size, found := strings.CutPrefix(line, "VmHWM:"); found {
			kB, _ := strconv.ParseInt(strings.Fields(size)[0], 10, 64)
			return kB << 10
		}
	}
	return 0
}
