package objects

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"tutti/embedded/s3"
	"tutti/project"
	"tutti/storage/storagetest"
)

// startS3 runs the embedded store. There can be one at a time in a process.
func startS3(t *testing.T) *s3.Server {
	t.Helper()
	server, err := s3.Start(s3.Options{Dir: t.TempDir(), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	return server
}

func optionsFor(server *s3.Server, address string) Options {
	return Options{
		Endpoint: "http://" + address, AccessKey: server.AccessKey(), SecretKey: server.SecretKey(), Region: server.Region(),
		Bucket: "tutti-test", Logger: slog.New(slog.DiscardHandler),
	}
}

func openAt(t *testing.T, server *s3.Server, address string) *Store {
	t.Helper()
	store, err := Open(t.Context(), optionsFor(server, address))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	return store
}

func TestContract(t *testing.T) {
	server := startS3(t)
	open := func(t *testing.T) project.Objects { return openAt(t, server, server.Endpoint()) }
	storagetest.Objects(t, open)
	t.Run("stream", func(t *testing.T) { storagetest.ObjectsStream(t, open) })
}

func TestAway(t *testing.T) {
	server := startS3(t)
	storagetest.ObjectsAway(t, server.Endpoint(), func(t *testing.T, address string) project.Objects {
		return openAt(t, server, address)
	})
}

func TestOpen(t *testing.T) {
	server := startS3(t)
	right := optionsFor(server, server.Endpoint())
	for name, try := range map[string]struct {
		change func(*Options)
		code   project.Code
	}{
		"right":          {func(*Options) {}, ""},
		"again":          {func(*Options) {}, ""},
		"no scheme":      {func(o *Options) { o.Endpoint = server.Endpoint() }, project.Invalid},
		"a path":         {func(o *Options) { o.Endpoint += "/tutti" }, project.Invalid},
		"no host":        {func(o *Options) { o.Public = "http:///tutti" }, project.Invalid},
		"no keys":        {func(o *Options) { o.SecretKey = "" }, project.Invalid},
		"no bucket":      {func(o *Options) { o.Bucket = "" }, project.Invalid},
		"bad bucket":     {func(o *Options) { o.Bucket = "Not_A_Bucket" }, project.Invalid},
		"wrong secret":   {func(o *Options) { o.SecretKey = "wrong" }, project.Internal},
		"nobody answers": {func(o *Options) { o.Endpoint = "http://127.0.0.1:1" }, project.Unavailable},
	} {
		t.Run(name, func(t *testing.T) {
			opts := right
			try.change(&opts)
			store, err := Open(t.Context(), opts)
			if project.CodeOf(err) != try.code {
				t.Errorf("Open gives: %v", err)
			}
			if err == nil {
				store.Close()
			}
		})
	}
}

func TestOpenManyAtOnceMakesOneBucket(t *testing.T) {
	server := startS3(t)
	failures := make(chan error)
	const many = 8
	for range many {
		go func() {
			_, err := Open(t.Context(), optionsFor(server, server.Endpoint()))
			failures <- err
		}()
	}
	for range many {
		if err := <-failures; err != nil {
			t.Error(err)
		}
	}
}

func TestPublicAddressIsSignedForItself(t *testing.T) {
	server := startS3(t)
	opts := optionsFor(server, server.Endpoint())
	opts.Public = "https://files.example.com/ensemble/"
	store, err := Open(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	before := store.Stats().Calls
	address, err := store.SignGet(t.Context(), "obj/a", "a.wav", time.Minute)
	if err != nil || !strings.HasPrefix(address, "https://files.example.com/ensemble/tutti-test/obj/a?") {
		t.Fatalf("signed %q (%v)", address, err)
	}
	if store.Stats().Calls != before {
		t.Error("signing sent a request")
	}
	put(t, store, "obj/a", "through a proxy")
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	// As a proxy that hands on the Host header, and what stands behind its path.
	u.Scheme, u.Host, u.Path = "http", server.Endpoint(), strings.TrimPrefix(u.Path, "/ensemble")
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, u.String(), nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Host = "files.example.com"
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		t.Errorf("through the proxy: %d", answer.StatusCode)
	}
}

func TestCallsAreCounted(t *testing.T) {
	store := openStarted(t)
	id := ""
	for _, step := range []struct {
		name  string
		calls int64
		do    func(ctx context.Context) error
	}{
		{"small Put", 1, func(ctx context.Context) error { return store.Put(ctx, "c/a", strings.NewReader("a"), 1, "", "") }},
		{"repeated Put", 2, func(ctx context.Context) error { return store.Put(ctx, "c/a", strings.NewReader("a"), 1, "", "") }},
		{"large Put", 2, func(ctx context.Context) error {
			return store.Put(ctx, "c/b", strings.NewReader(strings.Repeat("b", 2<<20)), 2<<20, "", "")
		}},
		{"large repeated Put", 1, func(ctx context.Context) error {
			return store.Put(ctx, "c/b", strings.NewReader(""), 2<<20, "", "")
		}},
		{"Stat", 1, func(ctx context.Context) error { _, err := store.Stat(ctx, "c/a"); return err }},
		{"Verify", 1, func(ctx context.Context) error { _, _, err := Verify(ctx, store, "c/a"); return err }},
		{"Copy", 3, func(ctx context.Context) error { return store.Copy(ctx, "c/a", "c/c") }},
		{"Delete", 1, func(ctx context.Context) error { return store.Delete(ctx, "c/c") }},
		{"StartParts", 1, func(ctx context.Context) (err error) { id, err = store.StartParts(ctx, "c/d", ""); return err }},
		{"SignPart", 0, func(ctx context.Context) error {
			_, err := store.SignPart(ctx, "c/d", id, 1, 1, time.Minute)
			return err
		}},
		{"Parts", 1, func(ctx context.Context) error { _, err := store.Parts(ctx, "c/d", id); return err }},
		{"AbortParts", 1, func(ctx context.Context) error { return store.AbortParts(ctx, "c/d", id) }},
	} {
		before := store.Stats().Calls
		if err := step.do(t.Context()); err != nil {
			t.Errorf("%s: %v", step.name, err)
		}
		if calls := store.Stats().Calls - before; calls != step.calls {
			t.Errorf("%s took %d calls, want %d", step.name, calls, step.calls)
		}
	}
	if failed := store.Stats().Failed; failed != 0 {
		t.Errorf("%d calls failed", failed)
	}
}

func openStarted(t *testing.T) *Store {
	t.Helper()
	server := startS3(t)
	return openAt(t, server, server.Endpoint())
}

func put(t *testing.T, store project.Objects, key, text string) {
	t.Helper()
	if err := store.Put(t.Context(), key, strings.NewReader(text), int64(len(text)), "audio/wav", ""); err != nil {
		t.Fatal(err)
	}
}
