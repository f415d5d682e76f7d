package ensemble

import (
	"context"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// Producer reviews what comes in and decides on the final.
type Producer struct {
	Client  *client.Client
	Project project.ProjectID
	// Review decides on a delivery that the inspection has passed. Everything is approved when it is nil.
	Review func(wire.SubGig, wire.Delivery) wire.ReviewRequest
	// Judge looks at the final before it is approved; its error ends the project's run.
	Judge func(context.Context, wire.Artifact) error

	wake chan struct{}
	seen map[project.DeliveryID]bool
}

// NewProducer makes the producer of a project.
func NewProducer(c *client.Client, id project.ProjectID) *Producer {
	return &Producer{Client: c, Project: id, wake: make(chan struct{}, 1), seen: map[project.DeliveryID]bool{}}
}

// lookAnyway is how often the producer looks without having been woken.
const lookAnyway = time.Second

// Look is told every event. It wakes the producer, and says that an end is the last one.
func (p *Producer) Look(e wire.Event) bool {
	switch e.Kind {
	case project.LogInspectionPassed, project.LogFinalBuilt, project.LogProjectState:
		select {
		case p.wake <- struct{}{}:
		default:
		}
	}
	return e.Kind == project.LogProjectState && e.Detail == string(project.ProjectCompleted)
}

// Run ends when the project is completed.
func (p *Producer) Run(ctx context.Context) error {
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
		now, err := p.Client.Project(ctx, p.Project)
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

func (p *Producer) reviewAll(ctx context.Context) error {
	for sub, err := range p.Client.AllSubGigs(ctx, p.Project, project.InReview) {
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

func (p *Producer) review(ctx context.Context, sub wire.SubGig) error {
	delivery, err := p.Client.Delivery(ctx, sub.DeliveryID)
	if err != nil {
		return err
	}
	if delivery.Inspection == nil || !delivery.Inspection.Passed {
		return project.Errorf(project.Internal, "version %d of %s is in review, but the inspection has not judged it", delivery.Version, sub.Key)
	}
	request := wire.ReviewRequest{Decision: project.Approve}
	if p.Review != nil {
		request = p.Review(sub, delivery)
	}
	if warnings := delivery.Inspection.Warnings(); request.Decision == project.Approve && len(request.Notes) == 0 && len(warnings) > 0 {
		request.Notes = []project.Note{{Text: "Heard and seen: " + strings.Join(warnings, ", ") + ". It is good as it is."}}
	}
	_, err = p.Client.Review(ctx, delivery.ID, request)
	return err
}

// finish judges the final and approves it.
func (p *Producer) finish(ctx context.Context) error {
	finals, err := p.Client.Artifacts(ctx, p.Project, project.ArtifactFinal)
	if err != nil {
		return err
	}
	if len(finals.Items) == 0 {
		return project.Errorf(project.Internal, "the project is in review, but there is no final")
	}
	final, err := p.Client.Artifact(ctx, finals.Items[0].ID)
	if err != nil {
		return err
	}
	if err := whole(final); err != nil {
		return err
	}
	if err := p.Judge(ctx, final); err != nil {
		return err
	}
	_, err = p.Client.DecideFinal(ctx, p.Project, wire.FinalRequest{ArtifactID: final.ID, Decision: wire.FinalApprove})
	return err
}

func whole(final wire.Artifact) error {
	switch {
	case final.Manifest == nil:
		return project.Errorf(project.Internal, "the final has no manifest")
	case len(final.Manifest.Missing) > 0:
		return project.Errorf(project.Conflict, "the final lacks %d deliveries", len(final.Manifest.Missing))
	}
	return nil
}
