package inspect

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// checkFileFormat compares a plain file's type with the formats of the spec. Nothing opens such a file.
func (j *judge) checkFileFormat() {
	if len(j.spec.Formats) == 0 || slices.ContainsFunc(j.spec.Formats, j.isFormat) {
		return
	}
	j.block("format_not_allowed", "Export the file as "+orList(j.spec.Formats)+" and deliver it again.",
		"the content is %s, wanted is %s", j.facts.Type, orList(j.spec.Formats))
}

// isFormat reports whether the content has a format, or is a special case of it. Text formats that look alike (Markdown,
// subtitles) can only be told by the name, and only where the content is text.
func (j *judge) isFormat(format string) bool {
	format = "." + strings.TrimPrefix(strings.ToLower(format), ".")
	for m := j.mime; m != nil; m = m.Parent() {
		if sameFormat(m.Extension(), format) {
			return true
		}
	}
	return j.mime.Is("text/plain") && slices.Contains(textFormats(), format) && strings.EqualFold(filepath.Ext(j.file.Name), format)
}

// textFormats have no mark in their content.
func textFormats() []string {
	return []string{".md", ".txt", ".csv", ".tsv", ".srt", ".vtt", ".po", ".tex", ".json", ".jsonl", ".yaml", ".yml", ".fountain", ".adoc", ".rst"}
}

func sameFormat(a, b string) bool {
	alias := map[string]string{".jpeg": ".jpg", ".tif": ".tiff", ".htm": ".html", ".aif": ".aiff", ".oga": ".ogg", ".opus": ".ogg"}
	for from, to := range alias {
		if a == from {
			a = to
		}
		if b == from {
			b = to
		}
	}
	return a == b
}

// isPlaylist reports whether content is a list or a picture description that can point to other files or addresses.
func isPlaylist(m *mimetype.MIME, head []byte) bool {
	for ; m != nil; m = m.Parent() {
		switch m.String() {
		case "application/vnd.apple.mpegurl", "audio/mpegurl", "application/x-mpegurl", "image/svg+xml", "application/dash+xml":
			return true
		}
	}
	head = bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	for _, start := range []string{"#EXTM3U", "ffconcat", "v=0\n", "v=0\r\n", "[playlist]", "[Reference]", "RTSPtext"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return bytes.HasPrefix(head, []byte("<")) && (bytes.Contains(head, []byte("<MPD")) || bytes.Contains(head, []byte("<svg")) ||
		bytes.Contains(head, []byte("<asx")) || bytes.Contains(head, []byte("<smil")) || bytes.Contains(head, []byte("<playlist")))
}

// orList reads "wav, flac or mp3".
func orList(items []string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	return strings.Join(items[:len(items)-1], ", ") + " or " + items[len(items)-1]
}
