package memory

import (
	"context"

	"tutti/project"
)

// Replan puts a draft in force and gives its orders to the sections.
func (p *Process) Replan(ctx context.Context, id project.ProjectID, _ project.PersonID, version int, key string) error {
	return p.once(id, key, func() error {
		h, err := p.host(ctx, id)
		if err != nil {
			return err
		}
		h.seq["project"]++
		at := project.CommitKey{Project: id, Writer: "project", Epoch: h.epoch, Seq: h.seq["project"]}
		done, err := project.PutInForce(ctx, p.records, at, key, p.o.Now())
		if err != nil {
			return err
		}
		if p.o.Live != nil {
			_ = p.o.Live.Wake(ctx, id) // a hint
		}
		if err := p.open(ctx, h, done.Sections); err != nil {
			return err
		}
		for _, k := range done.Told {
			if err := p.obey(ctx, h, k, version); err != nil {
				return err
			}
		}
		return p.finish(ctx, h)
	})
}

// open starts the sections that were added.
func (p *Process) open(ctx context.Context, h *ensemble, sections int) error {
	for k := len(h.sections); k < sections; k++ {
		s, err := p.records.Section(ctx, h.id, k)
		if err != nil {
			return err
		}
		if err := p.dropEnded(ctx, s); err != nil {
			return err
		}
		h.sections = append(h.sections, s)
		for _, g := range s.SubGigs {
			if err := p.apply(ctx, h, k, g.ID, project.Command{Kind: project.Start}); err != nil {
				return err
			}
		}
	}
	return nil
}

// dropEnded forgets upstreams that ended before the section was there.
func (p *Process) dropEnded(ctx context.Context, s project.Section) error {
	for i, g := range s.SubGigs {
		rows, err := p.records.SubGigsByID(ctx, g.Needs)
		if err != nil {
			return err
		}
		var open []project.SubGigID
		for _, row := range rows {
			if !row.State.Ended() {
				open = append(open, row.ID)
			}
		}
		s.SubGigs[i].Needs = open
	}
	return nil
}

// obey carries out what the plans after the version tell a section.
func (p *Process) obey(ctx context.Context, h *ensemble, section, version int) error {
	orders, err := p.records.Orders(ctx, h.id, section, version)
	if err != nil {
		return err
	}
	for _, o := range orders.Orders {
		if err := p.apply(ctx, h, section, o.SubGig, o.Command); err != nil {
			return err
		}
	}
	return nil
}
