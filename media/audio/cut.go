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

	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// CutStep is the grid on which a file can be cut, in milliseconds: a whole number of frames at 48 kHz.
const CutStep = 100

// Cut writes a sound file as pieces that follow one another on the frame: nothing is left out and nothing is there twice. at are the
// borders in milliseconds, rising, on the grid of CutStep. What is lossless stays in its format; of a lossy file the pieces are FLAC
// with 24 bits, since its packets lean on those before them and cannot be cut exactly. What is not at 48 kHz is brought there before
// it is cut: converted piece by piece, it would click wherever two meet. dir is the caller's alone, and gets nothing
// but the pieces. There are fewer than borders when the file is shorter than they say.
//
// Errors: those of tool.Run, where Invalid judges the file.
func (d *Decoder) Cut(ctx context.Context, s Source, at []int64, dir string) ([]string, error) {
	bits := flacBits(s.Header)
	format, codec := pieceForm(s.Header, bits)
	chain := fmt.Sprintf("asetnsamples=n=%d:p=0", pcm.Rate*CutStep/1000)
	if s.Header.Rate != pcm.Rate {
		chain = toRate("") + "," + chain
	}
	args := append([]string{"-hide_banner", "-nostdin", "-nostats", "-v", "level+info"}, inputArgs(s)...)
	// Every packet is one step of the grid, so that the segment muxer, which cuts between packets, cuts on the frame.
	args = append(args, "-map", "0:a:0", "-map_metadata", "-1", "-af", chain, "-c:a", codec)
	args = append(args, "-f", "segment", "-segment_format", format, "-segment_times", seconds(at),
		"-segment_time_delta", "0.01", "-fflags", "+bitexact", "-flags:a", "+bitexact", "file:"+filepath.Join(dir, "piece-%05d."+format))
	length := time.Duration(s.limit()) * time.Second
	_, err := d.Tools.Run(ctx, tool.Job{Tool: tool.FFmpeg, Args: args, Inputs: []string{s.Path}, Dir: dir,
		Limits: tool.Limits{CPU: 20*time.Second + length/10, Wall: 2*time.Minute + length/4}})
	if err != nil {
		return nil, err
	}
	paths, err := filesOf(dir)
	if err != nil || bits == 0 {
		return paths, err
	}
	return d.packAll(ctx, paths, bits)
}

// pieceForm is the muxer, which is also the ending, and the encoder of the pieces as they are cut. FLAC is packed in a second step:
// its head says how long it is, which the segment muxer does not know.
func pieceForm(h Header, flacBits int) (format, codec string) {
	converted := h.Rate != pcm.Rate && !strings.HasPrefix(h.Codec, "pcm_f")
	switch {
	case flacBits > 0:
		return WAV, fmt.Sprintf("pcm_s%dle", flacBits)
	case h.Format == AIFF && converted:
		return AIFF, "pcm_s24be"
	case h.Format == AIFF:
		return AIFF, h.Codec
	case converted:
		return WAV, "pcm_s24le"
	}
	return WAV, h.Codec
}

// flacBits gives the bits of the FLAC pieces of a source; 0 when its pieces are no FLAC.
func flacBits(h Header) int {
	switch {
	case h.Lossy():
		return 24
	case h.Format != FLAC:
		return 0
	case h.BitDepth > 24:
		return 32
	case h.BitDepth > 16 || h.Rate != pcm.Rate:
		return 24
	}
	return 16
}

// packAtOnce is how many pieces one run of the tool packs.
const packAtOnce = 16

// packAll turns the WAV pieces into FLAC ones beside them.
func (d *Decoder) packAll(ctx context.Context, wavs []string, bits int) ([]string, error) {
	var out []string
	for some := range slices.Chunk(wavs, packAtOnce) {
		packed, err := d.pack(ctx, some, bits)
		if err != nil {
			return nil, err
		}
		out = append(out, packed...)
	}
	return out, nil
}

func (d *Decoder) pack(ctx context.Context, wavs []string, bits int) ([]string, error) {
	form := []string{"-sample_fmt", "s16"}
	if bits > 16 {
		form = []string{"-sample_fmt", "s32", "-bits_per_raw_sample", strconv.Itoa(bits), "-strict", "-2"}
	}
	args := []string{"-hide_banner", "-nostdin", "-nostats", "-v", "level+info"}
	var out, outputs []string
	var length time.Duration
	for i, wav := range wavs {
		h, err := ReadHeader(wav)
		if err != nil {
			return nil, err
		}
		length += time.Duration(h.Seconds() * float64(time.Second))
		args = append(args, inputArgs(Source{Path: wav, Header: h})...)
		flac := strings.TrimSuffix(wav, WAV) + FLAC
		outputs = append(append(outputs, "-map", fmt.Sprintf("%d:a:0", i), "-map_metadata", "-1", "-c:a", "flac"), form...)
		outputs = append(outputs, "-threads", "1", "-fflags", "+bitexact", "-flags:a", "+bitexact", "-f", FLAC, "file:"+flac)
		out = append(out, flac)
	}
	_, err := d.Tools.Run(ctx, tool.Job{Tool: tool.FFmpeg, Args: append(args, outputs...), Inputs: wavs, Dir: filepath.Dir(wavs[0]),
		Limits: tool.Limits{CPU: 20*time.Second + length/10, Wall: 2*time.Minute + length/4}})
	for _, wav := range wavs {
		if err == nil {
			err = os.Remove(wav)
		}
	}
	return out, err
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
