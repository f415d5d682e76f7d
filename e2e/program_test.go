// Package e2e runs the real program as its users do: the built binary, the public API, real servers beside it.
package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"tutti/client"
	"tutti/storage/storagetest"
)

// here is the folder of these tests. TestMain asks first, before S3 in this process changes the working directory.
var here = sync.OnceValue(func() string {
	dir, err := os.Getwd()
	if err != nil {
		panic(err)
	}
	return dir
})

// binary is the program under test: TUTTI_BINARY, or bin/tutti, built when it is not there.
func binary(t *testing.T) string {
	t.Helper()
	root := filepath.Dir(here())
	path := os.Getenv("TUTTI_BINARY")
	if path == "" {
		path = filepath.Join(root, "bin", "tutti")
	}
	if _, err := os.Stat(path); err == nil {
		return path
	}
	build := exec.Command("make", "build")
	build.Dir = root
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("make build: %v\n%s", err, out)
	}
	return path
}

// program is one running process of Tutti.
type program struct {
	t      *testing.T
	cmd    *exec.Cmd
	data   string
	output *output
	ended  <-chan struct{}
}

// output keeps what a process prints, for the message of a failing test.
type output struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

// start runs the program in the background; the test stops it by its own process id.
func start(t *testing.T, data string, args ...string) *program {
	t.Helper()
	p := &program{t: t, data: data, output: &output{}}
	p.cmd = exec.Command(binary(t), append(args, "--data", data)...)
	p.cmd.Stdout, p.cmd.Stderr = p.output, io.MultiWriter(p.output, watch().Stream("tutti "+args[0]))
	var err error
	if p.ended, err = storagetest.StartTied(p.cmd); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.stop()
		if t.Failed() {
			t.Logf("%s printed:\n%s", strings.Join(args, " "), tail(complaints(p.output.String()), 60))
		}
	})
	return p
}

// complaints leaves out what went well: a page asks for dozens of files.
func complaints(log string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(log, "\n"), func(line string) bool {
		return strings.Contains(line, "level=INFO msg=request ")
	}), "\n")
}

func tail(s string, lines int) string {
	all := strings.Split(s, "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}

// kill ends the process as a power cut would.
func (p *program) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// stop ends the process as a service manager would.
func (p *program) stop() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(40 * time.Second):
		p.t.Error("the program did not stop within 40 s of SIGTERM")
		p.kill()
	}
}

type credentials struct {
	Server string `json:"server"`
	Token  string `json:"token"`
}

// ready waits until the API answers, and gives the operator's client.
func (p *program) ready() *client.Client {
	p.t.Helper()
	deadline := time.Now().Add(90 * time.Second)
	for time.Now().Before(deadline) {
		if c, ok := p.operator(); ok {
			return c
		}
		select {
		case <-p.ended:
			p.t.Fatalf("the program ended: %s", tail(p.output.String(), 20))
		case <-time.After(50 * time.Millisecond):
		}
	}
	p.t.Fatalf("the API did not answer within 90 s: %s", tail(p.output.String(), 20))
	return nil
}

func (p *program) operator() (*client.Client, bool) {
	text, err := os.ReadFile(filepath.Join(p.data, "operator.json"))
	if err != nil {
		return nil, false
	}
	var found credentials
	if json.Unmarshal(text, &found) != nil {
		return nil, false
	}
	probe, err := client.New(found.Server, found.Token, client.Options{Attempts: 1})
	if err != nil {
		return nil, false
	}
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	if _, err := probe.Me(ctx); err != nil {
		return nil, false
	}
	c, err := client.New(found.Server, found.Token, client.Options{})
	return c, err == nil
}

// server gives the address that the process left for command lines.
func (p *program) server() string {
	p.t.Helper()
	text, err := os.ReadFile(filepath.Join(p.data, "operator.json"))
	if err != nil {
		p.t.Fatal(err)
	}
	var found credentials
	if err := json.Unmarshal(text, &found); err != nil {
		p.t.Fatal(err)
	}
	return found.Server
}

// run carries out one command and gives its output and exit status.
func run(t *testing.T, args ...string) (string, int) {
	t.Helper()
	return runIn(t, "", args...)
}

// runIn runs the program in a folder, as somebody does who stands there; empty: in this one.
func runIn(t *testing.T, folder string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(binary(t), args...)
	cmd.Dir = folder
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !asExit(err, &exit) {
		t.Fatal(err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

func asExit(err error, target **exec.ExitError) bool {
	e, ok := err.(*exec.ExitError)
	*target = e
	return ok
}

// freePort gives a port that nobody listens on.
func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return fmt.Sprint(l.Addr().(*net.TCPAddr).Port)
}
