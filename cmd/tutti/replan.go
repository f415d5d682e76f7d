package main

import (
	"bufio"
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) projectReplan() *cobra.Command {
	var yes bool
	cmd := c.ofProject(leaf("replan", "PROJECT PLAN.yaml", "show what another plan changes in a running project, and put it in force", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		text, err := c.readPlan(args[1])
		if err != nil {
			return err
		}
		id := project.ProjectID(args[0])
		r, err := server.PreviewReplan(ctx, id, text)
		if err != nil {
			return err
		}
		if !yes || len(r.Obstacles) > 0 {
			if err := c.answer(r, replanTables(r)...); err != nil {
				return err
			}
		}
		if apply, err := c.mayReplan(r, yes, args[1] == "-"); !apply {
			return err
		}
		p, err := server.Replan(ctx, id, r.BaseVersion, text)
		if err != nil {
			return err
		}
		return c.answer(p, projectFacts(p))
	}))
	cmd.Long = "replan compares a plan (YAML or JSON, - for standard input) with the one in force and with where everybody stands,\n" +
		"and asks before it is applied. With --output json or yaml it only shows the difference, unless --yes is given.\n" +
		"What a seller has accepted stays as it is until they agree: applying the plan asks each of them by a proposal."
	cmd.Flags().BoolVar(&yes, "yes", false, "apply it without asking")
	return cmd
}

// mayReplan reports whether the plan is to be applied. It asks where somebody can answer.
func (c *cli) mayReplan(r wire.Replan, yes, inputIsThePlan bool) (bool, error) {
	switch {
	case len(r.Obstacles) > 0:
		return false, project.Errorf(project.Conflict, "the plan was not applied: %d of its changes cannot be made as they are", len(r.Obstacles))
	case len(r.Differences) == 0, c.format != "table" && !yes:
		return false, nil
	case yes:
		return true, nil
	case inputIsThePlan:
		return false, project.Errorf(project.Invalid, "nobody can be asked while the plan comes from standard input; give --yes to apply it")
	}
	_, _ = fmt.Fprint(c.out, "\napply this plan? [y/N] ")
	line, _ := bufio.NewReader(c.in).ReadString('\n') // no answer is no
	if answer := strings.ToLower(strings.TrimSpace(line)); answer == "y" || answer == "yes" {
		return true, nil
	}
	_, _ = fmt.Fprintln(c.out, "nothing was changed")
	return false, nil
}

func replanTables(r wire.Replan) []table {
	tables := []table{differenceTable(r), replanFacts(r)}
	if len(r.Moves) > 0 {
		t := table{title: "other dates", head: []string{"key", "ends", "instead of", "by"}}
		for _, m := range r.Moves {
			t.add(m.Key, there(m.FinishAfter), there(m.FinishBefore), span(m.BySeconds))
		}
		tables = append(tables, t)
	}
	if len(r.Consents) > 0 {
		t := table{title: "who is asked", head: []string{"key", "who", "kind", "money", "time", "words"}}
		for _, c := range r.Consents {
			amount, time := signed(c.Minor, r.Currency), ""
			if c.Kind == project.Cancellation {
				amount = "keeps " + money(c.Minor, r.Currency)
			}
			if c.TimeSeconds != 0 {
				time = span(c.TimeSeconds)
			}
			t.add(c.Key, c.Seller.Name, words(c.Kind), amount, time, c.Words)
		}
		tables = append(tables, t)
	}
	if len(r.Obstacles) > 0 {
		t := table{title: "in the way", head: []string{"where", "what"}}
		for _, o := range r.Obstacles {
			t.add(o.Path, o.Message)
		}
		tables = append(tables, t)
	}
	return tables
}

func differenceTable(r wire.Replan) table {
	t := table{head: []string{"what", "sub-gig", "state", "before", "after", "price", "concerns"}}
	for _, d := range r.Differences {
		before, after, price, who := d.Before, d.After, "", ""
		if len(d.Replaces) > 0 {
			before = "in the place of " + strings.Join(d.Replaces, ", ")
		}
		if len(d.ReplacedBy) > 0 {
			after = "into " + strings.Join(d.ReplacedBy, ", ")
		}
		if d.PriceMinor != 0 {
			price = signed(d.PriceMinor, r.Currency)
		}
		if d.Affects != nil {
			who = d.Affects.Name
		}
		if d.Consent {
			who += ", who must consent"
		}
		t.add(string(d.Kind), d.Key, words(d.State), short(before), short(after), price, who)
	}
	return t
}

func signed(minor int64, currency string) string {
	if minor > 0 {
		return "+" + money(minor, currency)
	}
	return money(minor, currency)
}

// short cuts a text that would break the table.
func short(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return text
}

func replanFacts(r wire.Replan) table {
	pairs := []string{"prices", signed(r.PricesMinor, r.Currency), "ends", there(r.FinishBefore) + " -> " + there(r.FinishAfter)}
	if before, after := thereOf(r.DueBefore), thereOf(r.DueAfter); before != after {
		pairs = append(pairs, "due", before+" -> "+after)
	} else {
		pairs = append(pairs, "due", before)
	}
	if m := r.Money; m != nil {
		pairs = append(pairs, "budget", money(m.BudgetBeforeMinor, r.Currency)+" -> "+money(m.BudgetMinor, r.Currency), "to be funded", money(m.FundMinor, r.Currency))
	} else if r.NeedsFunding {
		pairs = append(pairs, "to be funded", "more than was; only the buyer can apply this plan")
	}
	if len(r.Stale) > 0 {
		pairs = append(pairs, "stale", fmt.Sprintf("%d sub-gigs are made from something that changes", len(r.Stale)))
	}
	if r.Rebuild {
		pairs = append(pairs, "result", "is built anew")
	}
	return facts(append(pairs, "zone", r.Zone)...)
}
