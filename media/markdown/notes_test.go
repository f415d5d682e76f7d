package markdown

import (
	"bytes"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNotesAreKeptApart: each chapter keeps its own footnotes in the text of all, and nothing else is touched.
func TestNotesAreKeptApart(t *testing.T) {
	t.Parallel()
	parts := [][]byte{
		[]byte("# One\n\nFirst[^1] and[^a].\n\n[^1]: One's note.\n[^a]: Another.\n"),
		[]byte("# Two\n\nSecond[^1], again[^1], not `[^1]` nor \\[^1], and [^b].\n\n```\n[^1]: code\n```\n\n[^1]: Two's note,\n    which goes on.\n\n    And on, see[^b].\n\n[^b]: Its own.\n"),
		[]byte("# Three\n\nOf elsewhere[^a], its own[^1-2].\n\n[^1-2]: Taken.\n"),
	}
	got := KeepNotesApart(parts)
	if !bytes.Equal(got[0], parts[0]) || !bytes.Equal(got[2], parts[2]) {
		t.Errorf("others were changed: %q %q", got[0], got[2])
	}
	want := "# Two\n\nSecond[^1-2a], again[^1-2a], not `[^1]` nor \\[^1], and [^b].\n\n```\n[^1]: code\n```\n\n[^1-2a]: Two's note,\n    which goes on.\n\n    And on, see[^b].\n\n[^b]: Its own.\n"
	if string(got[1]) != want {
		t.Errorf("got %q\nwant %q", got[1], want)
	}
	text, _ := Join(got)
	page, _, err := XHTML(text)
	if err != nil || strings.Count(string(page), "One's note") != 1 || strings.Count(string(page), "Two's note") != 1 {
		t.Errorf("%v %s", err, page)
	}
}

// TestNotesFromElsewhere: a chapter that stands alone brings what it refers to.
func TestNotesFromElsewhere(t *testing.T) {
	t.Parallel()
	chapter := []byte("# One\n\nSee[^1], [the site][Home  Page], [home page] and ![a picture][pic]; own[^2].\n\n[^2]: Own.\n")
	others := DefinedIn([]Notes{ReadNotes([]byte("[^2]: Other.\n\n[^1]: The note,\nwhich goes on.\n\n    Also here.\n\nText.\n")), ReadNotes([]byte("[home page]: https://example.org \"Home\"\n[^1]: Late.\n[unused]: https://example.com\n"))})
	got := string(ReadNotes(chapter).Lacking(others))
	if want := "\n\n[^1]: The note,\nwhich goes on.\n\n    Also here.\n\n[home page]: https://example.org \"Home\"\n"; got != want {
		t.Errorf("got %q", got)
	}
	page, _, err := XHTML(append(chapter, got...))
	if err != nil || strings.Count(string(page), `href="https://example.org"`) != 2 || !strings.Contains(string(page), "Also here") || !strings.Contains(string(page), "Own.") {
		t.Errorf("%v %s", err, page)
	}
	if got := ReadNotes([]byte("nothing [here]")).Lacking(others); len(got) != 0 {
		t.Errorf("got %q", got)
	}
}

// TestNotesNeverLoseText: whatever the texts are, all that is not the name of a footnote stays.
func TestNotesNeverLoseText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("[]^1a:\\` \n\t#")), 0, 60, -1)
		parts := [][]byte{[]byte(text.Draw(t, "one")), []byte(text.Draw(t, "two"))}
		got := KeepNotesApart(parts)
		if !bytes.Equal(got[0], parts[0]) && !strings.Contains(string(parts[0]), "]:") {
			t.Fatalf("the first became %q", got[0])
		}
		for i := range parts {
			if was, is := strings.NewReplacer("-2", "", "-1", "").Replace(string(got[i])), string(parts[i]); was != is && len(got[i]) < len(parts[i]) {
				t.Fatalf("%q became %q", is, got[i])
			}
		}
		_ = ReadNotes(parts[0]).Lacking(DefinedIn([]Notes{ReadNotes(parts[1])}))
	})
}
