package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerDispute() {
	add(a, operation{id: "open-dispute", method: post, path: root + "/sub-gigs/{id}/dispute", tag: "dispute", status: http.StatusCreated,
		summary: "Opens a dispute", text: "Everything else about the sub-gig stands still. The two sides try to settle it by proposals; then the producer rules, then the operator. Each stage has a clock.",
		rules: rules{command: true}}, a.openDispute)
	add(a, operation{id: "appeal-dispute", method: post, path: root + "/sub-gigs/{id}/dispute/appeal", tag: "dispute",
		summary: "Takes a dispute to the next stage before its clock does", rules: rules{command: true}}, a.appealDispute)
	add(a, operation{id: "rule-dispute", method: post, path: root + "/sub-gigs/{id}/dispute/rule", tag: "dispute",
		summary: "Decides a dispute", text: "The producer's ruling can be appealed until the stage's clock has run out; the operator's stands.",
		rules: rules{command: true}}, a.ruleDispute)
	add(a, operation{id: "list-disputes", method: get, path: root + "/disputes", tag: "dispute",
		summary: "Lists the open disputes of the whole instance, newest first", text: "For the operator."}, a.disputes)
}

func (a *API) openDispute(ctx context.Context, in *struct {
	SubGigPath
	Body wire.DisputeRequest
}) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.Negotiate)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	p := project.Proposal{ID: project.ProposalID(c.id(project.PrefixProposal)), SubGig: w.ID, Kind: project.Objection, By: sideOf(ctx, w.in.thing),
		Actor: actor(ctx).ID, Made: c.at}
	if err := a.o.Records.DraftProposal(ctx, project.ProposalRecord{Proposal: p, Project: w.Project, Words: in.Body.Words}); err != nil {
		return nil, err
	}
	return a.after(ctx, w, project.Command{Kind: project.Disagree, Side: p.By, Proposal: &p})
}

func (a *API) appealDispute(ctx context.Context, in *SubGigPath) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.Negotiate)
	if err != nil {
		return nil, err
	}
	return a.after(ctx, w, project.Command{Kind: project.Appeal, Side: sideOf(ctx, w.in.thing)})
}

func (a *API) ruleDispute(ctx context.Context, in *struct {
	SubGigPath
	Body wire.RulingRequest
}) (*body[wire.SubGig], error) {
	w, err := a.subGig(ctx, in.ID, project.RuleDispute)
	if err != nil {
		return nil, err
	}
	side := project.SideProducer
	if d := w.SubGig.Dispute; d != nil && d.Stage == project.StageOperator && actor(ctx).Is(project.RoleOperator) {
		side = project.SidePlatform
	}
	return a.after(ctx, w, project.Command{Kind: project.Rule, Side: side,
		Ruling: &project.Ruling{Share: in.Body.ShareMinor, Outcome: in.Body.Outcome}})
}

func disputeView(g project.SubGig) *wire.Dispute {
	d := g.Dispute
	if d == nil {
		return nil
	}
	out := &wire.Dispute{ID: d.ID, OpenedBy: d.OpenedBy, Stage: d.Stage, StageEnds: moment(g.Timer.Due)}
	if d.Ruling != nil {
		out.ShareMinor, out.Outcome = &d.Ruling.Share, d.Ruling.Outcome
	}
	return out
}

func (a *API) disputes(ctx context.Context, in *struct{ Paging }) (*body[wire.ProposalList], error) {
	if err := may(ctx, project.SeeDisputes, project.Thing{}); err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Proposals(ctx, project.ProposalFilter{Kind: project.Objection, State: project.ProposalOpen}, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(p project.ProposalRecord) string { return string(p.ID) })
	out := wire.ProposalList{Next: next, Items: []wire.Proposal{}}
	for _, p := range rows {
		w, err := a.subGig(ctx, p.SubGig, project.SeeSubGig)
		if err != nil {
			return nil, err
		}
		out.Items = append(out.Items, proposalView(ctx, p, w))
	}
	return &body[wire.ProposalList]{out}, nil
}
