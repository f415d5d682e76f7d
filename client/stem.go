package client

import (
	"context"

	"tutti/api/wire"
	"tutti/project"
)

// Stems lists what sounds in a project, in the order of the plan: a part of its sub-gigs at a time.
func (c *Client) Stems(ctx context.Context, id project.ProjectID, page Page) (out wire.StemList, err error) {
	return out, c.get(ctx, to("projects", id, "stems"), page.query(), &out)
}

// DeliveryStems lists the sounds of one delivery.
func (c *Client) DeliveryStems(ctx context.Context, id project.DeliveryID) (out wire.StemList, err error) {
	return out, c.get(ctx, to("deliveries", id, "stems"), nil, &out)
}
