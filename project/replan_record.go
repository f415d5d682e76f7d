package project

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"
)

// PlanDraft is the next plan of a project, written down before the process has accepted it.
type PlanDraft struct {
	Project ProjectID
	Key     string // of the command that asks for it
	Base    int    // the version it was made from
	Plan    Plan
	Actor   PersonID
	At      time.Time
	Applied int // the version it has become; 0 while it is a draft
}

// Order is what a section is told about one sub-gig.
type Order struct {
	SubGig  SubGigID `json:"sub_gig"`
	Section int      `json:"section"`
	Command Command  `json:"command"`
}

// Replanning is everything that is written down when a plan takes the place of another. The process state of a sub-gig is
// not among it: that is its section's to write, when it carries the orders out.
type Replanning struct {
	Commit     Commit // the step of the project: its state, its line in the log, what is funded in addition
	Draft      string // key of the plan's draft
	Base       int
	Plan       Plan
	Title      string
	Budget     int64
	Due        time.Time
	People     []Person    // to add to the roster, as in NewProject
	References []Reference // new ones, and those with another title
	Added      []SubGigRecord
	Words      []SubGigRecord // with other words than are recorded: title, role, brief, spec, place, references
	Rewired    []SubGigRecord // with other needs than are recorded
	Positions  []Positioned   // of every row that stands elsewhere from now on
	Orders     []Order
	Consents   []ConsentRecord // what sellers are asked for; each has an order that opens its proposal
}

// Positioned is the place of a sub-gig in the order of the plan.
type Positioned struct {
	SubGig   SubGigID
	Position int
}

// Replanned is what a re-plan has made.
type Replanned struct {
	Version  int   `json:"version"`        // of the plan from now on
	Sections int   `json:"sections"`       // in all
	Told     []int `json:"told,omitempty"` // sections that have orders
}

// Orders is what plans tell one section.
type Orders struct {
	Version int     `json:"version"` // the last plan whose orders are among them
	Orders  []Order `json:"orders,omitempty"`
}

// ReplanRecords keeps plans that take the place of others.
type ReplanRecords interface {
	// DraftPlan writes a plan down once, before the process has accepted it; the same key again changes nothing.
	DraftPlan(ctx context.Context, d PlanDraft) error
	// PlanDraft gives a draft and the version it has become. The plan itself is not given once it was applied.
	PlanDraft(ctx context.Context, id ProjectID, key string) (PlanDraft, error)
	// Standing gives what a plan meets, as one snapshot; handles are those of the people whom the plan names. Seed, time
	// and zone are the caller's to add.
	Standing(ctx context.Context, id ProjectID, handles []string) (Standing, error)
	// Replan records a re-plan in one transaction. Conflict when the plan in force has another version than the base, or
	// the project neither runs nor is in review. A draft that was applied before records nothing and gives the same answer.
	// The process states of sub-gigs that are there stay as they are; their sections get orders.
	Replan(ctx context.Context, r Replanning) (Replanned, error)
	// Orders gives what the plans after a version tell a section, oldest first, without needs that have ended.
	Orders(ctx context.Context, id ProjectID, section, after int) (Orders, error)
}

// Record gives what is written down for the re-plan. key is that of the project's commit, draft that of the plan's draft.
func (r Replan) Record(key CommitKey, draft string, actor PersonID, at time.Time) Replanning {
	version := r.standing.Project.PlanVersion + 1
	change := ProjectChange{State: ProjectRunning, Log: []LogEvent{{Kind: LogReplanned, Actor: actor, Detail: fmt.Sprint(version), At: at}}}
	if r.standing.Project.State != ProjectRunning {
		change.Log = append(change.Log, LogEvent{Kind: LogProjectState, Detail: string(ProjectRunning), At: at})
	}
	if r.Money.Fund > 0 {
		change.Postings = []Posting{{Key: fmt.Sprintf("%s/fund/%d", key.Project, version), Kind: PostFund, Minor: r.Money.Fund}}
	}
	w := Replanning{
		Commit: Commit{Key: key, Project: &change, At: at}, Draft: draft, Base: r.standing.Project.PlanVersion, Plan: r.held, Title: r.next.Title,
		Budget: r.budget, Due: r.next.due(), People: r.next.people(r.standing.Draft), References: r.references(), Added: r.added,
	}
	for i, c := range r.changes {
		w.change(c, r.standing.SubGigs[i], actor)
	}
	// who is to wait for something else is told so before what they wait for is dropped
	last := map[CommandKind]int{Drop: 1}
	slices.SortStableFunc(w.Orders, func(a, b Order) int { return cmp.Compare(last[a.Command.Kind], last[b.Command.Kind]) })
	return w
}

// change adds what becomes of one sub-gig that is there.
func (w *Replanning) change(c subGigChange, was SubGigRecord, actor PersonID) {
	if c.words {
		w.Words = append(w.Words, c.row)
	}
	if c.rewired {
		w.Rewired = append(w.Rewired, c.row)
	}
	if c.row.Position != was.Position {
		w.Positions = append(w.Positions, Positioned{c.row.ID, c.row.Position})
	}
	order := Order{SubGig: c.row.ID, Section: c.row.Section, Command: Command{Kind: Amend, Actor: actor, Amend: c.amend}}
	if c.drop {
		order.Command = Command{Kind: Drop, Actor: actor}
	}
	if c.drop || c.amend != nil {
		w.Orders = append(w.Orders, order)
	}
	if c.ask != nil {
		p := c.ask.proposal
		p.Actor = actor
		w.Orders = append(w.Orders, Order{SubGig: c.row.ID, Section: c.row.Section, Command: Command{Kind: Seek, Actor: actor, Proposal: &p}})
		w.Consents = append(w.Consents, ConsentRecord{ProposalRecord: ProposalRecord{Proposal: p, Project: w.Commit.Key.Project, Words: c.ask.words}, Change: c.ask.change})
	}
}

// WithoutEnded leaves out of an order's needs what has ended: nobody would tell the sub-gig of it any more.
func (o Order) WithoutEnded(ended map[SubGigID]bool) Order {
	if o.Command.Amend == nil || !o.Command.Amend.Rewired {
		return o
	}
	a := *o.Command.Amend
	a.Needs = slices.DeleteFunc(slices.Clone(a.Needs), func(n SubGigID) bool { return ended[n] })
	o.Command.Amend = &a
	return o
}

func (r Replan) references() []Reference {
	before := map[string]PlanReference{}
	for _, ref := range r.standing.Plan.References {
		before[ref.Key] = ref
	}
	var all []Reference
	for _, ref := range r.next.References {
		if was, there := before[ref.Key]; !there || was.Title != ref.Title {
			all = append(all, Reference{Project: r.standing.Project.ID, Key: ref.Key, Title: ref.Title, Guide: ref.Guide})
		}
	}
	return all
}

// PutInForce puts the plan of a draft in force as things stand now: it compares once more, since people have acted since
// the draft was looked at, and records what follows. The same draft again changes nothing and gives the same answer.
func PutInForce(ctx context.Context, r ReplanRecords, key CommitKey, draft string, at time.Time) (Replanned, error) {
	d, err := r.PlanDraft(ctx, key.Project, draft)
	if CodeOf(err) == NotFound { // thrown away when another one came first
		return Replanned{}, Errorf(Conflict, "another plan came first; look at the difference again")
	}
	if err != nil {
		return Replanned{}, err
	}
	if d.Applied > 0 {
		return r.Replan(ctx, Replanning{Commit: Commit{Key: key}, Draft: draft})
	}
	standing, err := r.Standing(ctx, key.Project, d.Plan.Handles())
	if err != nil {
		return Replanned{}, err
	}
	if err := standing.MayReplan(d.Base); err != nil {
		return Replanned{}, err
	}
	standing.At, standing.Seed = d.At, d.Key
	next, err := Diff(d.Plan, standing)
	if err != nil {
		return Replanned{}, err
	}
	if err := next.Applicable(d.Actor); err != nil {
		return Replanned{}, err
	}
	return r.Replan(ctx, next.Record(key, draft, d.Actor, at))
}

// MayReplan refuses a plan that was made from another version than the one in force, and a project that does not run.
func (s Standing) MayReplan(base int) error {
	switch p := s.Project; {
	case p.State != ProjectRunning && p.State != ProjectInReview:
		return Errorf(Conflict, "the plan cannot be changed: the project is %s", p.State)
	case p.PlanVersion != base:
		return Errorf(Conflict, "the plan has version %d by now, not %d; look at the difference again", p.PlanVersion, base)
	}
	return nil
}
