package ledgertest_test

import (
	"flag"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tutti/storage/ledgertest"
	"tutti/storage/memory"
)

// steps bounds the games on a bare Book from below. The tests run with the race detector play a few; scripts/test plays
// 2,000,000 in a run of its own, without it.
var steps = flag.Int("ledger.steps", 50_000, "random steps to play on a Book, audited after each")

func start() time.Time { return time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC) }

// TestTheLedgerIsItsModel plays games on a bare Book. After every step each account is what the model says, and the audit
// finds nothing.
func TestTheLedgerIsItsModel(t *testing.T) {
	var played ledgertest.Tally
	began := time.Now()
	for played.Steps < *steps && !t.Failed() {
		rapid.Check(t, func(t *rapid.T) {
			rules := ledgertest.DrawRules(t)
			g := ledgertest.NewGame(ledgertest.NewBook("prj_game", rules), "prj_game", rules, start())
			g.Audited = true
			defer func() { played.Add(g.Tally()) }()
			t.Repeat(g.Actions())
		})
	}
	t.Logf("%s; %.0f s", played, time.Since(began).Seconds())
	if missing := played.Missing(); len(missing) > 0 {
		t.Errorf("nothing was ever booked of %q", missing)
	}
}

// TestMemoryIsItsModel plays the same on the records in memory.
func TestMemoryIsItsModel(t *testing.T) {
	var played ledgertest.Tally
	rapid.Check(t, func(t *rapid.T) {
		rules := ledgertest.DrawRules(t)
		r := memory.NewRecords(rules.Fee).ClearAfter(rules.Clearing)
		played.Add(ledgertest.PlayRecords(t, r, "game", rules))
	})
	t.Log(played)
}
