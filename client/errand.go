package client

import (
	"context"
	"net/http"
	"net/url"

	"tutti/api/wire"
	"tutti/project"
)

// DryRun has files inspected as if they were delivered; DryRunOf gives what was found.
func (c *Client) DryRun(ctx context.Context, id project.SubGigID, in wire.DryRunRequest) (out wire.DryRun, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "dry-runs"), in, &out)
}

// DryRunOf gives one dry run of one's own.
func (c *Client) DryRunOf(ctx context.Context, id project.ErrandID) (out wire.DryRun, err error) {
	return out, c.get(ctx, to("dry-runs", id), nil, &out)
}

// Split has a source cut into pieces; SplitOf gives them.
func (c *Client) Split(ctx context.Context, in wire.SplitRequest) (out wire.SplitRun, err error) {
	return out, c.command(ctx, http.MethodPost, root+"/splits", in, &out)
}

// SplitOf gives one split of one's own, with links to its pieces when it is done.
func (c *Client) SplitOf(ctx context.Context, id project.ErrandID) (out wire.SplitRun, err error) {
	return out, c.get(ctx, to("splits", id), nil, &out)
}

// SplitPlan proposes a plan for a split.
func (c *Client) SplitPlan(ctx context.Context, id project.ErrandID, terms project.SplitTerms) (out project.Plan, err error) {
	query := url.Values{"brief": terms.Brief}
	for name, value := range map[string]string{"title": terms.Title, "role": terms.Role, "price": string(terms.Price), "currency": terms.Currency} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return out, c.get(ctx, to("splits", id, "plan"), query, &out)
}

// CreateSplitProject makes a draft out of a plan whose references are the pieces of a split.
func (c *Client) CreateSplitProject(ctx context.Context, plan []byte, split project.ErrandID) (out wire.Project, err error) {
	k := planCall("/projects?split="+url.QueryEscape(string(split)), plan, &out)
	k.command, k.timeout = true, 2*requestTimeout
	return out, c.do(ctx, k)
}
