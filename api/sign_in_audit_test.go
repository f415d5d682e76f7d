package api_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tutti/project"
)

// TestWaysInAreWrittenDown: who got in how and out, at whom codes and secrets were tried in vain, and none of the secrets.
func TestWaysInAreWrittenDown(t *testing.T) {
	w := newWorld(t)
	w.addressed("sel", "sel@example.org", project.RoleSeller)
	l := w.asks("sel", "sel@example.org", 1)
	secret, code := w.secretsOf(l)
	wrong := "000000"
	if code == wrong {
		wrong = "111111"
	}
	tries := []struct{ path, body string }{
		{"/sign-in/links/" + string(l.Link) + "/use", `{"secret":"` + strings.Repeat("a", len(secret)) + `"}`},
		{"/sign-in/code", `{"who":"sel","code":"` + wrong + `"}`},
		{"/sign-in/code", `{"who":"nobody-known","code":"` + wrong + `"}`}, // is no line
		{"/sign-in/links/" + string(l.Link) + "/use", `{"secret":"` + secret + `","bearer":true}`},
	}
	var token string
	for _, try := range tries {
		got := w.ask("", "POST", path("%s", try.path), try.body)
		var in struct {
			Token string `json:"token"`
		}
		_ = json.Unmarshal([]byte(got.body), &in) // a refusal has no token
		token = in.Token
	}
	if token == "" {
		t.Fatal("nobody got in")
	}
	w.tokens["sel"] = token
	if out := w.ask("sel", "POST", path("/sign-out"), ""); out.status != 204 {
		t.Fatalf("%d %s", out.status, out.body)
	}
	var said []string
	who := string(w.ids["sel"])
	for _, line := range w.auditLog() {
		said = append(said, strings.TrimSpace(fmt.Sprint(line.Operation, " ", line.Status, " ", line.Actor, " ", strings.Join(line.About, " "))))
		if line.Address != "127.0.0.0/24" || line.Request == "" {
			t.Errorf("%+v", line)
		}
	}
	want := []string{"use-link 401  " + who, "use-code 401  " + who, "use-link 200 " + who, "sign-out 204 " + who}
	if !slices.Equal(said, want) {
		t.Errorf("%q, not %q", said, want)
	}
	text, err := json.Marshal(w.auditLog())
	must(t, err)
	for _, hidden := range []string{secret, `"` + code, token} {
		if strings.Contains(string(text), hidden) {
			t.Errorf("%q is in the audit log: %s", hidden, text)
		}
	}
}
