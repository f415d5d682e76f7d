package outside

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAnswer: what is kept of an answer is text that a terminal shows as it is, and no more than came.
func FuzzAnswer(f *testing.F) {
	f.Add([]byte("thanks\r\n"))
	f.Add([]byte("\x1b[31mred\x9b0m\x00\xff\u0085"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		text := asText(raw)
		odd := strings.ContainsFunc(text, func(r rune) bool { return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0 })
		if !utf8.ValidString(text) || odd || len(text) > len(raw) {
			t.Errorf("%q is kept as %q", raw, text)
		}
	})
}
