package project

import (
	"slices"
	"testing"
	"time"
)

func amendment(price int64) *Amendment { return &Amendment{PriceMinor: &price} }

// TestAnOpenOfferIsMadeAnewWhenItsTermsChange: nobody accepts what they have not read.
func TestAnOpenOfferIsMadeAnewWhenItsTermsChange(t *testing.T) {
	s, _ := must(t, fresh("per_a", "per_b"), Command{Kind: Start}, day())
	old := s.Offer.ID
	later := day().Add(time.Hour)
	s, e := must(t, s, Command{Kind: Amend, Amend: amendment(9_000)}, later)
	if s.Offer.Seller != "per_a" || s.Offer.ID == old || s.Terms.PriceMinor != 9_000 || !s.Timer.Due.Equal(later.Add(s.Terms.OfferFor)) {
		t.Fatalf("%+v", s)
	}
	if !slices.Equal(kinds(e), []LogKind{LogAmended, LogOfferWithdrawn, LogOfferMade}) {
		t.Errorf("%v", kinds(e))
	}
	if _, _, err := s.Next(Command{Kind: Accept, Actor: "per_a", Offer: old}, later); CodeOf(err) != Conflict {
		t.Errorf("the old offer was accepted: %v", err)
	}
	offered := s.Offer.ID
	for what, a := range map[string]Amendment{"nothing": {}, "other standbys": {Recast: true, Candidates: []PersonID{"per_a", "per_c"}}} {
		if s, _ := must(t, s, Command{Kind: Amend, Amend: &a}, later); s.Offer.ID != offered {
			t.Errorf("%s: the offer was made anew", what)
		}
	}
}

func TestANewCast(t *testing.T) {
	s, _ := must(t, fresh("per_a", "per_b"), Command{Kind: Start}, day())
	s, _ = must(t, s, Command{Kind: Decline, Actor: "per_a", Offer: s.Offer.ID}, day())
	recast := Amendment{Recast: true, Candidates: []PersonID{"per_a", "per_c"}}
	s, _ = must(t, s, Command{Kind: Amend, Amend: &recast}, day())
	if s.State != Offered || s.Offer.Seller != "per_c" {
		t.Fatalf("per_b is not cast any more and per_a has declined: %+v", s.Offer)
	}
	s, _ = must(t, s, Command{Kind: Decline, Actor: "per_c", Offer: s.Offer.ID}, day())
	if s.State != Casting {
		t.Fatalf("%s", s.State)
	}
	recast.Candidates = []PersonID{"per_d"}
	if s, _ = must(t, s, Command{Kind: Amend, Amend: &recast}, day()); s.Offer == nil || s.Offer.Seller != "per_d" {
		t.Errorf("%+v", s.Offer)
	}
}

func TestNewNeeds(t *testing.T) {
	waiting := fresh("per_a", "per_b")
	waiting.Needs = []SubGigID{"sub_0"}
	free := Amendment{Rewired: true}
	if s, _ := must(t, waiting, Command{Kind: Amend, Amend: &free}, day()); s.State != Offered {
		t.Errorf("it waits for nothing and is %s", s.State)
	}
	s, _ := must(t, fresh("per_a", "per_b"), Command{Kind: Start}, day())
	bound := Amendment{Rewired: true, Needs: []SubGigID{"sub_9"}, Recast: true, Candidates: []PersonID{"per_b"}}
	s, e := must(t, s, Command{Kind: Amend, Amend: &bound}, day())
	if s.State != Waiting || s.Offer != nil || e.Offers[0].State != OfferWithdrawn {
		t.Fatalf("%+v", s)
	}
	if s, _ = must(t, s, Command{Kind: Unblock, Upstream: "sub_9"}, day()); s.Offer.Seller != "per_b" {
		t.Errorf("per_a is not cast any more and is asked: %+v", s.Offer)
	}
}

// TestWhatASellerAgreedToStands: a re-plan that comes after the acceptance changes who is asked next, and nothing else.
func TestWhatASellerAgreedToStands(t *testing.T) {
	now := day()
	s := working(t, now, "per_a", "per_b")
	a := *amendment(1)
	a.Recast, a.Candidates = true, []PersonID{"per_c"}
	next, e := must(t, s, Command{Kind: Amend, Amend: &a}, now)
	if next.Terms.PriceMinor != 12_000 || next.State != Working || next.Seller != "per_a" || !slices.Contains(kinds(e), LogNotAgreed) {
		t.Errorf("%+v %v", next, kinds(e))
	}
	if released, _ := must(t, next, Command{Kind: StepOut, Actor: "per_a"}, now); released.Offer.Seller != "per_c" {
		t.Errorf("the new standby is not asked: %+v", released.Offer)
	}
	dropped, e := must(t, s, Command{Kind: Drop}, now)
	if dropped.State != Working || len(e.Postings) != 0 || e.Log[0].Kind != LogNotAgreed {
		t.Errorf("dropped: %+v %+v", dropped, e)
	}
	if s, _ := must(t, fresh("per_a"), Command{Kind: Drop}, now); s.State != Cancelled {
		t.Errorf("what nobody accepted is dropped: %s", s.State)
	}
}
