package memory

import (
	"cmp"
	"context"
	"slices"

	"tutti/project"
)

// RequirementAnswers lists by key.
func (r *Records) RequirementAnswers(ctx context.Context, id project.ProjectID) ([]project.RequirementAnswer, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return nil, nil // a list of nothing, as SQL gives
	}
	return keptAll(p.answers), nil
}

// PutRequirementAnswer keeps the answer and logs it.
func (r *Records) PutRequirementAnswer(ctx context.Context, a project.RequirementAnswer, subGigs []string) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(a.Project)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.answers, func(b project.RequirementAnswer) bool { return b.Requirement == a.Requirement })
	if i >= 0 && p.answers[i].Same(a) {
		return nil
	}
	if err := p.mayAnswer(a.Requirement, i >= 0, subGigs); err != nil {
		return err
	}
	if a.File != nil {
		if err := r.referTo(*a.File); err != nil {
			return err
		}
	}
	a = kept(a)
	a.At = stored(a.At)
	if i >= 0 {
		p.answers[i] = a
	} else {
		p.answers = append(p.answers, a)
	}
	slices.SortFunc(p.answers, func(a, b project.RequirementAnswer) int { return cmp.Compare(a.Requirement, b.Requirement) })
	p.log(project.LogEvent{Kind: project.LogRequirementAnswered, Actor: a.Actor, Detail: a.Requirement, At: a.At})
	p.touch(a.At)
	return nil
}

// mayAnswer refuses what comes too late.
func (p *projectRows) mayAnswer(key string, change bool, subGigs []string) error {
	if err := project.MayAnswer(p.project.State, key); err != nil || !change {
		return err
	}
	for _, g := range p.order {
		wanted := len(subGigs) == 0 || slices.Contains(subGigs, g.Key)
		if wanted && g.State != project.Waiting && g.State != project.Cancelled {
			return project.AnswerStands(key, g.Key)
		}
	}
	return nil
}

// SubGigEvents lists what the log says of the sub-gig, oldest first.
func (r *Records) SubGigEvents(ctx context.Context, id project.SubGigID) ([]project.Event, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Event
	for _, e := range r.rowsOf(id).events {
		if e.SubGig == id {
			all = append(all, e)
		}
	}
	return all, nil
}

// SubGigTransactions lists what the ledger says of the sub-gig, oldest first.
func (r *Records) SubGigTransactions(ctx context.Context, id project.SubGigID) ([]project.Transaction, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Transaction
	for _, t := range r.rowsOf(id).transactions {
		if t.SubGig == id {
			all = append(all, kept(t))
		}
	}
	return all, nil
}

// rowsOf gives the rows of the sub-gig's project, empty ones when there is no such sub-gig.
func (r *Records) rowsOf(id project.SubGigID) *projectRows {
	if g, ok := r.subGigs[id]; ok {
		return r.projects[g.Project]
	}
	return &projectRows{}
}
