// Package video reads what a video file says of itself, looks through it, and brings scenes to one form, so that they can be
// joined without encoding again. ffmpeg does the work, in the sandbox.
//
// Pictures and sound part ways here: a normalised scene has no sound. Sound is kept as exact canonical PCM (package pcm), cut
// to the length of the pictures, and joins them once, at the end; so nothing drifts over many joins.
package video

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// Editor works on videos. It is safe for use by several goroutines.
type Editor struct {
	Tools *tool.Runner
}

// Source is a file to work on, with the facts that Read gave for it.
type Source struct {
	Path  string // absolute
	Facts Facts
}

// Rate is a number of pictures a second, as 30/1 or 30000/1001.
type Rate struct {
	Num int64 `json:"num"`
	Den int64 `json:"den"`
}

// PerSecond is the rate as a number, 0 when it is unknown.
func (r Rate) PerSecond() float64 {
	if r.Den == 0 {
		return 0
	}
	return float64(r.Num) / float64(r.Den)
}

func (r Rate) String() string { return fmt.Sprintf("%d/%d", r.Num, r.Den) }

// RateOf finds the rate that a number stands for: 29.97 is 30000/1001.
func RateOf(perSecond float64) Rate {
	for _, whole := range []int64{24, 30, 48, 60, 120} {
		if exact := float64(whole) * 1000 / 1001; math.Abs(perSecond-exact) < 0.01 {
			return Rate{Num: whole * 1000, Den: 1001}
		}
	}
	if whole := math.Round(perSecond); math.Abs(perSecond-whole) < 1e-9 && whole > 0 {
		return Rate{Num: int64(whole), Den: 1}
	}
	return Rate{Num: int64(math.Round(perSecond * 1000)), Den: 1000}
}

// Samples gives the canonical audio frames that go with so many pictures from the start. Differences of it give the lengths
// of scenes, so that rounding never adds up.
func (r Rate) Samples(pictures int64) int64 {
	if r.Num == 0 {
		return 0
	}
	return pictures * pcm.Rate * r.Den / r.Num
}

// Pictures gives the number of pictures that cover so many canonical audio frames, the last one perhaps only in part.
func (r Rate) Pictures(samples int64) int64 {
	if r.Den == 0 {
		return 0
	}
	step := pcm.Rate * r.Den
	return (samples*r.Num + step - 1) / step
}

// Seconds gives the duration of so many pictures.
func (r Rate) Seconds(pictures int64) float64 {
	if r.Num == 0 {
		return 0
	}
	return float64(pictures) * float64(r.Den) / float64(r.Num)
}

// Profile is the one form that pictures are brought to. Its String is part of cache keys.
type Profile struct {
	Width   int // pixels, even
	Height  int // pixels, even
	Rate    Rate
	Quality int    // CRF of x264: less is better
	Preset  string // of x264
	Cover   bool   // fill the picture and cut what stands out, instead of black bars
}

func (p Profile) String() string {
	return fmt.Sprintf("%dx%d %s crf%d %s cover=%t %s", p.Width, p.Height, p.Rate, p.Quality, p.Preset, p.Cover, profileVersion)
}

// profileVersion changes whenever the same profile would give other bytes.
const profileVersion = "scene 1"

// encoderThreads is pinned: x264 gives other bytes with another number of threads.
const encoderThreads = "2"

// fit is the chain from a source's pictures to a profile: progressive, square pixels, one size, rate and colour space.
func (p Profile) fit(f Facts) string {
	var chain []string
	if f.Interlaced {
		chain = append(chain, "yadif")
	}
	chain = append(chain, fmt.Sprintf("fps=%s:start_time=0", p.Rate))
	if f.PixelAspect != (Rate{1, 1}) {
		chain = append(chain, "scale=trunc(iw*sar/2)*2:ih")
	}
	size := fmt.Sprintf("scale=%d:%d:force_original_aspect_ratio=%s:out_color_matrix=bt709:out_range=tv", p.Width, p.Height, p.aspect())
	if p.Cover {
		chain = append(chain, size, fmt.Sprintf("crop=%d:%d", p.Width, p.Height))
	} else {
		chain = append(chain, size, fmt.Sprintf("pad=%d:%d:(ow-iw)/2:(oh-ih)/2", p.Width, p.Height))
	}
	return strings.Join(append(chain, p.finish()), ",")
}

func (p Profile) aspect() string {
	if p.Cover {
		return "increase"
	}
	return "decrease"
}

// finish pins what would show in the stream's parameters, which must be equal to be joined.
func (p Profile) finish() string {
	return "setsar=1,format=yuv420p,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
}

// encoder gives the arguments of the stream. A scene has a key picture at least every two seconds, and the time scale lets
// every picture stand at an exact time.
func (p Profile) encoder() []string {
	group := strconv.FormatInt(max(1, 2*p.Rate.Num/p.Rate.Den), 10)
	args := []string{"-c:v", "libx264", "-preset", p.Preset, "-crf", strconv.Itoa(p.Quality), "-threads", encoderThreads,
		"-profile:v", "high", "-pix_fmt", "yuv420p", "-g", group, "-keyint_min", group, "-sc_threshold", "0",
		"-video_track_timescale", strconv.FormatInt(p.timescale(), 10)}
	return append(args, bitexact()...)
}

// timescale is a multiple of the rate, near what players expect.
func (p Profile) timescale() int64 {
	if p.Rate.Num >= 1000 {
		return p.Rate.Num
	}
	return p.Rate.Num * 1000
}

// bitexact keeps times, random numbers and versions out of files.
func bitexact() []string {
	return []string{"-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"}
}

// MaxSeconds is the greatest duration of one video that is worked on.
const MaxSeconds = 3 * 3600

// memoryBytes lets a 4K stream be decoded and encoded.
const memoryBytes = 3 << 30

// input names a source so that nothing but this file is opened, by the one demuxer and the codecs it may need.
func (s Source) input() []string { return s.inputFor(s.limit()) }

// inputFor reads no more than so many seconds.
func (s Source) inputFor(seconds float64) []string {
	return []string{"-threads", "2", "-err_detect", "+crccheck", "-max_pixels", strconv.Itoa(maxPixels), "-protocol_whitelist", "file",
		"-format_whitelist", s.Facts.Demuxer(), "-codec_whitelist", strings.Join(decoders(), ","), "-f", s.Facts.Demuxer(),
		"-t", fmt.Sprintf("%.6f", seconds), "-i", "file:" + s.Path}
}

// effort is the CPU time that is more than enough for decoding or encoding pictures: five times what 720p takes. A claim of a
// great size or length does not buy more than the pictures would need.
func effort(seconds float64, width, height int, rate float64) time.Duration {
	return time.Duration(seconds * (4 + float64(width)*float64(height)*rate/1e7) * float64(time.Second))
}

func (s Source) effort() time.Duration {
	rate := s.Facts.Rate.PerSecond()
	if rate == 0 || rate > project.MaxFrameRate {
		rate = project.MaxFrameRate
	}
	return effort(s.limit(), s.Facts.Width, s.Facts.Height, rate)
}

func (p Profile) effort(seconds float64) time.Duration {
	return effort(seconds, p.Width, p.Height, p.Rate.PerSecond())
}

// limit is how far a source is read: a little beyond its promise, so that a false one shows.
func (s Source) limit() float64 {
	if s.Facts.Seconds <= 0 {
		return MaxSeconds
	}
	return min(s.Facts.Seconds+10, MaxSeconds)
}

// ffmpeg runs ffmpeg on files that the job names. effort is the CPU time that is more than enough for it; out is the file it
// writes, "" for none.
func (e *Editor) ffmpeg(ctx context.Context, job tool.Job, effort time.Duration, out string) (tool.Report, error) {
	job.Tool = tool.FFmpeg
	if out != "" {
		job.Dir = filepath.Dir(out)
	}
	job.Args = append([]string{"-hide_banner", "-nostdin", "-nostats", "-y", "-v", "level+info",
		"-filter_threads", "1", "-filter_complex_threads", "1"}, job.Args...)
	job.Limits = tool.Limits{CPU: time.Minute + effort, Wall: 10*time.Minute + 2*effort, MemoryBytes: memoryBytes, OpenFiles: maxOpen}
	return e.Tools.Run(ctx, job)
}

// maxOpen is the greatest number of files that one run opens: the tiles of a grid and some more.
const maxOpen = MaxTiles + 32

// progress receives what ffmpeg tells of its progress and knows the last number of pictures.
type progress struct{ last bytes.Buffer }

const maxProgress = 1 << 10

func (p *progress) Write(b []byte) (int, error) {
	p.last.Write(b)
	if extra := p.last.Len() - maxProgress; extra > 0 {
		p.last.Next(extra)
	}
	return len(b), nil
}

// pictures gives the number in the last report.
func (p *progress) pictures() (int64, error) {
	var last int64 = -1
	for line := range strings.Lines(p.last.String()) {
		if number, found := strings.CutPrefix(line, "frame="); found {
			if n, err := strconv.ParseInt(strings.TrimSpace(number), 10, 64); err == nil {
				last = n
			}
		}
	}
	if last < 0 {
		return 0, project.Errorf(project.Internal, "ffmpeg does not tell how many pictures it wrote")
	}
	return last, nil
}

// ours turns a refusal of input that we made into an error of ours: it is no fault of a seller.
func ours(err error, doing string) error {
	if err != nil && project.CodeOf(err) == project.Invalid {
		return project.Because(err, project.Internal, "%s failed", doing)
	}
	return err
}

// outputs are the pipes of a job that reports its progress.
func (p *progress) outputs(more ...io.Writer) []io.Writer { return append([]io.Writer{p}, more...) }
