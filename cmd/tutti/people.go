package main

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) peopleCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "people", Short: "the roster and its tokens"}, c.peopleList(), c.peopleAdd(), c.peopleInvite(), c.peopleToken(), c.peopleMe())
}

func (c *cli) peopleList() *cobra.Command {
	return listing[wire.Person]{
		short: "list the roster by handle",
		head:  peopleHead(),
		line:  personLine,
		whole: func(list []wire.Person) any { return wire.PersonList{Items: list} },
		find: func(ctx context.Context, server *client.Client, _ []string) (part[wire.Person], error) {
			return roster(ctx, server), nil
		},
	}.command(c)
}

func roster(ctx context.Context, server *client.Client) part[wire.Person] {
	return func(p client.Page) ([]wire.Person, string, error) {
		some, err := server.People(ctx, p)
		return some.Items, some.Next, err
	}
}

func peopleHead() []string { return []string{"handle", "name", "country", "zone", "roles", "id"} }

func personLine(p wire.Person) []string {
	roles := make([]string, 0, len(p.Roles))
	for _, r := range p.Roles {
		roles = append(roles, string(r))
	}
	return []string{p.Handle, p.Name, p.Country, p.Zone, strings.Join(roles, " "), string(p.ID)}
}

func peopleTable(p wire.Person) table {
	return table{head: peopleHead(), rows: [][]string{personLine(p)}}
}

func (c *cli) peopleAdd() *cobra.Command {
	var in wire.PersonRequest
	var roles []string
	cmd := leaf("add", "HANDLE", "add somebody to the roster", func(ctx context.Context, args []string) error {
		in.Handle = args[0]
		if in.Name == "" {
			return project.Errorf(project.Invalid, "--name is missing: how should %s be credited?", in.Handle)
		}
		for _, r := range roles {
			in.Roles = append(in.Roles, project.Role(r))
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.CreatePerson(ctx, in)
		if err != nil {
			return err
		}
		return c.answer(p, peopleTable(p))
	})
	flags := cmd.Flags()
	flags.StringVar(&in.Name, "name", "", "credit name")
	flags.StringVar(&in.Country, "country", "", "ISO 3166-1 alpha-2, as GH")
	flags.StringVar(&in.Zone, "zone", "", "IANA time zone, as Africa/Accra")
	flags.StringVar(&in.Email, "email", "", "where invitations go")
	flags.StringSliceVar(&roles, "role", nil, "seller, producer, buyer, auditor or operator; seller when left out")
	return cmd
}

func (c *cli) peopleToken() *cobra.Command {
	return c.tokenMaker("token", "HANDLE", "make an API token for somebody; it is shown this once")
}

func (c *cli) peopleInvite() *cobra.Command {
	var id string
	cmd := leaf("invite", "HANDLE", "send somebody a letter with a link to sign in", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		who, err := findPerson(ctx, server, args[0])
		if err != nil {
			return err
		}
		sent, err := server.Invite(ctx, who, wire.InvitationRequest{ProjectID: project.ProjectID(id)})
		if err != nil {
			return err
		}
		return c.answer(sent, facts("invited", args[0], "link works until", when(sent.ExpiresAt)))
	})
	cmd.Flags().StringVar(&id, "project", "", "id of the project that the letter names")
	return cmd
}

// findPerson takes an id or a handle.
func findPerson(ctx context.Context, server *client.Client, text string) (project.PersonID, error) {
	if strings.HasPrefix(text, project.PrefixPerson+"_") {
		return project.PersonID(text), nil
	}
	all, err := gather(0, roster(ctx, server))
	for _, p := range all {
		if p.Handle == text {
			return p.ID, nil
		}
	}
	if err == nil {
		err = project.Errorf(project.NotFound, "nobody on the roster has the handle %q; `tutti people list` shows all", text)
	}
	return "", err
}

func (c *cli) peopleMe() *cobra.Command {
	return leaf("me", "", "say whose token is used", func(ctx context.Context, _ []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		me, err := server.Me(ctx)
		if err != nil {
			return err
		}
		return c.answer(me, peopleTable(me.Person))
	})
}
