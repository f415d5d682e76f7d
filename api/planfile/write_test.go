package planfile

import (
	"reflect"
	"strings"
	"testing"

	"tutti/examples"
	"tutti/project"
)

// TestWhatIsWrittenReadsTheSame: every example, written anew, is the same plan.
func TestWhatIsWrittenReadsTheSame(t *testing.T) {
	names := examples.Names()
	templates, err := examples.Templates()
	if err != nil {
		t.Fatal(err)
	}
	for _, one := range templates {
		names = append(names, one.Name+"/"+examples.PlanFile)
	}
	for _, name := range names {
		text, err := examples.Plan(name)
		if err != nil {
			t.Fatal(err)
		}
		plan, err := Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		written, err := Write(plan, "Launch it with", "", "  tutti project launch "+name)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(written)
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, written)
		}
		if !reflect.DeepEqual(again, plan) {
			t.Errorf("%s is another plan after writing:\n%s", name, written)
		}
		if !strings.HasPrefix(string(written), "# Launch it with\n#\n#   tutti") || strings.Contains(string(written), "{}") || strings.Contains(string(written), "null") {
			t.Errorf("%s is not for people:\n%.300s", name, written)
		}
	}
}

func TestOddTextsAreWrittenSafely(t *testing.T) {
	for _, odd := range []string{"yes", "0755", "1e3", "- a", "a: b", "# no", "two\nlines", "tab\there", "'", `"`, "é\u2028é", "null", "~", "@x", "%y", "*z", "&w", "!t", " lead", "end ", "2026-01-01", "=", "<<"} {
		plan := project.Plan{Title: odd, Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle},
			SubGigs: []project.PlanSubGig{{Key: "one", Title: odd, Role: odd, Price: "1.00", Brief: []string{odd, odd}}}}
		written, err := Write(plan)
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse(written)
		if err != nil {
			t.Errorf("%q: %v\n%s", odd, err, written)
			continue
		}
		if again.Title != odd || again.SubGigs[0].Brief[1] != odd || again.SubGigs[0].Role != odd {
			t.Errorf("%q came back as %q, %q:\n%s", odd, again.Title, again.SubGigs[0].Brief[1], written)
		}
	}
}
