package app

import (
	"slices"
	"strings"
	"testing"
	"time"

	"go.temporal.io/sdk/worker"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/workflows"
)

// anyExit is a plan whose people change their minds: a proposal, a dispute, a pause, and a re-plan with consent.
const anyExit = `
title: Any exit
currency: EUR
budget: "60.00"
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 50ms}
sub_gigs:
  - {key: disputed, title: Disputed, role: tester, price: "10.00", cast: [ama]}
  - {key: dearer, title: Dearer, role: tester, price: "10.00", cast: [ama]}
  - {key: dropped, title: Dropped, role: tester, price: "10.00", cast: [ama]}
`

// otherExit asks for more in one, does without another and adds a third, which comes into a section of its own.
const otherExit = `
title: Any exit
currency: EUR
budget: "60.00"
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 50ms}
sub_gigs:
  - {key: disputed, title: Disputed, role: tester, price: "10.00", cast: [ama]}
  - {key: dearer, title: Dearer, role: tester, price: "15.00", cast: [ama]}
  - {key: added, title: Added, role: tester, price: "10.00", cast: [ama], needs: [dearer]}
`

// TestHistoriesOfExitsReplay is TestHistoriesOfTodayReplay for what goes another way than planned.
func TestHistoriesOfExitsReplay(t *testing.T) {
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, EventsLimit: 90, Log: heard(t)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	w.anyExit()
	for _, id := range []string{workflows.ProjectWorkflowID(w.id), workflows.SectionWorkflowID(w.id, 0), workflows.SectionWorkflowID(w.id, 1)} {
		for n, run := range w.histories(id) {
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistory(nil, run); err != nil {
				t.Errorf("%s, run %d: %v", id, n, err)
			}
			w.save(strings.Replace(id, "section/1", "added", 1), "-exits", n, run)
		}
	}
}

func (w *world) anyExit() {
	w.t.Helper()
	created, err := w.buyer.CreateProject(w.ctx(), []byte(anyExit))
	w.must(err)
	w.id = created.ID
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)
	for i := range 3 {
		_, err = w.seller.Accept(w.ctx(), w.sub(i, project.Offered).Offer.ID)
		w.must(err)
	}
	_, err = w.buyer.Pause(w.ctx(), w.id, time.Now().Add(time.Hour))
	w.must(err)
	_, err = w.buyer.Resume(w.ctx(), w.id)
	w.must(err)
	disputed := w.sub(0, project.Working).ID
	for { // until the section has heard that the pause is over
		if _, err = w.seller.OpenDispute(w.ctx(), disputed, "this is not what was asked for"); project.CodeOf(err) != project.Conflict {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	w.must(err)
	settled, err := w.buyer.Propose(w.ctx(), disputed, wire.ProposalRequest{Kind: project.Settlement, Outcome: project.OutcomeResume})
	w.must(err)
	_, err = w.seller.Agree(w.ctx(), settled.ID, "")
	w.must(err)
	w.replans()
	w.deliver(0, "after all")
	w.approve(0)
	w.deliver(1, "for more")
	w.approve(1)
	w.life(2) // the one that was added
	final := w.final()
	_, err = w.buyer.DecideFinal(w.ctx(), w.id, wire.FinalRequest{ArtifactID: final, Decision: wire.FinalApprove})
	w.must(err)
}

// replans asks two sellers for their consent; both agree, and the plan says so.
func (w *world) replans() {
	w.t.Helper()
	_, err := w.buyer.Replan(w.ctx(), w.id, 1, []byte(otherExit))
	w.must(err)
	for i := range 4 { // the one that goes stands last
		sub := w.at(i)
		list, err := w.seller.Proposals(w.ctx(), sub.ID, client.Page{})
		if project.CodeOf(err) == project.NotFound { // nobody has it yet
			continue
		}
		w.must(err)
		for _, p := range list.Items {
			if p.State == project.ProposalOpen {
				_, err := w.seller.Agree(w.ctx(), p.ID, "very well")
				w.must(err)
			}
		}
	}
	doc, err := w.buyer.Plan(w.ctx(), w.id)
	w.must(err)
	if doc.Version != 4 || len(doc.Plan.SubGigs) != 3 || !slices.ContainsFunc(doc.Plan.SubGigs, func(s project.PlanSubGig) bool { return s.Price == "15.00" }) {
		w.t.Errorf("the plan is %+v", doc)
	}
}

// at is the sub-gig at a place of the plan, in whatever state.
func (w *world) at(i int) wire.SubGig {
	w.t.Helper()
	for s, err := range w.buyer.AllSubGigs(w.ctx(), w.id, "") {
		w.must(err)
		if s.Position == i {
			return s
		}
	}
	w.t.Fatalf("there is no sub-gig %d", i)
	return wire.SubGig{}
}

func (w *world) approve(i int) {
	w.t.Helper()
	_, err := w.buyer.Review(w.ctx(), w.sub(i, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Approve})
	w.must(err)
}
