package records_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"tutti/project"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// onBoth runs a test on a fresh database of each engine. driver and source let it reach behind the store's back.
func onBoth(t *testing.T, run func(t *testing.T, address, driver, source string)) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "records.db")
		run(t, "sqlite:"+path, "sqlite", "file:"+path)
	})
	t.Run("postgres", func(t *testing.T) {
		address := storagetest.Postgres(t)
		run(t, address, "pgx", address)
	})
}

func TestOpenRefuses(t *testing.T) {
	for address, want := range map[string]project.Code{
		"": project.Invalid, "mysql://x": project.Invalid, "sqlite:relative.db": project.Invalid, "postgres://%zz": project.Invalid,
		"sqlite:" + filepath.Join(t.TempDir(), "no", "such", "folder", "x.db"): project.Unavailable,
	} {
		s, err := records.Open(context.Background(), records.Options{URL: address})
		if s != nil || project.CodeOf(err) != want {
			t.Errorf("open %q: %v, not %s", address, err, want)
		}
	}
}

// TestReplicas: several processes start at the same moment on an empty database; what one writes the others read.
func TestReplicas(t *testing.T) {
	address := storagetest.Postgres(t)
	var wg sync.WaitGroup
	stores := make([]*records.Store, 3)
	for i := range stores {
		wg.Go(func() { stores[i] = open(t, address) })
	}
	wg.Wait()
	n := large("replicas", 1, false)
	if err := stores[0].CreateProject(context.Background(), n); err != nil {
		t.Fatal(err)
	}
	for _, s := range stores {
		if _, err := s.Project(context.Background(), n.Project.ID); err != nil {
			t.Error(err)
		}
	}
}

func TestReopen(t *testing.T) {
	onBoth(t, func(t *testing.T, address, _, _ string) {
		n := large("reopen", 3, false)
		first := open(t, address)
		if err := first.CreateProject(context.Background(), n); err != nil {
			t.Fatal(err)
		}
		if err := first.Close(); err != nil {
			t.Fatal(err)
		}
		if _, err := first.Project(context.Background(), n.Project.ID); project.CodeOf(err) != project.Unavailable {
			t.Errorf("a closed store says %v", err)
		}
		p, err := open(t, address).Project(context.Background(), n.Project.ID)
		if err != nil || p.SubGigs != 3 {
			t.Errorf("after opening again: %+v %v", p, err)
		}
	})
}

func exec(t *testing.T, db *sql.DB, statement string) {
	t.Helper()
	if _, err := db.Exec(statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

// TestOverdraftIsRefusedByTheTable: the database itself keeps an account from going below zero.
func TestOverdraftIsRefusedByTheTable(t *testing.T) {
	onBoth(t, func(t *testing.T, address, driver, source string) {
		s := open(t, address)
		n := large("overdraft", 1, false)
		if err := s.CreateProject(context.Background(), n); err != nil {
			t.Fatal(err)
		}
		behind, err := sql.Open(driver, source)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = behind.Close() }()
		statement := fmt.Sprintf("INSERT INTO balances (project_id, account, minor) VALUES ('%s', '%%s', -1)", n.Project.ID)
		exec(t, behind, fmt.Sprintf(statement, "outside"))
		if _, err := behind.Exec(fmt.Sprintf(statement, "funding")); err == nil {
			t.Error("the table took a negative balance")
		}
	})
}

// TestBusyFile: another process that holds the file for a moment delays a write and does not fail it.
func TestBusyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.db")
	s := open(t, "sqlite:"+path)
	other, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = other.Close() }()
	hold, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() { done <- s.CreateProject(context.Background(), large("busy", 1, false)) }()
	if _, err := s.People(context.Background(), "", 1); err != nil {
		t.Errorf("a read while another writes: %v", err)
	}
	if err := hold.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Errorf("a write after another: %v", err)
	}
}

// TestStatementsOfLargeSteps: what is asked of the database does not grow with every row.
func TestStatementsOfLargeSteps(t *testing.T) {
	onBoth(t, func(t *testing.T, address, _, _ string) {
		s, ctx := open(t, address), context.Background()
		n := large("steps", 100, true)
		before := s.Stats()
		if err := s.CreateProject(ctx, n); err != nil {
			t.Fatal(err)
		}
		created := s.Stats()
		c := opening(large("steps", 100, false))
		if _, err := s.Commit(ctx, c); err != nil {
			t.Fatal(err)
		}
		opened := s.Stats()
		if got := created.Statements - before.Statements; got > 40 {
			t.Errorf("creating 100 sub-gigs takes %d statements", got)
		}
		if got := opened.Statements - created.Statements; got > 60 {
			t.Errorf("opening 100 sub-gigs takes %d statements", got)
		}
		if got := opened.WriteTransactions - before.WriteTransactions; got != 2 {
			t.Errorf("two calls are %d write transactions", got)
		}
	})
}

// TestWriteTransactionsOfALife holds a simple sub-gig's life, with the API's commands around it, to 25 write transactions.
func TestWriteTransactionsOfALife(t *testing.T) {
	s := open(t, sqliteURL(t))
	n := large("life", 1, false)
	if err := s.CreateProject(context.Background(), n); err != nil {
		t.Fatal(err)
	}
	before := s.Stats().WriteTransactions
	life(t, s, n)
	if got := s.Stats().WriteTransactions - before; got > 25 {
		t.Errorf("a simple life takes %d write transactions, at most 25", got)
	} else {
		t.Logf("%d write transactions", got)
	}
}

// TestUnstorableText: both engines refuse or keep text, neither breaks on it.
func TestUnstorableText(t *testing.T) {
	s := open(t, storagetest.Postgres(t))
	p := project.Person{ID: "per_nul", Handle: "nul", Name: "a\x00b"}
	if _, err := s.PutPerson(context.Background(), p); project.CodeOf(err) != project.Invalid {
		t.Errorf("a NUL in a name: %v", err)
	}
}
