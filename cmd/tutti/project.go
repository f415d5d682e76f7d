package main

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func (c *cli) projectCommand() *cobra.Command {
	group := &cobra.Command{Use: "project", Aliases: []string{"projects"}, Short: "launch projects and see where they stand"}
	return asGroup(group,
		c.projectLaunch(), c.projectList(), c.projectShow(), c.projectSchedule(), c.projectReplan(), c.projectWatch(), c.projectEvents(),
		c.projectReference(), c.projectAnswer(), c.projectPause(), c.projectResume(), c.projectFund(), c.projectCancel(), c.projectCast(), c.projectPlan(),
		c.projectArtifacts(), c.projectGet(), c.projectCredits(), c.projectPublishCredits(), c.projectWithdrawCredits(), c.projectNameMe(), c.projectLedger(),
	)
}

func (c *cli) projectList() *cobra.Command {
	return listing[wire.Project]{
		short: "list the projects you have a part in, newest first",
		head:  []string{"id", "state", "approved", "budget", "created", "title"},
		line: func(p wire.Project) []string {
			return []string{string(p.ID), words(p.State), progress(p), budget(p), when(p.CreatedAt), p.Title}
		},
		whole: func(list []wire.Project) any { return wire.ProjectList{Items: list} },
		find: func(ctx context.Context, server *client.Client, _ []string) (part[wire.Project], error) {
			return projects(ctx, server), nil
		},
	}.command(c)
}

func projects(ctx context.Context, server *client.Client) part[wire.Project] {
	return func(p client.Page) ([]wire.Project, string, error) {
		some, err := server.Projects(ctx, p)
		return some.Items, some.Next, err
	}
}

func progress(p wire.Project) string {
	if p.SubGigs == nil || p.Approved == nil {
		return ""
	}
	return fmt.Sprintf("%d/%d", *p.Approved, *p.SubGigs)
}

func budget(p wire.Project) string {
	if p.BudgetMinor == nil {
		return ""
	}
	return money(*p.BudgetMinor, p.Currency)
}

// projectView is a project with its sub-gigs, as `project show -o json` gives it.
type projectView struct {
	wire.Project
	Items []wire.SubGig `json:"items"`
}

func (c *cli) projectShow() *cobra.Command {
	return c.ofProject(leaf("show", "PROJECT", "show a project and its sub-gigs", func(ctx context.Context, args []string) error {
		server, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer server.close()
		p, err := server.Project(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		view := projectView{Project: p, Items: []wire.SubGig{}}
		for sub, err := range server.AllSubGigs(ctx, p.ID, "") {
			if err != nil {
				return err
			}
			view.Items = append(view.Items, sub)
		}
		return c.answer(view, projectFacts(p), subGigTable(view.Items))
	}))
}

func projectFacts(p wire.Project) table {
	due := ""
	if p.Due != nil {
		due = p.Due.Format(time.DateOnly)
	}
	return facts(
		"project", string(p.ID), "title", p.Title, "brief", p.Brief, "state", stateLine(p), "approved", progress(p),
		"buyer", p.Buyer.Name, "producer", p.Producer.Name, "budget", budget(p), "due", due, "final", string(p.FinalID),
		"you are", strings.Join(p.Mine, ", "), "created", when(p.CreatedAt), "updated", when(p.UpdatedAt),
	)
}

// stateLine names the state, and until when a paused project rests.
func stateLine(p wire.Project) string {
	if p.PausedUntil == nil {
		return words(p.State)
	}
	return words(p.State) + " until " + when(*p.PausedUntil)
}

// standsStill is written for a clock that does not run.
const standsStill = "stands still"

func subGigTable(subs []wire.SubGig) table {
	t := table{head: []string{"key", "state", "who", "", "version", "price", "due", "next", "id"}}
	for _, s := range subs {
		who, country := "", ""
		if s.Seller != nil {
			who, country = s.Seller.Name, s.Seller.Country
		}
		due := whenOf(s.Due)
		switch {
		case s.Stopped:
			due = standsStill
		case s.Overdue:
			due += " late"
		}
		version := ""
		if s.Version > 0 {
			version = fmt.Sprint(s.Version)
		}
		t.add(s.Key, words(s.State), who, country, version, money(s.PriceMinor, s.Currency), due, words(s.NextAction), string(s.ID))
	}
	return t
}

func (c *cli) projectCancel() *cobra.Command {
	return c.ofProject(leaf("cancel", "PROJECT", "end a project: approved work stays paid, the rest is returned", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := server.CancelProject(ctx, project.ProjectID(args[0]))
		if err != nil {
			return err
		}
		return c.answer(p, projectFacts(p))
	}))
}

func (c *cli) projectCast() *cobra.Command {
	return leaf("cast", "SUB_GIG HANDLE...", "name more people to ask for a sub-gig", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id, err := findSubGig(ctx, server, args[0])
		if err != nil {
			return err
		}
		sub, err := server.Cast(ctx, id, args[1:]...)
		if err != nil {
			return err
		}
		return c.answer(sub, subGigTable([]wire.SubGig{sub}))
	})
}
