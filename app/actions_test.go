package app

import (
	"slices"
	"testing"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/history/v1"

	"tutti/api/wire"
	"tutti/project"
	"tutti/workflows"
)

// What the life of a sub-gig with two revisions and one replacement may cost: history events, and actions, by which a Temporal
// service is paid.
const (
	maxLongEvents  = 250
	maxLongActions = 40
)

// oneReplaced is a sub-gig whose first seller falls silent: reminder at half and at nine tenths of the work clock, warning when
// it is over, takeover when the grace is.
const oneReplaced = `
title: Long life
currency: EUR
people:
  - {handle: noor, name: Noor Haddad, country: JO}
delivery: {kind: file}
recipe: {kind: bundle}
clocks: {preview: 1h, work: 20s, grace: 1s}
sub_gigs:
  - {key: long, title: Long, role: tester, price: "10.00", cast: [noor], standby: [ama]}
`

// TestALongLifeStaysWithinItsBudget counts in the real histories. The sub-gig is alone in its section, so that it shares
// neither a start nor a step with others, and all that its section does is counted, from its start to its end.
func TestALongLifeStaysWithinItsBudget(t *testing.T) {
	a, err := Start(t.Context(), Config{
		DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, Log: heard(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	w.longLife()
	section := w.histories(workflows.SectionWorkflowID(w.id, 0))
	counted := count(section)
	woken := count(w.historiesSoFar(workflows.AssemblyWorkflowID(w.id)))["signal"] // one for each approval
	events, actions := 0, woken
	for _, run := range section {
		events += len(run.Events)
	}
	for _, n := range counted {
		actions += n
	}
	t.Logf("%d history events, at most %d; %d actions, at most %d: %v, assembly woken %d", events, maxLongEvents, actions, maxLongActions, counted, woken)
	if events > maxLongEvents || actions > maxLongActions {
		t.Error("the life of a sub-gig costs too much")
	}
}

func (w *world) longLife() {
	w.t.Helper()
	created, err := w.buyer.CreateProject(w.ctx(), []byte(oneReplaced))
	w.must(err)
	w.id = created.ID
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)
	_, err = w.personal("noor").Accept(w.ctx(), w.sub(0, project.Offered).Offer.ID)
	w.must(err)
	_, err = w.seller.Accept(w.ctx(), w.sub(0, project.Offered).Offer.ID) // ama's, once noor was given up
	w.must(err)
	for _, take := range []string{"first take", "second take"} {
		w.deliver(0, take)
		_, err := w.buyer.Review(w.ctx(), w.sub(0, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Revise, Notes: []project.Note{{Text: "again, please"}}})
		w.must(err)
	}
	w.deliver(0, "third take")
	_, err = w.buyer.Review(w.ctx(), w.sub(0, project.InReview).DeliveryID, wire.ReviewRequest{Decision: project.Approve})
	w.must(err)
	w.tookOver()
}

// tookOver makes sure that every step of the silence was taken: it is they that are counted.
func (w *world) tookOver() {
	w.t.Helper()
	page, err := w.buyer.EventPage(w.ctx(), w.id, 0, 500)
	w.must(err)
	var kinds []project.LogKind
	for _, e := range page.Items {
		kinds = append(kinds, e.Kind)
	}
	for _, kind := range []project.LogKind{project.LogReminder, project.LogOverdue, project.LogTakenOver, project.LogRevisionAsked, project.LogApproved} {
		if !slices.Contains(kinds, kind) {
			w.t.Errorf("the log has no %s: %v", kind, kinds)
		}
	}
}

// count counts the billable actions in histories, by Temporal's definition (docs.temporal.io/cloud/actions): a workflow start
// and each continue-as-new; a timer started, those of AwaitWithTimeout among them; a signal, sent or received; an update that
// reached a worker; each attempt of an activity; a side effect. Starts of children are counted where the child starts.
// Markers of versions are free. Heartbeats are actions too, and leave nothing in a history: an activity of ours sends the
// first after a second, which none of these takes.
func count(runs []*history.History) map[string]int {
	counted := map[string]int{}
	for _, run := range runs {
		for _, e := range run.Events {
			switch e.EventType {
			case enums.EVENT_TYPE_WORKFLOW_EXECUTION_STARTED:
				counted["start"]++
			case enums.EVENT_TYPE_TIMER_STARTED:
				counted["timer"]++
			case enums.EVENT_TYPE_WORKFLOW_EXECUTION_SIGNALED, enums.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED:
				counted["signal"]++
			case enums.EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE_ACCEPTED:
				counted["update"]++
			case enums.EVENT_TYPE_ACTIVITY_TASK_STARTED:
				counted["activity"] += int(e.GetActivityTaskStartedEventAttributes().GetAttempt())
			case enums.EVENT_TYPE_MARKER_RECORDED:
				if e.GetMarkerRecordedEventAttributes().GetMarkerName() != "Version" {
					counted["marker"]++
				}
			}
		}
	}
	return counted
}
