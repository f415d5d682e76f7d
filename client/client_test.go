package client_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// script is a server that gives its answers one after another, the last one for ever.
type script struct {
	mu      sync.Mutex
	answers []func(http.ResponseWriter, *http.Request)
	got     []*http.Request
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.got = append(s.got, r)
	do := s.answers[min(len(s.got), len(s.answers))-1]
	s.mu.Unlock()
	do(w, r)
}

func (s *script) keys() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []string
	for _, r := range s.got {
		keys = append(keys, r.Header.Get(wire.HeaderIdempotencyKey))
	}
	return keys
}

func say(status int, body string, headers ...string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		for i := 0; i+1 < len(headers); i += 2 {
			w.Header().Set(headers[i], headers[i+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

func cutOff(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Length", "100")
	_, _ = w.Write([]byte("{"))
	panic(http.ErrAbortHandler)
}

func serve(t *testing.T, answers ...func(http.ResponseWriter, *http.Request)) (*script, *client.Client) {
	t.Helper()
	s := &script{answers: answers}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	c, err := client.New(server.URL, "tut_a_b_c", client.Options{Attempts: 4})
	if err != nil {
		t.Fatal(err)
	}
	return s, c
}

func TestACommandIsRepeatedWithTheSameKey(t *testing.T) {
	cases := map[string]func(http.ResponseWriter, *http.Request){
		"unavailable":   say(503, ""),
		"limited":       say(429, "", "Retry-After", "0"),
		"proxy":         say(502, "<html>"),
		"still running": say(409, "", "Retry-After", "0"),
		"cut off":       cutOff,
		"no JSON":       say(200, "<html>"),
	}
	for name, first := range cases {
		t.Run(name, func(t *testing.T) {
			s, c := serve(t, first, say(200, `{"id":"off_1"}`))
			o, err := c.Accept(context.Background(), "off_1")
			if err != nil || o.ID != "off_1" {
				t.Fatal(o, err)
			}
			if keys := s.keys(); len(keys) != 2 || keys[0] == "" || keys[0] != keys[1] {
				t.Errorf("keys %v", keys)
			}
		})
	}
}

func TestEveryCommandHasItsOwnKey(t *testing.T) {
	s, c := serve(t, say(200, `{}`))
	ctx := context.Background()
	_, _ = c.Accept(ctx, "off_1")
	_, _ = c.Accept(ctx, "off_2")
	_, _ = c.Accept(client.WithKey(ctx, "mine"), "off_3")
	if keys := s.keys(); keys[0] == keys[1] || keys[2] != "mine" {
		t.Errorf("%v", keys)
	}
}

func TestWhatIsFinalIsNotRepeated(t *testing.T) {
	for status, code := range map[int]project.Code{400: project.Invalid, 401: project.Unauthenticated, 403: project.Forbidden, 404: project.NotFound,
		409: project.Conflict, 500: project.Internal, 418: project.Invalid} {
		s, c := serve(t, say(status, ""))
		_, err := c.Accept(context.Background(), "off_1")
		if project.CodeOf(err) != code || len(s.keys()) != 1 {
			t.Errorf("%d: %v after %d tries", status, err, len(s.keys()))
		}
	}
}

func TestRepeatingHasAnEnd(t *testing.T) {
	s, c := serve(t, say(503, ""))
	_, err := c.Me(context.Background())
	if project.CodeOf(err) != project.Unavailable || len(s.keys()) != 4 {
		t.Errorf("%v after %d tries", err, len(s.keys()))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := c.Me(ctx); err == nil {
		t.Error("a call under an ended context went through")
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	_, c := serve(t, say(503, "", "Retry-After", "1"), say(200, `{}`))
	begin := time.Now()
	if _, err := c.Me(context.Background()); err != nil || time.Since(begin) < time.Second {
		t.Errorf("%v after %s", err, time.Since(begin))
	}
}

func TestAProblemIsAnError(t *testing.T) {
	_, c := serve(t, say(400, `{"code":"invalid","detail":"no","fields":[{"path":"a","message":"b"}]}`, "Content-Type", "application/problem+json"))
	_, err := c.Me(context.Background())
	var e *project.Error
	if !errors.As(err, &e) || e.Message != "no" || len(e.Fields) != 1 || e.Fields[0].Path != "a" {
		t.Errorf("%v", err)
	}
}

func TestTheServersAddressIsChecked(t *testing.T) {
	for _, address := range []string{"", "localhost:8080", "ftp://x", "http://", "::"} {
		if _, err := client.New(address, "", client.Options{}); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q: %v", address, err)
		}
	}
}

func TestIdsAreEscaped(t *testing.T) {
	s, c := serve(t, say(200, `{}`))
	_, _ = c.DeliveryFile(context.Background(), "dlv_1", "a b/c?.wav")
	if got := s.got[0].RequestURI; got != "/api/v1/deliveries/dlv_1/files/a%20b%2Fc%3F.wav" {
		t.Errorf("%s", got)
	}
}

func TestEventsGoOnAfterACut(t *testing.T) {
	event := func(n int) string {
		return fmt.Sprintf("id: %d\nevent: offer.made\ndata: {\"seq\":%d,\"kind\":\"offer.made\"}\n\n", n, n)
	}
	s, c := serve(t,
		say(200, "retry: 1\n\n: hello\n\n"+event(1)+event(2)+"id: 4\n\n"+"id: 5\nevent: off"),
		say(503, ""),
		say(200, event(4)+event(5)),
		say(200, "event: resync\nid: 9\ndata: {\"last\":9}\n\n"),
		say(404, ""))
	var got []string
	var last error
	for e, err := range c.Events(context.Background(), "prj_1", 0) {
		got = append(got, fmt.Sprintf("%d:%s", e.Seq, e.Kind))
		last = err
	}
	if want := "1:offer.made 2:offer.made 5:offer.made 9:resync 0:"; strings.Join(got, " ") != want {
		t.Errorf("%q", strings.Join(got, " "))
	}
	if project.CodeOf(last) != project.NotFound {
		t.Errorf("%v", last)
	}
	for i, want := range []string{"0", "4", "4", "5", "9"} {
		if at := s.got[i].Header.Get("Last-Event-ID"); at != want {
			t.Errorf("connection %d asked from %s, not %s", i, at, want)
		}
	}
}

func TestADownloadIsVerified(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(say(200, "hello")))
	defer server.Close()
	_, c := serve(t, say(200, ""))
	sum := sha256.Sum256([]byte("hello"))
	good := wire.Link{Name: "a", URL: server.URL, Size: 5, SHA256: hex.EncodeToString(sum[:])}
	var out bytes.Buffer
	if err := c.Download(context.Background(), good, &out, nil); err != nil || out.String() != "hello" {
		t.Errorf("%v %q", err, out.String())
	}
	dir := t.TempDir()
	for name, change := range map[string]func(*wire.Link){
		"other bytes": func(l *wire.Link) { l.SHA256 = strings.Repeat("0", 64) },
		"too few":     func(l *wire.Link) { l.Size = 6 },
		"too many":    func(l *wire.Link) { l.Size = 4 },
	} {
		bad := good
		change(&bad)
		path := filepath.Join(dir, "out")
		if err := c.DownloadFile(context.Background(), bad, path, nil); project.CodeOf(err) != project.Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("%v was left behind", left)
	}
	if err := c.DownloadFile(context.Background(), good, filepath.Join(dir, "out"), nil); err != nil {
		t.Error(err)
	}
}

// uploads is a server that takes uploads, with a store that fails some parts at first.
type uploads struct {
	mu    sync.Mutex
	size  int
	part  int
	fails map[string]int
	parts map[string][]byte
	signs int
}

func (u *uploads) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	u.mu.Lock()
	defer u.mu.Unlock()
	count := (u.size + u.part - 1) / u.part
	switch {
	case strings.HasSuffix(r.URL.Path, "/uploads"):
		say(201, fmt.Sprintf(`{"id":"upl_1","state":"open","size":%d,"part_size":%d,"parts":%d,"done":[]}`, u.size, u.part, count))(w, r)
	case strings.HasSuffix(r.URL.Path, "/sign"):
		u.signs++
		var links []string
		for n := 1; n <= count; n++ {
			links = append(links, fmt.Sprintf(`{"number":%d,"url":"http://%s/part/%d","size":1}`, n, r.Host, n))
		}
		say(200, `{"parts":[`+strings.Join(links, ",")+`]}`)(w, r)
	case strings.HasPrefix(r.URL.Path, "/part/"):
		if r.Header.Get("Authorization") != "" || u.fails[r.URL.Path] > 0 {
			u.fails[r.URL.Path]--
			say(403, "")(w, r)
			return
		}
		var body bytes.Buffer
		_, _ = body.ReadFrom(r.Body)
		u.parts[strings.TrimPrefix(r.URL.Path, "/part/")] = body.Bytes()
	default:
		sum := sha256.New()
		for n := 1; n <= count; n++ {
			sum.Write(u.parts[fmt.Sprint(n)])
		}
		say(200, fmt.Sprintf(`{"id":"upl_1","state":"ready","sha256":"%x"}`, sum.Sum(nil)))(w, r)
	}
}

func TestPartsThatFailAreSentAgain(t *testing.T) {
	data := bytes.Repeat([]byte("0123456789"), 100)
	u := &uploads{size: len(data), part: 64, fails: map[string]int{"/part/3": 2, "/part/16": 1}, parts: map[string][]byte{}}
	server := httptest.NewServer(u)
	defer server.Close()
	c, err := client.New(server.URL, "t", client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "take.wav")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	var last int64
	up, err := c.UploadFile(context.Background(), wire.UploadRequest{ProjectID: "prj_1", SubGigID: "sub_1"}, path, func(n, _ int64) { last = n })
	if err != nil || up.State != project.UploadReady || last != int64(len(data)) {
		t.Errorf("%+v %v %d", up, err, last)
	}
	if u.signs > 6 {
		t.Errorf("%d requests for addresses", u.signs)
	}
	if _, err := c.UploadFile(context.Background(), wire.UploadRequest{}, path+"-not-there", nil); project.CodeOf(err) != project.Invalid {
		t.Errorf("%v", err)
	}
}
