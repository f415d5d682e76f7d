package video

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/media/audio"
	"tutti/media/tool"
	"tutti/project"
)

// Facts are what a video file says of itself.
type Facts struct {
	Format      string // MP4, MOV, MKV or WebM
	Type        string // media type
	Codec       string // of the pictures, as ffmpeg names it: h264
	Width       int    // pixels as shown: turned, before square pixels
	Height      int
	PixelAspect Rate // width to height of one pixel
	Rate        Rate // average; 0/0 when it does not say
	Interlaced  bool
	Pictures    int64   // that it promises; 0 when it does not say
	Seconds     float64 // that it promises; 0 when it does not say
	Start       float64 // time of its first packet in seconds: the clock of the file need not begin at 0
	PixelFormat string  // as yuv420p
	Sound       *Sound  // nil without sound
}

// Sound is the first sound stream of a video.
type Sound struct {
	Codec    string
	Rate     int // Hz
	Channels int
}

// Demuxer is what ffmpeg reads the format with.
func (f Facts) Demuxer() string {
	if f.Format == MKV || f.Format == WebM {
		return "matroska"
	}
	return "mov"
}

// SoundSource gives the sound of a video as a source for audio.Decoder, on the times of the pictures.
func (s Source) SoundSource(sha256 string) audio.Source {
	sound := s.Facts.Sound
	h := audio.Header{Format: s.Facts.Demuxer(), Type: s.Facts.Type, Codec: sound.Codec, Rate: sound.Rate, Channels: sound.Channels}
	return audio.Source{Path: s.Path, SHA256: sha256, Header: h, MaxSeconds: s.limit(), Timed: true}
}

// The greatest pictures that are decoded: 8K.
const (
	maxSide   = 8192
	maxPixels = 8192 * 4352
)

// Read reads the facts of a file. ErrNotVideo, *CodecError and *DamagedError judge the file; any other error is ours.
func (e *Editor) Read(ctx context.Context, path string) (Facts, error) {
	format, err := Sniff(path)
	if err != nil {
		return Facts{}, err
	}
	f := Facts{Format: format, Type: mediaType(format)}
	var out strings.Builder
	report, err := e.Tools.Run(ctx, tool.Job{
		Tool: tool.FFprobe, Inputs: []string{path}, Outputs: []io.Writer{&out},
		Args: []string{"-v", "error", "-protocol_whitelist", "file", "-format_whitelist", f.Demuxer(), "-codec_whitelist", strings.Join(decoders(), ","),
			"-max_pixels", strconv.Itoa(maxPixels), "-f", f.Demuxer(), "-show_format", "-show_streams", "-of", "json", "file:" + path},
		Limits: tool.Limits{CPU: 30 * time.Second, Wall: 2 * time.Minute, OutputBytes: maxProbe, MemoryBytes: memoryBytes},
	})
	if err != nil {
		return f, refused(format, report.Log, err)
	}
	var p probed
	if err := json.Unmarshal([]byte(out.String()), &p); err != nil {
		return f, &DamagedError{format, "its description cannot be read"}
	}
	return f, f.take(p)
}

// maxProbe bounds what ffprobe may tell of a file.
const maxProbe = 4 << 20

// refused turns a run that failed into a judgement of the file, where it is one.
func refused(format, log string, err error) error {
	if code := project.CodeOf(err); code != project.Invalid && code != project.Limited {
		return err
	}
	if codec := regexp.MustCompile(`Codec \((\w+)\) not on whitelist`).FindStringSubmatch(log); codec != nil {
		return &CodecError{format, codec[1]}
	}
	return &DamagedError{format, reason(log)}
}

// reason is the last thing a tool said, without the name of the file.
func reason(log string) string {
	line := strings.TrimSpace(log)
	line = line[strings.LastIndexByte(line, '\n')+1:]
	if _, after, found := strings.Cut(line, "file:"); found {
		if _, after, found = strings.Cut(after, ": "); found {
			line = after
		}
	}
	if line == "" {
		return "it ends before its description"
	}
	return line
}

// probed is what ffprobe writes.
type probed struct {
	Format struct {
		Duration string `json:"duration"`
		Start    string `json:"start_time"`
	} `json:"format"`
	Streams []probedStream `json:"streams"`
}

type probedStream struct {
	Kind        string `json:"codec_type"`
	Codec       string `json:"codec_name"`
	Width       int    `json:"width"`
	Height      int    `json:"height"`
	PixelFormat string `json:"pix_fmt"`
	PixelAspect string `json:"sample_aspect_ratio"`
	FieldOrder  string `json:"field_order"`
	Average     string `json:"avg_frame_rate"`
	Pictures    string `json:"nb_frames"`
	Duration    string `json:"duration"`
	SampleRate  string `json:"sample_rate"`
	Channels    int    `json:"channels"`
	Disposition struct {
		Picture int `json:"attached_pic"`
	} `json:"disposition"`
	SideData []struct {
		Rotation float64 `json:"rotation"`
	} `json:"side_data_list"`
}

// take fills in the facts and refuses what is not decoded here.
func (f *Facts) take(p probed) error {
	for _, s := range p.Streams {
		switch {
		case s.Kind == "video" && s.Disposition.Picture == 0 && f.Codec == "":
			if err := f.takePictures(s); err != nil {
				return err
			}
		case s.Kind == "audio" && f.Sound == nil:
			if err := f.takeSound(s); err != nil {
				return err
			}
		}
	}
	if f.Codec == "" {
		return &CodecError{f.Format, "no moving pictures"}
	}
	if v, err := strconv.ParseFloat(p.Format.Start, 64); err == nil && math.Abs(v) < 1e9 { // 0 when it does not say
		f.Start = v
	}
	if f.Seconds == 0 {
		f.Seconds = number(p.Format.Duration)
	}
	return nil
}

func (f *Facts) takePictures(s probedStream) error {
	f.Codec = s.Codec
	if s.Codec == "" {
		return &DamagedError{f.Format, "its description is cut, or its codec is unknown"}
	}
	if !slices.Contains(pictureCodecs(), s.Codec) {
		return &CodecError{f.Format, s.Codec}
	}
	f.Width, f.Height, f.PixelFormat = s.Width, s.Height, s.PixelFormat
	for _, d := range s.SideData {
		if quarter := int(d.Rotation) / 90; quarter%2 != 0 {
			f.Width, f.Height = s.Height, s.Width
		}
	}
	if f.Width < 2 || f.Height < 2 || f.Width > maxSide || f.Height > maxSide || f.Width*f.Height > maxPixels {
		return &DamagedError{f.Format, fmt.Sprintf("it claims pictures of %d x %d pixels, 2 x 2 to %d x %d are possible", f.Width, f.Height, maxSide, maxPixels/maxSide)}
	}
	f.Interlaced = slices.Contains([]string{"tt", "bb", "tb", "bt"}, s.FieldOrder)
	f.PixelAspect = ratio(s.PixelAspect, ":")
	if f.PixelAspect.PerSecond() < 0.1 || f.PixelAspect.PerSecond() > 10 {
		f.PixelAspect = Rate{1, 1}
	}
	f.Rate = ratio(s.Average, "/")
	f.Pictures, _ = strconv.ParseInt(s.Pictures, 10, 64) // 0 when it does not say
	f.Pictures = max(0, f.Pictures)
	f.Seconds = number(s.Duration)
	return nil
}

func (f *Facts) takeSound(s probedStream) error {
	rate, _ := strconv.Atoi(s.SampleRate)
	f.Sound = &Sound{Codec: s.Codec, Rate: rate, Channels: s.Channels}
	switch {
	case !slices.Contains(soundCodecs(), s.Codec):
		return &CodecError{f.Format, strings.TrimSpace(s.Codec + " sound")}
	case rate < audio.MinRate || rate > audio.MaxRate || s.Channels < 1 || s.Channels > audio.MaxChannels:
		return &DamagedError{f.Format, fmt.Sprintf("its sound claims %d channels at %d Hz", s.Channels, rate)}
	}
	return nil
}

// number reads a decimal that is no smaller than nothing; anything else is 0.
func number(s string) float64 {
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || !(v > 0 && v < 1e9) {
		return 0
	}
	return v
}

// ratio reads two positive integers; anything else is 0/0.
func ratio(s, separator string) Rate {
	a, b, _ := strings.Cut(s, separator)
	n, errA := strconv.ParseInt(a, 10, 64)
	d, errB := strconv.ParseInt(b, 10, 64)
	if errA != nil || errB != nil || n <= 0 || d <= 0 || n > 1e9 || d > 1e9 {
		return Rate{}
	}
	return Rate{n, d}
}
