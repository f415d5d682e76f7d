// Package sheet sets pages of our own in PDF: covers, contents, placeholders and spreads of pictures. JPEG pictures go in
// byte by byte. The pages are meant to be joined with others by media/pdf, which gives the same bytes each time.
package sheet

import (
	"io"
	"sort"
	"strings"
	"time"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/project"
)

// Version names what decides about the pages; it changes whenever the same words and pictures would look otherwise.
const Version = "tutti-sheet 1"

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
	*fpdf.Fpdf
	script   *lettering.Script
	size     Size
	pictures int // so far
}

func newPaper(size Size) (*paper, error) {
	script, err := lettering.Scripts()
	if err != nil {
		return nil, project.Because(err, project.Internal, "the font of our own pages cannot be read")
	}
	p := &paper{Fpdf: fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: size.Width, Ht: size.Height}}), script: script, size: size}
	p.AddUTF8FontFromBytes("tutti", "", dejavusans.TTF)
	p.AddUTF8FontFromBytes("tutti", "B", dejavusansbold.TTF)
	settle(p.Fpdf)
	p.SetMargins(size.margin(), size.margin(), size.margin())
	return p, nil
}

// settle has a document break no page by itself, and be the same bytes each time.
func settle(p *fpdf.Fpdf) {
	p.SetMargins(0, 0, 0)
	p.SetAutoPageBreak(false, 0)
	p.SetCellMargin(0)
	p.SetCatalogSort(true)
	p.SetCreationDate(time.Unix(0, 0).UTC())
	p.SetModificationDate(time.Unix(0, 0).UTC())
}

func (p *paper) finish(w io.Writer) error {
	if err := p.Output(w); err != nil {
		return project.Because(err, project.Internal, "a page of our own could not be set")
	}
	return nil
}

// write puts one line of text at a height, cut to fit, and gives the height below it.
func (p *paper) write(y, x, width float64, style string, points float64, align, text string) float64 {
	p.SetFont("tutti", style, points)
	p.SetXY(x, y)
	p.CellFormat(width, points*lineMM, p.fit(text, width), "", 0, align, false, 0, "")
	return y + points*lineMM
}

// wrap puts a text in as many lines as it needs, at most max.
func (p *paper) wrap(y, x, width float64, style string, points float64, align, text string, most int) float64 {
	p.SetFont("tutti", style, points)
	words := strings.Fields(text)
	for n := 1; len(words) > 0; n++ {
		take := len(words)
		if n < most {
			take = max(1, sort.Search(len(words), func(i int) bool { return p.GetStringWidth(p.shown(strings.Join(words[:i+1], " "))) > width }))
		}
		y = p.write(y, x, width, style, points, align, strings.Join(words[:take], " "))
		words = words[take:]
	}
	return y
}

func (p *paper) shown(text string) string {
	shown, _ := p.script.Shown(text)
	return shown
}

// fit gives the text as it is shown, with an ellipsis when it is too wide.
func (p *paper) fit(text string, width float64) string {
	if shown := p.shown(text); p.GetStringWidth(shown) <= width {
		return shown
	}
	letters := []rune(text)
	cut := func(n int) string { return p.shown(strings.TrimRight(string(letters[:n]), " ") + "…") }
	tooLong := sort.Search(len(letters), func(n int) bool { return p.GetStringWidth(cut(n)) > width })
	return cut(max(0, tooLong-1))
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
	y := p.wrap(size.Height*0.38, 1.5*m, size.Width-3*m, "B", 1.6*size.point(), "C", title, 4)
	p.wrap(y+0.3*m, 1.5*m, size.Width-3*m, "", size.point(), "C", waiting, 4)
	return p.finish(w)
}

// Cover is one page with a title and a line below it.
func Cover(w io.Writer, size Size, title, below string) error {
	p, err := newPaper(size)
	if err != nil {
		return err
	}
	p.AddPage()
	y := p.wrap(size.Height*0.36, size.margin(), size.inner(), "B", 2.4*size.point(), "C", title, 5)
	p.SetTextColor(90, 90, 90)
	p.wrap(y+0.4*size.margin(), size.margin(), size.inner(), "", size.point(), "C", below, 6)
	return p.finish(w)
}
