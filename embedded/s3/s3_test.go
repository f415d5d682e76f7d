package s3

import (
	"bytes"
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

const bucket = "deliveries"

// TestMain lets the test binary be the gateway that the crash tests kill.
func TestMain(m *testing.M) {
	if dir := os.Getenv(childDir); dir != "" {
		serveUntilKilled(dir)
	}
	os.Exit(m.Run())
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func start(t *testing.T, dir string) *Server {
	t.Helper()
	s, err := Start(Options{Dir: dir, Logger: quiet()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Stop)
	return s
}

// dial returns a client of s and makes sure that the bucket is there.
func dial(t *testing.T, endpoint string, keys keyPair, region string) *minio.Client {
	t.Helper()
	c, err := minio.New(endpoint, &minio.Options{
		Creds:  credentials.NewStaticV4(keys.Access, keys.Secret, ""),
		Region: region, TrailingHeaders: true, MaxRetries: 1, // a dead gateway must not be waited for
	})
	if err != nil {
		t.Fatal(err)
	}
	if ok, err := c.BucketExists(t.Context(), bucket); err != nil {
		t.Fatal(err)
	} else if !ok {
		if err := c.MakeBucket(t.Context(), bucket, minio.MakeBucketOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

func clientOf(t *testing.T, s *Server) *minio.Client {
	t.Helper()
	return dial(t, s.Endpoint(), keyPair{Access: s.AccessKey(), Secret: s.SecretKey()}, s.Region())
}

// checked asks the store to verify a sha256 and works around the signed trailer it misreads over plain http.
func checked() minio.PutObjectOptions {
	return minio.PutObjectOptions{
		ContentType: "audio/flac", Checksum: minio.ChecksumSHA256, DisableContentSha256: true,
		UserMetadata: map[string]string{"Seller": "s1"},
	}
}

func put(ctx context.Context, c *minio.Client, key string, content []byte, opts minio.PutObjectOptions) error {
	_, err := c.PutObject(ctx, bucket, key, bytes.NewReader(content), int64(len(content)), opts)
	return err
}

func mustPut(t *testing.T, c *minio.Client, key string, content []byte) {
	t.Helper()
	if err := put(t.Context(), c, key, content, checked()); err != nil {
		t.Fatalf("put %s: %v", key, err)
	}
}

func get(t *testing.T, c *minio.Client, key string) []byte {
	t.Helper()
	o, err := c.GetObject(t.Context(), bucket, key, minio.GetObjectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	content, err := io.ReadAll(o)
	if err != nil {
		t.Fatalf("get %s: %v", key, err)
	}
	return content
}

func mustHold(t *testing.T, c *minio.Client, key string, want []byte) {
	t.Helper()
	if got := get(t, c, key); !bytes.Equal(got, want) {
		t.Fatalf("%s holds %d bytes that are not the %d bytes put", key, len(got), len(want))
	}
}

func random(n int) []byte {
	b := make([]byte, n)
	_, _ = rand.Read(b) // never fails
	return b
}

// bothKinds runs a test on extended attributes and on metadata files beside the tree.
func bothKinds(t *testing.T, test func(t *testing.T, dir string)) {
	t.Run("attributes", func(t *testing.T) { test(t, t.TempDir()) })
	t.Run("sidecar", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Mkdir(filepath.Join(dir, metaDir), privateDir); err != nil {
			t.Fatal(err)
		}
		test(t, dir)
	})
}

func TestPutGetKeepsBytesAndMetadata(t *testing.T) {
	bothKinds(t, func(t *testing.T, dir string) {
		s := start(t, dir)
		c := clientOf(t, s)
		content := random(3 << 20)
		mustPut(t, c, "obj/one", content)
		mustPut(t, c, "obj/empty", nil)
		s.Stop()
		c = clientOf(t, start(t, dir))
		mustHold(t, c, "obj/one", content)
		mustHold(t, c, "obj/empty", nil)
		info, err := c.StatObject(t.Context(), bucket, "obj/one", minio.StatObjectOptions{Checksum: true})
		if err != nil {
			t.Fatal(err)
		}
		if info.ContentType != "audio/flac" || info.UserMetadata["Seller"] != "s1" || info.ChecksumSHA256 == "" {
			t.Fatalf("metadata was lost: %+v", info)
		}
	})
}

func TestWrongChecksumLeavesNothing(t *testing.T) {
	c := clientOf(t, start(t, t.TempDir()))
	opts := minio.PutObjectOptions{UserMetadata: map[string]string{
		"X-Amz-Checksum-Sha256": "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", // of nothing
	}}
	if err := put(t.Context(), c, "bad", random(1000), opts); err == nil {
		t.Fatal("the store took bytes that do not match their checksum")
	}
	mustBeAbsent(t, c, "bad")
}

func mustBeAbsent(t *testing.T, c *minio.Client, key string) {
	t.Helper()
	_, err := c.StatObject(t.Context(), bucket, key, minio.StatObjectOptions{})
	if code := minio.ToErrorResponse(err).Code; code != minio.NoSuchKey {
		t.Fatalf("%s: expected no such key, got %v", key, err)
	}
}

func TestCreateOnce(t *testing.T) {
	c := clientOf(t, start(t, t.TempDir()))
	first := random(1000)
	opts := checked()
	opts.SetMatchETagExcept("*")
	if err := put(t.Context(), c, "obj/once", first, opts); err != nil {
		t.Fatal(err)
	}
	err := put(t.Context(), c, "obj/once", random(1000), opts)
	if status := minio.ToErrorResponse(err).StatusCode; status != http.StatusPreconditionFailed {
		t.Fatalf("the second writer got status %d (%v), want 412", status, err)
	}
	mustHold(t, c, "obj/once", first)
}

func TestMultipartAndCopy(t *testing.T) {
	bothKinds(t, func(t *testing.T, dir string) {
		c := clientOf(t, start(t, dir))
		content := random(12 << 20)
		opts := checked()
		opts.PartSize = 5 << 20
		if _, err := c.PutObject(t.Context(), bucket, "up/big", bytes.NewReader(content), -1, opts); err != nil {
			t.Fatal(err)
		}
		mustHold(t, c, "up/big", content)
		from, to := minio.CopySrcOptions{Bucket: bucket, Object: "up/big"}, minio.CopyDestOptions{Bucket: bucket, Object: "obj/deep/er/copy"}
		if _, err := c.CopyObject(t.Context(), to, from); err != nil {
			t.Fatal(err)
		}
		mustHold(t, c, "obj/deep/er/copy", content)
	})
}

// TestACopyIsNoAlias: a copy may share the file of its source, but what happens to the one never shows in the other.
func TestACopyIsNoAlias(t *testing.T) {
	bothKinds(t, func(t *testing.T, dir string) {
		c := clientOf(t, start(t, dir))
		first, second := random(100_000), random(100_000)
		mustPut(t, c, "up/source", first)
		from, to := minio.CopySrcOptions{Bucket: bucket, Object: "up/source"}, minio.CopyDestOptions{Bucket: bucket, Object: "obj/copy"}
		for range 2 { // the same copy again changes nothing
			if _, err := c.CopyObject(t.Context(), to, from); err != nil {
				t.Fatal(err)
			}
		}
		mustPut(t, c, "up/source", second)
		mustHold(t, c, "obj/copy", first)
		mustHold(t, c, "up/source", second)
		if err := c.RemoveObject(t.Context(), bucket, "up/source", minio.RemoveObjectOptions{}); err != nil {
			t.Fatal(err)
		}
		mustHold(t, c, "obj/copy", first)
		info, err := c.StatObject(t.Context(), bucket, "obj/copy", minio.StatObjectOptions{})
		if err != nil || info.ContentType != "audio/flac" {
			t.Fatalf("metadata was lost: %+v, %v", info, err)
		}
	})
}

func TestPresigned(t *testing.T) {
	c := clientOf(t, start(t, t.TempDir()))
	content := random(100_000)
	up, err := c.PresignedPutObject(t.Context(), bucket, "up/web", time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	if status, _ := send(t, http.MethodPut, up.String(), content); status != http.StatusOK {
		t.Fatalf("presigned upload answered %d", status)
	}
	down, err := c.PresignedGetObject(t.Context(), bucket, "up/web", time.Minute, nil)
	if err != nil {
		t.Fatal(err)
	}
	if status, got := send(t, http.MethodGet, down.String(), nil); status != http.StatusOK || !bytes.Equal(got, content) {
		t.Fatalf("presigned download answered %d and %d bytes", status, len(got))
	}
	forged := strings.Replace(up.String(), "/up/web", "/up/other", 1)
	if status, _ := send(t, http.MethodPut, forged, content); status != http.StatusForbidden {
		t.Fatalf("a signature for another key answered %d, want 403", status)
	}
	bare := "http://" + up.Host + up.Path
	if status, _ := send(t, http.MethodGet, bare, nil); status != http.StatusForbidden {
		t.Fatalf("reading without a signature answered %d, want 403", status)
	}
}

func send(t *testing.T, method, url string, body []byte) (status int, answer []byte) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, answer
}

func TestKeysAreKeptAndPrivate(t *testing.T) {
	dir := t.TempDir()
	first := start(t, dir)
	keys := first.keys
	first.Stop()
	second := start(t, dir)
	if second.keys != keys {
		t.Fatal("the second start has other keys")
	}
	path := filepath.Join(dir, keyFile)
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != privateFile {
		t.Fatalf("mode of the key file is %v (%v)", info.Mode(), err)
	}
	second.Stop()
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	mustRefuse(t, Options{Dir: dir, Logger: quiet()}, "chmod it to 600")
}

func TestOneGatewayPerProcess(t *testing.T) {
	s := start(t, t.TempDir())
	c := clientOf(t, s)
	mustRefuse(t, Options{Dir: t.TempDir(), Logger: quiet()}, "already runs in this process")
	mustPut(t, c, "still/works", []byte("yes"))
	s.Stop()
	s.Stop()
	c = clientOf(t, start(t, t.TempDir()))
	mustBeAbsent(t, c, "still/works")
	mustPut(t, c, "again", []byte("yes"))
}

func TestNothingIsPrinted(t *testing.T) {
	bothKinds(t, func(t *testing.T, dir string) {
		file, err := os.Create(filepath.Join(t.TempDir(), "stdout"))
		if err != nil {
			t.Fatal(err)
		}
		real := os.Stdout
		os.Stdout = file
		defer func() { os.Stdout = real }()
		s := start(t, dir)
		mustPut(t, clientOf(t, s), "key", []byte("x"))
		s.Stop()
		printed, err := os.ReadFile(file.Name())
		if err != nil || len(printed) != 0 {
			t.Fatalf("printed %q (%v)", printed, err)
		}
	})
}

func TestBadOptions(t *testing.T) {
	holder, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer holder.Close()
	taken := holder.Addr().(*net.TCPAddr).Port
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	mustRefuse(t, Options{}, "Options.Dir is missing")
	mustRefuse(t, Options{Dir: "data"}, "must be an absolute path")
	mustRefuse(t, Options{Dir: t.TempDir(), Port: -1}, "not between")
	mustRefuse(t, Options{Dir: file}, "not a directory")
	mustRefuse(t, Options{Dir: t.TempDir(), Port: taken, Logger: quiet()}, fmt.Sprintf("port %d on 127.0.0.1 is taken", taken))
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, keyFile), []byte("{}"), 0o600); err != nil {
		t.Fatal(err)
	}
	mustRefuse(t, Options{Dir: dir}, "holds no access key")
	start(t, t.TempDir()) // a refused start must not stand in the way of a good one
}

func mustRefuse(t *testing.T, opts Options, says string) {
	t.Helper()
	s, err := Start(opts)
	if err == nil {
		s.Stop()
		t.Fatalf("started, although it should say %q", says)
	}
	if !strings.Contains(err.Error(), says) {
		t.Fatalf("the error is %q, it should say %q", err, says)
	}
}
