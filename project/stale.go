package project

import (
	"slices"
	"time"
)

// What follows when an approved delivery is replaced: the cells reopen, outdate and resolve of the table in subgig.go.
// Whoever worked from that delivery is stale until the producer has chosen what becomes of it.

// StaleChoice is what the producer does with a stale sub-gig.
type StaleChoice string

// The choices.
const (
	StaleKeep    StaleChoice = "keep"    // it is good as it is
	StaleConform StaleChoice = "conform" // the seller conforms it within the included revisions
	StaleRedo    StaleChoice = "redo"    // it is made again, for a new price
)

// StaleChoices lists every choice.
func StaleChoices() []StaleChoice { return []StaleChoice{StaleKeep, StaleConform, StaleRedo} }

// Reopening asks for an approved delivery to be replaced. What was paid for it stays paid.
type Reopening struct {
	PriceMinor int64 `json:"price"`          // of the new delivery
	Same       bool  `json:"same,omitempty"` // the seller of the approved one is asked first; otherwise the next candidate
}

// Earlier is what a reopened sub-gig was when it was approved, and is again when its reopening ends without a delivery.
type Earlier struct {
	Delivery      DeliveryID    `json:"delivery"`
	Seller        PersonID      `json:"seller"`
	Offer         Offer         `json:"offer"`
	PriceMinor    int64         `json:"price"`
	Agreed        time.Duration `json:"agreed"`
	RevisionsUsed int           `json:"revisions_used,omitempty"`
	Stale         []SubGigID    `json:"stale,omitempty"`
	Conform       bool          `json:"conform,omitempty"` // for nothing, by the same seller only
	Rest          []PersonID    `json:"rest,omitempty"`    // conform: the candidates who are not asked meanwhile
}

// Approved is the approved delivery, also while it is being replaced; empty when there is none.
func (g SubGig) Approved() DeliveryID {
	switch {
	case g.State == Approved:
		return g.Delivery
	case g.Earlier != nil:
		return g.Earlier.Delivery
	}
	return ""
}

// reopen asks for a new delivery in the place of the approved one: a new offer at a new price.
func reopen(s *SubGig, c Command, now time.Time, e *Effects) error {
	r := c.Reopen
	if r == nil || r.PriceMinor < 0 || r.PriceMinor > MaxAmountMinor {
		return Errorf(Invalid, "a reopening names the price of the new delivery, from 0 to ten thousand million minor units")
	}
	if r.Same && len(s.Terms.Candidates) >= 2*MaxCandidates {
		return Errorf(Limited, "the same seller cannot be asked again: the sub-gig was reopened too often")
	}
	s.begin(c, *r, now, e)
	return ask(s, now, e)
}

// begin keeps what was approved and makes the next candidate the one who is meant. The seller of what was approved holds
// the sub-gig no more, so their offer is withdrawn for as long as nothing else is decided.
func (s *SubGig) begin(c Command, r Reopening, now time.Time, e *Effects) {
	e.log(LogReopened, c).Delivery = s.Delivery
	s.Earlier = &Earlier{Delivery: s.Delivery, Seller: s.Seller, Offer: *s.Offer, PriceMinor: s.Terms.PriceMinor, Agreed: s.Agreed,
		RevisionsUsed: s.RevisionsUsed, Stale: s.Stale}
	s.Terms.PriceMinor, s.Stale = r.PriceMinor, nil
	if r.Same {
		s.Terms.Candidates = slices.Insert(slices.Clone(s.Terms.Candidates), s.Asked, s.Seller)
	}
	s.answerOffer(OfferWithdrawn, "", now, e)
}

// settleReopening forgets what was approved before, once the new delivery is. A conformed one was made for nothing: the
// price of the sub-gig is still the one that was paid.
func (s *SubGig) settleReopening(e *Effects) {
	was := s.Earlier
	if was == nil {
		return
	}
	s.Earlier = nil
	e.Deliveries = append(e.Deliveries, DeliveryMark{ID: was.Delivery, State: DeliveryReplaced})
	if was.Conform {
		s.Terms.PriceMinor = was.PriceMinor
		s.Terms.Candidates = slices.Concat(s.Terms.Candidates, was.Rest)
	}
}

// takeBack ends a reopening without a new delivery: the approved one stands again.
func (s *SubGig) takeBack(c Command, e *Effects) {
	was := s.Earlier
	offer := was.Offer
	s.vacate()
	s.State, s.Delivery, s.Seller, s.Offer, s.Needs, s.Requires = Approved, was.Delivery, was.Seller, &offer, nil, nil
	s.Agreed, s.RevisionsUsed = was.Agreed, was.RevisionsUsed
	s.Terms.PriceMinor, s.Stale = was.PriceMinor, was.Stale
	s.Terms.Candidates = slices.Concat(s.Terms.Candidates, was.Rest)
	s.Earlier = nil
	e.Offers = append(e.Offers, offer)
	e.log(LogReopenWithdrawn, c).Delivery = s.Delivery
}

// waitAgain has a sub-gig that nobody has accepted wait for the new delivery.
func waitAgain(s *SubGig, c Command, now time.Time, e *Effects) error {
	if slices.Contains(s.Needs, c.Upstream) {
		return nil
	}
	s.Needs = append(slices.Clone(s.Needs), c.Upstream)
	s.wait(now, e)
	return nil
}

// outdate marks work that was begun from a delivery that is being replaced.
func outdate(s *SubGig, c Command, _ time.Time, e *Effects) error {
	if slices.Contains(s.Stale, c.Upstream) {
		return nil
	}
	s.Stale = append(slices.Clone(s.Stale), c.Upstream)
	e.log(LogStale, c).Detail = string(c.Upstream)
	return nil
}

// resolve carries out the producer's choice.
func resolve(s *SubGig, c Command, now time.Time, e *Effects) error {
	if len(s.Stale) == 0 {
		if c.Choice == StaleKeep {
			return nil
		}
		return Errorf(Conflict, "nothing that it was made from is being replaced; there is nothing to choose about")
	}
	var err error
	switch c.Choice {
	case StaleKeep:
	case StaleConform:
		err = conform(s, c, now, e)
	case StaleRedo:
		err = redo(s, c, now, e)
	default:
		err = Errorf(Invalid, "the choice %q is none of keep, conform, redo", c.Choice)
	}
	if err != nil {
		return err
	}
	s.Stale = nil
	e.log(LogStaleResolved, c).Detail = string(c.Choice)
	return nil
}

// conform asks for one of the included revisions, whatever the sub-gig's state. One that is approved is reopened for
// nothing, for its seller only.
func conform(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.RevisionsUsed >= s.Terms.Revisions {
		return Errorf(Conflict, "the %d included revisions are used: keep it as it is, or have it made again for a price", s.Terms.Revisions)
	}
	switch s.State {
	case InReview:
		e.Review = c.Review
		return revise(s, Command{Actor: c.Actor, Delivery: s.Delivery}, now, e)
	case Working:
		s.RevisionsUsed++
		s.Agreed += s.Terms.WorkFor / 2
		s.Timer = s.Timer.Longer(s.Terms.WorkFor/2, now)
		return nil
	case Approved:
		return s.conformApproved(c, now, e)
	}
	return Errorf(Conflict, "its delivery is being inspected; choose again when that is done")
}

func (s *SubGig) conformApproved(c Command, now time.Time, e *Effects) error {
	s.begin(c, Reopening{Same: true}, now, e)
	s.Earlier.Conform = true
	s.Earlier.Rest = slices.Clone(s.Terms.Candidates[s.Asked+1:])
	s.Terms.Candidates = s.Terms.Candidates[: s.Asked+1 : s.Asked+1]
	used := s.Earlier.RevisionsUsed + 1
	err := ask(s, now, e)
	s.RevisionsUsed = used
	return err
}

// redo reopens an approved sub-gig. What is being worked on has no price of its own: that is a change order.
func redo(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.State != Approved {
		return Errorf(Conflict, "it is not approved yet: agree on a change order with its seller, or have it conformed")
	}
	return reopen(s, c, now, e)
}
