package typeset

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"

	"tutti/media/lettering"
	"tutti/media/sheet"
)

var a5 = sheet.Size{Width: 148, Height: 210}

func set(t *testing.T, size sheet.Size, blocks ...Block) *Pages {
	t.Helper()
	p, err := Set(size, blocks)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// wordsOf is everything that is on the pages, in order, without its white space.
func wordsOf(p *Pages) string {
	var out strings.Builder
	for _, page := range p.pages {
		for _, w := range page.words {
			out.WriteString(w.shown)
		}
	}
	return squeezed(out.String())
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), "") }

// checkEdges holds every letter to its page.
func checkEdges(t *testing.T, p *Pages) {
	t.Helper()
	for n, page := range p.pages {
		for _, w := range page.words {
			right := w.x + w.face.Width(strings.TrimRight(w.shown, " "))*w.points*pointMM
			if w.x < 0 || right > p.size.Width*(1-margin)+0.01 || w.y > p.size.Height*(1-margin*0.8) || w.y < 0 {
				t.Errorf("page %d of %v: %q stands at %.1f to %.1f, %.1f", n+1, p.size, w.shown, w.x, right, w.y)
			}
		}
	}
}

// randomBlocks are texts of all kinds, with words longer than a line and letters of three scripts that go from left to right.
func randomBlocks(r *rand.Rand) []Block {
	span := func() Span {
		word := []string{"a", "lighthouse", "well-known", strings.Repeat("w", r.IntN(300)), "北の川と古い灯台。", "Ольга", "한국어"}
		var out []string
		for range 1 + r.IntN(40) {
			out = append(out, word[r.IntN(len(word))])
		}
		return Span{Text: strings.Join(out, []string{" ", "\n", "  "}[r.IntN(3)]), Bold: r.IntN(3) == 0, Italic: r.IntN(3) == 0, Code: r.IntN(6) == 0}
	}
	var out []Block
	for range 1 + r.IntN(12) {
		b := Block{Kind: Kind(r.IntN(5)), Level: 1 + r.IntN(6), Depth: r.IntN(6), Tight: r.IntN(2) == 0}
		b.Quote = r.IntN(b.Depth + 1)
		switch b.Kind {
		case Rule:
		case Table:
			for range 1 + r.IntN(5) {
				var row [][]Span
				for range 1 + r.IntN(5) {
					row = append(row, []Span{span()})
				}
				b.Rows = append(b.Rows, row)
			}
		default:
			b.Text = []Span{span(), span()}
		}
		out = append(out, b)
	}
	return out
}

func TestNothingIsLostAndNothingLeavesThePage(t *testing.T) {
	for seed := range uint64(60) {
		blocks := randomBlocks(rand.New(rand.NewPCG(seed, 1)))
		for _, size := range []sheet.Size{a5, {Width: 210, Height: 297}, {Width: 297, Height: 210}} {
			p := set(t, size, blocks...)
			checkEdges(t, p)
			for _, b := range blocks {
				if b.Kind == Table {
					continue // its cells stand side by side
				}
				if want := squeezed(Words(b.Text)); !strings.Contains(wordsOf(p), want) {
					t.Fatalf("seed %d, %v: lost of %.60q", seed, size, Words(b.Text))
				}
			}
		}
	}
}

func TestEveryCellOfATableIsThere(t *testing.T) {
	var rows [][][]Span
	for n := range 200 {
		rows = append(rows, [][]Span{{{Text: fmt.Sprintf("row%d", n)}}, {{Text: fmt.Sprintf("cell%d %s", n, strings.Repeat("word ", n%50))}}})
	}
	p := set(t, a5, Block{Kind: Table, Rows: rows})
	checkEdges(t, p)
	for n := range 200 {
		if all := wordsOf(p); !strings.Contains(all, fmt.Sprintf("row%d", n)) || !strings.Contains(all, fmt.Sprintf("cell%d", n)) {
			t.Errorf("row %d is lost", n)
		}
	}
	if p.Count() < 5 {
		t.Errorf("%d pages", p.Count())
	}
}

// A table that is too wide for the page goes on below, under its first column.
func TestAWideTableIsThereWhole(t *testing.T) {
	var rows [][][]Span
	for n := range 4 {
		var row [][]Span
		for c := range 30 {
			row = append(row, []Span{{Text: fmt.Sprintf("r%dc%d.", n, c)}})
		}
		rows = append(rows, row)
	}
	p := set(t, a5, Block{Kind: Table, Rows: rows})
	checkEdges(t, p)
	all := squeezed(wordsOf(p))
	for n := range 4 {
		for c := range 30 {
			if !strings.Contains(all, fmt.Sprintf("r%dc%d.", n, c)) {
				t.Errorf("cell %d of row %d is lost", c, n)
			}
		}
		if strings.Count(all, fmt.Sprintf("r%dc0.", n)) < 2 {
			t.Errorf("row %d goes on without its first column", n)
		}
	}
}

func TestAHeadingDoesNotStandAloneAtTheFoot(t *testing.T) {
	for n := range 60 {
		var blocks []Block
		for range n {
			blocks = append(blocks, Plain("One line."))
		}
		blocks = append(blocks, Title(2, "Next"), Plain(strings.Repeat("And on it goes for a while. ", 20)))
		p := set(t, a5, blocks...)
		heading := p.Headings()[0]
		last := p.pages[heading.Page-1].words
		if got := last[len(last)-1].shown; got == "Next" {
			t.Fatalf("after %d lines the heading is the last of page %d", n, heading.Page)
		}
	}
}

func TestParagraphsFromRightToLeftStandOnTheRight(t *testing.T) {
	p := set(t, a5, Plain("כל הכבוד"), Plain("Ama"))
	first, second := p.pages[0].words[0], p.pages[0].words[1]
	right := first.x + first.face.Width(first.shown)*first.points*pointMM
	if edge := a5.Width * (1 - margin); right < edge-0.1 || second.x > a5.Width*margin+0.1 {
		t.Errorf("Hebrew ends at %.2f of %.2f, Latin begins at %.2f", right, edge, second.x)
	}
	if first.shown != "דובכה לכ" {
		t.Errorf("%q", first.shown)
	}
}

func TestEmphasisIsAFontOfItsOwn(t *testing.T) {
	p := set(t, a5, Block{Text: []Span{{Text: "un"}, {Text: "believ", Bold: true}, {Text: "able", Italic: true}, {Text: " x", Code: true}}})
	var faces []lettering.Face
	for _, w := range p.pages[0].words {
		faces = append(faces, w.face)
	}
	if want := []lettering.Face{lettering.Serif, lettering.SerifBold, lettering.SerifItalic, lettering.Mono}; fmt.Sprint(faces) != fmt.Sprint(want) {
		t.Errorf("%v, want %v", faces, want)
	}
}

func TestTheFirstPagesSayThatThereIsMore(t *testing.T) {
	blocks := make([]Block, 500)
	for i := range blocks {
		blocks[i] = Plain("A line.")
	}
	all := set(t, a5, blocks...)
	p, err := First(a5, blocks, 3, "and so on")
	if err != nil || p.Count() != 3 || all.Count() <= 3 {
		t.Fatalf("%d of %d pages, %v", p.Count(), all.Count(), err)
	}
	if last := p.pages[2].words; last[len(last)-1].shown != "and so on" || wordsOf(p) == wordsOf(all) {
		t.Errorf("%q", last[len(last)-1].shown)
	}
	if p, err := First(a5, blocks, all.Count(), "and so on"); err != nil || wordsOf(p) != wordsOf(all) {
		t.Errorf("all pages are not whole: %v", err)
	}
}

func TestTheSamePagesGiveTheSameBytes(t *testing.T) {
	blocks := randomBlocks(rand.New(rand.NewPCG(7, 7)))
	var made [2]bytes.Buffer
	for i := range made {
		if err := set(t, a5, blocks...).Write(&made[i], 3); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(made[0].Bytes(), made[1].Bytes()) {
		t.Error("other bytes")
	}
	p := set(t, a5, blocks...)
	if got := len(regexp.MustCompile(`/Type /Page\b[^s]`).FindAll(made[0].Bytes(), -1)); got != p.Count() {
		t.Errorf("%d pages were said, %d written", p.Count(), got)
	}
	if empty := set(t, a5); empty.Count() != 1 || empty.Write(&made[0], 0) != nil {
		t.Error("a text without words has a page")
	}
}
