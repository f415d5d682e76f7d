package inspect

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/sys/unix"

	"tutti/media/tool"
	"tutti/project"
)

// hostile is one file that means harm, or that an accident has broken.
type hostile struct {
	kind    project.MediaKind
	name    string
	content []byte
	code    string // of a finding; harmless where it may pass and must only do no harm
	spec    project.Spec
}

// harmless stands in place of a code where a file may pass.
const harmless = "-"

// trap is what hostile files are to fall into: an address that counts, and a file that says when it is opened.
type trap struct {
	address string // host:port
	canary  string // path
	calls   atomic.Int32
	watch   int
}

const canaryWords = "the canary sings at midnight"

func newTrap(t *testing.T) *trap {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	out := &trap{address: listener.Addr().String(), canary: filepath.Join(t.TempDir(), "canary.txt")}
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			out.calls.Add(1)
			conn.Close()
		}
	}()
	if err := os.WriteFile(out.canary, []byte(canaryWords), 0o644); err != nil {
		t.Fatal(err)
	}
	if out.watch, err = unix.InotifyInit1(unix.IN_NONBLOCK | unix.IN_CLOEXEC); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { unix.Close(out.watch) })
	if _, err := unix.InotifyAddWatch(out.watch, out.canary, unix.IN_OPEN|unix.IN_ACCESS); err != nil {
		t.Fatal(err)
	}
	return out
}

// sprung says what fell into the trap since the last time.
func (s *trap) sprung() string {
	if n := s.calls.Swap(0); n > 0 {
		return fmt.Sprintf("%d connections were opened", n)
	}
	n, err := unix.Read(s.watch, make([]byte, 4096))
	if !errors.Is(err, unix.EAGAIN) || n > 0 {
		return fmt.Sprintf("the canary was opened (%d, %v)", n, err)
	}
	return ""
}

// TestTheTrapWorks: a guard that never barks proves nothing.
func TestTheTrapWorks(t *testing.T) {
	trap := newTrap(t)
	if said := trap.sprung(); said != "" {
		t.Fatal(said)
	}
	if _, err := os.ReadFile(trap.canary); err != nil || trap.sprung() == "" {
		t.Errorf("reading the canary was not seen (%v)", err)
	}
	conn, err := net.Dial("tcp", trap.address)
	if err != nil {
		t.Fatal(err)
	}
	io.ReadAll(conn) // ends when the other side has counted
	if trap.sprung() == "" {
		t.Error("a connection was not seen")
	}
}

// TestHostileFilesOfEveryKind: each file gets its finding; none opens a connection, reads another file, or takes memory of this process.
func TestHostileFilesOfEveryKind(t *testing.T) {
	trap := newTrap(t)
	files := slices.Concat(hostileSounds(t, trap), hostileFilms(t, trap), hostilePDFs(t, trap), hostilePictures(t, trap),
		hostileArchives(t), hostileTexts(t, trap))
	if len(files) < 60 {
		t.Fatalf("there are %d hostile files, at least 60 are wanted", len(files))
	}
	i := newInspector(t, tool.Options{})
	for _, h := range files {
		t.Run(string(h.kind)+"/"+h.name, func(t *testing.T) {
			spec := h.spec
			spec.Kind = h.kind
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			work := t.TempDir()
			r, err := i.Inspect(t.Context(), Request{Work: work, Files: []File{{Name: h.name, Path: write(t, "delivered", h.content)}}, Spec: spec})
			if err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			found := slices.Concat(codes(r, project.Block), codes(r, project.Warn), codes(r, project.Info))
			if h.code != harmless && !slices.Contains(found, h.code) {
				t.Errorf("want the finding %s, found %+v", h.code, r.Findings)
			}
			for _, f := range r.Findings {
				if f.Message == "" || f.Severity == project.Block && f.Fix == "" {
					t.Errorf("a finding without words: %+v", f)
				}
			}
			if said := trap.sprung(); said != "" {
				t.Error(said)
			}
			if grown := int64(after.Sys) - int64(before.Sys); grown > 256<<20 {
				t.Errorf("this process took %d MiB", grown>>20)
			}
			leaked(t, work, r)
		})
	}
}

// leaked looks for the canary's words in everything that came out.
func leaked(t *testing.T, dir string, r Result) {
	t.Helper()
	if strings.Contains(fmt.Sprintf("%+v", r), canaryWords) {
		t.Errorf("the canary's words are in the findings or facts: %+v", r)
	}
	all, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range all {
		if content, err := os.ReadFile(filepath.Join(dir, e.Name())); err != nil || bytes.Contains(content, []byte(canaryWords)) {
			t.Errorf("%s holds the canary's words (%v)", e.Name(), err)
		}
	}
}
