package project

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// Limits of a plan, checked wherever a plan comes in.
const (
	MaxSubGigs      = 20_000
	MaxPlanBytes    = 16 << 20
	MaxPeople       = 20_000
	MaxReferences   = 20_000
	MaxSharedFiles  = 200 // references that a sub-gig works from
	MaxNeeds        = 200
	MaxCandidates   = 100
	MaxTitle        = 200
	MaxText         = 10_000
	MaxBriefItems   = 50
	MaxRevisions    = 20
	MaxFaultsListed = 50
	SectionSize     = 100
)

// Plan is a project as data: its sub-gigs, their dependencies and the recipe. Validate names everything wrong with it.
type Plan struct {
	Title        string            `json:"title" doc:"what the result is called"`
	Brief        string            `json:"brief,omitempty" doc:"what the buyer wants, for everybody"`
	Currency     string            `json:"currency" doc:"ISO 4217, as EUR"`
	Budget       Decimal           `json:"budget,omitempty" doc:"what the buyer funds, as \"4800.00\"; the sum of the prices when left out"`
	Due          string            `json:"due,omitempty" doc:"date the result is wanted, as 2026-12-24"`
	Producer     string            `json:"producer,omitempty" doc:"handle of the person who reviews; the buyer when left out"`
	People       []PlanPerson      `json:"people,omitempty" doc:"sellers to add to the roster when they are not there yet"`
	References   []PlanReference   `json:"references,omitempty" doc:"material that sellers work from"`
	Requirements []PlanRequirement `json:"requirements,omitempty" doc:"what the buyer must supply before sub-gigs can start"`
	Clocks       Clocks            `json:"clocks,omitempty" doc:"clocks of every sub-gig that sets none of its own"`
	Exits
	Delivery  *Spec        `json:"delivery,omitempty" doc:"what a delivery must be, for every sub-gig that says nothing of its own"`
	SubGigs   []PlanSubGig `json:"sub_gigs" doc:"the pieces, each for one seller"`
	Recipe    Recipe       `json:"recipe" doc:"how approved deliveries become the result"`
	Licence   *Licence     `json:"licence,omitempty" doc:"what may be done with the work; sellers accept it with the offer and declare the rights to each delivery"`
	Vault     VaultMode    `json:"vault,omitempty" enum:"open" doc:"open shows originals before their seller's money is released; when left out, everybody else sees previews until then"`
	Watermark Watermark    `json:"watermark,omitempty" maxLength:"40" doc:"words across the pictures, pages and films that reviewers see before they are paid, or none; when left out, pictures and pages say PREVIEW"`
	Rooms     RoomsMode    `json:"rooms,omitempty" enum:"off" doc:"off: sellers do not meet in rooms; when left out, there is a room for everybody and one for each section"`
}

// PlanPerson is a seller (or the producer) as a plan names them.
type PlanPerson struct {
	Handle  string `json:"handle" doc:"short name used in this plan, as ama-mensah"`
	Name    string `json:"name" doc:"credit name"`
	Country string `json:"country" doc:"ISO 3166-1 alpha-2, as GH"`
	Zone    string `json:"zone,omitempty" doc:"IANA time zone, as Africa/Accra"`
	Email   string `json:"email,omitempty" doc:"where invitations go"`
}

// PlanReference is material of the buyer.
type PlanReference struct {
	Key   string `json:"key"`
	Title string `json:"title,omitempty"`
	File  string `json:"file,omitempty" doc:"path of the file beside the plan, sent up by the command line"`
	Guide bool   `json:"guide,omitempty" doc:"the take all others are aligned with"`
}

// Clocks are the lengths of the waits.
type Clocks struct {
	Offer   Duration `json:"offer,omitempty" doc:"how long an offer stands, as 48h"`
	Work    Duration `json:"work,omitempty" doc:"time to deliver after accepting, as 7d"`
	Review  Duration `json:"review,omitempty" doc:"time to review a delivery, as 72h"`
	Grace   Duration `json:"grace,omitempty" doc:"from the warning that a clock has run out to what follows from it, as 48h"`
	Answer  Duration `json:"answer,omitempty" doc:"time to answer a question, a counter-offer, an extension or a change order, as 48h"`
	Idle    Duration `json:"idle,omitempty" doc:"how long a sub-gig waits for what the buyer supplies or whom the producer names before it is cancelled, as 30d"`
	Dispute Duration `json:"dispute,omitempty" doc:"time for each stage of a dispute, as 72h"`
	Preview Duration `json:"preview,omitempty" doc:"how long changes are gathered before a preview is rebuilt"`
}

// DefaultClocks are used where neither the plan nor the sub-gig says anything.
func DefaultClocks() Clocks {
	const hour = Duration(time.Hour)
	return Clocks{Offer: 48 * hour, Work: 7 * 24 * hour, Review: 72 * hour, Grace: 48 * hour, Answer: 48 * hour, Idle: 30 * 24 * hour,
		Dispute: 72 * hour, Preview: Duration(2 * time.Second)}
}

// PlanSubGig is one sub-gig of a plan.
type PlanSubGig struct {
	Key        string   `json:"key" doc:"short name, unique in the plan"`
	Title      string   `json:"title"`
	Role       string   `json:"role" doc:"the skill asked for, as drummer"`
	Brief      []string `json:"brief,omitempty" doc:"numbered items; revisions cite them"`
	Price      Decimal  `json:"price" doc:"what the seller earns, as \"120.00\""`
	Cast       []string `json:"cast,omitempty" doc:"handles, asked one after another"`
	Standby    []string `json:"standby,omitempty" doc:"handles, asked when the cast is exhausted"`
	Needs      []string `json:"needs,omitempty" doc:"keys of sub-gigs that must be approved first; their deliveries are handed on as references"`
	References []string `json:"references,omitempty" doc:"keys of the plan's references; all of them when left out"`
	Revisions  *int     `json:"revisions,omitempty" doc:"revisions included in the price; 2 when left out"`
	Clocks     Clocks   `json:"clocks,omitempty"`
	Exits
	Options
	Casting  CastingMode `json:"casting,omitempty" enum:"cascade,direct,open_call,applications,audition" doc:"how a seller is found; cascade when left out"`
	Delivery *Spec       `json:"delivery,omitempty"`
	Place    Place       `json:"place,omitempty" doc:"where and how it stands in the result"`
	Replaces []string    `json:"replaces,omitempty" doc:"in a re-plan: keys of dropped sub-gigs whose place this new one takes, for a split or a merge"`
}

// Exits are the rules for those who go and for those who are silent. The sub-gig's own come before the plan's.
type Exits struct {
	KillFee      Percent `json:"kill_fee,omitempty" doc:"what a seller keeps who goes after a delivery passed inspection, as \"25%\"; nothing when left out"`
	SilentReview Silence `json:"silent_review,omitempty" enum:"approve,escalate" doc:"what follows when a review is not done after all warnings; escalate, to the operator, when left out"`
}

// Silence is what follows when the producer stays silent.
type Silence string

// The consequences of silence. The final is never approved by it.
const (
	SilenceApproves  Silence = "approve"
	SilenceEscalates Silence = "escalate"
)

// ExitsOf gives the exits that hold for the sub-gig.
func (p Plan) ExitsOf(s PlanSubGig) Exits {
	x := s.Exits
	if x.KillFee == "" {
		x.KillFee = p.KillFee
	}
	if x.SilentReview == "" {
		x.SilentReview = p.SilentReview
	}
	return x
}

// DefaultRevisions are included in the price of a sub-gig that says nothing else.
const DefaultRevisions = 2

// RevisionsIncluded gives the number of revisions included in the price.
func (s PlanSubGig) RevisionsIncluded() int {
	if s.Revisions == nil {
		return DefaultRevisions
	}
	return *s.Revisions
}

// SpecOf gives the spec that holds for the sub-gig: its own or the plan's.
func (p Plan) SpecOf(s PlanSubGig) Spec {
	switch {
	case s.Delivery != nil:
		return *s.Delivery
	case p.Delivery != nil:
		return *p.Delivery
	}
	return Spec{Kind: p.Recipe.Kind.media()}
}

// ClocksOf gives the clocks that hold for the sub-gig: its own, else the plan's, else the defaults.
func (p Plan) ClocksOf(s PlanSubGig) Clocks {
	clocks := s.Clocks
	for _, more := range []Clocks{p.Clocks, DefaultClocks()} {
		clocks.Offer = firstSet(clocks.Offer, more.Offer)
		clocks.Work = firstSet(clocks.Work, more.Work)
		clocks.Review = firstSet(clocks.Review, more.Review)
		clocks.Grace = firstSet(clocks.Grace, more.Grace)
		clocks.Answer = firstSet(clocks.Answer, more.Answer)
		clocks.Idle = firstSet(clocks.Idle, more.Idle)
		clocks.Dispute = firstSet(clocks.Dispute, more.Dispute)
		clocks.Preview = firstSet(clocks.Preview, more.Preview)
	}
	return clocks
}

// ReferencesOf gives the keys of the plan's references that the sub-gig works from.
func (p Plan) ReferencesOf(s PlanSubGig) []string {
	if s.References != nil {
		return s.References
	}
	keys := make([]string, 0, len(p.References))
	for _, r := range p.References {
		keys = append(keys, r.Key)
	}
	return keys
}

// BudgetMinor gives what the buyer funds, in minor units: the budget, or the sum of the prices.
func (p Plan) BudgetMinor() (int64, error) {
	if p.Budget != "" {
		return p.Budget.Minor(p.Currency)
	}
	return p.PricesMinor()
}

// PricesMinor sums the prices, in minor units.
func (p Plan) PricesMinor() (int64, error) {
	var sum int64
	for _, s := range p.SubGigs {
		minor, err := s.Price.Minor(p.Currency)
		if err != nil {
			return 0, err
		}
		sum += minor
	}
	return sum, nil
}

func firstSet(a, b Duration) Duration {
	if a != 0 {
		return a
	}
	return b
}

// faults gathers what is wrong with a plan, each with its place.
type faults struct {
	list []Field
	more int
}

func (f *faults) addf(path, format string, args ...any) {
	if len(f.list) == MaxFaultsListed {
		f.more++
		return
	}
	f.list = append(f.list, Field{Path: path, Message: fmt.Sprintf(format, args...)})
}

func (f *faults) err() error {
	if len(f.list) == 0 {
		return nil
	}
	sentence := "the plan has 1 fault; mend it and send the plan again"
	if n := len(f.list) + f.more; n > 1 {
		sentence = fmt.Sprintf("the plan has %d faults; mend them and send the plan again", n)
	}
	if f.more > 0 {
		sentence += fmt.Sprintf(" (the first %d are listed)", len(f.list))
	}
	return &Error{Code: Invalid, Message: sentence, Fields: f.list}
}

// keyForm is the form of keys and handles: they become parts of object names and addresses.
func keyForm() *regexp.Regexp { return regexp.MustCompile(`^[a-z0-9][a-z0-9-]{0,62}$`) }

func safePath(p string) bool {
	for _, part := range strings.Split(p, "/") {
		if part == "" || part == "." || part == ".." || len(part) > 200 || strings.ContainsAny(part, "\\:*?\"<>|\x00") {
			return false
		}
	}
	return len(p) <= 800
}
