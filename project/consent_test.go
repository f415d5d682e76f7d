package project

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// playing is a song whose drums are accepted, at 100.00 and 7 days.
func playing(t *testing.T) *concert {
	c := newConcert(t, runningPlan())
	c.accept("drums")
	return c
}

// TestARePlanAsksForConsent: what can be is applied at once, what a seller has accepted when they agree.
func TestARePlanAsksForConsent(t *testing.T) {
	dear := edit("drums", func(s *PlanSubGig) {
		s.Price, s.Brief, s.Clocks.Work, s.Title = "130", []string{"play", "loud"}, Duration(hours(10*24)), "Big drums"
	})
	quick := edit("keys", func(s *PlanSubGig) { s.Price = "50" })
	for name, agree := range map[string]bool{"agreed": true, "refused": false} {
		t.Run(name, func(t *testing.T) {
			c := playing(t)
			next := edited(runningPlan(), dear, quick)
			r := c.diff(next)
			asks := r.Asks()
			if len(asks) != 1 || asks[0].Seller != "per_ama" || asks[0].Proposal.Minor != 3_000 || asks[0].Proposal.Time != 72*time.Hour || asks[0].Proposal.Kind != ChangeOrder ||
				asks[0].Words != "A new plan changes what you agreed to. the price: 100.00 EUR -> 130.00 EUR; the brief: play -> play / loud; the time: work 7d -> work 10d" {
				t.Fatalf("%+v", asks)
			}
			c.apply(r)
			if g := c.row("drums"); g.Title != "Big drums" || len(g.Brief) != 1 || g.Terms.PriceMinor != 10_000 || c.row("keys").Terms.PriceMinor != 5_000 {
				t.Fatalf("before the answer: %+v", g)
			}
			if again := c.diff(c.standing.Plan); !again.None() {
				t.Errorf("the plan as it is stored is not what holds: %s", show(again))
			}
			due := c.row("drums").Timer.Due
			c.answer("drums", agree)
			g := c.row("drums")
			want := []any{int64(10_000), int64(10_000), 1, 2, due}
			if agree {
				want = []any{int64(13_000), int64(13_000), 2, 3, due.Add(72 * time.Hour)}
			}
			got := []any{g.Terms.PriceMinor, c.book.Balance(HeldAccount(g.ID)), len(g.Brief), c.standing.Project.PlanVersion, g.Timer.Due}
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%v, want %v", got, want)
			}
			if left := show(c.diff(next)); (left == "") != agree {
				t.Errorf("left to be done: %q", left)
			}
		})
	}
}

// TestARePlanAsksToPart: a sub-gig that a seller has accepted stays in the plan until they agree to part.
func TestARePlanAsksToPart(t *testing.T) {
	c := newConcert(t, edited(runningPlan(), func(p *Plan) { p.KillFee = "25%" }))
	c.accept("keys")
	c.do("keys", Command{Kind: Submit, Actor: "per_ama", Delivery: "dlv_x"})
	c.do("keys", Command{Kind: Inspected, Delivery: "dlv_x", Passed: true})
	next := edited(c.standing.Plan, without("keys"))
	r := c.diff(next)
	if asks := r.Asks(); len(asks) != 1 || asks[0].Proposal.Kind != Cancellation || asks[0].Proposal.Minor != 1_000 || asks[0].Proposal.Outcome != OutcomeCancel {
		t.Fatalf("%+v", asks)
	}
	c.apply(r)
	if last := c.standing.Plan.SubGigs[4]; last.Key != "keys" || c.row("keys").State != InReview || c.row("keys").Position != 4 {
		t.Fatalf("keys is gone before its seller has agreed: %+v", c.standing.Plan.SubGigs)
	}
	c.answer("keys", true)
	if g := c.row("keys"); g.State != Cancelled || len(c.standing.Plan.SubGigs) != 4 || c.book.Balance(ClearingAccount("per_ama")) != 1_000 || !c.diff(next).None() {
		t.Errorf("%+v, %d in the plan", g, len(c.standing.Plan.SubGigs))
	}
}

// TestTwoAreAskedToPart: one of them is made from the other, and who parts first does not wait for the other.
func TestTwoAreAskedToPart(t *testing.T) {
	c := playing(t)
	c.accept("keys")
	c.apply(c.diff(edited(c.standing.Plan, edit("keys", func(s *PlanSubGig) { s.Needs = []string{"drums"} }))))
	c.answer("keys", true)
	c.apply(c.diff(edited(c.standing.Plan, without("drums"), without("keys"), edit("bass", func(s *PlanSubGig) { s.Needs = nil }))))
	if keys := c.row("keys"); len(keys.NeedsAll) != 1 {
		t.Fatalf("keys have lost what they are made from before anybody parted: %v", keys.NeedsAll)
	}
	c.answer("drums", true)
	keys, last := c.row("keys"), c.standing.Plan.SubGigs[len(c.standing.Plan.SubGigs)-1]
	if c.row("drums").State != Cancelled || keys.State != Working || len(keys.NeedsAll) != 0 || last.Key != "keys" || len(last.Needs) != 0 {
		t.Errorf("%+v, the plan says %+v", keys, last)
	}
	if again := c.diff(c.standing.Plan); !again.None() {
		t.Errorf("the plan as it is stored is not what holds: %s", show(again))
	}
}

// TestARaiseUsesWhatADroppedOneHadSetAside: the budget covers it, wherever in the project the money lies.
func TestARaiseUsesWhatADroppedOneHadSetAside(t *testing.T) {
	c := newConcert(t, edited(runningPlan(), func(p *Plan) { p.Budget = "300" }))
	c.accept("drums")
	c.accept("keys")
	c.apply(c.diff(edited(c.standing.Plan, without("keys"))))
	c.answer("keys", true)
	if reserve := c.book.Balance(AccountReserve); reserve != 4_000 {
		t.Fatalf("%d are set aside after the parting", reserve)
	}
	c.apply(c.diff(edited(c.standing.Plan, without("bass"), without("voice"), without("choir"), edit("drums", func(s *PlanSubGig) { s.Price = "300" }))))
	c.answer("drums", true)
	if held := c.book.Balance(HeldAccount(c.row("drums").ID)); held != 30_000 {
		t.Errorf("%d are held for the drums", held)
	}
}

// TestSilenceChangesNothing: a proposal of a re-plan that nobody answers lapses, and the buyer is told.
func TestSilenceChangesNothing(t *testing.T) {
	c := playing(t)
	c.apply(c.diff(edited(runningPlan(), edit("drums", func(s *PlanSubGig) { s.Price = "130" }))))
	g := c.row("drums").SubGig
	next, e, err := g.Next(Command{Kind: Tick}, g.Proposals[0].Expires)
	if err != nil || len(next.Proposals) != 0 || next.Terms.PriceMinor != 10_000 {
		t.Fatalf("%+v %v", next, err)
	}
	if last := e.Log[len(e.Log)-1]; last.Kind != LogNotAgreed || last.Detail != string(Amend) || last.Proposal != g.Proposals[0].ID {
		t.Errorf("the buyer is told %+v", e.Log)
	}
	gone, e, err := g.Next(Command{Kind: StepOut, Actor: "per_ama"}, day())
	if err != nil || len(gone.Proposals) != 0 || e.Log[len(e.Log)-1].Kind != LogNotAgreed {
		t.Errorf("a seller who leaves: %+v %v", e.Log, err)
	}
}

// TestALaterPlanAsksAnew: its question takes the place of the earlier plan's, never of one that people have made.
func TestALaterPlanAsksAnew(t *testing.T) {
	c := playing(t)
	priced := func(price Decimal) Plan {
		return edited(runningPlan(), edit("drums", func(s *PlanSubGig) { s.Price = price }))
	}
	c.apply(c.diff(priced("130")))
	first := c.row("drums").Proposals[0].ID
	c.apply(c.diff(priced("150")))
	if open := c.row("drums").Proposals; len(open) != 1 || open[0].ID == first || open[0].Minor != 5_000 {
		t.Fatalf("%+v", open)
	}
	c.answer("drums", false)
	c.do("drums", Command{Kind: Propose, Side: SideSeller, Actor: "per_ama", Proposal: &Proposal{ID: "prp_own", Kind: ChangeOrder, Minor: 7}})
	err := c.diff(priced("150")).Applicable("per_buyer")
	if CodeOf(err) != Conflict || !strings.Contains(err.Error(), "has a change order that is open; it is answered or withdrawn first") {
		t.Errorf("%v", err)
	}
	c.do("drums", Command{Kind: Disagree, Side: SideSeller, Actor: "per_ama", Proposal: &Proposal{ID: "prp_dis"}})
	if err := c.diff(priced("150")).Applicable("per_buyer"); !strings.Contains(fmt.Sprint(err), `"drums" is disputed: its seller can be asked when that is over`) {
		t.Errorf("%v", err)
	}
}

// TestWhatALaterPlanOvertookCannotBeAgreedTo: the plan would be none.
func TestWhatALaterPlanOvertookCannotBeAgreedTo(t *testing.T) {
	needs := []string{"bass"}
	for name, change := range map[string]PlanChange{"gone": {Key: "oboe"}, "a circle": {Key: "drums", Needs: &needs}} {
		if _, err := runningPlan().With(change); CodeOf(err) != Conflict {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestNewMaterialNeedsConsent: what it loses it loses at once, what it gains waits for the seller, and for nobody else.
func TestNewMaterialNeedsConsent(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.accept("drums")
	c.approve("drums")
	c.accept("bass")
	c.apply(c.diff(edited(runningPlan(), edit("bass", func(s *PlanSubGig) { s.Needs = []string{"choir"} }))))
	if g := c.row("bass"); len(g.NeedsAll) != 0 || g.State != Working {
		t.Fatalf("before: %+v", g.NeedsAll)
	}
	c.answer("bass", true)
	if g := c.row("bass"); len(g.NeedsAll) != 1 || g.NeedsAll[0] != c.row("choir").ID || g.State != Working {
		t.Errorf("after: %+v", g.NeedsAll)
	}
}
