package e2e

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/e2e/canary"
	"tutti/project"
)

// watch looks at the log of every program that these tests start; TestMain asks it in the end.
var watch = sync.OnceValue(canary.New)

// told fails a run in which a log has told a secret.
func told(code int) int {
	leaks := watch().Leaks()
	fmt.Fprintf(os.Stderr, "canary: %d lines of logs, %d tell a secret\n", watch().Lines(), len(leaks))
	for _, leak := range leaks {
		fmt.Fprintln(os.Stderr, leak)
	}
	if len(leaks) > 0 {
		return max(1, code)
	}
	return code
}

// TestNoLogTellsASecret gives the program every kind of secret that there is, in its configuration, in requests as they should be and
// in requests that go wrong, and servers that do not answer, which is when programs say too much. The log is written in full.
func TestNoLogTellsASecret(t *testing.T) {
	secret, nobody := watch().Secret, "127.0.0.1:9"
	email := strings.ToLower(secret("an e-mail address", "ama-")) + "@example.org"
	watch().Plant("an e-mail address", email)
	key := fmt.Sprintf("%x", sha256.Sum256([]byte(rand.Text())))
	watch().Plant("the server's key", key)
	t.Setenv("TUTTI_SECRET_KEY", key)
	t.Setenv("TUTTI_SMTP_PASSWORD", secret("the password of the mail server", ""))
	t.Setenv("TUTTI_STRIPE_KEY", secret("a key of Stripe", "sk_test_"))
	t.Setenv("TUTTI_STRIPE_WEBHOOK_SECRET", secret("the signing secret of Stripe", "whsec_"))
	t.Setenv("TUTTI_OIDC_CLIENT_SECRET", secret("the secret at the identity provider", ""))
	before := watch().Lines()
	p := start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0", "--log-level", "debug", "--smtp", nobody, "--smtp-user", "tutti", "--smtp-from", "tutti@example.org",
		"--stripe-url", "http://"+nobody, "--oidc-issuer", "http://"+nobody, "--oidc-client-id", "tutti", "--clearing", "1s",
		"--webhook-http", "--webhook-networks", "127.0.0.0/8")
	e := newEnsemble(t, p)
	plan := strings.Replace(twoFiles, "country: GH}", "country: GH, email: "+email+"}", 1)
	if plan == twoFiles {
		t.Fatal("the plan has nobody whose address could be planted")
	}
	e.launch(plan)
	e.tellsSecrets(email)
	e.whole("first", "ama", []byte("one"))
	e.whole("second", "ama", []byte("two"))
	e.finish()
	p.stop()
	if lines := watch().Lines() - before; lines < 50 {
		t.Errorf("the program has written %d lines only", lines)
	}
}

// tellsSecrets sends secrets where they belong and where they do not.
func (e *ensemble) tellsSecrets(email string) {
	e.t.Helper()
	secret := watch().Secret
	hook, err := e.operator.CreateWebhook(e.ctx(), e.id, wire.WebhookRequest{URL: "http://127.0.0.1:65535/" + secret("the address of a webhook", "")})
	e.must(err, "make a webhook")
	calendar, err := e.seller("ama").CreateCalendar(e.ctx())
	e.must(err, "make a calendar")
	me, err := e.seller("ama").Me(e.ctx())
	e.must(err, "look who ama is")
	_, err = e.operator.Invite(e.ctx(), me.ID, wire.InvitationRequest{ProjectID: e.id})
	e.must(err, "invite ama")
	token, err := e.operator.CreateToken(e.ctx(), me.ID, wire.TokenRequest{Name: "canary"})
	e.must(err, "make a token")
	watch().Plant("a webhook's secret", hook.Secret)
	watch().Plant("a token", token.Token)
	watch().Plant("a calendar", calendar.Address[strings.LastIndexByte(calendar.Address, '/')+1:])

	anybody, err := client.New(e.url, "", client.Options{})
	e.must(err, "make a client")
	_, _ = anybody.AskSignIn(e.ctx(), email)
	_, err = anybody.UseCode(e.ctx(), email, "123456")
	wantRefused(e.t, err)
	_, err = anybody.UseLink(e.ctx(), project.LinkID(project.NewID(project.PrefixLink, me.CreatedAt, "x")), secret("a link's secret", ""))
	wantRefused(e.t, err)

	bad := url.QueryEscape(secret("a secret in a query", ""))
	for _, r := range []struct{ method, path, body, header, value string }{
		{"GET", "/api/v1/me", "", "Authorization", "Bearer " + token.Token[:len(token.Token)-1] + "0"},
		{"GET", "/api/v1/me?token=" + bad, "", "Authorization", "Basic " + secret("a password", "")},
		{"GET", "/api/v1/me", "", "Cookie", "tutti=" + secret("a cookie", "tus_")},
		{"POST", "/api/v1/webhooks/stripe", `{"id":"evt_1"}`, "Stripe-Signature", "t=1,v1=" + strings.Repeat("ab", 32)},
		{"GET", "/sign-in/staff", "", "", ""},
		{"GET", "/sign-in/staff/callback?state=" + bad + "&code=" + bad, "", "Cookie", "tutti-trip=" + secret("a trip", "")},
		{"GET", calendar.Address[strings.Index(calendar.Address, "/calendar/"):], "", "", ""},
		{"GET", "/calendar/" + bad + ".ics", "", "", ""},
		{"POST", "/unsubscribe/" + bad, "", "", ""},
		{"GET", "/tutti/objects/x?X-Amz-Signature=" + strings.Repeat("cd", 32), "", "", ""},
		{"PUT", "/nowhere/" + bad + "?secret=" + bad, secret("a secret in a body", ""), "X-Secret", bad},
		{"POST", "/api/v1/people", `{"` + bad + `":"` + bad, "Authorization", "Bearer " + token.Token},
	} {
		e.raw(r.method, r.path, r.body, r.header, r.value)
	}
}

func wantRefused(t *testing.T, err error) {
	t.Helper()
	if project.CodeOf(err) != project.Unauthenticated {
		t.Errorf("a wrong secret is answered with %v", err)
	}
}

// raw sends a request as it is. What it is answered does not matter.
func (e *ensemble) raw(method, path, body, header, value string) {
	e.t.Helper()
	req, err := http.NewRequestWithContext(e.ctx(), method, strings.TrimRight(e.url, "/")+path, bytes.NewReader([]byte(body)))
	e.must(err, "write a request")
	if header != "" {
		req.Header.Set(header, value)
	}
	req.Header.Set(wire.HeaderIdempotencyKey, "raw-"+value[:min(4, len(value))])
	res, err := http.DefaultClient.Do(req)
	e.must(err, "%s %s", method, path)
	_, _ = io.Copy(io.Discard, res.Body)
	_ = res.Body.Close()
	if res.StatusCode >= 500 && !strings.HasPrefix(path, "/sign-in/staff") {
		e.t.Errorf("%s %.60s is answered with %d", method, path, res.StatusCode)
	}
}
