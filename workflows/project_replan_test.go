package workflows

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// replanStage is a project whose plans are put in force by the test, and whose sections only note how they were started.
type replanStage struct {
	*projectStage
	started []SectionInput
	told    []told
	asked   []activities.ReplanInput
	replan  func(activities.ReplanInput) (project.Replanned, error)
}

func newReplanStage(sections int) *replanStage {
	suite := &testsuite.WorkflowTestSuite{}
	s := &replanStage{projectStage: &projectStage{TestWorkflowEnvironment: suite.NewTestWorkflowEnvironment()}}
	s.RegisterWorkflowWithOptions(Project, workflow.RegisterOptions{Name: projectName})
	s.RegisterWorkflowWithOptions(s.section, workflow.RegisterOptions{Name: sectionName})
	s.RegisterWorkflowWithOptions(s.assembly, workflow.RegisterOptions{Name: assemblyName})
	s.RegisterActivity(&activities.Record{})
	s.RegisterActivity(&activities.Assemble{})
	var a acts
	s.OnActivity(a.record.OpenProject, mock.Anything, mock.Anything).Return(activities.Facts{Sections: sections, BudgetMinor: 500, Gather: time.Second}, nil)
	s.OnActivity(a.record.Commit, mock.Anything, mock.Anything).Return(func(_ context.Context, c project.Commit) (project.Committed, error) {
		s.changes = append(s.changes, *c.Project)
		return project.Committed{}, nil
	})
	s.OnActivity(a.record.Replan, mock.Anything, mock.Anything).Return(func(_ context.Context, in activities.ReplanInput) (project.Replanned, error) {
		s.asked = append(s.asked, in)
		done, err := s.replan(in)
		return done, activities.Failure(err)
	})
	s.at(time.Second, func() { s.update(UpdateLaunch, "launch", LaunchInput{}) })
	return s
}

// section notes how it was started and what it was told, until the test ends it.
func (s *replanStage) section(ctx workflow.Context, in SectionInput) error {
	s.started = append(s.started, in)
	s.hear(ctx, SectionWorkflowID(in.Project, in.Section), "End", SignalReplanned, SignalUnblock, SignalCancelSection)
	return nil
}

func (s *replanStage) assembly(ctx workflow.Context, in AssemblyInput) error {
	s.hear(ctx, AssemblyWorkflowID(in.Project), SignalStop, SignalChanged, SignalBuildFinal)
	return nil
}

// hear notes signals until the last one comes.
func (s *replanStage) hear(ctx workflow.Context, id, last string, signals ...string) {
	ended := false
	selector := workflow.NewSelector(ctx)
	for _, name := range append(signals, last) {
		selector.AddReceive(workflow.GetSignalChannel(ctx, name), func(c workflow.ReceiveChannel, _ bool) {
			c.Receive(ctx, nil)
			s.told = append(s.told, told{to: id, signal: name})
			ended = ended || name == last
		})
	}
	for !ended {
		selector.Select(ctx)
	}
}

// done ends a section, which has told its project so.
func (s *replanStage) done(after time.Duration, section, epoch int) {
	s.at(after, func() {
		if err := s.SignalWorkflowByID(SectionWorkflowID("prj_1", section), "End", nil); err != nil {
			panic(err)
		}
		s.SignalWorkflow(SignalSectionDone, SectionDone{Section: section, Approved: 1, Epoch: epoch})
	})
}

// complete plays the assembly and the producer from some time on.
func (s *replanStage) complete(after time.Duration, art project.ArtifactID) {
	s.at(after, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: art}) })
	s.at(after+time.Second, func() {
		s.update(UpdateDecideFinal, "final"+string(art), DecideFinalInput{Artifact: art, Approve: true})
	})
}

func (s *replanStage) run(t *testing.T) {
	t.Helper()
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if !s.IsWorkflowCompleted() {
		t.Fatal("the project did not end")
	}
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
}

// TestAProjectIsReplanned: new sections are started, those that were there are told, the answer comes when they have
// obeyed, and the project ends when the new sections have ended too.
func TestAProjectIsReplanned(t *testing.T) {
	s := newReplanStage(2)
	s.replan = func(activities.ReplanInput) (project.Replanned, error) {
		return project.Replanned{Version: 2, Sections: 4, Told: []int{0, 1}}, nil
	}
	var asked, again *reply
	early := true
	s.done(2*time.Second, 1, 0)
	s.at(3*time.Second, func() { asked = s.update(UpdateReplan, "k1", ReplanInput{Actor: "per_b", Version: 1, Key: "k1"}) })
	s.at(4*time.Second, func() { early = asked.done })
	s.at(5*time.Second, func() { s.SignalWorkflow(SignalObeyed, Obeyed{Section: 0, Version: 2}) })
	s.at(6*time.Second, func() { again = s.update(UpdateReplan, "k1again", ReplanInput{Actor: "per_b", Version: 1, Key: "k1"}) })
	s.done(7*time.Second, 0, 0)
	s.done(8*time.Second, 2, 0)
	var states int
	s.at(9*time.Second, func() { states = len(s.changes) })
	s.done(10*time.Second, 3, 0)
	s.complete(11*time.Second, "art_1")
	s.run(t)
	if early || !asked.done || asked.err != nil || !again.done || again.err != nil || len(s.asked) != 1 {
		t.Errorf("early %v, %+v, again %+v, asked %d times", early, asked, again, len(s.asked))
	}
	if in := s.asked[0]; in.Draft != "k1" || in.Key.Writer != "project" || in.Key.Seq != 2 {
		t.Errorf("%+v", in)
	}
	if len(s.started) != 4 || s.started[2].Section != 2 || s.started[2].Plan != 2 || s.started[3].Section != 3 || s.started[0].Plan != 0 {
		t.Errorf("%+v", s.started)
	}
	var tells []string
	for _, x := range s.told {
		if x.signal == SignalReplanned || x.signal == SignalChanged {
			tells = append(tells, x.signal+" "+x.to)
		}
	}
	if !slices.Equal(tells, []string{"Replanned project/prj_1/section/0", "Changed project/prj_1/assembly"}) {
		t.Errorf("told %v", tells)
	}
	if states != 1 {
		t.Errorf("it went on with a section under way: %v", s.states())
	}
}

func TestAPlanThatIsRefused(t *testing.T) {
	s := newReplanStage(1)
	s.replan = func(activities.ReplanInput) (project.Replanned, error) {
		return project.Replanned{}, &project.Error{Code: project.Conflict, Message: "the plan has version 3 by now", Fields: []project.Field{{Path: "a", Message: "b"}}}
	}
	var refused, again, late *reply
	s.at(2*time.Second, func() { refused = s.update(UpdateReplan, "k1", ReplanInput{Key: "k1"}) })
	s.at(3*time.Second, func() { again = s.update(UpdateReplan, "k2", ReplanInput{Key: "k1"}) })
	s.done(4*time.Second, 0, 0)
	s.at(5*time.Second, func() { late = s.update(UpdateReplan, "k3", ReplanInput{Key: "k3"}) })
	s.complete(6*time.Second, "art_1")
	s.run(t)
	for _, r := range []*reply{refused, again, late} {
		if project.CodeOf(activities.FromFailure(r.err)) != project.Conflict {
			t.Errorf("%+v", r)
		}
	}
	if len(s.asked) != 1 {
		t.Errorf("asked %d times", len(s.asked))
	}
}

// TestAFinalInReviewCanBePlannedOn: the project runs again and builds its final anew.
func TestAFinalInReviewCanBePlannedOn(t *testing.T) {
	s := newReplanStage(1)
	s.replan = func(activities.ReplanInput) (project.Replanned, error) {
		return project.Replanned{Version: 2, Sections: 2, Told: []int{0}}, nil
	}
	var asked, stale *reply
	s.done(2*time.Second, 0, 0)
	s.at(3*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_1"}) })
	s.at(4*time.Second, func() { asked = s.update(UpdateReplan, "k1", ReplanInput{Key: "k1"}) })
	s.at(5*time.Second, func() {
		stale = s.update(UpdateDecideFinal, "k2", DecideFinalInput{Artifact: "art_1", Approve: true})
	})
	s.done(6*time.Second, 1, 0)
	s.complete(7*time.Second, "art_2")
	s.run(t)
	if asked.err != nil || project.CodeOf(activities.FromFailure(stale.err)) != project.Conflict {
		t.Errorf("%+v %+v", asked, stale)
	}
	if last := s.changes[len(s.changes)-1]; last.Final != "art_2" {
		t.Errorf("%+v", last)
	}
}

// TestASectionIsWoken: the project runs again until the section has ended once more.
func TestASectionIsWoken(t *testing.T) {
	s := newReplanStage(2)
	var woken, awake *reply
	s.done(2*time.Second, 0, 4)
	s.done(2*time.Second, 1, 0)
	s.at(3*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_1"}) })
	s.at(4*time.Second, func() { woken = s.update(UpdateWake, "w1", WakeInput{Section: 0}) })
	s.at(5*time.Second, func() { awake = s.update(UpdateWake, "w2", WakeInput{Section: 0}) })
	s.at(6*time.Second, func() {
		s.SignalWorkflow(SignalLate, []project.Unblocked{{Section: 1, SubGig: "sub_y", Upstream: "sub_x", Reopened: true}})
	})
	s.done(7*time.Second, 0, 5)
	s.done(8*time.Second, 1, 1)
	s.complete(9*time.Second, "art_2")
	s.run(t)
	if !woken.done || woken.err != nil || !awake.done || awake.err != nil {
		t.Errorf("%+v %+v", woken, awake)
	}
	if len(s.started) != 4 || s.started[2].Epoch != 5 || !s.started[2].Linger || s.started[3].Section != 1 || s.started[3].Epoch != 1 || len(s.started[3].Late) != 1 {
		t.Errorf("%+v", s.started)
	}
	want := []project.ProjectState{project.ProjectRunning, project.ProjectAssembling, project.ProjectInReview, project.ProjectRunning,
		project.ProjectAssembling, project.ProjectInReview, project.ProjectCompleted}
	if got := s.states(); !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
}

// TestNewsForASectionThatIsJustEnding waits for its end and wakes it.
func TestNewsForASectionThatIsJustEnding(t *testing.T) {
	s := newReplanStage(2)
	s.at(2*time.Second, func() {
		if err := s.SignalWorkflowByID(SectionWorkflowID("prj_1", 1), "End", nil); err != nil {
			t.Error(err)
		}
	})
	s.at(2100*time.Millisecond, func() {
		s.SignalWorkflow(SignalLate, []project.Unblocked{{Section: 1, SubGig: "sub_y", Upstream: "sub_x", Reopened: true}})
	})
	s.at(3*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Section: 1, Approved: 1}) })
	s.done(4*time.Second, 1, 1)
	s.done(5*time.Second, 0, 0)
	s.complete(6*time.Second, "art_1")
	s.run(t)
	if len(s.started) != 3 || s.started[2].Section != 1 || s.started[2].Epoch != 1 {
		t.Errorf("%+v", s.started)
	}
}

// TestAProjectThatIsCancelledWhileItIsReplanned answers both.
func TestAProjectThatIsCancelledWhileItIsReplanned(t *testing.T) {
	s := newReplanStage(1)
	s.replan = func(activities.ReplanInput) (project.Replanned, error) {
		return project.Replanned{Version: 2, Sections: 2, Told: []int{0}}, nil
	}
	var asked, cancelled *reply
	s.at(2*time.Second, func() { asked = s.update(UpdateReplan, "k1", ReplanInput{Key: "k1"}) })
	s.at(3*time.Second, func() { cancelled = s.update(UpdateCancel, "k2", CancelInput{Actor: "per_b"}) })
	s.done(4*time.Second, 0, 0)
	s.done(5*time.Second, 1, 0)
	s.run(t)
	if !asked.done || asked.err != nil || !cancelled.done || cancelled.err != nil {
		t.Errorf("%+v %+v", asked, cancelled)
	}
	var stopped []string
	for _, x := range s.told {
		if x.signal == SignalCancelSection {
			stopped = append(stopped, x.to)
		}
	}
	if !slices.Equal(stopped, []string{SectionWorkflowID("prj_1", 0), SectionWorkflowID("prj_1", 1)}) {
		t.Errorf("%v", stopped)
	}
}
