package split

import (
	"os"
	"path/filepath"
	"testing"

	"pgregory.net/rapid"

	"tutti/media/pdf"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(pdf.Work())
	os.Exit(m.Run())
}

// TestGroupsAreAPartition: whatever is asked, every unit is in one piece, and pieces of so many parts differ by one unit at most.
func TestGroupsAreAPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 500).Draw(t, "units")
		r := Request{Parts: rapid.IntRange(0, 40).Draw(t, "parts")}
		if r.Parts == 0 {
			r.Every = float64(rapid.IntRange(0, 40).Draw(t, "every"))
		}
		at, least, most := 0, n, 0
		for _, g := range groups(n, r, rapid.Bool().Draw(t, "natural")) {
			if g[0] != at || g[1] <= g[0] {
				t.Fatalf("a piece from %d to %d after %d", g[0], g[1], at)
			}
			at, least, most = g[1], min(least, g[1]-g[0]), max(most, g[1]-g[0])
		}
		if at != n {
			t.Fatalf("the pieces end at %d of %d", at, n)
		}
		if r.Parts > 0 && most-least > 1 {
			t.Fatalf("pieces of %d to %d units are not even", least, most)
		}
	})
}

func TestKeysAreUniqueAndPlain(t *testing.T) {
	keys := keyring{}
	for _, c := range []struct{ title, key string }{
		{"The Harbour", "the-harbour"}, {"The  Harbour!", "the-harbour-2"}, {"Über Wasser", "uber-wasser"}, {"1. Start", "1-start"}, {"第一章", ""},
		{"a very long title that goes on and on until nobody reads it", "a-very-long-title-that-goes-on-and-on-un"},
	} {
		if got := keyOf(c.title); c.key == "" && got != "" || c.key != "" && keys.take(got) != c.key {
			t.Errorf("%q: key %q, want %q", c.title, got, c.key)
		}
	}
}

func TestWhatCannotBeSplitIsRefusedInWords(t *testing.T) {
	s, err := New(Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, content := range map[string]string{"empty.md": "", "program": "\x7fELF\x02\x01\x01"} {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := s.Split(t.Context(), Request{Name: name, Path: path, Work: t.TempDir()})
		if project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
