package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// PayoutQuery narrows a list of payouts. Seller is for operators; everybody else sees only their own.
type PayoutQuery struct {
	State   project.PayoutState
	Project project.ProjectID
	Seller  project.PersonID
	Page
}

// Payouts lists payouts, newest first.
func (c *Client) Payouts(ctx context.Context, q PayoutQuery) (out wire.PayoutList, err error) {
	values := q.query()
	set(values, "state", string(q.State))
	set(values, "project_id", string(q.Project))
	set(values, "seller_id", string(q.Seller))
	return out, c.get(ctx, root+"/payouts", values, &out)
}

// MarkPaid says that a payout was made by hand, and how the transfer can be found again.
func (c *Client) MarkPaid(ctx context.Context, id project.PayoutID, reference string) (out wire.Payout, err error) {
	return out, c.command(ctx, http.MethodPost, to("payouts", id, "paid"), wire.PaidRequest{Reference: reference}, &out)
}

// MarkFailed says that a payout by hand did not arrive; the money is the seller's again.
func (c *Client) MarkFailed(ctx context.Context, id project.PayoutID, reason string) (out wire.Payout, err error) {
	return out, c.command(ctx, http.MethodPost, to("payouts", id, "failed"), wire.FailedRequest{Reason: reason}, &out)
}

// PayoutDestination says where one is paid. Only the end of the account is shown.
func (c *Client) PayoutDestination(ctx context.Context) (out wire.Destination, err error) {
	return out, c.get(ctx, root+"/me/payout-destination", nil, &out)
}

// SetPayoutDestination names where one is paid.
func (c *Client) SetPayoutDestination(ctx context.Context, account string) (out wire.Destination, err error) {
	return out, c.command(ctx, http.MethodPut, root+"/me/payout-destination", wire.DestinationRequest{Account: account}, &out)
}

// StatementQuery asks for a month of money. Without a Project it is a seller's over all projects. Seller is for
// operators; the Zone is one's own when empty.
type StatementQuery struct {
	Project project.ProjectID
	Month   string // as 2026-11
	Format  string // pdf or csv
	Zone    string
	Seller  project.PersonID
}

// Statement gives the file.
func (c *Client) Statement(ctx context.Context, q StatementQuery) (file []byte, err error) {
	path, values := root+"/me/statement", Page{}.query()
	if q.Project != "" {
		path = to("projects", q.Project, "statement")
	}
	for name, value := range map[string]string{"month": q.Month, "format": q.Format, "zone": q.Zone, "seller_id": string(q.Seller)} {
		set(values, name, value)
	}
	return file, c.get(ctx, path, values, &file)
}
