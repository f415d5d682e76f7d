package demo

import (
	"context"
	"fmt"
	"math"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/board"
	"tutti/demo/score"
	"tutti/project"
)

// producer reviews what comes in and decides on the final.
type producer struct {
	client  *client.Client
	project project.ProjectID
	board   board.Board
	wake    chan struct{}
	seen    map[project.DeliveryID]bool
}

// lookAnyway is how often the producer looks without having been woken.
const lookAnyway = time.Second

// look is told every event. It wakes the producer, and says that an end is the last one.
func (p *producer) look(e wire.Event) bool {
	switch e.Kind {
	case project.LogInspectionPassed, project.LogFinalBuilt, project.LogProjectState:
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
	return e.Kind == project.LogProjectState && e.Detail == string(project.ProjectCompleted)
}

// run ends when the project is completed.
func (p *producer) run(ctx context.Context) error {
	tick := time.NewTicker(lookAnyway)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-p.wake:
		case <-tick.C:
		}
		if err := p.reviewAll(ctx); err != nil {
			return err
		}
		now, err := p.client.Project(ctx, p.project)
		if err != nil {
			return err
		}
		switch now.State {
		case project.ProjectCompleted:
			return nil
		case project.ProjectInReview:
			return p.finish(ctx)
		case project.ProjectCancelled:
			return project.Errorf(project.Conflict, "the project was cancelled")
		}
	}
}

func (p *producer) reviewAll(ctx context.Context) error {
	for sub, err := range p.client.AllSubGigs(ctx, p.project, project.InReview) {
		if err != nil {
			return err
		}
		if p.seen[sub.DeliveryID] {
			continue
		}
		p.seen[sub.DeliveryID] = true
		if err := p.review(ctx, sub); err != nil {
			return err
		}
	}
	return nil
}

// review approves what the inspection has passed, except the first take of the part that is to be revised.
func (p *producer) review(ctx context.Context, sub wire.SubGig) error {
	delivery, err := p.client.Delivery(ctx, sub.DeliveryID)
	if err != nil {
		return err
	}
	if delivery.Inspection == nil || !delivery.Inspection.Passed {
		return project.Errorf(project.Internal, "version %d of %s is in review, but the inspection has not judged it", delivery.Version, sub.Key)
	}
	request := wire.ReviewRequest{Decision: project.Approve}
	if sub.Key == score.RevisedPart() && delivery.Version == 1 {
		request = wire.ReviewRequest{Decision: project.Revise, Notes: wishes()}
	}
	_, err = p.client.Review(ctx, delivery.ID, request)
	return err
}

// How far the final may be from what the recipe asks for.
const (
	lufsTolerance = 0.5
	peakTolerance = 0.5
)

// finish listens to the final, as far as a program can, and approves it.
func (p *producer) finish(ctx context.Context) error {
	finals, err := p.client.Artifacts(ctx, p.project, project.ArtifactFinal)
	if err != nil {
		return err
	}
	if len(finals.Items) == 0 {
		return project.Errorf(project.Internal, "the project is in review, but there is no final")
	}
	final, err := p.client.Artifact(ctx, finals.Items[0].ID)
	if err != nil {
		return err
	}
	if err := judge(final); err != nil {
		return err
	}
	m := final.Manifest
	p.board.Say(fmt.Sprintf("the producer hears the final: %.1f LUFS, true peak %.1f dBTP, nothing missing; approved", m.LUFS, m.TruePeak))
	_, err = p.client.DecideFinal(ctx, p.project, wire.FinalRequest{ArtifactID: final.ID, Decision: wire.FinalApprove})
	return err
}

func judge(final wire.Artifact) error {
	m := final.Manifest
	switch {
	case m == nil:
		return project.Errorf(project.Internal, "the final has no manifest")
	case len(m.Missing) > 0:
		return project.Errorf(project.Conflict, "the final lacks %d deliveries", len(m.Missing))
	case math.Abs(m.LUFS-m.Recipe.LUFS) > lufsTolerance:
		return project.Errorf(project.Conflict, "the final has %.1f LUFS, asked for are %.1f", m.LUFS, m.Recipe.LUFS)
	case m.TruePeak > m.Recipe.TruePeak+peakTolerance:
		return project.Errorf(project.Conflict, "the final's true peak is %.1f dBTP, at most %.1f are asked for", m.TruePeak, m.Recipe.TruePeak)
	}
	return nil
}
