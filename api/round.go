package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerRound() {
	add(a, operation{id: "create-note", method: post, path: root + "/deliveries/{id}/notes", tag: "review", status: http.StatusCreated,
		summary: "Notes something to change, for the one list that the producer sends", text: "It waits until a revision sends it; what is noted after that waits for the next round. Its seller sees it then.",
		rules: rules{command: true}}, a.createNote)
	add(a, operation{id: "list-notes", method: get, path: root + "/deliveries/{id}/notes", tag: "review", summary: "Lists the notes for the delivery's sub-gig that wait, and those that were sent with a list, oldest first"}, a.listNotes)
	add(a, operation{id: "drop-note", method: del, path: root + "/notes/{id}", tag: "review", status: http.StatusNoContent, summary: "Takes a note away that waits",
		text: "One's own, or any for who reviews the work.", rules: rules{command: true}}, a.dropNote)
}

func (a *API) createNote(ctx context.Context, in *struct {
	DeliveryPath
	Body project.Note
}) (*body[wire.RoundNote], error) {
	d, err := a.delivery(ctx, in.ID, project.AdviseReview)
	if err != nil {
		return nil, err
	}
	g, err := a.o.Records.SubGig(ctx, d.SubGig)
	if err != nil {
		return nil, err
	}
	b, err := a.brief(ctx, g)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	n := project.RoundNote{ID: project.NoteID(c.id(project.PrefixNote)), Project: d.Project, SubGig: d.SubGig, Delivery: d.ID, Author: actor(ctx).ID, Note: in.Body, At: c.at}
	if err := n.Check(b.Len()); err != nil {
		return nil, err
	}
	if err := a.tooMuch(ctx); err != nil {
		return nil, err
	}
	if n, err = a.o.Records.PutRoundNote(ctx, n); err != nil {
		return nil, err
	}
	a.wake(ctx, d.Project)
	views, err := a.noteViews(ctx, n)
	if err != nil {
		return nil, err
	}
	return &body[wire.RoundNote]{views[0]}, nil
}

func (a *API) listNotes(ctx context.Context, in *DeliveryPath) (*body[wire.RoundNoteList], error) {
	d, err := a.delivery(ctx, in.ID, project.AdviseReview)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.RoundNotes(ctx, d.SubGig)
	if err != nil {
		return nil, err
	}
	views, err := a.noteViews(ctx, rows...)
	return &body[wire.RoundNoteList]{wire.RoundNoteList{Items: views}}, err
}

func (a *API) noteViews(ctx context.Context, rows ...project.RoundNote) ([]wire.RoundNote, error) {
	names, err := a.names(ctx, each(rows, func(n project.RoundNote) project.PersonID { return n.Author })...)
	return each(rows, func(n project.RoundNote) wire.RoundNote {
		return wire.RoundNote{ID: n.ID, SubGigID: n.SubGig, DeliveryID: n.Delivery, Author: names[n.Author], Note: n.Note, ReviewID: n.Review, At: n.At.UTC()}
	}), err
}

func (a *API) dropNote(ctx context.Context, in *struct {
	ID project.NoteID `path:"id"`
}) (*nothing, error) {
	if project.CheckID(project.PrefixNote, string(in.ID)) != nil {
		return nil, nobody()
	}
	n, err := a.o.Records.RoundNote(ctx, in.ID)
	if err != nil {
		return nil, hide(err)
	}
	d, err := a.delivery(ctx, n.Delivery, project.AdviseReview)
	if err != nil {
		return nil, unseen(err) // its seller learns of it with the list
	}
	if n.Author != actor(ctx).ID {
		if err := may(ctx, project.ReviewWork, d.in.thing); err != nil {
			return nil, err
		}
	}
	return nil, a.o.Records.DropRoundNote(ctx, n.ID, actor(ctx).ID, commandOf(ctx).at)
}

// collected adds the notes that the request names to the review, so that one list goes to the seller.
func (a *API) collected(ctx context.Context, r project.Review, g project.SubGigRecord, wanted []project.NoteID) (project.Review, error) {
	if len(wanted) == 0 {
		return r, nil
	}
	waiting, err := a.o.Records.RoundNotes(ctx, g.ID)
	if err != nil {
		return r, err
	}
	return r.Collect(waiting, wanted)
}
