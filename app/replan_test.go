package app

import (
	"strings"
	"testing"

	"go.temporal.io/sdk/worker"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/workflows"
)

// firstPlan has three parts in one section; third works from first.
const firstPlan = `
title: Re-planned
currency: EUR
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 50ms}
sub_gigs:
  - {key: first, title: First, role: tester, price: "10.00", cast: [ama]}
  - {key: second, title: Second, role: tester, price: "10.00", cast: [ama]}
  - {key: third, title: Third, role: tester, price: "10.00", cast: [ama], needs: [first]}
`

// nextPlan drops the second, pays the third better and has it wait for a fourth.
func nextPlan() string {
	return strings.NewReplacer(
		`  - {key: second, title: Second, role: tester, price: "10.00", cast: [ama]}`, `  - {key: fourth, title: Fourth, role: tester, price: "15.00", cast: [ama], replaces: [second]}`,
		`price: "10.00", cast: [ama], needs: [first]`, `price: "12.00", cast: [ama], needs: [first, fourth]`,
	).Replace(firstPlan)
}

// TestAPlanChangesOnRealWorkflows re-plans a running project and one whose final is in review, reopens a sub-gig whose
// section has ended, and replays every history that this left.
func TestAPlanChangesOnRealWorkflows(t *testing.T) {
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, EventsLimit: 60, Log: heard(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	created, err := w.buyer.CreateProject(w.ctx(), []byte(firstPlan))
	w.must(err)
	w.id = created.ID
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)

	r, err := w.buyer.PreviewReplan(w.ctx(), w.id, []byte(nextPlan()))
	w.must(err)
	keyed := client.WithKey(w.ctx(), "replan-1")
	for range 2 {
		done, err := w.buyer.Replan(keyed, w.id, r.BaseVersion, []byte(nextPlan()))
		w.must(err)
		if done.PlanVersion != 2 || *done.SubGigs != 3 || *done.BudgetMinor != 3700 {
			t.Errorf("%+v", done)
		}
	}
	if _, err := w.buyer.Replan(w.ctx(), w.id, 1, []byte(firstPlan)); project.CodeOf(err) != project.Conflict {
		t.Errorf("a plan from an old version: %v", err)
	}
	third := w.sub(2, project.Waiting)
	if third.PriceMinor != 1200 || len(third.NeedsOpen) != 2 {
		t.Errorf("the third part: %+v", third)
	}
	w.sub(3, project.Cancelled) // the second stands behind the plan now
	for i := range 3 {
		w.life(i)
	}
	w.final()
	w.reopened()
	w.plannedInReview()
	w.completed()
	w.replayed()
}

// reopened has the first part made again. Its section has ended, and the third one is of the same.
func (w *world) reopened() {
	w.t.Helper()
	first := w.sub(0, project.Approved)
	if _, err := w.buyer.Reopen(w.ctx(), first.ID, wire.ReopenRequest{PriceMinor: 100}); project.CodeOf(err) != project.Conflict {
		w.t.Errorf("what nobody funded: %v", err)
	}
	_, err := w.buyer.Reopen(w.ctx(), first.ID, wire.ReopenRequest{SameSeller: true})
	w.must(err)
	w.life(0)
	w.final() // all have ended again
	third := w.sub(2, project.Approved)
	if !third.Stale {
		w.t.Errorf("the third part was made from the first one: %+v", third)
	}
	_, err = w.buyer.ResolveStale(w.ctx(), third.ID, wire.StaleRequest{Choice: project.StaleConform})
	w.must(err)
	w.life(2)
	if again := w.sub(2, project.Approved); again.Stale || again.Version != 2 || again.PriceMinor != 0 { // conformed for nothing
		w.t.Errorf("conformed: %+v", again)
	}
	w.final()
}

// plannedInReview adds a part to a project whose final is in review.
func (w *world) plannedInReview() {
	w.t.Helper()
	text := nextPlan() + `  - {key: fifth, title: Fifth, role: tester, price: "0", cast: [ama], needs: [third]}` + "\n"
	before := w.final()
	done, err := w.buyer.Replan(w.ctx(), w.id, 2, []byte(text))
	w.must(err)
	if done.State != project.ProjectRunning || done.PlanVersion != 3 {
		w.t.Errorf("%+v", done)
	}
	if _, err := w.buyer.DecideFinal(w.ctx(), w.id, wire.FinalRequest{ArtifactID: before, Decision: wire.FinalApprove}); project.CodeOf(err) != project.Conflict {
		w.t.Errorf("the old final was approved: %v", err)
	}
	w.life(3)
}

func (w *world) completed() {
	w.t.Helper()
	final := w.final()
	made, err := w.buyer.Artifact(w.ctx(), final)
	w.must(err)
	if len(made.Manifest.Entries) != 4 {
		w.t.Errorf("%d parts in the final", len(made.Manifest.Entries))
	}
	done, err := w.buyer.DecideFinal(w.ctx(), w.id, wire.FinalRequest{ArtifactID: final, Decision: wire.FinalApprove})
	w.must(err)
	ledger, err := w.buyer.Ledger(w.ctx(), w.id, client.Page{})
	w.must(err)
	if done.State != project.ProjectCompleted || *done.Approved != 4 || !ledger.Balanced || ledger.Totals.Funded != 3700 || ledger.Totals.Released != 3700 {
		w.t.Errorf("%+v %+v", done, ledger.Totals)
	}
}

func (w *world) replayed() {
	w.t.Helper()
	ids := []string{workflows.ProjectWorkflowID(w.id), workflows.AssemblyWorkflowID(w.id)}
	for k := range 3 {
		ids = append(ids, workflows.SectionWorkflowID(w.id, k))
	}
	for _, id := range ids {
		for n, run := range w.histories(id) {
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistory(nil, run); err != nil {
				w.t.Errorf("%s, run %d: %v", id, n, err)
			}
		}
	}
}
