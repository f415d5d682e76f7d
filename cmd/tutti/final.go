package main

import (
	"context"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/project"
)

func (c *cli) finalCommand() *cobra.Command {
	return asGroup(&cobra.Command{Use: "final", Short: "decide on the result"},
		c.decideFinal("approve", "approve the final: the project is completed", wire.FinalApprove),
		c.decideFinal("rebuild", "have the final built again", wire.FinalRebuild))
}

func (c *cli) decideFinal(use, short, decision string) *cobra.Command {
	return c.ofProject(leaf(use, "PROJECT", short, func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id := project.ProjectID(args[0])
		finals, err := server.Artifacts(ctx, id, project.ArtifactFinal)
		if err != nil {
			return err
		}
		request := wire.FinalRequest{Decision: decision}
		switch {
		case len(finals.Items) > 0:
			request.ArtifactID = finals.Items[0].ID
		case decision == wire.FinalApprove:
			return project.Errorf(project.Conflict, "there is no final of %s yet: it is built when every sub-gig is approved", id)
		}
		p, err := server.DecideFinal(ctx, id, request)
		if err != nil {
			return err
		}
		return c.answer(p, projectFacts(p))
	}))
}
