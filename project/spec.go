package project

import (
	"fmt"
	"slices"
	"strings"
)

// Spec says what a delivery must be. A zero field asks for nothing. Every number is checked by the inspection.
type Spec struct {
	Kind        MediaKind `json:"kind,omitempty" doc:"audio or file; audio is decoded and measured, file is only typed and hashed"`
	Formats     []string  `json:"formats,omitempty" doc:"allowed formats: wav, flac, mp3, ogg, aiff; any other file type for kind file, e.g. pdf"`
	SampleRates []int     `json:"sample_rates_hz,omitempty" doc:"allowed sample rates in Hz"`
	MinBitDepth int       `json:"min_bit_depth,omitempty" doc:"least bits a sample; lossy formats have none and pass"`
	Channels    []int     `json:"channels,omitempty" doc:"allowed numbers of channels"`
	MinSeconds  float64   `json:"min_seconds,omitempty" doc:"least duration in seconds"`
	MaxSeconds  float64   `json:"max_seconds,omitempty" doc:"greatest duration in seconds"`
	MinLUFS     float64   `json:"min_lufs,omitempty" doc:"least integrated loudness in LUFS (EBU R 128)"`
	MaxLUFS     float64   `json:"max_lufs,omitempty" doc:"greatest integrated loudness in LUFS (EBU R 128)"`
	MaxPeakDBFS *float64  `json:"max_peak_dbfs,omitempty" doc:"greatest sample peak in dBFS"`
	MaxBytes    int64     `json:"max_bytes,omitempty" doc:"greatest size of one file in bytes"`
	AlignGuide  bool      `json:"align_guide,omitempty" doc:"compare start and length with the plan's guide reference"`
}

// MediaKind is the family of a file.
type MediaKind string

// The kinds of media that a delivery can be.
const (
	KindAudio MediaKind = "audio"
	KindFile  MediaKind = "file"
)

// MaxDeliveryBytes is the greatest size of one delivered file when the spec names no smaller one: 64 GiB.
const MaxDeliveryBytes = 64 << 30

// AudioFormats lists the audio formats that can be inspected and mixed.
func AudioFormats() []string { return []string{"wav", "flac", "mp3", "ogg", "aiff"} }

func (s Spec) check(at string, f *faults) {
	if s.Kind != KindAudio && s.Kind != KindFile {
		f.addf(at+".kind", "is %q; write audio or file", s.Kind)
	}
	for i, format := range s.Formats {
		if s.Kind == KindAudio && !slices.Contains(AudioFormats(), format) {
			f.addf(fmt.Sprintf("%s.formats[%d]", at, i), "%q is no audio format Tutti reads; use %s", format, strings.Join(AudioFormats(), ", "))
		}
	}
	for i, rate := range s.SampleRates {
		if rate < 8000 || rate > 192000 {
			f.addf(fmt.Sprintf("%s.sample_rates_hz[%d]", at, i), "%d Hz is outside 8000 to 192000", rate)
		}
	}
	for i, n := range s.Channels {
		if n < 1 || n > 8 {
			f.addf(fmt.Sprintf("%s.channels[%d]", at, i), "%d is outside 1 to 8", n)
		}
	}
	if s.MinSeconds < 0 || s.MaxSeconds < 0 || (s.MaxSeconds > 0 && s.MinSeconds > s.MaxSeconds) {
		f.addf(at+".min_seconds", "%g to %g seconds is no range", s.MinSeconds, s.MaxSeconds)
	}
	if s.MinLUFS > 0 || s.MaxLUFS > 0 || (s.MaxLUFS < 0 && s.MinLUFS > s.MaxLUFS) {
		f.addf(at+".min_lufs", "%g to %g LUFS is no range; loudness is below 0", s.MinLUFS, s.MaxLUFS)
	}
	if s.MaxBytes < 0 || s.MaxBytes > MaxDeliveryBytes {
		f.addf(at+".max_bytes", "%d is outside 0 to %d", s.MaxBytes, int64(MaxDeliveryBytes))
	}
}

// Sentences says in words what a delivery must be, one demand each.
func (s Spec) Sentences() []string {
	out := []string{map[MediaKind]string{KindAudio: "a sound file", KindFile: "a file"}[s.Kind]}
	say := func(asked bool, format string, args ...any) {
		if asked {
			out = append(out, fmt.Sprintf(format, args...))
		}
	}
	say(len(s.Formats) > 0, "format: %s", strings.Join(s.Formats, " or "))
	say(len(s.SampleRates) > 0, "sample rate: %s Hz", oneOf(s.SampleRates))
	say(s.MinBitDepth > 0, "at least %d bits a sample", s.MinBitDepth)
	say(len(s.Channels) > 0, "channels: %s", oneOf(s.Channels))
	say(s.MinSeconds > 0, "at least %g seconds long", s.MinSeconds)
	say(s.MaxSeconds > 0, "at most %g seconds long", s.MaxSeconds)
	say(s.MinLUFS < 0, "not quieter than %g LUFS (EBU R 128)", s.MinLUFS)
	say(s.MaxLUFS < 0, "not louder than %g LUFS (EBU R 128)", s.MaxLUFS)
	if s.MaxPeakDBFS != nil {
		say(true, "no sample peak above %g dBFS", *s.MaxPeakDBFS)
	}
	say(s.MaxBytes > 0, "at most %d bytes", s.MaxBytes)
	say(s.AlignGuide, "starts with the guide among the references")
	return out
}

func oneOf(numbers []int) string {
	words := make([]string, 0, len(numbers))
	for _, n := range numbers {
		words = append(words, fmt.Sprint(n))
	}
	return strings.Join(words, " or ")
}
