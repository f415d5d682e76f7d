package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) projectCredits() *cobra.Command {
	return c.ofProject(leaf("credits", "PROJECT", "name who made it, and where everybody reads that", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		list, err := server.Credits(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		public := "no"
		if list.Public != nil {
			public = list.Public.Address
		}
		return c.answer(list, consents(list), facts("countries", fmt.Sprint(list.Countries), "public", public))
	}))
}

// consents lists the credits with what each has said about being named.
func consents(list wire.CreditList) table {
	t := table{head: []string{"country", "name", "part", "role", "named in public"}}
	for _, line := range list.Items {
		said := ""
		switch {
		case line.Agrees == nil:
		case *line.Agrees:
			said = "yes"
		default:
			said = "no"
		}
		t.add(line.Country, line.Name, line.Title, line.Role, said)
	}
	return t
}

func (c *cli) projectPublishCredits() *cobra.Command {
	return c.ofProject(leaf("publish-credits", "PROJECT", "let everybody who has the address read who made it", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		page, err := server.PublishCredits(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		c.note("who has not agreed to be named stands there as a part without a name, and is asked now")
		return c.answer(page, facts("address", page.Address))
	}))
}

func (c *cli) projectWithdrawCredits() *cobra.Command {
	return c.ofProject(leaf("withdraw-credits", "PROJECT", "take public credits back; their address leads nowhere any more", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		return server.WithdrawCredits(ctx, project.ProjectID(args[0]))
	}))
}

func (c *cli) projectNameMe() *cobra.Command {
	return c.ofProject(leaf("name-me", "PROJECT yes|no", "say whether public credits name you", func(ctx context.Context, args []string) error {
		if args[1] != "yes" && args[1] != "no" {
			return project.Errorf(project.Invalid, "%q is neither yes nor no: say whether the public credits of the project name you", args[1])
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		return server.ConsentToCredit(ctx, project.ProjectID(args[0]), wire.CreditConsentRequest{Agrees: args[1] == "yes"})
	}))
}
