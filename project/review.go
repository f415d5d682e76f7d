package project

import (
	"fmt"
	"slices"
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
	Brief   int      `json:"brief_item,omitempty" doc:"number of the brief item, from 1"`
	File    string   `json:"file,omitempty" maxLength:"255" doc:"name of the file within the delivery"`
	From    float64  `json:"from_seconds,omitempty"`
	To      float64  `json:"to_seconds,omitempty"`
	Page    int      `json:"page,omitempty" minimum:"0" doc:"page, from 1"`
	Row     int64    `json:"row,omitempty" minimum:"0" doc:"line of a text, from 1"`
	Area    *Area    `json:"area,omitempty" doc:"the part of a page or picture"`
	Drawing []Stroke `json:"drawing,omitempty" maxItems:"50" doc:"what was drawn on a page or picture to show it"`
	Text    string   `json:"text"`
}

// Stroke is one line that was drawn by hand: x and y of its points one after another, as parts of the width and height of the
// page or picture from the top left.
type Stroke []float64

// Limits of what is drawn with a note, in strokes, and in numbers of one stroke.
const (
	MaxStrokes      = 50
	maxStrokeLength = 2000
)

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

// Check names what is wrong with the review before it reaches the process. briefItems is the length of the brief; warnings are the codes of
// what the inspection warned of, in spite of which a delivery is approved with a word only.
func (r Review) Check(briefItems int, warnings []string) error {
	var f faults
	switch r.Decision {
	case Approve, Revise, Release:
	default:
		f.addf("decision", "is %q; write approve, revise or release", clip(string(r.Decision), 20))
	}
	if r.Decision == Revise && len(r.Notes) == 0 {
		f.addf("notes", "is empty; a revision says what to change")
	}
	if r.Decision == Approve && len(r.Notes) == 0 && len(warnings) > 0 {
		f.addf("notes", "is empty, and the inspection warns of %s; say why the delivery is approved all the same", strings.Join(warnings, ", "))
	}
	if len(r.Notes) > MaxNotes {
		f.addf("notes", "has %d notes; at most %d", len(r.Notes), MaxNotes)
	}
	for _, n := range r.Notes {
		if strings.TrimSpace(n.Text) == "" || len([]rune(n.Text)) > MaxText {
			f.addf("notes", "a note has 1 to %d characters", MaxText)
		}
		if n.Brief < 0 || n.Brief > briefItems {
			f.addf("notes", "cites brief item %d; the brief has %d", n.Brief, briefItems)
		}
		if r.Decision == Revise && briefItems > 0 && n.Brief == 0 {
			f.addf("notes", "a revision note cites the item of the brief it is about")
		}
		n.checkPlace(&f)
	}
	if len(f.list) == 0 {
		return nil
	}
	return &Error{Code: Invalid, Message: "the review cannot be taken as it is", Fields: f.list}
}

// checkPlace names what is wrong with where a note points to.
func (n Note) checkPlace(f *faults) {
	if n.Page < 0 || n.Row < 0 || n.From < 0 || n.To < 0 {
		f.addf("notes", "a place in a delivery is not below 0")
	}
	if a := n.Area; a != nil && (!within(a.X, a.Width) || !within(a.Y, a.Height)) {
		f.addf("notes", "an area lies within its page or picture: x, y, width and height are parts of it, from 0 to 1")
	}
	if len(n.Drawing) > MaxStrokes {
		f.addf("notes", "a drawing has %d strokes; at most %d", len(n.Drawing), MaxStrokes)
	}
	for _, s := range n.Drawing {
		if len(s) == 0 || len(s)%2 != 0 || len(s) > maxStrokeLength || slices.ContainsFunc(s, func(v float64) bool { return !within(v, 0) }) {
			f.addf("notes", "a stroke of a drawing is x and y of its points one after another, each from 0 to 1, at most %d numbers", maxStrokeLength)
		}
	}
}

// within reports whether a stretch lies between 0 and 1.
func within(from, length float64) bool { return from >= 0 && length >= 0 && from+length <= 1 }
