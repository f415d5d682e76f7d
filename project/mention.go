package project

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MaxMentions is the greatest number of people that one message mentions.
const MaxMentions = 20

// maxHandle is how long a handle or a key is, in bytes.
const maxHandle = 63

// Mentions gives the names that stand behind an @ in a text: each once, in small letters, in the order of their first
// place. A name has the form of a handle or a key. An @ inside of a word begins none, so an e-mail address mentions nobody.
func Mentions(text string) []string {
	var names []string
	eachMention(text, func(_, _ int, name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	})
	return names
}

// WithMentions writes the text with other names behind the @: called gives the name to write for one that is found, or
// false to leave it as it stands.
func WithMentions(text string, called func(name string) (string, bool)) string {
	var out strings.Builder
	done := 0
	eachMention(text, func(from, to int, name string) {
		if other, ok := called(name); ok {
			out.WriteString(text[done:from] + other)
			done = to
		}
	})
	return out.String() + text[done:]
}

// eachMention calls do with the place of every name, without its @.
func eachMention(text string, do func(from, to int, name string)) {
	for at := 0; at < len(text); {
		next := strings.IndexByte(text[at:], '@')
		if next < 0 {
			return
		}
		from := at + next + 1
		to := nameEnd(text, from)
		if to > from && !wordBefore(text[:from-1]) && !wordAfter(text[to:]) {
			do(from, to, strings.ToLower(text[from:to]))
		}
		at = to
	}
}

// nameEnd gives the end of the name that begins at from; from itself when none does.
func nameEnd(text string, from int) int {
	to := from
	for to < len(text) && (isPlain(text[to]) || to > from && text[to] == '-') {
		to++
	}
	for to > from && text[to-1] == '-' { // the dash of a sentence
		to--
	}
	if to-from > maxHandle {
		return from
	}
	return to
}

func isPlain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '@' }

// wordBefore reports whether what ends here goes on into the @.
func wordBefore(text string) bool {
	last, _ := utf8.DecodeLastRuneInString(text)
	return isWord(last) || last == '.' || last == '-' || last == '+'
}

// wordAfter reports whether the name goes on in letters that no handle has.
func wordAfter(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	return isWord(first)
}
