package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/project"
)

func (c *cli) projectFund() *cobra.Command {
	cmd := leaf("fund", "PROJECT AMOUNT", "add money to a project that runs", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.Project(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		minor, err := readMoney(args[1], p.Currency)
		if err != nil {
			return err
		}
		if p, err = server.Fund(ctx, p.ID, minor); err != nil {
			return err
		}
		return c.answer(p, projectFacts(p))
	})
	cmd.Long = "fund adds to the budget of a project that was launched. Shares that sellers kept who went come out of the budget;\n" +
		"when the next seller cannot accept because something is missing, this is what helps. What is not needed goes back\n" +
		"at the end of the project."
	return c.ofProject(cmd)
}

func (c *cli) tipCommand() *cobra.Command {
	cmd := leaf("tip", "SUB_GIG AMOUNT", "give the seller of an approved sub-gig something on top", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		sub, err := server.SubGig(ctx, id)
		if err != nil {
			return err
		}
		minor, err := readMoney(args[1], sub.Currency)
		if err != nil {
			return err
		}
		given, err := server.Tip(ctx, id, minor)
		if err != nil {
			return err
		}
		return c.answer(given, facts("tip", money(given.Minor, given.Currency), "to", fmt.Sprintf("%s (%s)", given.Seller.Name, given.Seller.Handle), "for", sub.Title))
	})
	cmd.Long = "tip gives from your own pocket, not out of the budget, and there is no fee on it. SUB_GIG is an id or PROJECT/KEY."
	return c.ofSubGig(cmd, "")
}
