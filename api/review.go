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
	if err := r.Check(len(g.Brief)); err != nil {
		return nil, err
	}
	if err := a.o.Records.DraftReview(ctx, r); err != nil {
		return nil, err
	}
	err = a.give(ctx, work{SubGigRecord: g}, project.Command{Kind: project.Decide, Delivery: d.ID, Decision: r.Decision, Review: r.ID})
	if err != nil {
		return nil, err
	}
	return &body[wire.Review]{reviewView(r)}, nil
}

func reviewView(r project.Review) wire.Review {
	return wire.Review{ID: r.ID, DeliveryID: r.Delivery, Reviewer: r.Reviewer, Decision: r.Decision, Notes: some(r.Notes), CreatedAt: r.CreatedAt.UTC()}
}
