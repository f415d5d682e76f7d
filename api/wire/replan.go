package wire

import (
	"time"

	"tutti/project"
)

// Replan is the difference between the plan in force and the next one, with its effect on people, money and dates.
type Replan struct {
	ProjectID    project.ProjectID  `json:"project_id"`
	BaseVersion  int                `json:"base_version" doc:"version of the plan in force; send it with the plan that is to be applied"`
	Currency     string             `json:"currency"`
	Differences  []Difference       `json:"differences" doc:"of the project first, then in the order of the next plan, dropped sub-gigs last"`
	Obstacles    []ProblemField     `json:"obstacles" doc:"what stands in the way of applying it; empty when nothing does"`
	Consents     []Consent          `json:"consents" doc:"who is asked when it is applied; until they agree everything stays as it was for them"`
	PricesMinor  int64              `json:"prices_minor" doc:"how much more all sub-gigs cost together; negative when less"`
	HoldsMinor   int64              `json:"holds_minor" doc:"how much more is held for accepted sub-gigs once their sellers have consented"`
	Money        *ReplanMoney       `json:"money,omitempty" doc:"only for who sees the money"`
	NeedsFunding bool               `json:"needs_funding" doc:"more must be funded than was; only the buyer can apply it then"`
	Zone         string             `json:"zone" doc:"the reader's time zone, in which the times are written"`
	FinishBefore time.Time          `json:"finish_before_at" doc:"when the last sub-gig ends, as it stands"`
	FinishAfter  time.Time          `json:"finish_after_at" doc:"and with the next plan"`
	DueBefore    *time.Time         `json:"due_before_at,omitempty"`
	DueAfter     *time.Time         `json:"due_after_at,omitempty"`
	Moves        []Move             `json:"moves" doc:"sub-gigs of both plans that finish at another time"`
	Stale        []project.SubGigID `json:"stale" doc:"begun or approved, and made from something that changes"`
	Rebuild      bool               `json:"rebuild" doc:"what has been built so far is built anew"`
}

// Consent is what one seller is asked for, by a proposal that applying the plan opens.
type Consent struct {
	Key         string               `json:"key"`
	SubGigID    project.SubGigID     `json:"sub_gig_id"`
	Seller      PersonName           `json:"seller"`
	Kind        project.ProposalKind `json:"kind" enum:"change_order,cancellation"`
	Minor       int64                `json:"minor" doc:"change_order: how much more they get, negative when less; cancellation: what they keep"`
	TimeSeconds int64                `json:"time_seconds,omitempty" doc:"change_order: how much more time they get"`
	Words       string               `json:"words" doc:"as they read it"`
}

// ReplanMoney is the effect of a re-plan on the buyer's money.
type ReplanMoney struct {
	BudgetBeforeMinor int64 `json:"budget_before_minor"`
	BudgetMinor       int64 `json:"budget_minor"`
	NeededMinor       int64 `json:"needed_minor" doc:"what is held or paid already, and what will be held"`
	FundMinor         int64 `json:"fund_minor" doc:"what is to be funded in addition"`
}

// Difference is one thing that a re-plan changes.
type Difference struct {
	Kind       project.DifferenceKind `json:"kind" enum:"added,merged,dropped,split,renamed,repriced,rebriefed,respecced,reclocked,revisions,rewired,recast,references,placed,reordered,options,retitled,recipe,budget,due"`
	Key        string                 `json:"key,omitempty" doc:"of the sub-gig; absent for the whole project"`
	SubGigID   project.SubGigID       `json:"sub_gig_id,omitempty" doc:"absent for the whole project and for what is added"`
	State      project.SubGigState    `json:"state,omitempty" doc:"where the sub-gig stands"`
	Before     string                 `json:"before,omitempty" doc:"as people read it"`
	After      string                 `json:"after,omitempty" doc:"as people read it"`
	PriceMinor int64                  `json:"price_minor,omitempty" doc:"how much more the sub-gig costs"`
	HoldMinor  int64                  `json:"hold_minor,omitempty" doc:"how much more is held for it once its seller has consented"`
	Replaces   []string               `json:"replaces,omitempty" doc:"keys of dropped sub-gigs whose place it takes"`
	ReplacedBy []string               `json:"replaced_by,omitempty" doc:"keys of those that take its place"`
	Affects    *PersonName            `json:"affects,omitempty" doc:"who holds the sub-gig or has its offer"`
	Consent    bool                   `json:"consent" doc:"it happens only with their consent"`
	Path       string                 `json:"path" doc:"where it stands in the plan, as sub_gigs[3].price"`
}

// ReopenRequest has an approved delivery replaced. What was paid for it stays paid.
type ReopenRequest struct {
	PriceMinor int64 `json:"price_minor" minimum:"0" maximum:"1000000000000" doc:"of the new delivery"`
	SameSeller bool  `json:"same_seller,omitempty" doc:"who made the approved one is asked first; otherwise the next candidate"`
}

// StaleRequest chooses what becomes of a sub-gig that was made from a delivery that is being replaced.
type StaleRequest struct {
	Choice     project.StaleChoice `json:"choice" enum:"keep,conform,redo" doc:"keep it, have it conformed within the included revisions, or have it made again for a price"`
	PriceMinor int64               `json:"price_minor,omitempty" minimum:"0" maximum:"1000000000000" doc:"redo: of the new delivery"`
	SameSeller bool                `json:"same_seller,omitempty" doc:"redo: who made the approved one is asked first"`
}
