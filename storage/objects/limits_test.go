package objects

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"

	"tutti/project"
	"tutti/storage/storagetest"
)

// lowered gives a store that treats everything above 6 MiB as S3 makes one treat 5 GiB.
func lowered(t *testing.T) *Store {
	store := openStarted(t)
	store.limits.singlePut, store.limits.singleCopy, store.limits.part = 6<<20, 6<<20, 5<<20
	return store
}

func TestHugeObjectsGoUpAndAreCopiedInParts(t *testing.T) {
	store := lowered(t)
	data := bytes.Repeat([]byte("0123456789abcdef"), 1<<20) // 16 MiB
	sum, before := sumOf(data), store.Stats().Calls
	if err := store.Put(t.Context(), "huge/a", bytes.NewReader(data), int64(len(data)), "audio/wav", sum); err != nil {
		t.Fatal(err)
	}
	if calls := store.Stats().Calls - before; calls != 1+1+4+1 {
		t.Errorf("a Put in 4 parts took %d calls", calls)
	}
	if err := store.Copy(t.Context(), "huge/a", "huge/b"); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"huge/a", "huge/b"} {
		got, size, err := Verify(t.Context(), store, key)
		info, _ := store.Stat(t.Context(), key)
		if err != nil || got != sum || size != int64(len(data)) || info.Type != "audio/wav" {
			t.Errorf("%s: %d bytes of %q, sha256 %s (%v)", key, size, info.Type, got, err)
		}
	}
}

func TestHugeWrongBytesStoreNothing(t *testing.T) {
	store := lowered(t)
	data := make([]byte, 16<<20)
	err := store.Put(t.Context(), "huge/wrong", bytes.NewReader(data), int64(len(data)), "", sumOf([]byte("else")))
	if project.CodeOf(err) != project.Conflict {
		t.Errorf("Put gives: %v", err)
	}
	if _, err := store.Stat(t.Context(), "huge/wrong"); project.CodeOf(err) != project.NotFound {
		t.Errorf("Stat gives: %v", err)
	}
}

// pausing is a source, or a reader's habit, that is slower at first than the store's patience.
type pausing struct {
	r     io.Reader
	pause *time.Duration
}

func (p pausing) Read(b []byte) (int, error) {
	time.Sleep(*p.pause)
	*p.pause = 0
	return p.r.Read(b[:min(len(b), 4)])
}

func TestSlowCallersAreNotTheStoresFault(t *testing.T) {
	t.Parallel()
	const patience = 4 * time.Second // so that only the caller is slow, however busy the machine is
	slowly := func(r io.Reader) io.Reader { pause := patience + time.Second; return pausing{r, &pause} }
	store := openStarted(t)
	store.timeout, store.limits.stall = patience, patience
	if err := store.Put(t.Context(), "slow/a", slowly(strings.NewReader("slowly")), 6, "", ""); err != nil {
		t.Fatal(err)
	}
	body, _, err := store.Get(t.Context(), "slow/a")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	got, err := io.ReadAll(slowly(body))
	if string(got) != "slowly" || err != nil {
		t.Errorf("read %q (%v)", got, err)
	}
}

func TestStoreThatFallsSilentDuringATransfer(t *testing.T) {
	server := startS3(t)
	fault := storagetest.NewFault(t, server.Endpoint())
	store := openAt(t, server, fault.Addr())
	data := make([]byte, 32<<20) // more than the buffers between here and there
	if err := store.Put(t.Context(), "silent/a", bytes.NewReader(data), int64(len(data)), "", ""); err != nil {
		t.Fatal(err)
	}
	store.limits.stall = 500 * time.Millisecond
	body, _, err := store.Get(t.Context(), "silent/a")
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	fault.Swallow()
	began := time.Now()
	_, err = io.Copy(io.Discard, body)
	if took := time.Since(began); project.CodeOf(err) != project.Unavailable || !errors.Is(err, errStalled) || took > 30*time.Second {
		t.Errorf("reading gives %v after %v", err, took)
	}
	fault.Heal()
	began = time.Now()
	source := io.MultiReader(bytes.NewReader(data), breaking(fault.Swallow), bytes.NewReader(data))
	err = store.Put(t.Context(), "silent/b", source, int64(2*len(data)), "", "")
	if took := time.Since(began); project.CodeOf(err) != project.Unavailable || took > time.Minute {
		t.Errorf("Put gives %v after %v", err, took)
	}
}

// breaking is an empty source that does something when it is reached.
type breaking func()

func (b breaking) Read([]byte) (int, error) { b(); return 0, io.EOF }

func TestErrorsOfTheStoreBecomeOurs(t *testing.T) {
	for want, answers := range map[project.Code][]minio.ErrorResponse{
		project.NotFound:    {{Code: "NoSuchKey", StatusCode: 404}, {Code: "NoSuchUpload", StatusCode: 404}},
		project.Conflict:    {{Code: "PreconditionFailed", StatusCode: 412}, {Code: "InvalidPart", StatusCode: 400}},
		project.Unavailable: {{Code: "SlowDown", StatusCode: 503}, {Code: "Odd", StatusCode: 500}, {Code: "Odd", StatusCode: 429}, {Code: "BadDigest", StatusCode: 400}},
		project.Internal:    {{Code: "NoSuchBucket", StatusCode: 404}, {Code: "AccessDenied", StatusCode: 403}, {Code: "Odd", StatusCode: 400}},
	} {
		for _, answer := range answers {
			err := (&Store{}).explain(t.Context(), fmt.Errorf("wrapped: %w", answer), "try")
			if project.CodeOf(err) != want || !errors.As(err, new(minio.ErrorResponse)) {
				t.Errorf("%s (%d) becomes %v", answer.Code, answer.StatusCode, err)
			}
		}
	}
}

func TestBusyStoreIsAskedAgainThenReported(t *testing.T) {
	asked := 0
	busy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if asked++; asked > 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer busy.Close()
	store, err := Open(t.Context(), Options{Endpoint: busy.URL, AccessKey: "a", SecretKey: "b", Bucket: "busy"})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.Stat(t.Context(), "a"); project.CodeOf(err) != project.Unavailable || asked != 1+attempts {
		t.Errorf("after %d requests: %v", asked, err)
	}
	if stats := store.Stats(); stats.Failed != attempts {
		t.Errorf("counted %+v", stats)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := store.Ping(ctx); project.CodeOf(err) != project.Unavailable || !errors.Is(err, context.Canceled) {
		t.Errorf("a caller that has gone gets: %v", err)
	}
}
