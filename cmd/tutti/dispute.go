package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) disputeCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "dispute", Aliases: []string{"disputes"}, Short: "disagree about a sub-gig, and decide"},
		c.disputeList(), c.disputeOpen(), c.disputeAppeal(), c.disputeRule())
}

func (c *cli) disputeList() *cobra.Command {
	return c.ofProject(listing[wire.Proposal]{
		needs: "[PROJECT]", short: "list the open disputes of one project, of all of yours, or (operator) of the instance",
		head: []string{"sub-gig", "opened by", "since", "stage", "until", "ruling", "about", "project"},
		line: func(p wire.Proposal) []string {
			d := p.Dispute
			if d == nil {
				d = &wire.Dispute{OpenedBy: p.By}
			}
			if p.By == project.SidePlatform {
				p.Words = "nobody reviewed the delivery"
			}
			return []string{string(p.SubGigID), string(d.OpenedBy), when(p.MadeAt), words(d.Stage), whenOf(d.StageEnds), ruling(d, p.Currency), p.Words, string(p.ProjectID)}
		},
		whole: func(list []wire.Proposal) any { return wire.ProposalList{Items: list} },
		find: func(ctx context.Context, server *client.Client, args []string) (part[wire.Proposal], error) {
			_, err := server.Disputes(ctx, client.Page{Limit: 1})
			if len(args) > 0 || project.CodeOf(err) == project.Forbidden {
				return disputesOf(ctx, server, args), nil
			}
			return func(p client.Page) ([]wire.Proposal, string, error) {
				some, err := server.Disputes(ctx, p)
				return some.Items, some.Next, err
			}, err
		},
	}.command(c))
}

// disputesOf lists the open disputes of the project that is named, or of all that go on. It comes in one part.
func disputesOf(ctx context.Context, server *client.Client, args []string) part[wire.Proposal] {
	return func(client.Page) (found []wire.Proposal, _ string, err error) {
		for at, err := range subGigsOf(ctx, server, args, project.Disputed) {
			if err != nil {
				return nil, "", err
			}
			all, err := gather(0, proposalsOf(ctx, server, at.ID))
			if err != nil {
				return nil, "", err
			}
			for _, p := range all {
				if p.Kind == project.Objection && p.State == project.ProposalOpen {
					found = append(found, p)
				}
			}
		}
		return found, "", nil
	}
}

// ruling writes the producer's ruling, while it can be appealed.
func ruling(d *wire.Dispute, currency string) string {
	if d.Outcome == "" {
		return ""
	}
	return fmt.Sprintf("%s for the seller, then %s", money(*d.ShareMinor, currency), d.Outcome)
}

// disputeTables shows a sub-gig with its dispute, when it still has one.
func disputeTables(sub wire.SubGig) []table {
	tables := []table{subGigTable([]wire.SubGig{sub})}
	if d := sub.Dispute; d != nil {
		tables = append(tables, facts("dispute", string(d.ID), "opened by", string(d.OpenedBy), "stage", words(d.Stage), "until", whenOf(d.StageEnds),
			"ruling", ruling(d, sub.Currency)))
	}
	return tables
}

// disputing makes a command that does something about the dispute of a sub-gig.
func (c *cli) disputing(use, short string, do func(context.Context, *client.Client, project.SubGigID) (wire.SubGig, error)) *cobra.Command {
	return c.ofSubGig(leaf(use, "SUB_GIG", short, func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		sub, err := do(ctx, server, id)
		if err != nil {
			return err
		}
		return c.answer(sub, disputeTables(sub)...)
	}), project.Disputed)
}

func (c *cli) disputeOpen() *cobra.Command {
	var note string
	cmd := c.disputing("open", "open a dispute: all else about the sub-gig stands still", func(ctx context.Context, server *client.Client, id project.SubGigID) (wire.SubGig, error) {
		if note == "" {
			return wire.SubGig{}, project.Errorf(project.Invalid, "--note is missing: what is the dispute about?")
		}
		return server.OpenDispute(ctx, id, note)
	})
	cmd.PostRunE = func(cmd *cobra.Command, args []string) error {
		if c.format != "table" {
			return nil
		}
		return c.recommend("proposal make settlement "+args[0]+" --share AMOUNT --then OUTCOME"+c.dataFlag(), "dispute appeal "+args[0]+c.dataFlag())
	}
	cmd.Long = "open opens a dispute. The two sides try to settle it first (`proposal make settlement`); then the producer rules, then\nthe operator. Each stage has a clock, and `dispute appeal` goes to the next stage before it."
	cmd.Flags().StringVar(&note, "note", "", "what it is about")
	return c.ofSubGig(cmd, "")
}

func (c *cli) disputeAppeal() *cobra.Command {
	return c.disputing("appeal", "take a dispute to the next stage now", func(ctx context.Context, server *client.Client, id project.SubGigID) (wire.SubGig, error) {
		return server.AppealDispute(ctx, id)
	})
}

func (c *cli) disputeRule() *cobra.Command {
	var s settling
	cmd := c.disputing("rule", "decide a dispute: the producer's ruling can be appealed, the operator's stands", func(ctx context.Context, server *client.Client, id project.SubGigID) (wire.SubGig, error) {
		sub, err := server.SubGig(ctx, id)
		if err != nil {
			return sub, err
		}
		share, outcome, err := s.read(sub)
		if err != nil {
			return sub, err
		}
		return server.RuleDispute(ctx, id, wire.RulingRequest{ShareMinor: share, Outcome: outcome})
	})
	s.flags(cmd, "what follows: recast (the next candidate is asked), cancel, approve (the delivery in review stands) or resume (the work goes on)")
	return cmd
}
