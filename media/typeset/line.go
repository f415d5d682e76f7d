package typeset

import (
	"strings"
	"unicode/utf8"

	"tutti/media/lettering"
)

// family is the fonts of one look.
type family [4]lettering.Face // plain, bold, italic, both

var (
	serif = family{lettering.Serif, lettering.SerifBold, lettering.SerifItalic, lettering.SerifBoldItalic}
	sans  = family{lettering.Sans, lettering.SansBold, lettering.SansItalic, lettering.SansBoldItalic}
	mono  = family{lettering.Mono, lettering.MonoBold, lettering.Mono, lettering.MonoBold}
)

func (f family) face(s Span) lettering.Face {
	at := 0
	if s.Bold {
		at++
	}
	if s.Italic {
		at += 2
	}
	if s.Code {
		return mono[at]
	}
	return f[at]
}

// atom is letters of one font that stay on one line.
type atom struct {
	face   lettering.Face
	text   string // as written
	change Change
}

func (a atom) width() float64 { return a.face.Width(a.text) }

// line is atoms side by side.
type line struct {
	atoms     []atom
	fromRight bool // its paragraph stands on the right
}

func (l line) text() string {
	var out strings.Builder
	for _, a := range l.atoms {
		out.WriteString(a.text)
	}
	return out.String()
}

// breaker fills lines of a width, which is in parts of the letters' size.
type breaker struct {
	width     float64
	fromRight bool
	lines     []line
	open      []atom
	filled    float64
}

// lines divides spans into lines of a width, in parts of the letters' size. There is at least one.
func lines(f family, spans []Span, width float64) []line {
	text := Words(spans)
	b := &breaker{width: width, fromRight: lettering.BeginsFromRight(text)}
	pieces, hard := lettering.Pieces(text)
	cut := cutter{family: f, spans: spans}
	for i, piece := range pieces {
		b.add(cut.take(len(piece)))
		if hard[i] {
			b.end()
		}
	}
	b.end()
	return b.lines
}

// cutter gives the text of spans piece by piece.
type cutter struct {
	family family
	spans  []Span
	at     int // byte of the first span
}

func (c *cutter) take(bytes int) []atom {
	var out []atom
	for bytes > 0 {
		s := c.spans[0]
		n := min(bytes, len(s.Text)-c.at)
		if n > 0 {
			out = append(out, atom{c.family.face(s), s.Text[c.at : c.at+n], s.Change})
		}
		if c.at += n; c.at == len(s.Text) {
			c.spans, c.at = c.spans[1:], 0
		}
		bytes -= n
	}
	return out
}

// add puts a piece on the line, or on a new one when there is no room. White space at the end of a line needs none.
func (b *breaker) add(piece []atom) {
	var all, ink float64
	for i, a := range piece {
		width := a.width()
		if i == len(piece)-1 {
			ink = all + a.face.Width(strings.TrimRight(a.text, " \t\n"))
		}
		all += width
	}
	if len(b.open) > 0 && b.filled+ink > b.width {
		b.end()
	}
	if ink > b.width {
		b.chop(piece)
		return
	}
	b.open = append(b.open, piece...)
	b.filled += all
}

// chop divides a piece that is wider than a line wherever it must be.
func (b *breaker) chop(piece []atom) {
	for _, a := range piece {
		from := 0
		for at, r := range a.text {
			width := a.face.Width(string(r))
			if b.filled+width > b.width && b.filled > 0 && r != ' ' && r != '\n' {
				b.open = append(b.open, atom{a.face, a.text[from:at], a.change})
				b.end()
				from = at
			}
			b.filled += width
		}
		b.open = append(b.open, atom{a.face, a.text[from:], a.change})
	}
}

// end closes the line.
func (b *breaker) end() {
	for n := len(b.open); n > 0; n = len(b.open) {
		last := &b.open[n-1]
		if last.text = strings.TrimRight(last.text, " \t\r\n\v\f\u0085\u2028\u2029"); last.text != "" {
			break
		}
		b.open = b.open[:n-1]
	}
	b.lines = append(b.lines, line{b.open, b.fromRight})
	b.open, b.filled = nil, 0
}

// shown gives the atoms in the order of the page, as the page shows them.
func (l line) shown(s *lettering.Script) []atom {
	text := l.text()
	if lettering.FromRight(text) {
		shown, _ := s.Shown(text)
		return []atom{{l.atoms[0].face, shown, l.change()}}
	}
	out := make([]atom, 0, len(l.atoms))
	for _, a := range l.atoms {
		shown, _ := s.Shown(a.text)
		if n := len(out); n > 0 && out[n-1].face == a.face && out[n-1].change == a.change {
			out[n-1].text += shown
		} else if utf8.RuneCountInString(shown) > 0 {
			out = append(out, atom{a.face, shown, a.change})
		}
	}
	return out
}

// change is that of a line from right to left, of which no part is marked by itself: of all of it, or of something in it.
func (l line) change() Change {
	found := l.atoms[0].change
	for _, a := range l.atoms {
		if a.change != found {
			return Added
		}
	}
	return found
}
