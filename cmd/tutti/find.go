package main

import (
	"context"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/client"
	"tutti/project"
)

// findSubGig takes an id, or PROJECT/KEY.
func findSubGig(ctx context.Context, server *client.Client, text string) (project.SubGigID, error) {
	of, key, ok := strings.Cut(text, "/")
	if !ok {
		return project.SubGigID(text), nil
	}
	for sub, err := range server.AllSubGigs(ctx, project.ProjectID(of), "") {
		if err != nil {
			return "", err
		}
		if sub.Key == key {
			return sub.ID, nil
		}
	}
	return "", project.Errorf(project.NotFound, "there is no sub-gig %q in %s, or it is not yours to see", key, of)
}

// completeFor bounds how long the shell waits for suggestions.
const completeFor = 2 * time.Second

// ofProject completes the first argument with the ids of projects, while their server runs.
func (c *cli) ofProject(cmd *cobra.Command) *cobra.Command {
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 || c.readEnv(cmd) != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ctx, cancel := context.WithTimeout(context.Background(), completeFor)
		defer cancel()
		var out []string
		if server, err := c.connect(ctx); err == nil {
			list, err := server.Projects(ctx, client.Page{Limit: 50})
			for _, p := range list.Items {
				out = append(out, string(p.ID)+"\t"+p.Title)
			}
			_ = err // no suggestions are no error
		}
		return out, cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

// ofSubGig completes the first argument with the sub-gigs of running projects that are to be acted on.
func (c *cli) ofSubGig(cmd *cobra.Command, state project.SubGigState) *cobra.Command {
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveDefault
		}
		if c.readEnv(cmd) != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ctx, cancel := context.WithTimeout(context.Background(), completeFor)
		defer cancel()
		return c.subGigsIn(ctx, state), cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

func (c *cli) subGigsIn(ctx context.Context, state project.SubGigState) []string {
	var out []string
	server, err := c.connect(ctx)
	if err != nil {
		return nil
	}
	projects, err := server.Projects(ctx, client.Page{Limit: 10})
	if err != nil {
		return nil
	}
	for _, p := range projects.Items {
		if p.State.Ended() {
			continue
		}
		for sub, err := range server.AllSubGigs(ctx, p.ID, state) {
			if err != nil || len(out) >= 100 {
				return out
			}
			out = append(out, string(sub.ID)+"\t"+sub.Title)
		}
	}
	return out
}
