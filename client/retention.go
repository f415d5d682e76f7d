package client

import (
	"context"

	"tutti/api/wire"
)

// Retention says how long which data is kept.
func (c *Client) Retention(ctx context.Context) (out wire.Retention, err error) {
	return out, c.get(ctx, root+"/retention", nil, &out)
}
