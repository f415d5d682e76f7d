package app

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"net/netip"
	"time"

	"go.temporal.io/sdk/worker"

	"tutti/activities"
	"tutti/outside"
	"tutti/storage/seal"
)

// Webhooks say what programs of others are told, and where they may be.
type Webhooks struct {
	HTTP     bool           // http is as good as https; for development
	Networks []netip.Prefix // that may be told although they are not public; for development
}

// Telling endpoints: how often somebody looks for those that are behind, and at how many.
const (
	webhooksEvery = 2 * time.Second
	webhooksBatch = 100
)

// webhooks makes the sender, when there is a key to store the secrets of endpoints with.
func (a *App) webhooks() error {
	c := a.config.Webhooks
	if a.key == nil {
		return nil
	}
	mac := hmac.New(sha256.New, a.key)
	mac.Write([]byte("tutti webhook secrets"))
	key, err := seal.New(mac.Sum(nil))
	if err != nil {
		return err
	}
	a.sealer = key
	guard := outside.NewGuard(outside.Options{HTTP: c.HTTP, Networks: c.Networks})
	a.hooks = outside.NewWebhooks(guard, key)
	a.push(guard)
	return nil
}

func (a *App) workWebhooks(w worker.Worker) {
	if a.hooks != nil {
		hooks := &activities.Webhooks{Records: a.ports.Records, Sender: a.hooks, Live: a.ports.Live, Zones: time.LoadLocation, Log: a.config.Log}
		w.RegisterActivity(hooks.DrainWebhook)
	}
}

// tellWebhooks looks, for as long as the app runs, for endpoints that are behind the logs.
func (a *App) tellWebhooks(ctx context.Context) {
	if a.hooks != nil {
		a.again(ctx, webhooksEvery, a.webhooksOnce)
	}
}

// webhooksOnce has those told that are behind. Several processes may do it at once: an endpoint has one workflow.
func (a *App) webhooksOnce(ctx context.Context) time.Duration {
	due, err := a.ports.Records.WebhooksDue(ctx, time.Now(), webhooksBatch)
	if err != nil {
		a.config.Log.Warn("webhooks that are due could not be listed", "error", err)
	}
	for _, id := range due {
		if err := a.process.StartWebhook(ctx, id); err != nil {
			a.config.Log.Warn("a webhook could not be told", "webhook", id, "error", err)
		}
	}
	return webhooksEvery
}
