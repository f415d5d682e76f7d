package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

// PreviewReplan says what another plan, in YAML or JSON, would change in a running project. Nothing is changed.
func (c *Client) PreviewReplan(ctx context.Context, id project.ProjectID, plan []byte) (out wire.Replan, err error) {
	k := planCall("/projects/"+url.PathEscape(string(id))+"/replan/preview", plan, &out)
	k.timeout = 2 * requestTimeout
	return out, c.do(ctx, k)
}

// Replan puts another plan in force. base is the version that the preview gave.
func (c *Client) Replan(ctx context.Context, id project.ProjectID, base int, plan []byte) (out wire.Project, err error) {
	k := planCall("/projects/"+url.PathEscape(string(id))+"/replan", plan, &out)
	k.query = url.Values{"base_version": {strconv.Itoa(base)}}
	k.command, k.timeout = true, 2*requestTimeout
	return out, c.do(ctx, k)
}

// Reopen has an approved delivery replaced, for a new price.
func (c *Client) Reopen(ctx context.Context, id project.SubGigID, in wire.ReopenRequest) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "reopen"), in, &out)
}

// ResolveStale chooses what becomes of a sub-gig that was made from a delivery that is being replaced.
func (c *Client) ResolveStale(ctx context.Context, id project.SubGigID, in wire.StaleRequest) (out wire.SubGig, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "stale"), in, &out)
}
