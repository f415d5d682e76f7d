package main

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/board"
	"tutti/project"
)

func (c *cli) projectWatch() *cobra.Command {
	cmd := leaf("watch", "PROJECT", "show a project while it happens, until it ends", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		return c.watch(ctx, server, project.ProjectID(args[0]))
	})
	cmd.Long = "watch paints a board on a terminal and writes lines elsewhere. With -o json it writes one event a line."
	return c.ofProject(cmd)
}

// watch ends with the project, or when the person in front of it has seen enough.
func (c *cli) watch(ctx context.Context, server *client.Client, id project.ProjectID) error {
	if c.format != "table" {
		return c.stream(ctx, server, id)
	}
	p, err := server.Project(ctx, id)
	if err != nil {
		return err
	}
	shown := board.New(c.out, c.env)
	defer shown.Close()
	follower, err := board.NewFollower(ctx, server, id, shown)
	if err != nil || p.State.Ended() {
		return err
	}
	if err := follower.Follow(ctx, isEnd); ctx.Err() == nil {
		return err
	}
	return nil
}

func isEnd(e wire.Event) bool {
	return e.Kind == project.LogProjectState && project.ProjectState(e.Detail).Ended()
}

// stream writes the log from its beginning and goes on.
func (c *cli) stream(ctx context.Context, server *client.Client, id project.ProjectID) error {
	for e, err := range server.Events(ctx, id, 0) {
		if err != nil {
			return err
		}
		if err := c.eventLine(e); err != nil || isEnd(e) {
			return err
		}
	}
	return nil
}

// eventLine writes an event as one document of a stream.
func (c *cli) eventLine(e wire.Event) error {
	if c.format == "yaml" {
		if _, err := fmt.Fprintln(c.out, "---"); err != nil {
			return err
		}
		return c.yaml(e)
	}
	return json.NewEncoder(c.out).Encode(e)
}

func (c *cli) projectEvents() *cobra.Command {
	var after int64
	var limit int
	cmd := limitFlag(leaf("events", "PROJECT", "list the log of a project, oldest first", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		list, err := logOf(ctx, server.Client, project.ProjectID(args[0]), after, limit)
		if err != nil {
			return err
		}
		t := table{head: []string{"seq", "at", "event", "detail", "sub-gig", "actor"}}
		for _, e := range list.Items {
			t.add(fmt.Sprint(e.Seq), when(e.At), string(e.Kind), e.Detail, string(e.SubGigID), string(e.ActorID))
		}
		return c.answer(list, t)
	}), &limit, 0)
	cmd.Flags().Int64Var(&after, "after", 0, "begin after the event with this number")
	return c.ofProject(cmd)
}

func logOf(ctx context.Context, server *client.Client, id project.ProjectID, after int64, limit int) (wire.EventList, error) {
	all := wire.EventList{Items: []wire.Event{}, Last: after}
	for {
		want := wire.MaxEventLimit
		if limit > 0 {
			want = min(want, limit-len(all.Items))
		}
		page, err := server.EventPage(ctx, id, all.Last, want)
		if err != nil {
			return all, err
		}
		all.Items = append(all.Items, page.Items...)
		all.Last, all.More = page.Last, page.More
		if !page.More || limit > 0 && len(all.Items) >= limit {
			return all, nil
		}
	}
}
