package memory

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"tutti/project"
)

// versionOrder is an order with the version of the plan that gave it.
type versionOrder struct {
	project.Order
	version int
}

// DraftPlan writes a plan down once.
func (r *Records) DraftPlan(ctx context.Context, d project.PlanDraft) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, ok := r.projects[d.Project]
	if !ok {
		return project.Errorf(project.NotFound, "the plan of %s refers to something that is not there", d.Project)
	}
	if _, there := p.drafts[d.Key]; !there {
		d = kept(d)
		d.At, d.Applied = stored(d.At), 0
		p.drafts[d.Key] = d
	}
	return nil
}

// PlanDraft gives a draft and what it has become.
func (r *Records) PlanDraft(ctx context.Context, id project.ProjectID, key string) (project.PlanDraft, error) {
	if err := r.enter(ctx); err != nil {
		return project.PlanDraft{}, err
	}
	defer r.mu.Unlock()
	if p, ok := r.projects[id]; ok {
		if d, there := p.drafts[key]; there {
			return kept(d), nil
		}
	}
	return project.PlanDraft{}, noRow("plan that was asked for")
}

// Standing gives what a plan meets.
func (r *Records) Standing(ctx context.Context, id project.ProjectID, handles []string) (project.Standing, error) {
	if err := r.enter(ctx); err != nil {
		return project.Standing{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return project.Standing{}, err
	}
	at := project.Standing{Project: p.project, Plan: kept(p.plan), Balances: maps.Clone(p.ledger.Balances)}
	at.Buyer, at.Roster = p.project.Buyer, map[string]project.Person{}
	for _, g := range p.order {
		at.SubGigs = append(at.SubGigs, kept(g.SubGigRecord))
	}
	for _, handle := range handles {
		if person, ok := r.people[r.handles[handle]]; ok {
			at.Roster[handle] = kept(person)
		}
	}
	return at, nil
}

// Replan records a re-plan whole or not at all; see project.ReplanRecords.
func (r *Records) Replan(ctx context.Context, w project.Replanning) (project.Replanned, error) {
	if err := r.enter(ctx); err != nil {
		return project.Replanned{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(w.Commit.Key.Project)
	if err != nil {
		return project.Replanned{}, err
	}
	draft, ok := p.drafts[w.Draft]
	switch {
	case !ok:
		return project.Replanned{}, noRow("plan of " + string(p.project.ID))
	case draft.Applied > 0:
		return p.replanned(draft.Applied), nil
	case p.project.PlanVersion != w.Base:
		return project.Replanned{}, project.Errorf(project.Conflict, "the plan has version %d by now, not %d; look at the difference again", p.project.PlanVersion, w.Base)
	case p.project.State != project.ProjectRunning && p.project.State != project.ProjectInReview:
		return project.Replanned{}, project.Errorf(project.Conflict, "the plan cannot be changed: the project is %s", p.project.State)
	}
	return r.replan(p, kept(w))
}

func (r *Records) replan(p *projectRows, w project.Replanning) (project.Replanned, error) {
	for _, g := range w.Added {
		if r.taken(p, g) {
			return project.Replanned{}, project.Errorf(project.Conflict, "the plan of %s uses a value that is taken already", p.project.ID)
		}
	}
	s := &step{records: r, rows: p, commit: w.Commit}
	if err := s.gather(); err != nil {
		return project.Replanned{}, err
	}
	ledger, err := s.book()
	if err != nil {
		return project.Replanned{}, err
	}
	moved, err := r.roster(w.People)
	if err != nil {
		return project.Replanned{}, err
	}
	s.record(ledger) // nothing fails from here on
	p.project.Title, p.project.BudgetMinor, p.project.Due = w.Title, w.Budget, stored(w.Due)
	p.project.PlanVersion, p.project.SubGigs, p.plan = w.Base+1, len(w.Plan.SubGigs), w.Plan
	p.newReferences(w)
	p.newWords(w)
	for _, g := range w.Added {
		row := subGigRowOf(project.NewProject{Project: p.project, At: w.Commit.At}, g, moved)
		p.order, r.subGigs[g.ID] = append(p.order, row), row
	}
	slices.SortFunc(p.order, func(a, b *subGigRow) int { return cmp.Compare(a.Position, b.Position) })
	p.newOrders(w, moved)
	r.newConsents(w)
	return p.replanned(w.Base + 1), nil
}

func (r *Records) taken(p *projectRows, g project.SubGigRecord) bool {
	_, there := r.subGigs[g.ID]
	return there || slices.ContainsFunc(p.order, func(row *subGigRow) bool { return row.Key == g.Key })
}

func (p *projectRows) newReferences(w project.Replanning) {
	for _, ref := range w.References {
		if i := slices.IndexFunc(p.references, func(r project.Reference) bool { return r.Key == ref.Key }); i >= 0 {
			p.references[i].Title = ref.Title
			continue
		}
		ref.Project, ref.File = p.project.ID, nil
		p.references = append(p.references, ref)
	}
	slices.SortFunc(p.references, func(a, b project.Reference) int { return cmp.Compare(a.Key, b.Key) })
}

func (p *projectRows) newWords(w project.Replanning) {
	rows := map[project.SubGigID]*subGigRow{}
	for _, g := range p.order {
		rows[g.ID] = g
	}
	for _, g := range w.Words {
		to := rows[g.ID]
		to.Title, to.Role, to.Brief, to.Spec, to.Place, to.References = g.Title, g.Role, g.Brief, g.Spec, g.Place, g.References
		to.UpdatedAt = stored(w.Commit.At)
	}
	for _, g := range w.Rewired {
		rows[g.ID].NeedsAll, rows[g.ID].UpdatedAt = g.NeedsAll, stored(w.Commit.At)
	}
	for _, place := range w.Positions {
		rows[place.SubGig].Position = place.Position
	}
}

// newOrders keeps the orders, and of the drafts only the one that was applied and those made from a later base.
func (p *projectRows) newOrders(w project.Replanning, moved map[project.PersonID]project.PersonID) {
	for _, o := range w.Orders {
		if a := o.Command.Amend; a != nil {
			for i, id := range a.Candidates {
				a.Candidates[i] = cmp.Or(moved[id], id)
			}
		}
		p.orders = append(p.orders, versionOrder{o, w.Base + 1})
	}
	maps.DeleteFunc(p.drafts, func(key string, d project.PlanDraft) bool {
		return key != w.Draft && d.Applied == 0 && d.Base <= w.Base
	})
	applied := p.drafts[w.Draft]
	applied.Applied, applied.Plan = w.Base+1, project.Plan{}
	p.drafts[w.Draft] = applied
}

func (p *projectRows) replanned(version int) project.Replanned {
	sections, told := map[int]bool{}, map[int]bool{}
	for _, g := range p.order {
		sections[g.Section] = true
	}
	for _, o := range p.orders {
		if o.version == version {
			told[o.Section] = true
		}
	}
	return project.Replanned{Version: version, Sections: len(sections), Told: slices.Sorted(maps.Keys(told))}
}

// Orders gives what the plans after a version tell a section, without needs that have ended.
func (r *Records) Orders(ctx context.Context, id project.ProjectID, section, after int) (project.Orders, error) {
	if err := r.enter(ctx); err != nil {
		return project.Orders{}, err
	}
	defer r.mu.Unlock()
	out := project.Orders{Version: after}
	p, ok := r.projects[id]
	if !ok {
		return out, nil // a list of nothing, as SQL gives
	}
	ended := map[project.SubGigID]bool{}
	for _, g := range p.order {
		ended[g.ID] = g.State.Ended()
	}
	for _, o := range p.orders {
		if o.Section == section && o.version > after {
			out.Version = o.version
			out.Orders = append(out.Orders, kept(o.Order.WithoutEnded(ended)))
		}
	}
	return out, nil
}
