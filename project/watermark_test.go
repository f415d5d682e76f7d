package project

import (
	"strings"
	"testing"
)

func TestWatermark(t *testing.T) {
	t.Parallel()
	for text, wrong := range map[Watermark]bool{"": false, "none": false, "Anna Berg · 草稿": false, " draft": true, "two\nlines": true, "\xff": true,
		Watermark(strings.Repeat("ä", MaxWatermarkText)): false, Watermark(strings.Repeat("ä", MaxWatermarkText+1)): true} {
		var f faults
		if text.check(&f); (f.err() != nil) != wrong {
			t.Errorf("%q: %v", text, f.err())
		}
	}
	for w, want := range map[Watermark][3]string{"": {"PREVIEW", "", "proof.pdf"}, "none": {"", "", ""}, "Draft": {"Draft", "Draft", ""}} {
		profile := w.Profile("proof.pdf")
		if w.Words() != want[0] || w.FilmWords() != want[1] || want[2] != "" && profile != want[2] || CheckKey(DerivedKey("0", profile)) != nil {
			t.Errorf("%q: across %q and %q, in %s", w, w.Words(), w.FilmWords(), profile)
		}
	}
	if Watermark("a").Profile("proof.pdf") == Watermark("b").Profile("proof.pdf") {
		t.Error("two marks have one profile")
	}
}
