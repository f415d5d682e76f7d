package tool

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tutti/project"
)

func TestMain(m *testing.M) {
	Main(spy())
	if dir := os.Getenv(victimVariable); dir != "" {
		victim(dir)
	}
	os.Exit(m.Run())
}

const shell = "bash"

// attack runs a script as the tool, once with and once without namespaces.
func attack(t *testing.T, job Job, check func(t *testing.T, out string, r Report, err error)) {
	t.Helper()
	runner := New(Options{})
	path, err := runner.Path(job.Tool)
	if err != nil {
		t.Fatal(err)
	}
	level, err := runner.Level(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, namespaces := range []bool{false, true} {
		if namespaces && !level.Namespaces {
			continue
		}
		t.Run(fmt.Sprintf("namespaces=%t", namespaces), func(t *testing.T) {
			var out bytes.Buffer
			j := job
			j.Dir = t.TempDir()
			j.Outputs = []io.Writer{&out}
			j.Limits = j.Limits.withDefaults()
			r, err := run(t.Context(), j, policyOf(j, path, level), namespaces)
			check(t, out.String(), r, err)
		})
	}
}

func script(text string) Job { return Job{Tool: shell, Args: []string{"-c", text}} }

// succeedsOutside proves that a script does its harm without the sandbox, so that its failure inside means something.
func succeedsOutside(t *testing.T, text, want string) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), shell, "-c", text).CombinedOutput()
	if err != nil || !strings.Contains(string(out), want) {
		t.Fatalf("outside the sandbox the attack should work: %v %q", err, out)
	}
}

func TestLevelIsMeasured(t *testing.T) {
	level, err := New(Options{}).Level(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Log("sandbox:", level)
	if !level.Confined() {
		t.Errorf("this machine should confine: %s", level)
	}
}

func TestOtherFilesAreClosed(t *testing.T) {
	secret := filepath.Join(t.TempDir(), "other-seller.wav")
	if err := os.WriteFile(secret, []byte("top secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{
		"read -r x < " + secret + " && echo \"$x\"",
		"read -r x < /etc/passwd && echo \"secret $x\"",
		"read -r -d '' x < /proc/$PPID/environ; [ -n \"$x\" ] && echo secret",
		"echo secret > " + secret + ".new && echo secret",
	} {
		t.Run(text, func(t *testing.T) {
			if !strings.Contains(text, "PPID") {
				succeedsOutside(t, text, "secret")
			}
			attack(t, script(text), func(t *testing.T, out string, r Report, err error) {
				if out != "" || err == nil || !strings.Contains(r.Log, "denied") && !strings.Contains(r.Log, "No such") {
					t.Errorf("out %q log %q err %v", out, r.Log, err)
				}
			})
		})
	}
}

func TestInputAndDirectoryAreOpen(t *testing.T) {
	input := filepath.Join(t.TempDir(), "in")
	if err := os.WriteFile(input, []byte("hello\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	job := script("read -r x < " + input + "; echo \"$x\" > copy; read -r y < copy; echo \"$y\"")
	job.Inputs = []string{input}
	attack(t, job, func(t *testing.T, out string, r Report, err error) {
		if err != nil || out != "hello\n" {
			t.Errorf("out %q log %q err %v", out, r.Log, err)
		}
	})
	job = script("echo x >> " + input)
	job.Inputs = []string{input}
	attack(t, job, func(t *testing.T, _ string, r Report, err error) {
		if project.CodeOf(err) != project.Invalid || !strings.Contains(r.Log, "denied") {
			t.Errorf("an input was written: log %q err %v", r.Log, err)
		}
	})
}

func TestNetworkIsClosed(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	var connections atomic.Int32
	go func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			c.Close()
		}
	}()
	text := fmt.Sprintf("exec 3<>/dev/tcp/127.0.0.1/%d && echo connected", listener.Addr().(*net.TCPAddr).Port)
	succeedsOutside(t, text, "connected")
	for deadline := time.Now().Add(45 * time.Second); connections.Load() == 0 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	before := connections.Load()
	attack(t, script(text), func(t *testing.T, out string, r Report, err error) {
		if out != "" || project.CodeOf(err) != project.Invalid || !strings.Contains(r.Log, "not permitted") {
			t.Errorf("out %q log %q err %v", out, r.Log, err)
		}
	})
	if before != 1 || connections.Load() != 1 {
		t.Errorf("the canary had %d connections before and %d after, want 1 and 1", before, connections.Load())
	}
}

func TestNoSecondProcess(t *testing.T) {
	succeedsOutside(t, "(echo child)", "child")
	for _, text := range []string{"(echo child)", "exec /usr/bin/env echo child"} {
		attack(t, script(text), func(t *testing.T, out string, r Report, err error) {
			if err == nil || out != "" {
				t.Errorf("out %q log %q err %v", out, r.Log, err)
			}
		})
	}
}

func TestBombsAreStopped(t *testing.T) {
	source := []string{"-v", "error", "-nostdin", "-f", "lavfi", "-i", "anullsrc"}
	bombs := map[string]Job{
		"cpu":    {Tool: shell, Args: []string{"-c", "while :; do :; done"}, Limits: Limits{CPU: time.Second, Wall: 30 * time.Second}},
		"wall":   {Tool: FFmpeg, Args: append([]string{"-re"}, append(source[3:], "-f", "null", "-")...), Limits: Limits{Wall: 700 * time.Millisecond}},
		"output": {Tool: FFmpeg, Args: append(source, "-f", "s16le", "pipe:1"), Limits: Limits{OutputBytes: 1 << 20, Wall: 30 * time.Second}},
		"file":   {Tool: FFmpeg, Args: append(source, "-f", "s16le", "out.raw"), Limits: Limits{FileBytes: 1 << 20, Wall: 30 * time.Second}},
		"memory": {Tool: shell, Args: []string{"-c", "x=aaaaaaaa; while :; do x=$x$x; done"}, Limits: Limits{MemoryBytes: 64 << 20, Wall: 30 * time.Second}},
	}
	for name, bomb := range bombs {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			attack(t, bomb, func(t *testing.T, out string, r Report, err error) {
				if name == "memory" && strings.Contains(r.Log, "cannot allocate") && err != nil {
					return // the shell says it in its own words
				}
				if project.CodeOf(err) != project.Limited {
					t.Errorf("err %v, log %q", err, r.Log)
				}
				if len(out) > 4<<20 {
					t.Errorf("%d bytes came through", len(out))
				}
			})
			if took := time.Since(began); took > 2*time.Minute {
				t.Errorf("it took %s", took)
			}
		})
	}
}

func TestEndOfContextKills(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	runner := New(Options{})
	if _, err := runner.Level(t.Context()); err != nil {
		t.Fatal(err)
	}
	_, err := runner.Run(ctx, Job{Tool: FFmpeg, Args: []string{"-re", "-f", "lavfi", "-i", "anullsrc", "-f", "null", "-"}})
	if !errors.Is(err, context.DeadlineExceeded) || project.CodeOf(err) != project.Unavailable {
		t.Errorf("got %v", err)
	}
}

// victimVariable makes this test binary a process that runs a tool and waits to be killed.
const victimVariable = "TUTTI_TEST_VICTIM"

// victim lets a tool write a file, in real time and without end.
func victim(dir string) {
	_, err := New(Options{}).Run(context.Background(), Job{Tool: FFmpeg, Dir: dir, Args: []string{"-v", "error", "-re", "-f", "lavfi", "-i", "anullsrc",
		"-flush_packets", "1", "-f", "s16le", "out.raw"}})
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestToolsDieWithUs kills the parent the hard way; the tool must not live on.
func TestToolsDieWithUs(t *testing.T) {
	dir := t.TempDir()
	cmd := exec.CommandContext(t.Context(), "/proc/self/exe")
	cmd.Env = append(os.Environ(), victimVariable+"="+dir)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	size := func() int64 {
		stat, err := os.Stat(filepath.Join(dir, "out.raw"))
		if err != nil {
			return 0
		}
		return stat.Size()
	}
	grows := func(wait time.Duration) bool {
		before := size()
		for end := time.Now().Add(wait); time.Now().Before(end); time.Sleep(10 * time.Millisecond) {
			if size() > before {
				return true
			}
		}
		return false
	}
	for range 2 { // it begins, and goes on
		if !grows(30 * time.Second) {
			t.Fatal("the tool does not run")
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait()                     // it was killed
	time.Sleep(200 * time.Millisecond) // for what was under way
	if grows(time.Second) {
		t.Error("the tool outlives its parent")
	}
}

func TestErrorsOfOurSide(t *testing.T) {
	_, err := New(Options{Paths: map[string]string{FFmpeg: "/nowhere/ffmpeg"}}).Version(t.Context(), FFmpeg)
	if project.CodeOf(err) != project.Unavailable || !strings.Contains(err.Error(), "run scripts/setup") {
		t.Errorf("missing tool: %v", err)
	}
	full := errors.New("disk full")
	_, err = New(Options{}).Run(t.Context(), Job{Tool: FFmpeg, Args: []string{"-v", "error", "-f", "lavfi", "-i", "anullsrc", "-f", "s16le", "pipe:1"},
		Outputs: []io.Writer{failing{full}}, Limits: Limits{Wall: 20 * time.Second}})
	if !errors.Is(err, full) {
		t.Errorf("failing writer: %v", err)
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestStreamsAndVersion(t *testing.T) {
	runner := New(Options{})
	version, err := runner.Version(t.Context(), FFmpeg)
	if err != nil || !strings.HasPrefix(version, "ffmpeg ") {
		t.Fatal(version, err)
	}
	in := bytes.Repeat([]byte{1, 2, 3, 4}, 300_000)
	var a, b bytes.Buffer
	_, err = runner.Run(t.Context(), Job{Tool: FFmpeg, Stdin: bytes.NewReader(in), Outputs: []io.Writer{&a, &b}, Args: []string{
		"-v", "error", "-f", "s16le", "-ar", "48000", "-ac", "2", "-i", "pipe:0", "-f", "s16le", "pipe:1", "-f", "s16le", "pipe:3"}})
	if err != nil || !bytes.Equal(a.Bytes(), in) || !bytes.Equal(b.Bytes(), in) {
		t.Errorf("%v: %d and %d bytes of %d came back", err, a.Len(), b.Len(), len(in))
	}
}

func BenchmarkStart(b *testing.B) {
	runner := New(Options{})
	for b.Loop() {
		if _, err := runner.Run(b.Context(), Job{Tool: FFmpeg, Args: []string{"-version"}}); err != nil {
			b.Fatal(err)
		}
	}
}
