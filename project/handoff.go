package project

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// Handoff is the form in which a delivered file is handed on to the next sub-gig, where that differs from the form in which it
// was delivered. Only form is changed: what is heard, seen or read stays what its seller made.
type Handoff struct {
	Kind       MediaKind
	From       string  // format of the file
	Format     string  // format to write, as wav or csv
	SampleRate int     // of sound, in Hz
	BitDepth   int     // of sound: bits a sample; 0 for what is lossy
	FrameRate  float64 // of a film, in frames a second; 0 for its own
	MaxBytes   int64   // of a picture; 0 for any size
}

// HandoffOf says in which form a file with these facts is handed on to who works to the spec. False means: as it is, because it
// has that form, because the spec is about another kind of work, or because it cannot be had without making it anew.
func HandoffOf(s Spec, f FileFacts) (Handoff, bool) {
	h := Handoff{Kind: s.Kind}
	switch {
	case s.Kind == KindAudio && f.Audio != nil:
		return h.sound(s, *f.Audio)
	case s.Kind == KindVideo && f.Video != nil:
		return h.film(s, *f.Video)
	case s.Kind == KindImage && f.Image != nil:
		return h.picture(s, f)
	case s.Kind == KindText && f.Text != nil:
		h.From = f.Text.Format
	case s.Kind == KindSubtitles && f.Subtitles != nil:
		h.From = f.Subtitles.Format
	case s.Kind == KindTable && f.Table != nil:
		h.From = f.Table.Format
	case s.Kind == KindTranslation && f.Translation != nil:
		h.From = f.Translation.Format
	}
	if h.From == "" || !wantsOther(s.Formats, h.From) {
		return Handoff{}, false
	}
	h.Format = firstOf(s.Formats, written(h.From))
	return h, h.Format != ""
}

// wantsOther reports whether a format is none of those that are asked for. Nothing asked for takes any.
func wantsOther(asked []string, format string) bool {
	return len(asked) > 0 && !slices.Contains(asked, format)
}

// firstOf is the first of the asked formats that can be written, "" for none.
func firstOf(asked, can []string) string {
	for _, f := range asked {
		if slices.Contains(can, f) {
			return f
		}
	}
	return ""
}

// written lists what can be written of a format that is read as a whole. Nothing is made of a text alone: its looks would be
// invented.
func written(from string) []string {
	return map[string][]string{
		"docx": {"md", "txt"}, "srt": {"vtt"}, "vtt": {"srt"}, "csv": {"jsonl"}, "jsonl": {"csv"}, "po": {"xliff"}, "xliff": {"po"},
	}[from]
}

// sound looks at format, sample rate and bit depth.
func (h Handoff) sound(s Spec, a AudioFacts) (Handoff, bool) {
	h.From = a.Format
	h.Format, h.SampleRate, h.BitDepth = a.Format, rateOf(s.SampleRates, a.SampleRate), depthOf(a.BitDepth, s.MinBitDepth)
	if !wantsOther(s.Formats, h.Format) && h.SampleRate == a.SampleRate && (a.BitDepth == 0 || a.BitDepth >= s.MinBitDepth) {
		return Handoff{}, false
	}
	can := []string{"wav", "flac", "aiff"}
	if slices.Contains([]int{32000, 44100, 48000}, h.SampleRate) {
		can = append(can, "mp3")
	}
	switch {
	case len(s.Formats) > 0 && (wantsOther(s.Formats, h.Format) || !slices.Contains(can, h.Format)):
		h.Format = firstOf(s.Formats, can)
	case !slices.Contains(can, h.Format):
		h.Format = "wav"
	}
	switch h.Format {
	case "mp3":
		h.BitDepth = 0
	case "flac":
		h.BitDepth = min(h.BitDepth, 24)
	}
	return h, h.Format != "" && (h.BitDepth == 0 || h.BitDepth >= s.MinBitDepth)
}

// rateOf is the sample rate to convert to: the file's own where that will do, else the next one above it, else the highest.
func rateOf(asked []int, have int) int {
	if len(asked) == 0 || slices.Contains(asked, have) {
		return have
	}
	return nextRate(asked, have)
}

// nextRate is the lowest of the asked rates that loses nothing, else the highest.
func nextRate[R int | float64](asked []R, have R) R {
	best := slices.Max(asked)
	for _, rate := range asked {
		if rate > have && rate < best {
			best = rate
		}
	}
	return best
}

// depthOf is the depth to write: 24 bits for what was lossy, and never fewer than the file has.
func depthOf(have, asked int) int {
	if have == 0 {
		have = 24
	}
	for _, bits := range []int{16, 24, 32} {
		if bits >= have && bits >= asked {
			return bits
		}
	}
	return 32
}

// film looks at format and frame rate. Size is left alone: pictures cannot be had larger, and are wanted as large as they are.
func (h Handoff) film(s Spec, v VideoFacts) (Handoff, bool) {
	can := []string{"mp4", "mov", "mkv", "webm"}
	h.From, h.Format = v.Format, v.Format
	if wantsOther(s.Formats, v.Format) {
		h.Format = firstOf(s.Formats, can)
	}
	if s.Video != nil && !s.Video.TakesRate(v.FrameRate) {
		h.FrameRate = nextRate(s.Video.FrameRates, v.FrameRate)
	}
	return h, slices.Contains(can, h.Format) && (h.Format != v.Format || h.FrameRate > 0)
}

// picture looks at format and size. A picture that is too large in bytes becomes a JPEG, where that is allowed.
func (h Handoff) picture(s Spec, f FileFacts) (Handoff, bool) {
	h.From = pictureFormat(f.Image.Format)
	large := s.MaxBytes > 0 && f.Size > s.MaxBytes
	if !large && !wantsOther(s.Formats, h.From) {
		return Handoff{}, false
	}
	h.Format = firstOf(s.Formats, []string{"jpg", "png"})
	if len(s.Formats) == 0 || large && slices.Contains(s.Formats, "jpg") {
		h.Format = "jpg"
	}
	if h.MaxBytes = s.MaxBytes; h.MaxBytes > 0 && h.Format == "png" && large {
		return Handoff{}, false // nothing but fewer pixels would make it smaller
	}
	return h, h.Format != ""
}

// pictureFormat is how a spec names the format that a decoder found.
func pictureFormat(format string) string {
	switch format {
	case "jpeg":
		return "jpg"
	case "tif":
		return "tiff"
	}
	return format
}

// Profile ends the key of the converted file; the same form of the same bytes is made once, for whoever asks for it.
func (h Handoff) Profile() string {
	name := "handoff"
	for _, n := range []int64{int64(h.SampleRate), int64(h.BitDepth), h.MaxBytes} {
		if n > 0 {
			name += fmt.Sprintf("-%d", n)
		}
	}
	if h.FrameRate > 0 {
		name += fmt.Sprintf("-%gfps", h.FrameRate)
	}
	return name + "." + h.Format
}

// Name is what the converted file is called.
func (h Handoff) Name(original string) string {
	return strings.TrimSuffix(original, path.Ext(original)) + "." + h.Format
}

// Type is the media type of the converted file.
func (h Handoff) Type() string {
	return map[string]string{
		"wav": "audio/vnd.wave", "flac": "audio/flac", "aiff": "audio/aiff", "mp3": "audio/mpeg", "jpg": "image/jpeg", "png": "image/png",
		"mp4": "video/mp4", "mov": "video/quicktime", "mkv": "video/x-matroska", "webm": "video/webm",
		"md": "text/markdown; charset=utf-8", "txt": "text/plain; charset=utf-8", "srt": "application/x-subrip", "vtt": "text/vtt",
		"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl", "po": "text/x-gettext-translation", "xliff": "application/xliff+xml",
	}[h.Format]
}

// Handoffs lists the forms in which the files of approved sub-gigs are handed on to those that need them, each once, with the
// file. approved gives the facts of the files by sub-gig.
func Handoffs(all []SubGigRecord, approved map[SubGigID][]FileFacts) []HandoffFile {
	var out []HandoffFile
	seen := map[string]bool{}
	for _, g := range all {
		if g.State == Cancelled {
			continue
		}
		for _, up := range g.NeedsAll {
			for _, f := range approved[up] {
				h, ok := HandoffOf(g.Spec, f)
				if key := DerivedKey(f.SHA256, h.Profile()); ok && !seen[key] {
					seen[key] = true
					out = append(out, HandoffFile{Handoff: h, Key: key, File: f})
				}
			}
		}
	}
	return out
}

// HandoffFile is a file to convert.
type HandoffFile struct {
	Handoff
	Key  string // where the converted file belongs
	File FileFacts
}
