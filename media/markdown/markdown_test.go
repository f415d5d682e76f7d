package markdown

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSections(t *testing.T) {
	cases := map[string]struct {
		src  string
		want []string // level, title and the cut itself
	}{
		"empty":        {"", []string{"0||"}},
		"no heading":   {"text\n", []string{"0||text\n"}},
		"two":          {"# A\na\n## B\nb", []string{"1|A|# A\na\n", "2|B|## B\nb"}},
		"before":       {"intro\n\n# A\n", []string{"0||intro\n\n", "1|A|# A\n"}},
		"underlined":   {"A\n===\na\n\nB b\nc\n---\n", []string{"1|A|A\n===\na\n\n", "2|B b c|B b\nc\n---\n"}},
		"fence":        {"# A\n```\n# no\n```\n~~~\n# no\n~~~\n# B\n", []string{"1|A|# A\n```\n# no\n```\n~~~\n# no\n~~~\n", "1|B|# B\n"}},
		"quote, list":  {"# A\n> # no\n\n- # no\n\n    # no\n", []string{"1|A|# A\n> # no\n\n- # no\n\n    # no\n"}},
		"CRLF":         {"# A\r\na\r\nB\r\n===\r\n", []string{"1|A|# A\r\n", "1|a B|a\r\nB\r\n===\r\n"}},
		"mark":         {"\xef\xbb\xbf# A\n# B\n", []string{"1|A|\xef\xbb\xbf# A\n", "1|B|# B\n"}},
		"indented":     {"x\n\n   # A\n", []string{"0||x\n\n", "1|A|   # A\n"}},
		"bare":         {"#\n#\n", []string{"1||#\n", "1||#\n"}},
		"front matter": {"---\ntitle: x\n---\n# A\n", []string{"0||---\ntitle: x\n---\n", "1|A|# A\n"}},
		"a rule":       {"---\n\ntitle: x\n\n# A\n", []string{"0||---\n\ntitle: x\n\n", "1|A|# A\n"}},
		"comment":      {"<!--\n# no\n-->\n# A #\n", []string{"0||<!--\n# no\n-->\n", "1|A|# A #\n"}},
	}
	for name, c := range cases {
		sections, err := Sections([]byte(c.src))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var got []string
		for _, s := range sections {
			got = append(got, string(rune('0'+s.Level))+"|"+s.Title+"|"+c.src[s.From:s.To])
			if line := 1 + strings.Count(c.src[:s.From], "\n"); s.Line != line {
				t.Errorf("%s: %q is on line %d, not %d", name, s.Title, line, s.Line)
			}
		}
		if strings.Join(got, "\n--\n") != strings.Join(c.want, "\n--\n") {
			t.Errorf("%s: got %q, want %q", name, got, c.want)
		}
	}
}

func TestBody(t *testing.T) {
	src := "# A\nbody\nB\nb\n===\nrest"
	for i, want := range []string{"", "rest"} {
		src := []string{"# A\n\n# B\nx\n", src}[i]
		sections, err := Sections([]byte(src))
		if err != nil {
			t.Fatal(err)
		}
		s := sections[(len(sections)-1)*i]
		if got := strings.TrimSpace(src[s.Body:s.To]); got != want {
			t.Errorf("the body of %q is %q, want %q", s.Title, got, want)
		}
	}
}

// document draws texts that are rich in what makes headings, and in what hides them.
func document() *rapid.Generator[[]byte] {
	piece := rapid.SampledFrom([]string{"# A", "## B b", "#", "text", "Title", "===", "---", "```", "~~~", "> ", "- ", "1. ", "    ", "\t",
		"<!--", "-->", "<div>", "[a]: /u", "|a|b|", "|-|-|", "\x00", "\r", "é", "`", " ", ":", "\xff"})
	return rapid.Custom(func(t *rapid.T) []byte {
		end := rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "end")
		var out bytes.Buffer
		if rapid.Bool().Draw(t, "mark") {
			out.WriteString(byteOrderMark)
		}
		for range rapid.IntRange(0, 25).Draw(t, "pieces") {
			out.WriteString(piece.Draw(t, "piece"))
			if rapid.IntRange(0, 2).Draw(t, "break") > 0 {
				out.WriteString(end)
			}
		}
		return out.Bytes()
	})
}

// checkCuts holds the law of every splitter: no gap, no overlap, and the cuts put together are the document.
func checkCuts(t interface {
	Helper()
	Fatalf(string, ...any)
}, src []byte) {
	t.Helper()
	sections, err := Sections(src)
	if err != nil {
		return
	}
	var parts [][]byte
	at := 0
	for i, s := range sections {
		if s.From != at || s.To < s.From || s.Body < s.From || s.Body > s.To || i > 0 && s.To == s.From {
			t.Fatalf("section %d is %d to %d with its body at %d, after %d: %q", i, s.From, s.To, s.Body, at, src)
		}
		parts, at = append(parts, src[s.From:s.To]), s.To
	}
	if at != len(src) {
		t.Fatalf("the sections end at %d of %d: %q", at, len(src), src)
	}
	if got, starts := Join(parts); !bytes.Equal(got, src) || len(starts) != len(parts) || starts[len(starts)-1] != sections[len(sections)-1].From {
		t.Fatalf("cut and joined, %q is %q", src, got)
	}
}

func TestCutsAreTheDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkCuts(t, document().Draw(t, "document")) })
}

func FuzzSections(f *testing.F) {
	f.Add([]byte("# A\r\n\xef\xbb\xbf```\n# B\n===\n---\na: b\n---\n"))
	f.Fuzz(func(t *testing.T, src []byte) {
		checkCuts(t, src)
		if d, err := Read(src); err == nil && len(d.Prose()) != len(src) {
			t.Fatalf("%d bytes of prose from %d", len(d.Prose()), len(src))
		}
	})
}

func TestReplacedPartKeepsTheHeadingsOfItsNeighbours(t *testing.T) {
	for _, replaced := range []string{"# New", "# New\ntext", "# New\ntext\n", "# New\n\n- item\n", "text\r\n\r\nlast", "\xef\xbb\xbf# New\n"} {
		joined, _ := Join([][]byte{[]byte("# A\na\n"), []byte(replaced), []byte("Last\n====\nx\n")})
		sections, err := Sections(joined)
		if err != nil {
			t.Fatal(err)
		}
		if last := sections[len(sections)-1]; last.Title != "Last" || sections[0].Title != "A" {
			t.Errorf("after %q the sections are %+v of %q", replaced, sections, joined)
		}
	}
}

func TestIsClosed(t *testing.T) {
	for src, want := range map[string]bool{"": true, "# A\ntext": true, "```\ncode\n```": true, "```\ncode\n": false, "<!-- a": false, "> ```\n> x": true} {
		d, err := Read([]byte(src))
		if err != nil || d.IsClosed() != want {
			t.Errorf("IsClosed(%q) is not %v", src, want)
		}
	}
}

func TestProseLeavesOutCode(t *testing.T) {
	src := "---\ntitle: TODO\n---\n# A\n\n```go\nTODO\n```\n\n    XXX\n\n<div>TBD</div>\n\nreal é\n"
	d, err := Read([]byte(src))
	if err != nil {
		t.Fatal(err)
	}
	got := d.Prose()
	if len(got) != len(src) || strings.Count(string(got), "\n") != strings.Count(src, "\n") {
		t.Errorf("bytes or lines moved: %q", got)
	}
	for _, word := range []string{"TODO", "XXX", "TBD"} {
		if bytes.Contains(got, []byte(word)) {
			t.Errorf("%s is left in %q", word, got)
		}
	}
	if !bytes.Contains(got, []byte("real é")) {
		t.Errorf("the prose is gone: %q", got)
	}
}

func TestHostileDocumentsAreRefused(t *testing.T) {
	for name, src := range map[string]string{
		"large":    strings.Repeat("a\n", MaxBytes/2+1),
		"quotes":   strings.Repeat(">", 100_000),
		"lists":    strings.Repeat("- ", 100_000),
		"numbers":  strings.Repeat("1. ", 1000) + "a",
		"brackets": strings.Repeat("[a](", 20_000),
		"table":    strings.Repeat("|a", 20_000) + "\n" + strings.Repeat("|-", 20_000) + "\n" + strings.Repeat("|a\n", 2000),
	} {
		if _, err := Sections([]byte(src)); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
