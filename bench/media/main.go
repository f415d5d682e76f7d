// Command media compares the CPU time of Tutti's mixing with that of a bare ffmpeg on the same stems, in one run, so the
// ratios mean the same on every machine. It ends with status 1 when a ratio is above its limit.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"tutti/bench/measure"
	"tutti/media/assemble"
	"tutti/media/audio"
	"tutti/media/inspect"
	"tutti/media/pcm"
	"tutti/media/steps"
	"tutti/media/tool"
	"tutti/project"
)

// The goals: CPU time of the product over that of the bare ffmpeg.
const (
	goalPreview = 0.3 // a preview after one of the stems changed
	goalCached  = 0.5 // a final from canonical PCM
	goalNothing = 1.5 // a final from the originals
	goalLinear  = 1.2 // 500 stems, over five times 100
	goalTree    = 0.1 // 1,000 stems of 30 s, over a tree of ffmpeg processes
	goalScene   = 0.05
	goalInspect = 1.2
)

func main() {
	tool.Main()
	stems := flag.Int("stems", 24, "number of stems")
	seconds := flag.Int("seconds", 210, "seconds of each stem")
	scenes := flag.Int("scenes", 473, "number of scenes of a second")
	only := flag.String("only", "", "the one part to run: mix, stems, inspection, many or film; all when empty")
	flag.Parse()
	ok, err := run(context.Background(), *only, *stems, *seconds, *scenes)
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/media:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// bench is one run with its material.
type bench struct {
	dir     string
	stems   []stem // one more than are mixed: the change
	inputs  []project.Input
	runner  *tool.Runner
	bare    float64 // CPU seconds of the bare ffmpeg
	scenes  int
	allGood bool
}

func run(ctx context.Context, only string, n, seconds, scenes int) (bool, error) {
	dir, err := os.MkdirTemp("", "tutti-bench-")
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	b := &bench{dir: dir, runner: tool.New(tool.Options{}), allGood: true, scenes: scenes}
	material := func(ctx context.Context) error { return b.material(ctx, n, seconds) }
	parts := []struct {
		name  string
		steps []func(context.Context) error
	}{
		{"mix", []func(context.Context) error{material, b.reference, b.nothingThenCachedThenPreview}},
		{"stems", []func(context.Context) error{material, b.inspection}},
		{"inspection", []func(context.Context) error{b.inspectionOfOne}},
		{"many", []func(context.Context) error{b.manyStems}},
		{"film", []func(context.Context) error{b.oneSceneOfMany}},
	}
	known := only == ""
	for _, p := range parts {
		if only != "" && only != p.name {
			continue
		}
		known = true
		for _, step := range p.steps {
			if err := step(ctx); err != nil {
				return false, err
			}
		}
	}
	if !known {
		return false, fmt.Errorf("there is no part %q", only)
	}
	return b.allGood, nil
}

// material makes the stems that are mixed and inspected, once.
func (b *bench) material(ctx context.Context, n, seconds int) error {
	if len(b.stems) > 0 {
		return nil
	}
	fmt.Printf("making %d stems of %d s ...\n", n, seconds)
	var err error
	if b.stems, err = generate(ctx, b.dir, n+1, seconds); err != nil {
		return err
	}
	for _, s := range b.stems[:n] {
		b.inputs = append(b.inputs, s.input())
	}
	return nil
}

// reference is the bare ffmpeg: one graph that mixes and measures, then gain, limiter and FLAC.
func (b *bench) reference(ctx context.Context) error {
	cpu, wall, err := measure.Cost(func() error { return bareFFmpeg(ctx, b.dir, b.stems[:len(b.inputs)]) })
	b.bare = cpu
	fmt.Printf("%-44s %7.2f CPU s %7.2f s\n", "bare ffmpeg: graph, ebur128, alimiter, FLAC", cpu, wall)
	return err
}

func (b *bench) nothingThenCachedThenPreview(ctx context.Context) error {
	cacheDir := filepath.Join(b.dir, "cache")
	cache, err := pcm.OpenCache(cacheDir, 64<<30)
	if err != nil {
		return err
	}
	decoder := &audio.Decoder{Tools: b.runner, Cache: cache}
	made, err := steps.Open(filepath.Join(cacheDir, "steps"), 64<<30)
	if err != nil {
		return err
	}
	builder, err := assemble.New(assemble.Options{Decoder: decoder, Steps: made})
	if err != nil {
		return err
	}
	if err := b.line("final from nothing", goalNothing, func() error { return b.build(ctx, builder, project.ArtifactFinal) }); err != nil {
		return err
	}
	key, err := decoder.Key(ctx, "sum of prj_bench")
	if err != nil {
		return err
	}
	sum, err := cache.Open(key)
	if err != nil {
		return fmt.Errorf("the kept sum has another name, and would be measured instead of a mix: %w", err)
	}
	sum.Close()
	cache.Remove(key)
	if err := b.line("final from cached PCM, no kept sum", goalCached, func() error { return b.build(ctx, builder, project.ArtifactFinal) }); err != nil {
		return err
	}
	b.inputs[len(b.inputs)/2] = b.stems[len(b.inputs)].input()
	return b.line("preview after one changed, decoding included", goalPreview, func() error { return b.build(ctx, builder, project.ArtifactPreview) })
}

func (b *bench) build(ctx context.Context, builder *assemble.Builder, kind project.ArtifactKind) error {
	work, err := os.MkdirTemp(b.dir, "work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	_, err = builder.Build(ctx, assemble.Request{
		Project: "prj_bench", Title: "Bench", Artifact: "art_bench", Kind: kind, Inputs: b.inputs, Work: work,
		Recipe: project.Recipe{Kind: project.RecipeAudioMix, Outputs: []string{"flac"}},
		Fetch: func(_ context.Context, sha256, dst string) error {
			return os.Link(filepath.Join(b.dir, sha256), dst) // bringing it is the store's work, not the mix's
		},
	})
	return err
}

// inspection has no goal here; the figure tells what a delivery costs.
func (b *bench) inspection(ctx context.Context) error {
	cache, err := pcm.OpenCache(filepath.Join(b.dir, "inspected"), 64<<30)
	if err != nil {
		return err
	}
	inspector, err := inspect.New(inspect.Options{Decoder: &audio.Decoder{Tools: b.runner, Cache: cache}})
	if err != nil {
		return err
	}
	derived := filepath.Join(b.dir, "derived")
	if err := os.MkdirAll(derived, 0o700); err != nil {
		return err
	}
	cpu, wall, err := measure.Cost(func() error {
		for _, s := range b.stems[:len(b.inputs)] {
			r, err := inspector.Inspect(ctx, inspect.Request{Work: derived, Spec: project.Spec{Kind: project.KindAudio},
				Files: []inspect.File{{Name: s.name, Path: filepath.Join(b.dir, s.sha256), SHA256: s.sha256}}})
			if err != nil || !r.Passed {
				return fmt.Errorf("%s: %w %+v", s.name, err, r.Findings)
			}
		}
		return nil
	})
	fmt.Printf("%-44s %7.2f CPU s %7.2f s  %.2f CPU s a file\n", "inspection of all stems", cpu, wall, cpu/float64(len(b.inputs)))
	return err
}

// line prints one comparison with the bare mix.
func (b *bench) line(name string, goal float64, work func() error) error {
	return b.against(b.bare, name, goal, work)
}

// against prints one comparison with so many CPU seconds.
func (b *bench) against(bare float64, name string, goal float64, work func() error) error {
	cpu, wall, err := measure.Cost(work)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	verdict := "ok"
	if cpu > goal*bare {
		verdict, b.allGood = "OVER", false
	}
	fmt.Printf("%-44s %7.2f CPU s %7.2f s  ratio %.3g, at most %.3g: %s\n", name, cpu, wall, cpu/bare, goal, verdict)
	return nil
}

// plain runs a bare ffmpeg or ffprobe and prints what it costs.
func plain(name string, work func() error) (float64, error) {
	cpu, wall, err := measure.Cost(work)
	if err != nil {
		return 0, fmt.Errorf("%s: %w", name, err)
	}
	fmt.Printf("%-44s %7.2f CPU s %7.2f s\n", name, cpu, wall)
	return cpu, nil
}
