package tutti_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestSecurityNamesTests holds docs/security.md to the tests that it names.
func TestSecurityNamesTests(t *testing.T) {
	text, err := os.ReadFile("docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	there := testsOfTheTree(t)
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Za-z0-9]+)`").FindAllStringSubmatch(string(text), -1)
	for _, name := range named {
		if !there[name[1]] {
			t.Errorf("docs/security.md names %s, which is no test", name[1])
		}
	}
	rows := regexp.MustCompile(`\b(?:1[0-7]|[1-9])\.\d+\.\d+\b`).FindAllString(string(text), -1)
	seen := map[string]bool{}
	for _, row := range rows {
		seen[row] = true
	}
	const levelsOneAndTwo = 253
	if len(seen) != levelsOneAndTwo || len(named) < 80 {
		t.Errorf("%d requirements, not %d; %d tests are named", len(seen), levelsOneAndTwo, len(named))
	}
}

func testsOfTheTree(t *testing.T) map[string]bool {
	t.Helper()
	there := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		for _, m := range declared.FindAllStringSubmatch(string(text), -1) {
			there[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}
