package workflows

import (
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// TreasuryState is what the treasury carries from run to run: how far it is through the payouts that are to be sent.
type TreasuryState struct {
	After  project.PayoutID `json:"after,omitempty"`  // payouts up to here were tried in this round
	Failed int              `json:"failed,omitempty"` // tries in a row that failed
}

// treasury looks at what is due, sends what is to be sent, and rests until the next thing is due.
type treasury struct {
	in    TreasuryInput
	state TreasuryState
	acts  acts
}

const (
	// treasuryGivesUp is after how many failed payouts in a row the provider is taken to be away.
	treasuryGivesUp = 3
	// treasuryPause is how long the treasury then rests; the payouts stay pending and are tried again.
	treasuryPause = 5 * time.Minute
)

// Treasury clears money and pays sellers for as long as this instance lives. There is one. Who owns what stands in the
// records alone, so a treasury that was ended can be started anew at any time.
func Treasury(ctx workflow.Context, in TreasuryInput) error {
	t := &treasury{in: in, state: in.State}
	for {
		again, next, err := t.round(ctx)
		if err != nil {
			return err
		}
		if !again {
			t.state = TreasuryState{}
			if err := workflow.Sleep(ctx, wait(next.Sub(workflow.Now(ctx)))); err != nil {
				return err
			}
		}
		if workflow.GetInfo(ctx).GetCurrentHistoryLength() > in.Limits.events() {
			return t.handOver(ctx)
		}
	}
}

// round looks once and sends what it found. It says whether to look again at once, and otherwise when.
func (t *treasury) round(ctx workflow.Context) (again bool, next time.Time, err error) {
	var found activities.Round
	look := activities.RoundInput{At: workflow.Now(ctx), After: t.state.After}
	err = workflow.ExecuteActivity(quick(ctx), t.acts.treasury.SettleDue, look).Get(ctx, &found)
	if temporal.IsCanceledError(err) {
		return false, next, err
	}
	if err != nil { // a defect: it is looked at again when the next thing may be due, not never
		workflow.GetLogger(ctx).Error("the treasury could not look", "error", err)
		return false, look.At.Add(time.Hour), nil
	}
	if err := t.send(ctx, found.Send); err != nil {
		return false, next, err
	}
	if t.state.Failed >= treasuryGivesUp {
		return false, earlier(found.Next, workflow.Now(ctx).Add(treasuryPause)), nil
	}
	return found.More || len(found.Send) > 0, found.Next, nil
}

// send asks the provider for one payout after the other. One that fails stays pending and does not keep the others back,
// unless the provider seems to be away.
func (t *treasury) send(ctx workflow.Context, payouts []project.PayoutID) error {
	for _, id := range payouts {
		in := activities.SendInput{Payout: id, At: workflow.Now(ctx)}
		err := workflow.ExecuteActivity(outside(ctx), t.acts.treasury.SendPayout, in).Get(ctx, nil)
		if temporal.IsCanceledError(err) {
			return err
		}
		t.state.After = id
		if err == nil {
			t.state.Failed = 0
			continue
		}
		workflow.GetLogger(ctx).Warn("a payout is still pending", "payout", id, "error", err)
		if t.state.Failed++; t.state.Failed >= treasuryGivesUp {
			return nil
		}
	}
	return nil
}

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// handOver takes along how far the round has come. Nothing is under way: everything ends before the loop goes on.
func (t *treasury) handOver(ctx workflow.Context) error {
	return workflow.NewContinueAsNewError(ctx, Treasury, TreasuryInput{Limits: t.in.Limits, Epoch: t.in.Epoch + 1, State: t.state})
}
