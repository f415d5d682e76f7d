package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) sessionCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "session", Short: "where you have signed in"}, c.sessionList(), c.sessionRevoke())
}

func (c *cli) sessionList() *cobra.Command {
	return listing[wire.Session]{
		short: "list where you have signed in, the last used first",
		head:  []string{"id", "used", "signed in", "from", "with", "this one"},
		line: func(s wire.Session) []string {
			current := ""
			if s.Current {
				current = "yes"
			}
			return []string{string(s.ID), when(s.SeenAt), when(s.CreatedAt), s.Address, s.Agent, current}
		},
		whole: func(list []wire.Session) any { return wire.SessionList{Items: list} },
		find: func(ctx context.Context, server *client.Client, _ []string) (part[wire.Session], error) {
			return func(client.Page) ([]wire.Session, string, error) {
				all, err := server.Sessions(ctx)
				return all.Items, "", err
			}, nil
		},
	}.command(c)
}

func (c *cli) sessionRevoke() *cobra.Command {
	var all bool
	cmd := leaf("revoke", "[SESSION]", "end a session at once, or all of them", func(ctx context.Context, args []string) error {
		if all == (len(args) == 1) {
			return project.Errorf(project.Invalid, "name one SESSION, or give --all")
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if all {
			return server.RevokeSessions(ctx)
		}
		return server.RevokeSession(ctx, project.SessionID(args[0]))
	})
	cmd.Flags().BoolVar(&all, "all", false, "sign out everywhere")
	return cmd
}
