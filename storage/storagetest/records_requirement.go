package storagetest

import (
	"context"
	"fmt"
	"time"

	"tutti/project"
)

func testRequirements(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 3, sectionSize: 2, price: 100, candidates: 1})
	id := n.Project.ID
	at := w.at.Add(time.Minute)
	text := project.RequirementAnswer{Project: id, Requirement: "lyrics", Value: "naïve ☃\nla la", Actor: "per_buyer", At: at}
	file := project.RequirementAnswer{Project: id, Requirement: "a-photo", Actor: "per_producer", At: at,
		File: &project.DeliveryFile{Name: "me.png", SHA256: "cafe", Size: 7, Type: "image/png"}}
	ask(w, "", "put", w.r.PutRequirementAnswer(ctx, text, nil))
	ask(w, "", "put a file", w.r.PutRequirementAnswer(ctx, file, []string{"part-0"}))
	same(w, "answers by key", must[[]project.RequirementAnswer](w)(w.r.RequirementAnswers(ctx, id)), []project.RequirementAnswer{file, text})
	again := text
	again.Actor, again.At = "per_producer", at.Add(time.Hour)
	ask(w, "", "put again", w.r.PutRequirementAnswer(ctx, again, nil))
	same(w, "the first one stands", must[[]project.RequirementAnswer](w)(w.r.RequirementAnswers(ctx, id)), []project.RequirementAnswer{file, text})
	answered := func(a project.RequirementAnswer) project.LogEvent {
		return project.LogEvent{Kind: project.LogRequirementAnswered, Actor: a.Actor, Detail: a.Requirement, At: a.At}
	}
	same(w, "one event each", must[[]project.Event](w)(w.r.Events(ctx, id, 1, 0)),
		[]project.Event{{Seq: 2, Project: id, LogEvent: answered(text)}, {Seq: 3, Project: id, LogEvent: answered(file)}})
	changed := again
	changed.Value = "la"
	ask(w, "", "change", w.r.PutRequirementAnswer(ctx, changed, nil))
	same(w, "the changed answer", must[[]project.RequirementAnswer](w)(w.r.RequirementAnswers(ctx, id)), []project.RequirementAnswer{file, changed})
	if p := must[project.Project](w)(w.r.Project(ctx, id)); !p.UpdatedAt.Equal(changed.At) {
		w.Errorf("updated at %v", p.UpdatedAt)
	}
	nowhere := text
	nowhere.Project = "prj_none"
	ask(w, project.NotFound, "an unknown project", w.r.PutRequirementAnswer(ctx, nowhere, nil))
	if none := must[[]project.RequirementAnswer](w)(w.r.RequirementAnswers(ctx, "prj_none")); len(none) > 0 {
		w.Errorf("no project has %d answers", len(none))
	}
	testStandingAnswers(w, n, changed)
	checkBooks(w, w.r, id)
}

// testStandingAnswers: an answer can be changed until somebody works from it, a first one can be given as long as the
// project runs.
func testStandingAnswers(w *world, n project.NewProject, lyrics project.RequirementAnswer) {
	ctx := context.Background()
	h := newHost(w, w.r, n)
	h.logged = must[int64](w)(w.r.LastEvent(ctx, n.Project.ID))
	h.fund(300)
	for place, requires := range [][]string{nil, {"key"}} { // part-0 starts, part-1 waits; part-2 is cancelled below
		h.sections[0].SubGigs[place].Requires = requires
	}
	h.start()
	ask(w, "", "cancel", h.do(1, n.SubGigs[2].ID, project.Command{Kind: project.Cancel}))
	put := func(value string, subGigs ...string) error {
		lyrics.Value = value
		return w.r.PutRequirementAnswer(ctx, lyrics, subGigs)
	}
	ask(w, project.Conflict, "another answer, from which all work", put("2"))
	ask(w, project.Conflict, "another answer, from which one works who has started", put("3", "part-1", "part-0"))
	ask(w, "", "another answer for one that waits", put("4", "part-1"))
	ask(w, "", "another answer for one that is cancelled", put("5", "part-2"))
	ask(w, "", "the same answer", put("5"))
	many := []string{"part-0"}
	for i := range 500 {
		many = append([]string{fmt.Sprint("none-", i)}, many...)
	}
	ask(w, project.Conflict, "one of many has started", put("6", many...))
	late := project.RequirementAnswer{Project: n.Project.ID, Requirement: "late", Value: "x", Actor: "per_buyer", At: h.now}
	ask(w, "", "a first answer", w.r.PutRequirementAnswer(ctx, late, nil))
	h.logged += 3
	h.step(project.ProjectChange{State: project.ProjectCancelled, RefundReserve: true})
	ask(w, "", "the same answer after the end", w.r.PutRequirementAnswer(ctx, late, nil))
	late.Requirement = "later"
	ask(w, project.Conflict, "a first answer after the end", w.r.PutRequirementAnswer(ctx, late, nil))
	ask(w, project.Conflict, "a change after the end", put("7", "part-1"))
	same(w, "the answers after refusals", len(must[[]project.RequirementAnswer](w)(w.r.RequirementAnswers(ctx, n.Project.ID))), 3)
}

// testEvidence: what the log and the ledger say of one sub-gig is all of it, and nothing else.
func testEvidence(w *world) {
	ctx := context.Background()
	n := w.create(shape{subGigs: 3, sectionSize: 2, price: 100, candidates: 2})
	h := newHost(w, w.r, n)
	h.fund(300)
	h.start()
	for _, g := range n.SubGigs {
		h.approve(g.Section, g.Position%2)
	}
	events := must[[]project.Event](w)(w.r.Events(ctx, n.Project.ID, 0, 0))
	ledger := must[[]project.Transaction](w)(w.r.Transactions(ctx, n.Project.ID, project.Page{}))
	for _, g := range n.SubGigs {
		var of []project.Event
		for _, e := range events {
			if e.SubGig == g.ID {
				of = append(of, e)
			}
		}
		var posted []project.Transaction
		for _, t := range ledger {
			if t.SubGig == g.ID {
				posted = append(posted, t)
			}
		}
		if len(of) < 6 || len(posted) != 2 {
			w.Fatalf("%s has %d events and %d transactions", g.Key, len(of), len(posted))
		}
		same(w, "events of "+g.Key, must[[]project.Event](w)(w.r.SubGigEvents(ctx, g.ID)), of)
		same(w, "transactions of "+g.Key, must[[]project.Transaction](w)(w.r.SubGigTransactions(ctx, g.ID)), posted)
	}
	for _, id := range []project.SubGigID{"", "sub_none"} {
		if got := must[[]project.Event](w)(w.r.SubGigEvents(ctx, id)); len(got) > 0 {
			w.Errorf("%q has %d events", id, len(got))
		}
		if got := must[[]project.Transaction](w)(w.r.SubGigTransactions(ctx, id)); len(got) > 0 {
			w.Errorf("%q has %d transactions", id, len(got))
		}
	}
}
