package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tutti/demo"
	"tutti/examples"
	"tutti/project"
)

func (c *cli) initCommand() *cobra.Command {
	cmd := leaf("init", "[TEMPLATE] [DIR]", "begin a project of some kind from a template, or list the templates", func(_ context.Context, args []string) error {
		if len(args) == 0 {
			return c.listTemplates()
		}
		dir := args[0]
		if len(args) == 2 {
			dir = args[1]
		}
		return c.begin(args[0], dir)
	})
	cmd.Long = "init writes a plan and its references into DIR, which is ./TEMPLATE when it is left out. The comments in the plan say what to\n" +
		"change. Without TEMPLATE it lists what there is."
	cmd.ValidArgsFunction = completeTemplates
	return cmd
}

// trackTemplate is the template whose one reference is no file of the source but made by the demo.
const trackTemplate = "track"

// aboutTrack is the line of the list about it.
const aboutTrack = "A track: 24 musicians record to a guide, mixed to one sound."

func (c *cli) listTemplates() error {
	list, err := examples.Templates()
	if err != nil {
		return err
	}
	type line struct {
		Name  string `json:"name"`
		About string `json:"about"`
	}
	lines := []line{}
	t := table{head: []string{"template", "what it is"}}
	for _, one := range list {
		lines = append(lines, line{one.Name, one.About})
	}
	for _, l := range append(lines, line{trackTemplate, aboutTrack}) {
		t.add(l.Name, l.About)
	}
	if err := c.answer(append(lines, line{trackTemplate, aboutTrack}), t); err != nil || c.format != "table" {
		return err
	}
	return c.recommend("init film my-film")
}

// begin fills a new folder from a template.
func (c *cli) begin(name, dir string) error {
	write := writeTrack
	if name != trackTemplate {
		one, err := openTemplate(name)
		if err != nil {
			return err
		}
		write = func(dir string) ([]string, error) { return writeTemplate(one, dir) }
	}
	if err := emptyFolder(dir); err != nil {
		return err
	}
	written, err := write(dir)
	if err != nil {
		return project.Because(err, project.Invalid, "cannot write in %s: %v", dir, err)
	}
	t := table{head: []string{"written", "size"}}
	for _, path := range written {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		t.add(path, size(info.Size()))
	}
	if err := c.answer(map[string]any{"template": name, "files": written}, t); err != nil || c.format != "table" {
		return err
	}
	plan := filepath.Join(dir, examples.PlanFile)
	return c.recommend("plan validate "+plan+c.dataFlag(), "project launch "+plan+c.dataFlag()+"      when you have edited it")
}

func openTemplate(name string) (examples.Template, error) {
	one, err := examples.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return one, project.Errorf(project.Invalid, "there is no template %q; `tutti init` lists them", name)
	}
	return one, err
}

func writeTemplate(one examples.Template, dir string) ([]string, error) {
	names, err := one.Files()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, name := range names {
		content, err := one.Read(name)
		if err != nil {
			return nil, err
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return nil, err
		}
		out = append(out, path)
	}
	return out, nil
}

// writeTrack writes the plan of the demo, and the click track that it refers to.
func writeTrack(dir string) ([]string, error) {
	text, err := examples.Plan(examples.Track)
	if err != nil {
		return nil, err
	}
	guide, plan := filepath.Join(dir, "guide.wav"), filepath.Join(dir, examples.PlanFile)
	if err := os.WriteFile(plan, text, 0o644); err != nil {
		return nil, err
	}
	return []string{guide, plan}, demo.WriteGuide(guide)
}

// completeTemplates offers the names of the templates to the shell.
func completeTemplates(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	list, err := examples.Templates()
	if err != nil || len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	names := []string{trackTemplate}
	for _, one := range list {
		names = append(names, one.Name)
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
