package client

import (
	"context"

	"tutti/api/wire"
)

// Templates lists the plans to begin with that come with the server.
func (c *Client) Templates(ctx context.Context) (out wire.TemplateList, err error) {
	return out, c.get(ctx, root+"/templates", nil, &out)
}
