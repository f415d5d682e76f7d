package outside

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"tutti/project"
)

// local reaches this machine only.
func local() *Webhooks {
	return sender(Options{HTTP: true, Networks: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}})
}

func TestAMessageIsVerifiedAsStandardWebhooksSays(t *testing.T) {
	now := time.Now()
	w := endpoint("")
	former := project.WebhookSecret{ID: "0", Sealed: "former-secret-of-the-hook", Until: now.Add(time.Hour)}
	past := project.WebhookSecret{ID: "past", Sealed: "a-secret-of-the-long-past", Until: now}
	w.Secrets = append(w.Secrets, former, past)
	valid := map[string]bool{}
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		for _, s := range w.Secrets {
			verifier, _ := standardwebhooks.NewWebhookRaw([]byte(s.Sealed))
			valid[s.ID] = verifier.Verify(body, r.Header) == nil
		}
		if r.Header.Get("Content-Type") != "application/json" || r.Header.Get("webhook-id") != "msg_1" || r.Method != http.MethodPost {
			t.Errorf("%s %v", r.Method, r.Header)
		}
	}))
	defer server.Close()
	w.URL = server.URL
	m := project.WebhookMessage{ID: "msg_1", Type: "offer.made", Project: "prj_1", Seq: 3, Body: []byte(`{"type":"offer.made"}`), At: now}
	a := local().Send(t.Context(), w, m)
	if a.Problem != "" || a.Status != http.StatusOK || a.Message != "msg_1" || a.Seq != 3 {
		t.Errorf("%+v", a)
	}
	if !valid["1"] || !valid["0"] || valid["past"] {
		t.Errorf("who verifies it: %v", valid)
	}
	w.Secrets = []project.WebhookSecret{{ID: "1", Sealed: "broken"}}
	if a := local().Send(t.Context(), w, m); a.Problem != project.WebhookUnsigned || a.Status != 0 {
		t.Errorf("with a secret that cannot be read: %+v", a)
	}
}

func TestAnswersAreBounded(t *testing.T) {
	var followed, written atomic.Int64
	mux := http.NewServeMux()
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/followed", http.StatusFound) })
	mux.HandleFunc("/followed", func(http.ResponseWriter, *http.Request) { followed.Add(1) })
	mux.HandleFunc("/endless", func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			n, err := w.Write([]byte(strings.Repeat("é", 8<<10)))
			if written.Add(int64(n)); err != nil {
				return
			}
		}
	})
	mux.HandleFunc("/zip", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") == "gzip" {
			t.Error("a packed answer is asked for")
		}
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write([]byte{0x1f, 0x8b, 0, 0xff})
	})
	mux.HandleFunc("/headers", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X", strings.Repeat("x", maxHeader*2)) })
	mux.HandleFunc("/bad", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		fmt.Fprint(w, "a\x00b\x1b[31m\xffc\r\nd")
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	for path, want := range map[string]project.WebhookProblem{
		"/redirect": project.WebhookRedirects, "/endless": "", "/zip": "", "/headers": project.WebhookBroken, "/bad": project.WebhookBadStatus,
	} {
		a := local().Send(t.Context(), endpoint(server.URL+path), project.WebhookMessage{ID: "msg_1", At: time.Now()})
		if a.Problem != want || len(a.Answer) > project.MaxWebhookAnswer || !utf8.ValidString(a.Answer) || strings.ContainsAny(a.Answer, "\x00\x1b\r") {
			t.Errorf("%s: %+v", path, a)
		}
		if path == "/bad" && a.Answer != "ab[31mc\nd" {
			t.Errorf("%q", a.Answer)
		}
	}
	if followed.Load() > 0 {
		t.Error("a redirect was followed")
	}
	if n := written.Load(); n > 64<<20 {
		t.Errorf("%d bytes were taken", n)
	}
}

func TestProblemsHaveNames(t *testing.T) {
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	for address, want := range map[string]project.WebhookProblem{
		secure.URL: project.WebhookNotSecure, gone.URL: project.WebhookUnreachable,
		strings.Replace(secure.URL, "https", "http", 1): project.WebhookBadStatus,
	} {
		if a := local().Send(t.Context(), endpoint(address), project.WebhookMessage{ID: "msg_1", At: time.Now()}); a.Problem != want {
			t.Errorf("%s: %+v", want, a)
		}
	}
	s := sender(Options{Resolver: known().resolver()})
	if a := s.Send(t.Context(), endpoint("https://absent.example/"), project.WebhookMessage{ID: "msg_1"}); a.Problem != project.WebhookNoAddress {
		t.Errorf("%+v", a)
	}
	if a := s.Send(t.Context(), endpoint("http://public.example/"), project.WebhookMessage{ID: "msg_1"}); a.Problem != project.WebhookRefused {
		t.Errorf("http, saved when it was allowed: %+v", a)
	}
}
