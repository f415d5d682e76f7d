package project

import (
	"fmt"
	"slices"
	"time"
)

// How a re-plan reaches a sub-gig: the cells amend and drop of the table in subgig.go.

// Amendment is what a re-plan changes in a sub-gig. Nil, and false, leave as it is.
type Amendment struct {
	PriceMinor *int64         `json:"price,omitempty"`
	OfferFor   *time.Duration `json:"offer_for,omitempty"`
	WorkFor    *time.Duration `json:"work_for,omitempty"`
	ReviewFor  *time.Duration `json:"review_for,omitempty"`
	Revisions  *int           `json:"revisions,omitempty"`
	Recast     bool           `json:"recast,omitempty"`
	Candidates []PersonID     `json:"candidates,omitempty"` // when Recast: who is asked from now on; who was asked is not asked again
	Rewired    bool           `json:"rewired,omitempty"`
	Needs      []SubGigID     `json:"needs,omitempty"`    // when Rewired: the upstreams; who hands it over leaves out those that have ended
	Reworded   bool           `json:"reworded,omitempty"` // what an open offer shows of its words is not so any more
}

// None reports whether nothing changes.
func (a Amendment) None() bool {
	return a.PriceMinor == nil && a.OfferFor == nil && !a.Recast && !a.agreed() && !a.Rewired
}

// agreed reports whether it changes what a seller agrees to.
func (a Amendment) agreed() bool {
	return a.PriceMinor != nil || a.WorkFor != nil || a.ReviewFor != nil || a.Revisions != nil || a.Reworded
}

// amend changes a sub-gig that nobody has accepted. An open offer whose terms are not true any more is withdrawn and made
// anew to the same seller, so that nobody accepts what they have not read.
func amend(s *SubGig, c Command, now time.Time, e *Effects) error {
	a := c.Amend
	if a == nil || a.None() {
		return nil
	}
	e.log(LogAmended, c)
	s.apply(*a)
	unwanted := s.State == Offered && a.Recast && !slices.Contains(a.Candidates, s.Offer.Seller)
	switch {
	case s.State == Waiting && s.startable():
		return start(s, Command{}, now, e)
	case s.State == Waiting:
		return nil
	case len(s.Needs) > 0:
		s.wait(now, e)
		if unwanted {
			s.Asked++
		}
		return nil
	case s.Call != nil:
		return nil
	case s.State == Casting:
		return s.askWhoIsLeft(now, e)
	case unwanted:
		s.withdraw(now, e)
		return ask(s, now, e)
	case a.agreed():
		s.withdraw(now, e)
		s.Asked--
		return ask(s, now, e)
	}
	return nil
}

// apply changes terms and needs, and nothing that follows from them.
func (s *SubGig) apply(a Amendment) {
	t := &s.Terms
	set(&t.PriceMinor, a.PriceMinor)
	set(&t.OfferFor, a.OfferFor)
	set(&t.WorkFor, a.WorkFor)
	set(&t.ReviewFor, a.ReviewFor)
	set(&t.Revisions, a.Revisions)
	if a.Recast {
		asked := t.Candidates[:s.Asked:s.Asked]
		fresh := slices.DeleteFunc(slices.Clone(a.Candidates), func(p PersonID) bool { return slices.Contains(asked, p) })
		t.Candidates = slices.Concat(asked, fresh)
	}
	if a.Rewired {
		s.Needs = slices.Clone(a.Needs)
	}
}

func set[T any](to *T, value *T) {
	if value != nil {
		*to = *value
	}
}

// askWhoIsLeft asks the next candidate of a sub-gig in casting, when there is one by now.
func (s *SubGig) askWhoIsLeft(now time.Time, e *Effects) error {
	if s.Asked >= len(s.Terms.Candidates) {
		return nil
	}
	return ask(s, now, e)
}

// wait puts a sub-gig that nobody has accepted back to waiting. Who was asked and has not answered is asked first again.
func (s *SubGig) wait(now time.Time, e *Effects) {
	if s.State == Offered {
		s.withdraw(now, e)
		s.Asked--
	}
	s.State, s.Offer, s.Call, s.Timer = Waiting, nil, nil, Countdown{}
	e.log(LogSubGigWaiting, Command{}).Detail = fmt.Sprint(len(s.Needs))
}

// withdraw takes an open offer back.
func (s *SubGig) withdraw(now time.Time, e *Effects) {
	s.answerOffer(OfferWithdrawn, "", now, e)
	e.log(LogOfferWithdrawn, Command{Actor: s.Offer.Seller}).Offer = s.Offer.ID
}

// amendLate meets a seller who accepted before the re-plan came. Who is asked after them, and how long, may change;
// everything else was agreed on and stands until both sides agree on something else. This is the place where such a
// change becomes a proposal to the seller.
func amendLate(s *SubGig, c Command, _ time.Time, e *Effects) error {
	if c.Amend == nil || c.Amend.None() {
		return nil
	}
	if s.State.Ended() || c.Amend.agreed() || c.Amend.Rewired {
		e.log(LogNotAgreed, c).Detail = string(Amend)
	}
	if s.State.Ended() || !c.Amend.Recast && c.Amend.OfferFor == nil {
		return nil
	}
	e.log(LogAmended, c)
	s.apply(Amendment{OfferFor: c.Amend.OfferFor, Recast: c.Amend.Recast, Candidates: c.Amend.Candidates})
	return nil
}

// dropLate leaves a sub-gig alone whose seller accepted before the re-plan came: it ends by an agreement, not by a plan.
func dropLate(_ *SubGig, c Command, _ time.Time, e *Effects) error {
	e.log(LogNotAgreed, c).Detail = string(Drop)
	return nil
}
