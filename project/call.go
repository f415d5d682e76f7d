package project

import (
	"slices"
	"time"
)

// Call is a sub-gig that many may answer at once. It stands as long as an offer would.
type Call struct {
	Mode   CastingMode `json:"mode"`
	Opened time.Time   `json:"opened"`
}

// call opens the call. The sub-gig is being cast meanwhile, and sellers are waited for.
func (s *SubGig) call(now time.Time, e *Effects) error {
	s.State = Casting
	s.Call = &Call{Mode: s.Terms.Mode, Opened: now}
	s.Timer = countdown(now, s.Terms.OfferFor, 0)
	e.log(LogCallOpened, Command{}).Detail = string(s.Terms.Mode)
	return nil
}

// closeCall ends a call that nobody has taken. After an open call the standbys are asked; after applications the producer
// chooses.
func (s *SubGig) closeCall(now time.Time, e *Effects) error {
	e.log(LogCallClosed, Command{}).Detail = string(s.Call.Mode)
	if s.Call.Mode == CastOpenCall {
		return ask(s, now, e)
	}
	s.Call = nil
	s.Timer = countdown(now, s.Terms.idleFor(), s.Terms.graceFor())
	return nil
}

// MayAnswerCall reports whether the actor may answer the sub-gig's call, open or not: a seller, invited where the plan names who
// is, and not the one it already belongs to.
func MayAnswerCall(a Actor, g SubGig) bool {
	return g.Terms.Mode.Calls() && a.Is(RoleSeller) && (len(g.Terms.Invited) == 0 || slices.Contains(g.Terms.Invited, a.ID))
}

// claim gives an open call to the first who takes it. Whether they qualify was judged by who asks.
func claim(s *SubGig, c Command, now time.Time, e *Effects) error {
	switch {
	case s.Call == nil:
		return Errorf(Conflict, "this call is closed")
	case len(s.Terms.Invited) > 0 && !slices.Contains(s.Terms.Invited, c.Actor):
		return Errorf(NotFound, "there is no call for you here")
	case s.Call.Mode != CastOpenCall:
		return Errorf(Conflict, "this call takes applications: apply, and the producer chooses")
	}
	s.Call = nil
	s.offer(c.Actor, now)
	s.Offer.Expires = s.Timer.Due
	e.log(LogCallClosed, Command{}).Detail = string(CastOpenCall)
	s.engage(c, now, e)
	return nil
}

// claimAgain answers those who were second.
func claimAgain(s *SubGig, c Command, _ time.Time, _ *Effects) error {
	if s.Seller == c.Actor {
		return nil
	}
	return Errorf(Conflict, "this call was taken by somebody else")
}

// choose ends the search: the one whom the producer names is asked at once.
func choose(s *SubGig, c Command, now time.Time, e *Effects) error {
	if err := chooseAhead(s, c, now, e); err != nil {
		return err
	}
	return ask(s, now, e)
}

// chooseAhead puts the one whom the producer names at the head of those who are still to be asked.
func chooseAhead(s *SubGig, c Command, _ time.Time, e *Effects) error {
	if len(c.Candidates) != 1 {
		return Errorf(Invalid, "choose one person")
	}
	if len(s.Terms.Candidates) >= MaxCandidates {
		return Errorf(Limited, "a sub-gig asks at most %d people", MaxCandidates)
	}
	s.Terms.Candidates = slices.Insert(slices.Clone(s.Terms.Candidates), s.Asked, c.Candidates[0])
	e.log(LogChosen, Command{Actor: c.Candidates[0]})
	return nil
}

// queue holds an offer back whose seller has no room. It waits at most as long as a sub-gig may idle.
func queue(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.Offer.ID != c.Offer || s.Offer.State != OfferOpen {
		return nil
	}
	s.moveOffer(OfferQueued, countdown(now, s.Terms.idleFor(), 0), e)
	e.log(LogOfferQueued, Command{Actor: s.Offer.Seller}).Offer = s.Offer.ID
	return nil
}

// unqueue opens the offer with the whole time for its answer.
func unqueue(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.Offer.ID != c.Offer || s.Offer.State != OfferQueued {
		return nil
	}
	s.moveOffer(OfferOpen, countdown(now, s.Terms.OfferFor, 0), e)
	e.log(LogOfferMade, Command{Actor: s.Offer.Seller}).Offer = s.Offer.ID
	return nil
}

func (s *SubGig) moveOffer(state OfferState, timer Countdown, e *Effects) {
	s.Timer = timer
	offer := *s.Offer
	offer.State, offer.Expires = state, timer.Due
	s.Offer = &offer
	e.Offers = append(e.Offers, offer)
}
