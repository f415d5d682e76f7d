package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// AddMember gives somebody a role in a project, or changes how far theirs reaches.
func (c *Client) AddMember(ctx context.Context, id project.ProjectID, in wire.MemberRequest) (out wire.Member, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "members"), in, &out)
}

// Members lists who has a role in a project that was given to them, oldest first.
func (c *Client) Members(ctx context.Context, id project.ProjectID) (out wire.MemberList, err error) {
	return out, c.get(ctx, to("projects", id, "members"), nil, &out)
}

// RemoveMember takes a role away.
func (c *Client) RemoveMember(ctx context.Context, id project.ProjectID, member project.MemberID) error {
	return c.command(ctx, http.MethodDelete, to("projects", id, "members", string(member)), nil, nil)
}
