package project

import (
	"fmt"
	"strings"
	"time"
)

// Decision is what a review says.
type Decision string

// The decisions.
const (
	Approve Decision = "approve"
	Revise  Decision = "revise"
	Release Decision = "release" // to the standby
)

// Note is one thing to change: it cites an item of the brief and a place.
type Note struct {
	Brief int     `json:"brief_item,omitempty" doc:"number of the brief item, from 1"`
	From  float64 `json:"from_seconds,omitempty"`
	To    float64 `json:"to_seconds,omitempty"`
	Text  string  `json:"text"`
}

// ReviewState is draft until the process has accepted the decision.
type ReviewState string

// The states of a review.
const (
	ReviewDraft   ReviewState = "draft"
	ReviewDecided ReviewState = "decided"
)

// Review is people's judgement of a delivery: notes and one decision.
type Review struct {
	ID        ReviewID
	Delivery  DeliveryID
	Reviewer  PersonID
	Decision  Decision
	Notes     []Note
	Taken     []NoteID // notes of the round that are among Notes
	State     ReviewState
	CreatedAt time.Time
}

// Words are the notes in one text, as a seller reads them who is asked for more than is included.
func (r Review) Words() string {
	parts := []string{"A revision beyond those that the price includes."}
	for _, n := range r.Notes {
		text := n.Text
		if n.Brief > 0 {
			text = fmt.Sprintf("%d: %s", n.Brief, n.Text)
		}
		parts = append(parts, text)
	}
	return clip(strings.Join(parts, "\n"), MaxText)
}

// MaxNotes is the greatest number of notes in one review.
const MaxNotes = 200

// Check names what is wrong with the review before it reaches the process. briefItems is the length of the brief.
func (r Review) Check(briefItems int) error {
	var f faults
	switch r.Decision {
	case Approve, Revise, Release:
	default:
		f.addf("decision", "is %q; write approve, revise or release", clip(string(r.Decision), 20))
	}
	if r.Decision == Revise && len(r.Notes) == 0 {
		f.addf("notes", "is empty; a revision says what to change")
	}
	if len(r.Notes) > MaxNotes {
		f.addf("notes", "has %d notes; at most %d", len(r.Notes), MaxNotes)
	}
	for _, n := range r.Notes {
		if n.Text == "" || len([]rune(n.Text)) > MaxText {
			f.addf("notes", "a note has 1 to %d characters", MaxText)
		}
		if n.Brief < 0 || n.Brief > briefItems {
			f.addf("notes", "cites brief item %d; the brief has %d", n.Brief, briefItems)
		}
		if r.Decision == Revise && briefItems > 0 && n.Brief == 0 {
			f.addf("notes", "a revision note cites the item of the brief it is about")
		}
	}
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: "the review cannot be taken as it is", Fields: f.list}
}
