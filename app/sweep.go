package app

import (
	"context"
	"time"

	"tutti/project"
)

// Housekeeping: how often, and how old things get.
const (
	sweepEvery     = 10 * time.Minute
	commandLost    = time.Hour // a command that has not ended by then does not
	sweepBatch     = 100
	sweepAnswersIn = time.Minute

	freeEvery = time.Minute // after a leave has ended, until its offers are open

	auditAfter = time.Minute // after a start, or while there is more to audit
	auditBatch = 50          // projects in one go
	auditKept  = 24 * time.Hour
)

// sweep does what has to be done from time to time, for as long as the app runs. Several processes may do it at once.
func (a *App) sweep(ctx context.Context) {
	a.again(ctx, sweepEvery, a.sweepOnce)
	a.again(ctx, freeEvery, a.freeOnce)
	a.again(ctx, auditAfter, a.auditOnce)
	a.again(ctx, auditAfter, a.headOnce)
}

// again does something after a while, and then whenever it asks to be done again.
func (a *App) again(ctx context.Context, after time.Duration, do func(context.Context) time.Duration) {
	ctx, stop := context.WithCancel(context.WithoutCancel(ctx))
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for timer := time.NewTimer(after); ; {
			select {
			case <-ctx.Done():
				timer.Stop()
				return
			case <-timer.C:
				limited, cancel := context.WithTimeout(ctx, sweepAnswersIn)
				timer.Reset(do(limited))
				cancel()
			}
		}
	}()
	a.onStop(func() { stop(); <-ended })
}

// sweepOnce writes commands that were cut off into the audit log, and then forgets what is old: an answer has its line before it goes.
func (a *App) sweepOnce(ctx context.Context) time.Duration {
	now := time.Now()
	if _, err := a.ports.Records.LoseCommands(ctx, now.Add(-commandLost), sweepBatch); err != nil {
		a.config.Log.Warn("commands that never ended could not be written into the audit log", "error", err)
	}
	return a.forgetOld(ctx, now)
}

// freeOnce opens offers that were held back while their seller was on leave. A place that a commit frees is noticed by the
// process itself; nobody else notices that a leave has ended, or that somebody takes more from now on.
func (a *App) freeOnce(ctx context.Context) time.Duration {
	free, err := a.ports.Records.FreeOffers(ctx, time.Now(), sweepBatch)
	if err != nil {
		a.config.Log.Warn("offers that can be opened could not be listed", "error", err)
	}
	for _, f := range free {
		c := project.Command{Kind: project.Unqueue, Offer: f.Offer}
		if err := a.ports.Process.SubGig(ctx, f.Project, f.Section, f.SubGig, c, "unqueue/"+string(f.Offer)+"/"+time.Now().UTC().Format(time.RFC3339)); err != nil {
			a.config.Log.Warn("an offer could not be opened", "offer", f.Offer, "error", err)
		}
	}
	return freeEvery
}

// auditOnce recomputes the books of projects where something has happened, and of all others once a day. What it finds is
// logged here and kept for whoever asks.
func (a *App) auditOnce(ctx context.Context) time.Duration {
	now := time.Now()
	due, err := a.ports.Records.AuditsDue(ctx, now.Add(-auditKept), auditBatch)
	if err != nil {
		a.config.Log.Warn("the audits that are due could not be listed", "error", err)
	}
	for _, id := range due {
		if ctx.Err() != nil { // the rest waits for the next time
			break
		}
		audit, err := a.ports.Records.Audit(ctx, id, now)
		if err == nil {
			err = a.ports.Records.KeepAudit(ctx, audit)
		}
		if err != nil {
			a.config.Log.Warn("a project could not be audited", "project", id, "error", err)
		}
		for _, f := range audit.Findings {
			a.config.Log.Error("the records of a project are wrong", "project", id, "check", f.Check, "finding", f.Message)
		}
	}
	if len(due) == auditBatch {
		return auditAfter
	}
	return sweepEvery
}

// headOnce says in the program's log what the audit log ends with, once a day: wherever the one is kept, the other cannot be cut short
// or written anew without being found (`tutti audit verify --head`).
func (a *App) headOnce(ctx context.Context) time.Duration {
	head, err := a.ports.Records.AuditHead(ctx)
	if err != nil {
		a.config.Log.Warn("what the audit log ends with could not be read", "error", err)
		return sweepEvery
	}
	a.config.Log.Info("the audit log ends with", "seq", head.Seq, "hash", head.Hash, "forgotten", head.Forgotten)
	return auditKept
}
