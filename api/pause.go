package api

import (
	"context"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerPause() {
	add(a, operation{id: "pause-project", method: post, path: root + "/projects/{id}/pause", tag: "project", summary: "Stops every clock of a running project",
		text: "It goes on by itself at the time that is named.", rules: rules{command: true}}, a.pause)
	add(a, operation{id: "resume-project", method: post, path: root + "/projects/{id}/resume", tag: "project", summary: "Lets every clock run on",
		rules: rules{command: true}}, a.resume)
}

func (a *API) pause(ctx context.Context, in *struct {
	ProjectPath
	Body wire.PauseRequest
}) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	left := in.Body.Until.Sub(commandOf(ctx).at)
	if left < time.Second || left > project.MaxPause {
		return nil, &project.Error{Code: project.Invalid, Message: "the project cannot be paused like that",
			Fields: []project.Field{{Path: "until", Message: "is a time from now to 90 days from now, as 2026-12-24T09:00:00Z"}}}
	}
	if err := a.o.Process.Pause(ctx, p.ID, actor(ctx).ID, in.Body.Until, commandOf(ctx).key); err != nil {
		return nil, err
	}
	return a.getProject(ctx, &in.ProjectPath)
}

func (a *API) resume(ctx context.Context, in *ProjectPath) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	if err := a.o.Process.Resume(ctx, p.ID, actor(ctx).ID, commandOf(ctx).key); err != nil {
		return nil, err
	}
	return a.getProject(ctx, in)
}
