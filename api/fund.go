package api

import (
	"context"
	"fmt"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerFund() {
	add(a, operation{id: "fund-project", method: post, path: root + "/projects/{id}/funds", tag: "ledger",
		summary: "Adds money of the buyer to a project", rules: rules{command: true},
		text: "The budget grows by as much. It is for a project that was launched and has not ended; the launch funds the budget of the plan by itself."}, a.fund)
	add(a, operation{id: "give-tip", method: post, path: root + "/sub-gigs/{id}/tips", tag: "ledger",
		summary: "Gives the seller of approved work something on top", rules: rules{command: true},
		text: "It comes from the buyer's pocket, not out of the budget, and there is no fee on it. It clears like what is earned."}, a.tip)
}

func (a *API) fund(ctx context.Context, in *struct {
	ProjectPath
	Body wire.FundRequest
}) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.FundProject)
	if err != nil {
		return nil, err
	}
	if p.State == project.ProjectDraft {
		return nil, project.Errorf(project.Conflict, "nothing can be paid in: the project is a draft, and its launch funds the budget")
	}
	c := commandOf(ctx)
	if err := a.bookOne(ctx, p.ID, project.Fund(fmt.Sprintf("%s/fund/%s", p.ID, c.key), in.Body.Minor, actor(ctx).ID)); err != nil {
		return nil, err
	}
	return a.getProject(ctx, &in.ProjectPath)
}

func (a *API) tip(ctx context.Context, in *struct {
	SubGigPath
	Body wire.TipRequest
}) (*body[wire.Tip], error) {
	w, err := a.subGig(ctx, in.ID, project.GiveTip)
	if err != nil {
		return nil, err
	}
	seller, err := w.Tipped()
	if err != nil {
		return nil, err
	}
	if err := a.bookOne(ctx, w.Project, project.Tip(fmt.Sprintf("%s/tip/%s", w.ID, commandOf(ctx).key), seller, in.Body.Minor)); err != nil {
		return nil, err
	}
	names, err := a.names(ctx, seller)
	if err != nil {
		return nil, err
	}
	return &body[wire.Tip]{wire.Tip{ProjectID: w.Project, SubGigID: w.ID, Seller: names[seller], Minor: in.Body.Minor, Currency: w.in.Currency}}, nil
}

// bookOne books at the time of the command, so that a repeat is the same booking, and wakes who listens.
func (a *API) bookOne(ctx context.Context, id project.ProjectID, b project.Booking) error {
	if _, err := a.o.Records.PostLedger(ctx, id, []project.Booking{b}, commandOf(ctx).at); err != nil {
		return err
	}
	a.wake(ctx, id)
	return nil
}
