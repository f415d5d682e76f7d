package api

import (
	"context"
	"fmt"

	"tutti/api/planfile"
	"tutti/api/wire"
	"tutti/project"
)

// Template is a plan that comes with the program, to begin a project of some kind with.
type Template struct {
	Name  string
	About string // one line
	Plan  []byte // YAML
}

func (a *API) registerTemplate() {
	add(a, operation{id: "list-templates", method: get, path: root + "/templates", tag: "plan", summary: "Lists plans to begin with, by name",
		text: "The files that their references name are the buyer's to send."}, a.templates)
}

func (a *API) templates(ctx context.Context, _ *struct{}) (*body[wire.TemplateList], error) {
	if err := may(ctx, project.CreateProject, project.Thing{}); err != nil {
		return nil, err
	}
	out := wire.TemplateList{Items: []wire.Template{}}
	for _, one := range a.o.Templates {
		f, err := planfile.Read(one.Plan)
		if err != nil {
			return nil, fmt.Errorf("the template %s: %w", one.Name, err)
		}
		f.Plan.SubGigs = some(f.Plan.SubGigs)
		out.Items = append(out.Items, wire.Template{Name: one.Name, About: one.About, Text: string(one.Plan), Plan: f.Plan})
	}
	return &body[wire.TemplateList]{out}, nil
}
