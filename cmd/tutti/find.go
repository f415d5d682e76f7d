package main

import (
	"context"
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// findSubGig takes an id, or PROJECT/KEY.
func findSubGig(ctx context.Context, server *client.Client, text string) (project.SubGigID, error) {
	of, key, ok := strings.Cut(text, "/")
	switch {
	case !ok && strings.HasPrefix(text, project.PrefixSubGig+"_"):
		return project.SubGigID(text), nil
	case !ok:
		return "", project.Errorf(project.Invalid, "%q names no sub-gig: write its id, %s_..., or PROJECT/KEY, as `tutti project show` lists them", text, project.PrefixSubGig)
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

// atSubGig gives a client and the sub-gig that text names.
func (c *cli) atSubGig(ctx context.Context, text string) (*client.Client, project.SubGigID, error) {
	server, err := c.connect(ctx)
	if err != nil {
		return nil, "", err
	}
	id, err := findSubGig(ctx, server, text)
	return server, id, err
}

// placed is a sub-gig with the title of its project.
type placed struct {
	Project string `json:"project"`
	wire.SubGig
}

// subGigsOf walks through the sub-gigs in a state: of the project that is named, or of every project that goes on. It ends
// after the first error.
func subGigsOf(ctx context.Context, server *client.Client, args []string, state project.SubGigState) iter.Seq2[placed, error] {
	return func(yield func(placed, error) bool) {
		projects, err := projectsOf(ctx, server, args)
		if err != nil {
			yield(placed{}, err)
			return
		}
		for _, p := range projects {
			for sub, err := range server.AllSubGigs(ctx, p.ID, state) {
				if !yield(placed{p.Title, sub}, err) || err != nil {
					return
				}
			}
		}
	}
}

// projectsOf gives the project that is named, or every one that goes on.
func projectsOf(ctx context.Context, server *client.Client, args []string) ([]wire.Project, error) {
	if len(args) > 0 {
		p, err := server.Project(ctx, project.ProjectID(args[0]))
		return []wire.Project{p}, err
	}
	all, err := gather(0, projects(ctx, server))
	return slices.DeleteFunc(all, func(p wire.Project) bool {
		return p.State != project.ProjectRunning && p.State != project.ProjectPaused
	}), err
}

// completeFor bounds how long the shell waits for suggestions.
const completeFor = 2 * time.Second

// ofProject completes the first argument with the ids of projects, while their server runs.
func (c *cli) ofProject(cmd *cobra.Command) *cobra.Command {
	return c.completing(cmd, func(ctx context.Context, server *client.Client) (out []string) {
		list, _ := server.Projects(ctx, client.Page{Limit: 50}) // no suggestions are no error
		for _, p := range list.Items {
			out = append(out, string(p.ID)+"\t"+p.Title)
		}
		return out
	})
}

// ofCall completes the first argument with the calls that one may answer.
func (c *cli) ofCall(cmd *cobra.Command) *cobra.Command {
	return c.completing(cmd, func(ctx context.Context, server *client.Client) (out []string) {
		list, _ := server.Calls(ctx, client.Page{Limit: 50})
		for _, k := range list.Items {
			out = append(out, string(k.SubGigID)+"\t"+k.Terms.Title)
		}
		return out
	})
}

// ofSubGig completes the first argument with the sub-gigs of running projects that are to be acted on.
func (c *cli) ofSubGig(cmd *cobra.Command, state project.SubGigState) *cobra.Command {
	return c.completing(cmd, func(ctx context.Context, server *client.Client) []string { return subGigsIn(ctx, server, state) })
}

// completing completes the first argument with what the server suggests, and those after it with files where they are files.
func (c *cli) completing(cmd *cobra.Command, suggest func(context.Context, *client.Client) []string) *cobra.Command {
	after := cobra.ShellCompDirectiveNoFileComp
	if strings.Contains(cmd.Use, "FILE") {
		after = cobra.ShellCompDirectiveDefault
	}
	cmd.ValidArgsFunction = func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, after
		}
		if c.readEnv(cmd) != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		ctx, cancel := context.WithTimeout(context.Background(), completeFor)
		defer cancel()
		server, err := c.connect(ctx)
		if err != nil {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return suggest(ctx, server), cobra.ShellCompDirectiveNoFileComp
	}
	return cmd
}

func subGigsIn(ctx context.Context, server *client.Client, state project.SubGigState) []string {
	var out []string
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
