package wire

import (
	"time"

	"tutti/project"
)

// MaxSamples is the greatest number of files of an application.
const MaxSamples = 5

// Call is a sub-gig that many may answer.
type Call struct {
	SubGigID  project.SubGigID    `json:"sub_gig_id"`
	ProjectID project.ProjectID   `json:"project_id" doc:"samples are sent up for it"`
	Mode      project.CastingMode `json:"mode" enum:"open_call,applications,audition"`
	Terms     OfferTerms          `json:"terms"`
	OpenedAt  time.Time           `json:"opened_at"`
	ClosesAt  *time.Time          `json:"closes_at,omitempty" doc:"absent while its clock stands still: the project is paused"`
	Applied   bool                `json:"applied,omitempty" doc:"the reader has applied"`
}

// CallList is a part of the open calls that the reader may answer, oldest first.
type CallList struct {
	Items []Call `json:"items"`
	Next  string `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// ApplicationRequest answers a call that the producer chooses from.
type ApplicationRequest struct {
	Words     string             `json:"words,omitempty" maxLength:"2000"`
	UploadIDs []project.UploadID `json:"upload_ids,omitempty" maxItems:"5" doc:"samples, sent up for the sub-gig; an audition needs one"`
}

// Application is a seller's answer to a call. In an audition nobody is named, and words are not shown, until the choice.
type Application struct {
	ID        project.ApplicationID `json:"id"`
	SubGigID  project.SubGigID      `json:"sub_gig_id"`
	Alias     int                   `json:"alias" doc:"its number among the applications to this sub-gig"`
	Seller    *PersonName           `json:"seller,omitempty"`
	Words     string                `json:"words,omitempty"`
	Files     []Link                `json:"files"`
	CreatedAt *time.Time            `json:"created_at,omitempty" doc:"absent while the application is blind"`
}

// ApplicationList is all applications to a sub-gig, in the order in which they came.
type ApplicationList struct {
	Items []Application `json:"items"`
}

// ChooseRequest names whom to ask now: one who applied, or anybody by handle.
type ChooseRequest struct {
	ApplicationID project.ApplicationID `json:"application_id,omitempty"`
	Handle        string                `json:"handle,omitempty" maxLength:"63"`
}
