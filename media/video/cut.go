package video

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// Keys gives the times in seconds at which a video can be cut without encoding: its key pictures, rising.
func (e *Editor) Keys(ctx context.Context, s Source) ([]float64, error) {
	var out bytes.Buffer
	_, err := e.Tools.Run(ctx, tool.Job{
		Tool: tool.FFprobe, Inputs: []string{s.Path}, Outputs: []io.Writer{&out},
		Args: []string{"-v", "error", "-protocol_whitelist", "file", "-format_whitelist", s.Facts.Demuxer(), "-codec_whitelist", strings.Join(decoders(), ","),
			"-max_pixels", strconv.Itoa(maxPixels), "-f", s.Facts.Demuxer(), "-select_streams", "V:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", "file:" + s.Path},
		Limits: tool.Limits{CPU: time.Minute + time.Duration(s.limit()/20)*time.Second, OutputBytes: maxPackets, MemoryBytes: memoryBytes},
	})
	if err != nil {
		return nil, err
	}
	var keys []float64
	lines := bufio.NewScanner(&out)
	for lines.Scan() {
		at, flags, _ := strings.Cut(lines.Text(), ",")
		seconds, err := strconv.ParseFloat(at, 64)
		seconds -= s.Facts.Start
		// Pictures that come behind a key picture and are shown before it lean on what stands before the cut: that key is none to cut at.
		if n := len(keys); err == nil && n > 0 && seconds < keys[n-1] {
			keys = keys[:n-1]
		}
		if err == nil && strings.HasPrefix(flags, "K") && seconds >= 0 {
			keys = append(keys, seconds)
		}
	}
	slices.Sort(keys)
	return keys, lines.Err()
}

// maxPackets bounds the list of a film's packets: 3 hours with 240 pictures a second.
const maxPackets = 128 << 20

// Cut writes a video as pieces that follow one another, the pictures copied as they are: nothing is left out and nothing is there
// twice. The sound of a piece is heard for as long as its pictures are shown; how that is done depends on the format (cut_sound.go), and a
// WebM with sound becomes Matroska by it. keys are all of Keys; at are some of them, rising, without the first. dir is the caller's
// alone, in a directory that is theirs too, and gets nothing but the pieces.
//
// Errors: those of tool.Run, where Invalid judges the file.
func (e *Editor) Cut(ctx context.Context, s Source, keys, at []float64, dir string) ([]string, error) {
	if s.Facts.Sound == nil || len(keys) == 0 {
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
	d := s.dealSound(keys[0], at)
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
