package project

import (
	"strings"
	"testing"
)

func TestWarningsTakeAWord(t *testing.T) {
	warnings := (&Inspection{Findings: []Finding{{Code: "peak_high", Severity: Warn}, {Code: "x", Severity: Info}, {Code: "peak_high", Severity: Warn}, {Code: "start_unsure", Severity: Warn}}}).Warnings()
	for _, c := range []struct {
		review   Review
		warnings []string
		want     string
	}{
		{Review{Decision: Approve}, nil, ""},
		{Review{Decision: Approve}, warnings, "peak_high, start_unsure"},
		{Review{Decision: Approve, Notes: []Note{{Text: "It is meant to be that loud."}}}, warnings, ""},
		{Review{Decision: Approve, Notes: []Note{{Text: " \n "}}}, warnings, "a note has 1 to"},
		{Review{Decision: Revise, Notes: []Note{{Brief: 1, Text: "softer"}}}, warnings, ""},
		{Review{Decision: Release}, warnings, ""},
	} {
		err := c.review.Check(1, c.warnings)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s with %q: %v", c.review.Decision, c.warnings, err)
		}
	}
	if (*Inspection)(nil).Warnings() != nil {
		t.Error("what was not inspected warns")
	}
}

func TestWhereANotePoints(t *testing.T) {
	for name, c := range map[string]struct {
		note Note
		good bool
	}{
		"a stretch":            {Note{From: 1, To: 2}, true},
		"an area of a page":    {Note{Page: 3, Area: &Area{X: 0.5, Y: 0.5, Width: 0.5, Height: 0.1}}, true},
		"a drawing":            {Note{Drawing: []Stroke{{0, 0, 1, 1}, {0.5, 0.5}}}, true},
		"an area outside":      {Note{Area: &Area{X: 0.6, Width: 0.5}}, false},
		"a page below 0":       {Note{Page: -1}, false},
		"half a point":         {Note{Drawing: []Stroke{{0.5}}}, false},
		"a stroke of nothing":  {Note{Drawing: []Stroke{{}}}, false},
		"a point outside":      {Note{Drawing: []Stroke{{0.5, 1.5}}}, false},
		"a stroke without end": {Note{Drawing: []Stroke{make(Stroke, maxStrokeLength+2)}}, false},
		"too many strokes":     {Note{Drawing: make([]Stroke, MaxStrokes+1)}, false},
	} {
		c.note.Text, c.note.Brief = "louder", 1
		if err := (Review{Decision: Revise, Notes: []Note{c.note}}).Check(1, nil); (err == nil) != c.good {
			t.Errorf("%s: %v", name, err)
		}
	}
}
