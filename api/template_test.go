package api_test

import (
	"os"
	"strings"
	"testing"

	"tutti/api"
)

// TestTemplatesAreGivenAsTextAndAsData: what is written there is what is edited here.
func TestTemplatesAreGivenAsTextAndAsData(t *testing.T) {
	text, err := os.ReadFile("../examples/book/plan.yaml")
	must(t, err)
	w := newWorld(t, func(o *api.Options) { o.Templates = []api.Template{{Name: "book", About: "A book.", Plan: text}} })
	list, err := w.as("bea").Templates(t.Context())
	must(t, err)
	if len(list.Items) != 1 || list.Items[0].Text != string(text) || list.Items[0].About != "A book." {
		t.Fatalf("got %+v", list)
	}
	report, err := w.as("bea").ValidatePlan(t.Context(), text)
	must(t, err)
	plan := list.Items[0].Plan
	if report.Plan == nil || report.Plan.Title != plan.Title || len(report.Plan.SubGigs) != len(plan.SubGigs) {
		t.Errorf("the report has another plan: %+v", report.Plan)
	}
	if err := plan.Validate(); err != nil || !strings.Contains(string(text), plan.Title) || len(plan.SubGigs) < 2 {
		t.Errorf("%q with %d sub-gigs: %v", plan.Title, len(plan.SubGigs), err)
	}
}
