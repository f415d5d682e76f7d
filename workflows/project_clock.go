package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// The clocks of the project itself: a pause that ends by itself, and the review of the final.

type pendingPause struct {
	in   PauseInput
	done bool
	err  error
}

// nextRing is when a clock of the project has something to say.
func (p *ensemble) nextRing() time.Time {
	switch p.state.State {
	case project.ProjectPaused:
		return p.state.Until
	case project.ProjectInReview:
		return p.state.Review.Next()
	}
	return time.Time{}
}

func (p *ensemble) mayPause(_ workflow.Context, in PauseInput) error {
	running := p.state.State == project.ProjectRunning || p.state.State == project.ProjectPaused
	if p.draining || !p.stepping && !running {
		return p.refusal("the clocks cannot be stopped or started: the project is %s", p.state.State)
	}
	return nil
}

func (p *ensemble) handlePause(ctx workflow.Context, in PauseInput) error {
	asked := &pendingPause{in: in}
	p.pauses = append(p.pauses, asked)
	if err := workflow.Await(ctx, func() bool { return asked.done || p.state.State.Ended() }); err != nil {
		return err
	}
	if !asked.done {
		return p.refusal("the clocks cannot be stopped or started: the project is %s", p.state.State)
	}
	return activities.Failure(asked.err)
}

// paused stops or starts every clock, as asked: first in the records, then in the sections.
func (p *ensemble) paused(ctx workflow.Context) error {
	asked := p.pauses[0]
	p.pauses = p.pauses[1:]
	asked.err = p.pauseOrResume(ctx, asked.in)
	asked.done = true
	return nil
}

func (p *ensemble) pauseOrResume(ctx workflow.Context, in PauseInput) error {
	state := project.ProjectPaused
	if in.Until.IsZero() {
		state = project.ProjectRunning
	}
	switch p.state.State {
	case state:
		if !p.state.Until.Equal(in.Until) { // only the time moves, and that is no line of the log
			if err := p.record(ctx, project.ProjectChange{State: state, Until: in.Until, Log: []project.LogEvent{}}); err != nil {
				return activities.FromFailure(err)
			}
		}
		p.state.Until = in.Until
		return nil
	case project.ProjectRunning, project.ProjectPaused:
	default:
		return project.Errorf(project.Conflict, "the clocks cannot be stopped or started: the project is %s", p.state.State)
	}
	log := []project.LogEvent{{Kind: project.LogProjectState, Actor: in.Actor, Detail: string(state)}}
	if err := p.record(ctx, project.ProjectChange{State: state, Until: in.Until, Log: log}); err != nil {
		return activities.FromFailure(err)
	}
	p.state.Until = in.Until
	for k := range p.state.Facts.Sections {
		if !slices.Contains(p.state.Done, k) {
			tell(ctx, SectionWorkflowID(p.in.Project, k), SignalPause, PauseInput{Actor: in.Actor, Until: in.Until})
		}
	}
	return nil
}

// remind says that the final waits for its approval. Silence never approves it: after the last warning the operator is
// told, and it goes on waiting.
func (p *ensemble) remind(ctx workflow.Context) error {
	review, mark, passed := p.state.Review.Passed(workflow.Now(ctx))
	if !passed {
		return nil
	}
	p.state.Review = review
	kind := project.LogFinalReminder
	if mark == project.MarkEnd {
		kind = project.LogFinalEscalated
	}
	return p.record(ctx, project.ProjectChange{State: p.state.State, Log: []project.LogEvent{{Kind: kind, Detail: mark.String()}}})
}
