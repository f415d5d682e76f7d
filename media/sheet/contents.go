package sheet

import (
	"io"
	"strconv"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
)

// Line is one line of the contents.
type Line struct {
	Title string
	By    string // who made it; "" for nobody
	Page  int    // from 1
}

// lineHeight is that of one line of the contents in millimetres.
func (s Size) lineHeight() float64 { return 1.3 * s.point() * lineMM }

// linesOn is how many lines fit on a page of contents.
func (s Size) linesOn() int {
	return max(1, int((s.Height-2*s.margin()-3*s.point()*lineMM)/s.lineHeight()))
}

// ContentsPages is how many pages the contents of so many lines take.
func ContentsPages(size Size, lines int) int { return max(1, (lines+size.linesOn()-1)/size.linesOn()) }

// Contents are the pages that say where everything is.
func Contents(w io.Writer, size Size, heading string, lines []Line) error {
	p, err := newPaper(size)
	if err != nil {
		return err
	}
	m := size.margin()
	for page := range ContentsPages(size, len(lines)) {
		p.AddPage()
		p.SetTextColor(0, 0, 0)
		p.write(m, m, size.inner(), lettering.SansBold, 1.6*size.point(), pen.Left, heading)
		y := m + 3*size.point()*lineMM
		for _, line := range lines[page*size.linesOn() : min(len(lines), (page+1)*size.linesOn())] {
			p.contentsLine(y, line)
			y += size.lineHeight()
		}
	}
	return p.finish(w)
}

// contentsLine is a title, its maker in grey, and the page on the right.
func (p *paper) contentsLine(y float64, line Line) {
	const number = 0.08 // of the width
	m, width := p.size.margin(), p.size.inner()
	p.SetTextColor(0, 0, 0)
	p.write(y, m, width*0.6, lettering.Sans, p.size.point(), pen.Left, line.Title)
	p.write(y, m+width*(1-number), width*number, lettering.Sans, p.size.point(), pen.Right, strconv.Itoa(line.Page))
	p.SetTextColor(110, 110, 110)
	p.write(y, m+width*0.62, width*(0.36-number), lettering.Sans, 0.85*p.size.point(), pen.Left, line.By)
}
