package wire

import (
	"time"

	"tutti/project"
)

// DeliveryRequest submits a version of a sub-gig's result.
type DeliveryRequest struct {
	UploadIDs []project.UploadID `json:"upload_ids" minItems:"1" maxItems:"100"`
	Note      string             `json:"note,omitempty" maxLength:"10000" doc:"words for the reviewer"`

	Declaration *project.Declaration `json:"declaration,omitempty" doc:"what the seller says of the rights to it; needed where the plan has a licence, and empty when all of it is their own work"`
}

// Delivery is a numbered, immutable version of a sub-gig's result.
type Delivery struct {
	ID          project.DeliveryID     `json:"id"`
	ProjectID   project.ProjectID      `json:"project_id"`
	SubGigID    project.SubGigID       `json:"sub_gig_id"`
	SellerID    project.PersonID       `json:"seller_id"`
	Version     int                    `json:"version"`
	State       project.DeliveryState  `json:"state" enum:"submitted,rejected,in_review,revised,approved,withdrawn,replaced"`
	Note        string                 `json:"note,omitempty"`
	Declaration *project.Declaration   `json:"declaration,omitempty" doc:"what its seller says of the rights to it; absent when nothing was said"`
	Files       []project.DeliveryFile `json:"files"`
	Inspection  *project.Inspection    `json:"inspection,omitempty" doc:"absent until the machine has judged"`
	Reviews     []Review               `json:"reviews" doc:"decided reviews, oldest first; empty in lists"`
	SubmittedAt time.Time              `json:"submitted_at"`
}

// DeliveryList is the versions of a sub-gig, oldest first.
type DeliveryList struct {
	Items []Delivery `json:"items"`
}

// ReviewRequest decides on a delivery.
type ReviewRequest struct {
	Decision   project.Decision `json:"decision" enum:"approve,revise,release"`
	Notes      []project.Note   `json:"notes,omitempty" maxItems:"200" doc:"what to change; a revision needs at least one, citing the brief"`
	NoteIDs    []project.NoteID `json:"note_ids,omitempty" maxItems:"200" doc:"revise: notes of the round that go to the seller with this list; those that are not named wait for the next round"`
	PriceMinor *int64           `json:"price_minor,omitempty" minimum:"0" maximum:"1000000000000" doc:"revise: of a revision beyond the included ones; the plan's revision_price when left out"`
}

// Review is people's judgement of a delivery.
type Review struct {
	ID         project.ReviewID   `json:"id"`
	DeliveryID project.DeliveryID `json:"delivery_id"`
	Reviewer   project.PersonID   `json:"reviewer_id"`
	Decision   project.Decision   `json:"decision" enum:"approve,revise,release"`
	Notes      []project.Note     `json:"notes"`
	ProposalID project.ProposalID `json:"proposal_id,omitempty" doc:"the change order that asks the seller for a revision beyond the included ones: it begins when they agree"`
	CreatedAt  time.Time          `json:"created_at"`
}

// Artifact is an assembled output.
type Artifact struct {
	ID        project.ArtifactID   `json:"id"`
	ProjectID project.ProjectID    `json:"project_id"`
	Kind      project.ArtifactKind `json:"kind" enum:"preview,final"`
	Build     string               `json:"build" doc:"address of the inputs; the same inputs give the same build"`
	Missing   int                  `json:"missing" doc:"how many deliveries are not in it yet"`
	Manifest  *project.Manifest    `json:"manifest,omitempty" doc:"which delivery stands where; in the answer for one artifact"`
	Files     []Link               `json:"files" doc:"in the answer for one artifact; empty in lists"`
	CreatedAt time.Time            `json:"created_at"`
}

// ArtifactList is the newest artifacts of a project.
type ArtifactList struct {
	Items []Artifact `json:"items"`
}
