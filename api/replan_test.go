package api_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/storage/records"
)

// keysPart is another sub-gig for the plan of the world.
const keysPart = `  - key: keys
    title: Keys
    role: pianist
    price: 50.00
    cast: [cem]
    needs: [drums]
`

// morePlan asks for keys besides, and pays the bass better.
func morePlan() string {
	return strings.NewReplacer("recipe:", keysPart+"recipe:", "price: 80.00", "price: 90.00", "budget: 300.00\n", "").Replace(plan)
}

func (w *world) preview(handle string, p wire.Project, text string) wire.Replan {
	w.t.Helper()
	r, err := w.as(handle).PreviewReplan(context.Background(), p.ID, []byte(text))
	must(w.t, err)
	return r
}

func kindsOf(r wire.Replan) string {
	var all []string
	for _, d := range r.Differences {
		all = append(all, strings.TrimSpace(string(d.Kind)+" "+d.Key))
	}
	return strings.Join(all, ", ")
}

func (w *world) subGigs(p wire.Project) map[string]wire.SubGig {
	w.t.Helper()
	all := map[string]wire.SubGig{}
	for g, err := range w.as("bea").AllSubGigs(context.Background(), p.ID, "") {
		must(w.t, err)
		all[g.Key] = g
	}
	return all
}

func TestAPlanIsPreviewedAndApplied(t *testing.T) { newWorld(t).replanned() }

func TestAPlanIsPreviewedAndAppliedOverSQL(t *testing.T) {
	store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "tutti.db"),
		FeePolicy: project.FeePolicy{BasisPoints: 500}})
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	newWorldOver(t, store).replanned()
}

func (w *world) replanned() {
	t, ctx := w.t, context.Background()
	p := w.launched()
	drums := w.accepted("ama")
	before := w.ask("bea", "GET", path("/projects/%s/plan", p.ID), "").body
	r := w.preview("bea", p, strings.Replace(morePlan(), "title: Bass", "title: Double bass", 1))
	if kindsOf(r) != "budget, renamed bass, repriced bass, added keys" || r.BaseVersion != 1 || r.PricesMinor != 6000 || len(r.Obstacles) != 0 || len(r.Moves) != 0 {
		t.Errorf("%s: %+v", kindsOf(r), r)
	}
	if r.Money == nil || r.Money.FundMinor != 0 || r.Money.NeededMinor != 26000 || r.Money.BudgetMinor != 26000 && r.Money.BudgetMinor != 30000 {
		t.Errorf("%+v", r.Money)
	}
	if w.preview("ida", p, morePlan()).Money != nil {
		t.Error("the producer sees the buyer's money")
	}
	if after := w.ask("bea", "GET", path("/projects/%s/plan", p.ID), "").body; after != before {
		t.Error("a preview has changed the plan")
	}
	keyed := client.WithKey(ctx, "replan-1")
	for range 2 {
		done, err := w.as("bea").Replan(keyed, p.ID, r.BaseVersion, []byte(morePlan()))
		must(t, err)
		if done.PlanVersion != 2 || *done.SubGigs != 3 || done.State != project.ProjectRunning {
			t.Errorf("%+v", done)
		}
	}
	subs := w.subGigs(p)
	if subs["bass"].PriceMinor != 9000 || subs["keys"].State != project.Waiting || subs["keys"].Section != 1 || subs["drums"].State != project.Working {
		t.Errorf("%+v", subs)
	}
	_, err := w.as("bea").Replan(ctx, p.ID, 1, []byte(plan))
	wantCode(t, err, project.Conflict)
	doc, err := w.as("ida").Plan(ctx, p.ID)
	must(t, err)
	if doc.Version != 2 || len(doc.Plan.SubGigs) != 3 {
		t.Errorf("%+v", doc)
	}
	w.playedToTheEnd(p, drums)
}

// playedToTheEnd: the project ends when what the plan added has ended too, and what was added is in the result.
func (w *world) playedToTheEnd(p wire.Project, drums wire.Offer) {
	t, ctx := w.t, context.Background()
	approve := func(d wire.Delivery) {
		t.Helper()
		_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
		must(t, err)
	}
	approve(w.delivered("ama", drums, "drums"))
	offers, err := w.as("cem").Offers(ctx, client.OfferQuery{State: project.OfferOpen})
	must(t, err)
	for _, o := range offers.Items {
		if now, _ := w.as("bea").Project(ctx, p.ID); now.State != project.ProjectRunning {
			t.Errorf("it is %s before %s", now.State, o.Terms.Title)
		}
		_, err := w.as("cem").Accept(ctx, o.ID)
		must(t, err)
		approve(w.delivered("cem", o, o.Terms.Title))
	}
	now, err := w.as("bea").Project(ctx, p.ID)
	must(t, err)
	list, err := w.as("bea").Artifacts(ctx, p.ID, project.ArtifactFinal)
	must(t, err)
	if now.State != project.ProjectInReview || len(offers.Items) != 2 || len(list.Items) != 1 {
		t.Fatalf("%s, %d offers, %d finals", now.State, len(offers.Items), len(list.Items))
	}
	a, err := w.as("bea").Artifact(ctx, list.Items[0].ID)
	must(t, err)
	if len(a.Manifest.Entries) != 3 {
		t.Errorf("%+v", a.Manifest)
	}
	ledger, err := w.as("bea").Ledger(ctx, p.ID, client.Page{})
	must(t, err)
	if !ledger.Balanced || ledger.Totals.Held != 0 || ledger.Totals.Funded != 30000 {
		t.Errorf("%+v", ledger.Totals)
	}
}

// TestASellerIsAskedForWhatAPlanChanges over the fake and over SQL.
func TestASellerIsAskedForWhatAPlanChanges(t *testing.T) {
	t.Run("memory", func(t *testing.T) { newWorld(t).consented() })
	t.Run("sqlite", func(t *testing.T) {
		store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "tutti.db")})
		must(t, err)
		t.Cleanup(func() { _ = store.Close() })
		newWorldOver(t, store).consented()
	})
}

func (w *world) consented() {
	t, ctx := w.t, context.Background()
	p := w.launched()
	w.accepted("ama")
	text := strings.NewReplacer("price: 120.00", "price: 110.00", "title: Bass", "title: Double bass").Replace(plan)
	r := w.preview("ida", p, text)
	if len(r.Obstacles) != 0 || r.HoldsMinor != -1000 || len(r.Consents) != 1 {
		t.Fatalf("%+v", r)
	}
	if c := r.Consents[0]; c.Seller.Handle != "ama" || c.Kind != project.ChangeOrder || c.Minor != -1000 || !strings.Contains(c.Words, "120.00 EUR -> 110.00 EUR") {
		t.Errorf("%+v", c)
	}
	if d := r.Differences[0]; !d.Consent || d.Affects == nil || d.Affects.Handle != "ama" || d.Before != "120.00 EUR" {
		t.Errorf("%+v", d)
	}
	keyed := client.WithKey(ctx, "ask-ama")
	for range 2 {
		_, err := w.as("ida").Replan(keyed, p.ID, 1, []byte(text))
		must(t, err)
	}
	subs := w.subGigs(p)
	if subs["drums"].PriceMinor != 12000 || subs["bass"].Title != "Double bass" {
		t.Errorf("before ama has answered: %+v", subs)
	}
	refused := w.theQuestion("ama", subs["drums"].ID)
	_, err := w.as("ama").Refuse(ctx, refused.ID, "it was agreed")
	must(t, err)
	w.hears("bea", p.ID, project.LogNotAgreed)
	doc, err := w.as("bea").Plan(ctx, p.ID)
	must(t, err)
	if doc.Version != 2 || doc.Plan.SubGigs[0].Price != "120.00" {
		t.Errorf("after the refusal: %+v", doc)
	}
	_, err = w.as("ida").Replan(ctx, p.ID, 2, []byte(text))
	must(t, err)
	_, err = w.as("ama").Agree(ctx, w.theQuestion("ama", subs["drums"].ID).ID, "very well")
	must(t, err)
	doc, err = w.as("bea").Plan(ctx, p.ID)
	must(t, err)
	ledger, err := w.as("bea").Ledger(ctx, p.ID, client.Page{})
	must(t, err)
	if now := w.subGigs(p)["drums"]; doc.Version != 4 || doc.Plan.SubGigs[0].Price != "110.00" || now.PriceMinor != 11000 || ledger.Totals.Held != 11000 || !ledger.Balanced {
		t.Errorf("after the agreement: %+v %+v %+v", doc, now, ledger.Totals)
	}
	if again := w.preview("ida", p, text); len(again.Differences) != 0 {
		t.Errorf("%+v", again.Differences)
	}
}

// theQuestion is the only open proposal about a sub-gig that its seller is to answer.
func (w *world) theQuestion(handle string, id project.SubGigID) wire.Proposal {
	w.t.Helper()
	list, err := w.as(handle).Proposals(context.Background(), id, client.Page{})
	must(w.t, err)
	open := slices.DeleteFunc(list.Items, func(p wire.Proposal) bool { return p.State != project.ProposalOpen })
	if len(open) != 1 || !open[0].YourAnswer {
		w.t.Fatalf("%s is asked %+v", handle, open)
	}
	return open[0]
}

// TestWhoCannotBeAskedStandsInTheWay of a plan: the preview says so with the line of the file, and applying it is refused.
func TestWhoCannotBeAskedStandsInTheWay(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	drums := w.accepted("ama")
	_, err := w.as("ama").Propose(ctx, drums.SubGigID, wire.ProposalRequest{Kind: project.ChangeOrder, Minor: 100, Words: "one more take"})
	must(t, err)
	text := strings.Replace(plan, "price: 120.00", "price: 110.00", 1)
	r := w.preview("ida", p, text)
	if len(r.Obstacles) != 1 || r.Obstacles[0].Path != "sub_gigs[0].price" || !strings.Contains(r.Obstacles[0].Message, "line 12") ||
		!strings.Contains(r.Obstacles[0].Message, "answered or withdrawn first") {
		t.Errorf("%+v", r)
	}
	_, err = w.as("ida").Replan(ctx, p.ID, 1, []byte(text))
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), `"drums" has a change order`) {
		t.Errorf("%v", err)
	}
	without := `title: Nine bars
currency: EUR
budget: 300.00
sub_gigs: [{key: bass, title: Bass, role: bassist, price: 80.00, cast: [cem]}]
recipe: {kind: bundle}
producer: ida
`
	if r = w.preview("ida", p, without); len(r.Obstacles) != 0 || len(r.Consents) != 1 || r.Consents[0].Kind != project.Cancellation {
		t.Errorf("%+v", r)
	}
}

// TestAPlanWithFaultsNamesThemAll with their lines, and changes nothing.
func TestAPlanWithFaultsNamesThemAll(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	text := strings.NewReplacer("currency: EUR", "currency: USD", "needs: [drums]", "needs: [oboe]", "cast: [cem]", "cast: [zoe]").Replace(plan)
	for _, call := range []func() error{
		func() error { _, err := w.as("bea").PreviewReplan(ctx, p.ID, []byte(text)); return err },
		func() error { _, err := w.as("bea").Replan(ctx, p.ID, 1, []byte(text)); return err },
	} {
		err := call()
		wantCode(t, err, project.Invalid)
		for _, says := range []string{"line 3,", "stays in EUR", "line 21", "line 22", `no sub-gig "oboe"`, `the handle "zoe"`} {
			if !strings.Contains(err.Error(), says) {
				t.Errorf("%q is not said: %v", says, err)
			}
		}
	}
	_, err := w.as("bea").PreviewReplan(ctx, w.draft().ID, []byte(plan))
	wantCode(t, err, project.Conflict)
	if now, _ := w.as("bea").Project(ctx, p.ID); now.PlanVersion != 1 {
		t.Errorf("%+v", now)
	}
}

// TestOnlyTheBuyerSpendsMore: a plan that needs more than was funded is the buyer's to apply.
func TestOnlyTheBuyerSpendsMore(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	p := w.launched()
	text := strings.Replace(morePlan(), "price: 50.00", "price: 150.00", 1)
	r := w.preview("ida", p, text)
	if !r.NeedsFunding || len(r.Obstacles) != 1 || !strings.Contains(r.Obstacles[0].Message, "only the buyer") || strings.Contains(fmt.Sprint(r), "300.00") {
		t.Errorf("%+v", r)
	}
	_, err := w.as("ida").Replan(ctx, p.ID, 1, []byte(text))
	wantCode(t, err, project.Conflict)
	done, err := w.as("bea").Replan(ctx, p.ID, 1, []byte(text))
	must(t, err)
	ledger, err := w.as("bea").Ledger(ctx, p.ID, client.Page{})
	must(t, err)
	if *done.BudgetMinor != 36000 || ledger.Totals.Funded != 36000 || !ledger.Balanced {
		t.Errorf("%d %+v", *done.BudgetMinor, ledger.Totals)
	}
}
