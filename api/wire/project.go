package wire

import (
	"time"

	"tutti/project"
)

// Project is what the buyer wants, as the reader may see it.
type Project struct {
	ID          project.ProjectID    `json:"id"`
	Title       string               `json:"title"`
	Brief       string               `json:"brief,omitempty" doc:"only in the answer for one project"`
	State       project.ProjectState `json:"state" enum:"draft,running,paused,assembling,in_review,completed,cancelled"`
	Buyer       PersonName           `json:"buyer"`
	Producer    PersonName           `json:"producer"`
	Currency    string               `json:"currency"`
	BudgetMinor *int64               `json:"budget_minor,omitempty" doc:"in minor units; only for who sees the money"`
	Due         *time.Time           `json:"due_at,omitempty"`
	PausedUntil *time.Time           `json:"paused_until,omitempty" doc:"when a paused project goes on by itself"`
	PlanVersion int                  `json:"plan_version"`
	SubGigs     *int                 `json:"sub_gigs,omitempty" doc:"how many; only for who sees the whole"`
	Approved    *int                 `json:"approved,omitempty" doc:"how many of them are approved; only for who sees the whole"`
	FinalID     project.ArtifactID   `json:"final_id,omitempty" doc:"the approved final"`
	FinalFailed string               `json:"final_failed,omitempty" doc:"why the final cannot be built as things are: change the plan, have a sub-gig done again, or build it again; only in the answer for one project"`
	LastEvent   int64                `json:"last_event,omitempty" doc:"sequence number of the newest event; only in the answer for one project"`
	Mine        []string             `json:"mine" doc:"what the reader is in this project: buyer, producer, seller, operator, auditor, buyer_viewer, section_lead, mentor, guest_reviewer"`
	CreatedAt   time.Time            `json:"created_at"`
	UpdatedAt   time.Time            `json:"updated_at"`
}

// ProjectList is a part of the projects, newest first.
type ProjectList struct {
	Items []Project `json:"items"`
	Next  string    `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// PlanReport says what a plan amounts to. A plan with faults is answered with a problem that names them all.
type PlanReport struct {
	Title       string   `json:"title"`
	Currency    string   `json:"currency"`
	SubGigs     int      `json:"sub_gigs"`
	Sections    int      `json:"sections"`
	PricesMinor int64    `json:"prices_minor" doc:"sum of the prices in minor units"`
	BudgetMinor int64    `json:"budget_minor"`
	NewPeople   []string `json:"new_people" doc:"handles that would be added to the roster"`
	Files       []string `json:"files" doc:"paths of the reference files to send up before the launch"`

	Plan *project.Plan `json:"plan,omitempty" doc:"the plan as data; absent when it has more than 1000 sub-gigs"`
}

// MaxPlanShown is how many sub-gigs a plan may have to be given back as data by its report.
const MaxPlanShown = 1000

// PlanDocument is the plan of a project as data.
type PlanDocument struct {
	ProjectID project.ProjectID `json:"project_id"`
	Version   int               `json:"version"`
	Plan      project.Plan      `json:"plan"`
}

// Reference is material a seller works from.
type Reference struct {
	Key   string `json:"key"`
	Title string `json:"title,omitempty"`
	Guide bool   `json:"guide" doc:"the take all others are aligned with"`
	Want  string `json:"file_wanted,omitempty" doc:"path of the file beside the plan that is to be sent up"`
	File  *Link  `json:"file,omitempty" doc:"absent until it was sent up"`
}

// ReferenceList is the references of a project.
type ReferenceList struct {
	Items []Reference `json:"items"`
}

// ReferenceRequest attaches an upload to a reference.
type ReferenceRequest struct {
	UploadID project.UploadID `json:"upload_id" minLength:"1"`
}

// FinalRequest decides on the final.
type FinalRequest struct {
	ArtifactID project.ArtifactID `json:"artifact_id,omitempty" doc:"the final that is decided on; left out when it is to be built again after it could not be"`
	Decision   string             `json:"decision" enum:"approve,rebuild"`
}

// The decisions on a final.
const (
	FinalApprove = "approve"
	FinalRebuild = "rebuild"
)
