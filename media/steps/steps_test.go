package steps

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// kitchen counts what is really made.
type kitchen struct {
	*Cache
	t    *testing.T
	out  string
	made atomic.Int64
}

func newKitchen(t *testing.T, max int64) *kitchen {
	t.Helper()
	c, err := Open(filepath.Join(t.TempDir(), "steps"), max)
	if err != nil {
		t.Fatal(err)
	}
	return &kitchen{Cache: c, t: t, out: t.TempDir()}
}

// do has the step write so many bytes, and gives what came out.
func (k *kitchen) do(s Step, name string, size int) string {
	k.t.Helper()
	into := filepath.Join(k.out, name)
	err := k.Do(k.t.Context(), s, into, func(_ context.Context, path string) error {
		k.made.Add(1)
		return os.WriteFile(path, []byte(strings.Repeat(s.Name[:1], size)), 0o600)
	})
	if err != nil {
		k.t.Error(err)
	}
	text, err := os.ReadFile(into)
	if err != nil {
		k.t.Error(err)
	}
	return string(text)
}

func TestAStepIsDoneOnce(t *testing.T) {
	k := newKitchen(t, 1<<20)
	first := Step{Name: "a 1", Tools: []string{"x 1"}, Settings: map[string]int{"width": 2}, Inputs: []string{"one", "two"}}
	if k.do(first, "1", 4) != "aaaa" || k.do(first, "2", 9) != "aaaa" || k.made.Load() != 1 {
		t.Errorf("made %d times, want once", k.made.Load())
	}
	for i, other := range []Step{
		{Name: "a 2", Tools: first.Tools, Settings: first.Settings, Inputs: first.Inputs},
		{Name: "a 1", Tools: []string{"x 2"}, Settings: first.Settings, Inputs: first.Inputs},
		{Name: "a 1", Tools: first.Tools, Settings: map[string]int{"width": 3}, Inputs: first.Inputs},
		{Name: "a 1", Tools: first.Tools, Settings: first.Settings, Inputs: []string{"two", "one"}},
	} {
		k.do(other, string(rune('p'+i)), 4)
		if want := int64(i + 2); k.made.Load() != want {
			t.Errorf("step %+v: made %d times, want %d", other, k.made.Load(), want)
		}
	}
}

func TestWhatIsLongestUnusedGoesFirst(t *testing.T) {
	k := newKitchen(t, 250)
	a, b, c := Step{Name: "a"}, Step{Name: "b"}, Step{Name: "c"}
	k.do(a, "1", 100)
	k.do(b, "2", 100)
	address, _ := b.address()
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(k.dir, address+suffix), old, old); err != nil {
		t.Fatal(err)
	}
	k.do(c, "3", 100)
	if k.do(a, "4", 1); k.made.Load() != 3 {
		t.Errorf("a was used after b and is gone")
	}
	if got := k.do(b, "5", 7); k.made.Load() != 4 || got != "bbbbbbb" {
		t.Errorf("b was kept beyond the limit")
	}
	if text, err := os.ReadFile(filepath.Join(k.out, "2")); err != nil || len(text) != 100 {
		t.Errorf("what was brought out before lost its bytes: %d %v", len(text), err)
	}
}

func TestWorkThatFailsKeepsNothing(t *testing.T) {
	k := newKitchen(t, 1<<20)
	broken := errors.New("no flour")
	err := k.Do(t.Context(), Step{Name: "a"}, filepath.Join(k.out, "1"), func(_ context.Context, path string) error {
		return errors.Join(broken, os.WriteFile(path, []byte("half"), 0o600))
	})
	if !errors.Is(err, broken) {
		t.Errorf("error %v, want the work's own", err)
	}
	if rest, _ := os.ReadDir(k.dir); len(rest) != 0 {
		t.Errorf("%d files are left", len(rest))
	}
	if k.do(Step{Name: "a"}, "2", 3) != "aaa" {
		t.Error("the step cannot be done any more")
	}
}

func TestManyAtOnceDisturbNobody(t *testing.T) {
	k := newKitchen(t, 1<<20)
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if got := k.do(Step{Name: "a"}, string(rune('a'+i)), 50); got != strings.Repeat("a", 50) {
				t.Errorf("one got %q", got)
			}
		})
	}
	all.Wait()
}
