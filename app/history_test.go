package app

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.temporal.io/api/history/v1"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/worker"
	"google.golang.org/protobuf/encoding/protojson"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
	"tutti/settlement"
	"tutti/settlement/stripetest"
	"tutti/workflows"
)

// save keeps the histories of this run as a new shape for workflows.TestSavedHistoriesReplay: `make histories`.
var save = flag.String("save", "", "folder to write this run's histories to, an absolute path")

// everyShape is a plan that meets what histories are made of: declining, silence, revision, release, cancellation,
// dependencies and casting again.
const everyShape = `
title: Every shape
currency: EUR
people:
  - {handle: noor, name: Noor Haddad, country: JO}
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 50ms}
sub_gigs:
  - {key: declined, title: Declined, role: tester, price: "10.00", cast: [noor, ama]}
  - {key: silent, title: Silent, role: tester, price: "10.00", cast: [noor], standby: [ama], clocks: {offer: 1s}}
  - {key: revised, title: Revised, role: tester, price: "10.00", cast: [ama], needs: [declined]}
  - {key: released, title: Released, role: tester, price: "10.00", cast: [noor, ama]}
  - {key: cancelled, title: Cancelled, role: tester, price: "10.00", cast: [ama]}
  - {key: recast, title: Cast again, role: tester, price: "10.00"}
`

// TestHistoriesOfTodayReplay runs a project through everything that can happen, pays its sellers, with runs that hand over
// early, and replays every history that it left.
func TestHistoriesOfTodayReplay(t *testing.T) {
	provider := stripetest.New(t)
	a, err := Start(t.Context(), Config{
		DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, EventsLimit: 60, Log: heard(t),
		Clearing: time.Second, Payouts: Payouts{Every: 200 * time.Millisecond,
			Stripe: settlement.StripeOptions{Key: stripetest.Key, WebhookSecret: stripetest.Secret, URL: provider.URL}},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	w.everyShape()
	w.paysOut(provider)
	for _, id := range []string{workflows.ProjectWorkflowID(w.id), workflows.SectionWorkflowID(w.id, 0), workflows.AssemblyWorkflowID(w.id), workflows.TreasuryWorkflowID} {
		runs := w.histories(id)
		if strings.Contains(id, "/section/") && len(runs) < 3 {
			t.Errorf("the section handed over %d times only", len(runs)-1)
		}
		for n, run := range runs {
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistory(nil, run); err != nil {
				t.Errorf("%s, run %d: %v", id, n, err)
			}
			w.save(id, "", n, run)
		}
	}
}

func (w *world) everyShape() {
	w.t.Helper()
	created, err := w.buyer.CreateProject(w.ctx(), []byte(everyShape))
	w.must(err)
	w.id = created.ID
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)
	noor := w.personal("noor")

	_, err = noor.Decline(w.ctx(), w.sub(0, project.Offered).Offer.ID, wire.DeclineRequest{Reason: "busy"})
	w.must(err)
	_, err = noor.Accept(w.ctx(), w.sub(3, project.Offered).Offer.ID)
	w.must(err)
	_, err = w.buyer.ReleaseSubGig(w.ctx(), w.sub(3, project.Working).ID)
	w.must(err)
	_, err = w.buyer.CancelSubGig(w.ctx(), w.sub(4, project.Offered).ID)
	w.must(err)
	_, err = w.buyer.Cast(w.ctx(), w.sub(5, project.Casting).ID, "ama")
	w.must(err)
	for w.sub(1, project.Offered).Asked < 2 { // until noor's silence has passed the offer on
		time.Sleep(50 * time.Millisecond)
	}
	for _, i := range []int{0, 1, 3, 5} {
		w.life(i)
	}
	w.revised(2)
	w.complete()
}

// paysOut lets the first transfer fail, waits until ama has what she earned and the treasury has handed over, and then ends
// it, which it otherwise never does.
func (w *world) paysOut(provider *stripetest.Server) {
	w.t.Helper()
	provider.Account("acct_00000000")
	provider.Fail(stripetest.DoneBroken)
	_, err := w.seller.SetPayoutDestination(w.ctx(), "acct_00000000")
	w.must(err)
	earned := int64(0)
	for deadline := time.Now().Add(time.Minute); earned < 5*1000; time.Sleep(50 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("ama was sent %d", earned)
		}
		sent, err := w.seller.Payouts(w.ctx(), client.PayoutQuery{State: project.PayoutSent})
		w.must(err)
		earned = 0
		for _, p := range sent.Items {
			earned += p.AmountMinor
		}
	}
	transferred := int64(0)
	for _, t := range provider.Transfers() {
		transferred += t.Amount
	}
	if transferred != earned {
		w.t.Errorf("ama was sent %d, the provider moved %d", earned, transferred)
	}
	for first := true; first; time.Sleep(50 * time.Millisecond) {
		found, err := w.app.temporal.DescribeWorkflowExecution(w.ctx(), workflows.TreasuryWorkflowID, "")
		w.must(err)
		first = found.WorkflowExecutionInfo.FirstRunId == found.WorkflowExecutionInfo.Execution.RunId
	}
	w.must(w.app.temporal.CancelWorkflow(w.ctx(), workflows.TreasuryWorkflowID, ""))
}

func (w *world) revised(i int) {
	w.t.Helper()
	_, err := w.seller.Accept(w.ctx(), w.sub(i, project.Offered).Offer.ID)
	w.must(err)
	w.deliver(i, "first try")
	_, err = w.buyer.Review(w.ctx(), w.sub(i, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Text: "again, please"}}})
	w.must(err)
	w.deliver(i, "second try")
	_, err = w.buyer.Review(w.ctx(), w.sub(i, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Approve})
	w.must(err)
}

func (w *world) deliver(i int, content string) {
	w.t.Helper()
	sub := w.sub(i, project.Working)
	upload, err := w.seller.UploadReader(w.ctx(), wire.UploadRequest{
		ProjectID: w.id, SubGigID: sub.ID, Name: "work.txt", Size: int64(len(content)), Fingerprint: content,
	}, bytes.NewReader([]byte(content)), nil)
	w.must(err)
	_, err = w.seller.Deliver(w.ctx(), sub.ID, wire.DeliveryRequest{UploadIDs: []project.UploadID{upload.ID}})
	w.must(err)
}

// complete has the final built twice, and approves it.
func (w *world) complete() {
	w.t.Helper()
	final := w.final()
	_, err := w.buyer.DecideFinal(w.ctx(), w.id, wire.FinalRequest{ArtifactID: final, Decision: wire.FinalRebuild})
	w.must(err)
	final = w.final()
	_, err = w.buyer.DecideFinal(w.ctx(), w.id, wire.FinalRequest{ArtifactID: final, Decision: wire.FinalApprove})
	w.must(err)
}

func (w *world) final() project.ArtifactID {
	w.t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		found, err := w.buyer.Project(w.ctx(), w.id)
		w.must(err)
		if found.State != project.ProjectInReview {
			continue
		}
		finals, err := w.buyer.Artifacts(w.ctx(), w.id, project.ArtifactFinal)
		w.must(err)
		return finals.Items[0].ID
	}
	w.t.Fatal("there is no final")
	return ""
}

func (w *world) personal(handle string) *client.Client {
	w.t.Helper()
	list, err := w.buyer.People(w.ctx(), client.Page{Limit: 100})
	w.must(err)
	for _, p := range list.Items {
		if p.Handle == handle {
			token, err := w.buyer.CreateToken(w.ctx(), p.ID, wire.TokenRequest{Name: "test"})
			w.must(err)
			return clientOf(w.t, w.app, token.Token)
		}
	}
	w.t.Fatalf("there is nobody called %s", handle)
	return nil
}

// histories gives the history of every run of a workflow, the oldest first. It waits until the last run has ended.
func (w *world) histories(id string) []*history.History {
	w.t.Helper()
	ended := w.app.temporal.GetWorkflow(w.ctx(), id, "")
	if err := ended.Get(w.ctx(), nil); err != nil && !temporal.IsCanceledError(err) {
		w.t.Fatalf("%s: %v", id, err)
	}
	return w.historiesSoFar(id)
}

// historiesSoFar does not wait for the end of the last run.
func (w *world) historiesSoFar(id string) []*history.History {
	w.t.Helper()
	var runs []*history.History
	for run := ""; ; {
		found := &history.History{}
		for events := w.app.temporal.GetWorkflowHistory(w.ctx(), id, run, false, 0); events.HasNext(); {
			event, err := events.Next()
			w.must(err)
			found.Events = append(found.Events, event)
		}
		runs = append([]*history.History{found}, runs...)
		if run = found.Events[0].GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId(); run == "" {
			return runs
		}
	}
}

// save writes a history beside the others of its kind; shape tells apart folders of one day.
func (w *world) save(id, shape string, n int, run *history.History) {
	w.t.Helper()
	if *save == "" {
		return
	}
	parts := strings.Split(strings.TrimPrefix(id, "project/"+string(w.id)), "/")
	name := "project"
	switch {
	case id == workflows.TreasuryWorkflowID && n > 2: // one is like the other
		return
	case id == workflows.TreasuryWorkflowID:
		name = id
	case len(parts) > 1:
		name = parts[1]
	}
	text, err := protojson.Marshal(run)
	w.must(err)
	folder := *save + shape
	path := filepath.Join(folder, name+"-"+string(rune('0'+n))+".json")
	w.must(os.MkdirAll(folder, 0o755))
	w.must(os.WriteFile(path, text, 0o644))
}
