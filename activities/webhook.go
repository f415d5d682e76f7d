package activities

import (
	"context"
	"log/slog"
	"time"

	"tutti/project"
)

// Webhooks holds what telling endpoints needs.
type Webhooks struct {
	Records project.Records
	Sender  project.WebhookSender
	Live    project.Live
	Zones   project.Zones
	Now     func() time.Time // time.Now when nil
	Log     *slog.Logger
}

// Limits of one run of DrainWebhook, so that it ends within the time of an activity that asks others.
const (
	drainFor    = 25 * time.Second
	drainAtOnce = 100 // events that are read at a time
)

// Drained is what is left when DrainWebhook ends; neither means: there is more, and now.
type Drained struct {
	Done bool          `json:"done,omitempty"` // nothing is left, or the endpoint is not sent to any more
	Wait time.Duration `json:"wait,omitempty"` // until it is tried again
}

// DrainWebhook tells an endpoint what it has not been told, event by event in their order, until nothing is left, one fails, or
// its time is over. Each message is recorded after it was sent: after a crash between the two it is sent again, with the same id.
func (h *Webhooks) DrainWebhook(ctx context.Context, id project.WebhookID) (Drained, error) {
	until := h.now().Add(drainFor)
	w, err := h.Records.Webhook(ctx, id)
	switch {
	case project.CodeOf(err) == project.NotFound: // removed
		return Drained{Done: true}, nil
	case err != nil:
		return Drained{}, Failure(err)
	}
	if d, stop := h.rests(w); stop {
		return d, nil
	}
	events, err := h.Records.WebhookBacklog(ctx, id, drainAtOnce)
	if err != nil || len(events) == 0 {
		return Drained{Done: true}, Failure(err)
	}
	d, err := h.tell(ctx, w, events, until)
	return d, Failure(err)
}

func (h *Webhooks) now() time.Time {
	if h.Now != nil {
		return h.Now()
	}
	return time.Now()
}

// rests says whether the endpoint is not to be sent to now, and for how long.
func (h *Webhooks) rests(w project.Webhook) (Drained, bool) {
	if w.State != project.WebhookActive {
		return Drained{Done: true}, true
	}
	left := w.NextTry.Sub(h.now())
	return Drained{Wait: left}, !w.NextTry.IsZero() && left > 0
}

// tell sends what is wanted of the events and passes over the rest.
func (h *Webhooks) tell(ctx context.Context, w project.Webhook, events []project.Event, until time.Time) (Drained, error) {
	known := listener{h: h, owner: w.Owner, titles: map[project.ProjectID]string{}}
	var passed []project.WebhookPlace
	for _, e := range events {
		if !w.Wants(e.Kind) {
			passed = append(passed, project.WebhookPlace{Project: e.Project, Seq: e.Seq})
			continue
		}
		if h.now().After(until) {
			break
		}
		step, err := h.send(ctx, w, &known, e)
		if err != nil {
			return Drained{}, err
		}
		step.Passed, passed = lastOf(passed), nil
		if w, err = h.step(ctx, w, step); err != nil {
			return Drained{}, err
		}
		if d, stop := h.rests(w); stop {
			return d, nil
		}
	}
	if len(passed) == 0 {
		return Drained{}, nil
	}
	_, err := h.step(ctx, w, project.WebhookStep{Webhook: w.ID, Passed: lastOf(passed), At: h.now()})
	return Drained{}, err
}

// lastOf keeps the last place of each project; those of one project come together.
func lastOf(places []project.WebhookPlace) []project.WebhookPlace {
	var last []project.WebhookPlace
	for _, p := range places {
		if n := len(last); n > 0 && last[n-1].Project == p.Project {
			last = last[:n-1]
		}
		last = append(last, p)
	}
	return last
}

// send tells one event, unless who made the endpoint may not see it any more.
func (h *Webhooks) send(ctx context.Context, w project.Webhook, known *listener, e project.Event) (project.WebhookStep, error) {
	step := project.WebhookStep{Webhook: w.ID, At: h.now()}
	names, may, err := known.names(ctx, w, e)
	if err != nil {
		return step, err
	}
	if !may {
		step.Denied = true
		return step, nil
	}
	m := w.Message(e, names)
	m.At = step.At
	a := h.Sender.Send(ctx, w, m)
	if err := ctx.Err(); err != nil { // the worker stops: whether it was sent is not known, so it is sent again
		return step, project.Because(err, project.Unavailable, "the worker is stopping")
	}
	step.Attempt, step.At = &a, h.now()
	return step, nil
}

func (h *Webhooks) step(ctx context.Context, before project.Webhook, s project.WebhookStep) (project.Webhook, error) {
	var err error
	if s.Notices, s.Letters, err = h.alarm(ctx, before, s); err != nil {
		return before, err
	}
	after, err := h.Records.StepWebhook(ctx, s)
	if err != nil {
		if project.CodeOf(err) == project.NotFound { // removed meanwhile
			return project.Webhook{State: project.WebhookDisabled}, nil
		}
		return after, err
	}
	if s.Attempt != nil && s.Attempt.Problem != "" {
		h.Log.Warn("a webhook failed", "webhook", after.ID, "problem", s.Attempt.Problem, "status", s.Attempt.Status, "failures", after.Failures)
	}
	if after.Stopped(before) {
		h.Log.Error("a webhook was disabled", "webhook", after.ID, "project", after.Project, "reason", after.Reason)
		if after.Project != "" {
			_ = h.Live.Wake(ctx, after.Project) // a hint
		}
	}
	return after, nil
}

// alarm prepares what its owner and the operators are told if the step stops an endpoint of the instance. What stops one of a project is
// in its log, and is told of like everything else there.
func (h *Webhooks) alarm(ctx context.Context, before project.Webhook, s project.WebhookStep) ([]project.Notice, []project.Letter, error) {
	after, _ := before.After(s)
	if after.Project != "" || !after.Stopped(before) {
		return nil, nil, nil
	}
	told, err := project.Operators(ctx, h.Records)
	if err != nil {
		return nil, nil, err
	}
	told = append(told, after.Owner)
	people, err := h.Records.PeopleByID(ctx, told)
	if err != nil {
		return nil, nil, err
	}
	choices, err := h.Records.Choices(ctx, told)
	if err != nil {
		return nil, nil, err
	}
	var notices []project.Notice
	var letters []project.Letter
	for _, n := range after.Alarm(told) {
		to, known := people[n.To]
		if !known {
			continue
		}
		n, letter := n.Addressed(to, choices[n.To], h.Zones.OrUTC(to.Zone), after.EndedAt)
		notices = append(notices, n)
		if letter != nil {
			letters = append(letters, *letter)
		}
	}
	return notices, letters, nil
}

// listener looks up, once in a run, what the owner of an endpoint may see and how it is called.
type listener struct {
	h      *Webhooks
	owner  project.PersonID
	person *project.Person
	titles map[project.ProjectID]string
}

// names gives how people call what the event is about; false when the owner may not see it. Who may keep webhooks of a project, or of
// the instance, sees all of its log.
func (l *listener) names(ctx context.Context, w project.Webhook, e project.Event) (project.WebhookNames, bool, error) {
	var names project.WebhookNames
	title, may, err := l.project(ctx, w, e.Project)
	if err != nil || !may {
		return names, false, err
	}
	names.Project = title
	if e.SubGig != "" {
		if names.SubGig, err = l.h.Records.SubGig(ctx, e.SubGig); err != nil && project.CodeOf(err) != project.NotFound {
			return names, false, err
		}
	}
	if e.Actor != "" {
		people, err := l.h.Records.PeopleByID(ctx, []project.PersonID{e.Actor})
		if err != nil {
			return names, false, err
		}
		names.Actor = people[e.Actor]
	}
	return names, true, nil
}

func (l *listener) project(ctx context.Context, w project.Webhook, id project.ProjectID) (title string, may bool, err error) {
	if title, ok := l.titles[id]; ok {
		return title, true, nil
	}
	if l.person == nil {
		owner, err := l.h.Records.Person(ctx, l.owner)
		if err != nil {
			return "", false, absent(err)
		}
		l.person = &owner
	}
	p, err := l.h.Records.Project(ctx, id)
	if err != nil {
		return "", false, err
	}
	if project.KeepsWebhook(project.Actor{ID: l.person.ID, Roles: l.person.Roles}, w, p) != nil {
		return "", false, nil
	}
	l.titles[id] = p.Title
	return p.Title, true, nil
}

// absent makes nothing of a person who is not there any more.
func absent(err error) error {
	if project.CodeOf(err) == project.NotFound {
		return nil
	}
	return err
}
