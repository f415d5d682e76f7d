package records_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// logged is a log of 9 lines in SQLite, and a way behind the program's back.
func logged(t *testing.T) (*records.Store, *sql.DB) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "records.db")
	s := open(t, "sqlite:"+path)
	for i := range 9 {
		l := project.AuditLine{At: time.Unix(int64(i), 0), Actor: "per_1", Operation: fmt.Sprintf("do-%d", i), About: []string{"prj_1"}, Salt: "s"}
		if err := s.AppendAudit(t.Context(), []project.AuditLine{l.Because("why")}); err != nil {
			t.Fatal(err)
		}
	}
	behind, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = behind.Close() })
	return s, behind
}

// follow says what the first break of the log is, empty when there is none.
func follow(t *testing.T, s *records.Store) string {
	t.Helper()
	head, err := s.AuditHead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	lines, err := s.AuditLines(t.Context(), project.AuditFilter{Oldest: true}, project.Page{})
	if err != nil {
		t.Fatal(err)
	}
	trail := project.FollowAudit(head)
	for _, l := range lines {
		if err := trail.Next(l); err != nil {
			return err.Error()
		}
	}
	if err := trail.End(); err != nil {
		return err.Error()
	}
	return ""
}

// TestTheAuditLogTellsWhereItWasChanged: rows that are changed, removed, swapped or added directly in SQL are found, and the
// first of them is named.
func TestTheAuditLogTellsWhereItWasChanged(t *testing.T) {
	for name, one := range map[string]struct {
		line int
		text string
	}{
		"nothing":                {0, `UPDATE audit_log SET at = at`},
		"an actor":               {4, `UPDATE audit_log SET actor_id = 'per_2' WHERE seq = 4`},
		"an operation":           {4, `UPDATE audit_log SET operation = 'do-' WHERE seq IN (4, 7)`},
		"a time":                 {1, `UPDATE audit_log SET at = at + 1 WHERE seq = 1`},
		"what it is about":       {9, `UPDATE audit_log SET about = ';prj_2;' WHERE seq = 9`},
		"an outcome":             {5, `UPDATE audit_log SET status = 403 WHERE seq = 5`},
		"what was changed":       {2, `UPDATE audit_log SET changes = '[{"field":"roles","before":"","after":"operator"}]' WHERE seq = 2`},
		"a reason":               {3, `UPDATE audit_log SET reason = 'because' WHERE seq = 3`},
		"a reason that is gone":  {0, `UPDATE audit_log SET reason = '', salt = '' WHERE seq = 3`},
		"the hash of a reason":   {3, `UPDATE audit_log SET reason_hash = '' WHERE seq = 3`},
		"a hash":                 {3, `UPDATE audit_log SET hash = 'x' WHERE seq = 3`},
		"the newest hash":        {9, `UPDATE audit_head SET hash = 'x'`},
		"the first removed":      {1, `DELETE FROM audit_log WHERE seq = 1`},
		"one removed":            {6, `DELETE FROM audit_log WHERE seq = 6`},
		"the newest removed":     {8, `DELETE FROM audit_log WHERE seq > 7`},
		"all removed":            {1, `DELETE FROM audit_log`},
		"two swapped":            {3, `UPDATE audit_log SET seq = CASE seq WHEN 3 THEN -7 ELSE -3 END WHERE seq IN (3, 7); UPDATE audit_log SET seq = -seq WHERE seq < 0`},
		"neighbours swapped":     {8, `UPDATE audit_log SET seq = CASE seq WHEN 8 THEN -9 ELSE -8 END WHERE seq IN (8, 9); UPDATE audit_log SET seq = -seq WHERE seq < 0`},
		"removed and renumbered": {6, `DELETE FROM audit_log WHERE seq = 6; UPDATE audit_log SET seq = seq - 1 WHERE seq > 6; UPDATE audit_head SET seq = 8`},
		"one added":              {10, `INSERT INTO audit_log SELECT 10, at, actor_id, behalf_id, token_id, operation, about, status, request_id, address, changes, reason, reason_hash, salt, hash FROM audit_log WHERE seq = 9`},
	} {
		t.Run(name, func(t *testing.T) {
			s, behind := logged(t)
			if _, err := behind.ExecContext(t.Context(), one.text); err != nil {
				t.Fatal(err)
			}
			got := follow(t, s)
			if one.line == 0 && got != "" || one.line != 0 && !strings.Contains(got+" ", fmt.Sprintf(" line %d ", one.line)) {
				t.Errorf("the break is in line %d, the log says %q", one.line, got)
			}
		})
	}
}

// TestTwoProcessesWriteOneAuditLog on PostgreSQL, each with its own connections.
func TestTwoProcessesWriteOneAuditLog(t *testing.T) {
	url := storagetest.Postgres(t)
	one, two := open(t, url), open(t, url)
	const each = 40
	var all sync.WaitGroup
	for _, s := range []*records.Store{one, two, one, two} {
		all.Go(func() {
			for i := range each {
				l := project.AuditLine{At: time.Unix(int64(i), 0), Operation: "do"}
				if err := s.AppendAudit(context.Background(), []project.AuditLine{l}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	if got := follow(t, two); got != "" {
		t.Error(got)
	}
	if head, err := one.AuditHead(t.Context()); err != nil || head.Seq != 4*each {
		t.Errorf("%+v %v", head, err)
	}
}

// TestACommandsLineCostsNoTransaction: it comes with the answer, in three statements.
func TestACommandsLineCostsNoTransaction(t *testing.T) {
	s := lite(t)
	spent := func(key string, l project.AuditLine) records.Stats {
		t.Helper()
		before := s.Stats()
		c := project.CommandRecord{Actor: "per_1", Key: key, At: time.Now(), Line: l}
		if _, err := s.BeginCommand(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		c.Status = 200
		if err := s.EndCommand(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		after := s.Stats()
		return records.Stats{WriteTransactions: after.WriteTransactions - before.WriteTransactions, Statements: after.Statements - before.Statements, Reads: after.Reads - before.Reads}
	}
	without := spent("a", project.AuditLine{})
	with := spent("b", project.AuditLine{Operation: "do"})
	without.Statements += 3
	if with != without {
		t.Errorf("with a line %+v, without and 3 statements more %+v", with, without)
	}
}
