package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"tutti/bench/measure"
	"tutti/media/audio"
	"tutti/media/inspect"
	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// turns is how often both sides of a comparison are run, in turn: one run of half a second says little.
const turns = 7

// fourMinutes are the forms of the stem that is inspected. The goal is for the first; the others tell what the form makes of it.
func fourMinutes() []struct {
	name string
	args []string
} {
	return []struct {
		name string
		args []string
	}{
		{"WAV 48 kHz 24 bit", []string{"-c:a", "pcm_s24le", "-f", "wav"}},
		{"WAV 48 kHz 16 bit", []string{"-c:a", "pcm_s16le", "-f", "wav"}},
		{"WAV 44.1 kHz 24 bit", []string{"-ar", "44100", "-c:a", "pcm_s24le", "-f", "wav"}},
		{"FLAC 48 kHz 24 bit", []string{"-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac"}},
		{"MP3 44.1 kHz", []string{"-ar", "44100", "-c:a", "libmp3lame", "-b:a", "192k", "-f", "mp3"}},
	}
}

// inspectionOfOne compares the inspection of a stem of four minutes with ffprobe and one decoding by hand.
func (b *bench) inspectionOfOne(ctx context.Context) error {
	cache, err := pcm.OpenCache(filepath.Join(b.dir, "one"), 64<<30)
	if err != nil {
		return err
	}
	inspector, err := inspect.New(inspect.Options{Decoder: &audio.Decoder{Tools: b.runner, Cache: cache}})
	if err != nil {
		return err
	}
	if _, err := b.runner.Version(ctx, tool.FFmpeg); err != nil { // a process asks once
		return err
	}
	path := filepath.Join(b.dir, "four-minutes")
	for i, form := range fourMinutes() {
		args := append([]string{"-f", "lavfi", "-i", "anoisesrc=c=pink:r=48000:a=0.2:d=240:seed=7", "-ac", "2"}, form.args...)
		if err := ffmpeg(ctx, append(args, path)...); err != nil {
			return err
		}
		bare, ours, err := inTurn(
			func() error { return probeAndDecode(ctx, path, filepath.Join(b.dir, "four-minutes.f32")) },
			func() error { return b.inspectOne(ctx, inspector, path) })
		if err != nil {
			return err
		}
		verdict := "no goal"
		if i == 0 {
			verdict = b.verdict(ours <= goalInspect*bare, goalInspect)
		}
		fmt.Printf("%-44s %7.2f CPU s against %.2f  ratio %.3g, %s\n", "inspection of 4 minutes, "+form.name, ours, bare, ours/bare, verdict)
	}
	return nil
}

func (b *bench) verdict(good bool, goal float64) string {
	if good {
		return fmt.Sprintf("at most %.3g: ok", goal)
	}
	b.allGood = false
	return fmt.Sprintf("at most %.3g: OVER", goal)
}

func probeAndDecode(ctx context.Context, path, to string) error {
	if out, err := exec.CommandContext(ctx, "ffprobe", "-v", "error", "-show_format", "-show_streams", "-of", "json", path).CombinedOutput(); err != nil {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(out))
	}
	return ffmpeg(ctx, "-i", path, "-ac", "2", "-ar", "48000", "-f", "f32le", to)
}

func (b *bench) inspectOne(ctx context.Context, inspector *inspect.Inspector, path string) error {
	work, err := os.MkdirTemp(b.dir, "work-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	r, err := inspector.Inspect(ctx, inspect.Request{Work: work, Spec: project.Spec{Kind: project.KindAudio}, Files: []inspect.File{{Name: "stem", Path: path}}})
	if err == nil && !r.Passed {
		err = fmt.Errorf("findings %+v", r.Findings)
	}
	return err
}

// inTurn gives the median CPU seconds of two pieces of work that are run one after the other, several times.
func inTurn(one, other func() error) (float64, float64, error) {
	var costs [2][]float64
	for range turns {
		for i, work := range []func() error{one, other} {
			cpu, _, err := measure.Cost(work)
			if err != nil {
				return 0, 0, err
			}
			costs[i] = append(costs[i], cpu)
		}
	}
	slices.Sort(costs[0])
	slices.Sort(costs[1])
	return costs[0][turns/2], costs[1][turns/2], nil
}
