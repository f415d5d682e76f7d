package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerReview() {
	add(a, operation{id: "create-review", method: post, path: root + "/deliveries/{id}/reviews", tag: "review", status: http.StatusCreated,
		summary: "Decides on a delivery: approve, revise or release", rules: rules{command: true}}, a.review)
}

func (a *API) review(ctx context.Context, in *struct {
	DeliveryPath
	Body wire.ReviewRequest
}) (*body[wire.Review], error) {
	d, err := a.delivery(ctx, in.ID, project.ReviewWork)
	if err != nil {
		return nil, err
	}
	g, err := a.o.Records.SubGig(ctx, d.SubGig)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	r := project.Review{ID: project.ReviewID(c.id(project.PrefixReview)), Delivery: d.ID, Reviewer: actor(ctx).ID, Decision: in.Body.Decision,
		Notes: some(in.Body.Notes), State: project.ReviewDraft, CreatedAt: c.at}
	if r, err = a.collected(ctx, r, g, in.Body.NoteIDs); err != nil {
		return nil, err
	}
	b, err := a.brief(ctx, g)
	if err != nil {
		return nil, err
	}
	if err := r.Check(b.Len(), d.Inspection.Warnings()); err != nil {
		return nil, err
	}
	if r.Decision == project.Release || beyondIncluded(g, r) { // no matter for a section lead
		if err := may(ctx, project.DirectWork, d.in.thing); err != nil {
			return nil, err
		}
	}
	if err := a.o.Records.DraftReview(ctx, r); err != nil {
		return nil, err
	}
	command := project.Command{Kind: project.Decide, Delivery: d.ID, Decision: r.Decision, Review: r.ID}
	if command.Proposal, err = a.paidRevision(ctx, d.in.Project, g, r, in.Body.PriceMinor); err != nil {
		return nil, err
	}
	if err = a.give(ctx, work{SubGigRecord: g}, command); err != nil {
		return nil, err
	}
	out := reviewView(r)
	if command.Proposal != nil {
		out.ProposalID = command.Proposal.ID
	}
	return &body[wire.Review]{out}, nil
}

// beyondIncluded reports whether the review asks for a revision that the price does not include.
func beyondIncluded(g project.SubGigRecord, r project.Review) bool {
	return r.Decision == project.Revise && g.State == project.InReview && g.RevisionsUsed >= g.Terms.Revisions
}

// paidRevision drafts the change order for a revision that is not included, at the price that the producer names or else the
// plan; nil for everything else, and when nobody has named one: the process refuses that.
func (a *API) paidRevision(ctx context.Context, p project.Project, g project.SubGigRecord, r project.Review, price *int64) (*project.Proposal, error) {
	if !beyondIncluded(g, r) {
		return nil, nil
	}
	if price == nil {
		facts, err := a.facts(ctx, p)
		named := facts.options[g.Key].RevisionPrice
		if err != nil || named == "" {
			return nil, err
		}
		minor, err := named.Minor(p.Currency)
		if err != nil {
			return nil, err
		}
		price = &minor
	}
	if err := a.affordable(ctx, p, *price); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	asked := g.PaidRevision(project.ProposalID(c.id(project.PrefixProposal)), *price, r.ID)
	asked.Actor, asked.Made = r.Reviewer, c.at
	return &asked, a.o.Records.DraftProposal(ctx, project.ProposalRecord{Proposal: asked, Project: g.Project, Words: r.Words()})
}

func reviewView(r project.Review) wire.Review {
	return wire.Review{ID: r.ID, DeliveryID: r.Delivery, Reviewer: r.Reviewer, Decision: r.Decision, Notes: some(r.Notes), CreatedAt: r.CreatedAt.UTC()}
}
