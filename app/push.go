package app

import (
	"context"
	"strings"
	"time"

	"tutti/outside"
	"tutti/tell"
)

// nobodyKnown is whom push services reach where neither an https address nor a sender of mails says who runs this.
const nobodyKnown = "nobody@tutti.invalid"

// about is where the makers of browsers reach whoever runs the instance.
func (a *App) about() string {
	if strings.HasPrefix(a.config.PublicURL, "https:") {
		return a.config.PublicURL
	}
	return nobodyKnown
}

// push makes the sender to browsers, through the guard of webhooks.
func (a *App) push(g *outside.Guard) { a.pushes = outside.NewPushes(g, a.key, a.about()) }

// pushNotices lets browsers show, for as long as the app runs, what their people are told.
func (a *App) pushNotices(ctx context.Context) error {
	if a.pushes == nil {
		return nil
	}
	p := &tell.Pusher{Records: a.ports.Records, Sender: a.pushes, Sealer: a.sealer, Lines: a.texts, Log: a.config.Log}
	a.again(ctx, 0, func(ctx context.Context) time.Duration {
		more, err := p.Round(ctx, time.Now())
		if err != nil && ctx.Err() == nil {
			a.config.Log.Warn("it is not known whether browsers are to be told", "error", err)
		}
		if more {
			return 0
		}
		return postEvery
	})
	return nil
}
