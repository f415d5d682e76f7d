package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"
)

// alarm is the one durable timer of a workflow. It is set again only when it must ring earlier: one that rings too early
// costs less than cancelling and starting a timer at every step.
type alarm struct {
	at     time.Time
	ring   workflow.Future
	cancel workflow.CancelFunc
}

// set makes sure that the alarm rings at the time or earlier; the zero time asks for nothing.
func (a *alarm) set(ctx workflow.Context, at time.Time) {
	if a.rang() {
		a.ring, a.at = nil, time.Time{}
	}
	if at.IsZero() || a.ring != nil && !at.Before(a.at) {
		return
	}
	if a.ring != nil {
		a.cancel()
	}
	timer, cancel := workflow.WithCancel(ctx)
	a.at, a.cancel = at, cancel
	a.ring = workflow.NewTimer(timer, wait(at.Sub(workflow.Now(ctx))))
}

// wait gives the length of the timer. What has been due for long could not be done; it is tried again, but slowly.
func wait(left time.Duration) time.Duration {
	if left < -time.Minute {
		return time.Minute
	}
	return max(left, time.Millisecond)
}

func (a *alarm) rang() bool { return a.ring != nil && a.ring.IsReady() }
