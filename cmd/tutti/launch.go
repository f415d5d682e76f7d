package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// readPlan reads a plan from a file, or from standard input when the name is -.
func (c *cli) readPlan(name string) ([]byte, error) {
	return c.readFile(name, "plan", project.MaxPlanBytes)
}

// readFile reads what is called so from a file, or from standard input when the name is -.
func (c *cli) readFile(name, what string, most int64) ([]byte, error) {
	if name == "-" {
		text, err := io.ReadAll(io.LimitReader(c.in, most+1))
		if err != nil {
			return nil, project.Because(err, project.Invalid, "the %s cannot be read: %v", what, err)
		}
		return text, nil
	}
	info, err := os.Stat(name)
	if err == nil && info.Size() > most {
		return nil, project.Errorf(project.Invalid, "%s has %s; a file of this kind has at most %s", name, size(info.Size()), size(most))
	}
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, project.Because(err, project.Invalid, "the %s cannot be read: %v", what, err)
	}
	return text, nil
}

func (c *cli) projectLaunch() *cobra.Command {
	var draft, watch bool
	cmd := leaf("launch", "PLAN.yaml", "make a project out of a plan, send its references up and start it", func(ctx context.Context, args []string) error {
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		p, err := c.launch(ctx, server, args[0], draft)
		if err != nil {
			return err
		}
		if watch && !draft {
			return c.watch(ctx, server, p.ID)
		}
		if err := c.answer(p, projectFacts(p)); err != nil || c.format != "table" {
			return err
		}
		if draft {
			return c.recommend("project reference "+string(p.ID)+" KEY FILE"+c.dataFlag(), "project launch "+string(p.ID)+c.dataFlag())
		}
		return c.recommend("project watch "+string(p.ID)+c.dataFlag(), "people token HANDLE"+c.dataFlag()+"      for each seller")
	})
	cmd.Long = "launch reads a plan (YAML or JSON, - for standard input). Files of references are looked for beside it.\nThe id of a draft in place of a plan starts that draft."
	cmd.Flags().BoolVar(&draft, "draft", false, "make the project but do not start it")
	cmd.Flags().BoolVar(&watch, "watch", false, "go on showing what happens")
	cmd.ValidArgsFunction = nil
	return cmd
}

func (c *cli) launch(ctx context.Context, server *client.Client, plan string, draft bool) (wire.Project, error) {
	if strings.HasPrefix(plan, project.PrefixProject+"_") {
		return server.Launch(ctx, project.ProjectID(plan))
	}
	text, err := c.readPlan(plan)
	if err != nil {
		return wire.Project{}, err
	}
	report, err := server.ValidatePlan(ctx, text)
	if err != nil {
		return wire.Project{}, err
	}
	folder := filepath.Dir(plan)
	if !draft {
		if err := allThere(plan, report.Files); err != nil {
			return wire.Project{}, err
		}
	}
	p, err := server.CreateProject(ctx, text)
	if err != nil {
		return p, err
	}
	if err := c.sendReferences(ctx, server, p.ID, folder); err != nil {
		c.note("the project %s is a draft now; `%s project launch %s%s` starts it when its references are there", p.ID, c.name(), p.ID, c.dataFlag())
		return p, err
	}
	if draft {
		return p, nil
	}
	return server.Launch(ctx, p.ID)
}

// demoPlan is the example whose guide is no file of the source but made by a command.
const demoPlan = "24-musician-track.yaml"

// allThere names every reference file that is missing, before anything is made on the server.
func allThere(plan string, files []string) error {
	folder := filepath.Dir(plan)
	var missing []project.Field
	for _, name := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
			missing = append(missing, project.Field{Path: name, Message: "is not at " + path})
		}
	}
	if len(missing) == 0 {
		return nil
	}
	e := &project.Error{Code: project.Invalid, Fields: missing,
		Message: "the plan refers to files that are missing; put them beside the plan, or use --draft and send them up later"}
	if demoGuide := filepath.Join(folder, "guide.wav"); filepath.Base(plan) == demoPlan && missing[0].Path == "guide.wav" {
		e.Message += "; `tutti demo guide " + demoGuide + "` makes this one"
	}
	return e
}

func (c *cli) sendReferences(ctx context.Context, server *client.Client, id project.ProjectID, folder string) error {
	list, err := server.References(ctx, id)
	if err != nil {
		return err
	}
	for _, r := range list.Items {
		path := filepath.Join(folder, filepath.FromSlash(r.Want))
		if _, err := os.Stat(path); r.File != nil || r.Want == "" || errors.Is(err, os.ErrNotExist) {
			continue
		}
		if err := c.sendReference(ctx, server, id, r.Key, path); err != nil {
			return err
		}
	}
	return nil
}

func (c *cli) sendReference(ctx context.Context, server *client.Client, id project.ProjectID, key, path string) error {
	up, err := c.send(ctx, server, wire.UploadRequest{ProjectID: id, Reference: key}, path)
	if err != nil {
		return err
	}
	_, err = server.PutReference(ctx, id, key, up.ID)
	return err
}

func (c *cli) projectReference() *cobra.Command {
	cmd := leaf("reference", "PROJECT [KEY] [FILE]", "send a reference of a draft up, or list all references", func(ctx context.Context, args []string) error {
		if len(args) == 2 {
			return project.Errorf(project.Invalid, "FILE is missing: name what is to be sent up as %q", args[1])
		}
		server, err := c.connect(ctx)
		if err != nil {
			return err
		}
		id := project.ProjectID(args[0])
		if len(args) == 3 {
			if err := c.sendReference(ctx, server, id, args[1], args[2]); err != nil {
				return err
			}
		}
		list, err := server.References(ctx, id)
		if err != nil {
			return err
		}
		t := table{head: []string{"key", "guide", "file", "size", "sha256", "title"}}
		for _, r := range list.Items {
			t.add(referenceCells(r)...)
		}
		return c.answer(list, t)
	})
	return c.ofProject(cmd)
}

func referenceCells(r wire.Reference) []string {
	guide := ""
	if r.Guide {
		guide = "yes"
	}
	if r.File == nil {
		return []string{r.Key, guide, "wanted: " + r.Want, "", "", r.Title}
	}
	return []string{r.Key, guide, r.File.Name, size(r.File.Size), fmt.Sprintf("%.12s", r.File.SHA256), r.Title}
}
