package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
)

// Backups lists the backups that the server takes of itself.
func (c *Client) Backups(ctx context.Context) (out wire.Backups, err error) {
	return out, c.get(ctx, root+"/backups", nil, &out)
}

// TakeBackup lets the server take one in the background.
func (c *Client) TakeBackup(ctx context.Context) (out wire.Backups, err error) {
	return out, c.command(ctx, http.MethodPost, root+"/backups", nil, &out)
}
