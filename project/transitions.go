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
	if s.startable() && s.Paused.IsZero() {
		e.log(LogSubGigReady, c)
		if s.Terms.Mode.Calls() && s.Asked == 0 {
			return s.call(now, e)
		}
		return ask(s, now, e)
	}
	if s.Clock.Since.IsZero() {
		s.logWaiting(c, e)
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
	if !s.startable() {
		s.askForRequirements(Command{}, e)
		return nil
	}
	return start(s, Command{Kind: Start}, now, e)
}

// ask offers the sub-gig to the next candidate, or leaves it in casting when nobody is left.
func ask(s *SubGig, now time.Time, e *Effects) error {
	s.vacate()
	if s.Asked >= len(s.Terms.Candidates) {
		s.State = Casting
		s.Timer = countdown(now, s.Terms.idleFor(), s.Terms.graceFor())
		e.log(LogCastExhausted, Command{})
		return nil
	}
	s.Asked++
	s.offer(s.Terms.Candidates[s.Asked-1], now)
	s.State, s.Timer = Offered, countdown(now, s.Terms.OfferFor, 0)
	s.Offer.Expires = s.Timer.Due
	e.Offers = append(e.Offers, *s.Offer)
	e.log(LogOfferMade, Command{Actor: s.Offer.Seller}).Offer = s.Offer.ID
	return nil
}

// vacate forgets the seller who was asked or at work.
func (s *SubGig) vacate() {
	s.Seller, s.Offer, s.Call, s.Delivery, s.RevisionsUsed, s.Passed, s.Dispute, s.Timer = "", nil, nil, "", 0, false, nil, Countdown{}
}

// offer writes an open offer to the person, at the terms of the plan.
func (s *SubGig) offer(to PersonID, now time.Time) {
	s.Offers++
	s.Offer = &Offer{
		ID:     OfferID(NewID(PrefixOffer, now, fmt.Sprintf("%s/%d", s.ID, s.Offers))),
		SubGig: s.ID, Seller: to, State: OfferOpen, PriceMinor: s.Terms.PriceMinor, WorkFor: s.Terms.WorkFor, Made: now,
	}
}

func (s *SubGig) answerOffer(state OfferState, reason string, now time.Time, e *Effects) {
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
	case s.Timer.Still.IsZero() && !now.Before(s.Offer.Expires):
		return Errorf(Conflict, "the offer expired at %s", s.Offer.Expires.UTC().Format(time.RFC3339))
	}
	return nil
}

func accept(s *SubGig, c Command, now time.Time, e *Effects) error {
	if err := s.openOffer(c, now); err != nil {
		return err
	}
	if s.Offer.State == OfferQueued {
		return Errorf(Conflict, "you hold as many sub-gigs as you take, or are on leave: this offer waits, and opens by itself when there is room")
	}
	s.engage(c, now, e)
	return nil
}

// engage gives the sub-gig to the seller of its offer, at the offer's terms: a lease with a clock, and a hold.
func (s *SubGig) engage(c Command, now time.Time, e *Effects) {
	s.answerOffer(OfferAccepted, "", now, e)
	s.State, s.Seller = Working, s.Offer.Seller
	s.Agreed, s.WorkedBefore = s.Offer.WorkFor, s.Clock.Charge(s.party(), now).Seller
	s.Timer = countdown(now, s.Agreed, s.Terms.graceFor())
	e.Postings = append(e.Postings, Posting{Key: postingKey(s.ID, PostHold, s.Offer.ID), Kind: PostHold, SubGig: s.ID, Minor: s.Offer.PriceMinor})
	e.log(LogOfferAccepted, Command{Actor: s.Seller}).Offer = s.Offer.ID
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
	s.answerOffer(OfferDeclined, c.Reason, now, e)
	entry := e.log(LogOfferDeclined, c)
	entry.Offer, entry.Detail = c.Offer, c.Reason
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
	s.State, s.Delivery, s.Timer = Inspecting, c.Delivery, Countdown{}
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
	if c.Passed {
		s.Passed = true
		s.State, s.Timer = InReview, countdown(now, s.Terms.ReviewFor, s.Terms.graceFor())
	} else {
		mark.State, kind = DeliveryRejected, LogInspectionFailed
		s.backToWork(now)
	}
	e.Deliveries = append(e.Deliveries, mark)
	e.log(kind, c).Delivery = c.Delivery
	return nil
}

// backToWork starts the seller's clock again with what is left of the agreed time.
func (s *SubGig) backToWork(now time.Time) {
	s.State, s.Timer = Working, countdown(now, s.Agreed-s.used(now), s.Terms.graceFor())
}

// used is how much of the agreed time the present seller has used: their own seconds, not those of others.
func (s *SubGig) used(now time.Time) time.Duration {
	return s.Clock.Charge(s.Clock.Party, now).Seller - s.WorkedBefore
}

func decide(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.Delivery != c.Delivery {
		return Errorf(Conflict, "the delivery %s is not the one in review; look at the latest version, %s", c.Delivery, s.Delivery)
	}
	e.Review = c.Review
	switch c.Decision {
	case Approve:
		s.approve(c, s.Offer.PriceMinor, now, e)
		return nil
	case Revise:
		return revise(s, c, now, e)
	case Release:
		e.log(LogReleased, c)
		return leave(s, now, e)
	}
	return Errorf(Invalid, "the decision %q is none of approve, revise, release", c.Decision)
}

// approve ends the sub-gig with its delivery. The seller gets the share of what is held, in minor units.
func (s *SubGig) approve(c Command, share int64, now time.Time, e *Effects) {
	punctual := ApprovedOnTime
	if s.used(now) > s.Agreed {
		punctual = ApprovedLate
	}
	e.Deliveries = append(e.Deliveries, DeliveryMark{ID: s.Delivery, State: DeliveryApproved})
	s.endHold(share, e)
	entry := e.log(LogApproved, c)
	entry.Delivery, entry.Detail = s.Delivery, punctual
	s.State, s.Timer, s.Dispute = Approved, Countdown{}, nil
	s.settleReopening(e)
}

// endHold ends the hold: the share goes to the seller, in minor units, the rest back.
func (s *SubGig) endHold(share int64, e *Effects) {
	p := Posting{Kind: PostSettle, SubGig: s.ID, Seller: s.Seller, Minor: s.Offer.PriceMinor, Share: share}
	switch share {
	case s.Offer.PriceMinor:
		p.Kind, p.Share = PostRelease, 0
	case 0:
		p.Kind, p.Seller = PostReturn, ""
	}
	p.Key = postingKey(s.ID, p.Kind, s.Offer.ID)
	e.Postings = append(e.Postings, p)
}

// revise sends the delivery back. Each revision agrees on half the work time more, so that nobody is late for having
// been asked twice.
func revise(s *SubGig, c Command, now time.Time, e *Effects) error {
	if s.RevisionsUsed >= s.Terms.Revisions {
		return s.offerRevision(c, now, e)
	}
	s.RevisionsUsed++
	s.again(c, s.Terms.WorkFor/2, now, e)
	return nil
}

// PaidRevision is the change order for a revision beyond the included ones, at a price in minor units. It adds as much time
// as any other revision.
func (s SubGig) PaidRevision(id ProposalID, price int64, review ReviewID) Proposal {
	return Proposal{ID: id, SubGig: s.ID, Kind: ChangeOrder, By: SideProducer, Minor: price, Time: s.Terms.WorkFor / 2, Review: review}
}

// offerRevision asks the seller for a revision beyond the included ones. The delivery stays in review, whose clock stands still
// until they have answered.
func (s *SubGig) offerRevision(c Command, now time.Time, e *Effects) error {
	e.Review = "" // it is decided when they agree
	if c.Proposal == nil || c.Proposal.Minor < 0 {
		return Errorf(Conflict, "the %d included revisions are used; name a price for one more, approve the delivery or release the sub-gig to the standby", s.Terms.Revisions)
	}
	p := s.PaidRevision(c.Proposal.ID, c.Proposal.Minor, c.Review)
	if s.knows(p.ID) {
		return nil
	}
	c.Side = SideProducer
	if err := s.proposable(p, c, now); err != nil {
		return err
	}
	s.openProposal(&p, c, now, e)
	e.Proposals = append(e.Proposals, p)
	return nil
}

// revisionOffered reports whether the seller is asked for a revision beyond the included ones.
func (s SubGig) revisionOffered() bool {
	open := s.open(ChangeOrder)
	return open != nil && open.Review != ""
}

// again asks the seller for the delivery in review once more, with more time.
func (s *SubGig) again(c Command, more time.Duration, now time.Time, e *Effects) {
	s.Agreed += more
	s.backToWork(now)
	e.Deliveries = append(e.Deliveries, DeliveryMark{ID: s.Delivery, State: DeliveryRevised})
	e.log(LogRevisionAsked, c).Delivery = s.Delivery
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
	kind := LogSteppedOut
	if c.Reason == ReasonIllness {
		kind = LogLeaveTaken // nobody's fault: it never counts against the seller
	}
	e.log(kind, c).Detail = c.Reason
	return leave(s, now, e)
}

// leave settles with the seller, withdraws the undecided delivery and asks the next candidate.
func leave(s *SubGig, now time.Time, e *Effects) error {
	s.part(s.killFee(), now, e)
	return ask(s, now, e)
}

// killFee is what a seller who goes keeps of the price, in minor units: a part of it once a delivery passed inspection.
func (s *SubGig) killFee() int64 {
	if !s.Passed || s.Offer == nil {
		return 0
	}
	return s.Offer.PriceMinor * s.Terms.KillFee / 10_000
}

// part ends the offer. A seller who had accepted gets the share of what is held, in minor units.
func (s *SubGig) part(share int64, now time.Time, e *Effects) {
	if s.Offer == nil {
		return
	}
	if s.Offer.State == OfferAccepted {
		s.endHold(share, e)
	}
	s.answerOffer(OfferWithdrawn, "", now, e)
	if s.undecided() {
		e.Deliveries = append(e.Deliveries, DeliveryMark{ID: s.Delivery, State: DeliveryWithdrawn})
	}
}

// undecided reports whether a delivery waits for a judgement.
func (s *SubGig) undecided() bool {
	return s.State == Inspecting || s.State == InReview || s.State == Disputed && s.Dispute.Was == InReview
}

// recast adds candidates; a sub-gig that has nobody left asks the first of them at once.
func recast(s *SubGig, c Command, now time.Time, e *Effects) error {
	if len(s.Terms.Candidates)+len(c.Candidates) > MaxCandidates {
		return Errorf(Limited, "a sub-gig asks at most %d people", MaxCandidates)
	}
	s.Terms.Candidates = append(slices.Clone(s.Terms.Candidates), c.Candidates...)
	entry := e.log(LogRecast, c)
	entry.Detail = fmt.Sprint(len(c.Candidates))
	if s.State == Casting && s.Call == nil && s.Paused.IsZero() {
		return ask(s, now, e)
	}
	return nil
}

func cancel(s *SubGig, c Command, now time.Time, e *Effects) error {
	s.part(s.killFee(), now, e)
	s.end(c, "", e)
	return nil
}

// end cancels the sub-gig once its money is settled; why is a code word. Where an approved delivery was to be replaced, that
// one stands again.
func (s *SubGig) end(c Command, why string, e *Effects) {
	if s.Earlier != nil {
		s.takeBack(c, e)
		return
	}
	s.State, s.Offer, s.Call, s.Needs, s.Requires, s.Timer, s.Dispute = Cancelled, nil, nil, nil, nil, Countdown{}, nil
	e.log(LogSubGigCancelled, c).Detail = why
}
