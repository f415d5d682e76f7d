package wire

import (
	"time"

	"tutti/project"
)

// PinRequest answers a question for everybody whom it concerns.
type PinRequest struct {
	Question string           `json:"question" minLength:"1" maxLength:"10000"`
	Answer   string           `json:"answer" minLength:"1" maxLength:"10000"`
	Role     string           `json:"role,omitempty" maxLength:"100" doc:"for all sub-gigs of the role; for all of the project when neither this nor sub_gig_id is named"`
	SubGigID project.SubGigID `json:"sub_gig_id,omitempty" maxLength:"60" doc:"for this sub-gig alone"`
}

// PinnedAnswer is a part of briefs.
type PinnedAnswer struct {
	ID       project.AnswerID `json:"id"`
	Item     int              `json:"brief_item,omitempty" doc:"its number in the brief, as revisions cite it"`
	Version  int              `json:"version" doc:"of the briefs that it is in"`
	Question string           `json:"question"`
	Answer   string           `json:"answer"`
	Role     string           `json:"role,omitempty"`
	SubGigID project.SubGigID `json:"sub_gig_id,omitempty"`
	PinnedAt time.Time        `json:"pinned_at"`
}

// Brief is what a sub-gig asks for.
type Brief struct {
	SubGigID     project.SubGigID `json:"sub_gig_id"`
	Version      int              `json:"version" doc:"of the last answer that was pinned; 0 while the brief is that of the plan"`
	Acknowledged int              `json:"acknowledged" doc:"the newest version that the reader has acknowledged"`
	Unread       bool             `json:"unread" doc:"the reader holds the sub-gig and acknowledges the version before the next delivery is taken"`
	Items        []string         `json:"items" doc:"of the plan, numbered from 1"`
	Pinned       []PinnedAnswer   `json:"pinned" doc:"numbered on after the items"`
}

// AcknowledgeRequest says which version of a brief was read.
type AcknowledgeRequest struct {
	Version int `json:"version" minimum:"0"`
}

// RoundNote is something to change that waits for the producer's list, or was sent with one.
type RoundNote struct {
	ID         project.NoteID     `json:"id"`
	SubGigID   project.SubGigID   `json:"sub_gig_id"`
	DeliveryID project.DeliveryID `json:"delivery_id" doc:"that was judged when it was noted"`
	Author     PersonName         `json:"author"`
	Note       project.Note       `json:"note"`
	ReviewID   project.ReviewID   `json:"review_id,omitempty" doc:"the review that has sent it; absent while it waits"`
	At         time.Time          `json:"at"`
}

// RoundNoteList is the notes of a sub-gig, oldest first.
type RoundNoteList struct {
	Items []RoundNote `json:"items"`
}
