// Package lettering turns text as people write it into text as a page shows it, and knows the fonts of what we set: DejaVu, and Droid
// Sans Fallback for ideographs.
package lettering

import (
	"strings"
	"sync"
	"unicode"

	"golang.org/x/text/unicode/bidi"
	"golang.org/x/text/unicode/norm"
)

// missing stands for a character that no font has.
const missing = '□'

// Script turns text as people write it into text as a page shows it, left to right: Arabic letters joined, Hebrew and
// Arabic in their direction, characters that no font has as boxes. There are Latin with Vietnamese, Greek, Cyrillic, Armenian,
// Georgian, Hebrew, Arabic and Persian letters, Chinese, Japanese and Korean, but no Indic ones and no Thai. Vowel marks of Arabic
// are left out.
type Script struct {
	forms   map[rune][]rune  // Arabic letter -> its shapes: alone, last, first, middle; a letter that joins only backwards has two
	lamAlef map[rune][2]rune // alef after lam -> the shape of both: alone, last
}

// Scripts is made at the first use: it reads a font of 750 kB.
var Scripts = sync.OnceValues(newScript)

func newScript() (*Script, error) {
	if err := Sans.read().err; err != nil {
		return nil, err
	}
	s := &Script{forms: map[rune][]rune{}, lamAlef: map[rune][2]rune{}}
	// Unicode keeps the shapes of a letter side by side, and says of each what letter it is.
	for _, block := range [][2]rune{{0xFE80, 0xFEF4}, {0xFB50, 0xFBE9}, {0xFBFC, 0xFBFF}} {
		for shape := block[0]; shape <= block[1]; shape++ {
			if letter := []rune(norm.NFKC.String(string(shape))); len(letter) == 1 && letter[0] != shape {
				s.forms[letter[0]] = append(s.forms[letter[0]], shape)
			}
		}
	}
	for shape := rune(0xFEF5); shape <= 0xFEFB; shape += 2 {
		both := []rune(norm.NFKC.String(string(shape)))
		s.lamAlef[both[1]] = [2]rune{shape, shape + 1}
	}
	return s, nil
}

// Shown gives the text for the page and whether every character could be shown.
func (s *Script) Shown(text string) (string, bool) {
	if plain(text) {
		return text, true
	}
	joined := s.join([]rune(norm.NFC.String(text)))
	whole := true
	var out []rune
	for _, r := range joined {
		switch {
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			if r == '\t' || r == '\n' || r == '\r' {
				out = append(out, ' ')
			}
		case Sans.For(r).Has(r):
			out = append(out, r)
		default:
			whole = false
			if !unicode.Is(unicode.M, r) {
				out = append(out, missing)
			}
		}
	}
	return visual(string(out)), whole
}

// plain says whether a text is shown letter for letter: Latin, Greek and Cyrillic, without signs that combine. Most texts are, and
// they are many.
func plain(text string) bool {
	for _, r := range text {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r == 0xad || r >= 0x300 && r < 0x370 || r >= 0x483 && r < 0x48a || r >= 0x530 || !Sans.Has(r) {
			return false
		}
	}
	return true
}

// FromRight says whether letters of the text are written from right to left.
func FromRight(text string) bool {
	return strings.ContainsFunc(text, func(r rune) bool {
		if r < 0x590 {
			return false
		}
		properties, _ := bidi.LookupRune(r)
		return properties.Class() == bidi.R || properties.Class() == bidi.AL
	})
}

// BeginsFromRight says whether a paragraph stands on the right: its first letter with a direction goes from right to left.
func BeginsFromRight(text string) bool {
	for _, r := range text {
		switch properties, _ := bidi.LookupRune(r); properties.Class() {
		case bidi.L:
			return false
		case bidi.R, bidi.AL:
			return true
		}
	}
	return false
}

const (
	lam    = 'ل'
	tatwil = 'ـ'
)

// join picks the shape of every Arabic letter by its neighbours. The text stays in the order of reading.
func (s *Script) join(text []rune) []rune {
	letters := make([]rune, 0, len(text))
	for _, r := range text {
		if !(unicode.Is(unicode.Mn, r) && unicode.Is(unicode.Arabic, r) || r >= 0x064B && r <= 0x065F) { // vowel marks
			letters = append(letters, r)
		}
	}
	out := make([]rune, 0, len(letters))
	before := false // the letter before reaches out to this one
	for i := 0; i < len(letters); i++ {
		r := letters[i]
		next := rune(0)
		if i+1 < len(letters) {
			next = letters[i+1]
		}
		if both, ok := s.lamAlef[next]; ok && r == lam {
			out = append(out, both[place(before, false)])
			before, i = false, i+1
			continue
		}
		forms := s.forms[r]
		forward := len(forms) == 4 && s.joins(next)
		if at := place(before && len(forms) > 1, forward); at < len(forms) && Sans.Has(forms[at]) {
			r = forms[at]
		}
		out = append(out, r)
		before = forward || letters[i] == tatwil
	}
	return out
}

// joins says whether the letter takes the hand of the one before.
func (s *Script) joins(r rune) bool { return len(s.forms[r]) > 1 || r == tatwil }

// place is the index of a shape: alone, last, first, middle.
func place(before, forward bool) int {
	at := 0
	if before {
		at++
	}
	if forward {
		at += 2
	}
	return at
}

// visual puts the text in the order of the page: words from the right are turned round, and the numbers among them keep
// their digits but stand in the turned order.
func visual(text string) string {
	var p bidi.Paragraph
	if _, err := p.SetString(text, bidi.DefaultDirection(bidi.LeftToRight)); err != nil {
		return text
	}
	order, err := p.Order()
	if err != nil {
		return text
	}
	var out strings.Builder
	turned := "" // the stretch from the right that is being gathered
	for i := range order.NumRuns() {
		run := order.Run(i)
		switch part := run.String(); {
		case run.Direction() == bidi.RightToLeft:
			turned = bidi.ReverseString(part) + turned
		case turned != "" && strings.IndexFunc(part, leftToRight) < 0:
			turned = part + turned
		default:
			out.WriteString(turned + part)
			turned = ""
		}
	}
	return out.String() + turned
}

func leftToRight(r rune) bool {
	properties, _ := bidi.LookupRune(r)
	return properties.Class() == bidi.L
}
