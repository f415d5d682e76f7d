package workflows

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// stage runs one Section in Temporal's own test environment: time is skipped, activities are answered here.
type stage struct {
	*testsuite.TestWorkflowEnvironment
	t       *testing.T
	mu      sync.Mutex
	commits []project.Commit
	refuse  func(project.Commit) error
}

func newStage(t *testing.T, opened project.Section) *stage {
	passes := func(context.Context, project.DeliveryID) (activities.Verdict, error) {
		return activities.Verdict{Passed: true}, nil
	}
	return stageWith(t, opened, passes, 0)
}

// stageWith has its own inspection, and takes its time to tell other workflows.
func stageWith(t *testing.T, opened project.Section, inspect func(context.Context, project.DeliveryID) (activities.Verdict, error), telling time.Duration) *stage {
	suite := &testsuite.WorkflowTestSuite{}
	s := &stage{TestWorkflowEnvironment: suite.NewTestWorkflowEnvironment(), t: t}
	Register(s.TestWorkflowEnvironment)
	var a acts
	s.RegisterActivity(&activities.Record{})
	s.RegisterActivity(&activities.Inspect{})
	s.OnActivity(a.record.OpenSection, mock.Anything, mock.Anything, mock.Anything).Return(opened, nil)
	s.OnActivity(a.record.Commit, mock.Anything, mock.Anything).Return(s.commit)
	s.OnActivity(a.inspect.Inspect, mock.Anything, mock.Anything).Return(inspect)
	s.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).After(telling).Return(nil)
	return s
}

func (s *stage) commit(_ context.Context, c project.Commit) (project.Committed, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		if err := s.refuse(c); err != nil {
			return project.Committed{}, activities.Failure(err)
		}
	}
	s.commits = append(s.commits, c)
	return project.Committed{}, nil
}

// ask sends a command after some time and keeps the answer.
func (s *stage) ask(after time.Duration, sub project.SubGigID, key string, c func() project.Command) *reply {
	r := &reply{}
	s.RegisterDelayedCallback(func() {
		s.UpdateWorkflow(UpdateSubGig, key, r.callback(), SubGigInput{SubGig: sub, Command: c(), Key: key})
	}, after)
	return r
}

// reply is what became of an update.
type reply struct {
	done bool
	err  error
}

func (r *reply) callback() *testsuite.TestUpdateCallback {
	return &testsuite.TestUpdateCallback{
		OnAccept:   func() {},
		OnReject:   func(err error) { r.done, r.err = true, err },
		OnComplete: func(_ any, err error) { r.done, r.err = true, err },
	}
}

func (s *stage) run(in SectionInput) error {
	s.t.Helper()
	s.ExecuteWorkflow(Section, in)
	if !s.IsWorkflowCompleted() {
		s.t.Fatal("the section did not end")
	}
	return s.GetWorkflowError()
}

// latest finds the sub-gig as it was last recorded.
func (s *stage) latest(id project.SubGigID) project.SubGig {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found project.SubGig
	for _, c := range s.commits {
		for _, change := range c.Changes {
			if change.SubGig.ID == id {
				found = change.SubGig
			}
		}
	}
	return found
}

func sectionOf(n int, candidates ...project.PersonID) project.Section {
	var s project.Section
	for i := range n {
		s.SubGigs = append(s.SubGigs, project.SubGig{
			ID: project.SubGigID(fmt.Sprintf("sub_%d", i)), State: project.Waiting,
			Terms: project.Terms{PriceMinor: 100, Candidates: candidates, OfferFor: time.Hour, WorkFor: 24 * time.Hour, ReviewFor: time.Hour, Revisions: 1},
		})
	}
	return s
}

func (s *stage) accept(id project.SubGigID, who project.PersonID) func() project.Command {
	return func() project.Command {
		return project.Command{Kind: project.Accept, Actor: who, Offer: s.latest(id).Offer.ID}
	}
}

func submit(who project.PersonID, d project.DeliveryID) func() project.Command {
	return func() project.Command { return project.Command{Kind: project.Submit, Actor: who, Delivery: d} }
}

func approve(d project.DeliveryID) func() project.Command {
	return func() project.Command {
		return project.Command{Kind: project.Decide, Actor: "per_p", Delivery: d, Decision: project.Approve}
	}
}

func TestASectionCarriesASubGigToItsEnd(t *testing.T) {
	s := newStage(t, sectionOf(1, "per_a"))
	answers := []*reply{
		s.ask(time.Minute, "sub_0", "k1", s.accept("sub_0", "per_a")),
		s.ask(2*time.Minute, "sub_0", "k2", submit("per_a", "dlv_1")),
		s.ask(3*time.Minute, "sub_0", "k3", approve("dlv_1")),
	}
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	for i, a := range answers {
		if !a.done || a.err != nil {
			t.Errorf("command %d: done %v, %v", i, a.done, a.err)
		}
	}
	if len(s.commits) != 5 { // offer, accept, submit, inspected, approve
		t.Errorf("%d commits", len(s.commits))
	}
	for i, c := range s.commits {
		if c.Key.Seq != i+1 || c.Key.Epoch != 0 || c.Key.Writer != "0" {
			t.Errorf("commit %d has key %+v", i, c.Key)
		}
	}
	if got := s.latest("sub_0").State; got != project.Approved {
		t.Errorf("the sub-gig is %s", got)
	}
}

func TestSilenceTurnsIntoTheNextOffer(t *testing.T) {
	s := newStage(t, sectionOf(1, "per_a", "per_b"))
	s.ask(61*time.Minute, "sub_0", "k1", s.accept("sub_0", "per_b"))
	s.ask(62*time.Minute, "sub_0", "k2", submit("per_b", "dlv_1"))
	s.ask(63*time.Minute, "sub_0", "k3", approve("dlv_1"))
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if got := s.latest("sub_0"); got.Seller != "per_b" || got.Offers != 2 {
		t.Errorf("%+v", got)
	}
}

// TestAnAnswerOfTheBuyerStartsTheSubGig, and the time until then is the buyer's.
func TestAnAnswerOfTheBuyerStartsTheSubGig(t *testing.T) {
	opened := sectionOf(1, "per_a")
	opened.SubGigs[0].Requires = []string{"lyrics"}
	s := newStage(t, opened)
	fulfil := func() project.Command {
		return project.Command{Kind: project.Fulfil, Requirement: "lyrics", Actor: "per_b"}
	}
	first, again := s.ask(time.Hour, "sub_0", "k1", fulfil), s.ask(2*time.Hour-time.Minute, "sub_0", "k2", fulfil)
	s.ask(2*time.Hour-time.Second, "sub_0", "kc", func() project.Command { return project.Command{Kind: project.Cancel} })
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if !first.done || first.err != nil || !again.done || again.err != nil {
		t.Errorf("%+v %+v", first, again)
	}
	got := s.latest("sub_0")
	if got.Offers != 1 || got.Clock.Buyer != time.Hour || got.Clock.Upstream != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWhatCannotSucceedIsRefusedWithItsCode(t *testing.T) {
	s := newStage(t, sectionOf(1, "per_a"))
	early := s.ask(time.Second, "sub_0", "k0", submit("per_a", "dlv_1"))
	nowhere := s.ask(time.Second, "sub_9", "k9", submit("per_a", "dlv_1"))
	s.ask(2*time.Second, "sub_0", "kc", func() project.Command { return project.Command{Kind: project.Cancel} })
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if code := project.CodeOf(activities.FromFailure(early.err)); code != project.Conflict {
		t.Errorf("a delivery to an offered sub-gig: %s %v", code, early.err)
	}
	if code := project.CodeOf(activities.FromFailure(nowhere.err)); code != project.NotFound {
		t.Errorf("a sub-gig that is not there: %s %v", code, nowhere.err)
	}
}

func TestABurstOfCommandsIsOneCommit(t *testing.T) {
	s := newStage(t, sectionOf(20, "per_a"))
	s.RegisterDelayedCallback(func() {
		for i := range 20 {
			key := fmt.Sprintf("k%d", i)
			c := project.Command{Kind: project.Cancel}
			s.UpdateWorkflow(UpdateSubGig, key, (&reply{}).callback(), SubGigInput{SubGig: project.SubGigID(fmt.Sprintf("sub_%d", i)), Command: c, Key: key})
		}
	}, time.Second)
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if len(s.commits) > 4 {
		t.Errorf("20 commands made %d commits", len(s.commits))
	}
}

func TestOneCommandThatCannotBeRecordedHarmsNoOther(t *testing.T) {
	s := newStage(t, sectionOf(2, "per_a"))
	s.refuse = func(c project.Commit) error {
		for _, change := range c.Changes {
			if change.SubGig.ID == "sub_0" && change.SubGig.State == project.Working {
				return project.Errorf(project.Conflict, "ledger: not enough")
			}
		}
		return nil
	}
	bad := s.ask(time.Second, "sub_0", "k0", s.accept("sub_0", "per_a"))
	good := s.ask(time.Second, "sub_1", "k1", s.accept("sub_1", "per_a"))
	for i := range 2 {
		s.ask(time.Minute, project.SubGigID(fmt.Sprintf("sub_%d", i)), fmt.Sprintf("c%d", i), func() project.Command { return project.Command{Kind: project.Cancel} })
	}
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if code := project.CodeOf(activities.FromFailure(bad.err)); code != project.Conflict {
		t.Errorf("the guilty one: %v", bad.err)
	}
	if !good.done || good.err != nil {
		t.Errorf("the other one: %v", good.err)
	}
}

// TestHandOverKeepsEverything runs with a tiny limit through many runs, each started with the state of the last.
func TestHandOverKeepsEverything(t *testing.T) {
	in := SectionInput{Project: "prj_1", Limits: Limits{Events: 5}}
	opened := sectionOf(1, "per_a")
	steps := []struct {
		key string
		c   func(s *stage) func() project.Command
	}{
		{"k1", func(s *stage) func() project.Command {
			return func() project.Command {
				offer := s.latest("sub_0").Offer
				if offer == nil {
					offer = in.State.Section.SubGigs[0].Offer
				}
				return project.Command{Kind: project.Accept, Actor: "per_a", Offer: offer.ID}
			}
		}},
		{"k2", func(*stage) func() project.Command { return submit("per_a", "dlv_1") }},
		{"k3", func(*stage) func() project.Command { return approve("dlv_1") }},
	}
	for run := 0; ; run++ {
		if run > 20 {
			t.Fatal("it never ends")
		}
		s := newStage(t, opened)
		var replies []*reply
		for i, step := range steps { // every command is sent to every run, as an impatient client would
			at := time.Second + time.Duration(i)*100*time.Millisecond
			if i > run { // only one more than the run before gets through before the hand-over
				at += time.Second
			}
			replies = append(replies, s.ask(at, "sub_0", step.key, step.c(s)))
		}
		s.RegisterDelayedCallback(func() { s.SetCurrentHistoryLength(100) }, 1500*time.Millisecond)
		err := s.run(in)
		var next *workflow.ContinueAsNewError
		if !errors.As(err, &next) {
			if err != nil {
				t.Fatal(err)
			}
			for i, r := range replies {
				if r.done && r.err != nil && !retryLater(r.err) {
					t.Errorf("last run, command %d: %v", i, r.err)
				}
			}
			if in.Epoch == 0 {
				t.Fatal("it never handed over")
			}
			return
		}
		in = decodeNext(t, next)
	}
}

func decodeNext(t *testing.T, next *workflow.ContinueAsNewError) SectionInput {
	t.Helper()
	var in SectionInput
	if err := converterOf().FromPayloads(next.Input, &in); err != nil {
		t.Fatal(err)
	}
	return in
}

// TestEveryCodeCrossesTheBorders sends each code as an activity's failure through workflow and update to the client.
func TestEveryCodeCrossesTheBorders(t *testing.T) {
	for _, code := range project.Codes() {
		t.Run(string(code), func(t *testing.T) {
			sent := &project.Error{Code: code, Message: "a sentence for a person", Fields: []project.Field{{Path: "a[1].b", Message: "is wrong"}}}
			got := activities.FromFailure(throughTemporal(t, activities.Failure(sent)))
			var e *project.Error
			if !errors.As(got, &e) || e.Code != code || e.Message != sent.Message || len(e.Fields) != 1 || e.Fields[0] != sent.Fields[0] {
				t.Fatalf("%#v", got)
			}
			var app *temporal.ApplicationError
			if errors.As(activities.Failure(sent), &app); app.NonRetryable() != code.Final() {
				t.Errorf("retryable: %v", !app.NonRetryable())
			}
		})
	}
	if code := project.CodeOf(activities.FromFailure(activities.Failure(errors.New("secret dsn")))); code != project.Internal {
		t.Errorf("a foreign error became %s", code)
	}
}

// throughTemporal encodes the failure as it stands in a history and decodes it as a client does.
func throughTemporal(_ *testing.T, err error) error {
	return failureConverter().FailureToError(failureConverter().ErrorToFailure(err))
}

func TestARepeatWhileTheSectionFinishesIsAnswered(t *testing.T) {
	s := stageWith(t, sectionOf(1, "per_a"), nil, 3*time.Second)
	cancel := func() project.Command { return project.Command{Kind: project.Cancel} }
	s.ask(time.Second, "sub_0", "k1", cancel)
	again := s.ask(2*time.Second, "sub_0", "k2", cancel)
	if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
		t.Fatal(err)
	}
	if !again.done || again.err != nil {
		t.Errorf("%+v", again)
	}
}

// TestTroubleOfOursNeverPassesADelivery: while a store is away the inspection is made again; what cannot be judged goes
// back to the seller. Nothing reaches review without facts, for nothing could be built from it.
func TestTroubleOfOursNeverPassesADelivery(t *testing.T) {
	for _, c := range []struct {
		failure error
		ends    project.SubGigState
		tries   int
	}{
		{project.Errorf(project.Unavailable, "the object store does not answer"), project.InReview, 21},
		{project.Errorf(project.Conflict, "the stored object is damaged"), project.Working, 1},
	} {
		tries := 0
		s := stageWith(t, sectionOf(1, "per_a"), func(context.Context, project.DeliveryID) (activities.Verdict, error) {
			if tries++; tries <= 20 {
				return activities.Verdict{}, activities.Failure(c.failure)
			}
			return activities.Verdict{Passed: true}, nil
		}, 0)
		s.ask(time.Minute, "sub_0", "k1", s.accept("sub_0", "per_a"))
		s.ask(2*time.Minute, "sub_0", "k2", submit("per_a", "dlv_1"))
		var state project.SubGigState
		s.RegisterDelayedCallback(func() { state = s.latest("sub_0").State }, 20*time.Minute)
		s.ask(21*time.Minute, "sub_0", "k3", func() project.Command { return project.Command{Kind: project.Cancel} })
		if err := s.run(SectionInput{Project: "prj_1"}); err != nil {
			t.Fatal(err)
		}
		if state != c.ends || tries != c.tries {
			t.Errorf("%v: %s after %d tries, want %s after %d", c.failure, state, tries, c.ends, c.tries)
		}
	}
}
