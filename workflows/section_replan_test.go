package workflows

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// told is a signal that a workflow sent.
type told struct {
	to, signal string
	arg        any
}

// planStage is a stage with orders and with an ear for what is told to others.
type planStage struct {
	*stage
	orders func(activities.OrdersInput) project.Orders
	told   []told
	gone   []string // workflows that have ended
	answer func(project.Commit) project.Committed
}

func newPlanStage(t *testing.T, opened project.Section) *planStage {
	suite := &testsuite.WorkflowTestSuite{}
	s := &planStage{stage: &stage{TestWorkflowEnvironment: suite.NewTestWorkflowEnvironment(), t: t}}
	Register(s.TestWorkflowEnvironment)
	var a acts
	s.RegisterActivity(&activities.Record{})
	s.RegisterActivity(&activities.Inspect{})
	s.OnActivity(a.record.OpenSection, mock.Anything, mock.Anything, mock.Anything).Return(opened, nil)
	s.OnActivity(a.record.Commit, mock.Anything, mock.Anything).Return(func(ctx context.Context, c project.Commit) (project.Committed, error) {
		done, err := s.commit(ctx, c)
		if s.answer != nil {
			done = s.answer(c)
		}
		return done, err
	})
	s.OnActivity(a.record.Orders, mock.Anything, mock.Anything).Return(func(_ context.Context, in activities.OrdersInput) (project.Orders, error) {
		return s.orders(in), nil
	})
	s.OnActivity(a.inspect.Inspect, mock.Anything, mock.Anything).Return(activities.Verdict{Passed: true}, nil)
	s.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).
		Return(func(_, id, _, signal string, arg any) error {
			if slices.Contains(s.gone, id) {
				return fmt.Errorf("workflow not found")
			}
			s.told = append(s.told, told{id, signal, arg})
			return nil
		})
	return s
}

func (s *planStage) at(after time.Duration, do func()) { s.RegisterDelayedCallback(do, after) }

func (s *planStage) cancelAll(after time.Duration) {
	s.at(after, func() { s.SignalWorkflow(SignalCancelSection, CancelInput{}) })
}

func (s *planStage) heard(signal string) []told {
	return slices.DeleteFunc(slices.Clone(s.told), func(x told) bool { return x.signal != signal })
}

func repriced(id project.SubGigID, price int64) project.Order {
	return project.Order{SubGig: id, Command: project.Command{Kind: project.Amend, Amend: &project.Amendment{PriceMinor: &price}}}
}

// TestASectionObeysAPlan: one signal, the orders from the records, one commit, one answer; the same signal again is nothing.
func TestASectionObeysAPlan(t *testing.T) {
	s := newPlanStage(t, sectionOf(3, "per_a"))
	var asked []int
	s.orders = func(in activities.OrdersInput) project.Orders {
		if asked = append(asked, in.After); in.After >= 3 {
			return project.Orders{Version: in.After}
		}
		return project.Orders{Version: 3, Orders: []project.Order{repriced("sub_0", 55), {SubGig: "sub_1", Command: project.Command{Kind: project.Drop}}}}
	}
	before, priced := 0, int64(0)
	s.at(time.Second, func() { before = len(s.commits); s.SignalWorkflow(SignalReplanned, Obeyed{Version: 3}) })
	s.at(2*time.Second, func() {
		priced = s.latest("sub_0").Terms.PriceMinor
		s.SignalWorkflow(SignalReplanned, Obeyed{Version: 3})
	})
	s.at(3*time.Second, func() {
		if got := s.latest("sub_1").State; got != project.Cancelled || priced != 55 || len(s.commits) != before+1 {
			t.Errorf("sub_1 is %s, sub_0 costs %d, %d commits", got, priced, len(s.commits)-before)
		}
	})
	s.cancelAll(time.Minute)
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	answers := s.heard(SignalObeyed)
	if len(answers) != 2 || answers[0].to != "project/prj_1" || answers[0].arg != (Obeyed{Version: 3}) || !slices.Equal(asked, []int{0, 3}) {
		t.Errorf("%+v, asked after %v", answers, asked)
	}
}

// TestAnUpstreamThatEndsWhileOrdersAreReadIsHeard: the news that a new need has ended comes before the order that makes it
// a need. Nobody would tell it again.
func TestAnUpstreamThatEndsWhileOrdersAreReadIsHeard(t *testing.T) {
	s := newPlanStage(t, sectionOf(1, "per_a"))
	s.orders = func(activities.OrdersInput) project.Orders {
		s.SignalWorkflow(SignalUnblock, []project.Unblocked{{SubGig: "sub_0", Upstream: "sub_new"}})
		return project.Orders{Version: 2, Orders: []project.Order{{SubGig: "sub_0", Command: project.Command{Kind: project.Amend,
			Amend: &project.Amendment{Rewired: true, Needs: []project.SubGigID{"sub_new"}}}}}}
	}
	s.at(time.Second, func() { s.SignalWorkflow(SignalReplanned, Obeyed{Version: 2}) })
	var state project.SubGigState
	s.at(2*time.Second, func() { state = s.latest("sub_0").State })
	s.cancelAll(time.Minute)
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if state != project.Offered {
		t.Errorf("it waits for what has ended: %s", state)
	}
}

// TestAReopeningReachesEveryDependent: those of the section itself, those of one that runs, and by way of the project those
// of one that has ended.
func TestAReopeningReachesEveryDependent(t *testing.T) {
	opened := sectionOf(3, "per_a", "per_b")
	opened.SubGigs[1].Needs = []project.SubGigID{"sub_0"}
	s := newPlanStage(t, opened)
	s.gone = []string{SectionWorkflowID("prj_1", 2)}
	s.answer = func(c project.Commit) project.Committed {
		for _, change := range c.Changes {
			for _, l := range change.Effects.Log {
				if l.Kind == project.LogReopened {
					return project.Committed{Outdate: []project.Unblocked{{Section: 0, SubGig: "sub_1", Upstream: "sub_0", Reopened: true},
						{Section: 1, SubGig: "sub_x", Upstream: "sub_0", Reopened: true}, {Section: 2, SubGig: "sub_y", Upstream: "sub_0", Reopened: true}}}
				}
			}
		}
		return project.Committed{}
	}
	s.ask(time.Minute, "sub_0", "k1", s.accept("sub_0", "per_a"))
	s.ask(2*time.Minute, "sub_0", "k2", submit("per_a", "dlv_1"))
	s.ask(3*time.Minute, "sub_0", "k3", approve("dlv_1"))
	s.ask(4*time.Minute, "sub_1", "k4", s.accept("sub_1", "per_a"))
	reopened := s.ask(5*time.Minute, "sub_0", "k5", func() project.Command {
		return project.Command{Kind: project.Reopen, Reopen: &project.Reopening{PriceMinor: 7}}
	})
	var stale []project.SubGigID
	s.at(6*time.Minute, func() { stale = s.latest("sub_1").Stale })
	s.cancelAll(7 * time.Minute)
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if !reopened.done || reopened.err != nil || !slices.Equal(stale, []project.SubGigID{"sub_0"}) {
		t.Errorf("%+v, stale %v", reopened, stale)
	}
	if there := s.heard(SignalUnblock); len(there) != 1 || there[0].to != SectionWorkflowID("prj_1", 1) {
		t.Errorf("%+v", there)
	}
	if late := s.heard(SignalLate); len(late) != 1 || late[0].to != "project/prj_1" || late[0].arg.([]project.Unblocked)[0].SubGig != "sub_y" {
		t.Errorf("%+v", late)
	}
	if got := s.latest("sub_0").State; got != project.Approved {
		t.Errorf("a project that is cancelled loses what was approved: %s", got)
	}
}

// ended is a section whose only sub-gig was approved.
func ended(t *testing.T) project.Section {
	t.Helper()
	s := sectionOf(1, "per_a", "per_b")
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []func() project.Command{
		func() project.Command { return project.Command{Kind: project.Start} },
		func() project.Command {
			return project.Command{Kind: project.Accept, Actor: "per_a", Offer: s.SubGigs[0].Offer.ID}
		},
		submit("per_a", "dlv_1"),
		func() project.Command {
			return project.Command{Kind: project.Inspected, Delivery: "dlv_1", Passed: true}
		},
		approve("dlv_1"),
	} {
		if _, err := s.Apply("sub_0", c(), now); err != nil {
			t.Fatal(err)
		}
	}
	return s
}

// TestAWokenSectionWaitsForItsCommand, and ends by itself when none comes.
func TestAWokenSectionWaitsForItsCommand(t *testing.T) {
	s := newPlanStage(t, ended(t))
	reopened := s.ask(40*time.Second, "sub_0", "k1", func() project.Command {
		return project.Command{Kind: project.Reopen, Reopen: &project.Reopening{PriceMinor: 7}}
	})
	s.cancelAll(time.Hour / 2)
	if err := s.run(SectionInput{Project: "prj_1", Epoch: 3, Plan: 2, Linger: true}); err != nil {
		t.Fatal(err)
	}
	if !reopened.done || reopened.err != nil || s.commits[0].Key.Epoch != 3 {
		t.Errorf("%+v", reopened)
	}
	if done := s.heard(SignalSectionDone); len(done) != 1 || done[0].arg != (SectionDone{Approved: 1, Epoch: 3}) {
		t.Errorf("%+v", done)
	}

	s = newPlanStage(t, ended(t))
	if err := s.run(SectionInput{Project: "prj_1", Epoch: 1, Linger: true}); err != nil {
		t.Fatal(err)
	}
	if len(s.commits) != 0 || len(s.heard(SignalSectionDone)) != 1 {
		t.Errorf("%+v %+v", s.commits, s.told)
	}

	s = newPlanStage(t, ended(t))
	late := []project.Unblocked{{SubGig: "sub_0", Upstream: "sub_up", Reopened: true}}
	if err := s.run(SectionInput{Project: "prj_1", Epoch: 1, Late: late}); err != nil {
		t.Fatal(err)
	}
	if got := s.latest("sub_0"); got.State != project.Approved || !slices.Equal(got.Stale, []project.SubGigID{"sub_up"}) {
		t.Errorf("%+v", got)
	}
}

// TestOrdersAreCarriedAcrossRuns: the version that was carried out goes along, so the next run does not do it twice.
func TestOrdersAreCarriedAcrossRuns(t *testing.T) {
	s := newPlanStage(t, sectionOf(1, "per_a"))
	s.orders = func(in activities.OrdersInput) project.Orders {
		return project.Orders{Version: 2, Orders: []project.Order{repriced("sub_0", 55)}}
	}
	s.at(time.Second, func() { s.SignalWorkflow(SignalReplanned, Obeyed{Version: 2}) })
	s.at(2*time.Second, func() { s.SetCurrentHistoryLength(100); s.SignalWorkflow(SignalUnblock, []project.Unblocked{}) })
	err := s.run(SectionInput{Project: "prj_1", Limits: Limits{Events: 5}})
	var next *workflow.ContinueAsNewError
	if !errors.As(err, &next) {
		t.Fatal(err)
	}
	if in := decodeNext(t, next); in.State.Plan != 2 || in.State.Section.SubGigs[0].Terms.PriceMinor != 55 {
		t.Errorf("%+v", in.State)
	}
}
