package export

import (
	"cmp"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"tutti/media/slug"
	"tutti/project"
)

// Names gives every file of the entries a readable name that no other has: its number in the plan, the key of its
// sub-gig, and its own ending, as 03-bass.wav. Several files of one delivery are numbered too. They are told by position.
func Names(entries []project.Entry) [][]string {
	digits := max(2, len(fmt.Sprint(len(entries))))
	out := make([][]string, len(entries))
	for i, e := range entries {
		for n, f := range e.Files {
			name := fmt.Sprintf("%0*d-%s", digits, i+1, plain(e.Key))
			if len(e.Files) > 1 {
				name += fmt.Sprintf("-%d", n+1)
			}
			out[i] = append(out[i], name+ending(f.Name))
		}
	}
	return out
}

// ending is the extension of a seller's file name, when it looks like one.
func ending(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if len(ext) < 2 || len(ext) > 10 || strings.ContainsFunc(ext[1:], func(r rune) bool { return !isPlain(r) || r == '-' }) {
		return ""
	}
	return ext
}

func isPlain(r rune) bool { return r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' }

const maxPlain = 80

// plain turns a text into a file name of lower case letters, digits and dashes. A text without a Latin letter gives "untitled".
func plain(text string) string {
	return cmp.Or(slug.Of(text, maxPlain), "untitled")
}

// maxLine bounds what stands on a track or a marker, in bytes.
const maxLine = 300

// line keeps a text on one line and takes away what no format can hold.
func line(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == 0xFFFE || r == 0xFFFF {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	text = strings.Join(strings.Fields(text), " ")
	for len(text) > maxLine {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}
