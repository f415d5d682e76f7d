package e2e

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// TestARestoredBackupGoesOn takes a backup of a program at work with sub-gigs in every state, loses what comes after, lays the
// backup out elsewhere, and carries every sub-gig to its end there.
func TestARestoredBackupGoesOn(t *testing.T) {
	data, copies, port := t.TempDir(), t.TempDir(), freePort(t)
	p := start(t, data, "dev", "--listen", "127.0.0.1:"+port, "--backups", copies, "--backup-every", "0")
	e := newEnsemble(t, p)
	e.bringIntoEveryState()
	taken := e.takeBackup()
	before := e.states()
	e.accept("offered", "ama") // is lost
	p.kill()

	folder, back := filepath.Join(copies, taken), filepath.Join(t.TempDir(), "back")
	if out, code := run(t, "backup", "check", folder); code != 0 {
		t.Fatalf("check says %d:\n%s", code, out)
	}
	if out, code := run(t, "backup", "restore", folder, "--data", back); code != 0 {
		t.Fatalf("restore says %d:\n%s", code, out)
	}
	if out, code := run(t, "backup", "restore", folder, "--data", back); code != 1 {
		t.Errorf("a second restore says %d:\n%s", code, out)
	}
	p = start(t, back, "dev", "--listen", "127.0.0.1:"+port)
	e.operator = p.ready()
	e.goesOn(before, back)
	if left, err := os.ReadDir(copies); err != nil || len(left) != 1 {
		t.Errorf("%d backups stay, %v", len(left), err)
	}
}

// takeBackup asks for one and waits until it is there.
func (e *ensemble) takeBackup() string {
	e.t.Helper()
	_, err := e.operator.TakeBackup(e.ctx())
	e.must(err, "ask for a backup")
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		list, err := e.operator.Backups(e.ctx())
		e.must(err, "list backups")
		if list.Failure != "" {
			e.t.Fatalf("no backup was taken: %s", list.Failure)
		}
		if !list.Running && len(list.Items) == 1 {
			return list.Items[0].Name
		}
	}
	e.t.Fatal("no backup was taken")
	return ""
}
