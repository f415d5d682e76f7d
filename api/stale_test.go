package api_test

import (
	"context"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// approvedDrums is a world in which ama's drums are approved and cem works on the bass.
func approvedDrums(t *testing.T) (*world, wire.Project, wire.Offer, wire.Offer) {
	t.Helper()
	w := newWorld(t)
	p := w.launched()
	drums := w.accepted("ama")
	d := w.delivered("ama", drums, "first drums")
	_, err := w.as("ida").Review(context.Background(), d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	return w, p, drums, w.accepted("cem")
}

// TestAnApprovedDeliveryIsReplaced: it is paid twice, whoever works from it is stale, and the producer chooses.
func TestAnApprovedDeliveryIsReplaced(t *testing.T) {
	w, p, drums, bass := approvedDrums(t)
	ctx := context.Background()
	_, err := w.as("ida").Reopen(ctx, drums.SubGigID, wire.ReopenRequest{PriceMinor: 99_99})
	must(t, err)
	_, err = w.as("ida").Reopen(ctx, drums.SubGigID, wire.ReopenRequest{PriceMinor: 1})
	wantCode(t, err, project.Conflict)
	sub, err := w.as("cem").SubGig(ctx, bass.SubGigID)
	must(t, err)
	if !sub.Stale || sub.StaleOf != nil {
		t.Errorf("cem sees %+v", sub)
	}
	refs, err := w.as("cem").SubGigReferences(ctx, bass.SubGigID)
	must(t, err)
	if len(refs.Upstream[0].Files) != 1 {
		t.Errorf("cem has lost what they work from: %+v", refs.Upstream)
	}
	if sub, _ = w.as("ida").SubGig(ctx, bass.SubGigID); len(sub.StaleOf) != 1 || sub.StaleOf[0] != drums.SubGigID || sub.NextAction != wire.NextResolve {
		t.Errorf("ida sees %+v", sub)
	}
	_, err = w.as("ida").ResolveStale(ctx, bass.SubGigID, wire.StaleRequest{Choice: project.StaleConform})
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "nothing to conform to") {
		t.Errorf("%v", err)
	}
	d := w.delivered("ben", w.accepted("ben"), "second drums")
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	chosen, err := w.as("ida").ResolveStale(ctx, bass.SubGigID, wire.StaleRequest{Choice: project.StaleConform})
	must(t, err)
	if chosen.Stale || chosen.RevisionsUsed != 1 || chosen.State != project.Working {
		t.Errorf("%+v", chosen)
	}
	ledger, err := w.as("bea").Ledger(ctx, p.ID, client.Page{})
	must(t, err)
	if !ledger.Balanced || ledger.Totals.Released+ledger.Totals.Fee != 120_00+99_99 || ledger.Totals.Held != 80_00 {
		t.Errorf("%+v", ledger.Totals)
	}
	_, err = w.as("ama").SubGig(ctx, drums.SubGigID)
	wantCode(t, err, project.NotFound)
	list, err := w.as("ama").EventPage(ctx, p.ID, 0, 0)
	must(t, err)
	for _, e := range list.Items {
		if e.DeliveryID == d.ID {
			t.Errorf("ama hears of the work of somebody else: %+v", e)
		}
	}
}

// TestAReopeningIsTakenBack: the approved delivery stands, and the seller who made it sees the sub-gig again.
func TestAReopeningIsTakenBack(t *testing.T) {
	w, p, drums, bass := approvedDrums(t)
	ctx := context.Background()
	_, err := w.as("ida").Reopen(ctx, drums.SubGigID, wire.ReopenRequest{PriceMinor: 10_00, SameSeller: true})
	must(t, err)
	if o := w.offer("ama"); o.Terms.PriceMinor != 10_00 {
		t.Errorf("%+v", o)
	}
	back, err := w.as("ida").CancelSubGig(ctx, drums.SubGigID)
	must(t, err)
	if back.State != project.Approved || back.Version != 1 || back.Reopened || back.PriceMinor != 120_00 {
		t.Errorf("%+v", back)
	}
	if mine, err := w.as("ama").SubGig(ctx, drums.SubGigID); err != nil || mine.State != project.Approved {
		t.Errorf("%+v %v", mine, err)
	}
	kept, err := w.as("ida").ResolveStale(ctx, bass.SubGigID, wire.StaleRequest{Choice: project.StaleKeep})
	must(t, err)
	if kept.Stale {
		t.Errorf("%+v", kept)
	}
	if now, _ := w.as("bea").Project(ctx, p.ID); *now.Approved != 1 {
		t.Errorf("%+v", now)
	}
}

// TestAFinalInReviewIsReopened: the project runs again, and what was approved downstream is conformed or made again.
func TestAFinalInReviewIsReopened(t *testing.T) {
	w, p, drums, bass := approvedDrums(t)
	ctx := context.Background()
	approve := func(d wire.Delivery) {
		t.Helper()
		_, err := w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
		must(t, err)
	}
	approve(w.delivered("cem", bass, "bass"))
	_, err := w.as("ida").Reopen(ctx, drums.SubGigID, wire.ReopenRequest{PriceMinor: 101_00})
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "1.00 EUR are missing") {
		t.Fatalf("%v", err)
	}
	_, err = w.as("ida").Reopen(ctx, drums.SubGigID, wire.ReopenRequest{PriceMinor: 30_00, SameSeller: true})
	must(t, err)
	if now, _ := w.as("bea").Project(ctx, p.ID); now.State != project.ProjectRunning {
		t.Fatalf("%+v", now)
	}
	again := w.accepted("ama")
	approve(w.delivered("ama", again, "better drums"))
	redo, err := w.as("ida").ResolveStale(ctx, bass.SubGigID, wire.StaleRequest{Choice: project.StaleRedo, PriceMinor: 20_00, SameSeller: true})
	must(t, err)
	if redo.State != project.Offered || redo.PriceMinor != 20_00 || !redo.Reopened {
		t.Fatalf("%+v", redo)
	}
	approve(w.delivered("cem", w.accepted("cem"), "better bass"))
	now, err := w.as("bea").Project(ctx, p.ID)
	must(t, err)
	ledger, err := w.as("bea").Ledger(ctx, p.ID, client.Page{})
	must(t, err)
	if now.State != project.ProjectInReview || *now.Approved != 2 || ledger.Totals.Released+ledger.Totals.Fee != 250_00 || !ledger.Balanced {
		t.Errorf("%s, %d approved, %+v", now.State, *now.Approved, ledger.Totals)
	}
}
