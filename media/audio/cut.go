package audio

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// CutStep is the grid on which a file can be cut, in milliseconds: a tenth of a second is a whole number of frames at nearly every
// rate, a second at the others.
func CutStep(h Header) int64 {
	if h.Rate%10 == 0 {
		return 100
	}
	return 1000
}

// Cut writes a sound file as pieces that follow one another on the frame: nothing is left out and nothing is there twice. at are the
// borders in milliseconds, rising, on the grid of CutStep. What is lossless stays in its format; of a lossy file the pieces are FLAC
// with 24 bits, since its packets lean on those before them and cannot be cut exactly. dir is the caller's alone, and gets nothing
// but the pieces. There are fewer than borders when the file is shorter than they say.
//
// Errors: those of tool.Run, where Invalid judges the file.
func (d *Decoder) Cut(ctx context.Context, s Source, at []int64, dir string) ([]string, error) {
	format, codec := pieceForm(s.Header)
	frames := int64(s.Header.Rate) * CutStep(s.Header) / 1000
	args := append([]string{"-hide_banner", "-nostdin", "-nostats", "-v", "level+info"}, inputArgs(s)...)
	// Every packet is one step of the grid, so that the segment muxer, which cuts between packets, cuts on the frame.
	args = append(args, "-map", "0:a:0", "-map_metadata", "-1", "-af", fmt.Sprintf("asetnsamples=n=%d:p=0", frames))
	args = append(args, codec...)
	args = append(args, "-frame_size", strconv.FormatInt(frames, 10), "-f", "segment", "-segment_format", format, "-segment_times", seconds(at),
		"-segment_time_delta", "0.01", "-fflags", "+bitexact", "-flags:a", "+bitexact", "file:"+filepath.Join(dir, "piece-%05d."+format))
	length := time.Duration(s.limit()) * time.Second
	_, err := d.Tools.Run(ctx, tool.Job{Tool: tool.FFmpeg, Args: args, Inputs: []string{s.Path}, Dir: dir,
		Limits: tool.Limits{CPU: 20*time.Second + length/10, Wall: 2*time.Minute + length/4}})
	if err != nil {
		return nil, err
	}
	return filesOf(dir)
}

// pieceForm is the muxer, which is also the ending, and the encoder of the pieces.
func pieceForm(h Header) (string, []string) {
	switch {
	case h.Lossy(), h.Format == FLAC && h.BitDepth > 16:
		return FLAC, []string{"-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", strconv.Itoa(max(24, h.BitDepth))}
	case h.Format == FLAC:
		return FLAC, []string{"-c:a", "flac", "-sample_fmt", "s16"}
	case h.Format == AIFF:
		return AIFF, []string{"-c:a", h.Codec}
	}
	return WAV, []string{"-c:a", h.Codec}
}

// seconds writes borders as ffmpeg reads them.
func seconds(at []int64) string {
	if len(at) == 0 {
		return "1000000" // none within reach
	}
	var items []string
	for _, ms := range at {
		items = append(items, fmt.Sprintf("%d.%03d", ms/1000, ms%1000))
	}
	return strings.Join(items, ",")
}

// filesOf lists a directory that one run filled, in the order of the names.
func filesOf(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, e := range entries {
		paths = append(paths, filepath.Join(dir, e.Name()))
	}
	slices.Sort(paths)
	if len(paths) == 0 {
		return nil, project.Errorf(project.Invalid, "the file holds no sound")
	}
	return paths, nil
}
