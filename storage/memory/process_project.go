package memory

import (
	"context"

	"tutti/project"
)

// finish assembles a running project whose sub-gigs have all ended.
func (p *Process) finish(ctx context.Context, h *ensemble) error {
	if h.state != project.ProjectRunning {
		return nil
	}
	approved := 0
	for _, s := range h.sections {
		if !s.Ended() {
			return nil
		}
		for _, g := range s.SubGigs {
			if g.State == project.Approved {
				approved++
			}
		}
	}
	if approved == 0 {
		return p.record(ctx, h, project.ProjectChange{State: project.ProjectCancelled, RefundReserve: true})
	}
	return p.assemble(ctx, h)
}

func (p *Process) assemble(ctx context.Context, h *ensemble) error {
	if err := p.record(ctx, h, project.ProjectChange{State: project.ProjectAssembling}); err != nil {
		return err
	}
	return p.build(ctx, h)
}

func (p *Process) build(ctx context.Context, h *ensemble) error {
	stored, err := p.records.Project(ctx, h.id)
	if err != nil {
		return err
	}
	inputs, err := p.records.Inputs(ctx, h.id)
	if err != nil {
		return err
	}
	built, err := p.o.Build(ctx, stored, inputs)
	if err != nil {
		return err
	}
	if built, err = p.records.PutArtifact(ctx, built); err != nil {
		return err
	}
	h.final = built.ID
	if err := p.startReview(ctx, h); err != nil {
		return err
	}
	return p.record(ctx, h, project.ProjectChange{State: project.ProjectInReview, Log: []project.LogEvent{
		{Kind: project.LogFinalBuilt, Artifact: built.ID}, {Kind: project.LogProjectState, Detail: string(project.ProjectInReview)}}})
}

// bareBuild makes a final that says what it would be made of.
func bareBuild(_ context.Context, p project.Project, inputs []project.Input) (project.Artifact, error) {
	a := project.Artifact{Project: p.ID, Kind: project.ArtifactFinal, Build: "bare", CreatedAt: p.UpdatedAt}
	a.ID = project.ArtifactID(project.NewID(project.PrefixArtifact, p.CreatedAt, string(p.ID)+"/"+a.Build))
	a.Manifest = project.Manifest{Project: p.ID, Title: p.Title, Artifact: a.ID, Kind: a.Kind, Entries: []project.Entry{},
		Missing: []project.Input{}, Tools: []string{}, Files: []project.ArtifactFile{}, Credits: []project.Credit{}}
	for _, i := range inputs {
		if i.Missing() {
			a.Manifest.Missing = append(a.Manifest.Missing, i)
			continue
		}
		a.Manifest.Entries = append(a.Manifest.Entries, project.Entry{Input: i})
		a.Manifest.Credits = append(a.Manifest.Credits, i.Credit)
	}
	return a, nil
}

// DecideFinal completes the project, or builds the final again.
func (p *Process) DecideFinal(ctx context.Context, id project.ProjectID, _ project.PersonID, artifact project.ArtifactID, approve bool, key string) error {
	return p.once(id, key, func() error {
		stored, err := p.records.Project(ctx, id)
		if err != nil {
			return err
		}
		h, err := p.host(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case stored.State != project.ProjectInReview:
			return project.Errorf(project.Conflict, "no final is in review: the project is %s", stored.State)
		case h.final != artifact:
			return project.Errorf(project.Conflict, "the artifact %s is not the final in review", artifact)
		case !approve:
			return p.assemble(ctx, h)
		}
		return p.record(ctx, h, project.ProjectChange{State: project.ProjectCompleted, Final: artifact, RefundReserve: true})
	})
}

// CancelProject cancels every sub-gig that has not ended and gives the rest of the money back.
func (p *Process) CancelProject(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return p.once(id, key, func() error {
		stored, err := p.records.Project(ctx, id)
		if err != nil {
			return err
		}
		if stored.State.Ended() {
			return project.Errorf(project.Conflict, "the project is %s already", stored.State)
		}
		h, err := p.host(ctx, id)
		if err != nil {
			return err
		}
		p.keptOf(id).cancelled = actor
		return p.cancelAll(ctx, h, actor)
	})
}

func (p *Process) cancelAll(ctx context.Context, h *ensemble, actor project.PersonID) error {
	if err := p.everySubGig(ctx, h, project.Command{Kind: project.Cancel, Actor: actor}); err != nil {
		return err
	}
	return p.record(ctx, h, project.ProjectChange{State: project.ProjectCancelled, RefundReserve: true})
}
