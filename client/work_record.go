package client

import (
	"context"
	"net/url"

	"tutti/api/wire"
	"tutti/project"
)

// WorkRecord gives what somebody has made, signed; one's own when id is empty.
func (c *Client) WorkRecord(ctx context.Context, id project.PersonID, prices bool) (out wire.WorkRecord, err error) {
	path, q := root+"/me/work-record", url.Values{}
	if id != "" {
		path = to("people", id, "work-record")
	}
	if prices {
		q.Set("prices", "true")
	}
	return out, c.get(ctx, path, q, &out)
}

// Keys gives the public keys that work records are verified with.
func (c *Client) Keys(ctx context.Context) (out wire.KeySet, err error) {
	return out, c.get(ctx, root+"/keys", nil, &out)
}

// Certificate gives the PDF of one's own approved work.
func (c *Client) Certificate(ctx context.Context, id project.SubGigID) (file []byte, err error) {
	return file, c.get(ctx, to("sub-gigs", id, "certificate"), nil, &file)
}
