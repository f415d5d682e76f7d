package api_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func noise(n int) []byte {
	data := make([]byte, n)
	source := rand.NewChaCha8([32]byte{7})
	_, _ = source.Read(data)
	return data
}

func put(t *testing.T, url string, data []byte) int {
	t.Helper()
	req, err := http.NewRequest(http.MethodPut, url, bytes.NewReader(data))
	must(t, err)
	res, err := http.DefaultClient.Do(req)
	must(t, err)
	_ = res.Body.Close()
	return res.StatusCode
}

// TestAnUploadResumes sends one of three parts by hand, is told what is missing, and goes on from another client.
func TestAnUploadResumes(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.launched()
	o := w.accepted("ama")
	data := noise(2*project.MinPartSize + 100)
	req := wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: "take.wav", Size: int64(len(data)), Fingerprint: "f", Type: "audio/wav"}
	up, err := w.as("ama").CreateUpload(ctx, req)
	must(t, err)
	if up.Parts != 3 || up.PartSize != project.MinPartSize || len(up.Done) != 0 || up.Type != "audio/wav" {
		t.Fatalf("%+v", up)
	}
	signed, err := w.as("ama").SignParts(ctx, up.ID, 2, 3)
	must(t, err)
	if signed.Parts[1].Size != 100 || w.clock.Now().Add(15*time.Minute).Sub(signed.Expires) > time.Second {
		t.Errorf("%+v", signed)
	}
	if status := put(t, signed.Parts[0].URL, data[project.MinPartSize:2*project.MinPartSize]); status != 200 {
		t.Fatalf("PUT: %d", status)
	}
	if status := put(t, signed.Parts[1].URL, data[:50]); status == 200 {
		t.Error("a part of another length than the signed one was taken")
	}
	_, err = w.as("ama").CompleteUpload(ctx, up.ID)
	var e *project.Error
	if !errors.As(err, &e) || e.Code != project.Conflict || len(e.Fields) != 2 || e.Fields[0].Path != "parts[1]" || e.Fields[1].Path != "parts[3]" {
		t.Fatalf("%v", err)
	}
	var seen []int64
	done, err := w.as("ama").UploadReader(ctx, req, bytes.NewReader(data), func(n, _ int64) { seen = append(seen, n) })
	must(t, err)
	sum := sha256.Sum256(data)
	if done.ID != up.ID || done.SHA256 != hex.EncodeToString(sum[:]) || done.State != project.UploadReady || seen[len(seen)-1] != req.Size || !slices.IsSorted(seen) {
		t.Errorf("%+v %v", done, seen)
	}
	if _, err := w.objects.Stat(ctx, project.ObjectKey(done.SHA256)); err != nil {
		t.Error(err)
	}
	if _, err := w.objects.Stat(ctx, project.UploadKey(up.ID)); project.CodeOf(err) != project.NotFound {
		t.Error("the bytes are still in their first place")
	}
	again, err := w.as("ama").UploadReader(ctx, req, bytes.NewReader(data), nil)
	must(t, err)
	if again.ID != up.ID {
		t.Error("a whole upload was begun again")
	}
}

func TestNewAndResumedUploadsHaveDifferentStatus(t *testing.T) {
	w := newWorld(t)
	w.launched()
	o := w.accepted("ama")
	body := fmt.Sprintf(`{"project_id":%q,"sub_gig_id":%q,"name":"a","size":0,"fingerprint":"f"}`, o.ProjectID, o.SubGigID)
	for i, want := range []int{201, 200} {
		if got := w.ask("ama", "POST", "/api/v1/uploads", body, keyHeader, fmt.Sprint("k", i)); got.status != want {
			t.Errorf("%d %s", got.status, got.body)
		}
	}
}

func TestAFileThatChangesMeanwhileIsRefused(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.launched()
	o := w.accepted("ama")
	req := wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: "take.wav", Size: 4, Fingerprint: "f"}
	up, err := w.as("ama").CreateUpload(ctx, req)
	must(t, err)
	signed, err := w.as("ama").SignParts(ctx, up.ID, 1)
	must(t, err)
	put(t, signed.Parts[0].URL, []byte("aaaa"))
	_, err = w.as("ama").UploadReader(ctx, req, strings.NewReader("bbbb"), nil)
	wantCode(t, err, project.Conflict)
	again, err := w.as("ama").UploadReader(ctx, req, strings.NewReader("bbbb"), nil)
	must(t, err)
	if again.ID == up.ID {
		t.Error("the wrong upload was not thrown away")
	}
}

func TestWhatMayBeUploaded(t *testing.T) {
	w := newWorld(t)
	w.launched()
	o := w.accepted("ama")
	good := wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: "a.wav", Size: 1, Fingerprint: "f"}
	cases := map[string]struct {
		change func(*wire.UploadRequest)
		field  string
	}{
		"too large": {func(r *wire.UploadRequest) { r.Size = 100_000_001 }, "size"},
		"negative":  {func(r *wire.UploadRequest) { r.Size = -1 }, "size"},
		"folder":    {func(r *wire.UploadRequest) { r.Name = "../a.wav" }, "name"},
		"control":   {func(r *wire.UploadRequest) { r.Name = "a\n.wav" }, "name"},
		"dots":      {func(r *wire.UploadRequest) { r.Name = ".." }, "name"},
		"both":      {func(r *wire.UploadRequest) { r.Reference = "notes" }, "sub_gig_id"},
		"neither":   {func(r *wire.UploadRequest) { r.SubGigID = "" }, "sub_gig_id"},
	}
	for name, c := range cases {
		req := good
		c.change(&req)
		_, err := w.as("ama").CreateUpload(context.Background(), req)
		var e *project.Error
		if !errors.As(err, &e) || e.Code != project.Invalid || len(e.Fields) != 1 || e.Fields[0].Path != c.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	_, err := w.as("bea").CreateUpload(context.Background(), wire.UploadRequest{ProjectID: o.ProjectID, Reference: "none", Name: "a", Fingerprint: "f"})
	wantCode(t, err, project.Invalid)
}

func TestDangerousTypesAreStoredAsBytes(t *testing.T) {
	w := newWorld(t)
	w.launched()
	o := w.accepted("ama")
	for given, want := range map[string]string{"text/html": "application/octet-stream", "image/svg+xml": "application/octet-stream",
		"audio/wav; x=y": "audio/wav", "": "application/octet-stream", "application/pdf": "application/pdf"} {
		up, err := w.as("ama").CreateUpload(context.Background(), wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: "a", Fingerprint: "f" + given, Type: given})
		must(t, err)
		if up.Type != want {
			t.Errorf("%q is kept as %q", given, up.Type)
		}
	}
}

func TestAnUploadIsThrownAway(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.launched()
	o := w.accepted("ama")
	up, err := w.as("ama").CreateUpload(ctx, wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: "a", Size: 3, Fingerprint: "f"})
	must(t, err)
	must(t, w.as("ama").DeleteUpload(ctx, up.ID))
	_, err = w.as("ama").SignParts(ctx, up.ID, 1)
	wantCode(t, err, project.Conflict)
	_, err = w.as("ama").CompleteUpload(ctx, up.ID)
	wantCode(t, err, project.Conflict)
	_, err = w.as("ama").Deliver(ctx, o.SubGigID, wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}})
	wantCode(t, err, project.Invalid)
}

// cutStore fails the first reads of an object, as a store does that is restarted.
type cutStore struct {
	project.Objects
	mu   sync.Mutex
	cuts int
}

func (s *cutStore) Get(ctx context.Context, key string) (io.ReadCloser, project.ObjectInfo, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.cuts--; s.cuts >= 0 {
		return io.NopCloser(io.MultiReader(strings.NewReader("ab"), failing{})), project.ObjectInfo{}, nil
	}
	return s.Objects.Get(ctx, key)
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, errors.New("connection reset") }

func TestACompletionThatWasCutOffIsRepeated(t *testing.T) {
	cut := &cutStore{cuts: 2}
	w := newWorld(t, func(o *api.Options) { cut.Objects, o.Objects = o.Objects, cut })
	w.launched()
	up := w.sent("ama", w.accepted("ama"), "a.wav", []byte("abcd"))
	if up.State != project.UploadReady {
		t.Errorf("%+v", up)
	}
}

// endless is a store with one great object in it.
type endless struct {
	project.Objects
	size int64
}

func (e *endless) Get(context.Context, string) (io.ReadCloser, project.ObjectInfo, error) {
	return io.NopCloser(io.LimitReader(zeros{}, e.size)), project.ObjectInfo{Size: e.size}, nil
}
func (e *endless) Parts(context.Context, string, string) ([]project.Part, error) {
	parts := make([]project.Part, project.PartCount(e.size, project.MinPartSize))
	for i := range parts {
		parts[i] = project.Part{Number: i + 1, Size: project.MinPartSize}
	}
	return parts, nil
}
func (*endless) FinishParts(context.Context, string, string, []project.Part) error { return nil }
func (*endless) Copy(context.Context, string, string) error                        { return nil }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// TestAGreatUploadTakesNoMemory has the server read 512 MiB again.
func TestAGreatUploadTakesNoMemory(t *testing.T) {
	great := &endless{size: 512 << 20}
	w := newWorld(t, func(o *api.Options) { great.Objects, o.Objects = o.Objects, great })
	ctx := context.Background()
	p, err := w.as("bea").CreateProject(ctx, []byte(strings.Replace(plan, "delivery: {kind: file, max_bytes: 100000000}", "", 1)))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	o := w.accepted("ama")
	up, err := w.as("ama").CreateUpload(ctx, wire.UploadRequest{ProjectID: p.ID, SubGigID: o.SubGigID, Name: "a", Size: great.size, Fingerprint: "f"})
	must(t, err)
	grown := growth(func() { up, err = w.as("ama").CompleteUpload(ctx, up.ID) })
	must(t, err)
	if up.State != project.UploadReady || grown > 32<<20 {
		t.Errorf("%s, and %d MiB were needed", up.State, grown>>20)
	}
}

// growth gives how much more the heap held at the worst while do ran.
func growth(do func()) uint64 {
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	runtime.GC()
	before := heap()
	var most uint64
	done := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(5 * time.Millisecond):
				most = max(most, heap())
			}
		}
	})
	do()
	close(done)
	watch.Wait()
	return max(most, before) - before
}

func TestTwoCompletionsAtOnce(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	w.launched()
	o := w.accepted("ama")
	up, err := w.as("ama").CreateUpload(ctx, wire.UploadRequest{ProjectID: o.ProjectID, SubGigID: o.SubGigID, Name: "a", Size: 3, Fingerprint: "f"})
	must(t, err)
	signed, err := w.as("ama").SignParts(ctx, up.ID, 1)
	must(t, err)
	put(t, signed.Parts[0].URL, []byte("abc"))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			done, err := w.as("ama").CompleteUpload(client.WithKey(ctx, fmt.Sprint("k", rand.Int64())), up.ID)
			if err != nil || done.State != project.UploadReady {
				t.Errorf("%+v %v", done, err)
			}
		})
	}
	all.Wait()
}
