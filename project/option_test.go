package project

import (
	"errors"
	"slices"
	"testing"
	"time"
)

func TestFaultsOfOptions(t *testing.T) {
	p := runningPlan()
	p.SubGigs[0].RevisionPrice = "much"
	p.SubGigs[0].Extras = []PlanExtra{{Key: "solo", Title: "A solo", Price: "5"}, {Key: "solo", Price: "-1", Work: -1}}
	p.SubGigs[1].Extras = make([]PlanExtra, MaxExtras+1)
	var e *Error
	if !errors.As(p.Validate(), &e) {
		t.Fatal("it is valid")
	}
	for _, path := range []string{"sub_gigs[0].revision_price", "sub_gigs[0].extras[1].key", "sub_gigs[0].extras[1].title", "sub_gigs[0].extras[1].price",
		"sub_gigs[0].extras[1].work", "sub_gigs[1].extras"} {
		if !slices.ContainsFunc(e.Fields, func(f Field) bool { return f.Path == path }) {
			t.Errorf("%s is not named: %v", path, e.Fields)
		}
	}
	if _, err := p.SubGigs[0].Extra("duet"); CodeOf(err) != NotFound {
		t.Errorf("%v", err)
	}
	if x, err := p.SubGigs[0].Extra("solo"); err != nil || x.Title != "A solo" {
		t.Errorf("%+v %v", x, err)
	}
}

// TestARevisionBeyondTheIncludedOnes is a change order: the review stands still until the seller has answered, and goes on
// with what was left of it when they refuse.
func TestARevisionBeyondTheIncludedOnes(t *testing.T) {
	const hour = time.Hour
	s := working(t, day(), "per_a")
	s, _ = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, day())
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}, day())
	s.RevisionsUsed = s.Terms.Revisions
	ask := Command{Kind: Decide, Actor: "per_p", Delivery: s.Delivery, Decision: Revise, Review: "rev_1"}
	if _, _, err := s.Next(ask, day()); CodeOf(err) != Conflict {
		t.Fatalf("for nothing: %v", err)
	}
	ask.Proposal = &Proposal{ID: "prp_1", Minor: 2_000}
	asked, e := must(t, s, ask, day().Add(5*hour))
	p := asked.open(ChangeOrder)
	if p == nil || p.Minor != 2_000 || p.Time != s.Terms.WorkFor/2 || p.By != SideProducer || e.Review != "" || asked.State != InReview || asked.Timer.Still.IsZero() {
		t.Fatalf("%+v %+v", asked, e)
	}
	if _, e := must(t, asked, ask, day().Add(6*hour)); !e.None() {
		t.Errorf("a repeat asks again: %+v", e)
	}
	refused, _ := must(t, asked, reply(asked, SideSeller, false, "prp_1"), day().Add(9*hour))
	if refused.State != InReview || !refused.Timer.Due.Equal(s.Timer.Due.Add(4*hour)) {
		t.Errorf("after the refusal: due %s, was %s", refused.Timer.Due, s.Timer.Due)
	}
	agreed, e := must(t, asked, reply(asked, SideSeller, true, "prp_1"), day().Add(9*hour))
	if agreed.State != Working || agreed.Offer.PriceMinor != s.Offer.PriceMinor+2_000 || agreed.RevisionsUsed != s.RevisionsUsed || e.Review != "rev_1" ||
		agreed.Agreed != s.Agreed+s.Terms.WorkFor/2 || e.Postings[0].Kind != PostAdjust {
		t.Errorf("after the agreement: %+v %+v", agreed, e)
	}
	approved, e := must(t, asked, Command{Kind: Decide, Delivery: s.Delivery, Decision: Approve}, day().Add(9*hour))
	if approved.State != Approved || e.Proposals[0].State != ProposalWithdrawn {
		t.Errorf("approved after all: %+v", e)
	}
}
