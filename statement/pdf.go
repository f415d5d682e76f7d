package statement

import (
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
	"tutti/project"
)

// The page, in millimetres: A4 upright.
const (
	pageWidth, pageHeight = 210.0, 297.0
	margin                = 18.0
	inner                 = pageWidth - 2*margin
	bottom                = pageHeight - 22
	rowHeight             = 9.2
	summaryWidth          = 82.0
	cellMargin            = 0.5
)

// column is one column of the table of lines.
type column struct {
	title string
	width float64
	align pen.Align
}

// columns share the inner width.
func columns() []column {
	return []column{{"Date", 19, pen.Left}, {"What", 62, pen.Left}, {"Gross", 19, pen.Right}, {"Fee", 15, pen.Right}, {"Net", 19, pen.Right}, {"In / out", 20, pen.Right}, {"Balance", 20, pen.Right}}
}

// paper is one document on its way.
type paper struct{ *pen.Pen }

// WritePDF writes statements one after the other, each from a new page. printed is the time in the footer.
func WritePDF(w io.Writer, printed time.Time, all ...Statement) error {
	p, err := newPaper(printed)
	if err != nil {
		return err
	}
	for _, one := range all {
		p.statement(one, printed)
	}
	if err := p.Output(w); err != nil {
		return project.Because(err, project.Internal, "the statement could not be laid out")
	}
	return nil
}

func newPaper(printed time.Time) (*paper, error) {
	written, err := pen.New(fpdf.New("P", "mm", "A4", ""), printed)
	if err != nil {
		return nil, err
	}
	p := &paper{written}
	p.SetMargins(margin, margin, margin)
	p.SetProducer("Tutti", true)
	p.SetTitle("Statement", true)
	p.AliasNbPages("")
	return p, nil
}

func (p *paper) statement(s Statement, printed time.Time) {
	p.AddPage() // it ends the page before, with that one's footer
	p.Whole = true
	p.SetFooterFunc(func() { p.footer(s, printed) })
	p.title(s)
	p.summary(s)
	p.lines(s)
}

// The few colours.
func (p *paper) ink()    { p.SetTextColor(28, 30, 36) }
func (p *paper) grey()   { p.SetTextColor(110, 116, 128) }
func (p *paper) accent() { p.SetTextColor(31, 90, 122) }

// put writes text into a box whose upper left corner is x, y, cut to fit.
func (p *paper) put(x, y, width, height float64, align pen.Align, text string) {
	p.Put(x+cellMargin, y, width-2*cellMargin, height, align, text)
}

func (p *paper) title(s Statement) {
	p.accent()
	p.Font(lettering.SansBold, 9)
	p.put(margin, margin, inner, 5, pen.Left, "TUTTI")
	p.ink()
	p.Font(lettering.SansBold, 20)
	p.put(margin, margin+7, inner*0.62, 10, pen.Left, "Statement")
	p.put(margin+inner*0.62, margin+7, inner*0.38, 10, pen.Right, s.Month.Begin().Format("January 2006"))
	p.Font(lettering.SansBold, 11)
	p.put(margin, margin+20, inner, 6, pen.Left, s.Names.Title)
	p.grey()
	p.Font(lettering.Sans, 9)
	p.put(margin, margin+26, inner, 5, pen.Left, s.Names.Subtitle)
	p.SetDrawColor(31, 90, 122)
	p.SetLineWidth(0.5)
	p.Line(margin, margin+34, margin+inner, margin+34)
	p.SetY(margin + 39)
}

// summary stands left, the remarks beside it.
func (p *paper) summary(s Statement) {
	top := p.GetY()
	left := p.pairs(s.summary(), margin, top, 9)
	right := p.pairs(s.remarks(), margin+inner-summaryWidth, top, 8)
	p.SetY(max(left, right) + 6)
}

// pairs writes labels with their amounts and gives the place below.
func (p *paper) pairs(all []pair, x, y, size float64) float64 {
	const amount = 34.0
	for _, one := range all {
		p.Font(lettering.Sans, size)
		p.grey()
		if one.strong {
			p.Font(lettering.SansBold, size)
			p.ink()
		}
		p.put(x, y, summaryWidth-amount, 6, pen.Left, one.label)
		p.ink()
		p.put(x+summaryWidth-amount, y, amount, 6, pen.Right, one.amount)
		y += 6
	}
	return y
}

func (p *paper) lines(s Statement) {
	p.head()
	for i, l := range s.Lines {
		if p.GetY()+rowHeight > bottom {
			p.AddPage()
			p.SetY(margin)
			p.head()
		}
		p.line(s, l, i%2 == 1)
	}
	if len(s.Lines) == 0 {
		p.grey()
		p.Font(lettering.Sans, 9)
		p.put(margin, p.GetY()+2, inner, 6, pen.Left, "Nothing moved in this month.")
	}
}

func (p *paper) head() {
	y := p.GetY()
	p.Font(lettering.SansBold, 8)
	p.grey()
	x := margin
	for _, c := range columns() {
		p.put(x, y, c.width, 6, c.align, c.title)
		x += c.width
	}
	p.SetDrawColor(200, 204, 212)
	p.SetLineWidth(0.2)
	p.Line(margin, y+6.4, margin+inner, y+6.4)
	p.SetY(y + 7)
}

// line is two lines high: what happened, and in grey what it is about.
func (p *paper) line(s Statement, l Line, shade bool) {
	y := p.GetY()
	if shade {
		p.SetFillColor(245, 247, 249)
		p.Rect(margin, y, inner, rowHeight, "F")
	}
	cs := columns()
	at := l.At.In(s.Month.Zone)
	p.ink()
	p.Font(lettering.Sans, 8)
	p.put(margin, y+0.5, cs[0].width, 4.4, pen.Left, at.Format("2006-01-02"))
	p.put(margin+cs[0].width, y+0.5, cs[1].width, 4.4, pen.Left, s.words(l))
	p.grey()
	p.Font(lettering.Sans, 7)
	p.put(margin, y+4.6, cs[0].width, 4, pen.Left, at.Format("15:04"))
	p.put(margin+cs[0].width, y+4.6, cs[1].width, 4, pen.Left, s.about(l))
	p.Font(lettering.Sans, 8)
	x := margin + cs[0].width + cs[1].width
	for i, minor := range []int64{l.Gross, l.Fee, l.Net, l.Change, l.Balance} {
		p.ink()
		text := figure(s.decimal(minor))
		if i < 4 && minor == 0 {
			p.grey()
			text = "–"
		}
		p.number(x, y+0.5, cs[i+2].width, text)
		x += cs[i+2].width
	}
	p.SetY(y + rowHeight)
}

// number is never cut: a figure that is too wide for its column is written smaller.
func (p *paper) number(x, y, width float64, text string) {
	p.Font(lettering.Sans, 8)
	p.Smaller(text, width-4*cellMargin, 3)
	p.put(x, y, width, 4.4, pen.Right, text)
}

func (p *paper) footer(s Statement, printed time.Time) {
	p.Font(lettering.Sans, 7)
	p.grey()
	y := pageHeight - 16
	p.SetDrawColor(200, 204, 212)
	p.SetLineWidth(0.2)
	p.Line(margin, y-1.5, margin+inner, y-1.5)
	p.put(margin, y, inner-30, 4, pen.Left, fmt.Sprintf("All amounts in %s. Days and times in %s. Printed %s from the ledger.",
		s.Currency, s.Month.Zone, printed.UTC().Format("2006-01-02 15:04 UTC")))
	if !p.Whole {
		p.put(margin, y+4, inner-30, 4, pen.Left, "Some letters are missing in our fonts and shown as □; the CSV has them all.")
	}
	text := fmt.Sprintf("Page %d of ", p.PageNo()) // {nb} is replaced at the end, so its width is that of the number to come
	p.Use()
	p.SetXY(margin+inner-p.Width(text+"00")-2, y)
	p.CellFormat(30, 4, text+"{nb}", "", 0, "L", false, 0, "")
}

// figure sets a decimal as print does: a true minus, and a narrow gap before every third digit.
func figure(decimal string) string {
	digits, negative := strings.CutPrefix(decimal, "-")
	whole, rest, _ := strings.Cut(digits, ".")
	var out strings.Builder
	if negative {
		out.WriteRune('−')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			out.WriteRune('\u202f')
		}
		out.WriteRune(d)
	}
	if rest != "" {
		out.WriteString("." + rest)
	}
	return out.String()
}
