package wire

import (
	"time"

	"tutti/project"
)

// Schedule is when a project ends if everybody takes the whole of their clock, with all times in the reader's zone.
type Schedule struct {
	ProjectID    project.ProjectID  `json:"project_id"`
	Zone         string             `json:"zone" doc:"the reader's time zone, in which the times are written"`
	At           time.Time          `json:"at" doc:"the moment it was computed for"`
	Finish       time.Time          `json:"finish_at" doc:"when the last sub-gig ends"`
	Due          *time.Time         `json:"due_at,omitempty" doc:"end of the plan's due date where the buyer is"`
	SlackSeconds *int64             `json:"slack_seconds,omitempty" doc:"from finish_at to due_at, negative when late"`
	Critical     []project.SubGigID `json:"critical" doc:"the chain that decides about finish_at, each waiting for the one before"`
	Items        []Slot             `json:"items" doc:"in the order of the plan"`
}

// Slot is one sub-gig's place in time.
type Slot struct {
	SubGigID     project.SubGigID    `json:"sub_gig_id"`
	Key          string              `json:"key"`
	Title        string              `json:"title"`
	State        project.SubGigState `json:"state" enum:"waiting,casting,offered,working,inspecting,in_review,approved,disputed,cancelled"`
	Begun        bool                `json:"begun" doc:"it waits for no upstream any more"`
	Start        time.Time           `json:"start_at"`
	Finish       time.Time           `json:"finish_at"`
	LatestStart  *time.Time          `json:"latest_start_at,omitempty" doc:"with all slack used; absent when it has ended"`
	LatestFinish *time.Time          `json:"latest_finish_at,omitempty" doc:"with all slack used; absent when it has ended"`
	SlackSeconds int64               `json:"slack_seconds" doc:"how much later it may finish, against due_at or else against finish_at of the whole"`
	Critical     bool                `json:"critical" doc:"any delay of it delays the whole"`
}

// KnockOnRequest asks what more time for a sub-gig does.
type KnockOnRequest struct {
	ExtraSeconds int64 `json:"extra_seconds" minimum:"1" maximum:"63072000" doc:"more time to work; at most two years"`
}

// KnockOn is what more time for a sub-gig does to all others, with all times in the reader's zone.
type KnockOn struct {
	SubGigID      project.SubGigID `json:"sub_gig_id"`
	ExtraSeconds  int64            `json:"extra_seconds"`
	Zone          string           `json:"zone" doc:"the reader's time zone, in which the times are written"`
	Before        time.Time        `json:"finish_before_at" doc:"of the sub-gig, as it stands"`
	After         time.Time        `json:"finish_after_at" doc:"of the sub-gig, with the extra time"`
	ProjectBefore time.Time        `json:"project_before_at"`
	ProjectAfter  time.Time        `json:"project_after_at"`
	Due           *time.Time       `json:"due_at,omitempty" doc:"end of the plan's due date where the buyer is"`
	Fits          bool             `json:"fits" doc:"the extra time is inside the slack: no date that was promised moves"`
	Others        int              `json:"others" doc:"how many dependent sub-gigs move"`
	Moves         []Move           `json:"moves,omitempty" doc:"which ones, and by how much; only for who sees the whole"`
}

// Move is a sub-gig that starts and finishes later.
type Move struct {
	SubGigID     project.SubGigID `json:"sub_gig_id"`
	Key          string           `json:"key"`
	Title        string           `json:"title"`
	StartBefore  time.Time        `json:"start_before_at"`
	StartAfter   time.Time        `json:"start_after_at"`
	FinishBefore time.Time        `json:"finish_before_at"`
	FinishAfter  time.Time        `json:"finish_after_at"`
	BySeconds    int64            `json:"by_seconds"`
}
