package catalogue

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func recast(t fataler, src string, from, to Format) Catalogue {
	t.Helper()
	out, err := Convert([]byte(src), from, to)
	if err != nil {
		t.Fatalf("from %s to %s: %v", from, to, err)
	}
	c, err := Read(out, to)
	if err != nil {
		t.Fatalf("%s cannot be read back: %v\n%s", to, err, out)
	}
	return c
}

func TestAPOBecomesAnXLIFF(t *testing.T) {
	c := recast(t, messages, PO, XLIFF)
	var got []string
	for _, u := range c.Units {
		got = append(got, strings.Join(u.Source, "|")+" = "+strings.Join(u.Target, "|"))
	}
	want := []string{"Hello = Hallo", "%d file = %d Datei", "%d files = %d Dateien", "Open = "}
	if !slices.Equal(got, want) || c.Into != "de" || !c.Units[1].Unsure || c.Units[0].Unsure {
		t.Errorf("%q into %q", got, c.Into)
	}
}

func TestAnXLIFFBecomesAPO(t *testing.T) {
	c := recast(t, one, XLIFF, PO)
	if len(c.Units) != 4 || c.Units[0].Target[0] != `Hallo <g id="7">du</g>` || !c.Units[0].Unsure || c.Units[3].Translated() {
		t.Errorf("%+v", c.Units)
	}
	if c = recast(t, two, XLIFF, PO); len(c.Units) != 3 || c.Into != "fr" || c.Units[1].Translated() || c.Units[2].Target[0] != "y" {
		t.Errorf("%+v", c.Units)
	}
}

// TestConvertingKeepsTextsAndTranslations: whatever is written in a PO stands in the XLIFF, and in the PO that is made of that.
func TestConvertingKeepsTextsAndTranslations(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(`[a-zé<>&"\\\n\t ]{0,8}x`)
		var src strings.Builder
		var texts, translations []string
		src.WriteString("msgid \"\"\nmsgstr \"\"\n\"Language: de\\n\"\n")
		for i, id := range rapid.SliceOfNDistinct(text, 1, 6, rapid.ID[string]).Draw(t, "texts") {
			target := rapid.OneOf(rapid.Just(""), text).Draw(t, "translation")
			if i%2 == 0 {
				src.WriteString("\nmsgctxt \"a <b>\"")
			}
			src.WriteString("\nmsgid " + quotedPO(id) + "\nmsgstr " + quotedPO(target) + "\n")
			texts, translations = append(texts, id), append(translations, target)
		}
		xliff, err := Convert([]byte(src.String()), PO, XLIFF)
		if err != nil {
			t.Fatal(err)
		}
		for name, c := range map[string]Catalogue{"xliff": recast(t, src.String(), PO, XLIFF), "po again": recast(t, string(xliff), XLIFF, PO)} {
			if len(c.Units) != len(texts) || c.Into != "de" {
				t.Fatalf("%s has %d messages of %d", name, len(c.Units), len(texts))
			}
			for i, u := range c.Units {
				if u.Source[0] != texts[i] || strings.Join(u.Target, "") != translations[i] {
					t.Fatalf("%s: %q = %q, want %q = %q", name, u.Source, u.Target, texts[i], translations[i])
				}
			}
		}
	})
}
