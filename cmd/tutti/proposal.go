package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) proposalCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "proposal", Aliases: []string{"proposals"}, Short: "ask the other side of a sub-gig for something, and answer"},
		c.proposalList(), c.proposalMake(), c.proposalOrder(), c.proposalAnswer(), c.proposalAgree(), c.proposalRefuse(), c.proposalWithdraw())
}

func (c *cli) proposalList() *cobra.Command {
	return c.ofSubGig(listing[wire.Proposal]{
		needs: "SUB_GIG", short: "list what was proposed about a sub-gig, newest first",
		head: []string{"id", "kind", "state", "next", "by", "asks for", "until", "note", "reply"},
		line: func(p wire.Proposal) []string {
			next, until := "", ""
			if p.YourAnswer {
				next = "answer"
			}
			if p.State == project.ProposalOpen {
				until = whenOf(p.ExpiresAt)
			}
			return []string{string(p.ID), words(p.Kind), stateOf(p), next, string(p.By), asksFor(p), until, p.Words, p.Reply}
		},
		whole: func(list []wire.Proposal) any { return wire.ProposalList{Items: list} },
		find: func(ctx context.Context, server *client.Client, args []string) (part[wire.Proposal], error) {
			id, err := findSubGig(ctx, server, args[0])
			return proposalsOf(ctx, server, id), err
		},
	}.command(c), "")
}

func proposalsOf(ctx context.Context, server *client.Client, id project.SubGigID) part[wire.Proposal] {
	return func(p client.Page) ([]wire.Proposal, string, error) {
		some, err := server.Proposals(ctx, id, p)
		return some.Items, some.Next, err
	}
}

// stateOf names the state of a proposal as people do: questions and disputes are not agreed to.
func stateOf(p wire.Proposal) string {
	switch {
	case p.State == project.ProposalAgreed && p.Kind == project.Question:
		return "answered"
	case p.State == project.ProposalAgreed && p.Kind == project.Objection:
		return "ended"
	}
	return words(p.State)
}

// asksFor writes what a proposal asks for in one line.
func asksFor(p wire.Proposal) string {
	amount, length := money(p.Minor, p.Currency), lasting(time.Duration(max(p.TimeSeconds, -p.TimeSeconds))*time.Second)
	switch p.Kind {
	case project.Counter:
		return amount + ", " + length + " to deliver"
	case project.Extension:
		if p.ByRule {
			return length + " more, granted by rule"
		}
		return length + " more"
	case project.ChangeOrder:
		return strings.Join(changes(p, length), ", ")
	case project.Cancellation, project.Settlement:
		return fmt.Sprintf("%s for the seller, then %s", amount, p.Outcome)
	}
	return ""
}

func changes(p wire.Proposal, length string) (parts []string) {
	if p.Minor > 0 {
		parts = append(parts, money(p.Minor, p.Currency)+" more")
	}
	if p.Minor < 0 {
		parts = append(parts, money(-p.Minor, p.Currency)+" less")
	}
	if p.TimeSeconds > 0 {
		parts = append(parts, length+" more")
	}
	if p.TimeSeconds < 0 {
		parts = append(parts, length+" less")
	}
	return parts
}

func proposalFacts(p wire.Proposal) table {
	return facts("proposal", string(p.ID), "kind", words(p.Kind), "state", stateOf(p), "by", string(p.By), "asks for", asksFor(p), "note", p.Words,
		"reply", p.Reply, "made", when(p.MadeAt), "until", whenOf(p.ExpiresAt), "answered", whenOf(p.AnsweredAt))
}

func (c *cli) proposalMake() *cobra.Command {
	group := &cobra.Command{Use: "make", Short: "ask the other side for something"}
	return asGroup(group, c.makeQuestion(), c.makeCounter(), c.makeExtension(), c.makeChangeOrder(),
		c.makeSplit(project.Cancellation, "part without fault, with a share for the seller", "what follows: recast (the next candidate is asked) or cancel"),
		c.makeSplit(project.Settlement, "say how a dispute could end", "what follows: recast, cancel, approve (the delivery in review stands) or resume (the work goes on)"))
}

// proposing makes the command that makes proposals of a kind. fill reads its flags into the request, for the sub-gig as it
// stands.
func (c *cli) proposing(kind project.ProposalKind, short string, fill func(wire.SubGig, *wire.ProposalRequest) error) *cobra.Command {
	request := wire.ProposalRequest{Kind: kind}
	cmd := leaf(strings.ReplaceAll(string(kind), "_", "-"), "SUB_GIG", short, func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		sub, err := server.SubGig(ctx, id)
		if err != nil {
			return err
		}
		if err := fill(sub, &request); err != nil {
			return err
		}
		p, err := server.Propose(ctx, id, request)
		if err != nil {
			return err
		}
		return c.answer(p, proposalFacts(p))
	})
	cmd.Flags().StringVar(&request.Words, "note", "", "words for the other side")
	return c.ofSubGig(cmd, "")
}

func (c *cli) makeQuestion() *cobra.Command {
	return c.proposing(project.Question, "ask about an offer: it does not expire before the answer", func(_ wire.SubGig, in *wire.ProposalRequest) error {
		if in.Words == "" {
			return project.Errorf(project.Invalid, "--note is missing: what is the question?")
		}
		return nil
	})
}

func (c *cli) makeCounter() *cobra.Command {
	var price, length string
	cmd := c.proposing(project.Counter, "say at which price and time you would take an offer", func(sub wire.SubGig, in *wire.ProposalRequest) error {
		var err error
		in.Minor, in.TimeSeconds = sub.PriceMinor, sub.WorkForSeconds
		if price == "" && length == "" {
			return project.Errorf(project.Invalid, "--price and --time are missing: name at least one that is other than offered (%s, %s)",
				money(sub.PriceMinor, sub.Currency), lasting(time.Duration(sub.WorkForSeconds)*time.Second))
		}
		if price != "" {
			if in.Minor, err = readAmount("price", price, sub.Currency); err != nil {
				return err
			}
		}
		if length == "" {
			return nil
		}
		return readSeconds("time", length, &in.TimeSeconds)
	})
	cmd.Flags().StringVar(&price, "price", "", "the whole price, as 150.00; as offered when left out")
	cmd.Flags().StringVar(&length, "time", "", "the whole time to deliver, as 36h or 9d; as offered when left out")
	return cmd
}

// readSeconds reads a length of time into whole seconds.
func readSeconds(flag, text string, seconds *int64) error {
	d, err := readTime(flag, text)
	*seconds = int64(d / time.Second)
	return err
}

func (c *cli) makeExtension() *cobra.Command {
	var length string
	cmd := c.proposing(project.Extension, "ask for more time: what moves no date is granted at once", func(_ wire.SubGig, in *wire.ProposalRequest) error {
		return readSeconds("time", length, &in.TimeSeconds)
	})
	cmd.Flags().StringVar(&length, "time", "", "how much more, as 36h or 2d")
	return cmd
}

func (c *cli) makeChangeOrder() *cobra.Command {
	var amount, length string
	cmd := c.proposing(project.ChangeOrder, "propose more or less work, for more or less money and time", func(sub wire.SubGig, in *wire.ProposalRequest) error {
		var err error
		if amount == "" && length == "" {
			return project.Errorf(project.Invalid, "--add and --time are missing: a change order moves the price or the time, as --add 30.00 --time 1d")
		}
		if amount != "" {
			if in.Minor, err = readChange("add", amount, sub.Currency); err != nil {
				return err
			}
		}
		if length == "" {
			return nil
		}
		return readSeconds("time", length, &in.TimeSeconds)
	})
	cmd.Flags().StringVar(&amount, "add", "", "what is added to the price, as 30.00; taken away with a minus, as -30.00")
	cmd.Flags().StringVar(&length, "time", "", "time that is added, as 36h or 2d")
	return cmd
}

// makeSplit is for the two kinds that say what the seller gets and what becomes of the sub-gig.
func (c *cli) makeSplit(kind project.ProposalKind, short, outcomes string) *cobra.Command {
	var s settling
	cmd := c.proposing(kind, short, func(sub wire.SubGig, in *wire.ProposalRequest) (err error) {
		in.Minor, in.Outcome, err = s.read(sub)
		return err
	})
	s.flags(cmd, outcomes)
	return cmd
}

func (c *cli) proposalOrder() *cobra.Command {
	return c.ofSubGig(leaf("order", "SUB_GIG [EXTRA]", "order something that the plan offers besides, or list it", func(ctx context.Context, args []string) error {
		server, id, err := c.atSubGig(ctx, args[0])
		if err != nil {
			return err
		}
		if len(args) == 1 {
			sub, err := server.SubGig(ctx, id)
			if err != nil {
				return err
			}
			return c.answer(sub.Extras, extraTable(sub))
		}
		p, err := server.OrderExtra(ctx, id, args[1])
		if err != nil {
			return err
		}
		return c.answer(p, proposalFacts(p))
	}), "")
}

func extraTable(sub wire.SubGig) table {
	t := table{head: []string{"extra", "price", "time", "title"}}
	for _, x := range sub.Extras {
		more := ""
		if x.TimeSeconds > 0 {
			more = lasting(time.Duration(x.TimeSeconds) * time.Second)
		}
		t.add(x.Key, money(x.PriceMinor, sub.Currency), more, x.Title)
	}
	return t
}

// settling is what the seller gets and what becomes of the sub-gig, as flags.
type settling struct{ share, outcome string }

func (s *settling) flags(cmd *cobra.Command, outcomes string) {
	cmd.Flags().StringVar(&s.share, "share", "", "what the seller gets of the price that is held, as 60.00; nothing moves when the work goes on")
	cmd.Flags().StringVar(&s.outcome, "then", "", outcomes)
}

func (s *settling) read(sub wire.SubGig) (share int64, outcome project.Outcome, err error) {
	outcome = project.Outcome(s.outcome)
	if outcome == "" {
		return 0, "", project.Errorf(project.Invalid, "--then is missing: say what becomes of the sub-gig, as --then recast")
	}
	if outcome == project.OutcomeResume && s.share == "" {
		return 0, outcome, nil
	}
	if share, err = readAmount("share", s.share, sub.Currency); err == nil && share > sub.PriceMinor {
		err = project.Errorf(project.Invalid, "--share %s is more than the price of %s, %s", s.share, sub.Key, money(sub.PriceMinor, sub.Currency))
	}
	return share, outcome, err
}

func (c *cli) proposalAnswer() *cobra.Command {
	return c.answering("answer", "answer a question", "what you answer", (*client.Client).Agree, true)
}

func (c *cli) proposalAgree() *cobra.Command {
	return c.answering("agree", "agree to what the other side proposed", "words for the other side", (*client.Client).Agree, false)
}

func (c *cli) proposalRefuse() *cobra.Command {
	return c.answering("refuse", "refuse what the other side proposed", "words for the other side", (*client.Client).Refuse, false)
}

type answerer func(*client.Client, context.Context, project.ProposalID, string) (wire.Proposal, error)

func (c *cli) answering(use, short, about string, do answerer, needed bool) *cobra.Command {
	var note string
	cmd := leaf(use, "PROPOSAL|SUB_GIG", short, func(ctx context.Context, args []string) error {
		if needed && note == "" {
			return project.Errorf(project.Invalid, "--note is missing: write the answer")
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findProposal(ctx, server, args[0], true)
		if err != nil {
			return err
		}
		p, err := do(server, ctx, id, note)
		if err != nil {
			return err
		}
		return c.answer(p, proposalFacts(p))
	})
	cmd.Flags().StringVar(&note, "note", "", about)
	return c.ofSubGig(cmd, "")
}

// findProposal takes the id of a proposal, or a sub-gig for the one proposal of it that waits for the caller's answer, or
// that is the caller's own and waits for another's.
func findProposal(ctx context.Context, server *client.Client, text string, mine bool) (project.ProposalID, error) {
	if strings.HasPrefix(text, project.PrefixProposal+"_") {
		return project.ProposalID(text), nil
	}
	id, err := findSubGig(ctx, server, text)
	if err != nil {
		return "", err
	}
	all, err := gather(0, proposalsOf(ctx, server, id))
	if err != nil {
		return "", err
	}
	var found []string
	for _, p := range all {
		if p.State == project.ProposalOpen && p.Kind != project.Objection && p.YourAnswer == mine {
			found = append(found, string(p.ID))
		}
	}
	switch {
	case len(found) == 0 && mine:
		return "", project.Errorf(project.Conflict, "nothing about %s waits for your answer; `tutti proposal list` shows what was proposed", text)
	case len(found) == 0:
		return "", project.Errorf(project.Conflict, "no proposal of yours about %s is open", text)
	case len(found) > 1:
		return "", project.Errorf(project.Conflict, "%d proposals about %s are open; name one of %s", len(found), text, strings.Join(found, ", "))
	}
	return project.ProposalID(found[0]), nil
}

func (c *cli) proposalWithdraw() *cobra.Command {
	return c.ofSubGig(leaf("withdraw", "PROPOSAL|SUB_GIG", "take a proposal of yours back", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findProposal(ctx, server, args[0], false)
		if err != nil {
			return err
		}
		p, err := server.Withdraw(ctx, id)
		if err != nil {
			return err
		}
		return c.answer(p, proposalFacts(p))
	}), "")
}
