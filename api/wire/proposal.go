package wire

import (
	"time"

	"tutti/project"
)

// ProposalRequest asks the other side of a sub-gig for something. Which fields count depends on the kind.
type ProposalRequest struct {
	Kind        project.ProposalKind `json:"kind" enum:"question,counter,extension,change_order,cancellation,settlement"`
	Minor       int64                `json:"minor,omitempty" doc:"minor units. counter: the whole price; change_order: what is added, negative when taken away; cancellation and settlement: the seller's share of what is held"`
	TimeSeconds int64                `json:"time_seconds,omitempty" minimum:"0" maximum:"63072000" doc:"counter: the whole time to deliver; extension and change_order: what is added"`
	Outcome     project.Outcome      `json:"outcome,omitempty" enum:"recast,cancel,approve,resume" doc:"cancellation: recast or cancel; settlement: what becomes of the sub-gig"`
	Words       string               `json:"words,omitempty" maxLength:"2000" doc:"what the other side should know; a question needs them"`
}

// AnswerRequest gives words with an answer.
type AnswerRequest struct {
	Words string `json:"words,omitempty" maxLength:"2000" doc:"the answer to a question needs them"`
}

// Proposal is something that one side of a sub-gig asks of the other. An objection is the opening of a dispute.
type Proposal struct {
	ID          project.ProposalID    `json:"id"`
	ProjectID   project.ProjectID     `json:"project_id"`
	SubGigID    project.SubGigID      `json:"sub_gig_id"`
	Kind        project.ProposalKind  `json:"kind" enum:"question,counter,extension,change_order,cancellation,settlement,objection"`
	By          project.Side          `json:"by" enum:"seller,producer,platform"`
	State       project.ProposalState `json:"state" enum:"open,agreed,refused,lapsed,withdrawn"`
	Minor       int64                 `json:"minor,omitempty"`
	Currency    string                `json:"currency"`
	TimeSeconds int64                 `json:"time_seconds,omitempty"`
	Outcome     project.Outcome       `json:"outcome,omitempty" enum:"recast,cancel,approve,resume"`
	ByRule      bool                  `json:"by_rule,omitempty" doc:"granted by rule: it fits into the slack"`
	Words       string                `json:"words,omitempty"`
	Reply       string                `json:"reply,omitempty"`
	MadeAt      time.Time             `json:"made_at"`
	ExpiresAt   *time.Time            `json:"expires_at,omitempty" doc:"after that silence counts as a refusal"`
	AnsweredAt  *time.Time            `json:"answered_at,omitempty"`
	YourAnswer  bool                  `json:"your_answer,omitempty" doc:"the reader is to answer it"`
	Dispute     *Dispute              `json:"dispute,omitempty" doc:"of an open objection: where the dispute stands"`
}

// ProposalList is a part of the proposals, newest first.
type ProposalList struct {
	Items []Proposal `json:"items"`
	Next  string     `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// DisputeRequest opens a dispute.
type DisputeRequest struct {
	Words string `json:"words" minLength:"1" maxLength:"2000" doc:"what it is about"`
}

// RulingRequest decides a dispute.
type RulingRequest struct {
	ShareMinor int64           `json:"share_minor" minimum:"0" doc:"the seller's share of what is held, in minor units; nothing moves when work goes on"`
	Outcome    project.Outcome `json:"outcome" enum:"recast,cancel,approve,resume"`
}

// Dispute is a disagreement about a sub-gig.
type Dispute struct {
	ID         project.ProposalID   `json:"id"`
	OpenedBy   project.Side         `json:"opened_by" enum:"seller,producer,platform"`
	Stage      project.DisputeStage `json:"stage" enum:"direct,producer,operator"`
	StageEnds  *time.Time           `json:"stage_ends_at,omitempty"`
	ShareMinor *int64               `json:"ruling_share_minor,omitempty" doc:"of the producer's ruling, while it can be appealed"`
	Outcome    project.Outcome      `json:"ruling_outcome,omitempty" enum:"recast,cancel,approve,resume"`
}

// PauseRequest says for how long a project rests.
type PauseRequest struct {
	Until time.Time `json:"until" doc:"when it goes on by itself; at most 90 days from now"`
}
