package assemble

import (
	"context"
	"os"
	"testing"

	"tutti/media/steps"
	"tutti/project"
)

// TestStepsOfABuildAreKept: a second build brings what the first one made, and fetches an original once.
func TestStepsOfABuildAreKept(t *testing.T) {
	s := newStudio(t, 1<<20, 1, nil)
	path := s.dir + "/take"
	if err := os.WriteFile(path, []byte("take"), 0o600); err != nil {
		t.Fatal(err)
	}
	s.originals["abc"] = path
	made := 0
	for range 2 {
		w := &workshop{Builder: s.Builder, request: Request{Work: t.TempDir(), Fetch: s.fetch}}
		for range 2 {
			if got, err := w.original(t.Context(), project.FileFacts{SHA256: "abc"}); err != nil || got != w.path("original-abc") {
				t.Fatal(got, err)
			}
		}
		out, err := w.step(t.Context(), steps.Step{Name: "copy 1", Inputs: []string{"abc"}}, "copy", func(_ context.Context, to string) error {
			made++
			return os.Link(w.path("original-abc"), to)
		})
		if text, _ := os.ReadFile(out); err != nil || string(text) != "take" {
			t.Fatalf("%q %v", text, err)
		}
	}
	if made != 1 || s.fetched.Load() != 2 {
		t.Errorf("made %d times, fetched %d times; want once, and once a build", made, s.fetched.Load())
	}
}
