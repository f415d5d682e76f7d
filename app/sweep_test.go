package app

import (
	"bytes"
	"context"
	"database/sql"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/live"
	"tutti/storage/records"
)

// swept is an app with records and nothing else that runs; Redis is away.
func swept(t *testing.T) (a *App, log *bytes.Buffer, path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "tutti.db")
	log = &bytes.Buffer{}
	a = &App{config: Config{Clearing: time.Hour, Log: slog.New(slog.NewTextHandler(log, nil))}}
	var err error
	if a.records, err = records.Open(t.Context(), records.Options{URL: "sqlite:" + path, Clearing: a.config.Clearing}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.records.Close() })
	if a.live, err = live.Open(live.Options{URL: "redis://127.0.0.1:1/0"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.live.Close)
	a.join()
	n := project.NewProject{Project: project.Project{ID: "prj_1", State: project.ProjectRunning, Buyer: "per_b", Producer: "per_b", Currency: "EUR"}, At: time.Now()}
	if err := a.records.CreateProject(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	return a, log, path
}

func (a *App) tip(t *testing.T, key string, at time.Time) {
	t.Helper()
	if _, err := a.records.PostLedger(t.Context(), "prj_1", []project.Booking{project.Tip(key, "per_a", 5)}, at); err != nil {
		t.Fatal(err)
	}
}

// TestTheSweepClearsWhatIsDue holds that it looks again when the next thing is due and, with nothing in clearing, within
// a clearing time.
func TestTheSweepClearsWhatIsDue(t *testing.T) {
	a, _, _ := swept(t)
	if wait := a.clearOnce(t.Context()); wait != sweepEvery {
		t.Errorf("with nothing in clearing it waits %s", wait)
	}
	a.tip(t, "due", time.Now().Add(-2*time.Hour))
	a.tip(t, "soon", time.Now().Add(time.Minute-a.config.Clearing))
	wait := a.clearOnce(t.Context())
	if wait > time.Minute || wait < clearAtLeast {
		t.Errorf("with something due in a minute it waits %s", wait)
	}
	balances, err := a.records.Balances(t.Context(), "prj_1")
	if err != nil || balances[project.SellerAccount("per_a")] != 5 || balances[project.AccountTip] != 5 {
		t.Errorf("%v %v", balances, err)
	}
	a.config.Clearing = time.Millisecond
	if wait := a.clearOnce(t.Context()); wait != clearAtLeast {
		t.Errorf("with a short clearing time it waits %s", wait)
	}
}

// TestTheSweepAudits holds that what an audit finds is logged as an error and kept.
func TestTheSweepAudits(t *testing.T) {
	a, log, path := swept(t)
	a.tip(t, "one", time.Now())
	a.auditOnce(t.Context())
	if s := a.audits(t); s.Audited != 1 || s.Waiting != 0 || len(s.Wrong) != 0 || strings.Contains(log.String(), "ERROR") {
		t.Errorf("%+v\n%s", s, log)
	}
	behind, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = behind.Close() }()
	if _, err := behind.ExecContext(t.Context(), "UPDATE ledger_entries SET minor = minor * 2"); err != nil {
		t.Fatal(err)
	}
	a.auditOnce(t.Context()) // nothing has happened, so it is not this project's turn
	if s := a.audits(t); len(s.Wrong) != 0 {
		t.Errorf("%+v", s)
	}
	a.tip(t, "two", time.Now())
	a.auditOnce(t.Context())
	s := a.audits(t)
	if len(s.Wrong) != 1 || !strings.Contains(log.String(), "level=ERROR") || !strings.Contains(log.String(), "check=chain") {
		t.Errorf("%+v\n%s", s, log)
	}
}

func (a *App) audits(t *testing.T) project.AuditSummary {
	t.Helper()
	s, err := a.records.AuditSummary(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}
