package project

import (
	"fmt"
	"slices"
	"strings"
)

// Spec says what a delivery must be. A zero field asks for nothing. Every number is checked by the inspection.
type Spec struct {
	Kind        MediaKind `json:"kind,omitempty" doc:"audio, video, image, pdf, text, subtitles, table, translation, archive, or file; file is only typed and hashed"`
	Formats     []string  `json:"formats,omitempty" doc:"allowed formats, as wav or docx; any file type for kind file"`
	SampleRates []int     `json:"sample_rates_hz,omitempty" doc:"allowed sample rates in Hz"`
	MinBitDepth int       `json:"min_bit_depth,omitempty" doc:"least bits a sample; lossy formats have none and pass"`
	Channels    []int     `json:"channels,omitempty" doc:"allowed numbers of channels"`
	MinSeconds  float64   `json:"min_seconds,omitempty" doc:"least duration in seconds"`
	MaxSeconds  float64   `json:"max_seconds,omitempty" doc:"greatest duration in seconds"`
	MinLUFS     float64   `json:"min_lufs,omitempty" doc:"least integrated loudness in LUFS (EBU R 128)"`
	MaxLUFS     float64   `json:"max_lufs,omitempty" doc:"greatest integrated loudness in LUFS (EBU R 128)"`
	MaxPeakDBFS *float64  `json:"max_peak_dbfs,omitempty" doc:"greatest sample peak in dBFS"`
	MaxBytes    int64     `json:"max_bytes,omitempty" doc:"greatest size of one file in bytes"`
	MayBeEmpty  bool      `json:"may_be_empty,omitempty" doc:"file: one of 0 bytes is taken, as one that was handed out empty"`
	AlignGuide  bool      `json:"align_guide,omitempty" doc:"compare start and length with the plan's guide reference"`
	TempoBPM    float64   `json:"tempo_bpm,omitempty" doc:"beats a minute; compared with what the machine hears"`

	Video       *VideoSpec       `json:"video,omitempty" doc:"more about kind video"`
	Image       *ImageSpec       `json:"image,omitempty" doc:"more about kind image"`
	PDF         *PDFSpec         `json:"pdf,omitempty" doc:"more about kind pdf"`
	Text        *TextSpec        `json:"text,omitempty" doc:"more about kind text"`
	Subtitles   *SubtitleSpec    `json:"subtitles,omitempty" doc:"more about kind subtitles"`
	Table       *TableSpec       `json:"table,omitempty" doc:"more about kind table"`
	Translation *TranslationSpec `json:"translation,omitempty" doc:"more about kind translation"`
	Archive     *ArchiveSpec     `json:"archive,omitempty" doc:"more about kind archive"`

	Inventory []string `json:"inventory,omitempty" doc:"what must come back: headings of a text, starts of cues, ids of units, keys of rows, names in an archive, bookmarks of a PDF, and for sound, film, pictures and other files the names of the files; each missing one is named"`
}

// MediaKind is the family of a file.
type MediaKind string

// The kinds of media that a delivery can be.
const (
	KindAudio       MediaKind = "audio"
	KindVideo       MediaKind = "video"
	KindImage       MediaKind = "image"
	KindPDF         MediaKind = "pdf"
	KindText        MediaKind = "text"
	KindSubtitles   MediaKind = "subtitles"
	KindTable       MediaKind = "table"
	KindTranslation MediaKind = "translation"
	KindArchive     MediaKind = "archive"
	KindFile        MediaKind = "file"
)

// MaxInventory is the greatest number of things that a spec can ask back by name.
const MaxInventory = 20_000

// MediaKinds lists the kinds; formatsOf gives the formats of each.
func MediaKinds() []MediaKind {
	return []MediaKind{KindAudio, KindVideo, KindImage, KindPDF, KindText, KindSubtitles, KindTable, KindTranslation, KindArchive, KindFile}
}

// formatsOf lists the formats that a kind can be inspected in; nil for any.
func formatsOf(k MediaKind) []string {
	switch k {
	case KindAudio:
		return AudioFormats()
	case KindVideo:
		return []string{"mp4", "mov", "mkv", "webm"}
	case KindImage:
		return []string{"jpg", "png", "webp", "tiff"}
	case KindPDF:
		return []string{"pdf"}
	case KindText:
		return []string{"md", "txt", "docx"}
	case KindSubtitles:
		return []string{"srt", "vtt"}
	case KindTable:
		return []string{"csv", "jsonl"}
	case KindTranslation:
		return []string{"po", "xliff"}
	case KindArchive:
		return []string{"zip"}
	}
	return nil
}

// MaxDeliveryBytes is the greatest size of one delivered file when the spec names no smaller one: 64 GiB.
const MaxDeliveryBytes = 64 << 30

// AudioFormats lists the audio formats that can be inspected and mixed.
func AudioFormats() []string { return []string{"wav", "flac", "mp3", "ogg", "aiff"} }

func (s Spec) check(at string, f *faults) {
	if !slices.Contains(MediaKinds(), s.Kind) {
		f.addf(at+".kind", "is %q; write one of %v", clip(string(s.Kind), 20), MediaKinds())
	}
	for i, format := range s.Formats {
		if known := formatsOf(s.Kind); known != nil && !slices.Contains(known, format) {
			f.addf(fmt.Sprintf("%s.formats[%d]", at, i), "%q is no %s format Tutti reads; use %s", clip(format, 20), s.Kind, strings.Join(known, ", "))
		}
	}
	if len(s.Inventory) > MaxInventory {
		f.addf(at+".inventory", "names %d things; at most %d", len(s.Inventory), MaxInventory)
	}
	if s.MayBeEmpty && s.Kind != KindFile {
		f.addf(at+".may_be_empty", "is about plain files, but the kind is %s; take it away", s.Kind)
	}
	s.checkFamilies(at, f)
	s.checkSound(at, f)
	if s.MaxBytes < 0 || s.MaxBytes > MaxDeliveryBytes {
		f.addf(at+".max_bytes", "%d is outside 0 to %d", s.MaxBytes, int64(MaxDeliveryBytes))
	}
}

// checkFamilies looks at what is asked of the kind's own family, and finds what is asked of another.
func (s Spec) checkFamilies(at string, f *faults) {
	for _, family := range s.families() {
		if !family.asked {
			continue
		}
		if family.kind != s.Kind {
			f.addf(at+"."+string(family.kind), "is about %s, but the kind is %s; take one of them away", family.kind, s.Kind)
		}
		family.check(at+"."+string(family.kind), f)
	}
}

// family is the part of a spec that only one kind of media has.
type family struct {
	kind      MediaKind
	asked     bool
	check     func(at string, f *faults)
	sentences func() []string
}

func (s Spec) families() []family {
	return []family{
		{KindVideo, s.Video != nil, s.Video.check, s.Video.sentences},
		{KindImage, s.Image != nil, s.Image.check, s.Image.sentences},
		{KindPDF, s.PDF != nil, s.PDF.check, s.PDF.sentences},
		{KindText, s.Text != nil, s.Text.check, s.Text.sentences},
		{KindSubtitles, s.Subtitles != nil, s.Subtitles.check, s.Subtitles.sentences},
		{KindTable, s.Table != nil, s.Table.check, s.Table.sentences},
		{KindTranslation, s.Translation != nil, s.Translation.check, s.Translation.sentences},
		{KindArchive, s.Archive != nil, s.Archive.check, s.Archive.sentences},
	}
}

// checkSound looks at what is asked of sound and time.
func (s Spec) checkSound(at string, f *faults) {
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
	if s.TempoBPM != 0 && !(s.TempoBPM >= 20 && s.TempoBPM <= 400) {
		f.addf(at+".tempo_bpm", "%g beats a minute is outside 20 to 400", s.TempoBPM)
	}
	if s.MinLUFS > 0 || s.MaxLUFS > 0 || (s.MaxLUFS < 0 && s.MinLUFS > s.MaxLUFS) {
		f.addf(at+".min_lufs", "%g to %g LUFS is no range; loudness is below 0", s.MinLUFS, s.MaxLUFS)
	}
}

// Sentences says in words what a delivery must be, one demand each.
func (s Spec) Sentences() []string {
	out := []string{s.Kind.noun()}
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
	say(s.MayBeEmpty, "it may be empty")
	say(s.TempoBPM > 0, "at %g beats a minute", s.TempoBPM)
	say(s.AlignGuide, "starts with the guide among the references")
	for _, family := range s.families() {
		if family.asked {
			out = append(out, family.sentences()...)
		}
	}
	say(len(s.Inventory) > 0 && len(s.Inventory) <= 20, "with all of: %s", strings.Join(s.Inventory, ", "))
	say(len(s.Inventory) > 20, "with all of the %d things that were handed out", len(s.Inventory))
	return out
}

func (k MediaKind) noun() string {
	switch k {
	case KindAudio:
		return "a sound file"
	case KindVideo:
		return "a film"
	case KindImage:
		return "a picture"
	case KindPDF:
		return "a PDF"
	case KindText:
		return "a text"
	case KindSubtitles:
		return "subtitles"
	case KindTable:
		return "a table"
	case KindTranslation:
		return "a translation"
	case KindArchive:
		return "an archive"
	}
	return "a file"
}

func oneOf[T int | float64](numbers []T) string {
	words := make([]string, 0, len(numbers))
	for _, n := range numbers {
		words = append(words, fmt.Sprint(n))
	}
	return strings.Join(words, " or ")
}
