package main

import (
	"context"
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) trustAppeal() *cobra.Command {
	cmd := leaf("appeal", "PROJECT LINE", "appeal against a demotion of yours that is announced", func(ctx context.Context, args []string) error {
		in, err := readAppeal(args)
		if err != nil {
			return err
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		me, err := server.Me(ctx)
		if err != nil {
			return err
		}
		t, err := server.Appeal(ctx, me.ID, in)
		if err != nil {
			return err
		}
		return c.answer(t, trustFacts(t), demotionTable(t.Demotions))
	})
	cmd.Long = "appeal asks an operator to look at what a demotion came with. PROJECT and LINE are those that `tutti trust show`\n" +
		"names beside it. The time for it is over when the demotion holds."
	return cmd
}

// readAppeal reads which line of which log is meant.
func readAppeal(args []string) (wire.AppealRequest, error) {
	line, err := strconv.ParseInt(args[1], 10, 64)
	if err != nil || line < 1 {
		return wire.AppealRequest{}, project.Errorf(project.Invalid, "LINE %q is no number of a line; `tutti trust show` names it", args[1])
	}
	return wire.AppealRequest{ProjectID: project.ProjectID(args[0]), Seq: line}, nil
}

func (c *cli) trustAppeals() *cobra.Command {
	return leaf("appeals", "", "list the appeals that wait for an operator", func(ctx context.Context, _ []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := server.Appeals(ctx)
		if err != nil {
			return err
		}
		t := table{head: []string{"handle", "name", "project", "line", "since"}}
		for _, a := range list.Items {
			t.add(a.Person.Handle, a.Person.Name, string(a.ProjectID), fmt.Sprint(a.Seq), when(a.MadeAt))
		}
		return c.answer(list, t)
	})
}

func (c *cli) trustDecide(use, short string, uphold bool) *cobra.Command {
	return leaf(use, "HANDLE PROJECT LINE", short, func(ctx context.Context, args []string) error {
		in, err := readAppeal(args[1:])
		if err != nil {
			return err
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findPerson(ctx, server, args[0])
		if err != nil {
			return err
		}
		t, err := server.DecideAppeal(ctx, id, wire.AppealDecision{AppealRequest: in, Uphold: uphold})
		if err != nil {
			return err
		}
		return c.answer(t, trustFacts(t), demotionTable(t.Demotions))
	})
}
