package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) memberCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "member", Short: "who else takes part in a project: viewers, section leads, mentors, guest reviewers, auditors"},
		c.memberAdd(), c.memberList(), c.memberRemove())
}

func (c *cli) memberAdd() *cobra.Command {
	var in wire.MemberRequest
	var role string
	var section int
	var shown []string
	var cmd *cobra.Command
	cmd = leaf("add", "PROJECT HANDLE", "give somebody a role in a project, or change how far theirs reaches", func(ctx context.Context, args []string) error {
		if role == "" {
			return usage(cmd, "--role is missing: what is %s to be in the project?", args[1])
		}
		in.Handle, in.Role = args[1], memberRole(role)
		if cmd.Flags().Changed("section") {
			in.Section = &section
		}
		for _, id := range shown {
			in.DeliveryIDs = append(in.DeliveryIDs, project.DeliveryID(id))
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		m, err := server.AddMember(ctx, project.ProjectID(args[0]), in)
		if err != nil {
			return err
		}
		return c.answer(m, memberTable(m))
	})
	flags := cmd.Flags()
	flags.StringVar(&role, "role", "", "buyer-viewer, section-lead, mentor, guest-reviewer or auditor")
	flags.IntVar(&section, "section", 0, "section that a section lead leads, from 0")
	flags.StringArrayVar(&in.Roles, "leads", nil, "role whose sub-gigs a section lead leads, as drummer; again for more")
	flags.StringArrayVar(&shown, "show", nil, "id of a delivery that is shown to a guest reviewer; again for more")
	cmd.Long = "add gives one of the roles that a project knows beside its buyer, producer and sellers. A buyer viewer sees everything but the\n" +
		"ledger, an auditor the ledger too; both change nothing. A section lead reviews the deliveries of a section or of named roles.\n" +
		"A mentor sees all the work and comments. A guest reviewer sees previews and the deliveries that --show names, and comments.\n" +
		"For somebody who has the role already, --section, --leads and --show say how far it reaches from now on."
	return c.ofProject(cmd)
}

// memberRole takes a role as it is written on the command line.
func memberRole(text string) project.MemberRole {
	return project.MemberRole(strings.ReplaceAll(text, "-", "_"))
}

func (c *cli) memberList() *cobra.Command {
	return c.ofProject(leaf("list", "PROJECT", "list who has a role in a project, oldest first", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		list, err := server.Members(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		return c.answer(list, memberTable(list.Items...))
	}))
}

func memberTable(members ...wire.Member) table {
	t := table{head: []string{"handle", "name", "role", "reaches", "since", "id"}}
	for _, m := range members {
		t.add(m.Person.Handle, m.Person.Name, words(m.Role), reachText(m), when(m.AddedAt), string(m.ID))
	}
	return t
}

func reachText(m wire.Member) string {
	var parts []string
	if m.Section != nil {
		parts = append(parts, fmt.Sprintf("section %d", *m.Section))
	}
	parts = append(parts, m.Roles...)
	if n := len(m.DeliveryIDs); n > 0 {
		parts = append(parts, fmt.Sprintf("shown %d", n))
	}
	return strings.Join(parts, ", ")
}

func (c *cli) memberRemove() *cobra.Command {
	var role string
	cmd := leaf("remove", "PROJECT HANDLE", "take somebody's roles in a project away, or one of them", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id := project.ProjectID(args[0])
		list, err := server.Members(ctx, id)
		if err != nil {
			return err
		}
		removed := 0
		for _, m := range list.Items {
			if m.Person.Handle != args[1] || role != "" && m.Role != memberRole(role) {
				continue
			}
			if err := server.RemoveMember(ctx, id, m.ID); err != nil {
				return err
			}
			removed++
		}
		if removed == 0 {
			return project.Errorf(project.NotFound, "%s has no such role in the project; `tutti member list` shows who has", args[1])
		}
		return nil
	})
	cmd.Flags().StringVar(&role, "role", "", "only this role")
	cmd.Long = "remove takes effect with the next request of the person, and ends what they are following. Your own role you may give up by yourself."
	return c.ofProject(cmd)
}
