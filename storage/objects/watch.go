package objects

import (
	"context"
	"errors"
	"time"
)

// errStalled is the cause of a context that its watchdog has ended.
var errStalled = errors.New("nothing came from the object store in time")

// watchdog ends a call in which the network stands still. It is not a deadline: it starts anew with every sign of
// life, and stops while we are waiting for somebody other than the store.
type watchdog struct {
	timer  *time.Timer
	cancel context.CancelCauseFunc
}

// watch gives a context that ends with errStalled when the patience is over.
func watch(ctx context.Context, patience time.Duration) (context.Context, *watchdog) {
	ctx, cancel := context.WithCancelCause(ctx)
	w := &watchdog{cancel: cancel}
	w.timer = time.AfterFunc(patience, func() { cancel(errStalled) })
	return ctx, w
}

// pause stops the clock while the store is not waited for.
func (w *watchdog) pause() { w.timer.Stop() }

// resume starts the clock anew.
func (w *watchdog) resume(patience time.Duration) { w.timer.Reset(patience) }

// end stops the clock and frees the context.
func (w *watchdog) end() {
	w.timer.Stop()
	w.cancel(nil)
}
