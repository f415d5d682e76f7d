package client

import (
	"context"
	"net/http"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// Schedule says when everything of a project ends, in the time zone of the caller.
func (c *Client) Schedule(ctx context.Context, id project.ProjectID) (out wire.Schedule, err error) {
	return out, c.get(ctx, to("projects", id, "schedule"), nil, &out)
}

// KnockOn says what more time for a sub-gig does to the others. Nothing is changed.
func (c *Client) KnockOn(ctx context.Context, id project.SubGigID, extra time.Duration) (out wire.KnockOn, err error) {
	k, err := jsonCall(http.MethodPost, to("sub-gigs", id, "knock-on"), wire.KnockOnRequest{ExtraSeconds: int64(extra / time.Second)}, &out)
	if err != nil {
		return out, err
	}
	return out, c.do(ctx, k)
}
