package project

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Side is for whom somebody speaks in a sub-gig.
type Side string

// The sides. The platform speaks where a rule decides.
const (
	SideSeller   Side = "seller"
	SideProducer Side = "producer" // the producer or the buyer
	SidePlatform Side = "platform"
)

// ProposalKind is what one side asks of the other.
type ProposalKind string

// The kinds of proposal.
const (
	Question     ProposalKind = "question"     // the offered seller wants to know something first
	Counter      ProposalKind = "counter"      // the offered seller would take it at another price or time
	Extension    ProposalKind = "extension"    // the seller needs more time
	ChangeOrder  ProposalKind = "change_order" // more or less work, for more or less money and time
	Cancellation ProposalKind = "cancellation" // both part without fault
	Settlement   ProposalKind = "settlement"   // how a dispute could end
	Objection    ProposalKind = "objection"    // the opening of a dispute; it is not answered but settled or ruled on
)

// ProposalKinds lists what can be proposed.
func ProposalKinds() []ProposalKind {
	return []ProposalKind{Question, Counter, Extension, ChangeOrder, Cancellation, Settlement}
}

// ProposalState is where a proposal stands.
type ProposalState string

// The states of a proposal. A draft is written down but not yet accepted by the process; all but draft and open are final.
const (
	ProposalDraft     ProposalState = "draft"
	ProposalOpen      ProposalState = "open"
	ProposalAgreed    ProposalState = "agreed"
	ProposalRefused   ProposalState = "refused"
	ProposalLapsed    ProposalState = "lapsed"    // nobody answered in time
	ProposalWithdrawn ProposalState = "withdrawn" // taken back, or overtaken by events
)

// Outcome is what becomes of a sub-gig when its parties part or their dispute ends.
type Outcome string

// The outcomes.
const (
	OutcomeRecast  Outcome = "recast"  // the next candidate is asked
	OutcomeCancel  Outcome = "cancel"  // the sub-gig ends
	OutcomeApprove Outcome = "approve" // the delivery in review stands
	OutcomeResume  Outcome = "resume"  // the work goes on where it stopped
)

// Limits of proposals.
const (
	MaxProposals = 100 // of one sub-gig
	MaxQuestions = 3   // of one offer: each stops its clock
)

// Proposal is something that one side of a sub-gig asks of the other: numbers and dates. The words stay in the records.
type Proposal struct {
	ID       ProposalID    `json:"id"`
	SubGig   SubGigID      `json:"sub_gig_id"`
	Kind     ProposalKind  `json:"kind"`
	By       Side          `json:"by"`
	Actor    PersonID      `json:"actor_id"`
	Offer    OfferID       `json:"offer_id,omitempty"` // the engagement it is about
	State    ProposalState `json:"state"`
	Minor    int64         `json:"minor,omitempty"`     // counter: the price; change order: what is added or taken away; else the seller's share
	Time     time.Duration `json:"time,omitempty"`      // counter: the work time; extension and change order: what is added
	Outcome  Outcome       `json:"outcome,omitempty"`   // cancellation: recast or cancel; settlement: any
	ByRule   bool          `json:"by_rule,omitempty"`   // agreed without being asked
	Consent  *Consent      `json:"consent,omitempty"`   // asked by a re-plan: what changes besides; nothing of it is in the records' row
	Review   ReviewID      `json:"review_id,omitempty"` // change order: the review that asks for a revision beyond the included ones
	Made     time.Time     `json:"made,omitzero"`
	Expires  time.Time     `json:"expires,omitzero"`
	Answered time.Time     `json:"answered,omitzero"`
}

// proposable says in which states, and by which sides, a kind can be proposed.
func proposable(kind ProposalKind) (states []SubGigState, sides []Side) {
	both := []Side{SideSeller, SideProducer}
	switch kind {
	case Question, Counter:
		return []SubGigState{Offered}, []Side{SideSeller}
	case Extension:
		return []SubGigState{Working}, []Side{SideSeller}
	case ChangeOrder:
		return []SubGigState{Working, Inspecting, InReview}, both
	case Cancellation:
		return []SubGigState{Working, Inspecting, InReview}, both
	case Settlement:
		return []SubGigState{Disputed}, both
	}
	return nil, nil
}

// open finds the open proposal of a kind; nil when there is none.
func (s SubGig) open(kind ProposalKind) *Proposal {
	at := slices.IndexFunc(s.Proposals, func(p Proposal) bool { return p.Kind == kind })
	if at < 0 {
		return nil
	}
	return &s.Proposals[at]
}

func propose(s *SubGig, c Command, now time.Time, e *Effects) error {
	if c.Proposal == nil {
		return Errorf(Invalid, "say what is proposed")
	}
	p := *c.Proposal
	if s.knows(p.ID) {
		return nil
	}
	p.Consent = nil // only a re-plan asks for it
	if err := s.proposable(p, c, now); err != nil {
		return err
	}
	s.openProposal(&p, c, now, e)
	if p.Kind == Extension && p.Time <= c.Slack {
		p.ByRule = true
		return s.agreed(p, Command{}, now, e)
	}
	e.Proposals = append(e.Proposals, p)
	return nil
}

// knows reports whether a proposal is open, or was the last one: then it is a repeat.
func (s *SubGig) knows(id ProposalID) bool {
	return s.LastProposal == id || slices.ContainsFunc(s.Proposals, func(open Proposal) bool { return open.ID == id })
}

// openProposal puts a proposal on the table.
func (s *SubGig) openProposal(p *Proposal, c Command, now time.Time, e *Effects) {
	p.SubGig, p.By, p.Actor, p.State, p.Made, p.Expires = s.ID, c.Side, c.Actor, ProposalOpen, now, now.Add(s.Terms.answerFor())
	if s.Offer != nil {
		p.Offer = s.Offer.ID
	}
	if p.Kind == Question {
		offer := *s.Offer
		offer.Questions++
		s.Offer = &offer
	}
	s.Proposed, s.LastProposal = s.Proposed+1, p.ID
	s.Proposals = append(slices.Clone(s.Proposals), *p)
	entry := e.log(LogProposed, c)
	entry.Detail, entry.Proposal, entry.Offer = string(p.Kind), p.ID, p.Offer
}

// proposable refuses what makes no sense now.
func (s *SubGig) proposable(p Proposal, c Command, now time.Time) error {
	states, sides := proposable(p.Kind)
	switch {
	case !slices.Contains(states, s.State):
		return Errorf(Conflict, "a %s cannot be proposed now: %s", p.Kind.words(), standing(s.State))
	case !slices.Contains(sides, c.Side):
		return Errorf(Conflict, "a %s is the seller's to propose", p.Kind.words())
	case s.open(p.Kind) != nil:
		return Errorf(Conflict, "a %s is open already; it is answered or withdrawn first", p.Kind.words())
	case s.Proposed >= MaxProposals:
		return Errorf(Limited, "there were %d proposals about this sub-gig, which is the most there can be", MaxProposals)
	case p.Kind == Question && s.Offer.Questions >= MaxQuestions:
		return Errorf(Limited, "%d questions were asked about this offer; accept, decline or make a counter-offer", MaxQuestions)
	}
	speaks := s.leaseOf
	if s.State == Offered {
		speaks = func(c Command) error { return s.openOffer(Command{Offer: s.Offer.ID, Actor: c.Actor}, now) }
	}
	if c.Side == SideSeller {
		if err := speaks(c); err != nil {
			return err
		}
	}
	return s.checkNumbers(p)
}

// checkNumbers refuses amounts and times that cannot be.
func (s *SubGig) checkNumbers(p Proposal) error {
	price := s.Offer.PriceMinor
	switch p.Kind {
	case Counter:
		if p.Minor < 0 || p.Time <= 0 {
			return Errorf(Invalid, "a counter-offer names a price, not below 0, and a time")
		}
	case Extension:
		if p.Time <= 0 {
			return Errorf(Invalid, "an extension names how much more time is needed")
		}
	case ChangeOrder:
		if price+p.Minor < 0 || p.Time < 0 && p.Consent == nil {
			return Errorf(Invalid, "a change order takes away at most the price, and no time")
		}
		return s.checkConsent(p)
	case Cancellation, Settlement:
		return s.checkSplit(p.Minor, p.Outcome, p.Kind == Settlement)
	}
	return nil
}

// checkConsent refuses what a re-plan asks for when it was computed from other terms than those that hold.
func (s *SubGig) checkConsent(p Proposal) error {
	if p.Consent == nil || p.Consent.Amend == nil {
		return nil
	}
	if to := p.Consent.Amend.PriceMinor; to != nil && s.Offer.PriceMinor+p.Minor != *to || s.Agreed+p.Time <= 0 {
		return Errorf(Invalid, "other terms hold by now than those that the plan was made from")
	}
	return nil
}

// checkSplit refuses a share that is not there and an outcome that cannot be.
func (s *SubGig) checkSplit(share int64, outcome Outcome, disputed bool) error {
	if share < 0 || share > s.Offer.PriceMinor {
		return Errorf(Invalid, "the seller's share is from 0 to the price, which is %d in minor units", s.Offer.PriceMinor)
	}
	possible := []string{string(OutcomeRecast), string(OutcomeCancel)}
	if disputed {
		possible = append(possible, string(OutcomeResume))
	}
	if disputed && s.Dispute.Was == InReview {
		possible = append(possible, string(OutcomeApprove))
	}
	if !slices.Contains(possible, string(outcome)) {
		return Errorf(Invalid, "the outcome %q is not possible here; choose among %s", outcome, strings.Join(possible, ", "))
	}
	return nil
}

// answer agrees to a proposal of the other side, or refuses it.
func answer(s *SubGig, c Command, now time.Time, e *Effects) error {
	at, err := s.findProposal(c)
	if err == nil && c.Side == SideSeller {
		err = s.leaseOf(c)
	}
	if err != nil {
		return err
	}
	p := s.Proposals[at]
	if p.By == c.Side {
		return Errorf(Conflict, "it is the other side that answers your %s", p.Kind.words())
	}
	if c.Agree {
		return s.agreed(p, c, now, e)
	}
	s.closeProposal(p, ProposalRefused, c, now, e)
	s.notAgreed(p, c, e)
	return nil
}

// answerAgain answers those who agree to what has ended meanwhile.
func answerAgain(*SubGig, Command, time.Time, *Effects) error {
	return Errorf(Conflict, "the proposal is not open any more")
}

func withdraw(s *SubGig, c Command, now time.Time, e *Effects) error {
	at, err := s.findProposal(c)
	if err != nil {
		return err
	}
	if s.Proposals[at].By != c.Side {
		return Errorf(Conflict, "it is the other side's to withdraw")
	}
	s.closeProposal(s.Proposals[at], ProposalWithdrawn, c, now, e)
	return nil
}

func (s *SubGig) findProposal(c Command) (int, error) {
	if c.Proposal != nil {
		if at := slices.IndexFunc(s.Proposals, func(p Proposal) bool { return p.ID == c.Proposal.ID }); at >= 0 {
			return at, nil
		}
	}
	return 0, Errorf(Conflict, "the proposal is not open any more")
}

// closeProposal takes a proposal from the table.
func (s *SubGig) closeProposal(p Proposal, state ProposalState, c Command, now time.Time, e *Effects) {
	p.State, p.Answered = state, now
	s.Proposals = slices.DeleteFunc(slices.Clone(s.Proposals), func(open Proposal) bool { return open.ID == p.ID })
	e.Proposals = append(e.Proposals, p)
	entry := e.log(map[ProposalState]LogKind{ProposalAgreed: LogAgreed, ProposalRefused: LogRefused, ProposalLapsed: LogLapsed,
		ProposalWithdrawn: LogWithdrawn}[state], c)
	entry.Detail, entry.Proposal, entry.Offer = string(p.Kind), p.ID, p.Offer
}

// agreed does what was proposed.
func (s *SubGig) agreed(p Proposal, c Command, now time.Time, e *Effects) error {
	if s.checkNumbers(p) != nil {
		return Errorf(Conflict, "the price has changed since this %s was proposed; it has to be proposed anew", p.Kind.words())
	}
	s.closeProposal(p, ProposalAgreed, c, now, e)
	switch p.Kind {
	case Counter:
		offer := *s.Offer
		offer.PriceMinor, offer.WorkFor = p.Minor, p.Time
		s.Offer = &offer
		s.engage(c, now, e)
	case Extension:
		s.Agreed += p.Time
		s.Timer = s.Timer.Longer(p.Time, now)
	case ChangeOrder:
		e.Review = p.Review
		s.change(p, c, now, e)
		s.consented(p, c, e)
	case Cancellation:
		e.log(LogCancelledByAgreement, c)
		return s.split(Ruling{Share: p.Minor, Outcome: p.Outcome}, c, now, e)
	case Settlement:
		e.log(LogDisputeSettled, c)
		return s.split(Ruling{Share: p.Minor, Outcome: p.Outcome}, c, now, e)
	}
	return nil
}

// change moves the price and the time of the engagement. More time for a delivery in review sends it back to work.
func (s *SubGig) change(p Proposal, c Command, now time.Time, e *Effects) {
	offer := *s.Offer
	offer.PriceMinor += p.Minor
	s.Offer = &offer
	e.Offers = append(e.Offers, offer)
	posting := Posting{Kind: PostAdjust, SubGig: s.ID, Minor: p.Minor}
	if p.Minor < 0 {
		posting.Kind, posting.Minor = PostReduce, -p.Minor
	}
	if p.Minor != 0 {
		posting.Key = fmt.Sprintf("%s/%s/%s", s.ID, posting.Kind, p.ID)
		e.Postings = append(e.Postings, posting)
	}
	switch {
	case s.State == InReview && p.Time > 0:
		s.again(c, p.Time, now, e)
	case s.State == Working:
		s.Agreed += p.Time
		s.Timer = s.Timer.Longer(p.Time, now)
	default:
		s.Agreed += p.Time
	}
}

// lapsed finds the proposal whose time is over.
func (s *SubGig) lapsed(now time.Time) *Proposal {
	if !s.Paused.IsZero() {
		return nil
	}
	for _, p := range s.Proposals {
		if !now.Before(p.Expires) {
			return &p
		}
	}
	return nil
}

// lapse ends a proposal that nobody answered: silence agrees to nothing.
func (s *SubGig) lapse(p Proposal, now time.Time, e *Effects) {
	s.closeProposal(p, ProposalLapsed, Command{}, now, e)
	s.notAgreed(p, Command{}, e)
}

// closeProposals takes back what is overtaken by events: proposals about an engagement that is over, or of a state that is.
func (s *SubGig) closeProposals(now time.Time, e *Effects) {
	for _, p := range slices.Clone(s.Proposals) {
		states, _ := proposable(p.Kind)
		if !slices.Contains(states, s.State) || s.Offer == nil || s.Offer.ID != p.Offer {
			s.closeProposal(p, ProposalWithdrawn, Command{}, now, e)
			s.notAgreed(p, Command{}, e)
		}
	}
}

func (k ProposalKind) words() string {
	switch k {
	case Counter:
		return "counter-offer"
	case ChangeOrder:
		return "change order"
	}
	return string(k)
}
