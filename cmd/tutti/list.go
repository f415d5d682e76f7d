package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
)

// listing is a command that lists things of type T: what it is given, what it reads and how one line looks.
type listing[T any] struct {
	needs, short string // as leaf takes them
	head         []string
	line         func(T) []string
	whole        func([]T) any // what JSON and YAML show
	// find looks up what the arguments name, once, and gives how a part of the list is read.
	find func(ctx context.Context, server *client.Client, args []string) (part[T], error)
}

// part reads a part of a list; next is the cursor of the part after it, empty at the end.
type part[T any] func(client.Page) (items []T, next string, err error)

// usualLines is the greatest number of lines where nobody names another.
const usualLines = 100

// command makes the command `list`, with --limit.
func (l listing[T]) command(c *cli) *cobra.Command {
	var limit int
	cmd := leaf("list", l.needs, l.short, func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		read, err := l.find(ctx, server.Client, args)
		if err != nil {
			return err
		}
		list, err := gather(limit, read)
		if err != nil {
			return err
		}
		t := table{head: l.head}
		for _, item := range list {
			t.add(l.line(item)...)
		}
		return c.answer(l.whole(list), t)
	})
	cmd.Aliases = []string{"ls"}
	return limitFlag(cmd, &limit, usualLines)
}

// limitFlag bounds a list; 0 is everything.
func limitFlag(cmd *cobra.Command, limit *int, usual int) *cobra.Command {
	cmd.Flags().IntVar(limit, "limit", usual, "greatest number of lines; 0 for all")
	return cmd
}

// gather reads a list part after part until it has limit items.
func gather[T any](limit int, read part[T]) ([]T, error) {
	out := []T{}
	page := client.Page{Limit: wire.MaxPageLimit}
	for {
		if limit > 0 {
			page.Limit = min(wire.MaxPageLimit, limit-len(out))
		}
		items, next, err := read(page)
		if err != nil {
			return out, err
		}
		out = append(out, items...)
		if limit > 0 && len(out) >= limit {
			return out[:limit], nil
		}
		if next == "" {
			return out, nil
		}
		page.Cursor = next
	}
}
