package main

import (
	"testing"

	"tutti/project"
)

func TestPlacesAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]float64{"83.5": 83.5, "01:23": 83, "1:02:03.25": 3723.25, "0": 0, "90": 90} {
		if got, err := spotOf(text); err != nil || got.Seconds == nil || *got.Seconds != want {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
	for text, want := range map[string]project.Spot{"page:40": {Page: 40}, "row:7": {Row: 7}, "path:drums/a:b.wav": {Path: "drums/a:b.wav"}} {
		if got, err := spotOf(text); err != nil || got != want {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
	if got, err := spotOf("0.25,1"); err != nil || *got.X != 0.25 || *got.Y != 1 {
		t.Errorf("%+v %v", got, err)
	}
	for _, text := range []string{"", "soon", "1:60", "1.5:10", "1:2:3:4", "-1", "page:0", "page:x", "row:-1", "0.2,", "NaN", "Inf", "1:-2"} {
		if got, err := spotOf(text); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q: %+v %v", text, got, err)
		}
	}
}

func TestWhereAPartStandsInWords(t *testing.T) {
	for want, w := range map[string]project.Whereabouts{
		"00:00.0 to 01:23.5":     {In: true, Span: project.Span{ToSeconds: 83.5}},
		"page 40 to 44":          {In: true, Span: project.Span{FromPage: 40, ToPage: 45}},
		"page 40; row 7 to 8":    {In: true, Span: project.Span{FromPage: 40, ToPage: 41, FromRow: 7, ToRow: 9}},
		"in it":                  {In: true},
		"a/b.wav, c":             {In: true, Span: project.Span{Paths: []string{"a/b.wav", "c"}}},
		"not in it: no delivery": {Reason: "no delivery"},
	} {
		if got := spanText(w); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
