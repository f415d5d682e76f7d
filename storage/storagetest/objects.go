package storagetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/project"
)

const (
	objectMiB = 1 << 20
	// joinable is the least size of a part that is not the last, in bytes.
	joinable = 5 * objectMiB
)

// Objects checks the contract of project.Objects. The store may hold other things; the suite keeps to its own keys.
func Objects(t *testing.T, open func(t *testing.T) project.Objects) {
	s := objectsSuite{store: open(t), run: strings.ToLower(fmt.Sprintf("t%x", rand.Uint64()))}
	t.Run("sizes", s.sizes)
	t.Run("types", s.types)
	t.Run("write once", s.writeOnce)
	t.Run("write once, many at a time", s.writeOnceTogether)
	t.Run("wrong bytes", s.wrongBytes)
	t.Run("broken source", s.brokenSource)
	t.Run("copy", s.copy)
	t.Run("compose", s.compose)
	t.Run("compose refused", s.composeRefused)
	t.Run("delete", s.delete)
	t.Run("absent", s.absent)
	t.Run("keys", s.keys)
	t.Run("ping", s.ping)
	t.Run("parts", s.parts)
	t.Run("one empty part", s.emptyPart)
	t.Run("parts missing", s.partsMissing)
	t.Run("parts aborted", s.partsAborted)
	t.Run("part rules", s.partRules)
	t.Run("part forged", s.partForged)
	t.Run("links for reading", s.links)
	t.Run("links expire", s.linksExpire)
}

// ObjectsStream checks that 64 MiB pass through in both directions with little memory. It is not for stores in memory.
func ObjectsStream(t *testing.T, open func(t *testing.T) project.Objects) {
	const size, most = 64 * objectMiB, 24 * objectMiB
	store, key := open(t), fmt.Sprintf("stream/t%x", rand.Uint64())
	sum := hashOf(randomBytes(1, size))
	peak := watchHeap(func() {
		mustDo(t, store.Put(t.Context(), key, randomBytes(1, size), size, "audio/wav", sum))
		body, _, err := store.Get(t.Context(), key)
		mustDo(t, err)
		defer body.Close()
		if got := hashOf(body); got != sum {
			t.Errorf("the bytes hash to %s, not to %s", got, sum)
		}
	})
	t.Logf("the heap grew by %d KiB at most", peak>>10)
	if peak > most {
		t.Errorf("the heap grew by %d MiB for an object of %d MiB", peak/objectMiB, size/objectMiB)
	}
	mustDo(t, store.Delete(t.Context(), key))
}

type objectsSuite struct {
	store project.Objects
	run   string // makes keys of this run
}

func (s objectsSuite) key(name string) string { return "suite/" + s.run + "/" + name }

func (s objectsSuite) put(t *testing.T, key, text string) {
	t.Helper()
	mustDo(t, s.store.Put(t.Context(), key, strings.NewReader(text), int64(len(text)), "text/plain", ""))
}

func (s objectsSuite) holds(t *testing.T, key, want string) {
	t.Helper()
	body, info, err := s.store.Get(t.Context(), key)
	mustDo(t, err)
	defer body.Close()
	got, err := io.ReadAll(body)
	mustDo(t, err)
	if string(got) != want || info.Size != int64(len(want)) {
		t.Errorf("%s holds %d bytes %.40q and says %d, want %.40q", key, len(got), got, info.Size, want)
	}
}

func (s objectsSuite) missing(t *testing.T, key string) {
	t.Helper()
	if _, err := s.store.Stat(t.Context(), key); project.CodeOf(err) != project.NotFound {
		t.Errorf("%s should not be there, Stat gives: %v", key, err)
	}
}

func (s objectsSuite) sizes(t *testing.T) {
	for _, size := range []int64{0, 1, 64 << 10, objectMiB + 1, joinable + 1} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			key, sum := s.key(fmt.Sprintf("size-%d", size)), hashOf(randomBytes(uint64(size), size))
			mustDo(t, s.store.Put(t.Context(), key, randomBytes(uint64(size), size), size, "", sum))
			info, err := s.store.Stat(t.Context(), key)
			mustDo(t, err)
			body, opened, err := s.store.Get(t.Context(), key)
			mustDo(t, err)
			defer body.Close()
			if got := hashOf(body); got != sum || info.Size != size || opened.Size != size {
				t.Errorf("got sizes %d and %d, sha256 %s; want %d and %s", info.Size, opened.Size, got, size, sum)
			}
		})
	}
}

func (s objectsSuite) types(t *testing.T) {
	for want, given := range map[string]string{"audio/flac": "audio/flac", "application/octet-stream": ""} {
		key := s.key("type-" + strings.ReplaceAll(want, "/", "-"))
		mustDo(t, s.store.Put(t.Context(), key, strings.NewReader("x"), 1, given, ""))
		if info, err := s.store.Stat(t.Context(), key); err != nil || info.Type != want {
			t.Errorf("stored as %q, the type is %q (%v)", given, info.Type, err)
		}
	}
}

func (s objectsSuite) writeOnce(t *testing.T) {
	key := s.key("once")
	s.put(t, key, "first")
	s.put(t, key, "other") // the same size: taken for the same bytes
	s.holds(t, key, "first")
	err := s.store.Put(t.Context(), key, strings.NewReader("longer"), 6, "", "")
	refused(t, err, project.Conflict)
	s.holds(t, key, "first")
}

func (s objectsSuite) writeOnceTogether(t *testing.T) {
	for _, size := range []int64{100, 3 * objectMiB} {
		key, sum := s.key(fmt.Sprintf("together-%d", size)), hashOf(randomBytes(9, size))
		var group sync.WaitGroup
		for range 8 {
			group.Go(func() {
				if err := s.store.Put(t.Context(), key, randomBytes(9, size), size, "audio/wav", sum); err != nil {
					t.Errorf("one of several writers of the same bytes: %v", err)
				}
			})
		}
		group.Wait()
		body, _, err := s.store.Get(t.Context(), key)
		mustDo(t, err)
		if got := hashOf(body); got != sum {
			t.Errorf("the bytes hash to %s, not to %s", got, sum)
		}
		_ = body.Close()
	}
}

func (s objectsSuite) wrongBytes(t *testing.T) {
	right := hashOf(strings.NewReader("right"))
	big := bytes.Repeat([]byte("b"), 2*objectMiB)
	for name, try := range map[string]struct {
		text string
		size int64
		sum  string
		code project.Code
	}{
		"wrong-hash":     {"wrong", 5, right, project.Conflict},
		"wrong-hash-big": {string(big), int64(len(big)), right, project.Conflict},
		"wrong-empty":    {"", 0, right, project.Conflict},
		"too-short":      {"righ", 5, "", project.Conflict},
		"too-long":       {"right!", 5, right, project.Conflict},
		"some-for-none":  {"r", 0, "", project.Conflict},
		"no-hash":        {"right", 5, "right", project.Invalid},
		"negative":       {"right", -1, "", project.Invalid},
	} {
		t.Run(name, func(t *testing.T) {
			err := s.store.Put(t.Context(), s.key(name), strings.NewReader(try.text), try.size, "", try.sum)
			refused(t, err, try.code)
			s.missing(t, s.key(name))
		})
	}
	key := s.key("upper-case-hash")
	mustDo(t, s.store.Put(t.Context(), key, strings.NewReader("right"), 5, "", strings.ToUpper(right)))
}

func (s objectsSuite) brokenSource(t *testing.T) {
	broken := errors.New("the disk under the source is gone")
	for _, before := range []int64{0, 100, 2 * objectMiB} {
		key := s.key(fmt.Sprintf("broken-%d", before))
		source := io.MultiReader(randomBytes(3, before), failing{broken})
		err := s.store.Put(t.Context(), key, source, 4*objectMiB, "", "")
		if !errors.Is(err, broken) {
			t.Errorf("the source broke after %d bytes, Put gives: %v", before, err)
		}
		s.missing(t, key)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	key := s.key("cancelled")
	if err := s.store.Put(ctx, key, failing{ctx.Err()}, 10, "", ""); err == nil {
		t.Error("a cancelled Put succeeded")
	}
	s.missing(t, key)
}

func (s objectsSuite) copy(t *testing.T) {
	from, to, other := s.key("copy-from"), s.key("copy-to"), s.key("copy-other")
	s.put(t, from, "copied")
	mustDo(t, s.store.Copy(t.Context(), from, to))
	mustDo(t, s.store.Copy(t.Context(), from, to)) // a repeat
	s.holds(t, to, "copied")
	if info, err := s.store.Stat(t.Context(), to); err != nil || info.Type != "text/plain" {
		t.Errorf("the copy has the type %q (%v)", info.Type, err)
	}
	s.put(t, other, "of another size")
	refused(t, s.store.Copy(t.Context(), from, other), project.Conflict)
	s.holds(t, other, "of another size")
	mustDo(t, s.store.Delete(t.Context(), from))
	s.holds(t, to, "copied")
	refused(t, s.store.Copy(t.Context(), from, s.key("copy-none")), project.NotFound)
}

func (s objectsSuite) delete(t *testing.T) {
	key := s.key("delete")
	s.put(t, key, "gone soon")
	mustDo(t, s.store.Delete(t.Context(), key))
	s.missing(t, key)
	mustDo(t, s.store.Delete(t.Context(), key))
	s.put(t, key, "here again")
	s.holds(t, key, "here again")
}

func (s objectsSuite) absent(t *testing.T) {
	_, _, err := s.store.Get(t.Context(), s.key("absent"))
	refused(t, err, project.NotFound)
	s.missing(t, s.key("absent"))
}

func (s objectsSuite) keys(t *testing.T) {
	for _, key := range []string{
		"", "/", "/a", "a/", "a//b", ".", "..", "../a", "a/../b", "a/./b", ".hidden", "a/.b", "-a", "a b", "ä", "a\\b", "a\nb", "a\x00",
		"a?b", "a%2fb", "a#b", strings.Repeat("a", 256), strings.Repeat("abc/", 300) + "d",
	} {
		ctx := t.Context()
		_, _, err := s.store.Get(ctx, key)
		refused(t, err, project.Invalid)
		_, err = s.store.Stat(ctx, key)
		refused(t, err, project.Invalid)
		_, err = s.store.StartParts(ctx, key, "")
		refused(t, err, project.Invalid)
		_, err = s.store.SignGet(ctx, key, "a", time.Minute)
		refused(t, err, project.Invalid)
		refused(t, s.store.Put(ctx, key, strings.NewReader(""), 0, "", ""), project.Invalid)
		refused(t, s.store.Copy(ctx, s.key("any"), key), project.Invalid)
		refused(t, s.store.Delete(ctx, key), project.Invalid)
	}
	for _, key := range []string{s.key(strings.Repeat("n", 255)), s.key("A.b_c-9.tar.gz"), s.key("a/b/c/d/e")} {
		s.put(t, key, "fine")
		s.holds(t, key, "fine")
	}
}

func (s objectsSuite) ping(t *testing.T) { mustDo(t, s.store.Ping(t.Context())) }

// failing is a source that breaks.
type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

// randomBytes gives the same bytes for the same seed.
func randomBytes(seed uint64, size int64) io.Reader {
	var key [32]byte
	key[0], key[1], key[2], key[3] = byte(seed), byte(seed>>8), byte(seed>>16), byte(seed>>24)
	return io.LimitReader(rand.NewChaCha8(key), size)
}

func hashOf(r io.Reader) string {
	hash := sha256.New()
	if _, err := io.Copy(hash, r); err != nil {
		return err.Error()
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// watchHeap gives by how many bytes the live heap grew at most while do ran.
func watchHeap(do func()) int64 {
	var now runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&now)
	before, peak := int64(now.HeapAlloc), int64(0)
	done := make(chan struct{})
	go func() { defer close(done); do() }()
	for {
		select {
		case <-done:
			return peak
		case <-time.After(20 * time.Millisecond):
			runtime.ReadMemStats(&now)
			peak = max(peak, int64(now.HeapAlloc)-before)
		}
	}
}

func mustDo(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func refused(t *testing.T, err error, code project.Code) {
	t.Helper()
	if project.CodeOf(err) != code {
		t.Errorf("the error is %v (%s), want the code %s", err, project.CodeOf(err), code)
	}
}
