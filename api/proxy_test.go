package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"tutti/api"
)

// storeBehind is what the proxy speaks to: it answers with what it got.
func storeBehind(t *testing.T) (*httptest.Server, func(*api.Options)) {
	t.Helper()
	store := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("zeros") != "" {
			_, _ = io.Copy(w, io.LimitReader(zeros{}, 1<<30))
			return
		}
		sum := sha256.New()
		n, _ := io.Copy(sum, r.Body)
		w.Header().Set("ETag", `"e"`)
		w.Header().Set("Content-Type", "text/html")
		_, _ = fmt.Fprintf(w, "%s %s %s auth=%q cookie=%q %d %s", r.Method, r.Host, r.RequestURI, r.Header.Get("Authorization"), r.Header.Get("Cookie"), n, hex.EncodeToString(sum.Sum(nil)))
	}))
	t.Cleanup(store.Close)
	at, err := url.Parse(store.URL)
	must(t, err)
	return store, func(o *api.Options) { o.S3Proxy, o.Bucket = at, "tutti" }
}

func TestSignedRequestsReachTheStore(t *testing.T) {
	_, behind := storeBehind(t)
	w := newWorld(t, behind)
	target := "/tutti/up/a%20b%2Fc?X-Amz-Signature=abc&X-Amz-Credential=k%2F20260301&partNumber=1"
	got := w.ask("bea", "PUT", target, "hello", "Cookie", "a=b")
	sum := sha256.Sum256([]byte("hello"))
	host := strings.TrimPrefix(w.server.URL, "http://")
	want := fmt.Sprintf("PUT %s %s auth=%q cookie=%q 5 %x", host, target, "", "", sum)
	if got.status != 200 || got.body != want || got.header.Get("ETag") != `"e"` {
		t.Errorf("\n%s\n%s", got.body, want)
	}
	policy := got.header.Values("Content-Security-Policy")
	if got.header.Get("X-Content-Type-Options") != "nosniff" || len(policy) != 1 || !strings.Contains(policy[0], "sandbox") || got.header.Get("Content-Disposition") != "attachment" {
		t.Errorf("a stranger's page could run: %v", got.header)
	}
	if strings.Contains(w.log.String(), "abc") || strings.Contains(w.log.String(), "a%20b") {
		t.Error("the signed address is in the log")
	}
}

func TestUnsignedRequestsDoNot(t *testing.T) {
	_, behind := storeBehind(t)
	w := newWorld(t, behind)
	for _, target := range []string{"/tutti/up/x", "/tutti/?list-type=2", "/tutti/obj/x?X-Amz-Signature="} {
		if got := w.ask("olga", "GET", target, ""); got.status != 404 || got.problem(t).Code != "not_found" {
			t.Errorf("%s: %d %s", target, got.status, got.body)
		}
	}
	if got := w.ask("olga", "DELETE", "/tutti/up/x?X-Amz-Signature=abc", ""); got.status != 405 {
		t.Errorf("DELETE: %d", got.status)
	}
}

func TestAStoreThatIsAwayIsAProblem(t *testing.T) {
	store, behind := storeBehind(t)
	w := newWorld(t, behind)
	store.Close()
	got := w.ask("", "GET", "/tutti/obj/x?X-Amz-Signature=hush", "")
	if got.status != 503 || got.problem(t).Code != "unavailable" || got.header.Get("Retry-After") == "" {
		t.Errorf("%d %s", got.status, got.body)
	}
	if strings.Contains(w.log.String(), "hush") {
		t.Error("the signed address is in the log")
	}
}

// TestAGibibytePassesWithoutBeingHeld sends one each way.
func TestAGibibytePassesWithoutBeingHeld(t *testing.T) {
	if testing.Short() {
		t.Skip("two GiB over loopback")
	}
	_, behind := storeBehind(t)
	w := newWorld(t, behind)
	pass := func(method, query string, body io.Reader) (n int64, text string) {
		req, err := http.NewRequest(method, w.server.URL+"/tutti/up/x?X-Amz-Signature=s"+query, body)
		must(t, err)
		req.ContentLength = 1 << 30
		if method == http.MethodGet {
			req.Body, req.ContentLength = http.NoBody, 0
		}
		res, err := http.DefaultClient.Do(req)
		must(t, err)
		defer func() { _ = res.Body.Close() }()
		if method == http.MethodGet {
			n, err = io.Copy(io.Discard, res.Body)
			must(t, err)
			return n, ""
		}
		all, err := io.ReadAll(res.Body)
		must(t, err)
		return 0, string(all)
	}
	grown := growth(func() {
		if _, text := pass(http.MethodPut, "", io.LimitReader(zeros{}, 1<<30)); !strings.Contains(text, " 1073741824 ") {
			t.Errorf("up: %s", text)
		}
		if n, _ := pass(http.MethodGet, "&zeros=1", nil); n != 1<<30 {
			t.Errorf("down: %d bytes", n)
		}
	})
	if grown > 32<<20 {
		t.Errorf("%d MiB were held", grown>>20)
	}
}
