package workflows

import (
	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// What people ask of a project: launch it, decide on its final, cancel it. Each ask is lawful or a repeat that does
// nothing, because an update id is forgotten when a run hands over to the next.

func (p *ensemble) refusal(format string, args ...any) error {
	if p.draining {
		return temporal.NewApplicationError("the project is handing over to its next run", activities.RetryLater)
	}
	return activities.Failure(project.Errorf(project.Conflict, format, args...))
}

func (p *ensemble) mayLaunch(workflow.Context, LaunchInput) error {
	if p.draining || p.state.State.Ended() {
		return p.refusal("the project cannot be launched: it is %s", p.state.State)
	}
	return nil
}

func (p *ensemble) handleLaunch(ctx workflow.Context, in LaunchInput) error {
	if p.state.State != project.ProjectDraft {
		return nil // launched before
	}
	launch := p.launch
	if launch == nil {
		launch = &pendingLaunch{actor: in.Actor}
		p.launch = launch
	}
	if err := workflow.Await(ctx, func() bool { return launch.done || p.state.State.Ended() }); err != nil {
		return err
	}
	if !launch.done {
		return p.refusal("the project cannot be launched: it is %s", p.state.State)
	}
	return activities.Failure(launch.err)
}

// mayDecide refuses without a trace in the history. Somebody who has read of the final in SQL may ask before the step
// that recorded it has come back here; they are let in, and the handler looks again.
func (p *ensemble) mayDecide(_ workflow.Context, in DecideFinalInput) error {
	if p.stepping && !p.draining {
		return nil
	}
	return p.decidable(in)
}

func (p *ensemble) decidable(in DecideFinalInput) error {
	switch {
	case !p.draining && p.state.Broken && !in.Approve: // there is none to name
		return nil
	case p.draining || p.state.State != project.ProjectInReview && p.state.State != project.ProjectCompleted:
		return p.refusal("there is no final to decide on: the project is %s", p.state.State)
	case in.Artifact != p.state.Artifact:
		return p.refusal("%s is not the latest final; look at %s", in.Artifact, p.state.Artifact)
	case p.state.State == project.ProjectCompleted && !in.Approve:
		return p.refusal("the final was approved and the project is completed")
	}
	return nil
}

func (p *ensemble) handleDecide(ctx workflow.Context, in DecideFinalInput) error {
	if err := workflow.Await(ctx, func() bool { return !p.stepping }); err != nil {
		return err
	}
	if err := p.decidable(in); err != nil || p.state.State == project.ProjectCompleted {
		return err
	}
	if p.decision != nil && p.decision.Approve != in.Approve {
		return p.refusal("another decision about %s came first", in.Artifact)
	}
	p.decision = &in
	before := p.state.State
	if err := workflow.Await(ctx, func() bool { return p.state.State != before }); err != nil {
		return err
	}
	if p.state.State == project.ProjectCancelled {
		return p.refusal("the project was cancelled before the decision counted")
	}
	return nil
}

func (p *ensemble) mayCancel(workflow.Context, CancelInput) error {
	if p.draining || p.state.State == project.ProjectCompleted {
		return p.refusal("the project is completed and cannot be cancelled")
	}
	return nil
}

func (p *ensemble) handleCancel(ctx workflow.Context, in CancelInput) error {
	p.state.Cancelled = in.Actor
	if err := workflow.Await(ctx, func() bool { return p.state.State.Ended() }); err != nil {
		return err
	}
	if p.state.State == project.ProjectCompleted {
		return p.refusal("the project is completed and cannot be cancelled")
	}
	return nil
}
