package canary_test

import (
	"fmt"
	"log/slog"
	"net/url"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/e2e/canary"
	"tutti/project"
)

// TestALeakIsFound, whatever is leaked and however it is written; and what is found is not told again.
func TestALeakIsFound(t *testing.T) {
	now := time.Unix(1, 0)
	token, session := project.NewID(project.PrefixToken, now, "t"), project.NewID(project.PrefixSession, now, "s")
	link, secret := project.NewID(project.PrefixLink, now, "l"), api.NewSecret()
	planted := canary.New()
	address := planted.Secret("an address", "ama+") + "@example.org"
	for name, c := range map[string]struct{ line, secret string }{
		"a token":              {"a request came with " + api.FormatToken(project.TokenID(token), secret), secret},
		"a session":            {"cookie " + api.FormatSession(project.SessionID(session), secret), secret},
		"a link":               {"open http://x/sign-in#" + link + "." + secret, secret},
		"a calendar":           {"GET /calendar/" + secret + ".ics", secret},
		"a webhook's secret":   {"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"},
		"a presigned address":  {"GET http://s3/b/k?X-Amz-Date=1&X-Amz-Signature=0123456789abcdef", "0123456789abcdef"},
		"a notice of Stripe":   {"t=1,v1=" + strings.Repeat("0a", 32), strings.Repeat("0a", 32)},
		"a message's mark":     {"webhook-signature: v1," + strings.Repeat("A", 43) + "=", strings.Repeat("A", 43)},
		"a key of Stripe":      {"sk_test_abcdefghij", "abcdefghij"},
		"a header":             {"Authorization: Bearer abcdefghijklmnop", "abcdefghijklmnop"},
		"a cookie":             {"Cookie: a=b; __Host-tutti=abcdefghijklmnopq", "abcdefghijklmnopq"},
		"a database":           {"dial postgres://tutti:pass-word@db/tutti", "pass-word"},
		"what was planted":     {"mail to " + address, address[:20]},
		"the same, in a query": {"GET /x?to=" + url.QueryEscape(address), address[4:20]},
		"the same, in a log":   {fmt.Sprintf("msg=%q", "to "+address), address[:20]},
	} {
		w := planted
		before := len(w.Leaks())
		log := w.Stream("tutti")
		half := len(c.line) / 2
		for _, part := range []string{"nothing here\n", c.line[:half], c.line[half:], "\nnothing here\n"} {
			if _, err := log.Write([]byte(part)); err != nil {
				t.Fatal(err)
			}
		}
		leaks := w.Leaks()[before:]
		if len(leaks) == 0 {
			t.Errorf("%s: %q was not found", name, c.line)
		}
		if text := strings.Join(leaks, "\n"); strings.Contains(text, c.secret) {
			t.Errorf("%s: what was found tells it again: %s", name, text)
		}
	}
}

// TestAnOrdinaryLogTellsNothing: ids, hashes, addresses without secrets and the words of every day are no leak.
func TestAnOrdinaryLogTellsNothing(t *testing.T) {
	w := canary.New()
	w.Secret("a password", "")
	log := slog.New(slog.NewTextHandler(w.Stream("tutti"), &slog.HandlerOptions{Level: slog.LevelDebug}))
	id := project.NewID(project.PrefixToken, time.Unix(1, 0), "t")
	log.Info("request", "request_id", "3F7Q2LXZ5JKQ4T3N2M7P6R5S4A", "route", "/api/v1/sign-in/links/:id/use", "token", id, "sha256", strings.Repeat("0a", 32))
	log.Warn("database", "address", "postgres://tutti@db/tutti", "url", "http://127.0.0.1:8080/sign-in", "bearer", "none")
	log.Debug("started", "redis", "redis://127.0.0.1:6379/0", "s3", "http://127.0.0.1:9000/tutti?region=us-east-1")
	if leaks := w.Leaks(); len(leaks) > 0 || w.Lines() != 3 {
		t.Errorf("%d lines: %v", w.Lines(), leaks)
	}
}
