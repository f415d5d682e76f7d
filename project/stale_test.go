package project

import (
	"slices"
	"testing"
)

// approved is a sub-gig whose first delivery was approved.
func approved(t *testing.T, candidates ...PersonID) SubGig {
	t.Helper()
	s := working(t, day(), candidates...)
	return handedIn(t, s, candidates[0], "dlv_1")
}

func handedIn(t *testing.T, s SubGig, who PersonID, d DeliveryID) SubGig {
	t.Helper()
	s, _ = must(t, s, Command{Kind: Submit, Actor: who, Delivery: d}, day())
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: d, Passed: true}, day())
	s, _ = must(t, s, Command{Kind: Decide, Actor: "per_p", Delivery: d, Decision: Approve}, day())
	return s
}

// TestAReopenedSubGigIsPaidTwice: the first payment stays, the new price is held and released as any other.
func TestAReopenedSubGigIsPaidTwice(t *testing.T) {
	s := approved(t, "per_a", "per_b")
	s, e := must(t, s, Command{Kind: Reopen, Actor: "per_p", Reopen: &Reopening{PriceMinor: 5_000, Same: true}}, day())
	if s.State != Offered || s.Offer.Seller != "per_a" || s.Terms.PriceMinor != 5_000 || len(e.Postings) != 0 {
		t.Fatalf("reopened: %+v %+v", s, e)
	}
	s, e = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, day())
	if len(e.Postings) != 1 || e.Postings[0].Minor != 5_000 || e.Postings[0].Kind != PostHold {
		t.Fatalf("accepted: %+v", e.Postings)
	}
	s = handedIn(t, s, "per_a", "dlv_2")
	if s.Earlier != nil || s.Version != 2 || s.Delivery != "dlv_2" || s.Terms.PriceMinor != 5_000 {
		t.Errorf("approved anew: %+v", s)
	}
}

// TestAReopeningThatIsCancelledLeavesWhatWasApproved, at every state on the way.
func TestAReopeningThatIsCancelledLeavesWhatWasApproved(t *testing.T) {
	was := approved(t, "per_a", "per_b")
	s, _ := must(t, was, Command{Kind: Reopen, Reopen: &Reopening{PriceMinor: 5_000}}, day())
	if s.Offer.Seller != "per_b" {
		t.Fatalf("not the next candidate is asked but %s", s.Offer.Seller)
	}
	check := func(what string, kind CommandKind, s SubGig, returned int64) {
		t.Helper()
		back, e := must(t, s, Command{Kind: kind}, day())
		if back.State != Approved || back.Delivery != "dlv_1" || back.Seller != "per_a" || back.Terms.PriceMinor != 12_000 || back.Offer.Seller != "per_a" {
			t.Errorf("%s: %+v", what, back)
		}
		if len(e.Postings) > 0 != (returned > 0) || returned > 0 && (e.Postings[0].Kind != PostReturn || e.Postings[0].Minor != returned) {
			t.Errorf("%s: %+v", what, e.Postings)
		}
	}
	check("offered", Cancel, s, 0)
	check("offered, dropped by a plan", Drop, s, 0)
	declined, _ := must(t, s, Command{Kind: Decline, Actor: "per_b", Offer: s.Offer.ID}, day())
	check("nobody is left", Cancel, declined, 0)
	s, _ = must(t, s, Command{Kind: Accept, Actor: "per_b", Offer: s.Offer.ID}, day())
	check("working", Cancel, s, 5_000)
	s, _ = must(t, s, Command{Kind: Submit, Actor: "per_b", Delivery: "dlv_2"}, day())
	check("inspecting", Cancel, s, 5_000)
}

func TestWhoHasNotBegunWaitsForTheNewDelivery(t *testing.T) {
	s, _ := must(t, fresh("per_a", "per_b"), Command{Kind: Start}, day())
	first := s.Offer.ID
	s, e := must(t, s, Command{Kind: Outdate, Upstream: "sub_0"}, day())
	if s.State != Waiting || len(s.Stale) != 0 || !slices.Contains(kinds(e), LogOfferWithdrawn) {
		t.Fatalf("%+v %v", s, kinds(e))
	}
	s, _ = must(t, s, Command{Kind: Unblock, Upstream: "sub_0"}, day())
	if s.State != Offered || s.Offer.Seller != "per_a" || s.Offer.ID == first {
		t.Errorf("who had not answered is asked again: %+v", s.Offer)
	}
}

// TestAStaleSubGig: the producer's three choices, in each state in which there is something to choose.
func TestAStaleSubGig(t *testing.T) {
	stale := func(s SubGig) SubGig {
		s, e := must(t, s, Command{Kind: Outdate, Upstream: "sub_0"}, day())
		if !slices.Equal(s.Stale, []SubGigID{"sub_0"}) || e.Log[0].Kind != LogStale || e.Log[0].Detail != "sub_0" {
			t.Fatalf("%s: %+v %+v", s.State, s.Stale, e.Log)
		}
		if _, again := must(t, s, Command{Kind: Outdate, Upstream: "sub_0"}, day()); !again.None() {
			t.Fatalf("%s is marked twice", s.State)
		}
		return s
	}
	atWork := working(t, day(), "per_a", "per_b")
	inReview, _ := must(t, atWork, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, day())
	inReview, _ = must(t, inReview, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}, day())
	done := approved(t, "per_a", "per_b")
	choose := func(s SubGig, choice StaleChoice) (SubGig, Effects, error) {
		return stale(s).Next(Command{Kind: Resolve, Actor: "per_p", Choice: choice, Reopen: &Reopening{PriceMinor: 700, Same: true}}, day())
	}
	for _, s := range []SubGig{atWork, inReview, done} {
		kept, e, err := choose(s, StaleKeep)
		if err != nil || len(kept.Stale) != 0 || kept.State != s.State || e.Log[0].Detail != "keep" || len(e.Postings) != 0 {
			t.Errorf("%s is kept: %+v %v", s.State, kept, err)
		}
		used := s
		used.RevisionsUsed = used.Terms.Revisions
		if _, _, err := choose(used, StaleConform); CodeOf(err) != Conflict {
			t.Errorf("%s is conformed beyond the included revisions: %v", s.State, err)
		}
	}
	if s, _, err := choose(atWork, StaleConform); err != nil || s.State != Working || s.RevisionsUsed != 1 || s.Timer.Due.Sub(atWork.Timer.Due) != hours(84) {
		t.Errorf("at work: %+v %v", s, err)
	}
	if s, e, err := choose(inReview, StaleConform); err != nil || s.State != Working || s.RevisionsUsed != 1 || e.Deliveries[0].State != DeliveryRevised {
		t.Errorf("in review: %+v %v", s, err)
	}
	if _, _, err := choose(atWork, StaleRedo); CodeOf(err) != Conflict {
		t.Errorf("at work, made again: %v", err)
	}
	if s, _, err := choose(done, StaleRedo); err != nil || s.State != Offered || s.Terms.PriceMinor != 700 || s.Earlier == nil {
		t.Errorf("approved, made again: %+v %v", s, err)
	}
}

// TestAnApprovedSubGigIsConformedForNothing, by its seller only; when they do not, it stays as it was.
func TestAnApprovedSubGigIsConformedForNothing(t *testing.T) {
	done := approved(t, "per_a", "per_b")
	done.Stale = []SubGigID{"sub_0"}
	s, _ := must(t, done, Command{Kind: Resolve, Actor: "per_p", Choice: StaleConform}, day())
	if s.State != Offered || s.Offer.Seller != "per_a" || s.Terms.PriceMinor != 0 || s.RevisionsUsed != 1 {
		t.Fatalf("%+v", s)
	}
	declined, _ := must(t, s, Command{Kind: Decline, Actor: "per_a", Offer: s.Offer.ID}, day())
	if declined.State != Casting {
		t.Fatalf("somebody else is asked to work for nothing: %+v", declined.Offer)
	}
	back, _ := must(t, declined, Command{Kind: Cancel}, day())
	if back.State != Approved || !slices.Equal(back.Stale, done.Stale) || back.RevisionsUsed != 0 {
		t.Errorf("taken back: %+v", back)
	}
	s, _ = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, day())
	s = handedIn(t, s, "per_a", "dlv_2")
	if s.Terms.PriceMinor != 12_000 || s.RevisionsUsed != 1 || s.Delivery != "dlv_2" {
		t.Errorf("conformed: %+v", s)
	}
	s, _ = must(t, s, Command{Kind: Reopen, Reopen: &Reopening{PriceMinor: 1}}, day())
	if s.State != Offered || s.Offer.Seller != "per_b" {
		t.Errorf("the standby is forgotten: %+v", s.Offer)
	}
}
