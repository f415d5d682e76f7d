package prose

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]int{"": 0, "# - *": 0, "don't e-mail me": 3, "  a\n\nb ": 2, "été à 3,5": 3, "你好 world": 3, "a—b": 1, "\xff": 0, "\x00a": 1} {
		if got := Words([]byte(text)); got != want {
			t.Errorf("Words(%q) is %d, want %d", text, got, want)
		}
	}
}

func TestPlaceholders(t *testing.T) {
	for text, want := range map[string]string{
		"a TODO: b":               "1 TODO",
		"TODO: FIX THIS":          "1 TODO",
		"TODO SOBRE MI MADRE":     "",
		"DE TODO, Y ÉL":           "",
		"## Chapter XXX\n\nXXX.":  "",
		"the price is XXX euros":  "1 XXX",
		"NB: TODO":                "1 TODO",
		"# MÉTODO":                "",
		"flour (add more if dry)": "",
		"(your oven may differ)":  "",
		"(insert name)":           "1 (insert name)",
		"x\ny TBD.\nXXXX":         "2 TBD|3 XXXX",
		"Lorem  ipsum dolor":      "1 Lorem  ipsum",
		"[insert name here]":      "1 [insert name here]",
		"<your name>":             "1 <your name>",
		"todos son MASTODON xxx":  "",
		"[see page 3] (in)sertXX": "",
	} {
		marks := Placeholders([]byte(text))
		if got := show(marks); got != want {
			t.Errorf("%q has %q, want %q", text, got, want)
		}
		for _, m := range marks.First {
			if !strings.HasPrefix(text[m.At:], m.Text) {
				t.Errorf("%q: %q does not begin at %d", text, m.Text, m.At)
			}
		}
	}
	many := Placeholders([]byte(strings.Repeat("TODO\n", 5000)))
	if many.Total != 5000 || len(many.First) != MaxMarks {
		t.Errorf("%d of %d marks", len(many.First), many.Total)
	}
}

func show(m Marks) string {
	var out []string
	for _, mark := range m.First {
		out = append(out, fmt.Sprintf("%d %s", mark.Line, mark.Text))
	}
	return strings.Join(out, "|")
}

func TestMojibake(t *testing.T) {
	for text, want := range map[string]int{"cafÃ©": 1, "donâ€™t": 1, "a\uFFFDb": 1, "Â© x": 1, "café “x” © São Ângela Ã la â": 0} {
		if got := Mojibake([]byte(text)); got.Total != want {
			t.Errorf("%q has %d (%s), want %d", text, got.Total, show(got), want)
		}
	}
}

func TestLanguage(t *testing.T) {
	german := strings.Repeat("Der Fluss war breit und das Wasser so kalt, dass niemand von uns es wagte, hinüber zu schwimmen. ", 4)
	english := strings.Repeat("The river was wide, and the water so cold that none of us dared to swim to the other side that night. ", 4)
	for text, want := range map[string]string{german: "de", english: "en", german[:100]: "", strings.Repeat("1234 ", 300): "", "": ""} {
		if got := Language([]byte(text)); got != want {
			t.Errorf("%.30q is %q, want %q", text, got, want)
		}
	}
	for _, same := range [][2]string{{"pt", "pt-BR"}, {"nb", "no"}, {"zh", "zh_TW"}, {"de", "DE"}} {
		if !SameLanguage(same[0], same[1]) {
			t.Errorf("%v differ", same)
		}
	}
	if SameLanguage("de", "en") {
		t.Error("German is English")
	}
}

func TestCheck(t *testing.T) {
	for text, want := range map[string]string{"a\nb\xffc": "line 2", "\xff\xfea\x00": "UTF-16", strings.Repeat("a", MaxBytes+1): "at most"} {
		if err := Check([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.10q gives %v", text, err)
		}
	}
	if err := Check([]byte("\xef\xbb\xbfé\x00")); err != nil {
		t.Error(err)
	}
}

func TestChapters(t *testing.T) {
	cases := map[string]struct{ text, want string }{
		"named":     {"A Book\n\nChapter 1\n\nPart of it was true.\n\nCHAPTER II. The Road\n\ntext\n\nEpilogue\n\nend", "|Chapter 1|CHAPTER II. The Road|Epilogue"},
		"one":       {"Kapitel 1: Anfang\r\n\r\ntext", "Kapitel 1: Anfang"},
		"numbered":  {"1.\n\ntext\n\n2.\n\ntext\n\n1815\n\n3. The Road\n\nx", "1.|2.|3. The Road"},
		"roman":     {"intro\n\nI\n\nHe\n\nII\n\nx\n\nIII. End\n\ny", "|I|II|III. End"},
		"a list":    {"x\n\n1. a\n2. b\n\n3. c\n\ny", ""},
		"apart":     {"\xef\xbb\xbfThe River\n\ntext one.\n\n\nThe Road\n\ntext two.\n\n\nhe said so\n\nx", "The River|The Road"},
		"no titles": {"text\n\nShort one.\n\nmore text\n", ""},
		"in text":   {"x\n\nChapter 1\nruns on\n\ny", ""},
		"chinese":   {"第一章 開始\n\n文\n\n第二章\n\n文", "第一章 開始|第二章"},
		"empty":     {"", ""},
	}
	for name, c := range cases {
		var got []string
		for _, ch := range Chapters([]byte(c.text)) {
			got = append(got, ch.Title)
			if line := 1 + strings.Count(c.text[:strings.Index(c.text, ch.Title)], "\n"); ch.Title != "" && ch.Line != line {
				t.Errorf("%s: %q is on line %d, not %d", name, ch.Title, line, ch.Line)
			}
		}
		if strings.Join(got, "|") != c.want {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

type fataler interface {
	Helper()
	Fatalf(string, ...any)
}

func checkCuts(t fataler, src []byte) {
	t.Helper()
	var parts [][]byte
	at := 0
	for i, c := range Chapters(src) {
		if c.From != at || c.To < c.From || c.Body > c.To || i > 0 && c.To == c.From {
			t.Fatalf("chapter %d is %+v, after %d: %q", i, c, at, src)
		}
		parts, at = append(parts, src[c.From:c.To]), c.To
	}
	if at != len(src) {
		t.Fatalf("the chapters end at %d of %d: %q", at, len(src), src)
	}
	if got, _ := Join(parts); !bytes.Equal(got, src) {
		t.Fatalf("cut and joined, %q is %q", src, got)
	}
}

func TestCutsAreTheText(t *testing.T) {
	line := rapid.SampledFrom([]string{"Chapter 1", "I.", "II.", "1.", "2. b", "The Road", "text.", "", "", "", " ", "\x00", "\xef\xbb\xbf", "\xff", "\r"})
	rapid.Check(t, func(t *rapid.T) {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		src := []byte(strings.Join(rapid.SliceOfN(line, 0, 25).Draw(t, "lines"), end))
		checkCuts(t, src)
	})
}

func TestParagraphsCoverTheText(t *testing.T) {
	line := rapid.SampledFrom([]string{"a", "text.", "", "", " ", "\xef\xbb\xbf"})
	rapid.Check(t, func(t *rapid.T) {
		src := []byte(strings.Join(rapid.SliceOfN(line, 0, 12).Draw(t, "lines"), "\n"))
		var parts [][]byte
		at := 0
		for _, end := range Paragraphs(src) {
			if end <= at && end != len(src) {
				t.Fatalf("a paragraph ends at %d, after %d: %q", end, at, src)
			}
			parts, at = append(parts, src[at:end]), end
		}
		if got, _ := Join(parts); at != len(src) || !bytes.Equal(got, src) {
			t.Fatalf("cut and joined, %q is %q", src, got)
		}
	})
	if got := Paragraphs([]byte("a\nb\n\n\nc\n")); fmt.Sprint(got) != "[6 8]" {
		t.Errorf("paragraphs end at %v", got)
	}
}

func FuzzChapters(f *testing.F) {
	f.Add([]byte("\xef\xbb\xbfChapter 1\r\n\r\nx\r\n\r\nChapter 2\r\n\r\n"))
	f.Fuzz(func(t *testing.T, src []byte) { checkCuts(t, src) })
}
