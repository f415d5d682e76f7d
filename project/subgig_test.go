package project

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// day is where the tests' time begins.
func day() time.Time { return time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC) }

func terms(candidates ...PersonID) Terms {
	return Terms{PriceMinor: 12_000, Candidates: candidates, OfferFor: 48 * time.Hour, WorkFor: 7 * 24 * time.Hour, ReviewFor: 72 * time.Hour, Revisions: 2}
}

func fresh(candidates ...PersonID) SubGig {
	return SubGig{ID: "sub_1", State: Waiting, Terms: terms(candidates...)}
}

// must applies a command that has to succeed.
func must(t *testing.T, s SubGig, c Command, at time.Time) (SubGig, Effects) {
	t.Helper()
	next, effects, err := s.Next(c, at)
	if err != nil {
		t.Fatalf("%s in state %s: %v", c.Kind, s.State, err)
	}
	return next, effects
}

func kinds(e Effects) []LogKind {
	var out []LogKind
	for _, l := range e.Log {
		out = append(out, l.Kind)
	}
	return out
}

func TestALifeThatGoesWell(t *testing.T) {
	now := day()
	s, e := must(t, fresh("per_a"), Command{Kind: Start}, now)
	if s.State != Offered || !slices.Equal(kinds(e), []LogKind{LogSubGigReady, LogOfferMade}) {
		t.Fatalf("after start: %s %v", s.State, kinds(e))
	}
	s, e = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, now.Add(time.Hour))
	if s.State != Working || len(e.Postings) != 1 || e.Postings[0].Kind != PostHold || e.Postings[0].Minor != 12_000 {
		t.Fatalf("after accept: %s %+v", s.State, e.Postings)
	}
	s, e = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, now.Add(25*time.Hour))
	if s.State != Inspecting || e.Inspect != "dlv_1" || s.Version != 1 {
		t.Fatalf("after submit: %s %+v", s.State, e)
	}
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}, now.Add(26*time.Hour))
	s, e = must(t, s, Command{Kind: Decide, Actor: "per_p", Delivery: "dlv_1", Decision: Approve, Review: "rev_1"}, now.Add(30*time.Hour))
	if s.State != Approved || e.Postings[0].Kind != PostRelease || e.Postings[0].Seller != "per_a" || e.Review != "rev_1" {
		t.Fatalf("after approve: %s %+v", s.State, e)
	}
	if s.Clock.Seller != 25*time.Hour || s.Clock.Platform != time.Hour || s.Clock.Producer != 4*time.Hour {
		t.Fatalf("the clock charged the wrong party: %+v", s.Clock)
	}
}

func TestCascade(t *testing.T) {
	now := day()
	s, _ := must(t, fresh("per_a", "per_b", "per_c"), Command{Kind: Start}, now)
	first := s.Offer.ID
	s, e := must(t, s, Command{Kind: Decline, Actor: "per_a", Offer: first, Reason: "busy"}, now.Add(time.Minute))
	if s.Offer.Seller != "per_b" || e.Offers[0].State != OfferDeclined || e.Offers[0].Reason != "busy" {
		t.Fatalf("after a decline the next is asked: %+v", s.Offer)
	}
	before := s
	s, _ = must(t, s, Command{Kind: Tick}, s.Timer.Due.Add(-time.Microsecond)) // reminds
	s, e = must(t, s, Command{Kind: Tick}, s.Timer.Due.Add(-time.Microsecond))
	if !e.None() || s.State != before.State {
		t.Fatal("an offer expired early")
	}
	s, e = must(t, s, Command{Kind: Tick}, s.Timer.Due)
	if s.Offer.Seller != "per_c" || e.Offers[0].State != OfferExpired {
		t.Fatalf("silence passes the offer on: %+v", s.Offer)
	}
	if _, _, err := s.Next(Command{Kind: Accept, Actor: "per_b", Offer: before.Offer.ID}, now.Add(50*time.Hour)); CodeOf(err) != Conflict {
		t.Fatalf("an expired offer was accepted: %v", err)
	}
	s, _ = must(t, s, Command{Kind: Decline, Actor: "per_c", Offer: s.Offer.ID}, s.Timer.Due.Add(-time.Hour))
	if s.State != Casting {
		t.Fatalf("nobody is left, but the state is %s", s.State)
	}
	s, _ = must(t, s, Command{Kind: Recast, Actor: "per_p", Candidates: []PersonID{"per_d"}}, now.Add(99*time.Hour))
	if s.State != Offered || s.Offer.Seller != "per_d" {
		t.Fatalf("after casting again: %+v", s)
	}
}

func TestAcceptAtTheMomentOfExpiryIsRefused(t *testing.T) {
	s, _ := must(t, fresh("per_a"), Command{Kind: Start}, day())
	_, _, err := s.Next(Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, s.Timer.Due)
	if CodeOf(err) != Conflict {
		t.Fatalf("want conflict, got %v", err)
	}
}

func TestReleaseGivesTheHoldBackAndAsksTheStandby(t *testing.T) {
	now := day()
	s := working(t, now, "per_a", "per_b")
	s, e := must(t, s, Command{Kind: Decide, Actor: "per_p", Decision: Release}, now.Add(2*time.Hour))
	if s.State != Offered || s.Offer.Seller != "per_b" || e.Postings[0].Kind != PostReturn {
		t.Fatalf("after a release: %s %+v", s.State, e)
	}
	if _, _, err := s.Next(Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, now.Add(3*time.Hour)); CodeOf(err) != Conflict {
		t.Fatalf("a replaced seller delivered: %v", err)
	}
}

// TestAReleaseNamesTheSellerItMeans: a page that shows the delivery of somebody who has left releases nobody.
func TestAReleaseNamesTheSellerItMeans(t *testing.T) {
	now := day()
	s := working(t, now, "per_a", "per_b")
	s, _ = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_a"}, now)
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_a", Passed: true}, now)
	s, _ = must(t, s, Command{Kind: StepOut, Actor: "per_a"}, now)
	s, _ = must(t, s, Command{Kind: Accept, Actor: "per_b", Offer: s.Offer.ID}, now)
	if _, _, err := s.Next(Command{Kind: Decide, Delivery: "dlv_a", Decision: Release, Review: "rev_1"}, now); CodeOf(err) != Conflict {
		t.Errorf("per_b was released for the delivery of per_a: %v", err)
	}
	s, _ = must(t, s, Command{Kind: Submit, Actor: "per_b", Delivery: "dlv_b"}, now)
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_b", Passed: true}, now)
	s, _ = must(t, s, Command{Kind: Decide, Delivery: "dlv_b", Decision: Revise, Review: "rev_2"}, now)
	if _, e := must(t, s, Command{Kind: Decide, Delivery: "dlv_b", Decision: Release, Review: "rev_3"}, now); e.Review != "rev_3" {
		t.Error("the review was not decided")
	}
}

func TestRevisionsAreLimited(t *testing.T) {
	now := day()
	s := working(t, now, "per_a")
	for n := range 3 {
		delivery := DeliveryID(fmt.Sprintf("dlv_%d", n))
		s, _ = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: delivery}, now)
		s, _ = must(t, s, Command{Kind: Inspected, Delivery: delivery, Passed: true}, now)
		next, _, err := s.Next(Command{Kind: Decide, Actor: "per_p", Delivery: delivery, Decision: Revise}, now)
		if n < 2 && err != nil || n == 2 && CodeOf(err) != Conflict {
			t.Fatalf("revision %d: %v", n+1, err)
		}
		s = next
	}
}

func working(t *testing.T, now time.Time, candidates ...PersonID) SubGig {
	t.Helper()
	s, _ := must(t, fresh(candidates...), Command{Kind: Start}, now)
	s, _ = must(t, s, Command{Kind: Accept, Actor: candidates[0], Offer: s.Offer.ID}, now)
	return s
}

// TestTableIsTotal walks every pair of state and command: it is in the table or refused with a sentence, never a panic.
func TestTableIsTotal(t *testing.T) {
	rows := table()
	for _, state := range SubGigStates() {
		row, ok := rows[state]
		if !ok {
			t.Errorf("state %s has no row", state)
		}
		for _, kind := range CommandKinds() {
			if row[kind] != nil {
				continue
			}
			err := refusal(state, kind)
			if CodeOf(err) != Conflict || len(err.Error()) < 20 {
				t.Errorf("%s in %s is refused without a sentence: %v", kind, state, err)
			}
		}
	}
}
