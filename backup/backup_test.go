package backup_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/pkg/xattr"
	_ "modernc.org/sqlite"

	"tutti/backup"
	"tutti/project"
)

// instance is a data directory with two databases, as an instance has them.
type instance struct {
	t    *testing.T
	dir  string
	from map[string]*sql.DB
}

func newInstance(t *testing.T) *instance {
	t.Helper()
	i := &instance{t: t, dir: t.TempDir(), from: map[string]*sql.DB{}}
	for _, name := range []string{"tutti.db", "temporal.db"} {
		i.from[name] = open(t, filepath.Join(i.dir, name))
		i.do(name, `CREATE TABLE steps (n BIGINT NOT NULL)`)
		i.do(name, `INSERT INTO steps VALUES (0)`)
	}
	i.write("secret.key", "key")
	i.object("one", "first", time.Now().Add(-time.Hour))
	return i
}

func open(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=busy_timeout(20000)&_pragma=synchronous(OFF)&_txlock=immediate")
	must(t, err)
	t.Cleanup(func() { _ = db.Close() })
	return db
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (i *instance) do(name, text string, args ...any) {
	i.t.Helper()
	_, err := i.from[name].Exec(text, args...)
	must(i.t, err)
}

func (i *instance) write(name, text string) string {
	i.t.Helper()
	path := filepath.Join(i.dir, name)
	must(i.t, os.MkdirAll(filepath.Dir(path), 0o700))
	must(i.t, os.WriteFile(path, []byte(text), 0o600))
	return path
}

func (i *instance) object(name, text string, at time.Time) {
	i.t.Helper()
	path := i.write(filepath.Join("s3", "tutti", name), text)
	must(i.t, os.Chtimes(path, at, at))
	if err := xattr.Set(path, "user.etag", []byte(name)); err != nil {
		i.t.Logf("no extended attributes here: %v", err)
	}
}

// step reads how far a database of a folder is.
func step(t *testing.T, folder, name string) (n int) {
	t.Helper()
	must(t, open(t, filepath.Join(folder, name)).QueryRow(`SELECT n FROM steps`).Scan(&n))
	return n
}

// TestABackupIsOneMoment: whatever is written first into one database and then into the other stands in a backup in this order.
func TestABackupIsOneMoment(t *testing.T) {
	i, to := newInstance(t), t.TempDir()
	var stop atomic.Bool
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := 1; !stop.Load(); n++ {
			for _, name := range []string{"tutti.db", "temporal.db"} {
				if _, err := i.from[name].Exec(`UPDATE steps SET n = $1`, n); err != nil {
					t.Error(err)
					return
				}
			}
		}
	}()
	reached := 0
	for range 12 {
		r, err := backup.Take(t.Context(), i.dir, to, "test")
		must(t, err)
		first, second := step(t, r.Folder, "tutti.db"), step(t, r.Folder, "temporal.db")
		if first != second && first != second+1 {
			t.Errorf("the backup of %s has step %d in one database and %d in the other", r.At, first, second)
		}
		if first < reached {
			t.Errorf("step %d after %d", first, reached)
		}
		reached = first
	}
	stop.Store(true)
	<-done
	if reached == 0 {
		t.Error("nothing was written meanwhile")
	}
}

func TestABackupIsCheckedAndRestored(t *testing.T) {
	i, to, ctx := newInstance(t), t.TempDir(), context.Background()
	i.object("later", "written after the moment", time.Now().Add(time.Hour))
	i.write("cache/x", "made again")
	taken, err := backup.Take(ctx, i.dir, to, "test")
	must(t, err)
	if taken.Files != 1 || taken.Program != "test" || len(taken.Databases) != 2 {
		t.Errorf("taken: %+v", taken)
	}
	if checked, err := backup.Check(ctx, taken.Folder); err != nil || checked.Bytes != taken.Bytes {
		t.Errorf("checked: %+v, %v", checked, err)
	}
	back := filepath.Join(t.TempDir(), "back")
	_, err = backup.Restore(ctx, taken.Folder, back)
	must(t, err)
	for name, want := range map[string]string{"secret.key": "key", "s3/tutti/one": "first", "s3/tutti/later": "", "cache/x": ""} {
		if text, _ := os.ReadFile(filepath.Join(back, name)); string(text) != want {
			t.Errorf("%s has %q", name, text)
		}
	}
	was, err := xattr.Get(filepath.Join(i.dir, "s3/tutti/one"), "user.etag")
	if is, _ := xattr.Get(filepath.Join(back, "s3/tutti/one"), "user.etag"); err == nil && string(is) != string(was) {
		t.Errorf("the store knows %q of the file", is)
	}
	if _, err := backup.Restore(ctx, taken.Folder, back); project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("over what is there: %v", err)
	}
}

// TestADamagedBackupIsNotRestored: not one bit of a database may differ, and no file may be missing.
func TestADamagedBackupIsNotRestored(t *testing.T) {
	for what, damage := range map[string]func(folder string) error{
		"a bit": func(folder string) error {
			path := filepath.Join(folder, "temporal.db")
			text, err := os.ReadFile(path)
			if err == nil {
				text[len(text)-1] ^= 1
				err = os.WriteFile(path, text, 0o600)
			}
			return err
		},
		"a file":   func(folder string) error { return os.Remove(filepath.Join(folder, "s3/tutti/one")) },
		"a report": func(folder string) error { return os.Remove(filepath.Join(folder, "backup.json")) },
	} {
		i, back := newInstance(t), filepath.Join(t.TempDir(), "back")
		taken, err := backup.Take(t.Context(), i.dir, t.TempDir(), "test")
		must(t, err)
		must(t, damage(taken.Folder))
		if _, err := backup.Restore(t.Context(), taken.Folder, back); err == nil {
			t.Errorf("without %s it is restored", what)
		}
		if _, err := os.Stat(back); err == nil {
			t.Errorf("without %s something was laid out", what)
		}
	}
}

// TestOldBackupsGo, what they share with newer ones stays, and what was cut short is none.
func TestOldBackupsGo(t *testing.T) {
	i, to := newInstance(t), t.TempDir()
	must(t, os.Mkdir(filepath.Join(to, "1234.unfinished"), 0o700))
	var newest backup.Report
	for n := range 3 {
		i.object(fmt.Sprint(n), "more", time.Now().Add(-time.Minute))
		var err error
		newest, err = backup.Take(t.Context(), i.dir, to, "test")
		must(t, err)
	}
	all, err := backup.List(to)
	must(t, err)
	if len(all) != 3 || all[0].Folder != newest.Folder || all[0].Files != 4 || all[2].Files != 2 {
		t.Fatalf("listed: %+v", all)
	}
	same := func(a, b string) bool {
		one, err := os.Stat(filepath.Join(a, "s3/tutti/one"))
		must(t, err)
		other, err := os.Stat(filepath.Join(b, "s3/tutti/one"))
		must(t, err)
		return os.SameFile(one, other)
	}
	if !same(all[0].Folder, all[2].Folder) || same(all[0].Folder, i.dir) {
		t.Error("a file that two backups have takes room twice, or is the file of the instance itself")
	}
	must(t, backup.Prune(to, 1))
	if left, err := os.ReadDir(to); err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
	if _, err := backup.Check(t.Context(), newest.Folder); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoInstance(t *testing.T) {
	if _, err := backup.Take(t.Context(), t.TempDir(), t.TempDir(), "test"); project.CodeOf(err) != project.NotFound {
		t.Error(err)
	}
	if all, err := backup.List(filepath.Join(t.TempDir(), "none")); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
}
