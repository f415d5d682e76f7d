// Package prose looks at running text in any language: how many words it has, where something was left to be filled in,
// which letters an encoding broke, what language it is in, and where the chapters of a plain text start.
package prose

import (
	"bytes"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/abadojack/whatlanggo"

	"tutti/project"
)

// The limits of a text.
const (
	MaxBytes        = 4 << 20
	MaxMarks        = 100      // of one kind; those beyond are counted only
	languageBytes   = 64 << 10 // of the text, looked at for its language
	languageLetters = 200      // a shorter text says nothing certain
)

// Mark is a place in a text that somebody should look at.
type Mark struct {
	Line int // from 1
	At   int // bytes of the text before it
	Text string
}

// Marks are places of one kind.
type Marks struct {
	First []Mark // at most MaxMarks
	Total int
}

func (m *Marks) add(mark Mark) {
	m.Total++
	if len(m.First) < MaxMarks {
		m.First = append(m.First, mark)
	}
}

// Check holds a text to the limits and to UTF-8. Errors: Invalid, with what to do.
func Check(text []byte) error {
	switch {
	case len(text) > MaxBytes:
		return project.Errorf(project.Invalid, "the text has %d bytes, at most %d can be read; deliver it in parts", len(text), MaxBytes)
	case bytes.HasPrefix(text, []byte("\xff\xfe")), bytes.HasPrefix(text, []byte("\xfe\xff")):
		return project.Errorf(project.Invalid, "the text is in UTF-16; save it as UTF-8")
	}
	if at := invalidAt(text); at >= 0 {
		return project.Errorf(project.Invalid, "line %d: the text is not in UTF-8; save it as UTF-8", 1+bytes.Count(text[:at], []byte("\n")))
	}
	return nil
}

// invalidAt is the first byte that is no UTF-8, -1 when there is none.
func invalidAt(text []byte) int {
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && n == 1 {
			return at
		}
		at += n
	}
	return -1
}

// Words counts the words of a text: runs of letters and digits with what stands inside them, as "don't" and "e-mail". In
// Chinese, Japanese and Thai, which put no spaces between words, every letter counts, as editors there do.
func Words(text []byte) int {
	words := 0
	inside := false
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		text = text[n:]
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai) && !unicode.Is(unicode.Mn, r):
			words++
			inside = false
		case unicode.IsSpace(r):
			inside = false
		case !inside && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			words++
			inside = true
		}
	}
	return words
}

// Placeholders finds what was left to be filled in: TODO, TBD, FIXME, XXX, lorem ipsum, [insert ...].
func Placeholders(text []byte) Marks {
	left := regexp.MustCompile(`\b(?:TODO|TBD|TBC|FIXME|TKTK|X{3,})\b|(?i:\blorem\s+ipsum\b)|(?i:[\[<{](?:insert|your|add|placeholder)\b[^\]>}\n]{0,80}[\]>}]|\((?:insert|placeholder)\b[^)\n]{0,80}\))`)
	return find(text, left, meantAsMark)
}

// meantAsMark tells marks from words that look like them: TODO is everything in Spanish and Portuguese, where a whole title may be in
// capitals, and XXX is the number of a chapter.
func meantAsMark(line []byte, at []int) bool {
	before, after := line[:at[0]], line[at[1]:]
	switch string(line[at[0]:at[1]]) {
	case "TODO":
		return !shouted(lastWord(before)) && !shouted(firstWord(after))
	case "XXX":
		last, _ := utf8.DecodeRune(lastWord(before))
		return !unicode.IsUpper(last) && len(bytes.Trim(line, " \t\r\n#*_=.XI")) > 0
	}
	return true
}

// shouted reports whether a word is all in capitals.
func shouted(word []byte) bool {
	return len(word) > 1 && !bytes.ContainsFunc(word, func(r rune) bool { return !unicode.IsUpper(r) }) && string(word) != "TODO"
}

func isMark(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }

// lastWord and firstWord are next to each other in a sentence: with nothing but blanks between them.
func lastWord(text []byte) []byte {
	text = bytes.TrimRight(text, " \t")
	return text[bytes.LastIndexFunc(text, isMark)+1:]
}

func firstWord(text []byte) []byte {
	text = bytes.TrimLeft(text, " \t")
	if end := bytes.IndexFunc(text, isMark); end >= 0 {
		return text[:end]
	}
	return text
}

// Mojibake finds letters that were read in the wrong encoding: the remains of UTF-8 read as Latin-1, and the sign that
// stands for a letter that was lost.
func Mojibake(text []byte) Marks {
	broken := regexp.MustCompile("\uFFFD|\u00C3[\u0080-\u00BF\u0192\u201A\u00A0]|\u00E2\u20AC[\u2018-\u201D\u0080-\u00BF\u2122\u0153\u00A6]|\u00C2[\u00A0-\u00BF]|\u00EF\u00BB\u00BF")
	return find(text, broken, func([]byte, []int) bool { return true })
}

// find lists the matches that are meant.
func find(text []byte, what *regexp.Regexp, meant func(line []byte, at []int) bool) Marks {
	var out Marks
	number, before := 0, 0
	for line := range bytes.Lines(text) {
		number++
		for _, at := range what.FindAllIndex(line, -1) {
			if !meant(line, at) {
				continue
			}
			out.add(Mark{Line: number, At: before + at[0], Text: string(line[at[0]:at[1]])})
		}
		before += len(line)
	}
	return out
}

// Language is the language of a text as ISO 639-1, or ISO 639-3 where that has none. It is "" where the text is too short
// or too mixed to say.
func Language(text []byte) string {
	sample := string(bytes.ToValidUTF8(text[:min(len(text), languageBytes)], nil))
	if letters(sample) < languageLetters {
		return ""
	}
	info := whatlanggo.Detect(sample)
	if !info.IsReliable() {
		return ""
	}
	if code := info.Lang.Iso6391(); code != "" {
		return code
	}
	return info.Lang.Iso6393()
}

func letters(text string) int {
	n := 0
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

// SameLanguage compares a language as Language gives it with one that was asked for, as "pt-BR".
func SameLanguage(found, asked string) bool {
	base, _, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(asked, "_", "-")), "-")
	alias := map[string]string{"nb": "no", "nn": "no", "nob": "no", "nno": "no", "iw": "he", "cmn": "zh", "arb": "ar", "pes": "fa", "ydd": "yi", "in": "id"}
	for from, to := range alias {
		if base == from {
			base = to
		}
		if found == from {
			found = to
		}
	}
	return found == base
}
