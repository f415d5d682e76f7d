package audio

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strconv"
	"strings"
	"time"

	"tutti/media/pcm"
	"tutti/media/tool"
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
	sink := newCanonical(s, entry.Write)
	_, err = d.decode(ctx, s, nil, sink)
	return d.finish(entry, s, sink, err)
}

// finish commits what was decoded, unless the run failed or was cut by the limit.
func (d *Decoder) finish(entry *pcm.Entry, s Source, sink *canonical, err error) (*pcm.File, error) {
	if err == nil && sink.frames > int64(s.limit()*pcm.Rate) {
		err = ErrTooLong
	}
	if err != nil {
		entry.Abort()
		return nil, err
	}
	return entry.Commit()
}

// decode hands every sample once to the meter, as the file has it, and once to the sink, at 48 kHz. Without a meter only the sink
// gets any.
func (d *Decoder) decode(ctx context.Context, s Source, levels *meter, sink *canonical) (tool.Report, error) {
	measure := func(samples []float32) error {
		levels.take(samples)
		return nil
	}
	both := func(samples []float32) error {
		if levels != nil {
			levels.take(samples)
		}
		return sink.take(samples)
	}
	p, err := findPlain(s)
	switch {
	case err != nil:
		return tool.Report{}, err
	case p != nil && s.asDelivered():
		return tool.Report{}, p.read(ctx, both)
	case s.asDelivered():
		return d.deliver(ctx, s, both)
	case p != nil && levels != nil:
		if err := p.read(ctx, measure); err != nil {
			return tool.Report{}, err
		}
		return d.convert(ctx, s, sink.take)
	case levels != nil:
		return d.measureAndConvert(ctx, s, measure, sink.take)
	}
	return d.convert(ctx, s, sink.take)
}

// deliver decodes what the mix can use as it is.
func (d *Decoder) deliver(ctx context.Context, s Source, take func([]float32) error) (tool.Report, error) {
	graph := "[0:a:0]anull[c]"
	if s.Header.Channels == 1 {
		graph = "[0:a:0]pan=mono|c0=c0[c]"
	}
	return d.run(ctx, s, graph, output{"[c]", s.Header.Channels, pcm.Rate, take})
}

// convert decodes to 48 kHz stereo.
func (d *Decoder) convert(ctx context.Context, s Source, take func([]float32) error) (tool.Report, error) {
	return d.run(ctx, s, "[0:a:0]"+toCanonical(s)+"[c]", output{"[c]", pcm.Channels, pcm.Rate, take})
}

// measureAndConvert decodes once to both. Sound of more channels than our meter knows is measured by a filter on its way.
func (d *Decoder) measureAndConvert(ctx context.Context, s Source, measure, take func([]float32) error) (tool.Report, error) {
	filter := "anull"
	if !s.ownMeter() {
		filter = MeterFilter(true)
	}
	graph := "[0:a:0]asplit=2[x][y];[x]" + filter + "[n];[y]" + toCanonical(s) + "[c]"
	return d.run(ctx, s, graph, output{"[n]", s.Header.Channels, 0, measure}, output{"[c]", pcm.Channels, pcm.Rate, take})
}

// output is what comes out of a filter graph as 32-bit floats.
type output struct {
	label    string
	channels int
	rate     int // 0 keeps the file's own
	take     func([]float32) error
}

// run decodes once through a filter graph.
func (d *Decoder) run(ctx context.Context, s Source, graph string, outputs ...output) (tool.Report, error) {
	args := []string{"-hide_banner", "-nostdin", "-nostats", "-v", "level+info"}
	args = append(args, inputArgs(s)...)
	args = append(args, "-filter_complex_threads", "1", "-filter_complex", graph)
	var pipes []io.Writer
	var ends []*floats
	for i, o := range outputs {
		pipe := "pipe:1"
		if i > 0 {
			pipe = fmt.Sprintf("pipe:%d", i+2)
		}
		args = append(args, "-map", o.label, "-map_metadata", "-1")
		if o.rate > 0 {
			args = append(args, "-ac", strconv.Itoa(o.channels), "-ar", strconv.Itoa(o.rate))
		}
		args = append(args, "-c:a", "pcm_f32le", "-f", "f32le", "-bitexact", pipe)
		end := newFloats(o.channels, o.take)
		pipes, ends = append(pipes, end), append(ends, end)
	}
	seconds := time.Duration(s.limit()) * time.Second
	report, err := d.Tools.Run(ctx, tool.Job{
		Tool: tool.FFmpeg, Args: args, Inputs: []string{s.Path}, Outputs: pipes,
		// Decoding and measuring takes about a hundredth of the duration; a tenth is no honest file.
		Limits: tool.Limits{CPU: 20*time.Second + seconds/10, Wall: 2*time.Minute + seconds/4, MemoryBytes: 2 << 30,
			OutputBytes: (int64(s.limit()) + 2) * MaxRate * 4 * MaxChannels},
	})
	for _, end := range ends {
		if err == nil {
			err = end.end()
		}
	}
	return report, err
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

// asDelivered reports whether the mix can use the samples as they are, one channel twice.
func (s Source) asDelivered() bool {
	return s.Header.Rate == pcm.Rate && s.Header.Channels <= pcm.Channels && !s.Timed
}

// toCanonical is the filter from a file's own form to 48 kHz stereo. A mono file sounds equally loud on both sides.
func toCanonical(s Source) string {
	h := s.Header
	var chain []string
	if h.Rate != pcm.Rate || h.Channels > 2 || s.Timed {
		timed := ""
		if s.Timed {
			timed = ":async=1:first_pts=0" // fills and cuts, never stretches
		}
		chain = append(chain, toRate(timed)) // also where only channels change: its formats are pinned
	}
	switch {
	case h.Channels == 1:
		chain = append(chain, "pan=stereo|c0=c0|c1=c0")
	case h.Channels > 2:
		chain = append(chain, "aformat=channel_layouts=stereo")
	}
	return strings.Join(chain, ",")
}

// toRate is the filter to 48 kHz. The formats are pinned: left alone, ffmpeg picks those of the resampler by what else is in the
// graph, and decoding again would give other samples than the inspection did.
func toRate(options string) string {
	return "aformat=sample_fmts=fltp,aresample=48000:internal_sample_fmt=fltp" + options + ",aformat=sample_fmts=fltp"
}

// canonical receives floats at 48 kHz and hands on canonical samples.
type canonical struct {
	write  func([]int32) error
	mono   bool // one channel comes, which goes to both sides
	buf    []int32
	frames int64
}

func newCanonical(s Source, write func([]int32) error) *canonical {
	return &canonical{write: write, mono: s.asDelivered() && s.Header.Channels == 1, buf: make([]int32, 2*blockSamples)}
}

// take takes whole frames, at most blockSamples samples.
func (c *canonical) take(floats []float32) error {
	samples := c.buf[:len(floats)]
	pcm.FromFloat(samples, floats)
	if c.mono {
		samples = twice(c.buf[:2*len(floats)])
	}
	c.frames += int64(len(samples) / pcm.Channels)
	return c.write(samples)
}

// twice spreads the first half so that every sample stands there twice.
func twice(samples []int32) []int32 {
	for i := len(samples)/2 - 1; i >= 0; i-- {
		samples[2*i], samples[2*i+1] = samples[i], samples[i]
	}
	return samples
}
