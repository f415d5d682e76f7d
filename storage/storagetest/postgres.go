package storagetest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// noPostgres tells how to mend a machine without PostgreSQL. The tests fail there: a green run must mean both engines.
const noPostgres = "PostgreSQL is not installed, and these tests run on a real one; run scripts/setup, which installs it"

// cluster is one private PostgreSQL server of this test process. It keeps its data in a folder of its own, listens on a
// socket there and on no port, and does not care for power cuts.
type cluster struct {
	sync.Mutex
	users   int
	made    int // databases so far
	folder  string
	port    int
	process *os.Process
	ended   <-chan struct{} // closed when the process has ended
}

// shared is the one server of the test process. It is the process that owns it, not a test, so it stands here.
var shared cluster

// Main runs the tests of a package with one PostgreSQL server for all of them; call it from TestMain and exit with what
// it gives. Without it the server ends whenever no test uses it.
func Main(m *testing.M) int {
	shared.Lock()
	shared.users++
	shared.Unlock()
	defer shared.release()
	return m.Run()
}

// Postgres gives the address of a fresh database on a private PostgreSQL server, which is started when it is not running.
// The test fails when PostgreSQL is not installed.
func Postgres(t testing.TB) string {
	t.Helper()
	shared.Lock()
	defer shared.Unlock()
	if shared.process == nil {
		if err := shared.start(); err != nil {
			t.Fatal(err)
		}
	}
	shared.users++
	t.Cleanup(shared.release)
	shared.made++
	name := fmt.Sprintf("tutti_%d", shared.made)
	if err := shared.run("CREATE DATABASE " + name + " TEMPLATE template0"); err != nil {
		t.Fatal(err)
	}
	return shared.address(name)
}

func (c *cluster) address(database string) string {
	return fmt.Sprintf("postgres://tutti@127.0.0.1:%d/%s?sslmode=disable", c.port, database)
}

func (c *cluster) run(statement string) error {
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	conn, err := pgx.Connect(ctx, c.address("postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close(ctx) }() // the answer below is what counts
	_, err = conn.Exec(ctx, statement)
	return err
}

// start makes the data folder and starts the server. The order of text is that of English, not of bytes, as on most
// production servers: lists that rely on the order of bytes must say so.
func (c *cluster) start() error {
	programs, err := postgresPrograms()
	if err != nil {
		return err
	}
	who, err := unprivileged()
	if err != nil {
		return err
	}
	if c.folder, err = os.MkdirTemp("", "tutti-pg-"); err != nil {
		return err
	}
	if who != nil {
		if err := os.Chown(c.folder, int(who.Uid), int(who.Gid)); err != nil {
			return err
		}
	}
	data := filepath.Join(c.folder, "data")
	initialise := exec.Command(filepath.Join(programs, "initdb"), "-D", data, "-U", "tutti", "-A", "trust", "-E", "UTF8", "--no-sync",
		"--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US")
	initialise.Dir, initialise.SysProcAttr = c.folder, &syscall.SysProcAttr{Credential: who}
	if said, err := initialise.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w: %s", err, said)
	}
	if c.port, err = freePort(); err != nil {
		return err
	}
	server := exec.Command(filepath.Join(programs, "postgres"), "-D", data, "-k", c.folder, "-h", "127.0.0.1", "-p", strconv.Itoa(c.port),
		"-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "max_connections=200", "-c", "shared_buffers=64MB")
	server.Dir, server.SysProcAttr = c.folder, &syscall.SysProcAttr{Credential: who}
	if c.ended, err = StartTied(server); err != nil {
		return err
	}
	c.process = server.Process
	return c.await()
}

// freePort gives a port that nobody listens on. The server is reached by TCP, so that a proxy can stand before it.
func freePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}

func (c *cluster) await() error {
	var err error
	for end := time.Now().Add(30 * time.Second); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if err = c.run("SELECT 1"); err == nil {
			return nil
		}
	}
	return fmt.Errorf("PostgreSQL did not start: %w", err)
}

// release ends the server, by its own process id, when nobody uses it any more.
func (c *cluster) release() {
	c.Lock()
	defer c.Unlock()
	if c.users--; c.users > 0 || c.process == nil {
		return
	}
	_ = c.process.Signal(syscall.SIGQUIT) // at once: the data is thrown away
	<-c.ended
	_ = os.RemoveAll(c.folder)
	c.process = nil
}

// postgresPrograms finds the folder with initdb and postgres: on the PATH, else where Debian puts it.
func postgresPrograms() (string, error) {
	candidates, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the pattern is a good one
	if found, err := exec.LookPath("initdb"); err == nil {
		if real, err := filepath.EvalSymlinks(found); err == nil {
			found = real
		}
		candidates = append([]string{filepath.Dir(found)}, candidates...)
	}
	for _, folder := range candidates {
		if isProgram(filepath.Join(folder, "initdb")) && isProgram(filepath.Join(folder, "postgres")) {
			return folder, nil
		}
	}
	return "", errors.New(noPostgres)
}

func isProgram(path string) bool {
	info, err := os.Stat(path)
	return err == nil && !info.IsDir() && info.Mode()&0o111 != 0
}

// unprivileged gives whom to run the server as: PostgreSQL refuses to run as root. nil is the present user.
func unprivileged() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		found, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(found.Uid, 10, 32)
		if err != nil {
			continue
		}
		gid, err := strconv.ParseUint(found.Gid, 10, 32)
		if err != nil {
			continue
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, errors.New("there is neither a user postgres nor a user nobody to run PostgreSQL as")
}
