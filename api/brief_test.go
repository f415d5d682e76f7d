package api_test

import (
	"context"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// TestAnAnswerBecomesAPartOfTheBrief: for all of a role, with a version that is acknowledged before the next delivery is taken.
func TestAnAnswerBecomesAPartOfTheBrief(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	pinned, err := o.as("ida").PinAnswer(ctx, o.id, wire.PinRequest{Question: "How fast?", Answer: "120 in bar 3", Role: "strings"})
	must(t, err)
	if pinned.Version != 1 {
		t.Errorf("%+v", pinned)
	}
	_, err = o.as("ida").PinAnswer(ctx, o.id, wire.PinRequest{Question: "How?", Answer: "So", Role: "choir"})
	wantCode(t, err, project.Invalid)
	_, err = o.as("ama").PinAnswer(ctx, o.id, wire.PinRequest{Question: "How?", Answer: "So"})
	wantCode(t, err, project.Forbidden)
	brief, err := o.as("ama").Brief(ctx, o.sub["ama"])
	must(t, err)
	if !brief.Unread || brief.Version != 1 || len(brief.Pinned) != 1 || brief.Pinned[0].Item != 2 || brief.Pinned[0].Answer != "120 in bar 3" {
		t.Errorf("%+v", brief)
	}
	if horn, err := o.as("dan").Brief(ctx, o.sub["dan"]); err != nil || horn.Unread || len(horn.Pinned) != 0 {
		t.Errorf("%+v %v", horn, err)
	}
	offer := wire.Offer{ProjectID: o.id, SubGigID: o.sub["ama"]}
	up := o.sent("ama", offer, "take.wav", []byte("take"))
	deliver := wire.DeliveryRequest{UploadIDs: []project.UploadID{up.ID}}
	_, err = o.as("ama").Deliver(ctx, o.sub["ama"], deliver)
	if wantCode(t, err, project.Conflict); !strings.Contains(err.Error(), "tutti brief ack "+string(o.sub["ama"])) {
		t.Error(err)
	}
	for _, wrong := range []int{0, 2} {
		_, err = o.as("ama").AcknowledgeBrief(ctx, o.sub["ama"], wrong)
		wantCode(t, err, project.Conflict)
	}
	_, err = o.as("ben").AcknowledgeBrief(ctx, o.sub["ama"], 1)
	wantCode(t, err, project.NotFound)
	brief, err = o.as("ama").AcknowledgeBrief(ctx, o.sub["ama"], 1)
	must(t, err)
	if brief.Unread || brief.Acknowledged != 1 {
		t.Errorf("%+v", brief)
	}
	d, err := o.as("ama").Deliver(ctx, o.sub["ama"], deliver)
	must(t, err)
	r, err := o.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Brief: 2, Text: "it is 110"}}})
	must(t, err)
	if r.Notes[0].Brief != 2 {
		t.Errorf("a revision cannot cite a pinned answer: %+v", r)
	}
	o.delivered("dan", wire.Offer{ProjectID: o.id, SubGigID: o.sub["dan"]}, "horn") // it is none of the horn's business
}

// TestOneListGoesToTheSeller: notes are collected for a round; what comes after the list waits for the next.
func TestOneListGoesToTheSeller(t *testing.T) {
	o := newOrchestra(t)
	ctx := context.Background()
	_, err := o.as("bea").AddMember(ctx, o.id, wire.MemberRequest{Handle: "cem", Role: project.MemberMentor})
	must(t, err)
	d := o.delivered("ama", wire.Offer{ProjectID: o.id, SubGigID: o.sub["ama"]}, "take")
	note := func(handle, text string) wire.RoundNote {
		n, err := o.as(handle).NoteChange(ctx, d.ID, project.Note{Brief: 1, From: 1, To: 2, Text: text})
		must(t, err)
		return n
	}
	mentor, buyer, dropped := note("cem", "flat"), note("bea", "too loud"), note("cem", "never mind")
	_, err = o.as("cem").NoteChange(ctx, d.ID, project.Note{Text: "cites nothing"})
	wantCode(t, err, project.Invalid)
	_, err = o.as("ama").Notes(ctx, d.ID)
	wantCode(t, err, project.Forbidden)
	wantCode(t, o.as("bea").DropNote(ctx, dropped.ID), project.Forbidden)
	must(t, o.as("ida").DropNote(ctx, dropped.ID))
	_, err = o.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Revise, NoteIDs: []project.NoteID{dropped.ID}})
	wantCode(t, err, project.Invalid)
	_, err = o.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve, NoteIDs: []project.NoteID{mentor.ID}})
	wantCode(t, err, project.Invalid)
	r, err := o.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Brief: 1, Text: "mine"}}, NoteIDs: []project.NoteID{mentor.ID, buyer.ID}})
	must(t, err)
	late := note("cem", "and the end")
	seen, err := o.as("ama").Delivery(ctx, d.ID)
	must(t, err)
	if len(seen.Reviews) != 1 || len(seen.Reviews[0].Notes) != 3 || seen.Reviews[0].Notes[1].Text != "flat" || seen.Reviews[0].Notes[2].Text != "too loud" {
		t.Errorf("ama reads %+v", seen.Reviews)
	}
	notes, err := o.as("ida").Notes(ctx, d.ID)
	must(t, err)
	if len(notes.Items) != 3 || notes.Items[0].ReviewID != r.ID || notes.Items[1].ReviewID != r.ID || notes.Items[2].ID != late.ID || notes.Items[2].ReviewID != "" {
		t.Errorf("%+v", notes)
	}
	wantCode(t, o.as("cem").DropNote(ctx, mentor.ID), project.Conflict)
	second := o.delivered("ama", wire.Offer{ProjectID: o.id, SubGigID: o.sub["ama"]}, "take two")
	_, err = o.as("ida").Review(ctx, second.ID, wire.ReviewRequest{Decision: project.Revise, NoteIDs: []project.NoteID{mentor.ID}})
	wantCode(t, err, project.Invalid)
	r, err = o.as("ida").Review(ctx, second.ID, wire.ReviewRequest{Decision: project.Revise, NoteIDs: []project.NoteID{late.ID}})
	must(t, err)
	if len(r.Notes) != 1 || r.Notes[0].Text != "and the end" {
		t.Errorf("the second round: %+v", r)
	}
}
