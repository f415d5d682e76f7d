package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerExtra() {
	add(a, operation{id: "order-extra", method: post, path: root + "/sub-gigs/{id}/extras/{key}/order", tag: "proposal", status: http.StatusCreated,
		summary: "Orders something that the plan offers besides", text: "A change order with the price and the time of the plan. It holds when the seller agrees.",
		rules: rules{command: true}}, a.orderExtra)
}

// extrasOf gives what can be ordered for a sub-gig.
func (a *API) extrasOf(ctx context.Context, w work) ([]wire.Extra, error) {
	facts, err := a.facts(ctx, w.in.Project)
	if err != nil {
		return nil, err
	}
	var out []wire.Extra
	for _, x := range facts.options[w.Key].Extras {
		minor, err := x.Price.Minor(w.in.Currency)
		if err != nil {
			return nil, err
		}
		out = append(out, wire.Extra{Key: x.Key, Title: x.Title, PriceMinor: minor, TimeSeconds: seconds(x.Work.Std())})
	}
	return out, nil
}

func (a *API) orderExtra(ctx context.Context, in *struct {
	SubGigPath
	Key string `path:"key" maxLength:"63"`
}) (*body[wire.Proposal], error) {
	w, err := a.subGig(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	facts, err := a.facts(ctx, w.in.Project)
	if err != nil {
		return nil, err
	}
	x, err := facts.options[w.Key].Extra(in.Key)
	if err != nil {
		return nil, err
	}
	minor, err := x.Price.Minor(w.in.Currency)
	if err != nil {
		return nil, err
	}
	if err := a.affordable(ctx, w.in.Project, minor); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	p := project.Proposal{ID: project.ProposalID(c.id(project.PrefixProposal)), SubGig: w.ID, Kind: project.ChangeOrder, By: project.SideProducer,
		Actor: actor(ctx).ID, Minor: minor, Time: x.Work.Std(), Made: c.at}
	if err := a.o.Records.DraftProposal(ctx, project.ProposalRecord{Proposal: p, Project: w.Project, Words: "Ordered besides: " + x.Title}); err != nil {
		return nil, err
	}
	if err := a.give(ctx, w, project.Command{Kind: project.Propose, Side: p.By, Proposal: &p}); err != nil {
		return nil, err
	}
	return a.proposalAnswer(ctx, p.ID, w)
}
