package client

import (
	"context"
	"net/http"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// Propose asks the other side of a sub-gig for something.
func (c *Client) Propose(ctx context.Context, id project.SubGigID, in wire.ProposalRequest) (out wire.Proposal, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "proposals"), in, &out)
}

// OrderExtra orders something that the plan offers for a sub-gig besides; its seller confirms it.
func (c *Client) OrderExtra(ctx context.Context, id project.SubGigID, key string) (out wire.Proposal, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "extras", key, "order"), nil, &out)
}

// Proposals lists what was proposed about a sub-gig, newest first.
func (c *Client) Proposals(ctx context.Context, id project.SubGigID, p Page) (out wire.ProposalList, err error) {
	return out, c.get(ctx, to("sub-gigs", id, "proposals"), p.query(), &out)
}

// Agree agrees to a proposal of the other side.
func (c *Client) Agree(ctx context.Context, id project.ProposalID, words string) (out wire.Proposal, err error) {
	return out, c.command(ctx, http.MethodPost, to("proposals", id, "agree"), wire.AnswerRequest{Words: words}, &out)
}

// Refuse refuses a proposal of the other side, or answers its question.
func (c *Client) Refuse(ctx context.Context, id project.ProposalID, words string) (out wire.Proposal, err error) {
	return out, c.command(ctx, http.MethodPost, to("proposals", id, "refuse"), wire.AnswerRequest{Words: words}, &out)
}

// Withdraw takes a proposal back.
func (c *Client) Withdraw(ctx context.Context, id project.ProposalID) (out wire.Proposal, err error) {
	return out, c.command(ctx, http.MethodPost, to("proposals", id, "withdraw"), nil, &out)
}

// OpenDispute opens a dispute about a sub-gig.
func (c *Client) OpenDispute(ctx context.Context, id project.SubGigID, words string) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "dispute"), wire.DisputeRequest{Words: words}, &out)
}

// AppealDispute takes a dispute to the next stage.
func (c *Client) AppealDispute(ctx context.Context, id project.SubGigID) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "dispute", "appeal"), nil, &out)
}

// RuleDispute decides a dispute.
func (c *Client) RuleDispute(ctx context.Context, id project.SubGigID, in wire.RulingRequest) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "dispute", "rule"), in, &out)
}

// Disputes lists the open disputes of the instance, newest first.
func (c *Client) Disputes(ctx context.Context, p Page) (out wire.ProposalList, err error) {
	return out, c.get(ctx, "/api/v1/disputes", p.query(), &out)
}

// Calls lists the open calls that one may answer.
func (c *Client) Calls(ctx context.Context, p Page) (out wire.CallList, err error) {
	return out, c.get(ctx, "/api/v1/calls", p.query(), &out)
}

// Claim takes an open call.
func (c *Client) Claim(ctx context.Context, id project.SubGigID) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "claim"), nil, &out)
}

// Apply applies to a call.
func (c *Client) Apply(ctx context.Context, id project.SubGigID, in wire.ApplicationRequest) (out wire.Application, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "applications"), in, &out)
}

// Applications lists the applications to a call.
func (c *Client) Applications(ctx context.Context, id project.SubGigID) (out wire.ApplicationList, err error) {
	return out, c.get(ctx, to("sub-gigs", id, "applications"), nil, &out)
}

// Choose asks one person now.
func (c *Client) Choose(ctx context.Context, id project.SubGigID, in wire.ChooseRequest) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "choose"), in, &out)
}

// Pause stops every clock of a project until the time.
func (c *Client) Pause(ctx context.Context, id project.ProjectID, until time.Time) (out wire.Project, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "pause"), wire.PauseRequest{Until: until}, &out)
}

// Resume lets every clock of a project run on.
func (c *Client) Resume(ctx context.Context, id project.ProjectID) (out wire.Project, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "resume"), nil, &out)
}
