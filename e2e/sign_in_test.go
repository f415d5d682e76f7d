package e2e

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"tutti/mail"
	"tutti/storage/storagetest"
)

// TestGettingIn: the operator comes in by the link of the first start and invites a seller, who comes in by the code of the
// letter. Nothing of Redis is needed to stay signed in, a session that is ended is refused, and no log tells a secret.
func TestGettingIn(t *testing.T) {
	hints := storagetest.Redis(t)
	post, err := mail.StartSink(mail.SinkOptions{Address: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(post.Close)
	data := t.TempDir()
	p := start(t, data, "dev", "--listen", "127.0.0.1:0", "--redis", hints.URL(), "--smtp", post.Address(), "--smtp-from", "tutti@example.org", "--smtp-tls", "off")
	p.ready()
	asked := func(who string, args ...string) (string, int) {
		t.Setenv("TUTTI_LOGIN", filepath.Join(data, who+".json"))
		return run(t, append(args, "--data", data)...)
	}
	as := func(who string, args ...string) string {
		t.Helper()
		out, code := asked(who, args...)
		if code != 0 {
			t.Fatalf("%s as %s: %d %s", strings.Join(args, " "), who, code, out)
		}
		return out
	}

	link := p.printed(`http://\S+/sign-in#\S+`)
	as("olga", "login", link)
	if out, code := asked("olga", "login", link); code == 0 || !strings.Contains(out, "used already") {
		t.Errorf("the link works twice: %s", out)
	}
	as("olga", "people", "add", "ama", "--name", "Ama Mensah", "--email", "ama@example.org")
	as("olga", "people", "invite", "ama")
	letter := received(t, post)
	invitation, digits := regexp.MustCompile(`http://\S+/sign-in#\S+`).FindString(letter.Text), regexp.MustCompile(`code: ?([0-9]{6})`).FindStringSubmatch(letter.Text)
	if letter.To != "ama@example.org" || invitation == "" || digits == nil {
		t.Fatalf("the letter to %s says %s", letter.To, letter.Text)
	}
	as("ama", "login", "ama", "--code", digits[1])

	hints.Flush()
	for who, handle := range map[string]string{"olga": "operator", "ama": "ama"} {
		if out := as(who, "people", "me"); !strings.Contains(out, handle) {
			t.Errorf("%s is %s", who, out)
		}
	}
	as("ama", "session", "revoke", "--all")
	if out, code := asked("ama", "people", "me"); code == 0 {
		t.Errorf("an ended session works: %s", out)
	}
	for line := range strings.Lines(p.output.String()) {
		_, fragment, _ := strings.Cut(link, "#")
		_, other, _ := strings.Cut(invitation, "#")
		if strings.HasPrefix(line, "time=") && (strings.Contains(line, fragment) || strings.Contains(line, other)) || strings.Contains(line, other) {
			t.Errorf("the log tells a secret: %s", line)
		}
	}
}

// printed waits until the program has printed something.
func (p *program) printed(pattern string) string {
	p.t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if found := regexp.MustCompile(pattern).FindString(p.output.String()); found != "" {
			return found
		}
	}
	p.t.Fatalf("the program does not print %s", pattern)
	return ""
}

// received waits for the first mail.
func received(t *testing.T, post *mail.Sink) mail.Received {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if m, ok := post.Mail(1); ok {
			return m
		}
	}
	t.Fatal("no mail comes")
	return mail.Received{}
}
