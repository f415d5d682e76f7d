package video

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tutti/media/tool"
	"tutti/project"
)

// Cut writes a video as pieces that follow one another, the pictures copied as they are: nothing is left out and nothing is there
// twice. The sound of a piece is heard for as long as its pictures are shown; how that is done depends on the format (cut_sound.go), and a
// WebM with sound becomes Matroska by it. at are some of the keys of its timing, rising, without the first. dir is the
// caller's alone, in a directory that is theirs too, and gets nothing but the pieces.
//
// Errors: those of tool.Run, where Invalid judges the file.
func (e *Editor) Cut(ctx context.Context, s Source, timing Timing, at []float64, dir string) ([]string, error) {
	if s.Facts.Sound == nil || len(timing.Keys) == 0 {
		return e.segments(ctx, s, s.Facts.Format, at, dir)
	}
	format := s.Facts.Format
	if format == WebM {
		format = MKV
	}
	silent, err := os.MkdirTemp(filepath.Dir(dir), "silent-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(silent)
	pictures, err := e.segments(ctx, s, format, at, silent)
	if err != nil {
		return nil, err
	}
	d := s.dealSound(timing, at)
	if format == MKV {
		return e.soundBySamples(ctx, s, d, pictures, dir)
	}
	return e.soundByPackets(ctx, s, d, pictures, dir)
}

// segments copies the pictures into pieces that begin at key pictures.
func (e *Editor) segments(ctx context.Context, s Source, format string, at []float64, dir string) ([]string, error) {
	args := slices.Concat(s.input(), []string{"-map", "0:V:0", "-c", "copy", "-f", "segment", "-segment_format", muxer(format),
		"-segment_times", borders(at), "-reset_timestamps", "1", "-break_non_keyframes", "0", "-avoid_negative_ts", "disabled"},
		bitexact(), []string{"file:" + filepath.Join(dir, "piece-%05d."+format)})
	if _, err := e.ffmpeg(ctx, tool.Job{Args: args, Inputs: []string{s.Path}}, s.effort(), filepath.Join(dir, "piece")); err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range entries {
		paths = append(paths, filepath.Join(dir, e.Name()))
	}
	slices.Sort(paths)
	if len(paths) != len(at)+1 {
		return nil, project.Errorf(project.Invalid, "the video falls into %d pieces where %d were expected: its times contradict each other", len(paths), len(at)+1)
	}
	return paths, nil
}

// muxer is what ffmpeg writes a format with.
func muxer(format string) string {
	if format == MKV {
		return "matroska"
	}
	return format
}

// borders writes times as ffmpeg reads them, a little early: it cuts at the first key picture that is not before.
func borders(at []float64) string {
	if len(at) == 0 {
		return "1000000" // none within reach
	}
	var items []string
	for _, seconds := range at {
		items = append(items, fmt.Sprintf("%.6f", max(0, seconds-0.002)))
	}
	return strings.Join(items, ",")
}
