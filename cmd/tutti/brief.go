package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) briefCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "brief", Short: "read what a sub-gig asks for, and answer questions for all whom they concern"},
		c.briefStep("show", "show the brief with the answers that were pinned to it", func(ctx context.Context, s *client.Client, id project.SubGigID) (wire.Brief, error) {
			return s.Brief(ctx, id)
		}),
		c.briefStep("ack", "say that you have read the newest version of the brief", func(ctx context.Context, s *client.Client, id project.SubGigID) (wire.Brief, error) {
			b, err := s.Brief(ctx, id)
			if err != nil {
				return b, err
			}
			return s.AcknowledgeBrief(ctx, id, b.Version)
		}), c.briefPin())
}

func (c *cli) briefStep(use, short string, do func(context.Context, *client.Client, project.SubGigID) (wire.Brief, error)) *cobra.Command {
	return c.ofSubGig(leaf(use, "SUB_GIG", short, func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		b, err := do(ctx, server, id)
		if err != nil {
			return err
		}
		t := table{head: []string{"item", "asks for"}}
		for i, text := range b.Items {
			t.add(fmt.Sprint(i+1), text)
		}
		for _, p := range b.Pinned {
			t.add(fmt.Sprint(p.Item), p.Question+" "+p.Answer)
		}
		return c.answer(b, t, facts("version", fmt.Sprint(b.Version), "acknowledged", fmt.Sprint(b.Acknowledged)))
	}), "")
}

func (c *cli) briefPin() *cobra.Command {
	var role, sub string
	cmd := leaf("pin", "PROJECT QUESTION ANSWER", "answer a question for all whom it concerns; it becomes a part of their briefs", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		pinned, err := server.PinAnswer(ctx, project.ProjectID(args[0]), wire.PinRequest{Question: args[1], Answer: args[2], Role: role, SubGigID: project.SubGigID(sub)})
		if err != nil {
			return err
		}
		return c.answer(pinned, facts("version", fmt.Sprint(pinned.Version), "question", pinned.Question, "answer", pinned.Answer))
	})
	cmd.Flags().StringVar(&role, "role", "", "for all sub-gigs of the role; everybody when left out")
	cmd.Flags().StringVar(&sub, "sub-gig", "", "id of a sub-gig, for this one alone")
	return c.ofProject(cmd)
}
