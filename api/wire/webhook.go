package wire

import (
	"time"

	"tutti/project"
)

// WebhookRequest names a program that is to be told what happens.
type WebhookRequest struct {
	URL   string              `json:"url" minLength:"1" maxLength:"2000" doc:"https://...; in the public network"`
	Kinds []string            `json:"kinds,omitempty" maxItems:"100" maxLength:"60" doc:"what is wanted, as review.approved, or a group as offer.*; everything when left out"`
	Form  project.WebhookForm `json:"form,omitempty" enum:"standard,slack" doc:"standard: type, timestamp and data, by Standard Webhooks; slack: a text. standard when left out"`
}

// Webhook is a program that is told what happens.
type Webhook struct {
	ID            project.WebhookID     `json:"id"`
	ProjectID     project.ProjectID     `json:"project_id,omitempty" doc:"absent for one of the whole instance"`
	OwnerID       project.PersonID      `json:"owner_id" doc:"who made it; it is told what they may see"`
	URL           string                `json:"url"`
	Kinds         []string              `json:"kinds" doc:"empty for everything"`
	Form          project.WebhookForm   `json:"form"`
	Secret        string                `json:"secret,omitempty" doc:"whsec_...; in the answers that make it, and nowhere else"`
	FormerUntil   *time.Time            `json:"former_secret_until,omitempty" doc:"until then messages are signed with the former secret too"`
	State         project.WebhookState  `json:"state"`
	Reason        project.WebhookReason `json:"reason,omitempty" doc:"why it is disabled: failing for a week, gone (it answered 410), owner (who made it may not see the events any more)"`
	Failures      int                   `json:"failures" doc:"attempts in a row that failed"`
	FailingSince  *time.Time            `json:"failing_since,omitempty"`
	NextAttemptAt *time.Time            `json:"next_attempt_at,omitempty" doc:"after a failure"`
	CreatedAt     time.Time             `json:"created_at"`
	DisabledAt    *time.Time            `json:"disabled_at,omitempty"`
}

// WebhookList is every endpoint of a project, or of the instance, oldest first.
type WebhookList struct {
	Items []Webhook `json:"items"`
}

// WebhookAttempt is one message that was sent, or could not be.
type WebhookAttempt struct {
	Number     int64                  `json:"number"`
	MessageID  string                 `json:"message_id" doc:"webhook-id; the same in every attempt"`
	Type       string                 `json:"type"`
	ProjectID  project.ProjectID      `json:"project_id,omitempty"`
	Seq        int64                  `json:"seq,omitempty" doc:"of the event; absent for a test"`
	Status     int                    `json:"status,omitempty" doc:"of HTTP; absent when there was no answer"`
	DurationMS int64                  `json:"duration_ms"`
	Answer     string                 `json:"answer,omitempty" doc:"its first 1024 bytes"`
	Problem    project.WebhookProblem `json:"problem,omitempty" doc:"why it failed; absent when it did not"`
	At         time.Time              `json:"at"`
}

// WebhookAttemptList is a part of the log of what was sent, newest first.
type WebhookAttemptList struct {
	Items []WebhookAttempt `json:"items"`
	Next  string           `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}
