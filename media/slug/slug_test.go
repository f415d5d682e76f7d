package slug

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOf(t *testing.T) {
	for title, want := range map[string]string{
		"Białowieża": "bialowieza", "Smørrebrød": "smorrebrod", "Đà Nẵng": "da-nang", "Straße Œuvre Þór": "strasse-oeuvre-thor", "Ærøskøbing": "aeroskobing",
		"İstanbul ılık": "istanbul-ilik", "Ɛʋegbe": "evegbe", "  Ein — Titel!  ": "ein-titel", "03. Bass": "03-bass", "日本": "", "": "", "ﬁn de siècle": "fin-de-siecle",
		"-x-": "x",
	} {
		if got := Of(title, 80); got != want {
			t.Errorf("%q gives %q, want %q", title, got, want)
		}
	}
	if got := Of("long title here", 11); got != "long-title" {
		t.Errorf("cut: %q", got)
	}
}

func TestSlugsAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		most := rapid.IntRange(1, 40).Draw(t, "most")
		got := Of(rapid.String().Draw(t, "title"), most)
		if len(got) > most || strings.Trim(got, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" || strings.Contains(got, "--") || strings.Trim(got, "-") != got {
			t.Fatalf("%q", got)
		}
	})
}
