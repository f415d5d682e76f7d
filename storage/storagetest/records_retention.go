package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// forget asks for as many to be forgotten, in two steps of which the first takes one, and that there are no more.
func (w *world) forget(class project.DataClass, before time.Time, want int) {
	w.Helper()
	ctx := context.Background()
	for _, step := range []struct{ limit, want int }{{1, min(1, want)}, {0, max(0, want-1)}, {0, 0}} {
		if n := must[int](w)(w.r.Forget(ctx, class, before, step.limit)); n != step.want {
			w.Errorf("%s: %d were forgotten with the limit %d, not %d", class, n, step.limit, step.want)
		}
	}
}

// testRetention: what has ended and is old goes, what has not ended or is young stays.
func testRetention(w *world) {
	ctx := context.Background()
	old, young := w.at, w.at.AddDate(0, 0, 10)
	before := old.AddDate(0, 0, 5)
	var errands []project.ErrandID
	for _, ended := range []time.Time{{}, old, old.Add(time.Hour), young} {
		e := project.Errand{ID: project.ErrandID(w.id(project.PrefixErrand)), Kind: project.DryRun, Owner: "per_1", State: project.ErrandWorking, CreatedAt: old}
		must[project.Errand](w)(w.r.PutErrand(ctx, e))
		errands = append(errands, e.ID)
		if !ended.IsZero() {
			e.State, e.EndedAt = project.ErrandDone, ended
			ask(w, "", "end", w.r.EndErrand(ctx, e))
		}
	}
	w.forget(project.KeepErrands, before, 2)
	for i, want := range []project.Code{"", project.NotFound, project.NotFound, ""} {
		_, err := w.r.Errand(ctx, errands[i])
		ask(w, want, "an errand", err)
	}
	n := w.one()
	untold := must[[]project.Untold](w)(w.r.Untold(ctx, 1))
	var told []project.Notice
	for _, at := range []time.Time{old, young} {
		told = append(told, project.Notice{ID: project.NoticeID(w.id(project.PrefixNotice)), To: "per_1", Kind: project.NoticeOffer, Project: n.Project.ID, Shown: true, At: at})
	}
	ask(w, "", "tell", w.r.Tell(ctx, project.Telling{Untold: untold[0], To: 1, Notices: told}))
	w.forget(project.KeepNotices, before, 1)
	for _, class := range []project.DataClass{project.KeepUnfinished, project.KeepUnused, "ledger"} {
		_, err := w.r.Forget(ctx, class, before, 0)
		ask(w, project.Invalid, "a class that is no rows", err)
	}
}

// testForgottenLetters: what was said goes, that it was said stays, and so does what waits.
func testForgottenLetters(w *world) {
	ctx := context.Background()
	before := w.at.AddDate(0, 0, 5)
	letter := project.Letter{Key: "k", Kind: project.LetterInvitation, To: "per_1", Facts: map[string]string{"inviter": "Ida"}, At: w.at}.Named()
	ask(w, "", "letter", w.r.PutLetters(ctx, letter))
	w.forget(project.KeepLetters, before, 0)
	ask(w, "", "hand", w.r.HandLetter(ctx, letter.ID, 0, w.at))
	ask(w, "", "hear", w.r.HearLetter(ctx, letter.ID, project.LetterNews{At: w.at, State: project.LetterSent}))
	w.forget(project.KeepLetters, before, 1)
	kept := must[project.LetterRecord](w)(w.r.Letter(ctx, letter.ID))
	if len(kept.Facts) != 0 || kept.To != letter.To || kept.State != project.LetterSent {
		w.Errorf("left of the letter is %+v", kept)
	}
	ask(w, "", "the same letter", w.r.PutLetters(ctx, letter))
	if all := must[[]project.LetterRecord](w)(w.r.Letters(ctx, project.LetterFilter{}, project.Page{})); len(all) != 1 {
		w.Errorf("%d letters: one that was sent is sent again", len(all))
	}
}

// testForgottenAnswers: an answer that the audit log does not know of stays.
func testForgottenAnswers(w *world) {
	ctx := context.Background()
	cut := project.CommandRecord{Actor: "per_a", Key: "cut", At: w.at, Line: w.auditLine("cut")}
	must[project.CommandRecord](w)(w.r.BeginCommand(ctx, cut))
	w.forget(project.KeepAnswers, w.at.Add(time.Hour), 0)
	must[int](w)(w.r.LoseCommands(ctx, w.at.Add(time.Hour), 0))
	w.forget(project.KeepAnswers, w.at.Add(time.Hour), 1)
}

// testForgottenCommits: a step that may be repeated changes nothing, whatever its age.
func testForgottenCommits(w *world) {
	ctx := context.Background()
	n := w.one()
	later := w.at.AddDate(1, 0, 0)
	step := func(epoch, seq int, state project.ProjectState) project.Commit {
		c := project.Commit{Key: project.CommitKey{Project: n.Project.ID, Writer: "project", Epoch: epoch, Seq: seq}, At: w.at,
			Project: &project.ProjectChange{State: state, Log: []project.LogEvent{{Kind: project.LogProjectLaunched}}}}
		must[project.Committed](w)(w.r.Commit(ctx, c))
		return c
	}
	repeated := func(c project.Commit) bool {
		before := must[int64](w)(w.r.LastEvent(ctx, n.Project.ID))
		must[project.Committed](w)(w.r.Commit(ctx, c))
		return must[int64](w)(w.r.LastEvent(ctx, n.Project.ID)) == before
	}
	first, second := step(0, 1, project.ProjectRunning), step(0, 2, project.ProjectRunning)
	w.forget(project.KeepCommits, later, 0) // both are of the run that is under way
	if !repeated(first) || !repeated(second) {
		w.Fatalf("a step of a workflow that runs was recorded twice")
	}
	newest := step(1, 1, project.ProjectRunning)
	w.forget(project.KeepCommits, w.at, 0)
	w.forget(project.KeepCommits, later, 2)
	if !repeated(newest) {
		w.Fatalf("the newest step was recorded twice")
	}
	last := step(1, 2, project.ProjectCancelled)
	w.forget(project.KeepCommits, later, 1)
	if !repeated(last) {
		w.Fatalf("the last step of a project that has ended was recorded twice")
	}
}

// testForgottenAttempts: the log of an endpoint goes, how far it was told stays.
func testForgottenAttempts(w *world) {
	ctx := context.Background()
	n := w.one()
	hook := must[project.Webhook](w)(w.r.PutWebhook(ctx, project.Webhook{ID: project.WebhookID(w.id(project.PrefixWebhook)), Owner: "per_buyer", Project: n.Project.ID,
		URL: "https://example.org", State: project.WebhookActive, CreatedAt: w.at}))
	for _, at := range []time.Time{w.at, w.at.AddDate(0, 0, 10)} {
		must[project.Webhook](w)(w.r.StepWebhook(ctx, project.WebhookStep{Webhook: hook.ID, Attempt: &project.WebhookAttempt{Project: n.Project.ID, Seq: 1, Status: 200, At: at}, At: at}))
	}
	w.forget(project.KeepAttempts, w.at.AddDate(0, 0, 5), 1)
	if left := must[[]project.WebhookAttempt](w)(w.r.WebhookAttempts(ctx, hook.ID, project.Page{})); len(left) != 1 || left[0].Number != 2 {
		w.Errorf("left are %+v", left)
	}
}
