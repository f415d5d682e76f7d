package e2e

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestDemo runs the demo as a newcomer does, on plain output, and checks what it claims by other means.
func TestDemo(t *testing.T) {
	data := t.TempDir()
	out, code := run(t, "demo", "--data", data)
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
	spoiled := spoilOneObject(t, data)
	out, code = run(t, "verify", id, "--data", data)
	if code == 0 || !strings.Contains(out, spoiled) {
		t.Errorf("one byte of an object is flipped and verify says %d without naming %s:\n%s", code, spoiled, out)
	}
}

// spoilOneObject flips one byte in the middle of a stored delivery and gives its hash.
func spoilOneObject(t *testing.T, data string) string {
	t.Helper()
	objects, err := filepath.Glob(filepath.Join(data, "s3", "tutti", "obj", "*"))
	if err != nil || len(objects) < 24 {
		t.Fatalf("%d stored objects, %v", len(objects), err)
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
