package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"tutti/project"
)

// webhookRow is an endpoint, how far it was told each log, and what was sent.
type webhookRow struct {
	project.Webhook
	places   map[project.ProjectID]int64
	attempts []project.WebhookAttempt
}

func (r *Records) webhook(id project.WebhookID) (*webhookRow, error) {
	w, ok := r.webhooks[id]
	if !ok {
		return nil, noRow("webhook " + string(id))
	}
	return w, nil
}

// PutWebhook records w once, with the present end of every log that it is told.
func (r *Records) PutWebhook(ctx context.Context, w project.Webhook) (project.Webhook, error) {
	if err := r.enter(ctx); err != nil {
		return w, err
	}
	defer r.mu.Unlock()
	if there, ok := r.webhooks[w.ID]; ok {
		return kept(there.Webhook), nil
	}
	if w.Project != "" {
		if _, err := r.find(w.Project); err != nil {
			return w, err
		}
	}
	if n := len(r.webhooksOf(w.Project)); n >= project.MaxWebhooks {
		return w, project.Errorf(project.Limited, "there are %d webhooks already, and no more can be: remove one first", n)
	}
	row := &webhookRow{Webhook: dated(w), places: map[project.ProjectID]int64{}}
	for id, p := range r.projects {
		if w.Project == "" || w.Project == id {
			row.places[id] = int64(len(p.events))
		}
	}
	r.webhooks[w.ID] = row
	return kept(row.Webhook), nil
}

// dated is an endpoint with its times as a row keeps them.
func dated(w project.Webhook) project.Webhook {
	w = kept(w)
	for _, t := range []*time.Time{&w.FailingAt, &w.NextTry, &w.CreatedAt, &w.EndedAt} {
		*t = stored(*t)
	}
	return w
}

func (r *Records) webhooksOf(of project.ProjectID) []project.Webhook {
	var all []project.Webhook
	for _, w := range r.webhooks {
		if w.Project == of {
			all = append(all, kept(w.Webhook))
		}
	}
	slices.SortFunc(all, func(a, b project.Webhook) int { return cmp.Compare(a.ID, b.ID) })
	return all
}

// Webhook gives one endpoint.
func (r *Records) Webhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	return r.changeWebhook(ctx, id, func(w project.Webhook) project.Webhook { return w })
}

// Webhooks lists, oldest first.
func (r *Records) Webhooks(ctx context.Context, filter project.WebhookFilter) ([]project.Webhook, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return r.webhooksOf(filter.Project), nil
}

// RotateWebhook adds a secret.
func (r *Records) RotateWebhook(ctx context.Context, id project.WebhookID, s project.WebhookSecret) (project.Webhook, error) {
	return r.changeWebhook(ctx, id, func(w project.Webhook) project.Webhook { return w.Rotated(s) })
}

// EnableWebhook sets it going again.
func (r *Records) EnableWebhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	return r.changeWebhook(ctx, id, project.Webhook.Enabled)
}

func (r *Records) changeWebhook(ctx context.Context, id project.WebhookID, change func(project.Webhook) project.Webhook) (project.Webhook, error) {
	if err := r.enter(ctx); err != nil {
		return project.Webhook{}, err
	}
	defer r.mu.Unlock()
	w, err := r.webhook(id)
	if err != nil {
		return project.Webhook{}, err
	}
	w.Webhook = dated(change(w.Webhook))
	return kept(w.Webhook), nil
}

// RemoveWebhook forgets it whole.
func (r *Records) RemoveWebhook(ctx context.Context, id project.WebhookID) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	_, err := r.webhook(id)
	delete(r.webhooks, id)
	return err
}

// backlog gives the events that an endpoint was not told.
func (r *Records) backlog(w *webhookRow) []project.Event {
	var all []project.Event
	for _, id := range slices.Sorted(maps.Keys(r.projects)) {
		if p := r.projects[id]; w.Project == "" || w.Project == id {
			all = append(all, p.events[w.places[id]:]...)
		}
	}
	return all
}

// WebhooksDue names those that have something to be told now.
func (r *Records) WebhooksDue(ctx context.Context, now time.Time, limit int) ([]project.WebhookID, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var due []project.WebhookID
	for _, id := range slices.Sorted(maps.Keys(r.webhooks)) {
		if w := r.webhooks[id]; w.State == project.WebhookActive && !w.NextTry.After(now) && len(r.backlog(w)) > 0 {
			due = append(due, id)
		}
	}
	return firstOf(due, limit), nil
}

// WebhookBacklog gives events that were not told.
func (r *Records) WebhookBacklog(ctx context.Context, id project.WebhookID, limit int) ([]project.Event, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	w, err := r.webhook(id)
	if err != nil {
		return nil, nil // a list of nothing, as SQL gives
	}
	return slices.Clone(firstOf(r.backlog(w), limit)), nil
}

// StepWebhook records an attempt and what follows.
func (r *Records) StepWebhook(ctx context.Context, s project.WebhookStep) (project.Webhook, error) {
	if err := r.enter(ctx); err != nil {
		return project.Webhook{}, err
	}
	defer r.mu.Unlock()
	w, err := r.webhook(s.Webhook)
	if err != nil {
		return project.Webhook{}, err
	}
	before := w.Webhook
	next, done := w.After(s)
	for _, p := range s.Passed {
		w.places[p.Project] = max(w.places[p.Project], p.Seq)
	}
	if done {
		w.places[s.Attempt.Project] = max(w.places[s.Attempt.Project], s.Attempt.Seq)
	}
	if s.Attempt != nil {
		a := *s.Attempt
		a.Number, a.At, a.Duration = next.Attempts, stored(a.At), a.Duration.Truncate(time.Microsecond)
		w.attempts = append(w.attempts, a)
		w.attempts = w.attempts[max(0, len(w.attempts)-project.MaxWebhookLog):]
	}
	w.Webhook = dated(next)
	if w.Stopped(before) {
		r.tellDisabled(w.Webhook, s)
	}
	return kept(w.Webhook), nil
}

func (r *Records) tellDisabled(w project.Webhook, s project.WebhookStep) {
	if w.Project == "" {
		r.addLetters(s.Letters)
		r.addNotices(s.Notices)
		return
	}
	if p, ok := r.projects[w.Project]; ok {
		p.log(w.DisabledEvent())
		p.touch(w.EndedAt)
	}
}

// WebhookAttempts lists what was sent, newest first.
func (r *Records) WebhookAttempts(ctx context.Context, id project.WebhookID, page project.Page) ([]project.WebhookAttempt, error) {
	before, err := numberAfter(page.After, 1<<62)
	if err != nil {
		return nil, err
	}
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	w, err := r.webhook(id)
	if err != nil {
		return nil, nil // a list of nothing, as SQL gives
	}
	var all []project.WebhookAttempt
	for _, a := range slices.Backward(w.attempts) {
		if a.Number < before {
			all = append(all, a)
		}
	}
	return firstOf(all, page.Limit), nil
}
