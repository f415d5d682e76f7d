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

// TestTheTreasuryIsNotLate: it looks as often as something can become due, within reason, unless it is told how often.
func TestTheTreasuryIsNotLate(t *testing.T) {
	for want, c := range map[time.Duration]Config{
		time.Hour: {Clearing: DefaultClearing}, time.Minute: {Clearing: time.Minute}, time.Second: {Clearing: time.Millisecond},
		5 * time.Second: {Clearing: DefaultClearing, Payouts: Payouts{Every: 5 * time.Second}},
	} {
		if got := c.treasuryEvery(); got != want {
			t.Errorf("with a clearing time of %s it looks every %s, not every %s", c.Clearing, got, want)
		}
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
