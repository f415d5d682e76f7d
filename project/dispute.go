package project

import "time"

// DisputeStage is who is to end a dispute.
type DisputeStage string

// The stages, in their order. Each has a clock.
const (
	StageDirect   DisputeStage = "direct"   // the two sides, by a settlement
	StageProducer DisputeStage = "producer" // the producer rules; either side may appeal
	StageOperator DisputeStage = "operator" // the operator rules, and that stands
)

// Dispute is a disagreement about a sub-gig. While it lasts everything else stands still.
type Dispute struct {
	ID       ProposalID    `json:"id"` // of the objection that opened it
	OpenedBy Side          `json:"opened_by"`
	Stage    DisputeStage  `json:"stage"`
	Was      SubGigState   `json:"was"`              // where the sub-gig stood
	Timer    Countdown     `json:"timer"`            // and its clock
	Used     time.Duration `json:"used,omitempty"`   // of the agreed time, when it was opened
	Ruling   *Ruling       `json:"ruling,omitempty"` // the producer's, while it can be appealed
}

// Ruling ends a dispute: the seller's share of what is held, in minor units, and what becomes of the sub-gig. To resume
// moves no money.
type Ruling struct {
	Share   int64   `json:"share"`
	Outcome Outcome `json:"outcome"`
}

// party says who must act: in the direct stage whoever has not made the open proposal, the producer before there is one.
func (d *Dispute) party(open []Proposal) Party {
	switch {
	case d.Stage == StageOperator:
		return PartyPlatform
	case d.Stage == StageDirect && len(open) > 0 && open[0].By == SideProducer:
		return PartySeller
	case d.Stage == StageDirect && len(open) == 0 && d.OpenedBy == SideProducer:
		return PartySeller
	}
	return PartyProducer
}

func disagree(s *SubGig, c Command, now time.Time, e *Effects) error {
	if c.Side == SideSeller {
		if err := s.leaseOf(c); err != nil {
			return err
		}
	}
	if c.Proposal == nil {
		return Errorf(Invalid, "say what the dispute is about")
	}
	s.dispute(Dispute{ID: c.Proposal.ID, OpenedBy: c.Side, Stage: StageDirect}, c, now, e)
	return nil
}

func disagreeAgain(s *SubGig, c Command, _ time.Time, _ *Effects) error {
	if c.Proposal != nil && c.Proposal.ID == s.Dispute.ID {
		return nil
	}
	return Errorf(Conflict, "a dispute is open already")
}

// dispute opens it, and stops the clock of what was under way.
func (s *SubGig) dispute(d Dispute, c Command, now time.Time, e *Effects) {
	e.Proposals = append(e.Proposals, s.objection(d, c.Actor, ProposalOpen, now))
	d.Was, d.Timer, d.Used = s.State, s.Timer.Stop(now), s.used(now)
	s.State, s.Dispute, s.Timer = Disputed, &d, countdown(now, s.Terms.disputeFor(), 0)
	entry := e.log(LogDisputeOpened, c)
	entry.Detail, entry.Proposal = string(d.Stage), d.ID
}

// objection is the dispute as the records list it, among the proposals.
func (s *SubGig) objection(d Dispute, actor PersonID, state ProposalState, at time.Time) Proposal {
	p := Proposal{ID: d.ID, SubGig: s.ID, Kind: Objection, By: d.OpenedBy, Actor: actor, Offer: s.Offer.ID, State: state, Made: at}
	if state != ProposalOpen {
		p.Answered = at
	}
	return p
}

// appeal takes the dispute to the next stage before its clock does.
func appeal(s *SubGig, c Command, now time.Time, e *Effects) error {
	if c.Side == SideSeller {
		if err := s.leaseOf(c); err != nil {
			return err
		}
	}
	switch s.Dispute.Stage {
	case StageDirect:
		s.enter(StageProducer, c, now, e)
	case StageProducer:
		s.enter(StageOperator, c, now, e)
	default:
		return Errorf(Conflict, "the dispute is with the operator, whose ruling stands")
	}
	return nil
}

func (s *SubGig) enter(stage DisputeStage, c Command, now time.Time, e *Effects) {
	d := *s.Dispute
	d.Stage, d.Ruling = stage, nil
	s.Dispute, s.Timer = &d, countdown(now, s.Terms.disputeFor(), 0)
	for _, p := range s.Proposals { // a settlement belongs to the direct stage
		s.closeProposal(p, ProposalWithdrawn, Command{}, now, e)
	}
	entry := e.log(LogDisputeMoved, c)
	entry.Detail, entry.Proposal = string(stage), d.ID
}

// rule decides. The producer's ruling can be appealed until the clock of the stage, which starts again, has run out; the
// operator's stands at once.
func rule(s *SubGig, c Command, now time.Time, e *Effects) error {
	if c.Ruling == nil {
		return Errorf(Invalid, "say how the dispute ends")
	}
	if err := s.checkSplit(c.Ruling.Share, c.Ruling.Outcome, true); err != nil {
		return err
	}
	switch {
	case s.Dispute.Stage == StageDirect:
		return Errorf(Conflict, "the two sides try to settle it themselves first; either of them can take it further")
	case s.Dispute.Stage == StageProducer && c.Side == SideProducer:
		d := *s.Dispute
		d.Ruling = c.Ruling
		s.Dispute, s.Timer = &d, countdown(now, s.Terms.disputeFor(), 0)
		entry := e.log(LogRuled, c)
		entry.Detail, entry.Proposal = string(c.Ruling.Outcome), d.ID
		return nil
	case s.Dispute.Stage == StageOperator && c.Side == SidePlatform:
		return s.ruled(*c.Ruling, c, now, e)
	}
	return Errorf(Conflict, "the dispute is with the %s", s.Dispute.Stage)
}

// nextStage is what the clock of a stage does when it has run out.
func (s *SubGig) nextStage(now time.Time, e *Effects) error {
	switch {
	case s.Dispute.Stage == StageDirect:
		s.enter(StageProducer, Command{}, now, e)
	case s.Dispute.Stage == StageProducer && s.Dispute.Ruling == nil:
		s.enter(StageOperator, Command{}, now, e)
	case s.Dispute.Ruling != nil:
		return s.ruled(*s.Dispute.Ruling, Command{}, now, e)
	default: // nobody ruled, so it is nobody's fault
		r := s.byRule()
		return s.stands(r, string(r.Outcome), ruledByRule, Command{}, now, e)
	}
	return nil
}

// ruledByRule says in the log that nobody has ruled.
const ruledByRule = "rule"

// byRule is the ruling that nobody made: a delivery that passed inspection and waits for its review counts as approved;
// otherwise the seller gets what a seller who goes gets, and the next candidate is asked.
func (s *SubGig) byRule() Ruling {
	if s.Dispute.Was == InReview {
		return Ruling{Share: s.Offer.PriceMinor, Outcome: OutcomeApprove}
	}
	return Ruling{Share: s.killFee(), Outcome: OutcomeRecast}
}

func (s *SubGig) ruled(r Ruling, c Command, now time.Time, e *Effects) error {
	who := string(s.Dispute.Stage)
	if s.against(r) {
		return s.stands(r, RuledAgainstSeller, who, c, now, e)
	}
	return s.stands(r, string(r.Outcome), who, c, now, e)
}

// stands carries the ruling out; the log says what it comes to, and who has ruled.
func (s *SubGig) stands(r Ruling, comesTo, who string, c Command, now time.Time, e *Effects) error {
	entry := e.log(LogDisputeRuled, Command{Actor: s.Seller})
	entry.Detail, entry.Proposal = comesTo+"/"+who, s.Dispute.ID
	return s.split(r, c, now, e)
}

// against reports whether the ruling takes the sub-gig from its seller for less than half of the price.
func (s *SubGig) against(r Ruling) bool {
	return (r.Outcome == OutcomeRecast || r.Outcome == OutcomeCancel) && 2*r.Share < s.Offer.PriceMinor
}

// split ends an engagement or a dispute as agreed or ruled.
func (s *SubGig) split(r Ruling, c Command, now time.Time, e *Effects) error {
	if s.Dispute != nil {
		e.Proposals = append(e.Proposals, s.objection(*s.Dispute, "", ProposalAgreed, now))
		s.WorkedBefore += s.used(now) - s.Dispute.Used // to negotiate is not to work
	}
	switch r.Outcome {
	case OutcomeResume:
		s.State, s.Timer, s.Dispute = s.Dispute.Was, s.Dispute.Timer, nil // Next lets the clock run on
		if s.State == InReview && s.Timer.Go(now).Next().IsZero() {
			s.Timer = countdown(now, s.Terms.ReviewFor, s.Terms.graceFor()) // it had nothing left to say: silence led here
		}
		return nil
	case OutcomeApprove:
		s.approve(c, r.Share, now, e)
		return nil
	}
	s.part(r.Share, now, e)
	if r.Outcome == OutcomeCancel {
		s.end(c, "agreed", e)
		return nil
	}
	return ask(s, now, e)
}

// cancelDisputed ends a sub-gig whose money is contested: the rule decides what its seller gets, so that nobody escapes a
// dispute by cancelling.
func cancelDisputed(s *SubGig, c Command, now time.Time, e *Effects) error {
	e.Proposals = append(e.Proposals, s.objection(*s.Dispute, "", ProposalWithdrawn, now))
	s.part(s.byRule().Share, now, e)
	s.end(c, "", e)
	return nil
}
