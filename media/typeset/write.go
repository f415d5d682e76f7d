package typeset

import (
	"io"
	"strconv"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
	"tutti/project"
)

// Write writes the pages as a PDF with a bookmark for each heading. Below each page stands its number, first on the first; none are
// written when first is 0. The same pages give the same bytes.
func (p *Pages) Write(w io.Writer, first int) error {
	out, err := pen.New(fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm", Size: fpdf.SizeType{Wd: p.size.Width, Ht: p.size.Height}}), time.Unix(0, 0).UTC())
	if err != nil {
		return err
	}
	headings, depth := p.headings, -1
	for n, page := range p.pages {
		out.AddPage()
		for ; len(headings) > 0 && headings[0].Page == n+1; headings = headings[1:] {
			depth = p.bookmark(out, headings[0], depth)
		}
		p.draw(out, page)
		if first > 0 {
			out.Font(lettering.Serif, 0.85*p.point)
			out.SetTextColor(90, 90, 90)
			out.Put(0, p.size.Height*(1-margin*0.8)-4, p.size.Width, 4, pen.Middle, strconv.Itoa(first+n))
		}
	}
	if err := out.Output(w); err != nil {
		return project.Because(err, project.Internal, "a text could not be set on pages")
	}
	return nil
}

// bookmark marks a heading behind one of a depth, and gives its own: an outline leaves out no level on its way down.
func (p *Pages) bookmark(out *pen.Pen, h Place, before int) int {
	if h.Title == "" {
		return before
	}
	depth := min(h.Level-1, before+1)
	out.Font(lettering.Sans, p.point)
	out.Use() // fpdf writes titles in the letters of the font that is in use
	out.Bookmark(h.Title, depth, h.y)
	return depth
}

func (p *Pages) draw(out *pen.Pen, page page) {
	for _, b := range page.boxes {
		out.SetFillColor(b.grey, b.grey, b.grey)
		out.Rect(b.x, b.y, b.width, b.height, "F")
	}
	for _, w := range page.words {
		ink := [...][3]int{Same: {20, 20, 20}, Added: {10, 70, 170}, Removed: {180, 30, 30}}[w.change]
		out.SetTextColor(ink[0], ink[1], ink[2])
		out.Font(w.face, w.points)
		end := out.Write(w.x, w.y, w.shown)
		if w.change != Same {
			line := map[Change]float64{Added: 0.15, Removed: -0.26}[w.change] * out.Height()
			out.SetFillColor(ink[0], ink[1], ink[2])
			out.Rect(w.x, w.y+line, end-w.x, 0.06*out.Height(), "F")
		}
	}
}
