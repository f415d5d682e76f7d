package api

import (
	"context"
	"encoding/base64"
	"net/http"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

// webhookSecret begins the secrets of webhooks, as Standard Webhooks writes them.
const webhookSecret = "whsec_"

func (a *API) registerWebhook() {
	shown := "The secret is in this answer and nowhere else; it is stored encrypted."
	made := rules{command: true, again: true}
	add(a, operation{id: "create-webhook", method: post, path: root + "/projects/{id}/webhooks", tag: "webhook", status: http.StatusCreated,
		summary: "Names a program that is told what happens in a project", text: "From now on, by Standard Webhooks. " + shown, rules: made}, a.createWebhook)
	add(a, operation{id: "list-webhooks", method: get, path: root + "/projects/{id}/webhooks", tag: "webhook", summary: "Lists the webhooks of a project, oldest first"}, a.webhooks)
	add(a, operation{id: "create-instance-webhook", method: post, path: root + "/webhooks", tag: "webhook", status: http.StatusCreated,
		summary: "Names a program that is told what happens in every project", text: "For operators. " + shown, rules: made}, a.createInstanceWebhook)
	add(a, operation{id: "list-instance-webhooks", method: get, path: root + "/webhooks", tag: "webhook", summary: "Lists the webhooks of the instance, oldest first"}, a.instanceWebhooks)
	add(a, operation{id: "get-webhook", method: get, path: root + "/webhooks/{id}", tag: "webhook", summary: "Gives one webhook"}, a.getWebhook)
	add(a, operation{id: "remove-webhook", method: del, path: root + "/webhooks/{id}", tag: "webhook", status: http.StatusNoContent,
		summary: "Ends a webhook and forgets what was sent", rules: rules{command: true}}, a.removeWebhook)
	add(a, operation{id: "rotate-webhook", method: post, path: root + "/webhooks/{id}/rotate", tag: "webhook", summary: "Gives a webhook a new secret",
		text: "For 24 hours messages are signed with the former one too. " + shown, rules: made}, a.rotateWebhook)
	add(a, operation{id: "enable-webhook", method: post, path: root + "/webhooks/{id}/enable", tag: "webhook", summary: "Sets a webhook going again",
		text: "What it has missed is sent at once, also when it only waits after a failure.", rules: rules{command: true}}, a.enableWebhook)
	add(a, operation{id: "test-webhook", method: post, path: root + "/webhooks/{id}/test", tag: "webhook", summary: "Sends a message of the type webhook.test now",
		text: "The answer is what came back.", rules: rules{command: true}}, a.testWebhook)
	add(a, operation{id: "list-webhook-attempts", method: get, path: root + "/webhooks/{id}/attempts", tag: "webhook",
		summary: "Lists what was sent and what came back, newest first", text: "The last thousand are kept."}, a.webhookAttempts)
}

// WebhookPath names a webhook in the address.
type WebhookPath struct {
	ID project.WebhookID `path:"id"`
}

func (a *API) createWebhook(ctx context.Context, in *struct {
	ProjectPath
	Body wire.WebhookRequest
}) (*body[wire.Webhook], error) {
	p, err := a.project(ctx, in.ID, project.KeepWebhooks)
	if err != nil {
		return nil, err
	}
	return a.makeWebhook(ctx, p.ID, in.Body)
}

func (a *API) createInstanceWebhook(ctx context.Context, in *struct{ Body wire.WebhookRequest }) (*body[wire.Webhook], error) {
	if err := may(ctx, project.KeepAllHooks, project.Thing{}); err != nil {
		return nil, err
	}
	return a.makeWebhook(ctx, "", in.Body)
}

func (a *API) makeWebhook(ctx context.Context, of project.ProjectID, in wire.WebhookRequest) (*body[wire.Webhook], error) {
	if err := a.checkWebhook(ctx, in); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	w := project.Webhook{ID: project.WebhookID(c.id(project.PrefixWebhook)), Owner: actor(ctx).ID, Project: of, URL: in.URL, Kinds: in.Kinds, Form: in.Form,
		State: project.WebhookActive, CreatedAt: c.at}
	if w.Form == "" {
		w.Form = project.WebhookStandard
	}
	shown, secret, err := a.newWebhookSecret(ctx, w.ID)
	if err != nil {
		return nil, err
	}
	w.Secrets = []project.WebhookSecret{secret}
	stored, err := a.o.Records.PutWebhook(ctx, w)
	if err != nil {
		return nil, err
	}
	changedWords(ctx, "webhook", "", stored.URL)
	return a.webhookWith(stored, shown), nil
}

// checkWebhook refuses what cannot be told anything.
func (a *API) checkWebhook(ctx context.Context, in wire.WebhookRequest) error {
	if err := a.webhooksPossible(); err != nil {
		return err
	}
	e := &project.Error{Code: project.Invalid, Message: "the webhook cannot be taken as it is", Fields: project.CheckWebhookKinds(in.Kinds)}
	if err := a.o.Webhooks.Check(ctx, in.URL); err != nil {
		e.Fields = append(e.Fields, project.Field{Path: "url", Message: err.Error()})
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

func (a *API) webhooksPossible() error {
	if a.o.Webhooks == nil || a.o.Sealer == nil {
		return project.Errorf(project.Conflict, "this server has no key to keep secrets with, so it cannot have webhooks; its operator can give it one")
	}
	return nil
}

// newWebhookSecret makes the secret of the command. It is made of the token that asks, so a repeat gives the same one.
func (a *API) newWebhookSecret(ctx context.Context, id project.WebhookID) (shown string, s project.WebhookSecret, err error) {
	c := commandOf(ctx)
	raw := requestOf(ctx).caller.derived("webhook", c.seed)
	sealed, err := a.o.Sealer.Seal(raw, string(id))
	return webhookSecret + base64.StdEncoding.EncodeToString(raw), project.WebhookSecret{ID: c.id("sec"), Sealed: sealed, From: c.at}, err
}

func (a *API) webhooks(ctx context.Context, in *ProjectPath) (*body[wire.WebhookList], error) {
	p, err := a.project(ctx, in.ID, project.KeepWebhooks)
	if err != nil {
		return nil, err
	}
	return a.webhookList(ctx, p.ID)
}

func (a *API) instanceWebhooks(ctx context.Context, _ *nothing) (*body[wire.WebhookList], error) {
	if err := may(ctx, project.KeepAllHooks, project.Thing{}); err != nil {
		return nil, err
	}
	return a.webhookList(ctx, "")
}

func (a *API) webhookList(ctx context.Context, of project.ProjectID) (*body[wire.WebhookList], error) {
	rows, err := a.o.Records.Webhooks(ctx, project.WebhookFilter{Project: of})
	return &body[wire.WebhookList]{wire.WebhookList{Items: each(rows, a.webhookView)}}, err
}

// webhook opens a webhook for those who keep those of its project, or of the instance. To everybody else it is not there.
func (a *API) webhook(ctx context.Context, id project.WebhookID) (project.Webhook, error) {
	if project.CheckID(project.PrefixWebhook, string(id)) != nil {
		return project.Webhook{}, nobody()
	}
	w, err := a.o.Records.Webhook(ctx, id)
	if err != nil {
		return w, hide(err)
	}
	var p project.Project
	if w.Project != "" {
		if p, err = a.o.Records.Project(ctx, w.Project); err != nil {
			return w, err
		}
	}
	if project.KeepsWebhook(actor(ctx), w, p) != nil {
		return w, nobody()
	}
	return w, nil
}

func (a *API) getWebhook(ctx context.Context, in *WebhookPath) (*body[wire.Webhook], error) {
	w, err := a.webhook(ctx, in.ID)
	return &body[wire.Webhook]{a.webhookView(w)}, err
}

func (a *API) removeWebhook(ctx context.Context, in *WebhookPath) (*nothing, error) {
	w, err := a.webhook(ctx, in.ID)
	if err != nil {
		if commandOf(ctx).repeat && project.CodeOf(err) == project.NotFound { // done, and the answer was lost
			return nil, nil
		}
		return nil, err
	}
	if err := a.o.Records.RemoveWebhook(ctx, in.ID); err != nil {
		return nil, hide(err)
	}
	changed(ctx, "webhook.state", string(w.State), "")
	changedWords(ctx, "webhook.url", w.URL, "")
	return nil, nil
}

func (a *API) rotateWebhook(ctx context.Context, in *WebhookPath) (*body[wire.Webhook], error) {
	if _, err := a.webhook(ctx, in.ID); err != nil {
		return nil, err
	}
	if err := a.webhooksPossible(); err != nil {
		return nil, err
	}
	shown, secret, err := a.newWebhookSecret(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	w, err := a.o.Records.RotateWebhook(ctx, in.ID, secret)
	if err != nil {
		return nil, hide(err)
	}
	changed(ctx, "webhook.secret_id", "", secret.ID)
	return a.webhookWith(w, shown), nil
}

func (a *API) enableWebhook(ctx context.Context, in *WebhookPath) (*body[wire.Webhook], error) {
	if _, err := a.webhook(ctx, in.ID); err != nil {
		return nil, err
	}
	if err := a.webhooksPossible(); err != nil {
		return nil, err
	}
	w, err := a.o.Records.EnableWebhook(ctx, in.ID)
	if err != nil {
		return nil, hide(err)
	}
	if err := a.o.Process.Webhook(ctx, in.ID); err != nil {
		return nil, err
	}
	return &body[wire.Webhook]{a.webhookView(w)}, nil
}

// testWebhook sends while the caller waits: it is they who want to know.
func (a *API) testWebhook(ctx context.Context, in *WebhookPath) (*body[wire.WebhookAttempt], error) {
	w, err := a.webhook(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if err := a.webhooksPossible(); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	m := w.TestMessage(c.id(project.PrefixMessage), c.at)
	m.At = a.o.Now()
	attempt := a.o.Webhooks.Send(ctx, w, m)
	after, err := a.o.Records.StepWebhook(ctx, project.WebhookStep{Webhook: w.ID, Attempt: &attempt, At: m.At})
	if err != nil {
		return nil, hide(err)
	}
	attempt.Number = after.Attempts
	return &body[wire.WebhookAttempt]{attemptView(attempt)}, nil
}

func (a *API) webhookAttempts(ctx context.Context, in *struct {
	WebhookPath
	Paging
}) (*body[wire.WebhookAttemptList], error) {
	if _, err := a.webhook(ctx, in.ID); err != nil {
		return nil, err
	}
	rows, err := a.o.Records.WebhookAttempts(ctx, in.ID, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(x project.WebhookAttempt) string { return strconv.FormatInt(x.Number, 10) })
	return &body[wire.WebhookAttemptList]{wire.WebhookAttemptList{Items: each(rows, attemptView), Next: next}}, nil
}

func (a *API) webhookView(w project.Webhook) wire.Webhook {
	out := wire.Webhook{ID: w.ID, ProjectID: w.Project, OwnerID: w.Owner, URL: w.URL, Kinds: some(w.Kinds), Form: w.Form, State: w.State, Reason: w.Reason,
		Failures: w.Failures, FailingSince: moment(w.FailingAt), NextAttemptAt: moment(w.NextTry), CreatedAt: w.CreatedAt.UTC(), DisabledAt: moment(w.EndedAt)}
	if signing := w.Signing(a.o.Now()); len(signing) > 1 {
		out.FormerUntil = moment(signing[1].Until)
	}
	return out
}

func (a *API) webhookWith(w project.Webhook, secret string) *body[wire.Webhook] {
	out := a.webhookView(w)
	out.Secret = secret
	return &body[wire.Webhook]{out}
}

func attemptView(x project.WebhookAttempt) wire.WebhookAttempt {
	return wire.WebhookAttempt{Number: x.Number, MessageID: x.Message, Type: x.Type, ProjectID: x.Project, Seq: x.Seq, Status: x.Status,
		DurationMS: x.Duration.Milliseconds(), Answer: x.Answer, Problem: x.Problem, At: x.At.UTC()}
}
