package storagetest

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tutti/project"
)

// endpoint is an endpoint of the project, or of the instance.
func (w *world) endpoint(of project.ProjectID) project.Webhook {
	return project.Webhook{ID: project.WebhookID(w.id(project.PrefixWebhook)), Owner: "per_buyer", Project: of, URL: "https://example.org/hook",
		Kinds: []string{"offer.*"}, Form: project.WebhookStandard, State: project.WebhookActive, CreatedAt: w.at,
		Secrets: []project.WebhookSecret{{ID: "one", Sealed: "sealed", From: w.at}}}
}

// happens adds an event to the project's log.
func (w *world) happens(id project.ProjectID) {
	w.Helper()
	must[project.Committed](w)(w.r.Commit(context.Background(), project.Commit{Key: project.CommitKey{Project: id, Writer: "test", Seq: w.made + 1}, At: w.at,
		Project: &project.ProjectChange{Log: []project.LogEvent{{Kind: project.LogBuildFailed}}}}))
	w.made++
}

func testWebhooks(w *world) {
	ctx := context.Background()
	n := w.one()
	hook := w.endpoint(n.Project.ID)
	same(w, "a new one", must[project.Webhook](w)(w.r.PutWebhook(ctx, hook)), hook)
	other := hook
	other.URL = "https://other.example.org"
	same(w, "the same id again", must[project.Webhook](w)(w.r.PutWebhook(ctx, other)), hook)
	same(w, "one", must[project.Webhook](w)(w.r.Webhook(ctx, hook.ID)), hook)
	whole := must[project.Webhook](w)(w.r.PutWebhook(ctx, w.endpoint("")))
	same(w, "of the project", must[[]project.Webhook](w)(w.r.Webhooks(ctx, project.WebhookFilter{Project: n.Project.ID})), []project.Webhook{hook})
	same(w, "of the instance", must[[]project.Webhook](w)(w.r.Webhooks(ctx, project.WebhookFilter{})), []project.Webhook{whole})
	_, err := w.r.PutWebhook(ctx, w.endpoint("prj_absent"))
	ask(w, project.NotFound, "of an absent project", err)

	next := project.WebhookSecret{ID: "two", Sealed: "more", From: w.at.Add(time.Hour)}
	for range 2 {
		turned := must[project.Webhook](w)(w.r.RotateWebhook(ctx, hook.ID, next))
		if len(turned.Secrets) != 2 || turned.Secrets[0].ID != "two" || !turned.Secrets[1].Until.Equal(next.From.Add(project.WebhookOverlap)) {
			w.Fatalf("%+v", turned.Secrets)
		}
	}
	for i := range project.MaxWebhooks {
		_, err := w.r.PutWebhook(ctx, w.endpoint(n.Project.ID))
		if i == project.MaxWebhooks-1 {
			ask(w, project.Limited, "one too many", err)
			continue
		}
		ask(w, "", "one more", err)
	}
	ask(w, "", "remove", w.r.RemoveWebhook(ctx, hook.ID))
	_, err = w.r.Webhook(ctx, hook.ID)
	ask(w, project.NotFound, "a removed one", err)
	ask(w, project.NotFound, "removing it again", w.r.RemoveWebhook(ctx, hook.ID))
	_, err = w.r.StepWebhook(ctx, project.WebhookStep{Webhook: hook.ID, At: w.at})
	ask(w, project.NotFound, "a step of a removed one", err)
	_, err = w.r.EnableWebhook(ctx, hook.ID)
	ask(w, project.NotFound, "enabling a removed one", err)
}

// testWebhookBacklog: an endpoint is told what happens from its making on; new projects from their beginning.
func testWebhookBacklog(w *world) {
	ctx := context.Background()
	n := w.one()
	hook := must[project.Webhook](w)(w.r.PutWebhook(ctx, w.endpoint(n.Project.ID)))
	whole := must[project.Webhook](w)(w.r.PutWebhook(ctx, w.endpoint("")))
	due := func(what string, want ...project.WebhookID) {
		w.Helper()
		same(w, what, append([]project.WebhookID{}, must[[]project.WebhookID](w)(w.r.WebhooksDue(ctx, w.at, 10))...), append([]project.WebhookID{}, want...))
	}
	due("nothing has happened yet")
	w.happens(n.Project.ID)
	due("something has happened", hook.ID, whole.ID)
	m := w.one()
	w.happens(n.Project.ID)
	places := func(id project.WebhookID, limit int) (out []string) {
		for _, e := range must[[]project.Event](w)(w.r.WebhookBacklog(ctx, id, limit)) {
			out = append(out, fmt.Sprintf("%t/%d/%s", e.Project == m.Project.ID, e.Seq, e.Kind))
		}
		return out
	}
	same(w, "of the project", places(hook.ID, 10), []string{"false/2/build.failed", "false/3/build.failed"})
	same(w, "of the instance", places(whole.ID, 10), []string{"false/2/build.failed", "false/3/build.failed", "true/1/project.created"})
	same(w, "a few", places(whole.ID, 1), []string{"false/2/build.failed"})
	for _, seq := range []int64{3, 2} { // a place never goes back
		must[project.Webhook](w)(w.r.StepWebhook(ctx, project.WebhookStep{Webhook: hook.ID, Passed: []project.WebhookPlace{{Project: n.Project.ID, Seq: seq}}, At: w.at}))
	}
	due("only one is behind", whole.ID)
	must[project.Webhook](w)(w.r.StepWebhook(ctx, project.WebhookStep{Webhook: whole.ID, At: w.at,
		Passed: []project.WebhookPlace{{Project: n.Project.ID, Seq: 3}, {Project: m.Project.ID, Seq: 1}}}))
	due("none is behind")
	same(w, "nothing is left", len(must[[]project.Event](w)(w.r.WebhookBacklog(ctx, whole.ID, 0))), 0)
}

// testWebhookSteps: attempts are numbered, failures make the endpoint wait and stop in the end, and the log says so.
func testWebhookSteps(w *world) {
	ctx := context.Background()
	n := w.one()
	hook := must[project.Webhook](w)(w.r.PutWebhook(ctx, w.endpoint(n.Project.ID)))
	w.happens(n.Project.ID)
	attempt := project.WebhookAttempt{Message: "msg_1", Type: "build.failed", Project: n.Project.ID, Seq: 2, Status: 500, Duration: 1500 * time.Millisecond,
		Answer: "naïve ☃", Problem: project.WebhookBadStatus}
	step := func(at time.Time, a project.WebhookAttempt) project.Webhook {
		w.Helper()
		a.At = at
		return must[project.Webhook](w)(w.r.StepWebhook(ctx, project.WebhookStep{Webhook: hook.ID, Attempt: &a, At: at}))
	}
	failed := step(w.at, attempt)
	if failed.Failures != 1 || failed.Attempts != 1 || !failed.NextTry.After(w.at) {
		w.Fatalf("after a failure: %+v", failed)
	}
	same(w, "stored", must[project.Webhook](w)(w.r.Webhook(ctx, hook.ID)), failed)
	same(w, "it waits", len(must[[]project.WebhookID](w)(w.r.WebhooksDue(ctx, w.at, 10))), 0)
	same(w, "and then not", len(must[[]project.WebhookID](w)(w.r.WebhooksDue(ctx, failed.NextTry, 10))), 1)
	now := must[project.Webhook](w)(w.r.EnableWebhook(ctx, hook.ID))
	same(w, "enabled by hand", []any{now.NextTry.IsZero(), now.Failures}, []any{true, 0})

	last := w.at
	for i := range 40 {
		if last = last.Add(6 * time.Hour); step(last, attempt).State == project.WebhookDisabled {
			same(w, "failures of a week", i, 28)
			break
		}
	}
	stopped := must[project.Webhook](w)(w.r.Webhook(ctx, hook.ID))
	if stopped.State != project.WebhookDisabled || stopped.Reason != project.WebhookFailing || !stopped.EndedAt.Equal(last) {
		w.Fatalf("after a week: %+v", stopped)
	}
	log := must[[]project.Event](w)(w.r.Events(ctx, n.Project.ID, 2, 0))
	if len(log) != 1 || log[0].Kind != project.LogWebhookDisabled || !strings.Contains(log[0].Detail, string(hook.ID)) {
		w.Fatalf("the log says %+v", log)
	}
	same(w, "it is not due", len(must[[]project.WebhookID](w)(w.r.WebhooksDue(ctx, last.AddDate(1, 0, 0), 10))), 0)

	attempts := must[[]project.WebhookAttempt](w)(w.r.WebhookAttempts(ctx, hook.ID, project.Page{Limit: 2}))
	if len(attempts) != 2 || attempts[0].Number != stopped.Attempts || attempts[1].Number != stopped.Attempts-1 {
		w.Fatalf("%+v", attempts)
	}
	all := must[[]project.WebhookAttempt](w)(w.r.WebhookAttempts(ctx, hook.ID, project.Page{}))
	first := attempt
	first.Number, first.At = 1, w.at
	same(w, "the first", all[len(all)-1], first)
	older := must[[]project.WebhookAttempt](w)(w.r.WebhookAttempts(ctx, hook.ID, project.Page{After: "3"}))
	same(w, "before the third", []int64{older[0].Number, older[1].Number}, []int64{2, 1})
	_, err := w.r.WebhookAttempts(ctx, hook.ID, project.Page{After: "x"})
	ask(w, project.Invalid, "a cursor that is none", err)

	ok := attempt
	ok.Status, ok.Problem = 204, ""
	must[project.Webhook](w)(w.r.EnableWebhook(ctx, hook.ID))
	step(last, ok)
	backlog := must[[]project.Event](w)(w.r.WebhookBacklog(ctx, hook.ID, 0))
	if len(backlog) != 1 || backlog[0].Kind != project.LogWebhookDisabled {
		w.Fatalf("after a success: %+v", backlog)
	}
	denied := must[project.Webhook](w)(w.r.StepWebhook(ctx, project.WebhookStep{Webhook: hook.ID, Denied: true, At: last, Notices: alarmOf(w, hook)}))
	same(w, "who made it may not see it", denied.Reason, project.WebhookNotSeen)
	same(w, "its project's log tells", len(must[[]project.Notice](w)(w.r.Notices(ctx, project.NoticeFilter{}, project.Page{}))), 0)
	checkBooks(w, w.r, n.Project.ID)
}

// alarmOf is what is told of an endpoint that its owner may not keep.
func alarmOf(w *world, hook project.Webhook) []project.Notice {
	hook.EndedAt, hook.Reason = w.at, project.WebhookNotSeen
	return hook.Alarm([]project.PersonID{"per_1", "per_2", "per_1"})
}

// testWebhookAlarm: who is to be told of an endpoint of the instance that stops is told with the step, and once.
func testWebhookAlarm(w *world) {
	ctx := context.Background()
	hook := must[project.Webhook](w)(w.r.PutWebhook(ctx, w.endpoint("")))
	step := project.WebhookStep{Webhook: hook.ID, At: w.at, Notices: alarmOf(w, hook), Letters: []project.Letter{w.letterOf(1)}}
	told := func() []int {
		return []int{len(must[[]project.Notice](w)(w.r.Notices(ctx, project.NoticeFilter{}, project.Page{}))),
			len(must[[]project.LetterRecord](w)(w.r.Letters(ctx, project.LetterFilter{}, project.Page{})))}
	}
	must[project.Webhook](w)(w.r.StepWebhook(ctx, step))
	same(w, "it goes on", told(), []int{0, 0})
	step.Denied = true
	for range 2 {
		must[project.Webhook](w)(w.r.StepWebhook(ctx, step))
		same(w, "it has stopped", told(), []int{2, 1})
	}
}
