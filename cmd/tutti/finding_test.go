package main

import (
	"testing"

	"tutti/project"
)

func TestWhereSomethingWasFound(t *testing.T) {
	area := &project.Area{X: 0.2, Y: 0.5, Width: 0.25, Height: 0.03}
	for want, f := range map[string]project.Finding{
		"":                                     {Code: "no_sound"},
		"row 7, Intro":                         {Row: 7, At: "Intro"},
		"page 2, 20-45 % across, 50-53 % down": {Page: 2, Area: area},
	} {
		if got := whereFound(f); got != want {
			t.Errorf("%+v is told as %q, want %q", f, got, want)
		}
	}
}
