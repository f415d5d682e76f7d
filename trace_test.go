package tutti_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestHostileFilesUnderATracer has every hostile file inspected once more, with strace listening: what runs in the sandbox makes no
// connection, and opens the programs' own files and one delivery.
func TestHostileFilesUnderATracer(t *testing.T) {
	if err := exec.CommandContext(t.Context(), "strace", "-f", "-o", os.DevNull, "true").Run(); err != nil {
		t.Skipf("needs strace, and the right to trace: run scripts/setup test (%v)", err)
	}
	dir := t.TempDir()
	program, log := filepath.Join(dir, "inspect.test"), filepath.Join(dir, "trace")
	if out, err := exec.CommandContext(t.Context(), "go", "test", "-c", "-o", program, "./media/inspect").CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out)
	}
	files := filepath.Join(dir, "files")
	if err := os.Mkdir(files, 0o700); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network,open,openat,openat2,execve,execveat,fork,vfork,clone,clone3", "-o", log,
		program, "-test.run", "^TestHostileFilesOfEveryKind$")
	cmd.Dir, cmd.Env = "media/inspect", append(os.Environ(), "TMPDIR="+files)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v %s", err, out[max(0, len(out)-4000):])
	}
	calls := readTrace(t, log)
	confined := confinedOf(calls)
	programs, deliveries := map[string]int{}, map[string]map[string]bool{}
	for _, c := range calls {
		leader, ok := confined[c.pid]
		switch path := c.path(); {
		case !ok || c.failed():
		case strings.HasPrefix(c.name, "exec"):
			programs[filepath.Base(path)]++
		case strings.HasPrefix(c.name, "open") && strings.HasPrefix(path, files):
			if filepath.Base(path) == "delivered" {
				if deliveries[leader] == nil {
					deliveries[leader] = map[string]bool{}
				}
				deliveries[leader][path] = true
			}
			if strings.Contains(path, "canary") {
				t.Errorf("the canary was opened: %s", c.text)
			}
		case strings.HasPrefix(c.name, "open"):
			if strings.HasPrefix(path, "/") && path != program && !ownFile(path) {
				t.Errorf("another file was opened: %s", c.text)
			}
		case !strings.HasPrefix(c.name, "clone") && !strings.HasSuffix(c.name, "fork"):
			t.Errorf("the network was used: %s", c.text)
		}
	}
	for _, opened := range deliveries {
		if len(opened) > 1 {
			t.Errorf("one process opened %d deliveries", len(opened))
		}
	}
	if programs["ffmpeg"] == 0 || programs["ffprobe"] == 0 || programs["pdftoppm"] == 0 || programs["pdftotext"] == 0 || len(deliveries) < 20 {
		t.Errorf("the trace saw too little to say anything: %v, %d processes with a delivery", programs, len(deliveries))
	}
}

// ownFile reports whether a program opens a file for itself: its libraries, fonts and what it asks the kernel.
func ownFile(path string) bool {
	for _, own := range []string{"/lib", "/usr/", "/etc/ld.so", "/etc/fonts", "/var/cache/fontconfig", "/sys/devices/system/cpu", "/sys/kernel/mm/", "/sys/fs/cgroup/", "/proc/self/", "/dev/null"} {
		if strings.HasPrefix(path, own) {
			return true
		}
	}
	return path == "/proc/filesystems"
}

// call is one system call of a trace, as strace writes it.
type call struct{ pid, name, text string }

func (c call) failed() bool { return failedCall.MatchString(c.text) }

// failedCall is the end of a call that was refused or never came back. strace puts short ones' results into a column.
var failedCall = regexp.MustCompile(`\)\s+= (-1 .*|\?)$`)

// path is the first name in the call.
func (c call) path() string {
	_, rest, _ := strings.Cut(c.text, `"`)
	path, _, _ := strings.Cut(rest, `"`)
	return path
}

// readTrace reads a trace, and puts together calls that others have interrupted.
func readTrace(t *testing.T, log string) (calls []call) {
	t.Helper()
	f, err := os.Open(log)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	form := regexp.MustCompile(`^(\d+) +(\w+)\((.*)$`)
	resumed := regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>(.*)$`)
	open := map[string]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if m := resumed.FindStringSubmatch(line); m != nil {
			line = open[m[1]] + m[3]
		} else if begin, cut := strings.CutSuffix(line, " <unfinished ...>"); cut {
			pid, _, _ := strings.Cut(begin, " ")
			open[pid] = begin
			continue
		}
		if m := form.FindStringSubmatch(line); m != nil {
			calls = append(calls, call{m[1], m[2], m[2] + "(" + m[3]})
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	return calls
}

// confinedOf names the processes of the sandbox, and their threads by the process that they belong to: a sandbox begins with a run of
// our own program.
func confinedOf(calls []call) map[string]string {
	parents, out := map[string]string{}, map[string]string{}
	made := regexp.MustCompile(` = (\d+)$`)
	for _, c := range calls {
		if m := made.FindStringSubmatch(c.text); m != nil && (strings.HasPrefix(c.name, "clone") || strings.HasSuffix(c.name, "fork")) {
			parents[m[1]] = c.pid
		}
		if c.name == "execve" && c.path() == "/proc/self/exe" && !c.failed() {
			out[c.pid] = c.pid
		}
	}
	for _, c := range calls {
		pid := c.pid
		for out[pid] == "" && parents[pid] != "" {
			pid = parents[pid]
		}
		if out[pid] != "" {
			out[c.pid] = out[pid]
		}
	}
	return out
}
