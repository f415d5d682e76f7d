package client

import (
	"context"
	"net/http"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// CreateExport asks for an archive of a project. It is made in the background.
func (c *Client) CreateExport(ctx context.Context, id project.ProjectID, kind project.ExportKind) (out wire.Export, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "exports"), wire.ExportRequest{Kind: kind}, &out)
}

// Exports lists the archives that were made of a project, newest first.
func (c *Client) Exports(ctx context.Context, id project.ProjectID) (out wire.ExportList, err error) {
	return out, c.get(ctx, to("projects", id, "exports"), nil, &out)
}

// Export gives one archive, with a link when it is ready.
func (c *Client) Export(ctx context.Context, id project.ExportID) (out wire.Export, err error) {
	return out, c.get(ctx, to("exports", id), nil, &out)
}

// exportLooks is how often an export that is being made is looked at, at first; later less often.
const exportLooks = 100 * time.Millisecond

// AwaitExport asks for an archive of a project and waits until it is ready. Conflict, with the reason, when it cannot be made.
func (c *Client) AwaitExport(ctx context.Context, id project.ProjectID, kind project.ExportKind) (wire.Export, error) {
	e, err := c.CreateExport(ctx, id, kind)
	if err != nil {
		return e, err
	}
	for wait := exportLooks; ; wait = min(2*wait, 2*time.Second) {
		if e, err = c.Export(ctx, e.ID); err != nil {
			return e, err
		}
		switch e.State {
		case project.ExportReady:
			return e, nil
		case project.ExportFailed:
			return e, project.Errorf(project.Conflict, "the export failed: %s", e.Reason)
		}
		select {
		case <-ctx.Done():
			return e, ctx.Err()
		case <-time.After(wait):
		}
	}
}
