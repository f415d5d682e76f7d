package s3

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/versity/versitygw/backend/posix"
)

// childDir names the data directory to the child process; its presence makes the test binary a gateway.
const childDir = "TUTTI_S3_TEST_CHILD_DIR"

const partSize = 5 << 20

// serveUntilKilled is the child: it tells the parent its address on stdout and never returns.
func serveUntilKilled(dir string) {
	s, err := Start(Options{Dir: dir, Logger: quiet()})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	_ = json.NewEncoder(os.Stdout).Encode(map[string]string{"endpoint": s.Endpoint()})
	select {}
}

// startChild runs a gateway in a process of its own and returns it with a client.
func startChild(t *testing.T, dir string) (*exec.Cmd, *minio.Client) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), childDir+"="+dir)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	var said struct{ Endpoint string }
	line, err := bufio.NewReader(out).ReadBytes('\n')
	if err == nil {
		err = json.Unmarshal(line, &said)
	}
	if err != nil {
		t.Fatalf("the child did not start: %v", err)
	}
	keys, err := loadOrCreateKeys(filepath.Join(dir, keyFile))
	if err != nil {
		t.Fatal(err)
	}
	return cmd, dial(t, said.Endpoint, keys, defaultRegion)
}

// ledger is what the uploading side knows: what it meant to store, and what was acknowledged.
type ledger struct {
	mu    sync.Mutex
	meant map[string][]byte
	acked map[string]bool
}

func (l *ledger) mean(key string, content []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.meant[key] = content
}

func (l *ledger) ack(key string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.acked[key] = true
}

// upload puts objects of several sizes until ctx ends or the gateway dies.
func (l *ledger) upload(ctx context.Context, c *minio.Client, worker int) {
	sizes := []int{10, 100_000, 6 << 20, 12 << 20}
	for i := 0; ctx.Err() == nil; i++ {
		key := fmt.Sprintf("p/%d/%d", worker, i)
		content := random(sizes[(worker+i)%len(sizes)])
		l.mean(key, content)
		opts := checked()
		opts.PartSize = partSize // the largest go up in parts
		if put(ctx, c, key, content, opts) != nil {
			return
		}
		l.ack(key)
	}
}

// stalled is a body that gives its content and then waits, so that its upload is under way when the kill comes.
type stalled struct {
	io.Reader
	sent chan<- struct{}
	hold <-chan struct{}
}

func (s *stalled) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err == io.EOF {
		close(s.sent)
		<-s.hold
		return 0, io.ErrUnexpectedEOF
	}
	return n, err
}

func TestKillDuringUploads(t *testing.T) {
	dir := t.TempDir()
	child, c := startChild(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	book := &ledger{meant: map[string][]byte{}, acked: map[string]bool{}}
	var workers sync.WaitGroup
	for w := range 4 {
		workers.Go(func() { book.upload(ctx, c, w) })
	}
	hold, sent := make(chan struct{}), make(chan struct{})
	workers.Go(func() {
		body := &stalled{Reader: bytes.NewReader(random(3 << 20)), sent: sent, hold: hold}
		_, _ = c.PutObject(ctx, bucket, "cut", body, 8<<20, minio.PutObjectOptions{DisableMultipart: true})
	})
	core := minio.Core{Client: c}
	resumable, first, etag := beginUpload(t, core, "up/resumed")
	<-sent
	time.Sleep(700 * time.Millisecond) // the workers are in the middle of something
	if err := child.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = child.Wait()
	cancel() // ends the retries of the client
	close(hold)
	workers.Wait()

	c = clientOf(t, start(t, dir))
	checkSurvivors(t, c, book)
	mustBeAbsent(t, c, "cut")
	finishUpload(t, minio.Core{Client: c}, "up/resumed", resumable, first, etag)
}

func beginUpload(t *testing.T, core minio.Core, key string) (id string, first []byte, etag string) {
	t.Helper()
	id, err := core.NewMultipartUpload(t.Context(), bucket, key, minio.PutObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	first = random(partSize)
	return id, first, putPart(t, core, key, id, 1, first)
}

func putPart(t *testing.T, core minio.Core, key, id string, number int, content []byte) (etag string) {
	t.Helper()
	part, err := core.PutObjectPart(t.Context(), bucket, key, id, number, bytes.NewReader(content), int64(len(content)), minio.PutObjectPartOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return part.ETag
}

// finishUpload adds a second part and completes the upload.
func finishUpload(t *testing.T, core minio.Core, key, id string, first []byte, etag string) {
	t.Helper()
	listed, err := core.ListObjectParts(t.Context(), bucket, key, id, 0, 100)
	if err != nil || len(listed.ObjectParts) != 1 || strings.Trim(listed.ObjectParts[0].ETag, `"`) != etag {
		t.Fatalf("the store lists %+v (%v), want the one part sent", listed.ObjectParts, err)
	}
	rest := random(1000)
	parts := []minio.CompletePart{{PartNumber: 1, ETag: etag}, {PartNumber: 2, ETag: putPart(t, core, key, id, 2, rest)}}
	if _, err := core.CompleteMultipartUpload(t.Context(), bucket, key, id, parts, minio.PutObjectOptions{}); err != nil {
		t.Fatal(err)
	}
	mustHold(t, core.Client, key, append(first, rest...))
}

// checkSurvivors holds the two promises: what was acknowledged is there, and what is there is whole.
func checkSurvivors(t *testing.T, c *minio.Client, book *ledger) {
	t.Helper()
	if len(book.acked) < 4 {
		t.Fatalf("only %d uploads were acknowledged before the kill, the test proves nothing", len(book.acked))
	}
	for key := range book.acked {
		mustHold(t, c, key, book.meant[key])
	}
	visible := 0
	for o := range c.ListObjects(t.Context(), bucket, minio.ListObjectsOptions{Recursive: true}) {
		if o.Err != nil {
			t.Fatal(o.Err)
		}
		content, known := book.meant[o.Key]
		if !known {
			t.Fatalf("nobody stored %s", o.Key)
		}
		mustHold(t, c, o.Key, content)
		visible++
	}
	t.Logf("begun %d, acknowledged %d, visible after the kill %d", len(book.meant), len(book.acked), visible)
}

// TestKillWhileCompleting builds the state that a kill leaves between "the upload is claimed" and "the upload is
// cleaned up", where the library alone would answer 200 for ever without an object.
func TestKillWhileCompleting(t *testing.T) {
	bothKinds(t, func(t *testing.T, dir string) {
		s := start(t, dir)
		c := clientOf(t, s)
		id, content, etag := beginUpload(t, minio.Core{Client: c}, "up/claimed")
		s.Stop()
		claim(t, filepath.Join(dir, bucketDir, bucket, posix.MetaTmpMultipartDir), id)
		if _, err := os.Stat(filepath.Join(dir, metaDir)); err == nil {
			claim(t, filepath.Join(dir, metaDir, bucket, posix.MetaTmpMultipartDir), id)
		}
		c = clientOf(t, start(t, dir))
		mustBeAbsent(t, c, "up/claimed")
		finishUpload(t, minio.Core{Client: c}, "up/claimed", id, content, etag)
	})
}

// claim renames the upload in a tree as the library does when it starts to complete it.
func claim(t *testing.T, tree, id string) {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(tree, "*", id))
	if err != nil || len(found) != 1 {
		t.Fatalf("found %v (%v), want the one upload", found, err)
	}
	if err := os.Rename(found[0], found[0]+".0123-1"+claimed); err != nil {
		t.Fatal(err)
	}
}

// TestKillAfterCompleting is the same a moment later: the object exists, its upload was not yet removed.
func TestKillAfterCompleting(t *testing.T) {
	dir := t.TempDir()
	s := start(t, dir)
	core := minio.Core{Client: clientOf(t, s)}
	const key = "up/published"
	id, content, etag := beginUpload(t, core, key)
	root := filepath.Join(dir, bucketDir, bucket, posix.MetaTmpMultipartDir)
	found, err := filepath.Glob(filepath.Join(root, "*", id))
	if err != nil || len(found) != 1 {
		t.Fatalf("found %v (%v), want the one upload", found, err)
	}
	parts := []minio.CompletePart{{PartNumber: 1, ETag: etag}}
	complete := func() error {
		_, err := core.CompleteMultipartUpload(t.Context(), bucket, key, id, parts, minio.PutObjectOptions{})
		return err
	}
	copyTree(t, filepath.Dir(found[0]), root+".kept")
	if err := complete(); err != nil {
		t.Fatal(err)
	}
	s.Stop()
	copyTree(t, root+".kept", filepath.Dir(found[0]))
	if err := os.RemoveAll(root + ".kept"); err != nil {
		t.Fatal(err)
	}
	claim(t, root, id)
	if err := os.Remove(filepath.Join(found[0]+".0123-1"+claimed, "1")); err != nil { // half removed already
		t.Fatal(err)
	}
	core.Client = clientOf(t, start(t, dir))
	mustHold(t, core.Client, key, content)
	if err := complete(); err != nil {
		t.Fatalf("a repeat of the completed upload: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(root, "*", "*"))
	if err != nil || len(left) != 0 {
		t.Fatalf("left over: %v (%v)", left, err)
	}
}

// copyTree copies with extended attributes, which only the tool of the system does.
func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if out, err := exec.Command("cp", "-a", from+"/.", to).CombinedOutput(); err != nil {
		t.Fatalf("cp: %v %s", err, out)
	}
}
