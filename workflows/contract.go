// Package workflows is the durable process of a project: deterministic code only. What it decides is in package
// project, what it asks of the world is in package activities.
//
// This file is the whole contract with Temporal: queues, workflow ids, names of updates and signals, their inputs.
package workflows

import (
	"fmt"
	"time"

	"tutti/activities"
	"tutti/project"
)

// The task queues. Media work has its own, so that a long mix never delays an answer to a person, and builds theirs, so
// that a preview does not wait behind a hundred inspections.
const (
	ProcessQueue  = "tutti-process"
	InspectQueue  = "tutti-inspect"
	AssemblyQueue = "tutti-assembly"
)

// ProjectWorkflowID names the workflow of a project.
func ProjectWorkflowID(id project.ProjectID) string { return "project/" + string(id) }

// SectionWorkflowID names the workflow of a section, counted from 0.
func SectionWorkflowID(id project.ProjectID, section int) string {
	return fmt.Sprintf("project/%s/section/%d", id, section)
}

// AssemblyWorkflowID names the workflow that builds a project's previews and its final.
func AssemblyWorkflowID(id project.ProjectID) string { return "project/" + string(id) + "/assembly" }

// ExportWorkflowID names the workflow that makes one export.
func ExportWorkflowID(id project.ExportID) string { return "export/" + string(id) }

// TreasuryWorkflowID names the one workflow that clears money and pays sellers.
const TreasuryWorkflowID = "treasury"

// CourierWorkflowID names the one workflow that sends letters.
const CourierWorkflowID = "courier"

// ErrandWorkflowID names the workflow of a dry run or a split.
func ErrandWorkflowID(id project.ErrandID) string { return "errand/" + string(id) }

// WebhookWorkflowID names the workflow that tells one endpoint.
func WebhookWorkflowID(id project.WebhookID) string { return "webhook/" + string(id) }

// The updates: what a person asks. They are answered when their effect is recorded.
const (
	UpdateLaunch      = "Launch"
	UpdateDecideFinal = "DecideFinal"
	UpdateCancel      = "CancelProject"
	UpdateSubGig      = "SubGig"
	UpdatePause       = "Pause"
	UpdateReplan      = "Replan"
	UpdateWake        = "WakeSection"
)

// The signals: what workflows tell each other.
const (
	SignalSectionDone   = "SectionDone"
	SignalBuilt         = "Built"
	SignalUnblock       = "Unblock"
	SignalUnqueue       = "Unqueue"
	SignalCancelSection = "CancelSection"
	SignalPause         = "Pause"
	SignalChanged       = "Changed"
	SignalBuildFinal    = "BuildFinal"
	SignalStop          = "Stop"
	SignalReplanned     = "Replanned"
	SignalObeyed        = "Obeyed"
	SignalLate          = "Late"
	SignalTellNow       = "TellNow"
)

// LaunchInput asks a project to start.
type LaunchInput struct {
	Actor project.PersonID `json:"actor"`
	Key   string           `json:"key"`
}

// SubGigInput gives a command to one sub-gig of a section.
type SubGigInput struct {
	SubGig  project.SubGigID `json:"sub_gig"`
	Command project.Command  `json:"command"`
	Key     string           `json:"key"` // the caller's idempotency key
}

// DecideFinalInput approves the final or asks for it to be built again.
type DecideFinalInput struct {
	Actor    project.PersonID   `json:"actor"`
	Artifact project.ArtifactID `json:"artifact"`
	Approve  bool               `json:"approve"`
	Key      string             `json:"key"`
}

// CancelInput asks for the end of a project.
type CancelInput struct {
	Actor project.PersonID `json:"actor"`
	Key   string           `json:"key"`
}

// PauseInput stops every clock of the project until the time; the zero time lets them run on.
type PauseInput struct {
	Actor project.PersonID `json:"actor"`
	Until time.Time        `json:"until,omitzero"`
	Key   string           `json:"key,omitempty"`
}

// ReplanInput asks for the draft of a plan, written down under the key, to be put in force.
type ReplanInput struct {
	Actor   project.PersonID `json:"actor"`
	Version int              `json:"version"` // of the plan that it was made from
	Key     string           `json:"key"`
}

// WakeInput asks for a section that has ended to be there again, because a command for it is on its way.
type WakeInput struct {
	Section int `json:"section"`
}

// Obeyed is a section's answer to a plan: it has carried out what the plan tells it. A plan comes to it as the same.
type Obeyed struct {
	Section int `json:"section"`
	Version int `json:"version"`
}

// SectionDone reports that every sub-gig of a section has ended.
type SectionDone struct {
	Section  int `json:"section"`
	Approved int `json:"approved"`
	Epoch    int `json:"epoch,omitempty"` // its last
}

// Built reports a build of the final. Artifact is empty when it failed for good.
type Built struct {
	Artifact project.ArtifactID `json:"artifact,omitempty"`
}

// Limits bound the history of one run.
type Limits struct {
	// Events is the history length from which a run hands over to the next; 0 means DefaultEvents.
	Events int `json:"events,omitempty"`
}

// DefaultEvents keeps a cold replay near 0.15 s: about 0.1 ms for each event.
const DefaultEvents = 1300

func (l Limits) events() int {
	if l.Events == 0 {
		return DefaultEvents
	}
	return l.Events
}

// ProjectInput starts a Project workflow; State is carried from run to run.
type ProjectInput struct {
	Project project.ProjectID `json:"project"`
	Limits  Limits            `json:"limits,omitzero"`
	Epoch   int               `json:"epoch"`
	State   *ProjectState     `json:"state,omitempty"`
}

// SectionInput starts a Section workflow; State is carried from run to run.
type SectionInput struct {
	Project project.ProjectID   `json:"project"`
	Section int                 `json:"section"`
	Limits  Limits              `json:"limits,omitzero"`
	Epoch   int                 `json:"epoch"`
	State   *SectionState       `json:"state,omitempty"`
	Plan    int                 `json:"plan,omitempty"`   // the version whose orders are carried out; 0 for the first plan
	Linger  bool                `json:"linger,omitempty"` // it was woken for a command and waits for it, although all has ended
	Late    []project.Unblocked `json:"late,omitempty"`   // what it was to be told when it had ended
}

// AssemblyInput starts an Assembly workflow; State is carried from run to run.
type AssemblyInput struct {
	Project project.ProjectID `json:"project"`
	Gather  time.Duration     `json:"gather"`
	Limits  Limits            `json:"limits,omitzero"`
	Epoch   int               `json:"epoch"`
	State   AssemblyState     `json:"state,omitzero"`
}

// ExportInput starts an Export workflow.
type ExportInput struct {
	Export project.ExportID `json:"export"`
}

// TreasuryInput starts the Treasury workflow; State is carried from run to run.
type TreasuryInput struct {
	Limits Limits        `json:"limits,omitzero"`
	Epoch  int           `json:"epoch"`
	State  TreasuryState `json:"state,omitzero"`
}

// WebhookInput starts a Webhook workflow.
type WebhookInput struct {
	Webhook project.WebhookID `json:"webhook"`
	Limits  Limits            `json:"limits,omitzero"`
}

// CourierInput starts the Courier workflow.
type CourierInput struct {
	Limits Limits `json:"limits,omitzero"`
}

// The activities, named through nil pointers so that a rename is seen by the compiler.
type acts struct {
	record   *activities.Record
	inspect  *activities.Inspect
	assemble *activities.Assemble
	errands  *activities.Errands
	treasury *activities.Treasury
	export   *activities.Export
	webhooks *activities.Webhooks
	courier  *activities.Courier
}
