package project

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// checkText names what is wrong with words that a person wrote: they have 1 to limit characters, at least one of which can be
// seen, and no control characters but line feeds and tabs. They are kept as they were written.
func (f *faults) checkText(path, text string, limit int) {
	switch {
	case strings.TrimSpace(text) == "":
		f.addf(path, "is empty; write 1 to %d characters", limit)
	case !utf8.ValidString(text):
		f.addf(path, "is not UTF-8")
	case utf8.RuneCountInString(text) > limit:
		f.addf(path, "has %d characters; at most %d", utf8.RuneCountInString(text), limit)
	case strings.ContainsFunc(text, isControl):
		f.addf(path, "has a control character in it; only line feeds and tabs may be there")
	}
}

func isControl(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }

// refuse gives the faults under a sentence of its own; nil when there are none.
func (f *faults) refuse(sentence string) error {
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: sentence, Fields: f.list}
}
