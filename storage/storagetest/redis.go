package storagetest

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// startPatience is how long a started server may take to answer.
const startPatience = 10 * time.Second

// RedisServer is a real redis-server process on the loopback. It keeps nothing on disk.
type RedisServer struct {
	t    testing.TB
	port int
	dir  string
	said bytes.Buffer
	cmd  *exec.Cmd       // nil while stopped
	gone <-chan struct{} // closed when the process has ended
}

// Redis starts redis-server on a free port and stops it with the test. The test fails when it is not installed.
func Redis(t testing.TB) *RedisServer {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		t.Fatal("redis-server is not installed: run scripts/setup")
	}
	r := &RedisServer{t: t, dir: t.TempDir()}
	t.Cleanup(r.Stop)
	for range 5 { // a free port can be lost before redis takes it
		r.port = redisPort(t)
		if r.start() == nil {
			return r
		}
	}
	t.Fatalf("redis-server does not start:\n%s", r.said.String())
	return nil
}

// Addr is where it listens, as host:port; the same after a restart.
func (r *RedisServer) Addr() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(r.port)) }

// URL is the address as redis://host:port.
func (r *RedisServer) URL() string { return "redis://" + r.Addr() }

// Start starts it again, empty, after Stop.
func (r *RedisServer) Start() {
	r.t.Helper()
	if err := r.start(); err != nil {
		r.t.Fatalf("start redis-server again: %v\n%s", err, r.said.String())
	}
}

// Stop kills the process, as a crash would. It may be called twice.
func (r *RedisServer) Stop() {
	if r.cmd == nil {
		return
	}
	_ = r.cmd.Process.Kill()
	<-r.gone
	r.cmd = nil
}

// Flush removes every key.
func (r *RedisServer) Flush() {
	r.t.Helper()
	FlushRedis(r.t, r.Addr())
}

func (r *RedisServer) start() error {
	r.said.Reset()
	r.cmd = exec.Command("redis-server", "--port", strconv.Itoa(r.port), "--bind", "127.0.0.1",
		"--save", "", "--appendonly", "no", "--dir", r.dir, "--daemonize", "no")
	r.cmd.Stdout, r.cmd.Stderr = &r.said, &r.said
	var err error
	if r.gone, err = StartTied(r.cmd); err != nil {
		r.cmd = nil
		return err
	}
	if err := r.await(); err != nil {
		r.Stop()
		return err
	}
	return nil
}

// await returns when the process answers, or has ended by itself as it does when its port is taken.
func (r *RedisServer) await() error {
	deadline := time.After(startPatience)
	for {
		err := redisSay(r.Addr(), "PING", "+PONG")
		select {
		case <-r.gone:
			return errors.New("redis-server has ended by itself")
		case <-deadline:
			return fmt.Errorf("redis-server does not answer: %w", err)
		case <-time.After(10 * time.Millisecond):
			if err == nil {
				return nil
			}
		}
	}
}

// FlushRedis removes every key of the Redis at the address, host:port.
func FlushRedis(t testing.TB, addr string) {
	t.Helper()
	if err := redisSay(addr, "FLUSHALL", "+OK"); err != nil {
		t.Fatalf("flush redis: %v", err)
	}
}

// redisSay sends one command without arguments on a connection of its own.
func redisSay(addr, command, want string) error {
	c, err := net.DialTimeout("tcp", addr, time.Second)
	if err != nil {
		return err
	}
	defer c.Close()
	_ = c.SetDeadline(time.Now().Add(time.Second))
	if _, err := fmt.Fprintf(c, "*1\r\n$%d\r\n%s\r\n", len(command), command); err != nil {
		return err
	}
	answer, err := bufio.NewReader(c).ReadString('\n')
	if err == nil && strings.TrimSpace(answer) != want {
		err = fmt.Errorf("redis answers %q to %s", answer, command)
	}
	return err
}

func redisPort(t testing.TB) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}
