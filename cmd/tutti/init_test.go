package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tutti/api/planfile"
	"tutti/examples"
)

func TestInitListsTheTemplates(t *testing.T) {
	t.Parallel()
	got := tutti(t, nil, "init")
	for _, line := range []string{"film", "A film: scenes shot by different people", "track", "tutti init film my-film"} {
		if got.code != exitOK || !strings.Contains(got.out, line) {
			t.Errorf("status %d, %q is not there:\n%s%s", got.code, line, got.out, got.errs)
		}
	}
}

// TestInitWritesAProjectThatCanBeLaunched: of every template, the plan and each file it refers to, and nothing to deliver.
func TestInitWritesAProjectThatCanBeLaunched(t *testing.T) {
	t.Parallel()
	list, err := examples.Templates()
	if err != nil {
		t.Fatal(err)
	}
	names := []string{trackTemplate}
	for _, one := range list {
		names = append(names, one.Name)
	}
	for _, name := range names {
		dir := filepath.Join(t.TempDir(), "mine")
		got := tutti(t, nil, "init", name, dir)
		plan := filepath.Join(dir, examples.PlanFile)
		if got.code != exitOK || !strings.Contains(got.out, "project launch "+plan) || !strings.Contains(got.out, "plan validate "+plan) {
			t.Fatalf("%s: status %d:\n%s%s", name, got.code, got.out, got.errs)
		}
		text, err := os.ReadFile(plan)
		if err != nil {
			t.Fatal(err)
		}
		p, err := planfile.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, r := range p.References {
			if info, err := os.Stat(filepath.Join(dir, r.File)); err != nil || info.Size() == 0 {
				t.Errorf("%s: the reference %s is not there: %v", name, r.File, err)
			}
		}
		if _, err := os.Stat(filepath.Join(dir, "deliveries")); err == nil {
			t.Errorf("%s: what the sellers deliver is not the buyer's to have", name)
		}
		if again := tutti(t, nil, "init", name, dir); again.code != exitUsage || !strings.Contains(again.errs, "is not empty") {
			t.Errorf("%s: a folder with something in it is taken: status %d, %s", name, again.code, again.errs)
		}
	}
}

func TestUnknownTemplatesAreRefused(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"init", "opera"}, {"init", "../film"}, {"demo", "play", "opera"}} {
		if got := tutti(t, nil, args...); got.code != exitUsage || !strings.Contains(got.errs, "there is no template") {
			t.Errorf("%v: status %d, %s", args, got.code, got.errs)
		}
	}
}
