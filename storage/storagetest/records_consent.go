package storagetest

import (
	"context"
	"slices"

	"tutti/project"
)

// asked has one seller of a song asked for other terms, and another one to part.
func (w *world) asked() (*song, project.Plan) {
	w.Helper()
	s := w.song(3, nil)
	s.accept(0, 0)
	s.accept(0, 1)
	next := changed(s.plan)
	first := next.SubGigs[0]
	first.Price, first.Brief, first.Needs = "3.00", []string{"Play", "Sing"}, []string{"part-2"}
	next.SubGigs = []project.PlanSubGig{first, next.SubGigs[2]}
	next.Brief = "Louder"
	s.replan(next)
	return s, next
}

func (s *song) answer(place int, agree bool) error {
	s.Helper()
	g := s.subGig(0, place)
	return s.do(0, g.ID, project.Command{Kind: project.Answer, Side: project.SideSeller, Actor: g.Seller, Agree: agree, Proposal: &project.Proposal{ID: g.Proposals[0].ID}})
}

// testConsents: what a seller has accepted stays in the plan as it was until they agree; then one transaction changes the
// sub-gig, the money and the plan.
func testConsents(w *world) {
	ctx := context.Background()
	s, next := w.asked()
	held := must[project.Plan](w)(w.r.Plan(ctx, s.id))
	keys := []string{}
	for _, g := range held.SubGigs {
		keys = append(keys, g.Key)
	}
	if !slices.Equal(keys, []string{"part-0", "part-2", "part-1"}) || held.SubGigs[0].Price != "1.00" || held.Brief != "Louder" {
		w.Fatalf("the plan before anybody agreed: %+v", held)
	}
	asks := must[[]project.ProposalRecord](w)(w.r.Proposals(ctx, project.ProposalFilter{Project: s.id, State: project.ProposalOpen}, project.Page{}))
	kinds := map[project.ProposalKind]project.ProposalRecord{}
	for _, p := range asks {
		kinds[p.Kind] = p
	}
	if dear := kinds[project.ChangeOrder]; len(asks) != 2 || dear.Minor != 200 || dear.Words == "" || dear.Actor != "per_buyer" || dear.Consent != nil || kinds[project.Cancellation].Outcome != project.OutcomeCancel {
		w.Fatalf("asked: %+v", asks)
	}
	s.logged++ // the store tells of the version of the plan
	ask(w, "", "agree", s.answer(0, true))
	g := s.byKey()["part-0"]
	if g.Terms.PriceMinor != 300 || len(g.Brief) != 2 || !slices.Equal(g.NeedsAll, []project.SubGigID{s.byKey()["part-2"].ID}) || w.balance(s.id, project.HeldAccount(g.ID)) != 300 {
		w.Errorf("after the first agreed: %+v", g)
	}
	s.logged++
	ask(w, "", "agree to part", s.answer(1, true))
	plan := must[project.Plan](w)(w.r.Plan(ctx, s.id))
	spec := plan.SpecOf(plan.SubGigs[0])
	next.SubGigs[0].Delivery = plan.SubGigs[0].Delivery
	same(w, "the plan when all agreed", plan, next)
	same(w, "the spec", g.Spec, spec)
	if p := must[project.Project](w)(w.r.Project(ctx, s.id)); p.PlanVersion != 4 || p.SubGigs != 2 {
		w.Errorf("%+v", p)
	}
	if g := s.byKey()["part-1"]; g.State != project.Cancelled {
		w.Errorf("part-1: %+v", g)
	}
	events := must[[]project.Event](w)(w.r.Events(ctx, s.id, s.logged-1, 0))
	if last := events[len(events)-1]; last.Kind != project.LogReplanned || last.Detail != "4" {
		w.Errorf("the log: %+v", last)
	}
	checkBooks(w, w.r, s.id)
}

// testConsentsRefused: a refusal leaves everything as it was, and so does an agreement that a later plan does not allow.
func testConsentsRefused(w *world) {
	ctx := context.Background()
	s, _ := w.asked()
	held := must[project.Plan](w)(w.r.Plan(ctx, s.id))
	ask(w, "", "refuse to part", s.answer(1, false))
	other := changed(held)
	other.SubGigs = []project.PlanSubGig{held.SubGigs[0], held.SubGigs[2]} // part-2, which part-0 would have needed, is dropped
	s.replan(other)
	before := must[[]project.Transaction](w)(w.r.Transactions(ctx, s.id, project.Page{}))
	g := s.subGig(0, 0)
	changes, err := s.sections[0].Apply(g.ID, project.Command{Kind: project.Answer, Side: project.SideSeller, Actor: g.Seller, Agree: true,
		Proposal: &project.Proposal{ID: g.Proposals[0].ID}}, s.now)
	ask(w, "", "the sub-gig knows no plan", err)
	_, err = w.r.Commit(ctx, project.Commit{Key: s.key(0), Changes: changes, At: s.now})
	ask(w, project.Conflict, "agree to what a later plan does not allow", err)
	same(w, "the plan", must[project.Plan](w)(w.r.Plan(ctx, s.id)), other)
	same(w, "the money", must[[]project.Transaction](w)(w.r.Transactions(ctx, s.id, project.Page{})), before)
	if g := s.byKey()["part-0"]; g.Terms.PriceMinor != 100 || len(g.Brief) != 1 {
		w.Errorf("%+v", g)
	}
	checkBooks(w, w.r, s.id)
}
