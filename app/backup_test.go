package app

import (
	"database/sql"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/backup"
	"tutti/project"
)

// dataDir has the two databases of an instance.
func dataDir(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"tutti.db", "temporal.db"} {
		db, err := sql.Open("sqlite", "file:"+filepath.Join(dir, name)+"?_pragma=journal_mode(WAL)")
		if err == nil {
			_, err = db.Exec(`CREATE TABLE t (n BIGINT)`)
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = db.Close() })
	}
	return dir
}

// backing runs backups of the data directory until the test ends.
func backing(t *testing.T, data string, of Backups) *App {
	t.Helper()
	a := &App{config: Config{DataDir: data, Backups: of, Version: "test", Log: slog.New(slog.DiscardHandler)}}
	if err := a.backup(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	return a
}

// awaitBackups waits until the state is as it is wanted.
func awaitBackups(t *testing.T, a *App, what string, wanted func(project.BackupState) bool) {
	t.Helper()
	var s project.BackupState
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		var err error
		if s, err = a.backupPort().State(t.Context()); err != nil {
			t.Fatal(err)
		}
		if wanted(s) {
			return
		}
	}
	t.Fatalf("%s: %+v", what, s)
}

// TestABackupIsTakenWhenItIsDue: at once where there is none, then when the time has passed, whatever was restarted meanwhile.
func TestABackupIsTakenWhenItIsDue(t *testing.T) {
	data, of := dataDir(t), Backups{Dir: t.TempDir(), Every: time.Hour, Keep: 2}
	a := backing(t, data, of)
	awaitBackups(t, a, "the first", func(s project.BackupState) bool { return !s.Running && len(s.Items) == 1 })
	a.Stop()
	first, err := backup.List(of.Dir)
	if err != nil || len(first) != 1 {
		t.Fatal(first, err)
	}
	b := &backups{of: of}
	if left := b.next(first[0].At.Add(20 * time.Minute)); left != 40*time.Minute {
		t.Errorf("after 20 minutes it is due in %s", left)
	}
	if left := b.next(first[0].At.Add(2 * time.Hour)); left != 0 {
		t.Errorf("after two hours it is due in %s", left)
	}
	again := backing(t, data, of)
	for n := 2; n <= 3; n++ { // on demand; two stay
		if err := again.backupPort().Begin(t.Context()); err != nil {
			t.Fatal(err)
		}
		awaitBackups(t, again, "on demand", func(s project.BackupState) bool {
			return !s.Running && len(s.Items) == 2 && (n == 2 || s.Items[1].At.After(first[0].At))
		})
	}
}

// TestABackupThatFailsIsTold, and the next one is taken all the same.
func TestABackupThatFailsIsTold(t *testing.T) {
	data, dir := dataDir(t), filepath.Join(t.TempDir(), "copies")
	if err := os.WriteFile(dir, nil, 0o600); err != nil { // a file where the folder should be
		t.Fatal(err)
	}
	a := backing(t, data, Backups{Dir: dir, Every: 0, Keep: 1})
	b := a.backupsOf
	b.take(t.Context())
	if s := b.failure; !strings.Contains(s, dir) {
		t.Errorf("the failure is told as %q", s)
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	b.take(t.Context())
	s, err := b.State(t.Context())
	if err != nil || s.Failure != "" || len(s.Items) != 1 {
		t.Errorf("then: %+v, %v", s, err)
	}
}

// TestBackupsLieWhereTheyWereWanted, although the process works elsewhere later.
func TestBackupsLieWhereTheyWereWanted(t *testing.T) {
	t.Chdir(t.TempDir())
	c, err := Config{DataDir: "data", Listen: "127.0.0.1:0", Backups: Backups{Dir: "copies"}}.complete()
	if err != nil || !filepath.IsAbs(c.Backups.Dir) || filepath.Dir(c.Backups.Dir) != filepath.Dir(c.DataDir) {
		t.Errorf("%q beside %q, %v", c.Backups.Dir, c.DataDir, err)
	}
}

func TestBackupsOfServersOfOnesOwn(t *testing.T) {
	for _, c := range []Config{{Database: "postgres://x"}, {S3: "http://x"}, {Temporal: "x:1"}} {
		c.Backups.Dir = "copies"
		if _, err := c.complete(); project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), "--backups") {
			t.Errorf("%+v: %v", c, err)
		}
	}
}
