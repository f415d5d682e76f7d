package project

import "time"

// What follows when nobody does anything. Every clock reminds at half and at nine tenths, says when it has run out, gives a
// grace where one is due, and then has a consequence, so that a sub-gig whose people stay silent for ever still ends.

// tick says or does the one thing that is due now.
func tick(s *SubGig, _ Command, now time.Time, e *Effects) error {
	if lapsed := s.lapsed(now); lapsed != nil {
		s.lapse(*lapsed, now, e)
		return nil
	}
	timer, mark, passed := s.Timer.Passed(now)
	if !passed || s.waitsForAnswer() {
		return nil
	}
	s.Timer = timer
	switch mark {
	case MarkDue:
		return s.ranOut(now, e)
	case MarkEnd:
		return s.silent(now, e)
	}
	entry := e.log(LogReminder, Command{Actor: s.awaited()})
	entry.Detail = string(s.State) + "/" + mark.String()
	return nil
}

// waitsForAnswer reports whether the end of the grace waits: a seller who has asked for more time in it is not replaced
// before the answer.
func (s SubGig) waitsForAnswer() bool {
	return s.State == Working && s.Timer.Said == MarkEnd && s.open(Extension) != nil
}

// awaited is the seller whose clock runs; empty when it is the producer's or nobody's.
func (s *SubGig) awaited() PersonID {
	switch {
	case s.State == Working:
		return s.Seller
	case s.State == Offered:
		return s.Offer.Seller
	}
	return ""
}

// ranOut is what happens when the clock of the state is over.
func (s *SubGig) ranOut(now time.Time, e *Effects) error {
	switch s.State {
	case Offered:
		s.answerOffer(OfferExpired, "", now, e)
		e.log(LogOfferExpired, Command{Actor: s.Offer.Seller}).Offer = s.Offer.ID
		return ask(s, now, e)
	case Casting:
		if s.Call != nil {
			return s.closeCall(now, e)
		}
		e.log(LogCastOverdue, Command{})
	case Waiting:
		e.log(LogSupplyOverdue, Command{})
	case Working:
		e.log(LogOverdue, Command{Actor: s.Seller})
	case InReview:
		e.log(LogReviewOverdue, Command{Actor: s.Seller})
	case Disputed:
		return s.nextStage(now, e)
	}
	return nil
}

// silent is what happens when the grace is over too.
func (s *SubGig) silent(now time.Time, e *Effects) error {
	switch s.State {
	case Working:
		e.log(LogTakenOver, Command{Actor: s.Seller})
		return leave(s, now, e)
	case InReview:
		s.silentReview(now, e)
	case Casting:
		s.end(Command{}, "nobody_cast", e)
	case Waiting:
		s.end(Command{}, "not_supplied", e)
	}
	return nil
}

// silentReview approves by rule where the plan says so. Elsewhere the operator decides: a seller who has delivered is not
// left waiting for ever.
func (s *SubGig) silentReview(now time.Time, e *Effects) {
	if s.Terms.ApproveSilent {
		e.log(LogApprovedByRule, Command{}).Delivery = s.Delivery
		s.approve(Command{}, s.Offer.PriceMinor, now, e)
		return
	}
	s.Timer = countdown(now, s.Terms.ReviewFor, s.Terms.graceFor()) // should the operator give it back
	s.dispute(Dispute{ID: ProposalID(NewID(PrefixProposal, now, string(s.ID)+"/silence")), OpenedBy: SidePlatform, Stage: StageOperator}, Command{}, now, e)
}

// The lengths of the clocks that a plan need not name.

func (t Terms) graceFor() time.Duration { return orDefault(t.GraceFor, DefaultClocks().Grace) }

func (t Terms) answerFor() time.Duration { return orDefault(t.AnswerFor, DefaultClocks().Answer) }

func (t Terms) idleFor() time.Duration { return orDefault(t.IdleFor, DefaultClocks().Idle) }

func (t Terms) disputeFor() time.Duration { return orDefault(t.DisputeFor, DefaultClocks().Dispute) }

func orDefault(d time.Duration, other Duration) time.Duration {
	if d > 0 {
		return d
	}
	return other.Std()
}
