package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) rankCommand() *cobra.Command {
	var in wire.RankRequest
	var why bool
	cmd := leaf("rank", "SUB-GIG [HANDLE]...", "rank sellers for a sub-gig by the published rule, and show why", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		if strings.HasPrefix(args[0], project.PrefixRanking+"_") {
			r, err := server.Ranking(ctx, project.RankingID(args[0]))
			if err != nil {
				return err
			}
			return c.ranking(r, why)
		}
		id, err := findSubGig(ctx, server, args[0])
		if err != nil {
			return err
		}
		in.Handles = args[1:]
		r, err := server.Rank(ctx, id, in)
		if err != nil {
			return err
		}
		return c.ranking(r, why)
	})
	cmd.Long = "rank takes a sub-gig (its id, or PROJECT/KEY) and ranks the sellers who are named, or everybody who fills its role. The\n" +
		"ranking is kept; its id in place of a sub-gig shows it again and says whether computing it again gives the same."
	flags := cmd.Flags()
	flags.StringArrayVar(&in.Languages, "language", nil, "language that is asked for, as pt or pt-BR; again for more")
	flags.StringArrayVar(&in.Countries, "country", nil, "country that is asked for, as GH; again for others that will do")
	flags.BoolVar(&in.Kept, "kept", false, "only whom you keep")
	flags.StringVar(&in.Tag, "tag", "", "only whom you keep under this tag")
	flags.BoolVar(&why, "why", false, "show every factor with its sentence")
	return c.ofSubGig(cmd, project.Casting)
}

func (c *cli) ranking(r wire.Ranking, why bool) error {
	agrees := "yes"
	if !r.Agrees {
		agrees = "NO: it is not what its inputs give"
	}
	head := facts("ranking", string(r.ID), "sub-gig", string(r.SubGigID), "rule", fmt.Sprint(r.Rule), "made", when(r.CreatedAt), "computed again, the same", agrees)
	tables := []table{head, rankTable(r)}
	if why {
		for _, cand := range r.Candidates {
			t := table{title: cand.Handle}
			for _, f := range cand.Factors {
				t.add(f.Name, fmt.Sprintf("%d x %d", f.Weight, f.Value), fmt.Sprint(f.Points), f.Why)
			}
			tables = append(tables, t)
		}
	}
	return c.answer(r, tables...)
}

// rankTable shows the value of each factor beside the points.
func rankTable(r wire.Ranking) table {
	t := table{head: []string{"", "handle", "points"}}
	if len(r.Candidates) > 0 {
		for _, f := range r.Candidates[0].Factors {
			t.head = append(t.head, fmt.Sprintf("%s x%d", words(f.Name), f.Weight))
		}
	}
	for i, cand := range r.Candidates {
		row := []string{fmt.Sprint(i + 1), cand.Handle, fmt.Sprint(cand.Points)}
		for _, f := range cand.Factors {
			row = append(row, fmt.Sprint(f.Value))
		}
		t.add(row...)
	}
	return t
}
