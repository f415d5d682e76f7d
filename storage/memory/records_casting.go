package memory

import (
	"context"
	"slices"

	"tutti/project"
)

// DraftProposal records p once as a draft.
func (r *Records) DraftProposal(ctx context.Context, p project.ProposalRecord) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if g, ok := r.subGigs[p.SubGig]; !ok || g.Project != p.Project {
		return noRow("sub-gig " + string(p.SubGig))
	}
	if _, there := r.proposals[p.ID]; !there {
		p.State, p.Consent = project.ProposalDraft, nil
		p.Reply = ""
		p.Made, p.Expires, p.Answered = stored(p.Made), stored(p.Expires), stored(p.Answered)
		r.proposals[p.ID] = p
	}
	return nil
}

// propose writes a proposal of a commit over its draft.
func (r *Records) propose(id project.ProjectID, p project.Proposal) {
	there, known := r.proposals[p.ID]
	if !known {
		there = project.ProposalRecord{Proposal: p, Project: id}
		there.Consent = nil // the process keeps it
	}
	there.Offer, there.By, there.State, there.ByRule = p.Offer, p.By, p.State, p.ByRule
	there.Made, there.Expires, there.Answered = stored(p.Made), stored(p.Expires), stored(p.Answered)
	r.proposals[p.ID] = there
}

// Proposal gives one proposal.
func (r *Records) Proposal(ctx context.Context, id project.ProposalID) (project.ProposalRecord, error) {
	if err := r.enter(ctx); err != nil {
		return project.ProposalRecord{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.proposals[id]
	if !ok {
		return p, noRow("proposal " + string(id))
	}
	return p, nil
}

// Proposals lists newest first, drafts left out.
func (r *Records) Proposals(ctx context.Context, f project.ProposalFilter, page project.Page) ([]project.ProposalRecord, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.ProposalRecord
	for _, p := range r.proposals {
		wanted := p.State != project.ProposalDraft && (f.Project == "" || p.Project == f.Project) && (f.SubGig == "" || p.SubGig == f.SubGig) &&
			(f.Kind == "" || p.Kind == f.Kind) && (f.State == "" || p.State == f.State)
		if wanted && (page.After == "" || string(p.ID) < page.After) {
			all = append(all, p)
		}
	}
	return firstOf(newestFirst(all, func(p project.ProposalRecord) string { return string(p.ID) }), page.Limit), nil
}

// ReplyProposal keeps the words of who answers.
func (r *Records) ReplyProposal(ctx context.Context, id project.ProposalID, reply string) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, ok := r.proposals[id]
	if !ok {
		return noRow("proposal " + string(id))
	}
	p.Reply = reply
	r.proposals[id] = p
	return nil
}

// OpenCalls lists the sub-gigs whose call is open, oldest first.
func (r *Records) OpenCalls(ctx context.Context, page project.Page) ([]project.SubGigRecord, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.SubGigRecord
	for _, g := range r.subGigs {
		if g.Call != nil && string(g.ID) > page.After {
			all = append(all, kept(g.SubGigRecord))
		}
	}
	all = newestFirst(all, func(g project.SubGigRecord) string { return string(g.ID) })
	slices.Reverse(all)
	return firstOf(all, page.Limit), nil
}

// PutApplication records a once for its seller, and numbers it.
func (r *Records) PutApplication(ctx context.Context, a project.Application) (project.Application, error) {
	if err := r.enter(ctx); err != nil {
		return project.Application{}, err
	}
	defer r.mu.Unlock()
	if g, ok := r.subGigs[a.SubGig]; !ok || g.Project != a.Project {
		return project.Application{}, noRow("sub-gig " + string(a.SubGig))
	}
	all := r.applied[a.SubGig]
	if at := slices.IndexFunc(all, func(b project.Application) bool { return b.Seller == a.Seller }); at >= 0 {
		return kept(all[at]), nil
	}
	if err := r.referTo(a.Files...); err != nil {
		return project.Application{}, err
	}
	a.Alias, a.CreatedAt = len(all)+1, stored(a.CreatedAt)
	r.applied[a.SubGig] = append(all, kept(a))
	return a, nil
}

// Applications lists those to a sub-gig in the order in which they came.
func (r *Records) Applications(ctx context.Context, id project.SubGigID) ([]project.Application, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	return keptAll(r.applied[id]), nil
}

// Application gives one application.
func (r *Records) Application(ctx context.Context, id project.ApplicationID) (project.Application, error) {
	if err := r.enter(ctx); err != nil {
		return project.Application{}, err
	}
	defer r.mu.Unlock()
	for _, all := range r.applied {
		for _, a := range all {
			if a.ID == id {
				return kept(a), nil
			}
		}
	}
	return project.Application{}, noRow("application " + string(id))
}
