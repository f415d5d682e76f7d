package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/app"
)

// neededOutside ends the description of a server that a cluster process must be told.
const neededOutside = " (needed)"

func (c *cli) serveCommand() *cobra.Command {
	var s settings
	cmd := leaf("serve", "", "serve the API of a cluster", func(ctx context.Context, _ []string) error {
		return c.stay(ctx, s, func(config *app.Config) { config.API, config.OutsideOnly = true, true })
	})
	cmd.Long = "serve runs one API process of a cluster. It embeds nothing: Temporal, PostgreSQL, Redis and S3 are given."
	s.serving(cmd.Flags(), ":8080")
	s.booking(cmd.Flags())
	s.inviting(cmd.Flags())
	s.telling(cmd.Flags())
	s.keeping(cmd.Flags())
	s.servers(cmd.Flags(), neededOutside)
	return cmd
}
