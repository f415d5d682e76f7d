package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// demoted is a seller who was proven and is announced to be new again, with the line of the log that it came with.
func (w *world) demoted() (project.Person, project.Demotion) {
	w.Helper()
	ama, now := w.seller("ama", project.Profile{}), w.at
	play := func(last func(*host)) {
		h := w.oneFor(ama)
		h.now = now
		_, err := h.try(project.Command{Kind: project.Accept})
		ask(w, "", "accept", err)
		h.now = h.now.Add(time.Minute)
		last(h)
		now = h.now.Add(time.Minute)
	}
	for range 3 {
		play(func(h *host) { h.end() })
	}
	for range 2 {
		play(func(h *host) {
			_, err := h.try(project.Command{Kind: project.StepOut, Actor: ama.ID, Reason: "busy"})
			ask(w, "", "leave", err)
		})
	}
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	demotions := project.TrustOf(rules, ama.ID, must[[]project.TrustEvent](w)(w.r.TrustEvents(context.Background(), ama.ID)), now).Demotions
	if len(demotions) != 1 {
		w.Fatalf("%+v", demotions)
	}
	return ama, demotions[0]
}

// testAppeals: made once within its time, decided once, and what was upheld does not count any more.
func testAppeals(w *world) {
	ctx := context.Background()
	ama, d := w.demoted()
	a := project.TrustAppeal{Person: ama.ID, Project: d.Project, Seq: d.Seq, At: d.Announced.Add(time.Hour)}
	step := func(step project.AppealStep, want project.Code, what string) {
		w.Helper()
		a.Step = step
		ask(w, want, what, w.r.PutAppeal(ctx, a))
	}
	step(project.AppealUpheld, project.Conflict, "decide what nobody has asked for")
	late := a
	late.Step, late.At = project.AppealMade, d.Announced.AddDate(0, 0, 15)
	ask(w, project.Conflict, "too late", w.r.PutAppeal(ctx, late))
	other := a
	other.Step, other.Seq = project.AppealMade, d.Seq-1
	ask(w, project.NotFound, "against nothing", w.r.PutAppeal(ctx, other))
	other.Project = "prj_none"
	ask(w, project.NotFound, "in no project", w.r.PutAppeal(ctx, other))
	for range 2 {
		step(project.AppealMade, "", "appeal")
	}
	open := a
	open.Step = project.AppealMade
	same(w, "open", must[[]project.TrustAppeal](w)(w.r.OpenAppeals(ctx)), []project.TrustAppeal{open})
	a.At = a.At.Add(time.Hour)
	for range 2 {
		step(project.AppealUpheld, "", "uphold")
	}
	step(project.AppealDismissed, project.Conflict, "dismiss what was upheld")
	same(w, "none is open", must[[]project.TrustAppeal](w)(w.r.OpenAppeals(ctx)), nil)
	events := must[[]project.TrustEvent](w)(w.r.TrustEvents(ctx, ama.ID))
	if last := events[len(events)-1]; last.Kind != project.TrustUpheld || last.Of != d.Seq || len(events) != 12 {
		w.Errorf("%d events, the last %+v", len(events), last)
	}
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	if now := project.TrustOf(rules, ama.ID, events, a.At); now.Level != project.LevelProven || len(now.Demotions) != 0 || now.Score != 545 {
		w.Errorf("%+v", now)
	}
}
