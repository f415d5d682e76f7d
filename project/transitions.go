package project

import (
	"fmt"
	"slices"
	"time"
)

// The cells of the table in subgig.go. Each changes the sub-gig in place; Next throws the change away on an error.

func repeat(*SubGig, Command, time.Time, *Effects) error { return nil }

func (e *Effects) log(kind LogKind, c Command) *LogEvent {
	e.Log = append(e.Log, LogEvent{Kind: kind, Actor: c.Actor})
	return &e.Log[len(e.Log)-1]
}

func start(s *SubGig, c Command, now time.Time, e *Effects) error {
	if len(s.Needs) == 0 {
		e.log(LogSubGigReady, c)
		return ask(s, now, e)
	}
	if s.Clock.Since.IsZero() {
		e.log(LogSubGigWaiting, c).Detail = fmt.Sprint(len(s.Needs))
	}
	return nil
}

func unblock(s *SubGig, c Command, now time.Time, e *Effects) error {
	at := slices.Index(s.Needs, c.Upstream)
	if at < 0 {
		return nil
	}
	s.Needs = slices.Delete(slices.Clone(s.Needs), at, at+1)
	if len(s.Needs) > 0 {
		e.log(LogSubGigWaiting, Command{}).Detail = fmt.Sprint(len(s.Needs))
		return nil
	}
	return start(s, Command{Kind: Start}, now, e)
}

// ask offers the sub-gig to the next candidate, or leaves it in casting when nobody is left.
func ask(s *SubGig, now time.Time, e *Effects) error {
	s.Seller, s.Offer, s.Delivery, s.RevisionsUsed, s.Overdue, s.Due = "", nil, "", 0, false, time.Time{}
	if s.Asked >= len(s.Terms.Candidates) {
		s.State = Casting
		e.log(LogCastExhausted, Command{})
		return nil
	}
	s.Offers++
	s.State = Offered
	s.Due = now.Add(s.Terms.OfferFor)
	s.Offer = &Offer{
		ID:     OfferID(NewID(PrefixOffer, now, fmt.Sprintf("%s/%d", s.ID, s.Offers))),
		SubGig: s.ID, Seller: s.Terms.Candidates[s.Asked], State: OfferOpen, Made: now, Expires: s.Due,
	}
	s.Asked++
	e.Offers = append(e.Offers, *s.Offer)
	entry := e.log(LogOfferMade, Command{Actor: s.Offer.Seller})
	entry.Offer = s.Offer.ID
	return nil
}

func (s *SubGig) answer(state OfferState, reason string, now time.Time, e *Effects) {
	offer := *s.Offer
	offer.State, offer.Reason, offer.Answered = state, reason, now
	s.Offer = &offer
	e.Offers = append(e.Offers, offer)
}

func (s *SubGig) openOffer(c Command, now time.Time) error {
	switch {
	case s.Offer == nil || s.Offer.ID != c.Offer:
		return Errorf(Conflict, "the offer %s is not open any more", c.Offer)
	case s.Offer.Seller != c.Actor:
		return Errorf(NotFound, "there is no offer %s for you", c.Offer)
	case !now.Before(s.Offer.Expires):
		return Errorf(Conflict, "the offer expired at %s", s.Offer.Expires.UTC().Format(time.RFC3339))
	}
	return nil
}

func accept(s *SubGig, c Command, now time.Time, e *Effects) error {
	if err := s.openOffer(c, now); err != nil {
		return err
	}
	s.answer(OfferAccepted, "", now, e)
	s.State, s.Seller = Working, c.Actor
	s.Agreed, s.WorkedBefore = s.Terms.WorkFor, s.Clock.Charge(PartySeller, now).Seller
	s.Due = now.Add(s.Agreed)
	e.Postings = append(e.Postings, Posting{Key: postingKey(s.ID, PostHold, s.Offer.ID), Kind: PostHold, SubGig: s.ID, Minor: s.Terms.PriceMinor})
	e.log(LogOfferAccepted, c).Offer = c.Offer
	return nil
}

func acceptAgain(s *SubGig, c Command, _ time.Time, _ *Effects) error {
	if s.Offer != nil && s.Offer.ID == c.Offer && s.Seller == c.Actor {
		return nil
	}
	return Errorf(Conflict, "the offer %s is not open any more", c.Offer)
}

func decline(s *SubGig, c Command, now time.Time, e *Effects) error {
	if err := s.openOffer(c, now); err != nil {
		return err
	}
	s.answer(OfferDeclined, c.Reason, now, e)
	entry := e.log(LogOfferDeclined, c)
	entry.Offer, entry.Detail = c.Offer, c.Reason
	return ask(s, now, e)
}

func expire(s *SubGig, _ Command, now time.Time, e *Effects) error {
	if now.Before(s.Due) {
		return nil
	}
	s.answer(OfferExpired, "", now, e)
	e.log(LogOfferExpired, Command{Actor: s.Offer.Seller}).Offer = s.Offer.ID
	return ask(s, now, e)
}

func (s *SubGig) leaseOf(c Command) error {
	if s.Seller != c.Actor {
		return Errorf(Conflict, "this sub-gig is not yours any more: it was given to somebody else")
	}
	return nil
}

func submit(s *SubGig, c Command, _ time.Time, e *Effects) error {
	if err := s.leaseOf(c); err != nil {
		return err
	}
	if s.Delivery == c.Delivery {
		return nil
	}
	s.State, s.Delivery, s.Due, s.Overdue = Inspecting, c.Delivery, time.Time{}, false
	s.Version++
	e.Deliveries = append(e.Deliveries, DeliveryMark{ID: c.Delivery, State: DeliverySubmitted, Version: s.Version})
	e.Inspect = c.Delivery
	e.log(LogDelivered, c).Delivery = c.Delivery
	return nil
}

func submitAgain(s *SubGig, c Command, _ time.Time, _ *Effects) error {
	if s.Delivery == c.Delivery && s.Seller == c.Actor {
		return nil
	}
	if err := s.leaseOf(c); err != nil {
		return err
	}
	return refusal(s.State, Submit)
}

func inspected(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.Delivery != c.Delivery {
		return nil
	}
	mark := DeliveryMark{ID: c.Delivery, State: DeliveryInReview}
	kind := LogInspectionPassed
	s.State, s.Due = InReview, now.Add(s.Terms.ReviewFor)
	if !c.Passed {
		mark.State, kind = DeliveryRejected, LogInspectionFailed
		s.backToWork(now)
	}
	e.Deliveries = append(e.Deliveries, mark)
	e.log(kind, c).Delivery = c.Delivery
	return nil
}

// backToWork starts the seller's clock again with what is left of the agreed time.
func (s *SubGig) backToWork(now time.Time) {
	s.State, s.Overdue = Working, false
	s.Due = now.Add(s.Agreed - (s.Clock.Seller - s.WorkedBefore))
}

func decide(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.Delivery != c.Delivery {
		return Errorf(Conflict, "the delivery %s is not the one in review; look at the latest version, %s", c.Delivery, s.Delivery)
	}
	e.Review = c.Review
	switch c.Decision {
	case Approve:
		return approve(s, c, e)
	case Revise:
		return revise(s, c, now, e)
	case Release:
		e.log(LogReleased, c)
		return leave(s, now, e)
	}
	return Errorf(Invalid, "the decision %q is none of approve, revise, release", c.Decision)
}

func approve(s *SubGig, c Command, e *Effects) error {
	s.State, s.Due, s.Overdue = Approved, time.Time{}, false
	e.Deliveries = append(e.Deliveries, DeliveryMark{ID: c.Delivery, State: DeliveryApproved})
	e.Postings = append(e.Postings, Posting{Key: postingKey(s.ID, PostRelease, s.Offer.ID), Kind: PostRelease, SubGig: s.ID, Seller: s.Seller, Minor: s.Terms.PriceMinor})
	e.log(LogApproved, c).Delivery = c.Delivery
	s.settleReopening(e)
	return nil
}

// revise sends the delivery back. Each revision agrees on half the work time more, so that nobody is late for having
// been asked twice.
func revise(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.RevisionsUsed >= s.Terms.Revisions {
		return Errorf(Conflict, "the %d included revisions are used; approve the delivery or release the sub-gig to the standby", s.Terms.Revisions)
	}
	s.RevisionsUsed++
	s.Agreed += s.Terms.WorkFor / 2
	s.backToWork(now)
	e.Deliveries = append(e.Deliveries, DeliveryMark{ID: c.Delivery, State: DeliveryRevised})
	e.log(LogRevisionAsked, c).Delivery = c.Delivery
	return nil
}

func decideAgain(s *SubGig, c Command, _ time.Time, _ *Effects) error {
	if c.Decision == Approve && s.Delivery == c.Delivery {
		return nil
	}
	return refusal(s.State, Decide)
}

// decideWhileWorking lets the producer release a seller who is working. Nothing else can be decided without a delivery in
// review.
func decideWhileWorking(s *SubGig, c Command, now time.Time, e *Effects) error {
	if c.Decision == Release {
		if s.Delivery != c.Delivery || c.Offer != "" && s.Offer.ID != c.Offer {
			return Errorf(Conflict, "another seller is working on it by now; look again before you release them")
		}
		e.Review = c.Review
		e.log(LogReleased, c)
		return leave(s, now, e)
	}
	return Errorf(Conflict, "nothing can be decided: no delivery of this sub-gig is in review")
}

func stepOut(s *SubGig, c Command, now time.Time, e *Effects) error {
	if err := s.leaseOf(c); err != nil {
		return err
	}
	e.log(LogSteppedOut, c).Detail = c.Reason
	return leave(s, now, e)
}

// leave gives the hold back, withdraws the undecided delivery and asks the next candidate.
func leave(s *SubGig, now time.Time, e *Effects) error {
	s.giveBack(now, e)
	return ask(s, now, e)
}

func (s *SubGig) giveBack(now time.Time, e *Effects) {
	if s.Offer == nil {
		return
	}
	if s.Offer.State == OfferAccepted {
		e.Postings = append(e.Postings, Posting{Key: postingKey(s.ID, PostReturn, s.Offer.ID), Kind: PostReturn, SubGig: s.ID, Minor: s.Terms.PriceMinor})
	}
	s.answer(OfferWithdrawn, "", now, e)
	if s.State == Inspecting || s.State == InReview {
		e.Deliveries = append(e.Deliveries, DeliveryMark{ID: s.Delivery, State: DeliveryWithdrawn})
	}
}

// recast adds candidates; a sub-gig that has nobody left asks the first of them at once.
func recast(s *SubGig, c Command, now time.Time, e *Effects) error {
	if len(s.Terms.Candidates)+len(c.Candidates) > MaxCandidates {
		return Errorf(Limited, "a sub-gig asks at most %d people", MaxCandidates)
	}
	s.Terms.Candidates = append(slices.Clone(s.Terms.Candidates), c.Candidates...)
	entry := e.log(LogRecast, c)
	entry.Detail = fmt.Sprint(len(c.Candidates))
	if s.State == Casting {
		return ask(s, now, e)
	}
	return nil
}

func cancel(s *SubGig, c Command, now time.Time, e *Effects) error {
	s.giveBack(now, e)
	if s.Earlier != nil {
		return s.takeBack(c, e)
	}
	s.State, s.Offer, s.Needs, s.Due = Cancelled, nil, nil, time.Time{}
	e.log(LogSubGigCancelled, c)
	return nil
}

// overdue is said once for each clock; what follows from it is decided by people.
func overdue(s *SubGig, _ Command, now time.Time, e *Effects) error {
	if s.Overdue || s.Due.IsZero() || now.Before(s.Due) {
		return nil
	}
	s.Overdue = true
	kind := LogOverdue
	if s.State == InReview {
		kind = LogReviewOverdue
	}
	e.log(kind, Command{Actor: s.Seller})
	return nil
}
