package wire

import (
	"time"

	"tutti/project"
)

// Notice is something that the reader is told.
type Notice struct {
	ID        project.NoticeID   `json:"id"`
	Kind      project.NoticeKind `json:"kind"`
	Text      string             `json:"text" doc:"one line, in the reader's language"`
	ProjectID project.ProjectID  `json:"project_id,omitempty"`
	SubGigID  project.SubGigID   `json:"sub_gig_id,omitempty"`
	Detail    string             `json:"detail,omitempty" doc:"a code word, as in the log"`
	Page      string             `json:"page" doc:"where it leads, as /sub-gigs/..."`
	At        time.Time          `json:"at"`
	ReadAt    *time.Time         `json:"read_at,omitempty"`
}

// NoticeList is a part of one's notices, newest first.
type NoticeList struct {
	Items  []Notice `json:"items"`
	Unread int      `json:"unread" doc:"how many there are in all that were not read"`
	Next   string   `json:"next,omitempty"`
}

// EventNotice is the name of the stream event that says that what the reader has not read has changed.
const EventNotice = "notice"

// NoticeNews names the newest notice that was not read; neither field when all were.
type NoticeNews struct {
	ID   project.NoticeID   `json:"id,omitempty"`
	Kind project.NoticeKind `json:"kind,omitempty"`
}

// NoticesRead says which notices were read.
type NoticesRead struct {
	IDs  []project.NoticeID `json:"ids,omitempty" maxItems:"200"`
	UpTo project.NoticeID   `json:"up_to,omitempty" doc:"this one and all before it"`
}

// Choice is how one wants to be told of a kind of notice.
type Choice struct {
	Kind   string              `json:"kind" maxLength:"40" doc:"a kind of notice, or a class of kinds"`
	Class  project.NoticeClass `json:"class,omitempty" doc:"of the kind; not read"`
	Mail   project.Cadence     `json:"mail" enum:"now,hourly,daily,weekly,never"`
	Inside bool                `json:"inside" doc:"among the notices of the application"`
	Push   bool                `json:"push" doc:"to the browser, where that is set up"`
}

// ChoiceList is how one wants to be told of everything there is.
type ChoiceList struct {
	Items []Choice `json:"items" maxItems:"100"`
}

// Calendar is the address of one's deadlines, for a calendar program.
type Calendar struct {
	Address string `json:"address" doc:"shown once; whoever has it can read the deadlines"`
}

// Letter is a letter as an operator sees it: not what it says, nor to which address it went.
type Letter struct {
	ID       project.LetterID    `json:"id"`
	Kind     project.LetterKind  `json:"kind"`
	PersonID project.PersonID    `json:"person_id"`
	State    project.LetterState `json:"state" enum:"waiting,handed,sent,failed,in_doubt,moot"`
	Tries    int                 `json:"tries"`
	Problem  string              `json:"problem,omitempty"`
	At       time.Time           `json:"at"`
	DueAt    time.Time           `json:"due_at"`
	EndedAt  *time.Time          `json:"ended_at,omitempty"`
}

// LetterList is a part of the letters of the instance, newest first.
type LetterList struct {
	Items []Letter `json:"items"`
	Next  string   `json:"next,omitempty"`
}
