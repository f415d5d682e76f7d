// Package sheet sets pages of our own in PDF: covers, contents, placeholders and spreads of pictures. JPEG pictures go in
// byte by byte. The pages are meant to be joined with others by media/pdf, which gives the same bytes each time.
package sheet

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
	"tutti/project"
)

// Version names what decides about the pages; it changes whenever the same words and pictures would look otherwise.
const Version = "tutti-sheet 2"

// Size is that of a page in millimetres.
type Size struct{ Width, Height float64 }

// margin is a tenth of the shorter side.
func (s Size) margin() float64 { return min(s.Width, s.Height) / 10 }

func (s Size) inner() float64 { return s.Width - 2*s.margin() }

// point is the size of plain text in points: 11 on A4, as large as it can be on a postcard.
func (s Size) point() float64 { return max(6, min(14, min(s.Width, s.Height)/19)) }

// points to millimetres, with air between lines.
const lineMM = 25.4 / 72 * 1.35

// paper is one document on its way.
type paper struct {
	*pen.Pen
	size     Size
	pictures int // so far
}

func newPaper(size Size) (*paper, error) {
	written, err := pen.New(fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: size.Width, Ht: size.Height}}), time.Unix(0, 0).UTC())
	if err != nil {
		return nil, err
	}
	return &paper{Pen: written, size: size}, nil
}

func (p *paper) finish(w io.Writer) error {
	if err := p.Output(w); err != nil {
		return project.Because(err, project.Internal, "a page of our own could not be set")
	}
	return nil
}

// write puts one line of text at a height, cut to fit, and gives the height below it.
func (p *paper) write(y, x, width float64, face lettering.Face, points float64, align pen.Align, text string) float64 {
	p.Font(face, points)
	p.Put(x, y, width, points*lineMM, align, text)
	return y + points*lineMM
}

// wrap puts a text in as many lines as it needs, at most max.
func (p *paper) wrap(y, x, width float64, face lettering.Face, points float64, align pen.Align, text string, most int) float64 {
	p.Font(face, points)
	for _, line := range p.Lines(text, width, most) {
		y = p.write(y, x, width, face, points, align, line)
	}
	return y
}

// Placeholder is one page for a chapter that is not there: its title, and for whom and what one waits.
func Placeholder(w io.Writer, size Size, title, waiting string) error {
	p, err := newPaper(size)
	if err != nil {
		return err
	}
	m := size.margin()
	p.AddPage()
	p.SetDrawColor(170, 170, 170)
	p.SetDashPattern([]float64{2, 2}, 0)
	p.Rect(m, m, size.inner(), size.Height-2*m, "D")
	p.SetTextColor(90, 90, 90)
	y := p.wrap(size.Height*0.38, 1.5*m, size.Width-3*m, lettering.SansBold, 1.6*size.point(), pen.Middle, title, 4)
	p.wrap(y+0.3*m, 1.5*m, size.Width-3*m, lettering.Sans, size.point(), pen.Middle, waiting, 4)
	return p.finish(w)
}

// Cover is one page with a title and a line below it.
func Cover(w io.Writer, size Size, title, below string) error {
	p, err := newPaper(size)
	if err != nil {
		return err
	}
	p.AddPage()
	y := p.wrap(size.Height*0.36, size.margin(), size.inner(), lettering.SansBold, 2.4*size.point(), pen.Middle, title, 5)
	p.SetTextColor(90, 90, 90)
	p.wrap(y+0.4*size.margin(), size.margin(), size.inner(), lettering.Sans, size.point(), pen.Middle, below, 6)
	return p.finish(w)
}
