package api_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/storage/records"
)

// TestTheBuyerFundsWhatAKillFeeUsedUp over the fake and over SQL: a share that a seller kept leaves too little for the
// standby; the refusal names the way out, which is for the buyer alone.
func TestTheBuyerFundsWhatAKillFeeUsedUp(t *testing.T) {
	t.Run("memory", func(t *testing.T) { newWorld(t).funded() })
	t.Run("sqlite", func(t *testing.T) {
		store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "tutti.db")})
		must(t, err)
		t.Cleanup(func() { _ = store.Close() })
		newWorldOver(t, store).funded()
	})
}

func (w *world) funded() {
	t, ctx := w.t, context.Background()
	p, err := w.as("bea").CreateProject(ctx, []byte(strings.Replace(plan, "budget: 300.00", `kill_fee: "25%"`, 1)))
	must(t, err)
	_, err = w.as("bea").Fund(ctx, p.ID, 100)
	wantCode(t, err, project.Conflict) // the launch funds the budget
	_, err = w.as("bea").Launch(ctx, p.ID)
	must(t, err)
	drums := w.accepted("ama")
	w.delivered("ama", drums, "take one")
	_, err = w.as("ida").ReleaseSubGig(ctx, drums.SubGigID)
	must(t, err)
	w.tip(drums, project.Conflict)
	_, err = w.as("ben").Accept(ctx, w.offer("ben").ID)
	must(t, err) // 30.00 went to ama: 170.00 were left for 120.00 and 80.00
	bass := w.delivered("ben", drums, "take two")
	_, err = w.as("ida").Review(ctx, bass.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	_, err = w.as("cem").Accept(ctx, w.offer("cem").ID)
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "30.00 EUR are missing") || !strings.Contains(err.Error(), "tutti project fund") {
		t.Fatalf("the refusal says %v", err)
	}
	once := client.WithKey(ctx, "top-up")
	for range 2 {
		p, err = w.as("bea").Fund(once, p.ID, 3000)
		must(t, err)
	}
	if *p.BudgetMinor != 23000 {
		t.Errorf("the budget is %d", *p.BudgetMinor)
	}
	w.accepted("cem")
	once = client.WithKey(ctx, "tip")
	for range 2 {
		given, err := w.as("bea").Tip(once, drums.SubGigID, 700)
		must(t, err)
		if given.Seller.Handle != "ben" || given.Minor != 700 || given.Currency != "EUR" {
			t.Errorf("%+v", given)
		}
	}
	ledger, err := w.as("bea").Ledger(ctx, p.ID, client.Page{Limit: 200})
	must(t, err)
	if !ledger.Balanced || ledger.Totals.Funded != 23700 || ledger.Totals.Held != 8000 {
		t.Errorf("%+v", ledger.Totals)
	}
	audit, err := w.as("bea").AuditLedger(ctx, p.ID)
	must(t, err)
	if len(audit.Findings) != 0 {
		t.Errorf("%+v", audit)
	}
	w.hears("bea", p.ID, project.LogFunded, project.LogTipGiven)
	w.hears("ben", p.ID, project.LogTipGiven)
	_, err = w.as("bea").CancelProject(ctx, p.ID)
	must(t, err)
	_, err = w.as("bea").Fund(ctx, p.ID, 100)
	wantCode(t, err, project.Conflict)
}

// tip holds that nothing is tipped for work that is not approved.
func (w *world) tip(o wire.Offer, want project.Code) {
	w.t.Helper()
	_, err := w.as("bea").Tip(context.Background(), o.SubGigID, 100)
	wantCode(w.t, err, want)
}

// hears holds that somebody hears of each kind once.
func (w *world) hears(handle string, id project.ProjectID, kinds ...project.LogKind) {
	w.t.Helper()
	events, err := w.as(handle).EventPage(context.Background(), id, 0, 200)
	must(w.t, err)
	heard := map[project.LogKind]int{}
	for _, e := range events.Items {
		heard[e.Kind]++
	}
	for _, kind := range kinds {
		if heard[kind] != 1 {
			w.t.Errorf("%s hears %d times of %s", handle, heard[kind], kind)
		}
	}
}
