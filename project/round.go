package project

import (
	"context"
	"slices"
	"time"
)

// NoteID names a note for a review round: not_...
type NoteID string

// PrefixNote begins the ids of notes.
const PrefixNote = "not"

// RoundNote is something to change that was noted while a delivery is judged. It waits until the producer sends it with a list
// of changes; what is noted after that waits for the next round. Its seller sees it when it is sent, as a part of the one list.
type RoundNote struct {
	ID       NoteID
	Project  ProjectID
	SubGig   SubGigID
	Delivery DeliveryID // the one that was judged when it was noted
	Author   PersonID
	Note     Note
	Review   ReviewID // the decided review that has sent it; empty while it waits
	At       time.Time
}

// Check names what is wrong with the note; briefItems is the length of the brief.
func (n RoundNote) Check(briefItems int) error {
	var f faults
	f.checkText("text", n.Note.Text, MaxText)
	if len(f.list) > 0 {
		return f.refuse("the note cannot be taken as it is")
	}
	return Review{Decision: Revise, Notes: []Note{n.Note}}.Check(briefItems, nil)
}

// Collect adds notes that wait to the review, in the order in which they are named: one list goes to the seller. Invalid when
// one of them is no note of this round.
func (r Review) Collect(waiting []RoundNote, wanted []NoteID) (Review, error) {
	var f faults
	if len(wanted) > 0 && r.Decision != Revise {
		f.addf("note_ids", "is for a revision; approve and release send no list")
	}
	r.Notes = slices.Clone(r.Notes)
	for _, id := range wanted {
		at := slices.IndexFunc(waiting, func(n RoundNote) bool { return n.ID == id })
		if at < 0 || waiting[at].Review != "" && waiting[at].Review != r.ID || slices.Contains(r.Taken, id) {
			f.addf("note_ids", "names %s, which does not wait for this round", clip(string(id), 60))
			continue
		}
		r.Notes, r.Taken = append(r.Notes, waiting[at].Note), append(r.Taken, id)
	}
	return r, f.refuse("the review cannot be taken as it is")
}

// Event is a line of the log about the note.
func (n RoundNote) Event(kind LogKind, actor PersonID, at time.Time) LogEvent {
	return LogEvent{Kind: kind, SubGig: n.SubGig, Delivery: n.Delivery, Actor: actor, Detail: string(n.ID), At: at}
}

// RoundRecords keeps the notes of review rounds. The review that takes some is decided by the process: its commit marks them
// as sent.
type RoundRecords interface {
	// PutRoundNote records n once, with its line in the log; the same id again returns the stored row.
	PutRoundNote(ctx context.Context, n RoundNote) (RoundNote, error)
	RoundNote(ctx context.Context, id NoteID) (RoundNote, error)
	// RoundNotes lists the notes of a sub-gig, oldest first, those that were sent too.
	RoundNotes(ctx context.Context, id SubGigID) ([]RoundNote, error)
	// DropRoundNote forgets a note that waits, with a line in the log; Conflict when it was sent. An absent one is no error.
	DropRoundNote(ctx context.Context, id NoteID, actor PersonID, at time.Time) error
}
