package typeset

import (
	"slices"
	"strings"
)

// gutter is the space between two columns, in parts of the letters' size.
const gutter = 1.0

// leastColumn is how wide a column is at least, in parts of the letters' size. What does not fit side by side so goes on below.
const leastColumn = 5.0

// table sets rows line by line, so that a row may go on behind the foot of a page. One that is too wide is set in several, each under
// its first column.
func (s *setter) table(b Block) {
	abreast := max(2, int((s.inner()/s.em()+gutter)/(leastColumn+gutter)))
	widest := 0
	for _, row := range b.Rows {
		widest = max(widest, len(row))
	}
	if widest <= abreast {
		s.rows(b)
		return
	}
	for from := 1; from < widest; from += abreast - 1 {
		part := b
		part.Rows = nil
		for n, row := range b.Rows {
			if n == 0 && len(row) == 0 || len(row) > from || from == 1 {
				part.Rows = append(part.Rows, slices.Concat(row[:min(1, len(row))], row[min(from, len(row)):min(from+abreast-1, len(row))]))
			}
		}
		s.rows(part)
		s.skip(1)
	}
}

func (s *setter) rows(b Block) {
	widths := columns(b.Rows, s.inner()/s.em())
	for n, row := range b.Rows {
		if len(row) == 0 {
			continue // it has no head
		}
		cells := make([][]line, 0, len(row))
		tall := 1
		for i, cell := range row[:min(len(row), len(widths))] {
			if n == 0 {
				cell = bold(cell)
			}
			cells = append(cells, lines(sans, cell, widths[i]/tableSize))
			tall = max(tall, len(cells[i]))
		}
		s.need(float64(min(tall, 4)) * leading * tableSize * s.em())
		for at := range tall {
			s.need(leading * tableSize * s.em())
			x := s.left()
			for i, cell := range cells {
				if at < len(cell) {
					s.put(cell[at], x, widths[i]*s.em(), tableSize, leading*tableSize)
				}
				x += (widths[i] + gutter) * s.em()
			}
			s.skip(leading * tableSize)
		}
		s.page().boxes = append(s.page().boxes, box{s.left(), s.y + 0.1*s.em(), s.inner(), 0.15, 190})
		s.skip(0.3)
	}
}

// tableSize is that of the letters of a table.
const tableSize = 0.88

func bold(cell []Span) []Span {
	out := make([]Span, 0, len(cell))
	for _, span := range cell {
		span.Bold = true
		out = append(out, span)
	}
	return out
}

// columns shares a width among the columns of rows, all in parts of the letters' size: each gets what it would fill, and where that is
// too much, those that fill more than an even share give the rest up.
func columns(rows [][][]Span, width float64) []float64 {
	var wish []float64
	for _, row := range rows {
		for i, cell := range row {
			if i == len(wish) {
				wish = append(wish, 1)
			}
			for part := range strings.SplitSeq(Words(cell), "\n") {
				wish[i] = max(wish[i], sans[1].Width(part)*tableSize+0.01)
			}
		}
	}
	free := width - gutter*float64(len(wish)-1)
	out := make([]float64, len(wish))
	for left := len(wish); left > 0; {
		share, served := free/float64(left), false
		for i, w := range wish {
			if out[i] == 0 && w <= share {
				out[i], served = w, true
				free -= w
				left--
			}
		}
		if !served {
			for i := range out {
				if out[i] == 0 {
					out[i] = max(share, 2)
				}
			}
			left = 0
		}
	}
	return out
}
