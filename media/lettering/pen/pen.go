// Package pen writes lines of text in any script into PDF documents, each letter in a font that has it.
package pen

import (
	"bytes"
	"fmt"
	"sort"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/project"
)

// Pen is a PDF document on its way, and the font that its next words are written in. The unit of the document is the millimetre.
type Pen struct {
	*fpdf.Fpdf
	Whole bool // every character could be shown so far

	script *lettering.Script
	face   lettering.Face
	points float64
	added  map[lettering.Face]bool
}

// New takes up a pen for a document, whose bytes are the same each time for the same work at the same time.
func New(document *fpdf.Fpdf, at time.Time) (*Pen, error) {
	script, err := lettering.Scripts()
	if err != nil {
		return nil, project.Because(err, project.Internal, "the font of our own pages cannot be read")
	}
	document.SetAutoPageBreak(false, 0)
	document.SetCellMargin(0)
	document.SetCatalogSort(true)
	document.SetCreationDate(at)
	document.SetModificationDate(at)
	return &Pen{Fpdf: document, Whole: true, script: script, points: 12, added: map[lettering.Face]bool{}}, nil
}

// Font is what the next words are written in, its letters of so many points.
func (p *Pen) Font(face lettering.Face, points float64) { p.face, p.points = face, points }

// Height is that of the letters in millimetres.
func (p *Pen) Height() float64 { return p.points * pointMM }

// pointMM is a point in millimetres.
const pointMM = 25.4 / 72

// Shown is the text as the page shows it.
func (p *Pen) Shown(text string) string {
	shown, whole := p.script.Shown(text)
	p.Whole = p.Whole && whole
	return shown
}

// Width is how wide a text is as the page shows it.
func (p *Pen) Width(text string) float64 { return p.width(p.Shown(text)) }

func (p *Pen) width(shown string) float64 { return p.face.Width(shown) * p.Height() }

// Fit gives the text, with an ellipsis where it is too wide.
func (p *Pen) Fit(text string, width float64) string {
	if p.Width(text) <= width {
		return text
	}
	letters := []rune(text)
	cut := func(n int) string { return strings.TrimRight(string(letters[:n]), " ·") + "…" }
	tooLong := sort.Search(len(letters), func(n int) bool { return p.Width(cut(n)) > width })
	return cut(max(0, tooLong-1))
}

// Align is where in its box a line stands.
type Align string

// The places of a line.
const (
	Left   Align = "L"
	Middle Align = "C"
	Right  Align = "R"
)

// Put writes a line into a box with the upper left corner x, y, in the middle of its height and cut to its width.
func (p *Pen) Put(x, y, width, height float64, align Align, text string) {
	shown := p.Shown(p.Fit(text, width))
	switch free := width - p.width(shown); align {
	case Middle:
		x += free / 2
	case Right:
		x += free
	}
	p.Write(x, y+height/2+0.3*p.Height(), shown)
}

// Smaller makes the letters smaller by quarters of a point until the text fits, but not smaller than least.
func (p *Pen) Smaller(text string, width, least float64) {
	for p.Width(text) > width && p.points > least {
		p.points -= 0.25
	}
}

// Write writes a text that is as the page shows it (Shown), its base line from x, y on, and gives where it ends.
func (p *Pen) Write(x, y float64, shown string) float64 {
	for _, run := range p.face.Runs(shown) {
		p.take(run.Face)
		p.Text(x, y, run.Text)
		x += run.Face.Width(run.Text) * p.Height()
	}
	return x
}

// Use has the document write in the font, for what it writes by itself.
func (p *Pen) Use() { p.take(p.face) }

// take has the document know a font, and use it.
func (p *Pen) take(face lettering.Face) {
	name := fmt.Sprintf("tutti%d", face)
	if !p.added[face] {
		p.AddUTF8FontFromBytes(name, "", bytes.Clone(face.TTF())) // fpdf writes into the bytes of fonts whose letters are all of one width
		p.added[face] = true
	}
	p.SetFont(name, "", p.points)
}

// Lines divides a text into lines of a width, at most so many; the last takes the rest.
func (p *Pen) Lines(text string, width float64, most int) []string {
	pieces, _ := lettering.Pieces(strings.Join(strings.Fields(text), " "))
	var lines []string
	for line := ""; len(pieces) > 0; pieces = pieces[1:] {
		longer := line + pieces[0]
		if line != "" && len(lines) < most-1 && p.Width(strings.TrimRight(longer, " ")) > width {
			lines, longer = append(lines, strings.TrimRight(line, " ")), pieces[0]
		}
		if line = longer; len(pieces) == 1 {
			lines = append(lines, strings.TrimRight(line, " "))
		}
	}
	return lines
}
