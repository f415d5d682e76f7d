package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) payoutCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "payout", Aliases: []string{"payouts"}, Short: "the money that goes to sellers"},
		c.payoutList(), c.payoutPaid(), c.payoutFailed(), c.payoutTo())
}

func (c *cli) payoutList() *cobra.Command {
	var limit int
	var state, in, seller string
	cmd := limitFlag(leaf("ls", "", "list payouts, newest first: your own, or everybody's for an operator", func(ctx context.Context, _ []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		q := client.PayoutQuery{State: project.PayoutState(state), Project: project.ProjectID(in)}
		if seller != "" {
			if q.Seller, err = findPerson(ctx, server.Client, seller); err != nil {
				return err
			}
		}
		list, err := gather(limit, func(p client.Page) ([]wire.Payout, string, error) {
			q.Page = p
			some, err := server.Payouts(ctx, q)
			return some.Items, some.Next, err
		})
		if err != nil {
			return err
		}
		return c.answer(wire.PayoutList{Items: list}, payoutTable(list...))
	}), &limit, 100)
	cmd.Aliases = []string{"list"}
	flags := cmd.Flags()
	flags.StringVar(&state, "state", "", "only those that are pending, sent, paid or failed")
	flags.StringVar(&in, "project", "", "only those of this project")
	flags.StringVar(&seller, "seller", "", "only those of this handle")
	return cmd
}

func payoutTable(payouts ...wire.Payout) table {
	t := table{head: []string{"id", "state", "amount", "seller", "by", "to", "made", "ended", "reference", "project"}}
	for _, p := range payouts {
		state := string(p.State)
		if p.Reason != "" {
			state += ": " + p.Reason
		}
		t.add(string(p.ID), state, money(p.AmountMinor, p.Currency), p.Seller.Handle, p.Provider, p.To, when(p.MadeAt), whenOf(p.EndedAt), p.Reference, string(p.ProjectID))
	}
	return t
}

func (c *cli) payoutPaid() *cobra.Command {
	var reference string
	cmd := leaf("paid", "PAYOUT", "say that you made a payout by hand", func(ctx context.Context, args []string) error {
		if reference == "" {
			return project.Errorf(project.Invalid, "--reference is missing: how can the transfer be found again?")
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.MarkPaid(ctx, project.PayoutID(args[0]), reference)
		if err != nil {
			return err
		}
		return c.answer(p, payoutTable(p))
	})
	cmd.Flags().StringVar(&reference, "reference", "", "the bank's number or text of the transfer")
	return cmd
}

func (c *cli) payoutFailed() *cobra.Command {
	var reason string
	cmd := leaf("failed", "PAYOUT", "say that a payout by hand did not arrive", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.MarkFailed(ctx, project.PayoutID(args[0]), reason)
		if err != nil {
			return err
		}
		return c.answer(p, payoutTable(p))
	})
	cmd.Long = "failed gives the money back to the seller's account, also when the payout was marked as paid and came back. A new payout\n" +
		"is made a day later."
	cmd.Flags().StringVar(&reason, "reason", "other", "account_closed, wrong_account, refused_by_bank, returned or other")
	return cmd
}

func (c *cli) payoutTo() *cobra.Command {
	cmd := leaf("to", "[ACCOUNT]", "name the account where you are paid, or show the end of it", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		var d wire.Destination
		if len(args) == 0 {
			d, err = server.PayoutDestination(ctx)
		} else {
			d, err = server.SetPayoutDestination(ctx, args[0])
		}
		if err != nil {
			return err
		}
		account := d.Account
		switch {
		case d.ByHand:
			account = "the operator pays by hand; tell them how"
		case account == "":
			account = "none named yet"
		}
		return c.answer(d, facts("provider", d.Provider, "account", account, "since", whenOf(d.UpdatedAt)))
	})
	cmd.Long = "to names where your money goes, as the payment provider calls it: the id of a connected Stripe account, acct_...\n" +
		"Without an ACCOUNT it shows the end of the one that is named."
	return cmd
}
