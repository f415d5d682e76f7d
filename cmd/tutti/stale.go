package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) reviewReopen() *cobra.Command {
	var price string
	var same, undo bool
	cmd := leaf("reopen", "SUB_GIG", "have an approved delivery replaced, for a new price", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if undo {
			return c.takeBack(ctx, server, args[0])
		}
		id, minor, err := pricedSubGig(ctx, server, args[0], price)
		if err != nil {
			return err
		}
		sub, err := server.Reopen(ctx, id, wire.ReopenRequest{PriceMinor: minor, SameSeller: same})
		if err != nil {
			return err
		}
		return c.answer(sub, subGigTable([]wire.SubGig{sub}))
	})
	cmd.Long = "reopen offers the sub-gig again; what was paid stays paid. Sub-gigs that were made from the delivery become stale.\n" +
		"With --undo the approved delivery stands again, whatever became of the reopening."
	pricedFlags(cmd, &price, &same)
	cmd.Flags().BoolVar(&undo, "undo", false, "bring the approved delivery back")
	return c.ofSubGig(cmd, project.Approved)
}

// takeBack ends a reopening. A sub-gig that is not reopened would be lost by it, so it is left alone.
func (c *cli) takeBack(ctx context.Context, server *client.Client, text string) error {
	id, err := findSubGig(ctx, server, text)
	if err != nil {
		return err
	}
	sub, err := server.SubGig(ctx, id)
	if err != nil {
		return err
	}
	if !sub.Reopened {
		return project.Errorf(project.Conflict, "the sub-gig %s is %s and not reopened; there is nothing to bring back", sub.Key, words(sub.State))
	}
	if sub, err = server.CancelSubGig(ctx, id); err != nil {
		return err
	}
	return c.answer(sub, subGigTable([]wire.SubGig{sub}))
}

func (c *cli) reviewStale() *cobra.Command {
	var price string
	var same bool
	cmd := leaf("stale", "SUB_GIG CHOICE", "choose what becomes of a sub-gig made from a delivery that is being replaced", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		request := wire.StaleRequest{Choice: project.StaleChoice(args[1]), SameSeller: same}
		var id project.SubGigID
		switch request.Choice {
		case project.StaleRedo:
			id, request.PriceMinor, err = pricedSubGig(ctx, server, args[0], price)
		case project.StaleKeep, project.StaleConform:
			id, err = findSubGig(ctx, server, args[0])
		default:
			err = project.Errorf(project.Invalid, "there is no choice %q: write keep, conform or redo", args[1])
		}
		if err != nil {
			return err
		}
		sub, err := server.ResolveStale(ctx, id, request)
		if err != nil {
			return err
		}
		return c.answer(sub, subGigTable([]wire.SubGig{sub}))
	})
	cmd.Long = "keep leaves it as it is, conform asks its seller for one of the included revisions, redo has it made again for a price."
	pricedFlags(cmd, &price, &same)
	return c.ofSubGig(cmd, "")
}

func pricedFlags(cmd *cobra.Command, price *string, same *bool) {
	cmd.Flags().StringVar(price, "price", "", "price of the new delivery, as 50.00")
	cmd.Flags().BoolVar(same, "same-seller", false, "ask who made the approved one first, not the next candidate")
}

// pricedSubGig finds a sub-gig and reads a price in its currency.
func pricedSubGig(ctx context.Context, server *client.Client, text, price string) (project.SubGigID, int64, error) {
	if price == "" {
		return "", 0, project.Errorf(project.Invalid, "--price is missing: say what the new delivery costs, 0 if nothing")
	}
	id, err := findSubGig(ctx, server, text)
	if err != nil {
		return "", 0, err
	}
	sub, err := server.SubGig(ctx, id)
	if err != nil {
		return "", 0, err
	}
	minor, err := project.Decimal(price).Minor(sub.Currency)
	return id, minor, err
}
