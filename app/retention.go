package app

import (
	"context"
	"time"

	"tutti/project"
	"tutti/storage/objects"
)

// How much is forgotten in one go. A statement holds the database for as long as it lasts, so each is small.
const (
	forgetBatch   = 500             // rows of one statement
	forgetBatches = 10              // statements for one class
	forgetFiles   = 10              // uploads of one statement: each is looked for wherever a file may stand
	forgetAgain   = 5 * time.Second // while there is more
)

// forgetOld forgets what the policy does not keep, class by class, and says when to go on.
func (a *App) forgetOld(ctx context.Context, now time.Time) time.Duration {
	next := sweepEvery
	for _, rule := range a.config.Retention {
		n, more, err := a.forgetClass(ctx, rule, now)
		if err != nil {
			a.config.Log.Warn("old data could not be forgotten", "class", rule.Class, "error", err)
		}
		if n > 0 {
			a.config.Log.Info("old data forgotten", "class", rule.Class, "count", n, "kept", rule.Keep)
		}
		if more && err == nil {
			next = forgetAgain
		}
	}
	return next
}

// forgetClass says how many went and whether there may be more.
func (a *App) forgetClass(ctx context.Context, rule project.RetentionRule, now time.Time) (n int, more bool, err error) {
	batch, one := forgetBatch, func() (int, error) {
		return a.ports.Records.Forget(ctx, rule.Class, rule.Before(now), forgetBatch)
	}
	switch rule.Class {
	case project.KeepUnfinished:
		batch, one = sweepBatch, func() (int, error) { return a.abortUploads(ctx, rule.Before(now), now) }
	case project.KeepUnused:
		batch, one = forgetFiles, func() (int, error) { return a.retireUploads(ctx, rule.Before(now), now) }
	case project.KeepMessages: // their files leave with the uploads'
		batch, one = forgetFiles, func() (int, error) { return a.ports.Records.RetireMessages(ctx, rule.Before(now), now, forgetFiles) }
	}
	for range forgetBatches {
		some, err := one()
		n += some
		if err != nil || some < batch {
			return n, false, err
		}
	}
	return n, true, nil
}

// abortUploads throws away uploads that nobody goes on with. The store has no such rule of its own when it is embedded.
func (a *App) abortUploads(ctx context.Context, before, now time.Time) (int, error) {
	stale, err := a.ports.Records.StaleUploads(ctx, before, sweepBatch)
	if err != nil {
		return 0, err
	}
	aborted := stale[:0]
	for _, upload := range stale { // marked first: a client that comes back now is refused
		if err := a.ports.Records.MoveUpload(ctx, upload.ID, upload.State, project.UploadAborted, "", now); err != nil {
			a.config.Log.Warn("a stale upload could not be marked", "upload", upload.ID, "error", err)
			continue
		}
		aborted = append(aborted, upload)
	}
	_, err = objects.Sweep(ctx, a.ports.Objects, aborted)
	return len(aborted), err
}

// retireUploads forgets uploads that have ended and removes the files that were theirs alone. What is marked and was not removed,
// because the store was away or the program ended, is removed the next time.
func (a *App) retireUploads(ctx context.Context, before, now time.Time) (int, error) {
	n, err := a.ports.Records.RetireUploads(ctx, before, now, forgetFiles)
	if err != nil {
		return n, err
	}
	leaving, err := a.ports.Records.LeavingFiles(ctx, sweepBatch)
	if err != nil {
		return n, err
	}
	var gone []string
	for _, sum := range leaving {
		if err = a.ports.Objects.Delete(ctx, project.ObjectKey(sum)); err != nil {
			break
		}
		gone = append(gone, sum)
	}
	if len(gone) > 0 {
		if marked := a.ports.Records.FilesGone(ctx, gone, now); marked != nil {
			return n, marked
		}
	}
	return n, err
}
