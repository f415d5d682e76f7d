package memory

import (
	"context"

	"tutti/project"
)

// Run does the errand at once.
func (p *Process) Run(ctx context.Context, id project.ErrandID) error {
	p.mu.Lock()
	away := p.away
	p.mu.Unlock()
	if away != nil {
		return away
	}
	e, err := p.records.Errand(ctx, id)
	if err != nil || e.State != project.ErrandWorking {
		return err
	}
	e = p.o.Errand(ctx, e)
	e.EndedAt = p.o.Now()
	return p.records.EndErrand(ctx, e)
}

func (o ProcessOptions) bareErrand(_ context.Context, e project.Errand) project.Errand {
	if e.Kind != project.DryRun {
		e.State, e.Problem = project.ErrandRefused, "this source cannot be split"
		return e
	}
	found, _ := o.Inspect(project.Delivery{SubGig: e.SubGig, Seller: e.Owner, Files: e.Files})
	e.State, e.Found = project.ErrandDone, &found
	return e
}
