package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) roomCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "room", Aliases: []string{"rooms"}, Short: "read what is said in a project, and choose how you are called there"},
		c.roomList(), c.roomRead(), c.roomMembers(), c.roomName())
}

func (c *cli) roomList() *cobra.Command {
	cmd := leaf("list", "PROJECT", "list the rooms of a project that you are in", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		rooms, err := server.Rooms(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		return c.answer(rooms, roomTables(rooms)...)
	})
	cmd.Aliases = []string{"ls"}
	return c.ofProject(cmd)
}

func roomTables(rooms wire.RoomList) []table {
	t := table{head: []string{"room", "you may"}}
	for _, r := range rooms.Items {
		t.add(string(r.Name), map[bool]string{true: "read and speak", false: "read"}[r.MaySay])
	}
	return []table{t, facts("other sellers see you by your", string(rooms.Shows))}
}

func (c *cli) roomRead() *cobra.Command {
	var room string
	var limit int
	cmd := leaf("read", "PROJECT|DELIVERY|ARTIFACT|MESSAGE", "read a room, what was said about a delivery or a result, or a thread", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		said, err := readPlace(ctx, server, args[0], project.RoomName(room), limit)
		if err != nil {
			return err
		}
		return c.answer(said, messageTable(said.Items))
	})
	cmd.Flags().StringVar(&room, "room", string(project.ProjectRoom), "of a project: project, or section-0 and so on")
	return c.ofProject(limitFlag(cmd, &limit, usualLines))
}

// readPlace gives what was said in the place, oldest first. Of a room it gives the newest, up to the limit.
func readPlace(ctx context.Context, server *client.Client, where string, room project.RoomName, limit int) (wire.MessageList, error) {
	switch prefix, _, _ := strings.Cut(where, "_"); prefix {
	case project.PrefixDelivery:
		return server.DeliveryComments(ctx, project.DeliveryID(where))
	case project.PrefixArtifact:
		return server.Comments(ctx, project.ArtifactID(where))
	case project.PrefixMessage:
		first, err := server.Message(ctx, project.MessageID(where))
		if err != nil {
			return wire.MessageList{}, err
		}
		rest, err := server.Replies(ctx, first.ID)
		rest.Items = append([]wire.Message{first}, rest.Items...)
		return rest, err
	}
	items, err := gather(limit, func(p client.Page) ([]wire.Message, string, error) {
		list, err := server.Messages(ctx, project.ProjectID(where), room, p)
		return list.Items, list.Next, err
	})
	slices.Reverse(items)
	return wire.MessageList{Items: items}, err
}

func messageTable(said []wire.Message) table {
	t := table{head: []string{"message", "when", "by", "where", "text"}}
	for _, m := range said {
		where := spotText(m.Spot)
		if m.ReplyTo != "" {
			where = "in answer to " + string(m.ReplyTo)
		}
		t.add(string(m.ID), when(m.CreatedAt), m.Author.Name, where, messageText(m))
	}
	return t
}

// messageText is what a message says, or why it says nothing.
func messageText(m wire.Message) string {
	text := m.Text
	switch {
	case m.Deleted:
		return "(deleted)"
	case m.Hidden && text == "":
		return "(hidden by those who moderate)"
	case m.Hidden:
		text += " (hidden: " + m.Moderation.Reason + ")"
	case m.Edited:
		text += " (edited)"
	}
	for _, f := range m.Attachments {
		text += fmt.Sprintf(" [%d: %s]", f.Number, f.Name)
	}
	return text
}

func (c *cli) roomMembers() *cobra.Command {
	var room string
	var limit int
	cmd := leaf("members", "PROJECT", "list who is in a room, and how to mention them", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := gather(limit, func(p client.Page) ([]wire.Speaker, string, error) {
			some, err := server.RoomMembers(ctx, project.ProjectID(args[0]), project.RoomName(room), p)
			return some.Items, some.Next, err
		})
		if err != nil {
			return err
		}
		t := table{head: []string{"mention", "name", "part", "sub-gig"}}
		for _, m := range list {
			t.add("@"+m.Mention, m.Name, m.Part, m.SubGig)
		}
		return c.answer(wire.SpeakerList{Items: list}, t)
	})
	cmd.Flags().StringVar(&room, "room", string(project.ProjectRoom), "project, or section-0 and so on")
	return c.ofProject(limitFlag(cmd, &limit, usualLines))
}

func (c *cli) roomName() *cobra.Command {
	cmd := leaf("name", "PROJECT part|handle|name", "choose how the other sellers of a project see you", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		rooms, err := server.ChooseName(ctx, project.ProjectID(args[0]), project.Showing(args[1]))
		if err != nil {
			return err
		}
		return c.answer(rooms, roomTables(rooms)...)
	})
	cmd.Long = "name chooses what other sellers see of you: part is the key of your sub-gig, as cello; handle is yours; name is your credit\n" +
		"name. They never see more than that. Buyer and producer see your name and your handle in any case."
	return c.ofProject(cmd)
}

func (c *cli) sayCommand() *cobra.Command {
	var room, reply, at string
	var files []string
	cmd := leaf("say", "PROJECT|DELIVERY|ARTIFACT TEXT", "say something in a room, or about a delivery or a result", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		spot := project.Spot{}
		if at != "" {
			if spot, err = spotOf(at); err != nil {
				return err
			}
		}
		to, err := c.speakingTo(ctx, server, args[0], project.RoomName(room))
		if err != nil {
			return err
		}
		in := wire.MessageRequest{Text: args[1], ReplyTo: project.MessageID(reply)}
		if in.UploadIDs, err = c.attach(ctx, server, to.project, files); err != nil {
			return err
		}
		said, err := to.say(wire.CommentRequest{Spot: spot, MessageRequest: in})
		if err != nil {
			return err
		}
		tables := []table{messageTable([]wire.Message{said})}
		if len(said.Unknown) > 0 {
			tables = append(tables, facts("nobody here is called", "@"+strings.Join(said.Unknown, ", @")))
		}
		return c.answer(said, tables...)
	})
	cmd.Long = "say writes to the room of a project, or about a delivery or an artifact when its id is given. @cello or @handle mentions\n" +
		"somebody who is there; `tutti room members` lists them."
	cmd.Flags().StringVar(&room, "room", string(project.ProjectRoom), "of a project: project, or section-0 and so on")
	cmd.Flags().StringVar(&reply, "reply", "", "id of the message that is answered")
	cmd.Flags().StringVar(&at, "at", "", "where in the delivery or the result: 01:23, page:40, row:7, path:drums, or a point as 0.2,0.5")
	cmd.Flags().StringArrayVar(&files, "attach", nil, "file that goes with it, of at most 50 MiB; may be repeated")
	return c.ofProject(cmd)
}

// speaking is a place where something can be said.
type speaking struct {
	project project.ProjectID
	say     func(wire.CommentRequest) (wire.Message, error)
}

func (c *cli) speakingTo(ctx context.Context, server *client.Client, where string, room project.RoomName) (speaking, error) {
	switch prefix, _, _ := strings.Cut(where, "_"); prefix {
	case project.PrefixDelivery:
		d, err := server.Delivery(ctx, project.DeliveryID(where))
		return speaking{d.ProjectID, func(in wire.CommentRequest) (wire.Message, error) { return server.CommentDelivery(ctx, d.ID, in) }}, err
	case project.PrefixArtifact:
		a, err := server.Artifact(ctx, project.ArtifactID(where))
		return speaking{a.ProjectID, func(in wire.CommentRequest) (wire.Message, error) { return server.Comment(ctx, a.ID, in) }}, err
	}
	id := project.ProjectID(where)
	return speaking{id, func(in wire.CommentRequest) (wire.Message, error) {
		if !in.Whole() {
			return wire.Message{}, project.Errorf(project.Invalid, "--at is for what is said about a delivery or a result; a room has no places")
		}
		return server.Say(ctx, id, room, in.MessageRequest)
	}}, nil
}

// attach sends files up that go with a message.
func (c *cli) attach(ctx context.Context, server *client.Client, id project.ProjectID, files []string) ([]project.UploadID, error) {
	var ids []project.UploadID
	for _, path := range files {
		up, err := server.UploadFile(ctx, wire.UploadRequest{ProjectID: id, Attachment: true}, path, nil)
		if err != nil {
			return nil, err
		}
		ids = append(ids, up.ID)
	}
	return ids, nil
}
