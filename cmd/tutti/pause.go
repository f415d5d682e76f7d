package main

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"tutti/project"
)

func (c *cli) projectPause() *cobra.Command {
	var until string
	cmd := leaf("pause", "PROJECT", "stop every clock of a project for a while", func(ctx context.Context, args []string) error {
		at, err := readMoment("until", until, time.Now())
		if err != nil {
			return err
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.Pause(ctx, project.ProjectID(args[0]), at)
		if err != nil {
			return err
		}
		return c.answer(p, projectFacts(p), facts("goes on", when(at)))
	})
	cmd.Long = "pause stops every clock. Nothing can be accepted, delivered or decided meanwhile; what the machine has begun goes on.\nThe project goes on by itself at the time named, 90 days from now at most, or earlier with `project resume`."
	cmd.Flags().StringVar(&until, "until", "", "when it goes on by itself: from now, as 36h or 2d, or a date, as 2026-12-24 or 2026-12-24T09:00")
	return c.ofProject(cmd)
}

func (c *cli) projectResume() *cobra.Command {
	return c.ofProject(leaf("resume", "PROJECT", "let every clock of a paused project run on", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.Resume(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		return c.answer(p, projectFacts(p))
	}))
}
