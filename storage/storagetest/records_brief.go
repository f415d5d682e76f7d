package storagetest

import (
	"context"

	"tutti/project"
)

func testPinnedAnswers(w *world) {
	ctx := context.Background()
	n, other := w.one(), w.one()
	id, sub := n.Project.ID, n.SubGigs[0].ID
	pin := func(p project.ProjectID, role string) project.PinnedAnswer {
		return project.PinnedAnswer{ID: project.AnswerID(w.id(project.PrefixAnswer)), Project: p, Question: "How fast?", Answer: "120 ☃", Role: role, Message: "msg_1", Actor: "per_producer", At: w.at}
	}
	first, second := pin(id, "drummer"), pin(id, "")
	second.SubGig = sub
	before := must[int64](w)(w.r.LastEvent(ctx, id))
	stored := must[project.PinnedAnswer](w)(w.r.PinAnswer(ctx, first))
	first.Version = 1
	same(w, "the first", stored, first)
	same(w, "again", must[project.PinnedAnswer](w)(w.r.PinAnswer(ctx, first)), first)
	second.Version = 7 // not the caller's to say
	stored = must[project.PinnedAnswer](w)(w.r.PinAnswer(ctx, second))
	second.Version = 2
	same(w, "the second", stored, second)
	same(w, "of another project", must[project.PinnedAnswer](w)(w.r.PinAnswer(ctx, pin(other.Project.ID, ""))).Version, 1)
	same(w, "listed", must[[]project.PinnedAnswer](w)(w.r.PinnedAnswers(ctx, id)), []project.PinnedAnswer{first, second})
	events := must[[]project.Event](w)(w.r.Events(ctx, id, before, 0))
	if len(events) != 2 || events[0].Kind != project.LogPinned || events[1].Detail != "2" {
		w.Errorf("%+v", events)
	}
	_, err := w.r.PinAnswer(ctx, pin("prj_none", ""))
	ask(w, project.NotFound, "in no project", err)

	read := func(version int) error {
		return w.r.AcknowledgeBrief(ctx, project.Acknowledgement{Project: id, SubGig: sub, Person: "per_1", Version: version, At: w.at})
	}
	same(w, "nothing was read", must[int](w)(w.r.Acknowledged(ctx, sub, "per_1")), 0)
	for _, version := range []int{1, 2, 1, 2} {
		ask(w, "", "read", read(version))
	}
	same(w, "the newest", must[int](w)(w.r.Acknowledged(ctx, sub, "per_1")), 2)
	same(w, "nobody else", must[int](w)(w.r.Acknowledged(ctx, sub, "per_2")), 0)
	if events := must[[]project.Event](w)(w.r.Events(ctx, id, before+2, 0)); len(events) != 2 || events[1].Kind != project.LogAcknowledged || events[1].SubGig != sub {
		w.Errorf("%+v", events)
	}
	ask(w, project.NotFound, "of no sub-gig", w.r.AcknowledgeBrief(ctx, project.Acknowledgement{Project: id, SubGig: "sub_none", Person: "per_1", Version: 1, At: w.at}))
	checkBooks(w, w.r, id)
}

// testRoundNotes: notes wait until a review that has taken them is decided; a draft takes nothing.
func testRoundNotes(w *world) {
	ctx := context.Background()
	n := w.one()
	g := n.SubGigs[0]
	d := project.Delivery{ID: project.DeliveryID(w.id(project.PrefixDelivery)), Project: n.Project.ID, SubGig: g.ID, Seller: "per_1", CreatedAt: w.at}
	ask(w, "", "draft", w.r.DraftDelivery(ctx, d))
	note := func(text string) project.RoundNote {
		x := project.RoundNote{ID: project.NoteID(w.id(project.PrefixNote)), Project: n.Project.ID, SubGig: g.ID, Delivery: d.ID, Author: "per_mentor",
			Note: project.Note{Brief: 2, From: 1.5, To: 3, Text: text}, At: w.at}
		same(w, text, must[project.RoundNote](w)(w.r.PutRoundNote(ctx, x)), x)
		return x
	}
	first, second, third := note("naïve ☃"), note("two"), note("three")
	same(w, "again", must[project.RoundNote](w)(w.r.PutRoundNote(ctx, first)), first)
	same(w, "one", must[project.RoundNote](w)(w.r.RoundNote(ctx, second.ID)), second)
	before := must[int64](w)(w.r.LastEvent(ctx, n.Project.ID))
	ask(w, "", "drop", w.r.DropRoundNote(ctx, third.ID, "per_1", w.at))
	ask(w, "", "drop again", w.r.DropRoundNote(ctx, third.ID, "per_1", w.at))
	same(w, "told once", must[[]project.Event](w)(w.r.Events(ctx, n.Project.ID, before, 0)),
		[]project.Event{{Seq: before + 1, Project: n.Project.ID, LogEvent: third.Event(project.LogNoteDropped, "per_1", w.at)}})
	_, err := w.r.RoundNote(ctx, third.ID)
	ask(w, project.NotFound, "a dropped one", err)
	review := func(taken ...project.NoteID) project.ReviewID {
		r := project.Review{ID: project.ReviewID(w.id(project.PrefixReview)), Delivery: d.ID, Reviewer: "per_producer", Decision: project.Revise, Notes: []project.Note{first.Note}, Taken: taken, CreatedAt: w.at}
		ask(w, "", "draft", w.r.DraftReview(ctx, r))
		return r.ID
	}
	review(first.ID, second.ID) // nobody decides it
	sent := review(first.ID)
	same(w, "both wait", must[[]project.RoundNote](w)(w.r.RoundNotes(ctx, g.ID)), []project.RoundNote{first, second})
	change := project.Change{SubGig: g.SubGig, Effects: project.Effects{Review: sent}}
	must[project.Committed](w)(w.r.Commit(ctx, project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "0", Epoch: 1, Seq: 1}, Changes: []project.Change{change}, At: w.at}))
	first.Review = sent
	same(w, "one was sent", must[[]project.RoundNote](w)(w.r.RoundNotes(ctx, g.ID)), []project.RoundNote{first, second})
	reviews := must[[]project.Review](w)(w.r.Reviews(ctx, g.ID))
	if len(reviews) != 1 || len(reviews[0].Taken) != 1 || reviews[0].Taken[0] != first.ID {
		w.Errorf("%+v", reviews)
	}
	ask(w, project.Conflict, "dropping what was sent", w.r.DropRoundNote(ctx, first.ID, "per_1", w.at))
	lost := second
	lost.ID, lost.Delivery = project.NoteID(w.id(project.PrefixNote)), "dlv_none"
	_, err = w.r.PutRoundNote(ctx, lost)
	ask(w, project.NotFound, "on nothing", err)
	checkBooks(w, w.r, n.Project.ID)
}
