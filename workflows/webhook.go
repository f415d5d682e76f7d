package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
)

// webhookRests is how long an endpoint waits when it could not even be looked at.
const webhookRests = 5 * time.Minute

// Webhook tells one endpoint all that it has not been told, waits after failures and tries again, and ends when nothing is left. How
// far it has come stands in the records alone.
func Webhook(ctx workflow.Context, in WebhookInput) error {
	var a acts
	wake := workflow.GetSignalChannel(ctx, SignalTellNow)
	for {
		for wake.ReceiveAsync(nil) { // what they ask for is done next
		}
		var d activities.Drained
		err := workflow.ExecuteActivity(outside(ctx), a.webhooks.DrainWebhook, in.Webhook).Get(ctx, &d)
		if temporal.IsCanceledError(err) {
			return err
		}
		if err != nil {
			workflow.GetLogger(ctx).Error("a webhook could not be told", "webhook", in.Webhook, "error", err)
			d = activities.Drained{Wait: webhookRests}
		}
		if d.Done && wake.Len() == 0 {
			return nil
		}
		if d.Wait > 0 {
			if err := rest(ctx, wake, d.Wait); err != nil {
				return err
			}
		}
		if workflow.GetInfo(ctx).GetCurrentHistoryLength() > in.Limits.events() {
			return workflow.NewContinueAsNewError(ctx, Webhook, WebhookInput{Webhook: in.Webhook, Limits: in.Limits})
		}
	}
}

// rest waits until the time is over or somebody wants it told now.
func rest(ctx workflow.Context, wake workflow.ReceiveChannel, d time.Duration) error {
	timer, stop := workflow.WithCancel(ctx)
	defer stop()
	bell := workflow.NewTimer(timer, max(d, time.Second))
	return workflow.Await(ctx, func() bool { return bell.IsReady() || wake.Len() > 0 })
}
