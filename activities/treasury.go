package activities

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tutti/project"
)

// Treasury holds what clearing and paying out needs.
type Treasury struct {
	Records    project.Records
	Live       project.Live
	Settlement project.PaymentProvider
	Policy     project.PayoutPolicy
	Every      time.Duration // the longest time until the treasury looks again; an hour when 0
	Log        *slog.Logger
}

// Limits of one round, so that it ends well within the time of a quick activity.
const (
	clearedAtOnce  = 100
	payoutsAtOnce  = 50
	payablesAtOnce = 1000
	treasuryRests  = time.Hour
)

// RoundInput asks for one look at what is due.
type RoundInput struct {
	At    time.Time        `json:"at"`
	After project.PayoutID `json:"after,omitempty"` // pending payouts up to here were tried already
}

// Round is what one look found.
type Round struct {
	Send []project.PayoutID `json:"send,omitempty"` // pending payouts that the provider has to be asked about, oldest first
	More bool               `json:"more,omitempty"` // look again at once: there was more than fits into a round
	Next time.Time          `json:"next"`           // when to look again
}

// SettleDue clears what is due, makes payouts of what has cleared, and names those that are to be sent. Whatever was done
// before, by this round or another, is not done again.
func (t *Treasury) SettleDue(ctx context.Context, in RoundInput) (Round, error) {
	defer beat(ctx, quickBeatEvery)()
	r := Round{Next: in.At.Add(t.every())}
	cleared, err := t.clear(ctx, in.At)
	if err != nil {
		return r, Failure(err)
	}
	r.Next = nextLook(in.At, r.Next, cleared.Next)
	made, err := t.pay(ctx, in.At)
	if err != nil {
		return r, Failure(err)
	}
	r.More = cleared.Count >= clearedAtOnce || made >= payoutsAtOnce
	if t.Settlement.ByHand() {
		return r, nil
	}
	r.Send, err = t.Records.UnsentPayouts(ctx, t.Settlement.Name(), project.Page{After: string(in.After), Limit: payoutsAtOnce})
	return r, Failure(err)
}

// nextLook is when the next thing is due, at most the longest rest away. What is due already could not be done: it gets a
// minute.
func nextLook(at, latest, due time.Time) time.Time {
	switch {
	case due.IsZero() || due.After(latest):
		return latest
	case !due.After(at):
		return at.Add(min(time.Minute, latest.Sub(at)))
	}
	return due
}

func (t *Treasury) every() time.Duration {
	if t.Every == 0 {
		return treasuryRests
	}
	return t.Every
}

// clear ends the clearing of what is due. A project that cannot be cleared is told to the log and does not keep the
// money of others back.
func (t *Treasury) clear(ctx context.Context, at time.Time) (project.ClearedDue, error) {
	done, err := t.Records.ClearDue(ctx, at, clearedAtOnce)
	for _, id := range done.Projects {
		t.wake(ctx, id)
	}
	if err == nil || project.CodeOf(err) == project.Unavailable || ctx.Err() != nil {
		return done, err
	}
	t.Log.Error("money in clearing could not all be cleared", "error", err)
	return done, nil
}

// pay makes payouts of what may be paid out, and says how many.
func (t *Treasury) pay(ctx context.Context, at time.Time) (int, error) {
	all, err := t.payables(ctx)
	if err != nil {
		return 0, err
	}
	made := 0
	for _, due := range t.Policy.Due(all, at) {
		if made == payoutsAtOnce {
			break
		}
		payout, err := t.Records.MakePayout(ctx, project.Payout{Project: due.Project, Seller: due.Seller, Minor: due.Minor,
			Currency: due.Currency, Provider: t.Settlement.Name(), MadeAt: at})
		switch {
		case project.CodeOf(err) == project.Conflict: // paid, spent or disputed since it was read
			t.Log.Info("a balance was not paid out", "project", due.Project, "seller", due.Seller, "reason", err)
			continue
		case err != nil:
			return made, err
		}
		made++
		t.Log.Info("a payout was made", "payout", payout.ID, "project", payout.Project, "seller", payout.Seller)
		t.wake(ctx, payout.Project)
	}
	return made, nil
}

func (t *Treasury) payables(ctx context.Context) ([]project.Payable, error) {
	var all []project.Payable
	for page := (project.Page{Limit: payablesAtOnce}); ; {
		some, err := t.Records.Payables(ctx, t.Settlement.Name(), page)
		all = append(all, some...)
		if err != nil || len(some) < page.Limit {
			return all, err
		}
		page.After = some[len(some)-1].Cursor()
	}
}

// SendInput names a payout that is to be sent.
type SendInput struct {
	Payout project.PayoutID `json:"payout"`
	At     time.Time        `json:"at"`
}

// SendPayout asks the provider to move the money, unless it is known that it has. That it will be asked is written down first,
// so that a try after a crash looks whether the money has moved.
func (t *Treasury) SendPayout(ctx context.Context, in SendInput) (project.PayoutState, error) {
	payout, err := t.Records.TryPayout(ctx, in.Payout, in.At)
	if err != nil {
		return "", Failure(err)
	}
	if payout.State != project.PayoutPending || payout.Provider != t.Settlement.Name() || t.Settlement.ByHand() {
		return payout.State, nil
	}
	news, err := t.Settlement.Send(ctx, payout)
	if err != nil {
		t.Log.Warn("a payout could not be sent, it is tried again", "payout", payout.ID, "error", err)
		return "", Failure(mayPass(err))
	}
	heard, err := t.Records.HearPayout(ctx, in.Payout, news, in.At)
	if err != nil {
		t.Log.Error("what the provider says of a payout cannot be", "payout", payout.ID, "news", news.Kind, "error", err)
		return "", Failure(err)
	}
	if heard.State == project.PayoutFailed {
		t.Log.Warn("a payout was refused, the seller has the money on their account again", "payout", payout.ID, "reason", heard.Reason)
	}
	t.wake(ctx, payout.Project)
	return heard.State, nil
}

// mayPass keeps to the port: an error of Send is never the last word, whatever its code.
func mayPass(err error) error {
	if !project.CodeOf(err).Final() {
		return err
	}
	var e *project.Error
	errors.As(err, &e)
	return project.Because(err, project.Unavailable, "%s", e.Message)
}

func (t *Treasury) wake(ctx context.Context, id project.ProjectID) {
	if err := t.Live.Wake(ctx, id); err != nil {
		t.Log.Debug("wake-up lost, readers will poll", "project", id, "error", err)
	}
}
