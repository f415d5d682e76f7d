package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) planCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "plan", Short: "check plans before they are launched"}, c.planValidate())
}

func (c *cli) planValidate() *cobra.Command {
	cmd := leaf("validate", "PLAN.yaml", "say what a plan amounts to, or everything that is wrong with it", func(ctx context.Context, args []string) error {
		text, err := c.readPlan(args[0])
		if err != nil {
			return err
		}
		server, err := c.openAnywhere(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		r, err := server.ValidatePlan(ctx, text)
		if err != nil {
			return err
		}
		return c.answer(r, planFacts(r))
	})
	cmd.ValidArgsFunction = nil
	return cmd
}

func planFacts(r wire.PlanReport) table {
	return facts(
		"plan", r.Title, "sub-gigs", fmt.Sprint(r.SubGigs), "sections", fmt.Sprint(r.Sections),
		"prices", money(r.PricesMinor, r.Currency), "budget", money(r.BudgetMinor, r.Currency),
		"new people", strings.Join(r.NewPeople, ", "), "files", strings.Join(r.Files, ", "),
	)
}

func (c *cli) projectPlan() *cobra.Command {
	return c.ofProject(leaf("plan", "PROJECT", "print the plan of a project", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		plan, err := server.Plan(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		if c.format == "json" {
			return c.json(plan.Plan)
		}
		return c.yaml(plan.Plan)
	}))
}
