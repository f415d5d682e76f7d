package app

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/mail"
	"tutti/storage/storagetest"
)

// What the test binary is told when it is to be the program. The real program knows nothing of this.
const (
	crashDir    = "TUTTI_CRASH_TEST_DIR"
	crashListen = "TUTTI_CRASH_TEST_LISTEN"
	crashAt     = "TUTTI_CRASH_TEST_AT"    // the point at which it kills itself
	crashMail   = "TUTTI_CRASH_TEST_MAIL"  // the mail server; a mailbox of its own when empty
	crashDiary  = "TUTTI_CRASH_TEST_DIARY" // the file in which it writes its calls down
)

// beTheProgram never returns when this process was started as the program.
func beTheProgram() {
	dir := os.Getenv(crashDir)
	if dir == "" {
		return
	}
	c := Config{DataDir: dir, Listen: os.Getenv(crashListen), API: true, Worker: true, Log: slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))}
	if server := os.Getenv(crashMail); server != "" {
		c.Mail = Mail{Server: mail.Options{Server: server, From: mailboxSender, TLS: mail.Off}, AnswerWithin: time.Second}
	}
	at, diary := os.Getenv(crashAt), os.Getenv(crashDiary)
	if at != "" || diary != "" {
		p := &points{count: map[string]int{}, kill: at}
		if diary != "" {
			file, err := os.OpenFile(diary, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
			if err != nil {
				panic(err)
			}
			p.diary = file
		}
		c.Wrap = p.wrap
	}
	a, err := Start(context.Background(), c)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Fprintln(os.Stderr, <-a.Failed())
	os.Exit(1)
}

// body is the program as it runs in a process of its own. A process that has died is followed by another one at once, on
// the same data and the same address, until rest: as a service manager would do it.
type body struct {
	t      *testing.T
	dir    string
	listen string
	always []string // what every process is told

	mu      sync.Mutex
	cmd     *exec.Cmd
	output  bytes.Buffer
	resting bool
	deaths  int
	ended   chan struct{} // when no process will follow
}

// embody starts the program in dir; extra is told to the first process only, but for the mail server.
func embody(t *testing.T, dir, listen string, extra ...string) *body {
	t.Helper()
	b := &body{t: t, dir: dir, listen: listen, ended: make(chan struct{})}
	extra = slices.DeleteFunc(extra, func(v string) bool {
		everybody := strings.HasPrefix(v, crashMail+"=")
		if everybody {
			b.always = append(b.always, v)
		}
		return everybody
	})
	b.mu.Lock() // until the first process is known, none follows it
	err := b.start(extra)
	b.mu.Unlock()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		b.rest()
		if t.Failed() {
			b.mu.Lock()
			defer b.mu.Unlock()
			t.Logf("the program printed:\n%s", b.output.String())
		}
	})
	return b
}

// start runs one process, which ends with this one.
func (b *body) start(extra []string) error {
	exe, err := os.Executable()
	if err != nil {
		return err
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), append([]string{crashDir + "=" + b.dir, crashListen + "=" + b.listen}, append(extra, b.always...)...)...)
	said := io.MultiWriter(&b.output, watch().Stream("the program that is killed"))
	cmd.Stdout, cmd.Stderr = said, said
	cmd.Dir = b.dir
	ended, err := storagetest.StartTied(cmd)
	if err != nil {
		return err
	}
	b.cmd = cmd
	go func() {
		<-ended
		b.follow()
	}()
	return nil
}

// follow starts the next process, unless there is to be none.
func (b *body) follow() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.deaths++
	if b.resting || b.deaths > 3 {
		close(b.ended)
		return
	}
	if err := b.start(nil); err != nil {
		b.t.Error(err)
		close(b.ended)
	}
}

// await waits until a process has died: what it did last is seen before it is gone.
func (b *body) await() {
	b.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		b.mu.Lock()
		deaths := b.deaths
		b.mu.Unlock()
		if deaths > 0 {
			return
		}
	}
	b.t.Error("the program does not die")
}

// rest kills the program for good, as a power cut would, and says how often it had died before.
func (b *body) rest() int {
	b.mu.Lock()
	if !b.resting {
		b.resting = true
		_ = b.cmd.Process.Kill()
	}
	b.mu.Unlock()
	<-b.ended
	return b.deaths - 1
}

// ownAddress gives an address of the loopback that nobody else listens on: a program that dies must find it free again.
func ownAddress(t *testing.T, n int) string {
	t.Helper()
	host := fmt.Sprintf("127.77.%d.%d", n/250, n%250+1)
	l, err := net.Listen("tcp", net.JoinHostPort(host, "0"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}
