package split

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/media/markdown"
)

// Front matter is no piece of its own: nobody could deliver it. Paragraphs between two lines are none.
func TestFrontMatterGoesWithTheFirstChapter(t *testing.T) {
	const chapters = "# One\n\nText.\n\n# Two\n\nText.\n"
	for front, pieces := range map[string]int{
		"---\ntitle: A book\n---\n":                                 2,
		"---\ntitle: A book\n\ntags:\n  - one\n---\n\n":             2,
		"+++\ntitle = \"A book\"\n\n# a comment\n+++\n":             2,
		"---\nDear reader: this is it.\n\nIt ends here.\n\n---\n\n": 3,
	} {
		path := filepath.Join(t.TempDir(), "book.md")
		if err := os.WriteFile(path, []byte(front+chapters), 0o600); err != nil {
			t.Fatal(err)
		}
		got := split(t, Request{Path: path})
		if len(got.Pieces) != pieces || pieces == 2 && got.Cuts[0].Title != "One" {
			t.Errorf("%q: %+v", front, got.Cuts)
		}
		var parts [][]byte
		for _, p := range got.Pieces {
			text, err := os.ReadFile(p.Path)
			if err != nil {
				t.Fatal(err)
			}
			parts = append(parts, text)
		}
		if text, _ := markdown.Join(parts); string(text) != front+chapters {
			t.Errorf("%q became %q", front+chapters, text)
		}
	}
	text, starts := markdown.Join([][]byte{[]byte("# One\n\nText.\n"), []byte("---\ntitle: T\n---\n# Two\n")})
	if strings.Contains(string(text), "title: T") || !strings.HasPrefix(string(text[starts[1]:]), "# Two") {
		t.Errorf("front matter stands within the book: %q, %v", text, starts)
	}
}
