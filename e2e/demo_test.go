package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestDemo runs the demo as a newcomer does, on plain output, and checks what it claims by other means.
func TestDemo(t *testing.T) {
	data := t.TempDir()
	out, code := runIn(t, filepath.Dir(data), "demo", "--data", filepath.Base(data)) // as make demo does: a path from where one stands
	if code != 0 {
		t.Fatalf("the demo ends with %d:\n%s", code, tail(out, 60))
	}
	for _, claim := range []string{"24/24", "12 countries", "-14", "tutti dev", "tutti verify"} {
		if !strings.Contains(out, claim) {
			t.Errorf("the demo does not say %q:\n%s", claim, tail(out, 40))
		}
	}
	for _, seen := range []string{"declined", "expired", "revision"} {
		if !strings.Contains(strings.ToLower(out), seen) {
			t.Errorf("the demo does not show %q", seen)
		}
	}
	id := regexp.MustCompile(`prj_[0-9a-z]{26}`).FindString(out)
	if id == "" {
		t.Fatal("the demo does not name its project")
	}
	if out, code := run(t, "verify", id, "--data", data); code != 0 {
		t.Fatalf("verify says %d:\n%s", code, out)
	}
	if !strings.Contains(out, "http://127.0.0.1:8080/projects/"+id) {
		t.Errorf("the demo does not end with where its project is seen:\n%s", tail(out, 12))
	}
	theyLookAtIt(t, data, id)
	guide := regexp.MustCompile(`guide is sent up: .* sha256 ([0-9a-f]{12})`).FindStringSubmatch(out)
	if guide == nil {
		t.Fatal("the demo does not say what its guide is")
	}
	spoiled := spoilOneDelivery(t, data, guide[1])
	out, code = run(t, "verify", id, "--data", data)
	if code == 0 || !strings.Contains(out, spoiled) || !strings.Contains(out, "sub-gig ") {
		t.Errorf("one byte of an object is flipped and verify says %d without naming %s and its sub-gig:\n%s", code, spoiled, out)
	}
}

// theyLookAtIt serves the data of the demo: the links that are printed let in its buyer, producer and a seller, who see the project.
func theyLookAtIt(t *testing.T, data, id string) {
	t.Helper()
	p := start(t, data, "dev", "--listen", "127.0.0.1:0")
	p.ready()
	t.Setenv("TUTTI_LOGIN", filepath.Join(t.TempDir(), "login.json"))
	for _, part := range []string{"buyer", "producer", "seller"} {
		line := p.printed("demo's " + part + ` signs in\s+http://\S+/sign-in#\S+`)
		link := line[strings.Index(line, "http://"):]
		if out, code := run(t, "login", link, "--data", data); code != 0 {
			t.Errorf("the %s's link does not let in: %d %s", part, code, out)
		}
		if out, code := run(t, "project", "show", id); code != 0 || !strings.Contains(out, id) {
			t.Errorf("the %s does not see the project: %d %s", part, code, out)
		}
		if out, code := run(t, "login", link, "--data", data); code == 0 {
			t.Errorf("the %s's link lets in twice: %s", part, out)
		}
	}
	p.stop()
}

// spoilOneDelivery flips one byte in the middle of a stored delivery and gives its hash. The guide is no delivery.
func spoilOneDelivery(t *testing.T, data, guide string) string {
	t.Helper()
	objects, err := filepath.Glob(filepath.Join(data, "s3", "tutti", "obj", "*"))
	objects = slices.DeleteFunc(objects, func(path string) bool { return strings.HasPrefix(filepath.Base(path), guide) })
	if err != nil || len(objects) < 24 {
		t.Fatalf("%d stored deliveries, %v", len(objects), err)
	}
	path := objects[len(objects)/2]
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return filepath.Base(path)
}
