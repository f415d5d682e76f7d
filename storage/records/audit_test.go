package records_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/pressly/goose/v3"

	"tutti/project"
	"tutti/storage/records"
)

// behind opens the database behind the store's back.
func behind(t *testing.T, driver, source string) *sql.DB {
	t.Helper()
	db, err := sql.Open(driver, source)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func findings(t *testing.T, s *records.Store, id project.ProjectID) string {
	t.Helper()
	a, err := s.Audit(context.Background(), id, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range a.Findings {
		all = append(all, f.String())
	}
	return strings.Join(all, "\n")
}

// lived gives a project in which one sub-gig was paid and cleared: fund, hold, release, tip, clear, clear, payout.
func lived(t *testing.T, s *records.Store) project.ProjectID {
	t.Helper()
	ctx := context.Background()
	n := large("audit", 1, false)
	if err := s.CreateProject(ctx, n); err != nil {
		t.Fatal(err)
	}
	life(t, s, n)
	now := n.At.AddDate(0, 1, 0)
	if _, err := s.PostLedger(ctx, n.Project.ID, []project.Booking{project.Tip("tip", n.People[0].ID, 5)}, n.At); err != nil {
		t.Fatal(err)
	}
	if done, err := s.ClearDue(ctx, now, 0); err != nil || done.Count != 2 {
		t.Fatal(done, err)
	}
	if _, err := s.PostLedger(ctx, n.Project.ID, []project.Booking{project.BookPayout("pay", n.People[0].ID, 50)}, now); err != nil {
		t.Fatal(err)
	}
	return n.Project.ID
}

// TestAudit plants one fault after the other behind the store's back; each must be found, and nothing once it is mended.
func TestAudit(t *testing.T) {
	onBoth(t, func(t *testing.T, address, driver, source string) {
		s, db := open(t, address), behind(t, driver, source)
		id := lived(t, s)
		if got := findings(t, s, id); got != "" {
			t.Fatalf("at first: %s", got)
		}
		for _, fault := range []struct{ harm, mend, want string }{
			{"UPDATE balances SET minor = 99 WHERE account = 'fee'", "UPDATE balances SET minor = 2 WHERE account = 'fee'", "balances: fee stands at 99, its entries sum to 2"},
			{"UPDATE projects SET last_event = 2", "UPDATE projects SET last_event = (SELECT MAX(seq) FROM events)", "but the project counted 2"},
			{"UPDATE projects SET last_transaction = 50", "UPDATE projects SET last_transaction = 7", "sequence: the project counts 50 transactions, there are 7"},
			{"UPDATE projects SET approved = 0", "UPDATE projects SET approved = 1", "approved: the project counts 0 approved, its rows 1"},
			{"INSERT INTO ledger_clearing SELECT project_id, key, '', 5 FROM ledger_transactions WHERE kind = 'release'", "DELETE FROM ledger_clearing", "is kept as in clearing and is not"},
		} {
			exec(t, db, fault.harm)
			if got := findings(t, s, id); !strings.Contains(got, fault.want) {
				t.Errorf("after %s: %s", fault.harm, got)
			}
			exec(t, db, fault.mend)
		}
		if got := findings(t, s, id); got != "" {
			t.Errorf("mended: %s", got)
		}
		if _, err := s.Audit(context.Background(), "prj_none", time.Now()); project.CodeOf(err) != project.NotFound {
			t.Errorf("the audit of no project: %v", err)
		}
	})
}

// TestTampering changes what cannot change without being seen, every transaction in turn: one flipped amount, one
// changed word of each column, one changed hash, one row taken out, also when the numbers are put in order after it.
func TestTampering(t *testing.T) {
	onBoth(t, func(t *testing.T, address, driver, source string) {
		s, db := open(t, address), behind(t, driver, source)
		id := lived(t, s)
		for seq := 1; seq <= 7; seq++ {
			row := fmt.Sprintf("FROM ledger_transactions WHERE seq = %d", seq)
			for _, column := range []string{"key", "kind", "sub_gig_id", "seller_id", "currency", "hash"} {
				var was string
				if err := db.QueryRow("SELECT " + column + " " + row).Scan(&was); err != nil {
					t.Fatal(err)
				}
				tampered(t, s, db, id, seq, column, "'"+was+"x'", "'"+was+"'")
			}
			for _, column := range []string{"minor", "share", "at", "clears_at"} {
				tampered(t, s, db, id, seq, column, column+" + 1", column+" - 1")
			}
			exec(t, db, fmt.Sprintf("UPDATE ledger_entries SET minor = -minor WHERE seq = %d", seq)) // still sums to zero
			if got := findings(t, s, id); !strings.Contains(got, "chain:") || !strings.Contains(got, "split:") {
				t.Errorf("flipped amounts of %d: %s", seq, got)
			}
			exec(t, db, fmt.Sprintf("UPDATE ledger_entries SET minor = -minor WHERE seq = %d", seq))
		}
		if got := findings(t, s, id); got != "" {
			t.Fatalf("mended: %s", got)
		}
		takeOut(t, s, db, id)
	})
}

func tampered(t *testing.T, s *records.Store, db *sql.DB, id project.ProjectID, seq int, column, harm, mend string) {
	t.Helper()
	set := func(value string) {
		exec(t, db, fmt.Sprintf("UPDATE ledger_transactions SET %s = %s WHERE seq = %d", column, value, seq))
	}
	set(harm)
	if got := findings(t, s, id); !strings.Contains(got, "chain:") {
		t.Errorf("%s of transaction %d was changed: %q", column, seq, got)
	}
	set(mend)
}

// takeOut removes transactions, the last one too, and counts as if they had never been.
func takeOut(t *testing.T, s *records.Store, db *sql.DB, id project.ProjectID) {
	t.Helper()
	exec(t, db, "DELETE FROM ledger_entries WHERE seq = 7")
	exec(t, db, "DELETE FROM ledger_transactions WHERE seq = 7")
	exec(t, db, "UPDATE projects SET last_transaction = 6")
	exec(t, db, "UPDATE balances SET minor = 103 WHERE account LIKE 'seller/%'")
	exec(t, db, "UPDATE balances SET minor = 0 WHERE account LIKE 'paid/%'")
	if got := findings(t, s, id); !strings.HasPrefix(got, "chain: the ledger ends with the hash") {
		t.Errorf("the last transaction is gone: %s", got)
	}
	exec(t, db, "UPDATE projects SET ledger_hash = (SELECT hash FROM ledger_transactions WHERE seq = 6)")
	if got := findings(t, s, id); got != "" {
		t.Errorf("with the head put back as well nothing can be seen any more: %s", got)
	}
	exec(t, db, "DELETE FROM ledger_entries WHERE seq = 4")
	exec(t, db, "DELETE FROM ledger_transactions WHERE seq = 4")
	got := findings(t, s, id)
	for _, want := range []string{"sequence: ", "chain: "} {
		if !strings.Contains(got, want) {
			t.Errorf("the fourth transaction is gone: %q, no %s", got, want)
		}
	}
}

// TestLedgerFromBefore brings a database with a ledger of the version before to this one. It stays sound, it goes on, and
// from the first new posting on the old transactions are sealed too.
func TestLedgerFromBefore(t *testing.T) {
	onBoth(t, func(t *testing.T, address, driver, source string) {
		dialect := map[string]goose.Dialect{"sqlite": goose.DialectSQLite3, "pgx": goose.DialectPostgres}[driver]
		db := behind(t, driver, source)
		collation := goose.NewGoMigration(1, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
			if driver == "sqlite" {
				return nil
			}
			_, err := tx.ExecContext(ctx, `CREATE COLLATION IF NOT EXISTS "binary" FROM "C"`)
			return err
		}}, nil)
		before, err := goose.NewProvider(dialect, db, os.DirFS("migrations"), goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(collation))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := before.UpTo(context.Background(), 2); err != nil {
			t.Fatal(err)
		}
		for _, row := range oldLedger() {
			exec(t, db, row)
		}
		s := open(t, address)
		if got := findings(t, s, "prj_old"); got != "" {
			t.Fatalf("migrated: %s", got)
		}
		exec(t, db, "UPDATE ledger_entries SET minor = -minor WHERE seq = 3")
		if got := findings(t, s, "prj_old"); !strings.Contains(got, "balances:") {
			t.Errorf("an old transaction is changed: %s", got)
		}
		exec(t, db, "UPDATE ledger_entries SET minor = -minor WHERE seq = 3")
		goOn(t, s, db)
	})
}

// oldLedger is a project in which 100 were paid in, a hold came back, another one was released to ama, and a third is
// held for ben.
func oldLedger() []string {
	rows := []string{
		`INSERT INTO projects VALUES ('prj_old', 'Old', 'running', 'per_b', 'per_b', 'EUR', 100, 0, 1, 2, 1, '', 5, 9, 0, 5, '0', 0, 9)`,
		`INSERT INTO sub_gigs VALUES ('sub_1', 'prj_old', 'one', 0, 0, '', '', '[]', '{}', '{}', '[]', '[]', 'approved', 'per_ama', 0, 1, '0', 0, 9,
			'{"id":"sub_1","state":"approved","terms":{"price":40}}', 5)`,
		`INSERT INTO sub_gigs VALUES ('sub_2', 'prj_old', 'two', 0, 1, '', '', '[]', '{}', '{}', '[]', '[]', 'working', 'per_ben', 0, 1, '0', 0, 9,
			'{"id":"sub_2","state":"working","terms":{"price":30},"offer":{"id":"off_3","state":"accepted","price":30}}', 5)`,
	}
	for i, tx := range []struct{ key, kind, sub, from, to, minor string }{
		{"prj_old/fund", "fund", "", "outside", "funding", "100"},
		{"sub_1/hold/off_1", "hold", "sub_1", "funding", "held/sub_1", "40"},
		{"sub_1/return/off_1", "return", "sub_1", "held/sub_1", "funding", "40"},
		{"sub_1/hold/off_2", "hold", "sub_1", "funding", "held/sub_1", "40"},
		{"sub_1/release/off_2", "release", "sub_1", "held/sub_1", "seller/per_ama", "40"},
		{"sub_2/hold/off_3", "hold", "sub_2", "funding", "held/sub_2", "30"},
	} {
		rows = append(rows,
			fmt.Sprintf(`INSERT INTO ledger_transactions VALUES ('prj_old', %d, '%s', '%s', '%s', 'EUR', 7)`, i+1, tx.key, tx.kind, tx.sub),
			fmt.Sprintf(`INSERT INTO ledger_entries VALUES ('prj_old', %d, 0, '%s', -%s)`, i+1, tx.from, tx.minor),
			fmt.Sprintf(`INSERT INTO ledger_entries VALUES ('prj_old', %d, 1, '%s', %s)`, i+1, tx.to, tx.minor))
	}
	for account, minor := range map[string]int{"outside": -100, "funding": 30, "held/sub_1": 0, "held/sub_2": 30, "seller/per_ama": 40} {
		rows = append(rows, fmt.Sprintf(`INSERT INTO balances VALUES ('prj_old', '%s', %d)`, account, minor))
	}
	return append(rows, `UPDATE projects SET last_transaction = 6`)
}

func goOn(t *testing.T, s *records.Store, db *sql.DB) {
	t.Helper()
	ctx, id := context.Background(), project.ProjectID("prj_old")
	// the same posting as before is the same transaction still
	hold := project.Posting{Key: "sub_2/hold/off_3", Kind: project.PostHold, SubGig: "sub_2", Minor: 30}
	release := project.Posting{Key: "sub_1/release/off_2", Kind: project.PostRelease, SubGig: "sub_1", Seller: "per_ama", Minor: 40}
	again := project.Commit{Key: project.CommitKey{Project: id, Writer: "project", Seq: 1}, At: time.UnixMicro(20),
		Project: &project.ProjectChange{Postings: []project.Posting{hold, release}}}
	if _, err := s.Commit(ctx, again); err != nil {
		t.Fatal(err)
	}
	if got := findings(t, s, id); got != "" {
		t.Fatalf("with repeats: %s", got)
	}
	if _, err := s.PostLedger(ctx, id, []project.Booking{project.BookPayout("pay", "per_ama", 15)}, time.UnixMicro(30)); err != nil {
		t.Fatal(err)
	}
	if got := findings(t, s, id); got != "" {
		t.Fatalf("gone on: %s", got)
	}
	exec(t, db, "UPDATE ledger_transactions SET at = 8 WHERE seq = 2")
	if got := findings(t, s, id); !strings.Contains(got, "chain: the transaction pay") {
		t.Errorf("an old transaction is changed, which nothing but the chain can tell: %s", got)
	}
	exec(t, db, "UPDATE ledger_transactions SET at = 7 WHERE seq = 2")
	exec(t, db, "UPDATE ledger_transactions SET hash = '' WHERE seq = 7")
	if got := findings(t, s, id); !strings.Contains(got, "chain: the ledger ends with") {
		t.Errorf("a transaction lost its hash: %s", got)
	}
}
