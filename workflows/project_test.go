package workflows

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/mock"
	"go.temporal.io/sdk/testsuite"

	"tutti/activities"
	"tutti/project"
)

// projectStage runs one Project; its sections and its assembly are played by the test.
type projectStage struct {
	*testsuite.TestWorkflowEnvironment
	mu      sync.Mutex
	changes []project.ProjectChange
}

func newProjectStage(sections int) *projectStage { return slowProjectStage(sections, 0) }

// slowProjectStage takes its time to record a step, so that people can ask in between.
func slowProjectStage(sections int, record time.Duration) *projectStage {
	suite := &testsuite.WorkflowTestSuite{}
	s := &projectStage{TestWorkflowEnvironment: suite.NewTestWorkflowEnvironment()}
	Register(s.TestWorkflowEnvironment)
	s.RegisterActivity(&activities.Record{})
	s.RegisterActivity(&activities.Assemble{})
	var a acts
	s.OnActivity(a.record.OpenProject, mock.Anything, mock.Anything).Return(activities.Facts{Sections: sections, BudgetMinor: 500, PricesMinor: 400, Gather: time.Second}, nil)
	s.OnActivity(a.record.Commit, mock.Anything, mock.Anything).After(record).Return(func(_ context.Context, c project.Commit) (project.Committed, error) {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.changes = append(s.changes, *c.Project)
		return project.Committed{}, nil
	})
	s.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil)
	s.OnWorkflow(sectionName, mock.Anything, mock.Anything).Return(nil)
	s.OnWorkflow(assemblyName, mock.Anything, mock.Anything).Return(nil)
	return s
}

func (s *projectStage) at(after time.Duration, do func()) { s.RegisterDelayedCallback(do, after) }

func (s *projectStage) update(name, key string, arg any) *reply {
	r := &reply{}
	s.UpdateWorkflow(name, key, r.callback(), arg)
	return r
}

func (s *projectStage) states() []project.ProjectState {
	var out []project.ProjectState
	for _, c := range s.changes {
		out = append(out, c.State)
	}
	return out
}

func TestAProjectFromLaunchToCompletion(t *testing.T) {
	s := newProjectStage(2)
	var launched, again, early, wrong, decided *reply
	s.at(time.Second, func() { launched = s.update(UpdateLaunch, "k1", LaunchInput{Actor: "per_b"}) })
	s.at(2*time.Second, func() { again = s.update(UpdateLaunch, "k2", LaunchInput{Actor: "per_b"}) })
	s.at(3*time.Second, func() { early = s.update(UpdateDecideFinal, "k3", DecideFinalInput{Artifact: "art_1", Approve: true}) })
	s.at(4*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Section: 0, Approved: 100}) })
	s.at(4*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Section: 0, Approved: 100}) })
	s.at(5*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Section: 1, Approved: 3}) })
	s.at(6*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_1"}) })
	s.at(7*time.Second, func() { wrong = s.update(UpdateDecideFinal, "k4", DecideFinalInput{Artifact: "art_0", Approve: true}) })
	s.at(8*time.Second, func() {
		decided = s.update(UpdateDecideFinal, "k5", DecideFinalInput{Artifact: "art_1", Approve: true})
	})
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	want := []project.ProjectState{project.ProjectRunning, project.ProjectAssembling, project.ProjectInReview, project.ProjectCompleted}
	if got := s.states(); len(got) != 4 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] || got[3] != want[3] {
		t.Fatalf("states %v", got)
	}
	if launched.err != nil || again.err != nil || decided.err != nil {
		t.Error(launched.err, again.err, decided.err)
	}
	for _, r := range []*reply{early, wrong} {
		if project.CodeOf(activities.FromFailure(r.err)) != project.Conflict {
			t.Errorf("want a conflict: %v", r.err)
		}
	}
	if p := s.changes[0].Postings; len(p) != 2 || p[0].Kind != project.PostFund || p[0].Minor != 500 || p[1].Kind != project.PostReserve || p[1].Minor != 400 {
		t.Errorf("funding: %+v", p)
	}
	if last := s.changes[3]; last.Final != "art_1" || !last.RefundReserve {
		t.Errorf("completion: %+v", last)
	}
}

func TestRebuildingTheFinal(t *testing.T) {
	s := newProjectStage(1)
	s.at(time.Second, func() { s.update(UpdateLaunch, "k1", LaunchInput{}) })
	s.at(2*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Approved: 1}) })
	s.at(3*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_1"}) })
	s.at(4*time.Second, func() { s.update(UpdateDecideFinal, "k2", DecideFinalInput{Artifact: "art_1"}) })
	s.at(5*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_2"}) })
	s.at(6*time.Second, func() { s.update(UpdateDecideFinal, "k3", DecideFinalInput{Artifact: "art_2", Approve: true}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if last := s.changes[len(s.changes)-1]; last.State != project.ProjectCompleted || last.Final != "art_2" {
		t.Errorf("%+v", last)
	}
}

// A final that cannot be built leaves the project running, so that its plan and its sub-gigs can be changed; it is built again when
// somebody asks.
func TestAFinalThatCannotBeBuiltLeavesTheProjectOpen(t *testing.T) {
	s := newProjectStage(1)
	var approved, rebuilt *reply
	s.at(time.Second, func() { s.update(UpdateLaunch, "k1", LaunchInput{}) })
	s.at(2*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Approved: 1}) })
	s.at(3*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{}) })
	s.at(4*time.Second, func() { approved = s.update(UpdateDecideFinal, "k2", DecideFinalInput{Approve: true}) })
	s.at(5*time.Second, func() { rebuilt = s.update(UpdateDecideFinal, "k3", DecideFinalInput{}) })
	s.at(6*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_1"}) })
	s.at(7*time.Second, func() { s.update(UpdateDecideFinal, "k4", DecideFinalInput{Artifact: "art_1", Approve: true}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	want := []project.ProjectState{project.ProjectRunning, project.ProjectAssembling, project.ProjectRunning, project.ProjectAssembling, project.ProjectInReview, project.ProjectCompleted}
	if got := s.states(); !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if project.CodeOf(activities.FromFailure(approved.err)) != project.Conflict || !rebuilt.done || rebuilt.err != nil {
		t.Errorf("approved: %+v, built again: %+v", approved, rebuilt)
	}
}

// What cannot be built as things are is tried once, and its reason stands in the log; what failed otherwise is tried again.
func TestAFinalIsTriedAgainOnlyWhereThatCanHelp(t *testing.T) {
	for code, want := range map[project.Code]struct {
		builds int
		detail string
	}{project.Invalid: {1, "final: one.md is md"}, project.Unavailable: {2 * mediaAttempts, "final"}} {
		suite := &testsuite.WorkflowTestSuite{}
		env := suite.NewTestWorkflowEnvironment()
		Register(env)
		env.RegisterActivity(&activities.Record{})
		env.RegisterActivity(&activities.Assemble{})
		var a acts
		builds := 0
		var logged project.Commit
		env.OnActivity(a.assemble.Build, mock.Anything, mock.Anything).Return(func(context.Context, activities.BuildInput) (activities.BuildResult, error) {
			builds++
			return activities.BuildResult{}, activities.Failure(project.Errorf(code, "one.md is md"))
		})
		env.OnActivity(a.record.Commit, mock.Anything, mock.Anything).Return(func(_ context.Context, c project.Commit) (project.Committed, error) {
			logged = c
			return project.Committed{}, nil
		})
		env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil)
		env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalBuildFinal, nil) }, time.Second)
		env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalStop, nil) }, finalPause+5*time.Minute)
		env.ExecuteWorkflow(Assembly, AssemblyInput{Project: "prj_1", Gather: 2 * time.Second})
		if err := env.GetWorkflowError(); err != nil {
			t.Fatal(err)
		}
		if builds != want.builds || logged.Project.Log[0].Detail != want.detail {
			t.Errorf("%s: %d builds, %+v", code, builds, logged.Project)
		}
	}
}

func TestCancellingReturnsTheReserve(t *testing.T) {
	s := newProjectStage(1)
	var cancelled *reply
	s.at(time.Second, func() { s.update(UpdateLaunch, "k1", LaunchInput{}) })
	s.at(2*time.Second, func() { cancelled = s.update(UpdateCancel, "k2", CancelInput{Actor: "per_b"}) })
	s.at(3*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	last := s.changes[len(s.changes)-1]
	if last.State != project.ProjectCancelled || !last.RefundReserve || !cancelled.done || cancelled.err != nil {
		t.Errorf("%+v %+v", last, cancelled)
	}
}

func TestApprovalsThatComeTogetherCostOnePreview(t *testing.T) {
	suite := &testsuite.WorkflowTestSuite{}
	env := suite.NewTestWorkflowEnvironment()
	Register(env)
	env.RegisterActivity(&activities.Record{})
	env.RegisterActivity(&activities.Assemble{})
	var a acts
	var built []project.ArtifactKind
	env.OnActivity(a.assemble.Build, mock.Anything, mock.Anything).Return(func(_ context.Context, in activities.BuildInput) (activities.BuildResult, error) {
		built = append(built, in.Kind)
		return activities.BuildResult{Artifact: "art_1"}, nil
	})
	env.OnActivity(a.record.Commit, mock.Anything, mock.Anything).Return(project.Committed{}, nil)
	env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil)
	for i := range 5 {
		env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalChanged, nil) }, time.Second+time.Duration(i)*10*time.Millisecond)
	}
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalChanged, nil) }, time.Minute)
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalBuildFinal, nil) }, 2*time.Minute)
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalStop, nil) }, 3*time.Minute)
	env.ExecuteWorkflow(Assembly, AssemblyInput{Project: "prj_1", Gather: 2 * time.Second})
	if err := env.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if len(built) != 3 || built[0] != project.ArtifactPreview || built[1] != project.ArtifactPreview || built[2] != project.ArtifactFinal {
		t.Errorf("built %v", built)
	}
}

// TestBuildsNeverRunBesideEachOther: approvals and the wish for the final that come while a preview is built wait until it is there.
func TestBuildsNeverRunBesideEachOther(t *testing.T) {
	suite := &testsuite.WorkflowTestSuite{}
	env := suite.NewTestWorkflowEnvironment()
	Register(env)
	env.RegisterActivity(&activities.Record{})
	env.RegisterActivity(&activities.Assemble{})
	var a acts
	var running atomic.Int32
	var built []project.ArtifactKind
	env.OnActivity(a.assemble.Build, mock.Anything, mock.Anything).Return(func(_ context.Context, in activities.BuildInput) (activities.BuildResult, error) {
		if running.Add(1) > 1 {
			t.Error("two builds run at once")
		}
		defer running.Add(-1)
		switch built = append(built, in.Kind); len(built) {
		case 1:
			env.SignalWorkflow(SignalChanged, nil)
			env.SignalWorkflow(SignalChanged, nil)
		case 2:
			env.SignalWorkflow(SignalChanged, nil)
			env.SignalWorkflow(SignalBuildFinal, nil)
		case 3:
			env.SignalWorkflow(SignalStop, nil)
		}
		time.Sleep(50 * time.Millisecond) // long enough for another build to begin, if one did
		return activities.BuildResult{Artifact: "art_1"}, nil
	})
	env.OnActivity(a.record.Commit, mock.Anything, mock.Anything).Return(project.Committed{}, nil)
	env.OnSignalExternalWorkflow(mock.Anything, mock.Anything, mock.Anything, mock.Anything, mock.Anything).Return(nil)
	env.RegisterDelayedCallback(func() { env.SignalWorkflow(SignalChanged, nil) }, time.Second)
	env.ExecuteWorkflow(Assembly, AssemblyInput{Project: "prj_1", Gather: 2 * time.Second})
	if err := env.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(built, []project.ArtifactKind{project.ArtifactPreview, project.ArtifactPreview, project.ArtifactFinal}) {
		t.Errorf("built %v", built)
	}
}

func TestADraftCanBeCancelled(t *testing.T) {
	s := newProjectStage(1)
	var cancelled *reply
	s.at(time.Second, func() { cancelled = s.update(UpdateCancel, "k1", CancelInput{Actor: "per_b"}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if len(s.changes) != 1 || s.changes[0].State != project.ProjectCancelled || !cancelled.done || cancelled.err != nil {
		t.Errorf("%+v %+v", s.changes, cancelled)
	}
}

func TestASecondLaunchWaitsForTheFirst(t *testing.T) {
	s := slowProjectStage(1, 4*time.Second)
	var first, second *reply
	s.at(time.Second, func() { first = s.update(UpdateLaunch, "k1", LaunchInput{Actor: "per_b"}) })
	s.at(2*time.Second, func() { second = s.update(UpdateLaunch, "k2", LaunchInput{Actor: "per_b"}) })
	s.at(20*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	for _, r := range []*reply{first, second} {
		if !r.done || r.err != nil {
			t.Errorf("%+v", r)
		}
	}
	if states := s.states(); len(states) != 2 {
		t.Errorf("states %v", states)
	}
}

func TestALaunchWhileTheDraftIsCancelledIsRefused(t *testing.T) {
	s := slowProjectStage(1, 4*time.Second)
	var launched, cancelled *reply
	s.at(time.Second, func() { cancelled = s.update(UpdateCancel, "k1", CancelInput{Actor: "per_b"}) })
	s.at(2*time.Second, func() { launched = s.update(UpdateLaunch, "k2", LaunchInput{Actor: "per_b"}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if !cancelled.done || cancelled.err != nil || !launched.done || project.CodeOf(activities.FromFailure(launched.err)) != project.Conflict {
		t.Errorf("cancelled %+v, launched %+v", cancelled, launched)
	}
}

func TestACancellationThatComesTooLateIsToldSo(t *testing.T) {
	s := slowProjectStage(1, 2*time.Second)
	var cancelled *reply
	s.at(time.Second, func() { s.update(UpdateLaunch, "k1", LaunchInput{}) })
	s.at(10*time.Second, func() { s.SignalWorkflow(SignalSectionDone, SectionDone{Approved: 1}) })
	s.at(20*time.Second, func() { s.SignalWorkflow(SignalBuilt, Built{Artifact: "art_1"}) })
	s.at(30*time.Second, func() {
		s.update(UpdateDecideFinal, "k2", DecideFinalInput{Artifact: "art_1", Approve: true})
	})
	s.at(31*time.Second, func() { cancelled = s.update(UpdateCancel, "k3", CancelInput{Actor: "per_b"}) })
	s.ExecuteWorkflow(Project, ProjectInput{Project: "prj_1"})
	if err := s.GetWorkflowError(); err != nil {
		t.Fatal(err)
	}
	if project.CodeOf(activities.FromFailure(cancelled.err)) != project.Conflict {
		t.Errorf("%+v", cancelled)
	}
}
