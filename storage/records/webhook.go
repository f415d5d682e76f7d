package records

import (
	"context"
	"time"

	"tutti/project"
)

const webhookColumns = `id, owner_id, project_id, url, kinds, form, secrets, state, reason, failures, tries, failing_at, next_try, attempts,
	created_at, ended_at`

func scanWebhook(r row) (w project.Webhook, err error) {
	err = r.Scan(&w.ID, &w.Owner, &w.Project, &w.URL, document{&w.Kinds}, &w.Form, document{&w.Secrets}, &w.State, &w.Reason, &w.Failures,
		&w.Tries, instant{&w.FailingAt}, instant{&w.NextTry}, &w.Attempts, instant{&w.CreatedAt}, instant{&w.EndedAt})
	return w, err
}

const attemptColumns = `number, message, type, project_id, seq, status, duration, answer, problem, at`

func scanAttempt(r row) (a project.WebhookAttempt, err error) {
	err = r.Scan(&a.Number, &a.Message, &a.Type, &a.Project, &a.Seq, &a.Status, length{&a.Duration}, &a.Answer, &a.Problem, instant{&a.At})
	return a, err
}

// PutWebhook records w once, with the present end of every log that it is told.
func (s *Store) PutWebhook(ctx context.Context, w project.Webhook) (project.Webhook, error) {
	var stored project.Webhook
	err := s.write(ctx, "webhook "+string(w.ID), func(ctx context.Context, t *tx) error {
		there, err := list(ctx, t, scanWebhook, `SELECT `+webhookColumns+` FROM webhooks WHERE id = $1`, w.ID)
		if err != nil {
			return err
		}
		if len(there) == 0 {
			if err := t.insertWebhook(ctx, w); err != nil {
				return err
			}
		}
		stored, err = one(ctx, t, scanWebhook, `SELECT `+webhookColumns+` FROM webhooks WHERE id = $1`, w.ID)
		return err
	})
	return stored, err
}

func (t *tx) insertWebhook(ctx context.Context, w project.Webhook) error {
	if w.Project != "" { // held, so that nothing happens between its end and the endpoint, and no two pass the limit at once
		if _, err := t.lockProject(ctx, w.Project); err != nil {
			return err
		}
	}
	n, err := one(ctx, t, scanNumber, `SELECT COUNT(*) FROM webhooks WHERE project_id = $1`, w.Project)
	if err != nil {
		return err
	}
	if n >= project.MaxWebhooks {
		return project.Errorf(project.Limited, "there are %d webhooks already, and no more can be: remove one first", n)
	}
	_, err = t.exec(ctx, `INSERT INTO webhooks (`+webhookColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
		w.ID, w.Owner, w.Project, w.URL, asJSON{w.Kinds}, w.Form, asJSON{w.Secrets}, w.State, w.Reason, w.Failures, w.Tries,
		micros(w.FailingAt), micros(w.NextTry), w.Attempts, micros(w.CreatedAt), micros(w.EndedAt))
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `INSERT INTO webhook_places (webhook_id, project_id, seq)
		SELECT CAST($1 AS TEXT), id, last_event FROM projects WHERE $2 = '' OR id = $2`, w.ID, w.Project)
	return err
}

// Webhook gives one endpoint.
func (s *Store) Webhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	return readOne(ctx, s, "webhook "+string(id), scanWebhook, `SELECT `+webhookColumns+` FROM webhooks WHERE id = $1`, id)
}

// Webhooks lists, oldest first.
func (s *Store) Webhooks(ctx context.Context, filter project.WebhookFilter) ([]project.Webhook, error) {
	return readList(ctx, s, "webhooks", scanWebhook, `SELECT `+webhookColumns+` FROM webhooks WHERE project_id = $1 ORDER BY id`, filter.Project)
}

// RotateWebhook adds a secret.
func (s *Store) RotateWebhook(ctx context.Context, id project.WebhookID, secret project.WebhookSecret) (project.Webhook, error) {
	return s.changeWebhook(ctx, id, func(w project.Webhook) project.Webhook { return w.Rotated(secret) })
}

// EnableWebhook sets it going again.
func (s *Store) EnableWebhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	return s.changeWebhook(ctx, id, project.Webhook.Enabled)
}

func (s *Store) changeWebhook(ctx context.Context, id project.WebhookID, change func(project.Webhook) project.Webhook) (project.Webhook, error) {
	var changed project.Webhook
	err := s.write(ctx, "webhook "+string(id), func(ctx context.Context, t *tx) error {
		w, err := t.lockWebhook(ctx, id)
		if err != nil {
			return err
		}
		changed = change(w)
		return t.saveWebhook(ctx, changed)
	})
	return changed, err
}

// lockWebhook holds the row until the end of the transaction.
func (t *tx) lockWebhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	return one(ctx, t, scanWebhook, `UPDATE webhooks SET attempts = attempts WHERE id = $1 RETURNING `+webhookColumns, id)
}

func (t *tx) saveWebhook(ctx context.Context, w project.Webhook) error {
	return t.must(ctx, `UPDATE webhooks SET secrets = $2, state = $3, reason = $4, failures = $5, tries = $6, failing_at = $7, next_try = $8,
		attempts = $9, ended_at = $10 WHERE id = $1`, w.ID, asJSON{w.Secrets}, w.State, w.Reason, w.Failures, w.Tries,
		micros(w.FailingAt), micros(w.NextTry), w.Attempts, micros(w.EndedAt))
}

// RemoveWebhook forgets it whole.
func (s *Store) RemoveWebhook(ctx context.Context, id project.WebhookID) error {
	return s.write(ctx, "webhook "+string(id), func(ctx context.Context, t *tx) error {
		if _, err := t.lockWebhook(ctx, id); err != nil {
			return err
		}
		for _, text := range []string{`DELETE FROM webhook_attempts WHERE webhook_id = $1`, `DELETE FROM webhook_places WHERE webhook_id = $1`, `DELETE FROM webhooks WHERE id = $1`} {
			if _, err := t.exec(ctx, text, id); err != nil {
				return err
			}
		}
		return nil
	})
}

// behindWebhook joins the projects of whose logs an endpoint w has not been told all.
const behindWebhook = ` projects p LEFT JOIN webhook_places c ON c.webhook_id = w.id AND c.project_id = p.id
	WHERE (w.project_id = '' OR w.project_id = p.id) AND NOT p.frozen AND p.last_event > COALESCE(c.seq, 0)`

// WebhooksDue names those that have something to be told now.
func (s *Store) WebhooksDue(ctx context.Context, now time.Time, limit int) ([]project.WebhookID, error) {
	scan := func(r row) (id project.WebhookID, err error) {
		err = r.Scan(&id)
		return id, err
	}
	return readList(ctx, s, "webhooks", scan, `SELECT w.id FROM webhooks w WHERE w.state = 'active' AND w.next_try <= $1
		AND EXISTS (SELECT 1 FROM`+behindWebhook+`) ORDER BY w.id LIMIT $2`, micros(now), limitOf(limit))
}

// WebhookBacklog gives events that were not told.
func (s *Store) WebhookBacklog(ctx context.Context, id project.WebhookID, limit int) ([]project.Event, error) {
	return readList(ctx, s, "events", scanEvent, `
		SELECT e.project_id, e.seq, e.kind, e.sub_gig_id, e.actor_id, e.offer_id, e.delivery_id, e.artifact_id, e.proposal_id, e.detail, e.at
		FROM (SELECT p.id AS project_id, COALESCE(c.seq, 0) AS seq FROM webhooks w JOIN`+behindWebhookOf+`) AS b
		JOIN events e ON e.project_id = b.project_id AND e.seq > b.seq
		ORDER BY e.project_id, e.seq LIMIT $2`, id, limitOf(limit))
}

// behindWebhookOf is behindWebhook for the endpoint $1.
const behindWebhookOf = ` projects p ON w.project_id = '' OR w.project_id = p.id
	LEFT JOIN webhook_places c ON c.webhook_id = w.id AND c.project_id = p.id
	WHERE w.id = $1 AND NOT p.frozen AND p.last_event > COALESCE(c.seq, 0)`

// StepWebhook records an attempt and what follows.
func (s *Store) StepWebhook(ctx context.Context, step project.WebhookStep) (project.Webhook, error) {
	var after project.Webhook
	err := s.write(ctx, "webhook "+string(step.Webhook), func(ctx context.Context, t *tx) error {
		if err := t.lockOwnLog(ctx, step); err != nil {
			return err
		}
		before, err := t.lockWebhook(ctx, step.Webhook)
		if err != nil {
			return err
		}
		next, done := before.After(step)
		passed := step.Passed
		if done {
			passed = append(passed[:len(passed):len(passed)], project.WebhookPlace{Project: step.Attempt.Project, Seq: step.Attempt.Seq})
		}
		if err := t.passWebhook(ctx, step.Webhook, passed); err != nil {
			return err
		}
		if err := t.insertAttempt(ctx, next, step.Attempt); err != nil {
			return err
		}
		if err := t.tellDisabled(ctx, before, next, step); err != nil {
			return err
		}
		after = next
		return t.saveWebhook(ctx, next)
	})
	return after, err
}

// lockOwnLog holds the project of an endpoint that may stop with the step before the endpoint itself, which is the order of all
// who write to logs.
func (t *tx) lockOwnLog(ctx context.Context, step project.WebhookStep) error {
	if !step.Denied && (step.Attempt == nil || step.Attempt.Problem == "") {
		return nil
	}
	w, err := one(ctx, t, scanWebhook, `SELECT `+webhookColumns+` FROM webhooks WHERE id = $1`, step.Webhook)
	if err != nil || w.Project == "" {
		return err
	}
	_, err = t.lockProject(ctx, w.Project)
	return err
}

func (t *tx) passWebhook(ctx context.Context, id project.WebhookID, places []project.WebhookPlace) error {
	for _, p := range places {
		_, err := t.exec(ctx, `INSERT INTO webhook_places (webhook_id, project_id, seq) VALUES ($1, $2, $3)
			ON CONFLICT (webhook_id, project_id) DO UPDATE SET seq = excluded.seq WHERE webhook_places.seq < excluded.seq`, id, p.Project, p.Seq)
		if err != nil {
			return err
		}
	}
	return nil
}

// insertAttempt records the attempt under the endpoint's count and forgets the oldest.
func (t *tx) insertAttempt(ctx context.Context, w project.Webhook, a *project.WebhookAttempt) error {
	if a == nil {
		return nil
	}
	_, err := t.exec(ctx, `INSERT INTO webhook_attempts (webhook_id, `+attemptColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		w.ID, w.Attempts, a.Message, a.Type, a.Project, a.Seq, a.Status, a.Duration.Microseconds(), a.Answer, a.Problem, micros(a.At))
	if err != nil {
		return err
	}
	_, err = t.exec(ctx, `DELETE FROM webhook_attempts WHERE webhook_id = $1 AND number <= $2`, w.ID, w.Attempts-project.MaxWebhookLog)
	return err
}

// tellDisabled writes into the project's log that the endpoint has stopped, or tells of one of the instance.
func (t *tx) tellDisabled(ctx context.Context, before, after project.Webhook, step project.WebhookStep) error {
	if !after.Stopped(before) {
		return nil
	}
	if after.Project == "" {
		if err := t.insertLetters(ctx, step.Letters); err != nil {
			return err
		}
		return t.insertNotices(ctx, step.Notices)
	}
	p, err := t.lockProject(ctx, after.Project)
	if err != nil {
		return err
	}
	return t.logAlone(ctx, p, after.DisabledEvent())
}

// WebhookAttempts lists what was sent, newest first.
func (s *Store) WebhookAttempts(ctx context.Context, id project.WebhookID, page project.Page) ([]project.WebhookAttempt, error) {
	before, err := numberAfter(page.After, 1<<62)
	if err != nil {
		return nil, err
	}
	return readList(ctx, s, "attempts", scanAttempt, `SELECT `+attemptColumns+` FROM webhook_attempts WHERE webhook_id = $1 AND number < $2
		ORDER BY number DESC LIMIT $3`, id, before, limitOf(page.Limit))
}
