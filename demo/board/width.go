package board

import (
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// Width is the number of columns that s takes on a terminal.
func Width(s string) int {
	n := 0
	for _, r := range s {
		n += columns(r)
	}
	return n
}

func columns(r rune) int {
	switch {
	case r < ' ', unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r < 0x1100:
		return 1
	}
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth {
		return 2
	}
	return 1
}

// Fit makes s exactly n columns wide: it adds blanks, or cuts and shows that it did. Control characters are dropped, so
// that words of strangers cannot paint on the terminal.
func Fit(s string, n int) string {
	s = Printable(s)
	if w := Width(s); w <= n {
		return s + strings.Repeat(" ", n-w)
	}
	if n <= 0 {
		return ""
	}
	var out strings.Builder
	used := 0
	for _, r := range s {
		if used+columns(r) > n-1 {
			break
		}
		out.WriteRune(r)
		used += columns(r)
	}
	return out.String() + "…" + strings.Repeat(" ", n-1-used)
}

// Printable drops control and formatting characters and makes one line of s.
func Printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r) || unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
}
