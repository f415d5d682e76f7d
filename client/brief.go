package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// PinAnswer answers a question for all whom it concerns.
func (c *Client) PinAnswer(ctx context.Context, id project.ProjectID, in wire.PinRequest) (out wire.PinnedAnswer, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "answers"), in, &out)
}

// Brief gives the brief of a sub-gig with the answers that were pinned to it.
func (c *Client) Brief(ctx context.Context, id project.SubGigID) (out wire.Brief, err error) {
	return out, c.get(ctx, to("sub-gigs", id, "brief"), nil, &out)
}

// AcknowledgeBrief says that one has read the version of a brief.
func (c *Client) AcknowledgeBrief(ctx context.Context, id project.SubGigID, version int) (out wire.Brief, err error) {
	return out, c.command(ctx, http.MethodPost, to("sub-gigs", id, "brief", "acknowledge"), wire.AcknowledgeRequest{Version: version}, &out)
}

// NoteChange notes something to change for the producer's list.
func (c *Client) NoteChange(ctx context.Context, id project.DeliveryID, n project.Note) (out wire.RoundNote, err error) {
	return out, c.command(ctx, http.MethodPost, to("deliveries", id, "notes"), n, &out)
}

// Notes lists the notes for a delivery's sub-gig that wait, and those that were sent, oldest first.
func (c *Client) Notes(ctx context.Context, id project.DeliveryID) (out wire.RoundNoteList, err error) {
	return out, c.get(ctx, to("deliveries", id, "notes"), nil, &out)
}

// DropNote takes a note away that waits.
func (c *Client) DropNote(ctx context.Context, id project.NoteID) error {
	return c.command(ctx, http.MethodDelete, to("notes", id), nil, nil)
}
