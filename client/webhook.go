package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// CreateWebhook names a program that is told what happens in a project, or with the empty id in every project. The answer is the only
// place where its secret is ever shown.
func (c *Client) CreateWebhook(ctx context.Context, of project.ProjectID, in wire.WebhookRequest) (out wire.Webhook, err error) {
	return out, c.command(ctx, http.MethodPost, webhooksOf(of), in, &out)
}

// Webhooks lists those of a project, or with the empty id those of the instance.
func (c *Client) Webhooks(ctx context.Context, of project.ProjectID) (out wire.WebhookList, err error) {
	return out, c.get(ctx, webhooksOf(of), nil, &out)
}

func webhooksOf(of project.ProjectID) string {
	if of == "" {
		return root + "/webhooks"
	}
	return to("projects", of, "webhooks")
}

// Webhook gives one.
func (c *Client) Webhook(ctx context.Context, id project.WebhookID) (out wire.Webhook, err error) {
	return out, c.get(ctx, to("webhooks", id), nil, &out)
}

// RotateWebhook gives it a new secret; the former one signs too for a day.
func (c *Client) RotateWebhook(ctx context.Context, id project.WebhookID) (out wire.Webhook, err error) {
	return out, c.command(ctx, http.MethodPost, to("webhooks", id, "rotate"), nil, &out)
}

// EnableWebhook sets it going again, at once.
func (c *Client) EnableWebhook(ctx context.Context, id project.WebhookID) (out wire.Webhook, err error) {
	return out, c.command(ctx, http.MethodPost, to("webhooks", id, "enable"), nil, &out)
}

// TestWebhook sends a message now and says what came back.
func (c *Client) TestWebhook(ctx context.Context, id project.WebhookID) (out wire.WebhookAttempt, err error) {
	return out, c.command(ctx, http.MethodPost, to("webhooks", id, "test"), nil, &out)
}

// WebhookAttempts lists what was sent, newest first.
func (c *Client) WebhookAttempts(ctx context.Context, id project.WebhookID, p Page) (out wire.WebhookAttemptList, err error) {
	return out, c.get(ctx, to("webhooks", id, "attempts"), p.query(), &out)
}

// RemoveWebhook ends it and forgets what was sent.
func (c *Client) RemoveWebhook(ctx context.Context, id project.WebhookID) error {
	return c.command(ctx, http.MethodDelete, to("webhooks", id), nil, nil)
}
