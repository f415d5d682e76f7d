package api_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"tutti/api"
	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// forgetful loses the answer of the next command, as a process does that dies after its effect.
type forgetful struct {
	project.Records
	lose atomic.Bool
}

func (f *forgetful) EndCommand(ctx context.Context, c project.CommandRecord) error {
	if f.lose.Swap(false) {
		return errors.New("killed")
	}
	return f.Records.EndCommand(ctx, c)
}

// TestARepeatIsAnsweredThoughTheFirstEndedThePart: a seller whose command was carried out, and who was not told so, has no part
// in the sub-gig any more when they repeat it.
func TestARepeatIsAnsweredThoughTheFirstEndedThePart(t *testing.T) {
	records := &forgetful{}
	w := newWorld(t, func(o *api.Options) { records.Records, o.Records = o.Records, records })
	ctx := context.Background()
	engaged := func(handle string) project.SubGigID {
		t.Helper()
		open, err := w.as(handle).Offers(ctx, client.OfferQuery{State: project.OfferOpen})
		must(t, err)
		_, err = w.as(handle).Accept(ctx, open.Items[0].ID)
		must(t, err)
		return open.Items[0].SubGigID
	}
	created, err := w.as("bea").CreateProject(ctx, []byte(plan))
	must(t, err)
	_, err = w.as("bea").Launch(ctx, created.ID)
	must(t, err)

	drums := engaged("ama")
	twice := func(what string, command func(context.Context) error) {
		t.Helper()
		ctx := client.WithKey(ctx, what)
		records.lose.Store(true)
		must(t, command(ctx))
		must(t, command(ctx))
		if err := command(client.WithKey(ctx, what+", a new command")); err == nil {
			t.Errorf("%s: a new command of who has no part any more is carried out", what)
		}
	}
	twice("step-out", func(ctx context.Context) error { return w.as("ama").StepOut(ctx, drums, "busy") })

	if engaged("ben") != drums {
		t.Fatal("ben is not the standby")
	}
	asked, err := w.as("bea").Propose(ctx, drums, wire.ProposalRequest{Kind: project.Cancellation, Outcome: project.OutcomeRecast})
	must(t, err)
	twice("agree", func(ctx context.Context) error {
		_, err := w.as("ben").Agree(ctx, asked.ID, "so be it")
		return err
	})
}
