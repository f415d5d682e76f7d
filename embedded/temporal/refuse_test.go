package temporal

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.temporal.io/server/common/log/tag"
)

func TestBadOptions(t *testing.T) {
	holder, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	taken := portOf(t, holder.Addr().String())
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, "")
	garbage := t.TempDir()
	write(t, filepath.Join(garbage, databaseFile), strings.Repeat("not a database ", 100))
	for _, c := range []struct {
		says string
		opts Options
	}{
		{"Options.Dir is missing", Options{}},
		{"must be an absolute path", Options{Dir: "data"}},
		{"not a directory", Options{Dir: file}},
		{"file is not a database", Options{Dir: garbage}},
		{"not between", Options{Dir: t.TempDir(), FrontendPort: -1}},
		{fmt.Sprintf("port %d on 127.0.0.1 is taken", taken), Options{Dir: t.TempDir(), FrontendPort: taken}},
		{"is not usable", Options{Dir: t.TempDir(), Namespace: strings.Repeat("long", 300)}},
		{"must look like postgres://", Options{Postgres: "mysql://u:secret@h/db"}},
		{"must look like postgres://", Options{Postgres: "postgres://h/db"}},
		{"letters, digits", Options{Postgres: `postgres://u:secret@h/a"b`}},
		{"must not contain a space", Options{Postgres: "postgres://u:se%20cret@h/db"}},
		{"unknown parameter", Options{Postgres: "postgres://u:secret@h/db?host=x"}},
		{"is not disable", Options{Postgres: "postgres://u:secret@h/db?sslmode=maybe"}},
		{"neither opened nor created", Options{Postgres: "postgres://u:secret@127.0.0.1:1/db"}},
	} {
		t.Run(c.says, func(t *testing.T) {
			c.opts.Logger = quiet()
			s, err := Start(c.opts)
			if err == nil {
				s.Stop()
				t.Fatal("started")
			}
			if !strings.Contains(err.Error(), c.says) {
				t.Errorf("the error is %q, it should say %q", err, c.says)
			}
			if strings.Contains(err.Error(), "secret") {
				t.Errorf("the error tells the password: %q", err)
			}
		})
	}
}

func TestOtherSchemaIsRefused(t *testing.T) {
	dir := t.TempDir()
	mustStart(t, Options{Dir: dir}).Stop()
	path := filepath.Join(dir, versionFile)
	refuse := func(says string) {
		t.Helper()
		s, err := Start(Options{Dir: dir, Logger: quiet()})
		if err == nil {
			s.Stop()
			t.Fatalf("started, although it should say %q", says)
		}
		if !strings.Contains(err.Error(), says) {
			t.Fatalf("the error is %q, it should say %q", err, says)
		}
	}
	write(t, path, `{"server":"1.99.0","schema":"9.9","visibility_schema":"0.1"}`)
	refuse("temporal.db has schema 9.9/0.1 of Temporal 1.99.0")
	write(t, path, "half a li")
	refuse("cannot be read")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	refuse("temporal.version is missing beside temporal.db")
}

func TestNewServerOverSameSchemaIsNoted(t *testing.T) {
	path := filepath.Join(t.TempDir(), versionFile)
	old := currentVersion()
	old.Server = "1.30.0"
	text, err := json.Marshal(old)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, string(text))
	if err := checkVersion(path, quiet()); err != nil {
		t.Fatal(err)
	}
	text, err = os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var noted version
	if err := json.Unmarshal(text, &noted); err != nil || noted != currentVersion() {
		t.Fatalf("the file says %s (%v)", text, err)
	}
}

func TestLogPassesErrorsOnly(t *testing.T) {
	var lines strings.Builder
	l := slogger{to: slog.New(slog.NewTextHandler(&lines, nil))}
	l.Debug("debug")
	l.Info("info")
	l.Warn("warn")
	l.SLog().Warn("warn")
	if lines.Len() != 0 {
		t.Fatalf("passed on %q", lines.String())
	}
	l.With(tag.WorkflowID("w1")).Fatal("the end", tag.Error(errors.New("why")))
	l.Panic("panic")
	l.SLog().Error("direct")
	for _, want := range []string{"wf-id=w1", "the end", "why", "panic", "direct"} {
		if !strings.Contains(lines.String(), want) {
			t.Errorf("%q is not in %q", want, lines.String())
		}
	}
}

// TestHalfAStartIsUndone damages the database so that the server fails while it is assembled, or when half of its
// services are up.
func TestHalfAStartIsUndone(t *testing.T) {
	t.Run("assembling", func(t *testing.T) { failHalfway(t, "cluster_metadata_info") })
	t.Run("starting", func(t *testing.T) {
		if testing.Short() {
			t.Skip("the server waits half a minute before it gives up")
		}
		failHalfway(t, "namespaces")
	})
}

func failHalfway(t *testing.T, table string) {
	t.Helper()
	dir := t.TempDir()
	s := mustStart(t, Options{Dir: dir})
	s.Stop()
	db, err := sql.Open("sqlite", filepath.Join(dir, databaseFile))
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.Exec("drop table " + table)
	if err := errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	half, err := Start(Options{Dir: dir, FrontendPort: portOf(t, s.HostPort()), Logger: quiet()})
	if err == nil {
		half.Stop()
		t.Fatalf("started without the table %s", table)
	}
	t.Log(err)
	l, err := net.Listen("tcp", s.HostPort())
	if err != nil {
		t.Fatalf("the port is still held: %v", err)
	}
	_ = l.Close()
}
