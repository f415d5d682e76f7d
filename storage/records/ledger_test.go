package records_test

import (
	"flag"
	"fmt"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tutti/storage/ledgertest"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// How many games the ledger plays on each engine. The tests with the race detector play a few; scripts/test plays 2,000
// and 300 in a run of its own, without it.
var (
	sqliteGames   = flag.Int("ledger.sqlite", 40, "random sequences on SQLite")
	postgresGames = flag.Int("ledger.postgres", 15, "random sequences on PostgreSQL")
)

// TestTheLedgerInSQLIsItsModel plays random sequences on both engines. One answer in ten is lost, and the caller repeats.
func TestTheLedgerInSQLIsItsModel(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		play(t, "sqlite:"+filepath.Join(t.TempDir(), "records.db"), *sqliteGames)
	})
	t.Run("postgres", func(t *testing.T) { play(t, storagetest.Postgres(t), *postgresGames) })
}

// play opens the database once for each set of rules and plays on them in turn.
func play(t *testing.T, address string, games int) {
	var played ledgertest.Tally
	stores := map[ledgertest.Rules]*records.Store{}
	began, names := time.Now(), 0
	for played.Games < games && !t.Failed() {
		rapid.Check(t, func(r *rapid.T) {
			if played.Games >= games {
				return
			}
			rules := ledgertest.DrawRules(r)
			if stores[rules] == nil {
				stores[rules] = openWith(t, records.Options{URL: address, FeePolicy: rules.Fee, Clearing: rules.Clearing})
			}
			names++ // also for games that are played again to make a failure smaller
			played.Add(ledgertest.PlayRecords(r, stores[rules], fmt.Sprintf("game_%d", names), rules))
		})
	}
	t.Logf("%s; %.0f s", played, time.Since(began).Seconds())
}
