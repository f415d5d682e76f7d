package typeset

import (
	"math"
	"strings"

	"tutti/media/lettering"
	"tutti/media/sheet"
)

// The measures of a page, in parts of the size of its letters where nothing else is said.
const (
	pointMM  = 25.4 / 72
	leading  = 1.42 // from line to line
	between  = 0.65 // above a paragraph
	inset    = 1.9  // one step of lists and quotes
	codeSize = 0.86
	margin   = 0.13 // of the width of the page
)

// Pages is a text on its pages, not yet written.
type Pages struct {
	size     sheet.Size
	point    float64 // the size of the letters in points
	pages    []page
	headings []Place
	script   *lettering.Script
}

// Place is a heading and where it stands.
type Place struct {
	Title string
	Level int
	Page  int // from 1
	y     float64
}

// page is what is drawn on one.
type page struct {
	boxes []box
	words []words
}

// box is a filled rectangle in millimetres, in a shade of grey.
type box struct {
	x, y, width, height float64
	grey                int
}

// words are letters of one font on a base line, as the page shows them.
type words struct {
	x, y   float64
	face   lettering.Face
	points float64
	shown  string
	change Change
}

// Count is how many pages there are: at least one.
func (p *Pages) Count() int { return len(p.pages) }

// Headings are the headings of the text, in its order.
func (p *Pages) Headings() []Place { return p.headings }

// Set puts blocks on pages of a size.
func Set(size sheet.Size, blocks []Block) (*Pages, error) {
	return First(size, blocks, math.MaxInt, "")
}

// First puts blocks on pages of a size, most of them at most. Where that is not all, note stands at the foot of the last.
func First(size sheet.Size, blocks []Block, most int, note string) (*Pages, error) {
	script, err := lettering.Scripts()
	if err != nil {
		return nil, err
	}
	s := &setter{Pages: &Pages{size: size, point: pointOf(size), script: script}}
	s.turn()
	for i, b := range blocks {
		if s.block(b, i+1 < len(blocks)); len(s.pages) > most {
			s.keep(most, note)
			break
		}
	}
	return s.Pages, nil
}

// keep leaves out all pages behind the first most.
func (s *setter) keep(most int, note string) {
	s.pages = s.pages[:most]
	s.page().words = append(s.page().words, words{x: s.left(), y: s.size.Height - s.top()/2, face: lettering.SerifItalic, points: 0.85 * s.point, shown: note})
}

// pointOf is the size of the letters: 10.5 points on A4, less on smaller pages.
func pointOf(size sheet.Size) float64 { return max(6.5, min(10.5, min(size.Width, size.Height)/15)) }

// setter is on its way down a page.
type setter struct {
	*Pages
	y float64 // the upper edge of the next line in millimetres
}

func (s *setter) em() float64      { return s.point * pointMM }
func (s *setter) left() float64    { return s.size.Width * margin }
func (s *setter) inner() float64   { return s.size.Width * (1 - 2*margin) }
func (s *setter) top() float64     { return s.size.Height * margin * 0.8 }
func (s *setter) bottom() float64  { return s.size.Height - s.top() - 1.2*leading*s.em() }
func (s *setter) page() *page      { return &s.pages[len(s.pages)-1] }
func (s *setter) fresh() bool      { return s.y == s.top() }
func (s *setter) turn()            { s.pages, s.y = append(s.pages, page{}), s.top() }
func (s *setter) skip(ems float64) { s.y += ems * s.em() }

// need turns the page unless there is room for so many millimetres.
func (s *setter) need(height float64) {
	if s.y+height > s.bottom() && !s.fresh() {
		s.turn()
	}
}

// block sets one. more says that another follows.
func (s *setter) block(b Block, more bool) {
	if !s.fresh() && !b.Tight && b.Kind != Heading {
		s.skip(between)
	}
	switch b.Kind {
	case Heading:
		s.heading(b, more)
	case Rule:
		s.need(leading * s.em())
		s.skip(leading / 2)
		s.page().boxes = append(s.page().boxes, box{s.left() + s.inner()*0.4, s.y, s.inner() * 0.2, 0.25, 120})
		s.skip(leading / 2)
	case Table:
		s.table(b)
	case Code:
		s.code(b)
	default:
		s.paragraph(b)
	}
}

func (s *setter) heading(b Block, more bool) {
	scale := map[int]float64{1: 1.75, 2: 1.35, 3: 1.15}[b.Level]
	scale = max(scale, 1)
	spans := make([]Span, 0, len(b.Text))
	for _, span := range b.Text {
		span.Bold = true
		spans = append(spans, span)
	}
	set := lines(sans, spans, s.inner()/s.em()/scale)
	if !s.fresh() {
		s.skip(1.2 * scale)
	}
	height := float64(len(set)) * 1.25 * scale * s.em()
	if more { // a heading does not stand alone at the foot of a page
		s.need(height + 3*leading*s.em())
	}
	s.headings = append(s.headings, Place{Title: strings.Join(strings.Fields(Words(b.Text)), " "), Level: b.Level, Page: len(s.pages), y: s.y})
	for _, l := range set {
		s.line(l, s.left(), s.inner(), scale, 1.25*scale)
	}
}

func (s *setter) paragraph(b Block) {
	x := s.left() + float64(b.Depth)*inset*s.em()
	width := max(s.inner()-(x-s.left()), 8*s.em())
	set := lines(serif, b.Text, width/s.em())
	if len(set) > 1 {
		s.need(2 * leading * s.em()) // its first line does not stand alone
	}
	for i, l := range set {
		s.need(leading * s.em())
		if b.Quote > 0 {
			s.page().boxes = append(s.page().boxes, box{s.left() + (float64(b.Quote)-0.7)*inset*s.em(), s.y, 0.5, leading * s.em(), 170})
		}
		if i == 0 && b.Mark != "" {
			mark := atom{face: lettering.Serif, text: b.Mark}
			s.put(line{atoms: []atom{mark}}, x-(mark.width()+0.5)*s.em(), 2*s.em(), 1, leading)
		}
		s.line(l, x, width, 1, leading)
	}
}

func (s *setter) code(b Block) {
	x := s.left() + float64(b.Depth)*inset*s.em()
	width := max(s.inner()-(x-s.left()), 8*s.em())
	for _, l := range lines(mono, b.Text, (width/s.em()-1)/codeSize) {
		s.need(leading * codeSize * s.em())
		s.page().boxes = append(s.page().boxes, box{x, s.y, width, leading * codeSize * s.em(), 243})
		s.line(l, x+0.5*s.em(), width-s.em(), codeSize, leading*codeSize)
	}
}

// line sets a line where the page is, turning it before when there is no room, and goes on below.
func (s *setter) line(l line, x, width, scale, height float64) {
	s.need(height * s.em())
	s.put(l, x, width, scale, height)
	s.y += height * s.em()
}

// put sets a line where the page is and stays there. height is in parts of the letters of the page.
func (s *setter) put(l line, x, width, scale, height float64) {
	if len(l.atoms) == 0 {
		return
	}
	em := scale * s.em()
	set := l.shown(s.script)
	if l.fromRight {
		wide := 0.0
		for _, a := range set {
			wide += a.width() * em
		}
		x += width - wide
	}
	base := s.y + height*s.em()/2 + 0.33*em
	for _, a := range set {
		s.page().words = append(s.page().words, words{x, base, a.face, scale * s.point, a.text, a.change})
		x += a.width() * em
	}
}
