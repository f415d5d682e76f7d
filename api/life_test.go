package api_test

import (
	"bytes"
	"context"
	"path/filepath"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/storage/records"
)

// TestAWholeProject plays a project from the plan to the final over HTTP.
func TestAWholeProject(t *testing.T) { newWorld(t).wholeProject() }

// TestAWholeProjectOverSQL plays the same over the records that are used in earnest.
func TestAWholeProjectOverSQL(t *testing.T) {
	store, err := records.Open(context.Background(), records.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "tutti.db"),
		FeePolicy: project.FeePolicy{BasisPoints: 500}})
	must(t, err)
	t.Cleanup(func() { _ = store.Close() })
	newWorldOver(t, store).wholeProject()
}

func (w *world) wholeProject() {
	t, ctx := w.t, context.Background()
	p := w.launched()
	if p.State != project.ProjectRunning || *p.BudgetMinor != 30000 || p.Producer.Handle != "ida" || p.Brief != "Play it straight." {
		t.Fatalf("%+v", p)
	}
	o := w.offer("ama")
	if o.Terms.PriceMinor != 12000 || o.Terms.FeeMinor != 600 || o.Terms.ProjectTitle != "Nine bars" || len(o.Terms.Brief) != 2 {
		t.Errorf("the terms of the offer: %+v", o.Terms)
	}
	_, err := w.as("ama").Decline(ctx, o.ID, wire.DeclineRequest{Reason: "busy", Note: "sorry"})
	must(t, err)
	drums := w.accepted("ben")
	first := w.delivered("ben", drums, "take one")
	if first.Version != 1 || first.State != project.DeliveryInReview || !first.Inspection.Passed {
		t.Errorf("%+v", first)
	}
	revise := wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Brief: 2, Text: "no fills, please"}}}
	_, err = w.as("ida").Review(ctx, first.ID, revise)
	must(t, err)
	second := w.delivered("ben", drums, "take two")
	if second.Version != 2 {
		t.Errorf("%+v", second)
	}
	_, err = w.as("ida").Review(ctx, second.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)

	bass := w.accepted("cem")
	refs, err := w.as("cem").SubGigReferences(ctx, bass.SubGigID)
	must(t, err)
	if len(refs.Upstream) != 1 || len(refs.Upstream[0].Files) != 1 || len(refs.References) != 1 {
		t.Fatalf("what cem works from: %+v", refs)
	}
	var got bytes.Buffer
	must(t, w.as("cem").Download(ctx, refs.Upstream[0].Files[0], &got, nil))
	if got.String() != "take two" {
		t.Errorf("cem was handed %q", got.String())
	}
	d := w.delivered("cem", bass, "bass")
	_, err = w.as("ida").Review(ctx, d.ID, wire.ReviewRequest{Decision: project.Approve})
	must(t, err)
	w.completed(p.ID)
}

func (w *world) completed(id project.ProjectID) {
	t, ctx := w.t, context.Background()
	p, err := w.as("bea").Project(ctx, id)
	must(t, err)
	if p.State != project.ProjectInReview || *p.Approved != 2 {
		t.Fatalf("%+v", p)
	}
	list, err := w.as("ida").Artifacts(ctx, id, project.ArtifactFinal)
	must(t, err)
	final, err := w.as("ida").Artifact(ctx, list.Items[0].ID)
	must(t, err)
	if len(final.Manifest.Entries) != 2 || len(final.Manifest.Missing) != 0 {
		t.Errorf("%+v", final.Manifest)
	}
	p, err = w.as("ida").DecideFinal(ctx, id, wire.FinalRequest{ArtifactID: final.ID, Decision: wire.FinalApprove})
	must(t, err)
	if p.State != project.ProjectCompleted || p.FinalID != final.ID {
		t.Errorf("%+v", p)
	}
	ledger, err := w.as("bea").Ledger(ctx, id, client.Page{Limit: 2})
	must(t, err)
	if !ledger.Balanced || ledger.Totals.Funded != 30000 || ledger.Totals.Released != 19000 || ledger.Totals.Fee != 1000 || ledger.Totals.Refunded != 10000 {
		t.Errorf("%+v", ledger.Totals)
	}
	rest, err := w.as("bea").Ledger(ctx, id, client.Page{Cursor: ledger.Next, Limit: 200})
	must(t, err)
	if len(ledger.Transactions) != 2 || len(rest.Transactions) != 5 || rest.Next != "" {
		t.Errorf("transactions: %d and %d", len(ledger.Transactions), len(rest.Transactions))
	}
	credits, err := w.as("cem").Credits(ctx, id)
	must(t, err)
	if len(credits.Items) != 2 || credits.Countries != 1 {
		t.Errorf("%+v", credits)
	}
}
