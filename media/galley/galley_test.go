package galley

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/media/archive"
	"tutti/media/catalogue"
	"tutti/media/pdf"
	"tutti/media/subtitle"
	"tutti/media/table"
	"tutti/media/tool"
	"tutti/media/typeset"
)

func TestMain(m *testing.M) {
	tool.Main(pdf.Work())
	os.Exit(m.Run())
}

// said is everything that blocks show, a line for each block or row.
func said(blocks []typeset.Block) string {
	var out strings.Builder
	for _, b := range blocks {
		for _, row := range b.Rows {
			for _, cell := range row {
				out.WriteString(typeset.Words(cell) + "|")
			}
			out.WriteString("\n")
		}
		if len(b.Text) > 0 {
			if b.Mark != "" {
				out.WriteString(b.Mark + " ")
			}
			out.WriteString(strings.Repeat("#", b.Level) + typeset.Words(b.Text) + "\n")
		}
	}
	return out.String()
}

func TestVersesKeepTheirLines(t *testing.T) {
	text := "Chapter 1\n\nRoses are red,\nviolets are blue.\n\n" + strings.Repeat("This paragraph was wrapped by a program behind some 70 letters, and\n", 3) + "flows.\n"
	want := "#Chapter 1\nRoses are red,\nviolets are blue.\n" + strings.Repeat("This paragraph was wrapped by a program behind some 70 letters, and ", 3) + "flows.\n"
	if got := said(Prose([]byte(text))); got != want {
		t.Errorf("%q", got)
	}
}

func TestRowsAreShownAsTheyAreMeant(t *testing.T) {
	track, err := subtitle.Read([]byte("1\n00:00:01,000 --> 00:00:02,500\n<i>Hello</i>\nyou\n"), subtitle.SRT)
	if err != nil {
		t.Fatal(err)
	}
	messages, err := catalogue.Read([]byte("msgid \"\"\nmsgstr \"Language: de\\n\"\n\nmsgid \"Good morning\"\nmsgstr \"Guten Morgen\"\n"), catalogue.PO)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		blocks []typeset.Block
		want   string
	}{
		"cues":     {Subtitles(track), "\n1|0:00:01.000\n0:00:02.500|Hello\nyou|\n"},
		"messages": {Catalogue(messages), "||de|\n1|Good morning|Guten Morgen|\n"},
		"files":    {Archive([]archive.Entry{{Name: "a/", Dir: true}, {Name: "a/b.wav", Size: 7}}), "\n1|a/b.wav|7 bytes|\n"},
		"narrow":   {tableFrom(t, "clip,species\nc1,robin\n", table.CSV), "|clip|species|\n1|c1|robin|\n"},
		"wide":     {tableFrom(t, "a,b,c,d,e,f\n1,2,3,4,5,6\n", table.CSV), "1 a: 1\nb: 2\nc: 3\nd: 4\ne: 5\nf: 6\n"},
		"objects":  {tableFrom(t, "{\"clip\":\"c1\",\"n\":2}\n", table.JSONL), "1 clip: c1\nn: 2\n"},
	} {
		if got := said(c.blocks); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func tableFrom(t *testing.T, text string, format table.Format) []typeset.Block {
	t.Helper()
	rows, err := table.NewReader(strings.NewReader(text), format)
	if err != nil {
		t.Fatal(err)
	}
	blocks, err := Table(rows)
	if err != nil {
		t.Fatal(err)
	}
	return blocks
}

func TestWhatIsNotShownIsCounted(t *testing.T) {
	var text strings.Builder
	text.WriteString("n\n")
	for n := range mostRows + 7 {
		fmt.Fprintf(&text, "%d\n", n)
	}
	if got := said(tableFrom(t, text.String(), table.CSV)); !strings.HasSuffix(got, "… and 7 more\n") {
		t.Errorf("%q", got[len(got)-40:])
	}
}

// TestAProofHoldsNoText: what is drawn can be seen and not taken, and a text of many pages says what it leaves out.
// A row with more cells than its header has is not set side by side, however many there are.
func TestARowOfVeryManyCellsIsCut(t *testing.T) {
	blocks := tableFrom(t, "a,b\n"+strings.Repeat(strings.Repeat("1,", 2000)+"\n", 50), table.CSV)
	for _, row := range blocks[0].Rows {
		if len(row) > mostColumns+2 {
			t.Fatalf("a row is shown with %d cells", len(row))
		}
	}
	if text := said(blocks); !strings.Contains(text, "… and 1995 more cells") {
		t.Errorf("%.300s", text)
	}
}

func TestAProofHoldsNoText(t *testing.T) {
	tools := tool.New(tool.Options{Weak: true})
	target := filepath.Join(t.TempDir(), "proof.pdf")
	blocks := Prose([]byte("Chapter 1\n\nThe quick brown fox.\n"))
	if err := Make(t.Context(), tools, blocks, "PREVIEW", target); err != nil {
		t.Fatal(err)
	}
	d, err := pdf.New(tools).Look(t.Context(), target)
	if err != nil || len(d.Pages) != 1 {
		t.Fatalf("%d pages, %v", len(d.Pages), err)
	}
	if reader, err := exec.LookPath("pdftotext"); err == nil {
		text, err := exec.CommandContext(t.Context(), reader, target, "-").Output()
		if err != nil || bytes.Contains(text, []byte("fox")) {
			t.Errorf("%q, %v", text, err)
		}
	}
}

func TestClock(t *testing.T) {
	if got := clock(time.Hour + 2*time.Minute + 3450*time.Millisecond); got != "1:02:03.450" {
		t.Error(got)
	}
}
