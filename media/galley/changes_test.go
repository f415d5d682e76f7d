package galley

import (
	"math/rand/v2"
	"strings"
	"testing"

	"tutti/media/subtitle"
	"tutti/media/typeset"
)

// written gives blocks with their marks: what was added in <>, what was removed in [].
func written(blocks []typeset.Block) string {
	var out strings.Builder
	spans := func(all []typeset.Span) {
		for _, s := range all {
			out.WriteString([...]string{"", "<", "["}[s.Change] + s.Text + [...]string{"", ">", "]"}[s.Change])
		}
	}
	for _, b := range blocks {
		spans(b.Text)
		for _, row := range b.Rows {
			for _, cell := range row {
				spans(cell)
				out.WriteString("|")
			}
			out.WriteString(";")
		}
		out.WriteString("\n")
	}
	return out.String()
}

// version is what one side of written blocks says.
func version(blocks []typeset.Block, without typeset.Change) string {
	var out strings.Builder
	spans := func(all []typeset.Span) {
		for _, s := range all {
			if s.Change != without {
				out.WriteString(s.Text)
			}
		}
	}
	for _, b := range blocks {
		spans(b.Text)
		for _, row := range b.Rows {
			for _, cell := range row {
				spans(cell)
			}
		}
	}
	return out.String()
}

func TestChangesAreMarkedWordByWord(t *testing.T) {
	for name, c := range map[string]struct{ before, after, want string }{
		"a word":      {"# One\n\nThe old boat lies there.\n\nSame.\n", "# One\n\nThe red boat lies there.\n\nSame.\n", "One\nThe [old ]<red >boat lies there.\nSame.\n"},
		"in a look":   {"It is **very** cold.\n", "It is **very** warm.\n", "It is very [cold.]<warm.>\n"},
		"a paragraph": {"A.\n\nB.\n", "A.\n\nX y.\n\nB.\n", "A.\n<X y.>\nB.\n"},
		"gone":        {"A.\n\nB.\n\nC.\n", "A.\n\nC.\n", "A.\n[B.]\nC.\n"},
		"another":     {"A.\n", "# A.\n", "[A.]\n<A.>\n"},
		"ideographs":  {"北の川と古い灯台。\n", "南の川と古い灯台。\n", "[北]<南>の川と古い灯台。\n"},
	} {
		before, after := blocksOf(t, c.before), blocksOf(t, c.after)
		got, changed := Changes(before, after)
		if written(got) != c.want || !changed {
			t.Errorf("%s: %q, want %q", name, written(got), c.want)
		}
		if same, changed := Changes(after, after); changed || written(same) != written(after) {
			t.Errorf("%s: %q is not as it was", name, written(same))
		}
	}
}

func blocksOf(t *testing.T, text string) []typeset.Block {
	t.Helper()
	blocks, err := Text("md", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

func TestChangesOfRows(t *testing.T) {
	before := tableFrom(t, "clip,species\nc1,robin\nc2,wren\nc3,crow\n", "csv")
	after := tableFrom(t, "clip,species\nc1,robin\nc2,great tit\nc3,crow\nc4,jay\n", "csv")
	got, _ := Changes(before, after)
	if want := "|clip|species|;1|c1|robin|;2|c2|[wren]<great tit>|;3|c3|crow|;<4>|<c4>|<jay>|;\n"; written(got) != want {
		t.Errorf("%q, want %q", written(got), want)
	}
}

// One that is put in front changes nothing of those behind it but their numbers.
func TestWhatIsPutInFrontChangesNothingElse(t *testing.T) {
	cues := func(first string) []typeset.Block {
		track, err := subtitle.Read([]byte(first+"1\n00:00:05,000 --> 00:00:06,000\nHello\n\n2\n00:00:07,000 --> 00:00:08,000\nGood bye\n"), subtitle.SRT)
		if err != nil {
			t.Fatal(err)
		}
		return Subtitles(track)
	}
	for name, c := range map[string]struct{ before, after []typeset.Block }{
		"cues":  {cues(""), cues("0\n00:00:01,000 --> 00:00:02,000\nfirst\n\n")},
		"rows":  {tableFrom(t, "id,name\n1,one\n2,two\n", "csv"), tableFrom(t, "id,name\n0,first\n1,one\n2,two\n", "csv")},
		"lists": {tableFrom(t, "{\"a\":\"one\"}\n{\"a\":\"two\"}\n", "jsonl"), tableFrom(t, "{\"a\":\"first\"}\n{\"a\":\"one\"}\n{\"a\":\"two\"}\n", "jsonl")},
		"items": {blocksOf(t, "1. one\n2. two\n"), blocksOf(t, "1. first\n2. one\n3. two\n")},
	} {
		got, any := Changes(c.before, c.after)
		text := written(got)
		if !any || strings.Contains(text, "[") || !strings.Contains(text, "first") || strings.Contains(text, "<two") || strings.Contains(text, "<Good") || strings.Contains(text, "<one") {
			t.Errorf("%s: %s", name, text)
		}
	}
}

// What was not compared is said, and not taken for the same.
func TestWhatIsBeyondIsNotTakenForTheSame(t *testing.T) {
	many := func(last string) []typeset.Block {
		return tableFrom(t, "id,name\n"+strings.Repeat("1,a\n", mostRows+1)+last, "csv")
	}
	if got, any := Changes(many("2,b\n"), many("2,c\n")); !any || !strings.Contains(written(got), "were not compared") {
		t.Errorf("%v: %.200s", any, written(got))
	}
}

// TestBothVersionsAreInTheirChanges: without what was added stands the old text, without what was removed the new one.
func TestBothVersionsAreInTheirChanges(t *testing.T) {
	words := []string{"sea ", "harbour ", "and ", "北 ", "light.\n\n", "# Next\n\n", "*so* ", "- item\n"}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 3))
		text := func() string {
			var out strings.Builder
			for range 1 + r.IntN(60) {
				out.WriteString(words[r.IntN(len(words))])
			}
			return out.String()
		}
		before, after := blocksOf(t, text()), blocksOf(t, text())
		got, _ := Changes(before, after)
		if version(got, typeset.Removed) != version(after, typeset.Removed) || version(got, typeset.Added) != version(before, typeset.Added) {
			t.Fatalf("seed %d: %q to %q gave %q", seed, written(before), written(after), written(got))
		}
	}
}
