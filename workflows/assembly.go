package workflows

import (
	"time"

	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// AssemblyState is what an assembly carries from run to run: what was asked for and is not built yet.
type AssemblyState struct {
	Preview bool `json:"preview,omitempty"`
	Final   bool `json:"final,omitempty"`
	Stop    bool `json:"stop,omitempty"`
}

// assembly builds one thing at a time: previews after approvals, gathered for a moment, and the final.
type assembly struct {
	in      AssemblyInput
	state   AssemblyState
	acts    acts
	seq     int
	changes workflow.ReceiveChannel
	finals  workflow.ReceiveChannel
	stops   workflow.ReceiveChannel
}

// Assembly turns approved deliveries into artifacts for as long as the project lives.
func Assembly(ctx workflow.Context, in AssemblyInput) error {
	a := &assembly{
		in: in, state: in.State,
		changes: workflow.GetSignalChannel(ctx, SignalChanged),
		finals:  workflow.GetSignalChannel(ctx, SignalBuildFinal),
		stops:   workflow.GetSignalChannel(ctx, SignalStop),
	}
	for {
		if err := workflow.Await(ctx, a.hasWork); err != nil {
			return err
		}
		a.receive()
		switch {
		case a.state.Stop:
			return nil
		case a.state.Final:
			a.state.Final, a.state.Preview = false, false
			if err := a.final(ctx); err != nil {
				return err
			}
		case a.state.Preview:
			a.gather(ctx)
			a.preview(ctx)
		}
		if workflow.GetInfo(ctx).GetCurrentHistoryLength() > in.Limits.events() {
			return a.handOver(ctx)
		}
	}
}

func (a *assembly) hasWork() bool {
	return a.state != AssemblyState{} || a.changes.Len() > 0 || a.finals.Len() > 0 || a.stops.Len() > 0
}

func (a *assembly) receive() {
	for a.changes.ReceiveAsync(nil) {
		a.state.Preview = true
	}
	for a.finals.ReceiveAsync(nil) {
		a.state.Final = true
	}
	for a.stops.ReceiveAsync(nil) {
		a.state.Stop = true
	}
}

// gather waits a moment, so that approvals that come together cost one preview. The final never waits.
func (a *assembly) gather(ctx workflow.Context) {
	hurry := func() bool { return a.finals.Len() > 0 || a.stops.Len() > 0 }
	_, _ = workflow.AwaitWithTimeout(ctx, a.in.Gather, hurry) // a cancelled run ends at its next await
	a.receive()
}

func (a *assembly) preview(ctx workflow.Context) {
	if a.state.Final || a.state.Stop {
		return
	}
	a.state.Preview = false
	built, err := a.build(ctx, project.ArtifactPreview)
	if err != nil || built.Artifact == "" {
		return
	}
	a.log(ctx, project.LogEvent{Kind: project.LogPreviewBuilt, Artifact: built.Artifact})
}

// final builds the result and tells the project. What cannot be built as things are is the project's to change: it asks again
// then. What might be built later is tried again.
func (a *assembly) final(ctx workflow.Context) error {
	built, err := a.build(ctx, project.ArtifactFinal)
	if err == nil {
		a.log(ctx, project.LogEvent{Kind: project.LogFinalBuilt, Artifact: built.Artifact})
		tell(ctx, ProjectWorkflowID(a.in.Project), SignalBuilt, Built{Artifact: built.Artifact})
		return nil
	}
	if project.CodeOf(activities.FromFailure(err)).Final() && workflow.GetVersion(ctx, "a final that cannot be built", workflow.DefaultVersion, 1) == 1 {
		tell(ctx, ProjectWorkflowID(a.in.Project), SignalBuilt, Built{})
		return nil
	}
	a.state.Final = true // still owed: by this run, or by the next one when this history is full
	again := func() bool { return a.changes.Len() > 0 || a.finals.Len() > 0 || a.stops.Len() > 0 }
	if _, err := workflow.AwaitWithTimeout(ctx, finalPause, again); err != nil {
		return err
	}
	a.receive()
	return nil
}

// finalPause is how long a final rests before it is tried again, after media work has given up.
const finalPause = 10 * time.Minute

func (a *assembly) build(ctx workflow.Context, kind project.ArtifactKind) (activities.BuildResult, error) {
	var built activities.BuildResult
	err := workflow.ExecuteActivity(media(ctx, AssemblyQueue), a.acts.assemble.Build, activities.BuildInput{Project: a.in.Project, Kind: kind}).Get(ctx, &built)
	if err != nil {
		workflow.GetLogger(ctx).Error("a build failed", "kind", kind, "error", err)
		a.log(ctx, project.LogEvent{Kind: project.LogBuildFailed, Detail: project.BuildFailure(kind, activities.FromFailure(err))})
	}
	return built, err
}

func (a *assembly) log(ctx workflow.Context, event project.LogEvent) {
	a.seq++
	event.At = workflow.Now(ctx)
	commit := project.Commit{
		Key:     project.CommitKey{Project: a.in.Project, Writer: "assembly", Epoch: a.in.Epoch, Seq: a.seq},
		Project: &project.ProjectChange{Log: []project.LogEvent{event}}, At: event.At,
	}
	if err := workflow.ExecuteActivity(quick(ctx), a.acts.record.Commit, commit).Get(ctx, nil); err != nil {
		workflow.GetLogger(ctx).Error("a build could not be logged", "error", err)
	}
}

// handOver takes along what was told in the meantime. Nothing is under way: builds end before the loop goes on.
func (a *assembly) handOver(ctx workflow.Context) error {
	a.receive()
	return workflow.NewContinueAsNewError(ctx, Assembly, AssemblyInput{
		Project: a.in.Project, Gather: a.in.Gather, Limits: a.in.Limits, Epoch: a.in.Epoch + 1, State: a.state,
	})
}
