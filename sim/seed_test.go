package sim

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/storage/records"
)

var (
	oneSeed = flag.Uint64("seed", 0, "play this seed only, and print what happened")
	seeds   = flag.Int("seeds", 200, "how many seeds to play, from 1")
)

// TestSeed plays the seeds. `go test ./sim -run Seed -seed=N` plays one of them again.
func TestSeed(t *testing.T) {
	blank := blankDatabase(t)
	if *oneSeed != 0 {
		play(t, *oneSeed, blank, nil)
		return
	}
	coverage := &Coverage{}
	t.Run("seeds", func(t *testing.T) {
		for seed := 1; seed <= *seeds; seed++ {
			t.Run(fmt.Sprint(seed), func(t *testing.T) {
				t.Parallel()
				play(t, uint64(seed), blank, coverage)
			})
		}
	})
	t.Logf("how often each thing happened in %d seeds:\n%s", *seeds, coverage)
}

// play runs a seed to its end and fails with everything that did not hold.
func play(t *testing.T, seed uint64, blank []byte, coverage *Coverage) *Run {
	t.Helper()
	path := filepath.Join(t.TempDir(), "tutti.db")
	if err := os.WriteFile(path, blank, 0o600); err != nil {
		t.Fatal(err)
	}
	v, err := NewVirtual(context.Background(), seed, path, coverage)
	if err != nil {
		t.Fatal(err)
	}
	err = v.Play(context.Background())
	if closing := v.Close(); closing != nil {
		t.Error(closing)
	}
	if broken := v.Run.Broken(); err != nil || len(broken) > 0 {
		trace := v.Run.Trace()
		if *oneSeed == 0 {
			trace = trace[max(0, len(trace)-5):]
		}
		t.Errorf("seed %d: %v\n%s\n\nthe last that happened:\n%s\n\nplay it again: go test ./sim -run Seed -seed=%d", seed, err,
			strings.Join(broken, "\n"), strings.Join(trace, "\n"), seed)
	} else if *oneSeed != 0 {
		t.Logf("seed %d:\n%s", seed, strings.Join(v.Run.Trace(), "\n"))
	}
	return v.Run
}

// blankDatabase is an empty database with its tables, made once.
func blankDatabase(t *testing.T) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "blank.db")
	store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + path})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	blank, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return blank
}

// TestASeedIsTheSameRunEveryTime: otherwise a seed that failed could not be played again.
func TestASeedIsTheSameRunEveryTime(t *testing.T) {
	blank := blankDatabase(t)
	for seed := uint64(1); seed <= 5; seed++ {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			one, other := play(t, seed, blank, nil), play(t, seed, blank, nil)
			if one.Log() == other.Log() {
				return
			}
			for i, line := range one.Trace() {
				if i >= len(other.Trace()) || other.Trace()[i] != line {
					t.Fatalf("line %d differs:\n%s\n%s", i, line, append(other.Trace(), make([]string, i+1)...)[i])
				}
			}
		})
	}
}
