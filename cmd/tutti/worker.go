package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/app"
)

func (c *cli) workerCommand() *cobra.Command {
	var s settings
	cmd := leaf("worker", "", "run a worker of a cluster", func(ctx context.Context, _ []string) error {
		return c.stay(ctx, s, func(config *app.Config) { config.Worker, config.OutsideOnly = true, true })
	})
	cmd.Long = "worker runs workflows, activities and media work of a cluster; start as many as there is work for. It embeds\nnothing: Temporal, PostgreSQL, Redis and S3 are given. --data keeps its media cache."
	s.working(cmd.Flags())
	s.booking(cmd.Flags())
	s.inviting(cmd.Flags())
	s.telling(cmd.Flags())
	s.keeping(cmd.Flags())
	s.servers(cmd.Flags(), neededOutside)
	return cmd
}
