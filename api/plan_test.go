package api_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func TestAPlanIsReported(t *testing.T) {
	w := newWorld(t)
	text := strings.Replace(plan, "references:\n  - key: notes\n", "people:\n  - {handle: newcomer, name: N, country: DE}\nreferences:\n  - {key: guide, file: guide.wav, guide: true}\n", 1)
	r, err := w.as("bea").ValidatePlan(context.Background(), []byte(text))
	must(t, err)
	if r.SubGigs != 2 || r.Sections != 1 || r.PricesMinor != 20000 || r.BudgetMinor != 30000 || !slices.Equal(r.NewPeople, []string{"newcomer"}) || !slices.Equal(r.Files, []string{"guide.wav"}) {
		t.Errorf("%+v", r)
	}
	if list, _ := w.as("bea").Projects(context.Background(), client.Page{}); len(list.Items) != 0 {
		t.Error("something was stored")
	}
}

func TestAPlansFaultsComeWithTheirPlaces(t *testing.T) {
	w := newWorld(t)
	cases := map[string]struct{ from, to, path, says string }{
		"parser":    {"    role: drummer", "    rolle: drummer", "sub_gigs[0].rolle", "line 11, column 5"},
		"validator": {"price: 120.00", "price: 120.005", "sub_gigs[0].price", "line 12, column 12"},
		"roster":    {"standby: [ben]", "standby: [benn]", "sub_gigs[0].standby[0]", "line 15, column 15"},
		"producer":  {"producer: ida", "producer: idda", "producer", "line 5, column 11"},
	}
	for name, c := range cases {
		for _, to := range []string{"/plans/validate", "/projects"} {
			text := strings.Replace(plan, c.from, c.to, 1)
			got := w.ask("bea", "POST", "/api/v1"+to, text, keyHeader, name, "Content-Type", "application/yaml")
			p := got.problem(t)
			if got.status != 400 || len(p.Fields) != 1 || p.Fields[0].Path != c.path || !strings.HasPrefix(p.Fields[0].Message, c.says) {
				t.Errorf("%s: %d %s", name, got.status, got.body)
			}
		}
	}
}

func TestAPlanTooLargeIsRefused(t *testing.T) {
	w := newWorld(t)
	got := w.ask("bea", "POST", "/api/v1/plans/validate", strings.Repeat("#", project.MaxPlanBytes+1), "Content-Type", "application/yaml")
	if got.status != 413 || got.problem(t).Code != "invalid" {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestADraftIsWhatThePlanSays(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	text := strings.Replace(plan, "references:", "people:\n  - {handle: newcomer, name: New Comer, country: DE}\n  - {handle: ama, name: Not Ama, country: DE}\nreferences:", 1)
	p, err := w.as("bea").CreateProject(ctx, []byte(strings.Replace(text, "[ama]", "[ama, newcomer]", 1)))
	must(t, err)
	if p.State != project.ProjectDraft || p.Buyer.Handle != "bea" || *p.SubGigs != 2 || !slices.Equal(p.Mine, []string{"buyer"}) {
		t.Errorf("%+v", p)
	}
	list, err := w.as("ida").SubGigs(ctx, p.ID, client.SubGigQuery{})
	must(t, err)
	drums, err := w.as("ida").SubGig(ctx, list.Items[0].ID)
	must(t, err)
	names := []string{}
	for _, c := range drums.Candidates {
		names = append(names, c.Name)
	}
	if !slices.Equal(names, []string{"Ama", "New Comer", "Ben"}) || len(list.Items[1].Needs) != 1 || list.Items[1].Needs[0] != drums.ID {
		t.Errorf("%v %+v", names, list.Items[1])
	}
	doc, err := w.as("ida").Plan(ctx, p.ID)
	must(t, err)
	if doc.Version != 1 || doc.Plan.SubGigs[0].Price != "120.00" {
		t.Errorf("%+v", doc)
	}
}

func TestALaunchNamesEveryFileThatIsMissing(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	text := strings.Replace(plan, "  - key: notes\n", "  - {key: guide, file: guide.wav}\n  - {key: notes, file: notes.pdf}\n  - {key: link}\n", 1)
	p, err := w.as("bea").CreateProject(ctx, []byte(text))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, p.ID)
	var e *project.Error
	if !errors.As(err, &e) || e.Code != project.Conflict || len(e.Fields) != 2 || !strings.Contains(e.Fields[0].Message, "guide.wav") {
		t.Fatalf("%v", err)
	}
	for _, key := range []string{"guide", "notes"} {
		up, err := w.as("bea").UploadReader(ctx, wire.UploadRequest{ProjectID: p.ID, Reference: key, Name: key + ".wav", Size: 4}, strings.NewReader("tone"), nil)
		must(t, err)
		ref, err := w.as("bea").PutReference(ctx, p.ID, key, up.ID)
		must(t, err)
		if ref.File == nil || ref.File.Size != 4 {
			t.Errorf("%+v", ref)
		}
	}
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
}

func TestSubGigsArePaged(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	first, err := w.as("bea").SubGigs(ctx, p.ID, client.SubGigQuery{Page: client.Page{Limit: 1}})
	must(t, err)
	second, err := w.as("bea").SubGigs(ctx, p.ID, client.SubGigQuery{Page: client.Page{Limit: 1, Cursor: first.Next}})
	must(t, err)
	if first.Items[0].Key != "drums" || second.Items[0].Key != "bass" || second.Next != "" {
		t.Errorf("%+v\n%+v", first, second)
	}
	waiting, err := w.as("bea").SubGigs(ctx, p.ID, client.SubGigQuery{State: project.Waiting})
	must(t, err)
	if len(waiting.Items) != 1 || waiting.Items[0].Key != "bass" {
		t.Errorf("%+v", waiting)
	}
	_, err = w.as("bea").SubGigs(ctx, p.ID, client.SubGigQuery{Page: client.Page{Cursor: "x"}})
	wantCode(t, err, project.Invalid)
	n := 0
	for _, err := range w.as("bea").AllSubGigs(ctx, p.ID, "") {
		must(t, err)
		n++
	}
	if n != 2 {
		t.Errorf("%d sub-gigs", n)
	}
}
