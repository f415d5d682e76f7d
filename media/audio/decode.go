package audio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"time"

	"tutti/media/pcm"
	"tutti/media/tool"
	"tutti/project"
)

// MaxSeconds is the greatest duration of one file that is decoded: 3 hours, 4 GB as canonical PCM.
const MaxSeconds = 3 * 3600

// Decoder turns files into canonical PCM, in the sandbox.
type Decoder struct {
	Tools *tool.Runner
	Cache *pcm.Cache
}

// Source is a file to decode, with the header that ReadHeader gave for it.
type Source struct {
	Path       string // absolute
	SHA256     string
	Header     Header
	MaxSeconds float64 // decode no more than this; MaxSeconds when 0 or greater
	// Timed keeps sound at its times: silence before a start after 0 and in gaps, nothing before 0. The sound of a film needs
	// it, since pictures stand at their times too.
	Timed bool
}

// ErrTooLong says that a file goes on after Source.MaxSeconds. No PCM of it is kept.
var ErrTooLong = errors.New("the file is longer than the limit")

// Version names what decodes, as it stands in manifests. Another version may give other samples.
func (d *Decoder) Version(ctx context.Context) (string, error) {
	return d.Tools.Version(ctx, tool.FFmpeg)
}

// Key is the name in the cache of the PCM of a source.
func (d *Decoder) Key(ctx context.Context, sha256 string) (string, error) {
	version, err := d.Version(ctx)
	return pcm.Key(sha256, version), err
}

// PCM gives the canonical PCM of a source from the cache, or decodes it into the cache. The caller closes the file.
// Errors: those of tool.Run, where Invalid judges the file; ErrTooLong; trouble of the disk.
func (d *Decoder) PCM(ctx context.Context, s Source) (*pcm.File, error) {
	key, err := d.Key(ctx, s.SHA256)
	if err != nil {
		return nil, err
	}
	if f, err := d.Cache.Open(key); !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	entry, err := d.Cache.Create(key, nil, false)
	if err != nil {
		return nil, err
	}
	sink := &canonical{write: entry.Write}
	_, err = d.run(ctx, s, "[0:a:0]"+toCanonical(s)+"[c]", []string{"[c]"}, sink)
	return d.finish(entry, s, sink, err)
}

// finish commits what was decoded, unless the run failed or was cut by the limit.
func (d *Decoder) finish(entry *pcm.Entry, s Source, sink *canonical, err error) (*pcm.File, error) {
	if err == nil {
		err = sink.end()
	}
	if err == nil && sink.frames > int64(s.limit()*pcm.Rate) {
		err = ErrTooLong
	}
	if err != nil {
		entry.Abort()
		return nil, err
	}
	return entry.Commit()
}

// run decodes once through a filter graph whose outputs go to the sinks, each as 32-bit floats.
func (d *Decoder) run(ctx context.Context, s Source, graph string, labels []string, sinks ...io.Writer) (tool.Report, error) {
	args := []string{"-hide_banner", "-nostdin", "-nostats", "-v", "level+info"}
	args = append(args, inputArgs(s)...)
	args = append(args, "-filter_complex_threads", "1", "-filter_complex", graph)
	for i, label := range labels {
		pipe := "pipe:1"
		if i > 0 {
			pipe = fmt.Sprintf("pipe:%d", i+2)
		}
		args = append(args, "-map", label, "-map_metadata", "-1")
		if label == "[c]" {
			args = append(args, "-ac", "2", "-ar", "48000")
		}
		args = append(args, "-c:a", "pcm_f32le", "-f", "f32le", "-bitexact", pipe)
	}
	seconds := time.Duration(s.limit()) * time.Second
	return d.Tools.Run(ctx, tool.Job{
		Tool: tool.FFmpeg, Args: args, Inputs: []string{s.Path}, Outputs: sinks,
		// Decoding and measuring takes about a hundredth of the duration; a tenth is no honest file.
		Limits: tool.Limits{CPU: 20*time.Second + seconds/10, Wall: 2*time.Minute + seconds/4, MemoryBytes: 2 << 30,
			OutputBytes: (int64(s.limit()) + 2) * MaxRate * 4 * MaxChannels},
	})
}

// inputArgs name the file so that nothing but this file is opened, by the one demuxer and the codecs of its format.
func inputArgs(s Source) []string {
	return []string{
		"-threads", "1", "-err_detect", "+crccheck", "-protocol_whitelist", "file", "-format_whitelist", s.Header.Format,
		"-codec_whitelist", strings.Join(codecsOf(s.Header), ","), "-f", s.Header.Format,
		"-t", fmt.Sprintf("%.3f", s.limit()+0.1), "-i", "file:" + s.Path,
	}
}

// codecsOf lists the decoders that may be used for a header: the one it names.
func codecsOf(h Header) []string {
	switch h.Codec {
	case "mp3":
		return []string{"mp3float", "mp3"}
	case "opus":
		return []string{"opus", "libopus"}
	case "vorbis":
		return []string{"vorbis"}
	}
	return []string{h.Codec}
}

func (s Source) limit() float64 {
	if s.MaxSeconds <= 0 || s.MaxSeconds > MaxSeconds {
		return MaxSeconds
	}
	return s.MaxSeconds
}

// toCanonical is the filter from a file's own form to 48 kHz stereo. A mono file sounds equally loud on both sides.
func toCanonical(s Source) string {
	h := s.Header
	var chain []string
	if h.Rate != pcm.Rate || h.Channels > 2 || s.Timed {
		resample := "aresample=48000:internal_sample_fmt=fltp"
		if s.Timed {
			resample += ":async=1:first_pts=0" // fills and cuts, never stretches
		}
		// The formats are pinned: left alone, ffmpeg picks those of the resampler by what else is in the graph, and decoding
		// again would give other samples than the inspection did. Also where only channels change, for the same reason.
		chain = append(chain, "aformat=sample_fmts=fltp", resample, "aformat=sample_fmts=fltp")
	}
	switch {
	case h.Channels == 1:
		chain = append(chain, "pan=stereo|c0=c0|c1=c0")
	case h.Channels > 2:
		chain = append(chain, "aformat=channel_layouts=stereo")
	}
	if len(chain) == 0 {
		return "anull"
	}
	return strings.Join(chain, ",")
}

// canonical receives floats, whose pieces need not end with a sample, and hands on canonical samples.
type canonical struct {
	write  func([]int32) error
	left   []byte
	buf    []int32
	frames int64
}

func (c *canonical) Write(p []byte) (int, error) {
	all := len(p)
	if len(c.left) > 0 {
		n := min(pcm.FrameBytes-len(c.left), len(p))
		c.left = append(c.left, p[:n]...)
		p = p[n:]
		if len(c.left) < pcm.FrameBytes {
			return all, nil
		}
		if err := c.take(c.left); err != nil {
			return 0, err
		}
		c.left = c.left[:0]
	}
	whole := len(p) - len(p)%pcm.FrameBytes
	if err := c.take(p[:whole]); err != nil {
		return 0, err
	}
	c.left = append(c.left, p[whole:]...)
	return all, nil
}

func (c *canonical) take(p []byte) error {
	if need := len(p) / 4; cap(c.buf) < need {
		c.buf = make([]int32, need)
	}
	samples := c.buf[:len(p)/4]
	pcm.FromFloat(samples, p)
	c.frames += int64(len(samples) / pcm.Channels)
	return c.write(samples)
}

func (c *canonical) end() error {
	if len(c.left) > 0 {
		return project.Errorf(project.Invalid, "the decoder stopped in the middle of a sample")
	}
	return nil
}
