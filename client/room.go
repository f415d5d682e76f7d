package client

import (
	"context"
	"io"
	"net/http"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

// Rooms lists the rooms of a project that one is in.
func (c *Client) Rooms(ctx context.Context, id project.ProjectID) (out wire.RoomList, err error) {
	return out, c.get(ctx, to("projects", id, "rooms"), nil, &out)
}

// ChooseName chooses how one is called by the other sellers of a project.
func (c *Client) ChooseName(ctx context.Context, id project.ProjectID, shows project.Showing) (out wire.RoomList, err error) {
	return out, c.command(ctx, http.MethodPut, to("projects", id, "rooms", "name"), wire.ShowingRequest{Shows: shows}, &out)
}

// RoomMembers lists who is in a room.
func (c *Client) RoomMembers(ctx context.Context, id project.ProjectID, room project.RoomName, p Page) (out wire.SpeakerList, err error) {
	return out, c.get(ctx, to("projects", id, "rooms", string(room), "members"), p.query(), &out)
}

// Messages lists what was said in a room, newest first.
func (c *Client) Messages(ctx context.Context, id project.ProjectID, room project.RoomName, p Page) (out wire.MessageList, err error) {
	return out, c.get(ctx, to("projects", id, "rooms", string(room), "messages"), p.query(), &out)
}

// Say says something in a room.
func (c *Client) Say(ctx context.Context, id project.ProjectID, room project.RoomName, in wire.MessageRequest) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("projects", id, "rooms", string(room), "messages"), in, &out)
}

// Comment says something about a spot of an artifact.
func (c *Client) Comment(ctx context.Context, id project.ArtifactID, in wire.CommentRequest) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("artifacts", id, "comments"), in, &out)
}

// Comments lists everything that was said about an artifact, oldest first.
func (c *Client) Comments(ctx context.Context, id project.ArtifactID) (wire.MessageList, error) {
	return c.allMessages(ctx, to("artifacts", id, "comments"))
}

// CommentDelivery says something about a delivery, or a spot of it.
func (c *Client) CommentDelivery(ctx context.Context, id project.DeliveryID, in wire.CommentRequest) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("deliveries", id, "comments"), in, &out)
}

// DeliveryComments lists everything that was said about a delivery, oldest first.
func (c *Client) DeliveryComments(ctx context.Context, id project.DeliveryID) (wire.MessageList, error) {
	return c.allMessages(ctx, to("deliveries", id, "comments"))
}

// Replies lists every answer to a message, oldest first.
func (c *Client) Replies(ctx context.Context, id project.MessageID) (wire.MessageList, error) {
	return c.allMessages(ctx, to("messages", id, "replies"))
}

// allMessages reads a list to its end.
func (c *Client) allMessages(ctx context.Context, path string) (wire.MessageList, error) {
	all := wire.MessageList{Items: []wire.Message{}}
	for p := (Page{Limit: wire.MaxPageLimit}); ; {
		var part wire.MessageList
		if err := c.get(ctx, path, p.query(), &part); err != nil {
			return all, err
		}
		all.Items = append(all.Items, part.Items...)
		if p.Cursor = part.Next; p.Cursor == "" {
			return all, nil
		}
	}
}

// Message gives one message.
func (c *Client) Message(ctx context.Context, id project.MessageID) (out wire.Message, err error) {
	return out, c.get(ctx, to("messages", id), nil, &out)
}

// EditMessage changes the words of one's own message, which was read in the version.
func (c *Client) EditMessage(ctx context.Context, id project.MessageID, version int, text string) (out wire.Message, err error) {
	k, err := jsonCall(http.MethodPatch, to("messages", id), wire.EditRequest{Text: text}, &out)
	if err != nil {
		return out, err
	}
	k.command, k.match = true, strconv.Quote(strconv.Itoa(version))
	return out, c.do(ctx, k)
}

// DeleteMessage takes the words and files of one's own message away.
func (c *Client) DeleteMessage(ctx context.Context, id project.MessageID) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodDelete, to("messages", id), nil, &out)
}

// MessageHistory lists what a message said before it was edited, oldest first.
func (c *Client) MessageHistory(ctx context.Context, id project.MessageID) (out wire.MessageHistory, err error) {
	return out, c.get(ctx, to("messages", id, "history"), nil, &out)
}

// Attachment writes a file that goes with a message to path, which is there whole or not at all.
func (c *Client) Attachment(ctx context.Context, id project.MessageID, number int, path string) error {
	return wholeFile(path, func(w io.Writer) error {
		return c.do(ctx, call{method: http.MethodGet, path: to("messages", id, "attachments", strconv.Itoa(number)), timeout: -1, out: &flow{to: w}})
	})
}

// ReportMessage asks those who moderate to look at a message.
func (c *Client) ReportMessage(ctx context.Context, id project.MessageID, in wire.ReportRequest) error {
	return c.command(ctx, http.MethodPost, to("messages", id, "reports"), in, nil)
}

// Reports lists the messages that were reported and not decided about, oldest first.
func (c *Client) Reports(ctx context.Context, id project.ProjectID) (out wire.ReportList, err error) {
	return out, c.get(ctx, to("projects", id, "reports"), nil, &out)
}

// KeepMessage closes the reports of a message: it stands.
func (c *Client) KeepMessage(ctx context.Context, id project.MessageID) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("messages", id, "keep"), nil, &out)
}

// HideMessage hides a message, with a reason.
func (c *Client) HideMessage(ctx context.Context, id project.MessageID, reason string) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("messages", id, "hide"), wire.ReasonRequest{Reason: reason}, &out)
}

// AppealMessage appeals against one's own message being hidden.
func (c *Client) AppealMessage(ctx context.Context, id project.MessageID, words string) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("messages", id, "appeal"), wire.MessageAppealRequest{Words: words}, &out)
}

// RuleMessage decides on an appeal about a hidden message.
func (c *Client) RuleMessage(ctx context.Context, id project.MessageID, in wire.MessageRulingRequest) (out wire.Message, err error) {
	return out, c.command(ctx, http.MethodPost, to("messages", id, "ruling"), in, &out)
}

// MessageAppeals lists the appeals about hidden messages that wait for the operator, oldest first.
func (c *Client) MessageAppeals(ctx context.Context, p Page) (out wire.MessageList, err error) {
	return out, c.get(ctx, root+"/message-appeals", p.query(), &out)
}
