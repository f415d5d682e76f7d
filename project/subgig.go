package project

import (
	"fmt"
	"maps"
	"time"
)

// SubGigState is where a sub-gig stands.
type SubGigState string

// The states of a sub-gig.
const (
	Waiting    SubGigState = "waiting"    // for an upstream delivery or for what the buyer must supply
	Casting    SubGigState = "casting"    // nobody is left to ask; the producer must name more people
	Offered    SubGigState = "offered"    // one seller is asked
	Working    SubGigState = "working"    // a seller has accepted
	Inspecting SubGigState = "inspecting" // the machine judges a delivery
	InReview   SubGigState = "in_review"  // the producer judges it
	Disputed   SubGigState = "disputed"   // its parties disagree; all else stands still
	Approved   SubGigState = "approved"
	Cancelled  SubGigState = "cancelled"
)

// SubGigStates lists every state, in the order of a life that goes well.
func SubGigStates() []SubGigState {
	return []SubGigState{Waiting, Casting, Offered, Working, Inspecting, InReview, Disputed, Approved, Cancelled}
}

// Ended reports whether nothing can happen to the sub-gig any more.
func (s SubGigState) Ended() bool { return s == Approved || s == Cancelled }

// Engaged reports whether a seller has the sub-gig and its price is held.
func (s SubGigState) Engaged() bool {
	return s == Working || s == Inspecting || s == InReview || s == Disputed
}

// CastingMode is how a seller is found.
type CastingMode string

// The modes of casting. All but the first two are calls, which many may answer.
const (
	CastCascade      CastingMode = "cascade"      // the cast, then the standbys, one after another
	CastDirect       CastingMode = "direct"       // the first of the cast; whoever else is asked is the producer's choice
	CastOpenCall     CastingMode = "open_call"    // the first who qualifies and takes it
	CastApplications CastingMode = "applications" // sellers apply, the producer chooses
	CastAudition     CastingMode = "audition"     // as applications, but blind: nobody is named until the choice
)

// CastingModes lists every mode.
func CastingModes() []CastingMode {
	return []CastingMode{CastCascade, CastDirect, CastOpenCall, CastApplications, CastAudition}
}

// Calls reports whether the mode begins with a call that many may answer.
func (m CastingMode) Calls() bool {
	return m == CastOpenCall || m == CastApplications || m == CastAudition
}

// Terms are what the plan fixes for a sub-gig. Times that are zero are those of DefaultClocks.
type Terms struct {
	PriceMinor    int64         `json:"price"`
	Mode          CastingMode   `json:"mode,omitempty"`    // empty: cascade
	Candidates    []PersonID    `json:"candidates"`        // the cast, then the standbys, in the order of asking
	Invited       []PersonID    `json:"invited,omitempty"` // who may answer a call; empty: whoever qualifies
	OfferFor      time.Duration `json:"offer_for"`         // how long an offer or a call stands
	WorkFor       time.Duration `json:"work_for"`
	ReviewFor     time.Duration `json:"review_for"`
	GraceFor      time.Duration `json:"grace_for,omitempty"`   // from a clock that ran out to what follows from it
	AnswerFor     time.Duration `json:"answer_for,omitempty"`  // how long a proposal stands
	IdleFor       time.Duration `json:"idle_for,omitempty"`    // how long a sub-gig waits for the buyer's or the producer's part
	DisputeFor    time.Duration `json:"dispute_for,omitempty"` // each stage of a dispute
	Revisions     int           `json:"revisions"`
	KillFee       int64         `json:"kill_fee,omitempty"`       // basis points of the price, for a seller who goes after a delivery passed inspection
	ApproveSilent bool          `json:"approve_silent,omitempty"` // a silent producer approves; else the operator decides
}

// SubGig is one seller's piece of a project as the process sees it: ids, numbers and clocks, no names and no texts.
type SubGig struct {
	ID            SubGigID      `json:"id"`
	Terms         Terms         `json:"terms"`
	State         SubGigState   `json:"state"`
	Needs         []SubGigID    `json:"needs,omitempty"`    // upstream not yet approved
	Requires      []string      `json:"requires,omitempty"` // requirements not yet answered
	Asked         int           `json:"asked,omitempty"`    // candidates asked so far
	Offers        int           `json:"offers,omitempty"`
	Offer         *Offer        `json:"offer,omitempty"` // the open or the accepted offer
	Call          *Call         `json:"call,omitempty"`  // the open call
	Seller        PersonID      `json:"seller,omitempty"`
	Delivery      DeliveryID    `json:"delivery,omitempty"` // the latest submitted
	Version       int           `json:"version,omitempty"`
	Passed        bool          `json:"passed,omitempty"` // a delivery of the present seller passed inspection
	RevisionsUsed int           `json:"revisions_used,omitempty"`
	Agreed        time.Duration `json:"agreed,omitempty"` // the seller's own seconds agreed on
	WorkedBefore  time.Duration `json:"worked_before,omitempty"`
	Timer         Countdown     `json:"timer,omitzero"`          // of this state
	Proposals     []Proposal    `json:"proposals,omitempty"`     // those that are open
	Proposed      int           `json:"proposed,omitempty"`      // how many there were
	LastProposal  ProposalID    `json:"last_proposal,omitempty"` // a repeat of it, granted by rule, is no second one
	Dispute       *Dispute      `json:"dispute,omitempty"`
	Paused        time.Time     `json:"paused,omitzero"` // since when the project is paused
	Clock         Clock         `json:"clock"`
	Stale         []SubGigID    `json:"stale,omitempty"`   // upstreams it was made from and whose delivery is being replaced
	Earlier       *Earlier      `json:"earlier,omitempty"` // what was approved before it was reopened
}

// Overdue reports whether the clock of this state has run out.
func (s SubGig) Overdue() bool { return s.Timer.RanOut() }

// Price is what the present seller earns, or what the next one is offered, in minor units.
func (s SubGig) Price() int64 {
	if s.Offer != nil {
		return s.Offer.PriceMinor
	}
	return s.Terms.PriceMinor
}

// CommandKind names what may happen to a sub-gig.
type CommandKind string

// The commands: what people ask, what the machine answers, and the clock.
const (
	Start     CommandKind = "start"     // the project was launched
	Unblock   CommandKind = "unblock"   // an upstream sub-gig ended; Upstream says which
	Fulfil    CommandKind = "fulfil"    // the buyer has answered a requirement; Requirement says which
	Accept    CommandKind = "accept"    // the seller takes the offer
	Decline   CommandKind = "decline"   // the seller does not
	Claim     CommandKind = "claim"     // a seller takes an open call
	Choose    CommandKind = "choose"    // the producer offers it to one who applied, or to anybody else, now
	Queue     CommandKind = "queue"     // the seller who is asked has no room: the offer waits
	Unqueue   CommandKind = "unqueue"   // they have room
	Submit    CommandKind = "submit"    // the seller delivers
	Inspected CommandKind = "inspected" // the machine judged the delivery
	Decide    CommandKind = "decide"    // the producer approves, asks for a revision or releases
	StepOut   CommandKind = "step_out"  // the seller leaves
	Recast    CommandKind = "recast"    // the producer names more candidates
	Propose   CommandKind = "propose"   // one side asks the other for something
	Answer    CommandKind = "answer"    // the other side agrees or refuses
	Withdraw  CommandKind = "withdraw"  // the proposal is taken back
	Disagree  CommandKind = "disagree"  // one side opens a dispute
	Appeal    CommandKind = "appeal"    // one side takes the dispute to the next stage
	Rule      CommandKind = "rule"      // the producer or the operator decides the dispute
	Pause     CommandKind = "pause"     // every clock stops
	Resume    CommandKind = "resume"    // every clock runs on
	Cancel    CommandKind = "cancel"    // the sub-gig is not wanted any more
	Amend     CommandKind = "amend"     // a re-plan changes terms or needs
	Drop      CommandKind = "drop"      // a re-plan does without the sub-gig
	Seek      CommandKind = "seek"      // a re-plan asks the seller for what changes their agreement
	Reopen    CommandKind = "reopen"    // the producer has an approved delivery replaced
	Outdate   CommandKind = "outdate"   // the approved delivery of an upstream is being replaced; Upstream says whose
	Resolve   CommandKind = "resolve"   // the producer chooses what becomes of a stale sub-gig
	Tick      CommandKind = "tick"      // time has passed
)

// CommandKinds lists every command.
func CommandKinds() []CommandKind {
	return []CommandKind{Start, Unblock, Fulfil, Accept, Decline, Claim, Choose, Queue, Unqueue, Submit, Inspected, Decide, StepOut, Recast, Propose,
		Answer, Withdraw, Disagree, Appeal, Rule, Pause, Resume, Cancel, Amend,
		Drop, Seek, Reopen, Outdate, Resolve, Tick}
}

// Awakens reports whether the command may be meant for a sub-gig that has ended, whose section may have ended with it.
func (k CommandKind) Awakens() bool { return k == Reopen || k == Resolve || k == Outdate }

// Command is one thing that happens to a sub-gig. Only the fields that its kind names are read.
type Command struct {
	Kind        CommandKind   `json:"kind"`
	Actor       PersonID      `json:"actor,omitempty"`
	Side        Side          `json:"side,omitempty"`        // propose, answer, withdraw, disagree, appeal: for whom the actor speaks
	Offer       OfferID       `json:"offer,omitempty"`       // accept, decline, queue, unqueue; decide: whose release is meant, when known
	Reason      string        `json:"reason,omitempty"`      // decline: a DeclineReason; step_out: the same, or ReasonIllness
	Delivery    DeliveryID    `json:"delivery,omitempty"`    // submit, inspected, decide
	Passed      bool          `json:"passed,omitempty"`      // inspected
	Decision    Decision      `json:"decision,omitempty"`    // decide
	Review      ReviewID      `json:"review,omitempty"`      // decide
	Upstream    SubGigID      `json:"upstream,omitempty"`    // unblock, outdate
	Requirement string        `json:"requirement,omitempty"` // fulfil: its key
	Candidates  []PersonID    `json:"candidates,omitempty"`  // recast; choose: one
	Proposal    *Proposal     `json:"proposal,omitempty"`    // propose, disagree: what is asked; answer, withdraw: its id; seek
	Agree       bool          `json:"agree,omitempty"`       // answer
	Slack       time.Duration `json:"slack,omitempty"`       // propose: what the sub-gig may take longer without moving the project's date
	Ruling      *Ruling       `json:"ruling,omitempty"`      // rule
	Amend       *Amendment    `json:"amend,omitempty"`       // amend
	Reopen      *Reopening    `json:"reopen,omitempty"`      // reopen; resolve: redo
	Choice      StaleChoice   `json:"choice,omitempty"`      // resolve
}

// Effects are what a transition asks to be recorded and done. They are recorded together with the new state or not at
// all; Inspect is done afterwards.
type Effects struct {
	Log        []LogEvent     `json:"log,omitempty"`
	Offers     []Offer        `json:"offers,omitempty"`
	Deliveries []DeliveryMark `json:"deliveries,omitempty"`
	Review     ReviewID       `json:"review,omitempty"` // the draft review that is now decided
	Postings   []Posting      `json:"postings,omitempty"`
	Proposals  []Proposal     `json:"proposals,omitempty"`
	Inspect    DeliveryID     `json:"inspect,omitempty"`
}

// None reports whether the transition was a repeat that changes nothing.
func (e Effects) None() bool {
	return len(e.Log) == 0 && len(e.Offers) == 0 && len(e.Deliveries) == 0 && e.Review == "" && len(e.Postings) == 0 &&
		len(e.Proposals) == 0 && e.Inspect == ""
}

// transition is one cell of the table: it changes the sub-gig and gathers effects, or refuses.
type transition func(*SubGig, Command, time.Time, *Effects) error

// table is the whole life of a sub-gig: state x command. A pair that is not here is refused with Conflict.
func table() map[SubGigState]map[CommandKind]transition {
	clocks := row{Tick: tick, Pause: pause, Resume: resume, Queue: repeat, Unqueue: repeat}
	begun := row{Start: repeat, Unblock: repeat, Fulfil: repeat}
	proposals := row{Propose: propose, Answer: answer, Withdraw: withdraw}
	taken := row{Accept: acceptAgain, Claim: claimAgain}
	delivered := row{Submit: submitAgain, Inspected: repeat}
	free := row{Cancel: cancel, Recast: recast, Choose: chooseAhead, Amend: amend, Drop: cancel, Seek: notAsked, Outdate: waitAgain}
	engaged := row{Cancel: cancel, StepOut: stepOut, Recast: recast, Amend: amendLate, Drop: dropLate, Seek: seekConsent, Outdate: outdate, Resolve: resolve}
	ended := row{Seek: notAsked, Answer: answerAgain, Withdraw: repeat, Pause: repeat, Resume: repeat, Queue: repeat, Unqueue: repeat, Tick: repeat}
	return map[SubGigState]row{
		Waiting:    rows(clocks, free, row{Start: start, Unblock: unblock, Fulfil: fulfil}),
		Casting:    rows(clocks, free, begun, row{Claim: claim, Choose: choose, Decline: repeat}),
		Offered:    rows(clocks, free, begun, proposals, row{Accept: accept, Decline: decline, Queue: queue, Unqueue: unqueue}),
		Working:    rows(clocks, engaged, begun, proposals, taken, row{Submit: submit, Inspected: repeat, Decide: decideWhileWorking, Disagree: disagree}),
		Inspecting: rows(clocks, engaged, begun, proposals, taken, row{Submit: submitAgain, Inspected: inspected}),
		InReview:   rows(clocks, engaged, begun, proposals, taken, delivered, row{Decide: decide, Disagree: disagree}),
		Disputed: rows(clocks, engaged, begun, proposals, taken, delivered,
			row{Cancel: cancelDisputed, StepOut: nil, Disagree: disagreeAgain, Appeal: appeal, Rule: rule}),
		Approved:  rows(begun, taken, delivered, ended, row{Decide: decideAgain, Amend: amendLate, Drop: dropLate, Reopen: reopen, Outdate: outdate, Resolve: resolve}),
		Cancelled: rows(begun, ended, row{Inspected: repeat, Cancel: repeat, Amend: repeat, Drop: repeat, Outdate: repeat}),
	}
}

// row is what is lawful in one state, and what it does.
type row = map[CommandKind]transition

// rows puts parts of a row together; what comes later holds, nil takes a command out.
//
//workflowcheck:ignore the order in which parts are copied changes nothing
func rows(parts ...row) row {
	whole := row{}
	for _, part := range parts {
		maps.Copy(whole, part)
	}
	maps.DeleteFunc(whole, func(_ CommandKind, do transition) bool { return do == nil })
	return whole
}

// Next gives the sub-gig after the command, and what has to be recorded and done. A repeat of what already happened
// gives the same sub-gig and no effects. A command that is not lawful in this state gives an Error and changes nothing.
func (s SubGig) Next(c Command, now time.Time) (SubGig, Effects, error) {
	next := s
	var effects Effects
	do, ok := table()[s.State][c.Kind]
	if !ok {
		return s, effects, refusal(s.State, c.Kind)
	}
	if err := s.allowedInPause(c.Kind); err != nil {
		return s, effects, err
	}
	if err := do(&next, c, now, &effects); err != nil {
		return s, Effects{}, err
	}
	if effects.None() {
		return next, effects, nil
	}
	next.closeProposals(now, &effects)
	next.regulate(now, &effects)
	next.Clock = s.Clock.Charge(next.party(), now)
	for i := range effects.Log {
		effects.Log[i].SubGig, effects.Log[i].At = s.ID, now
	}
	return next, effects, nil
}

// regulate lets the clock of the state stand still or run on, as the state asks for, and keeps the offer's expiry with it.
func (s *SubGig) regulate(now time.Time, e *Effects) {
	if s.State == Waiting {
		s.waitForBuyer(now)
	}
	if s.standsStill() {
		s.Timer = s.Timer.Stop(now)
		return
	}
	s.Timer = s.Timer.Go(now)
	if s.State == Offered && !s.Offer.Expires.Equal(s.Timer.Due) {
		offer := *s.Offer
		offer.Expires = s.Timer.Due
		s.Offer = &offer
		e.Offers = append(e.Offers, offer)
	}
}

// standsStill reports whether the clock of the state is stopped: by a pause, by a question or a counter-offer that nobody
// has answered, by a revision that the seller is asked for and that is not included, or because the seller who is asked has
// no room yet.
func (s SubGig) standsStill() bool {
	return !s.Paused.IsZero() || s.State == Offered && (s.open(Question) != nil || s.open(Counter) != nil) || s.State == InReview && s.revisionOffered()
}

// party says who must act in the present state.
func (s SubGig) party() Party {
	switch {
	case s.State.Ended():
		return PartyPlatform
	case !s.Paused.IsZero() || s.open(Counter) != nil:
		return PartyBuyer
	case s.open(Question) != nil:
		return PartyProducer
	}
	switch s.State {
	case Waiting:
		return s.waitsFor()
	case Offered:
		if s.Offer.State == OfferQueued {
			return PartyPlatform
		}
		return PartySeller
	case Working:
		return PartySeller
	case Casting:
		if s.Call != nil {
			return PartySeller
		}
		return PartyProducer
	case InReview:
		return PartyProducer
	case Disputed:
		return s.Dispute.party(s.Proposals)
	}
	return PartyPlatform
}

// NextRing is when the sub-gig has to be looked at again because time has passed; zero when nothing is waited for.
func (s SubGig) NextRing() time.Time {
	if !s.Paused.IsZero() {
		return time.Time{}
	}
	next := s.Timer.Next()
	if s.waitsForAnswer() {
		next = time.Time{}
	}
	for _, p := range s.Proposals {
		if !p.Expires.IsZero() && (next.IsZero() || p.Expires.Before(next)) {
			next = p.Expires
		}
	}
	return next
}

func refusal(state SubGigState, kind CommandKind) error {
	asked := map[CommandKind]string{
		Accept: "the offer cannot be accepted", Decline: "the offer cannot be declined", Submit: "nothing can be delivered",
		Decide: "nothing can be decided", StepOut: "nobody can step out", Recast: "nobody can be cast", Cancel: "it cannot be cancelled",
		Claim: "it cannot be taken", Choose: "nobody can be chosen", Propose: "nothing can be proposed", Answer: "there is nothing to answer",
		Withdraw: "there is nothing to withdraw", Disagree: "no dispute can be opened", Appeal: "there is nothing to appeal against",
		Rule:   "there is nothing to rule on",
		Reopen: "there is no approved delivery to replace", Resolve: "there is nothing stale to choose about",
	}[kind]
	if asked == "" {
		asked = fmt.Sprintf("%s is not possible", kind)
	}
	return Errorf(Conflict, "%s: %s", asked, standing(state))
}

// standing says in a clause where a sub-gig stands.
func standing(state SubGigState) string {
	return map[SubGigState]string{
		Waiting: "it waits for an upstream delivery or for the buyer", Casting: "it is still being cast", Offered: "it is offered and not yet accepted",
		Working: "a seller is working on it", Inspecting: "a delivery is being inspected", InReview: "a delivery is in review", Disputed: "it is in dispute",
		Approved: "it is approved", Cancelled: "it was cancelled",
	}[state]
}
