package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

// maxAccountBytes is the greatest account that is checked.
const maxAccountBytes = 64 << 20

func (c *cli) trustCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "trust", Short: "levels and scores, by published rules"}, c.trustShow(), c.trustExplain(), c.trustCheck(),
		c.trustAppeal(), c.trustAppeals(), c.trustDecide("uphold", "uphold an appeal: what the demotion came with does not count", true),
		c.trustDecide("dismiss", "dismiss an appeal", false))
}

func (c *cli) trustShow() *cobra.Command {
	return leaf("show", "[HANDLE]", "show where a seller stands, you when nobody is named; -o json is the account that `trust check` reads", c.trustOf(false))
}

func (c *cli) trustExplain() *cobra.Command {
	return leaf("explain", "[HANDLE]", "list every event and its effect on the score, in order", c.trustOf(true))
}

func (c *cli) trustOf(explain bool) func(context.Context, []string) error {
	return func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		id, err := whom(ctx, server.Client, args)
		if err != nil {
			return err
		}
		t, err := server.Trust(ctx, id)
		if err != nil {
			return err
		}
		tables := []table{trustFacts(t)}
		if len(t.Demotions) > 0 {
			tables = append(tables, demotionTable(t.Demotions))
		}
		if explain {
			tables = append(tables, trustTable(t.Events))
		}
		return c.answer(t, tables...)
	}
}

func trustFacts(t wire.Trust) table {
	onTime := ""
	if t.OnTime != nil && t.Late != nil && t.OnTimePermille != nil {
		onTime = fmt.Sprintf("%d of %d deliveries (%d.%d %%)", *t.OnTime, *t.OnTime+*t.Late, *t.OnTimePermille/10, *t.OnTimePermille%10)
	}
	rules := ""
	if t.Rules > 0 {
		rules = "version " + strconv.Itoa(t.Rules)
	}
	return facts("level", string(t.Level), "score", fmt.Sprint(t.Score), "on time", onTime, "rules", rules, "at", whenOf(t.At))
}

func demotionTable(demotions []project.Demotion) table {
	t := table{head: []string{"falls to", "unless mended by", "because", "project", "line"}}
	for _, d := range demotions {
		t.add(string(d.To), when(d.Holds), d.Reason, string(d.Project), fmt.Sprint(d.Seq))
	}
	return t
}

func trustTable(steps []project.TrustStep) table {
	t := table{head: []string{"when", "what", "points", "score", "level", "sub-gig", "project", "line"}}
	for _, s := range steps {
		what := s.Doc
		if s.Of > 0 {
			what += fmt.Sprintf(" (line %d)", s.Of)
		}
		t.add(when(s.At), what, fmt.Sprintf("%+d", s.Effect), fmt.Sprint(s.Score), string(s.Level), string(s.SubGig), string(s.Project), fmt.Sprint(s.Seq))
	}
	return t
}

func (c *cli) trustCheck() *cobra.Command {
	cmd := leaf("check", "FILE", "compute an account again from its own events, without a server", func(_ context.Context, args []string) error {
		text, err := c.readFile(args[0], "account", maxAccountBytes)
		if err != nil {
			return err
		}
		var a project.TrustAccount
		if err := json.Unmarshal(text, &a); err != nil {
			return project.Because(err, project.Invalid, "the account cannot be read; write it with `%s trust show -o json`", c.name())
		}
		wrong, err := a.Check()
		if err != nil {
			return err
		}
		if len(wrong) > 0 {
			e := &project.Error{Code: project.Conflict, Message: "the account is not what its events give"}
			for _, sentence := range wrong[:min(len(wrong), project.MaxFaultsListed)] {
				e.Fields = append(e.Fields, project.Field{Path: "account", Message: sentence})
			}
			return e
		}
		return c.answer(a, facts("agrees", fmt.Sprintf("yes: %d events give level %s and score %d by the rules of version %d", len(a.Events), a.Level, a.Score, a.Rules)))
	})
	cmd.ValidArgsFunction = nil
	return cmd
}

func (c *cli) reviewRate() *cobra.Command {
	return c.ofSubGig(leaf("rate", "SUB-GIG STARS", "rate approved work with 1 to 5 stars", func(ctx context.Context, args []string) error {
		stars, err := strconv.Atoi(args[1])
		if err != nil {
			return project.Errorf(project.Invalid, "%q is no number of stars; write 1 to %d", args[1], project.MaxStars)
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findSubGig(ctx, server, args[0])
		if err != nil {
			return err
		}
		r, err := server.Rate(ctx, id, stars)
		if err != nil {
			return err
		}
		return c.answer(r, facts("sub-gig", string(r.SubGigID), "stars", fmt.Sprint(r.Stars)))
	}), project.Approved)
}
