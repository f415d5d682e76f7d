// Package project is Tutti's domain: what a project is, how a sub-gig lives, who may do what, how money moves.
//
// It imports the standard library only and does no input or output. Time is always an argument, never read; the same
// input gives the same output, so the workflows, the simulation and the property tests drive the very same functions.
// The words are those of docs/terms.md.
package project

//go:generate go test -run IsDocumented -update .

import "time"

// ProjectState is where a project stands.
type ProjectState string

// The states of a project, in the order in which a project that goes well passes them.
const (
	ProjectDraft      ProjectState = "draft"
	ProjectRunning    ProjectState = "running"
	ProjectPaused     ProjectState = "paused"
	ProjectAssembling ProjectState = "assembling"
	ProjectInReview   ProjectState = "in_review"
	ProjectCompleted  ProjectState = "completed"
	ProjectCancelled  ProjectState = "cancelled"
)

// Ended reports whether nothing can happen to the project any more.
func (s ProjectState) Ended() bool { return s == ProjectCompleted || s == ProjectCancelled }

// Project is what the buyer wants, as it stands in the records.
type Project struct {
	ID          ProjectID
	Title       string
	State       ProjectState
	Buyer       PersonID
	Producer    PersonID
	Currency    string
	BudgetMinor int64
	Due         time.Time // zero when the plan names no date
	PlanVersion int
	SubGigs     int
	Approved    int
	Final       ArtifactID // the approved final, empty until then
	PausedUntil time.Time  // when it goes on by itself; zero while it is not paused
	CreatedAt   time.Time
	UpdatedAt   time.Time
}
