package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/api/planfile"
)

const walk = "# A walk\n\n## Harbour\n\nCranes.\n\n## Bridge\n\nWind.\n"

func TestSplitWritesAPlanAndItsPieces(t *testing.T) {
	dir := t.TempDir()
	source := filepath.Join(dir, "walk.md")
	if err := os.WriteFile(source, []byte(walk+"\n# Back\n\nHome.\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	to := filepath.Join(dir, "pieces of a walk")
	if got := tutti(t, nil, "split", source, "--to", to, "--role", "translator", "--price", "40.00"); got.code != 0 || !strings.Contains(got.out, "back") {
		t.Fatalf("%+v", got)
	}
	text, err := os.ReadFile(filepath.Join(to, "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planfile.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := plan.Validate(); err != nil || len(plan.SubGigs) != 2 || plan.SubGigs[1].Price != "40.00" || plan.SubGigs[1].Role != "translator" {
		t.Errorf("%v\n%s", err, text)
	}
	var whole string
	for _, r := range plan.References {
		piece, err := os.ReadFile(filepath.Join(to, filepath.FromSlash(r.File)))
		if err != nil {
			t.Fatal(err)
		}
		whole += string(piece)
	}
	if whole != walk+"\n# Back\n\nHome.\n" {
		t.Errorf("the pieces together are %q", whole)
	}
	if left, _ := filepath.Glob(filepath.Join(to, ".pieces-*")); len(left) > 0 {
		t.Errorf("the workplace is left: %v", left)
	}
}

// TestFilesOfOneNameInTwoFoldersAreTwoPieces: the second one does not take the place of the first.
func TestFilesOfOneNameInTwoFoldersAreTwoPieces(t *testing.T) {
	source, to := t.TempDir(), filepath.Join(t.TempDir(), "out")
	for _, folder := range []string{"a", "b"} {
		if err := os.Mkdir(filepath.Join(source, folder), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(source, folder, "x.txt"), []byte(folder), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := tutti(t, nil, "split", source, "--to", to); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	text, err := os.ReadFile(filepath.Join(to, "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planfile.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var whole string
	for _, r := range plan.References {
		piece, err := os.ReadFile(filepath.Join(to, filepath.FromSlash(r.File)))
		if err != nil {
			t.Error(err)
		}
		whole += string(piece)
	}
	if whole != "ab" || plan.Validate() != nil {
		t.Errorf("the pieces hold %q, %v\n%s", whole, plan.Validate(), text)
	}
}

func TestASplitThatFailsSaysWhyAndLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	program, text := filepath.Join(dir, "program"), filepath.Join(dir, "walk.md")
	for path, content := range map[string]string{program: "\x7fELF\x02\x01\x01", text: walk} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(dir, "out")
	for _, c := range []struct {
		args []string
		says string
	}{
		{[]string{filepath.Join(dir, "absent.pdf")}, "there is no file"},
		{[]string{t.TempDir()}, "no file"},
		{[]string{program}, "cannot be split"},
		{[]string{text, "--by", "scenes"}, `cannot be split by "scenes"`},
		{[]string{text, "--parts", "2", "--every", "3"}, "not both"},
		{[]string{text, "--every", "-1"}, "-1 units cannot go into each piece"},
		{[]string{text, "--every", "NaN"}, "NaN units cannot go into each piece"},
		{[]string{text, "--parts", "-1"}, "-1 parts are outside 0"},
		{[]string{text, "--price", "abc"}, `the price of the sub-gigs: "abc" is no amount in EUR`},
		{[]string{text, "--price", "-5"}, `"-5" is negative`},
		{[]string{text, "--price", "5", "--currency", "XXX"}, `unknown currency "XXX"`},
	} {
		got := tutti(t, nil, append([]string{"split", "--to", to}, c.args...)...)
		if got.code == 0 || !strings.Contains(got.errs, c.says) {
			t.Errorf("%v: %+v, want %q", c.args, got, c.says)
		}
		if _, err := os.Stat(to); err == nil {
			t.Errorf("%v: the folder is left", c.args)
		}
	}
	if err := os.Mkdir(to, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, "mine"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got := tutti(t, nil, "split", text, "--to", to); got.code == 0 || !strings.Contains(got.errs, "not empty") {
		t.Errorf("%+v", got)
	}
}

func TestAFolderIsSplitIntoItsFiles(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "my photos")
	for name, content := range map[string]string{"a.txt": "one", "more/b.txt": "two"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	to := filepath.Join(t.TempDir(), "out")
	if got := tutti(t, nil, "split", dir, "--to", to, "--role", "editor", "--price", "1.00"); got.code != 0 {
		t.Fatalf("%+v", got)
	}
	text, err := os.ReadFile(filepath.Join(to, "plan.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := planfile.Parse(text)
	if err != nil || len(plan.SubGigs) != 2 || plan.SubGigs[1].Place.Path != "more" || !plan.Recipe.Plain {
		t.Errorf("%v\n%s", err, text)
	}
	if err := plan.Validate(); err != nil {
		t.Error(err)
	}
}
