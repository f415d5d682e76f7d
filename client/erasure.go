package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// ExportPerson gives everything that is known of a person as a zip; of oneself when the id is empty.
func (c *Client) ExportPerson(ctx context.Context, id project.PersonID) (file []byte, err error) {
	path := root + "/me/export"
	if id != "" {
		path = to("people", id, "export")
	}
	return file, c.do(ctx, call{method: http.MethodPost, path: path, out: &file})
}

// ErasePerson replaces a person by a pseudonym, for ever.
func (c *Client) ErasePerson(ctx context.Context, id project.PersonID, reason string) (out wire.Erasure, err error) {
	return out, c.command(ctx, http.MethodPost, to("people", id, "erasure"), wire.ErasureRequest{Reason: reason}, &out)
}
