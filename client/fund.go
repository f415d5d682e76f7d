package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// Fund adds money of the buyer to a running project, in minor units of its currency. Its budget grows by as much.
func (c *Client) Fund(ctx context.Context, id project.ProjectID, minor int64) (out wire.Project, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "funds"), wire.FundRequest{Minor: minor}, &out)
}

// Tip gives the seller of an approved sub-gig something on top, in minor units.
func (c *Client) Tip(ctx context.Context, id project.SubGigID, minor int64) (out wire.Tip, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "tips"), wire.TipRequest{Minor: minor}, &out)
}
