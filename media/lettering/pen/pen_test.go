package pen

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
)

func newPen(t *testing.T) *Pen {
	t.Helper()
	p, err := New(fpdf.New("P", "mm", "A4", ""), time.Unix(0, 0).UTC())
	if err != nil {
		t.Fatal(err)
	}
	p.AddPage()
	return p
}

func TestTheWidthIsThatOfTheDocument(t *testing.T) {
	p := newPen(t)
	p.SetCompression(false)
	p.Font(lettering.SansBold, 11)
	for _, text := range []string{"Ama Mensah", "北川 東京", "한국어"} {
		face := p.face.Runs(text)
		sum := 0.0
		for _, run := range face {
			p.take(run.Face)
			sum += p.GetStringWidth(run.Text)
		}
		if got := p.Width(text); got < 0.995*sum || got > 1.005*sum {
			t.Errorf("%s is %.3f mm wide, in the document %.3f", text, got, sum)
		}
	}
}

func TestLinesFitAndLoseNothing(t *testing.T) {
	p := newPen(t)
	for _, text := range []string{strings.Repeat("north wind ", 30), strings.Repeat("北川東京", 40), strings.Repeat("a", 300) + " b", "one"} {
		lines := p.Lines(text, 60, 100)
		if got := strings.Join(lines, ""); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(text, " ", "") {
			t.Errorf("%.20q became %q", text, lines)
		}
		for _, line := range lines {
			if p.Width(line) > 60 && strings.ContainsAny(line, " 北") {
				t.Errorf("%q is %.1f wide", line, p.Width(line))
			}
		}
	}
	if got := p.Lines(strings.Repeat("word ", 100), 30, 3); len(got) != 3 || len(got[2]) < 400 {
		t.Errorf("the last line takes the rest: %q", got)
	}
	if got := p.Lines(" ", 30, 3); len(got) != 0 {
		t.Errorf("%q", got)
	}
}

func TestTheSameWorkGivesTheSameBytes(t *testing.T) {
	var made [][]byte
	for range 2 {
		p := newPen(t)
		p.Font(lettering.SerifItalic, 20)
		p.Put(10, 10, 190, 10, Middle, "Ama 北川 نور")
		if !p.Whole {
			t.Error("something was not shown")
		}
		if p.Put(10, 30, 20, 10, Right, "ไทย"); p.Whole {
			t.Error("a box counts as a letter")
		}
		var out bytes.Buffer
		if err := p.Output(&out); err != nil {
			t.Fatal(err)
		}
		made = append(made, out.Bytes())
	}
	if !slices.Equal(made[0], made[1]) {
		t.Error("other bytes")
	}
}
