package subtitle

import (
	"bytes"
	"math"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Join puts files one after another: the head of the first, then the cues of all as they are written. Parts that are cuts
// of a file, each under its head, give the file to the byte. Errors: those of Read.
func Join(parts [][]byte, format Format) ([]byte, error) {
	var out []byte
	for i, part := range parts {
		t, err := Read(part, format)
		if err != nil {
			return nil, err
		}
		if i == 0 {
			out = append(out, part...)
			continue
		}
		body := part[t.Head:]
		if len(body) > 0 {
			out = append(out, blankLine(out)...)
		}
		out = append(out, body...)
	}
	return out, nil
}

// blankLine is what a text lacks to end in a blank line.
func blankLine(text []byte) string {
	end := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		end = "\r\n"
	}
	rest := string(bytes.TrimPrefix(text, []byte(byteOrderMark)))
	last := strings.TrimRight(rest, " \t")
	stripped, ended := cutLineEnd(last)
	switch {
	case last == "":
		return ""
	case !ended && last != rest:
		return end
	case !ended:
		return end + end
	case last != rest:
		return end
	}
	stripped = strings.TrimRight(stripped, " \t")
	if _, blank := cutLineEnd(stripped); blank || stripped == "" {
		return ""
	}
	return end
}

// cutLineEnd takes one line end off.
func cutLineEnd(s string) (string, bool) {
	for _, end := range []string{"\r\n", "\n", "\r"} {
		if rest, found := strings.CutSuffix(s, end); found {
			return rest, true
		}
	}
	return s, false
}

// Characters counts what a viewer reads of a cue: its text without tags and line breaks.
func (c Cue) Characters() int {
	n := 0
	for _, r := range Plain(c.Text) {
		if !unicode.IsControl(r) {
			n++
		}
	}
	return n
}

// Plain is a cue's text without its tags, as <i>, <c.red> and {\an8}. A sign that closes nothing stays.
func Plain(text string) string {
	var out strings.Builder
	for text != "" {
		if end := tagEnd(text); end > 0 {
			text = text[end:]
			continue
		}
		_, n := utf8.DecodeRuneInString(text)
		out.WriteString(text[:n])
		text = text[n:]
	}
	return out.String()
}

// tagEnd is the length of the tag that a text starts with, 0 when it starts with none.
func tagEnd(text string) int {
	const longest = 200
	text = text[:min(len(text), longest)]
	switch {
	case len(text) > 1 && text[0] == '<' && (text[1] == '/' || isLetter(text[1]) || text[1] >= '0' && text[1] <= '9'):
		end := strings.IndexByte(text, '>') + 1
		within := text[1:max(1, end-1)]
		if strings.Contains(within, "<") || !isLetter(text[1]) && text[1] != '/' && strings.Trim(within, "0123456789:.") != "" {
			return 0 // a heart, or a smaller number
		}
		return end
	case strings.HasPrefix(text, `{\`):
		return strings.IndexByte(text, '}') + 1
	}
	return 0
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// Borders are the cues before which a track can be cut so that all that comes later also starts later, from 0 to the number
// of cues. Parts between them, ordered by their times, are in the order of the track.
func (t Track) Borders() []int {
	out := []int{0}
	earliest := make([]time.Duration, len(t.Cues)+1) // of all cues from one on
	earliest[len(t.Cues)] = math.MaxInt64
	for i := len(t.Cues) - 1; i >= 0; i-- {
		earliest[i] = min(earliest[i+1], t.Cues[i].Start)
	}
	latest := time.Duration(0)
	for i, c := range t.Cues {
		if latest = max(latest, c.Start); latest <= earliest[i+1] {
			out = append(out, i+1)
		}
	}
	return out
}
