package app

import (
	"context"
	"time"

	"tutti/project"
	"tutti/storage/objects"
)

// Housekeeping: how often, and how old things get.
const (
	sweepEvery     = 10 * time.Minute
	uploadKept     = 7 * 24 * time.Hour
	commandKept    = 7 * 24 * time.Hour
	sweepBatch     = 100
	sweepAnswersIn = time.Minute
)

// sweep throws away uploads that nobody has touched for a week and answers that nobody will ask for again. The store has
// no such rules of its own when it is embedded.
func (a *App) sweep(ctx context.Context) {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for tick := time.NewTicker(sweepEvery); ; {
			select {
			case <-ctx.Done():
				tick.Stop()
				return
			case now := <-tick.C:
				a.sweepOnce(ctx, now)
			}
		}
	}()
	a.onStop(func() { stop(); <-ended })
}

func (a *App) sweepOnce(ctx context.Context, now time.Time) {
	ctx, cancel := context.WithTimeout(ctx, sweepAnswersIn)
	defer cancel()
	stale, err := a.ports.Records.StaleUploads(ctx, now.Add(-uploadKept), sweepBatch)
	if err != nil {
		a.config.Log.Warn("stale uploads could not be listed", "error", err)
		return
	}
	aborted := stale[:0]
	for _, upload := range stale { // marked first: a client that comes back now is refused
		if err := a.ports.Records.MoveUpload(ctx, upload.ID, upload.State, project.UploadAborted, "", now); err != nil {
			a.config.Log.Warn("a stale upload could not be marked", "upload", upload.ID, "error", err)
			continue
		}
		aborted = append(aborted, upload)
	}
	if _, err := objects.Sweep(ctx, a.ports.Objects, aborted); err != nil {
		a.config.Log.Warn("stale uploads could not all be removed", "error", err)
	}
	if _, err := a.ports.Records.ForgetCommands(ctx, now.Add(-commandKept)); err != nil {
		a.config.Log.Warn("old answers could not be forgotten", "error", err)
	}
}
