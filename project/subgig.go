package project

import (
	"fmt"
	"time"
)

// SubGigState is where a sub-gig stands.
type SubGigState string

// The states of a sub-gig.
const (
	Waiting    SubGigState = "waiting"    // for an upstream delivery
	Casting    SubGigState = "casting"    // nobody is left to ask; the producer must name more people
	Offered    SubGigState = "offered"    // one seller is asked
	Working    SubGigState = "working"    // a seller has accepted
	Inspecting SubGigState = "inspecting" // the machine judges a delivery
	InReview   SubGigState = "in_review"  // the producer judges it
	Approved   SubGigState = "approved"
	Cancelled  SubGigState = "cancelled"
)

// SubGigStates lists every state, in the order of a life that goes well.
func SubGigStates() []SubGigState {
	return []SubGigState{Waiting, Casting, Offered, Working, Inspecting, InReview, Approved, Cancelled}
}

// Ended reports whether nothing can happen to the sub-gig any more.
func (s SubGigState) Ended() bool { return s == Approved || s == Cancelled }

// Terms are what the plan fixes for a sub-gig.
type Terms struct {
	PriceMinor int64         `json:"price"`
	Candidates []PersonID    `json:"candidates"` // the cast, then the standbys, in the order of asking
	OfferFor   time.Duration `json:"offer_for"`
	WorkFor    time.Duration `json:"work_for"`
	ReviewFor  time.Duration `json:"review_for"`
	Revisions  int           `json:"revisions"`
}

// SubGig is one seller's piece of a project as the process sees it: ids, numbers and clocks, no names and no texts.
type SubGig struct {
	ID            SubGigID      `json:"id"`
	Terms         Terms         `json:"terms"`
	State         SubGigState   `json:"state"`
	Needs         []SubGigID    `json:"needs,omitempty"` // upstream not yet approved
	Asked         int           `json:"asked,omitempty"` // candidates asked so far
	Offers        int           `json:"offers,omitempty"`
	Offer         *Offer        `json:"offer,omitempty"` // the open or the accepted offer
	Seller        PersonID      `json:"seller,omitempty"`
	Delivery      DeliveryID    `json:"delivery,omitempty"` // the latest submitted
	Version       int           `json:"version,omitempty"`
	RevisionsUsed int           `json:"revisions_used,omitempty"`
	Agreed        time.Duration `json:"agreed,omitempty"` // the seller's own seconds agreed on
	WorkedBefore  time.Duration `json:"worked_before,omitempty"`
	Due           time.Time     `json:"due,omitzero"` // when the clock of this state runs out; zero when it has none
	Overdue       bool          `json:"overdue,omitempty"`
	Clock         Clock         `json:"clock"`
	Stale         []SubGigID    `json:"stale,omitempty"`   // upstreams it was made from and whose delivery is being replaced
	Earlier       *Earlier      `json:"earlier,omitempty"` // what was approved before it was reopened
}

// CommandKind names what may happen to a sub-gig.
type CommandKind string

// The commands: what people ask, what the machine answers, and the clock.
const (
	Start     CommandKind = "start"     // the project was launched
	Unblock   CommandKind = "unblock"   // an upstream sub-gig ended; Upstream says which
	Accept    CommandKind = "accept"    // the seller takes the offer
	Decline   CommandKind = "decline"   // the seller does not
	Submit    CommandKind = "submit"    // the seller delivers
	Inspected CommandKind = "inspected" // the machine judged the delivery
	Decide    CommandKind = "decide"    // the producer approves, asks for a revision or releases
	StepOut   CommandKind = "step_out"  // the seller leaves
	Recast    CommandKind = "recast"    // the producer names more candidates
	Cancel    CommandKind = "cancel"    // the sub-gig is not wanted any more
	Amend     CommandKind = "amend"     // a re-plan changes terms or needs
	Drop      CommandKind = "drop"      // a re-plan does without the sub-gig
	Reopen    CommandKind = "reopen"    // the producer has an approved delivery replaced
	Outdate   CommandKind = "outdate"   // the approved delivery of an upstream is being replaced; Upstream says whose
	Resolve   CommandKind = "resolve"   // the producer chooses what becomes of a stale sub-gig
	Tick      CommandKind = "tick"      // time has passed
)

// CommandKinds lists every command.
func CommandKinds() []CommandKind {
	return []CommandKind{Start, Unblock, Accept, Decline, Submit, Inspected, Decide, StepOut, Recast, Cancel, Amend, Drop, Reopen,
		Outdate, Resolve, Tick}
}

// Awakens reports whether the command may be meant for a sub-gig that has ended, whose section may have ended with it.
func (k CommandKind) Awakens() bool { return k == Reopen || k == Resolve || k == Outdate }

// Command is one thing that happens to a sub-gig. Only the fields that its kind names are read.
type Command struct {
	Kind       CommandKind `json:"kind"`
	Actor      PersonID    `json:"actor,omitempty"`
	Offer      OfferID     `json:"offer,omitempty"`      // accept, decline; decide: whose release is meant, when known
	Reason     string      `json:"reason,omitempty"`     // decline: a DeclineReason; step_out: the same
	Delivery   DeliveryID  `json:"delivery,omitempty"`   // submit, inspected, decide
	Passed     bool        `json:"passed,omitempty"`     // inspected
	Decision   Decision    `json:"decision,omitempty"`   // decide
	Review     ReviewID    `json:"review,omitempty"`     // decide
	Upstream   SubGigID    `json:"upstream,omitempty"`   // unblock, outdate
	Candidates []PersonID  `json:"candidates,omitempty"` // recast
	Amend      *Amendment  `json:"amend,omitempty"`      // amend
	Reopen     *Reopening  `json:"reopen,omitempty"`     // reopen; resolve: redo
	Choice     StaleChoice `json:"choice,omitempty"`     // resolve
}

// Effects are what a transition asks to be recorded and done. They are recorded together with the new state or not at
// all; Inspect is done afterwards.
type Effects struct {
	Log        []LogEvent     `json:"log,omitempty"`
	Offers     []Offer        `json:"offers,omitempty"`
	Deliveries []DeliveryMark `json:"deliveries,omitempty"`
	Review     ReviewID       `json:"review,omitempty"` // the draft review that is now decided
	Postings   []Posting      `json:"postings,omitempty"`
	Inspect    DeliveryID     `json:"inspect,omitempty"`
}

// None reports whether the transition was a repeat that changes nothing.
func (e Effects) None() bool {
	return len(e.Log) == 0 && len(e.Offers) == 0 && len(e.Deliveries) == 0 && e.Review == "" && len(e.Postings) == 0 && e.Inspect == ""
}

// transition is one cell of the table: it changes the sub-gig and gathers effects, or refuses.
type transition func(*SubGig, Command, time.Time, *Effects) error

// table is the whole life of a sub-gig: state x command. A pair that is not here is refused with Conflict.
func table() map[SubGigState]map[CommandKind]transition {
	return map[SubGigState]map[CommandKind]transition{
		Waiting: {Start: start, Unblock: unblock, Recast: recast, Cancel: cancel, Amend: amend, Drop: cancel, Outdate: waitAgain, Tick: repeat},
		Casting: {Start: repeat, Unblock: repeat, Decline: repeat, Recast: recast, Cancel: cancel, Amend: amend, Drop: cancel, Outdate: waitAgain,
			Tick: repeat},
		Offered: {Start: repeat, Unblock: repeat, Accept: accept, Decline: decline, Recast: recast, Cancel: cancel, Amend: amend, Drop: cancel,
			Outdate: waitAgain, Tick: expire},
		Working: {Start: repeat, Unblock: repeat, Accept: acceptAgain, Submit: submit, Inspected: repeat, Decide: decideWhileWorking,
			StepOut: stepOut, Recast: recast, Cancel: cancel, Amend: amendLate, Drop: dropLate, Outdate: outdate, Resolve: resolve, Tick: overdue},
		Inspecting: {Start: repeat, Unblock: repeat, Accept: acceptAgain, Submit: submitAgain, Inspected: inspected,
			StepOut: stepOut, Recast: recast, Cancel: cancel, Amend: amendLate, Drop: dropLate, Outdate: outdate, Resolve: resolve, Tick: repeat},
		InReview: {Start: repeat, Unblock: repeat, Accept: acceptAgain, Submit: submitAgain, Inspected: repeat, Decide: decide,
			StepOut: stepOut, Recast: recast, Cancel: cancel, Amend: amendLate, Drop: dropLate, Outdate: outdate, Resolve: resolve, Tick: overdue},
		Approved: {Start: repeat, Unblock: repeat, Accept: acceptAgain, Submit: submitAgain, Inspected: repeat, Decide: decideAgain,
			Amend: amendLate, Drop: dropLate, Reopen: reopen, Outdate: outdate, Resolve: resolve, Tick: repeat},
		Cancelled: {Start: repeat, Unblock: repeat, Inspected: repeat, Cancel: repeat, Amend: repeat, Drop: repeat, Outdate: repeat, Tick: repeat},
	}
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
	if err := do(&next, c, now, &effects); err != nil {
		return s, Effects{}, err
	}
	if effects.None() {
		return next, effects, nil
	}
	next.Clock = s.Clock.Charge(next.party(), now)
	for i := range effects.Log {
		effects.Log[i].SubGig, effects.Log[i].At = s.ID, now
	}
	return next, effects, nil
}

// party says who must act in the present state.
func (s SubGig) party() Party {
	switch s.State {
	case Waiting:
		return PartyUpstream
	case Offered, Working:
		return PartySeller
	case InReview, Casting:
		return PartyProducer
	}
	return PartyPlatform
}

func refusal(state SubGigState, kind CommandKind) error {
	asked := map[CommandKind]string{
		Accept: "the offer cannot be accepted", Decline: "the offer cannot be declined", Submit: "nothing can be delivered",
		Decide: "nothing can be decided", StepOut: "nobody can step out", Recast: "nobody can be cast", Cancel: "it cannot be cancelled",
		Reopen: "there is no approved delivery to replace", Resolve: "there is nothing stale to choose about",
	}[kind]
	if asked == "" {
		asked = fmt.Sprintf("%s is not possible", kind)
	}
	why := map[SubGigState]string{
		Waiting: "it waits for an upstream delivery", Casting: "it is still being cast", Offered: "it is offered and not yet accepted",
		Working: "a seller is working on it", Inspecting: "a delivery is being inspected", InReview: "a delivery is in review",
		Approved: "it is approved", Cancelled: "it was cancelled",
	}[state]
	return Errorf(Conflict, "%s: %s", asked, why)
}
