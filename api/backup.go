package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerBackup() {
	add(a, operation{id: "list-backups", method: get, path: root + "/backups", tag: "audit", summary: "Lists the backups of the instance, newest first",
		text: "For operators and auditors."}, a.listBackups)
	add(a, operation{id: "take-backup", method: post, path: root + "/backups", tag: "audit", status: http.StatusAccepted,
		summary: "Takes a backup in the background", text: "One is taken at a time. The list says when it is there, or why it is not.", rules: rules{command: true}}, a.takeBackup)
}

func (a *API) listBackups(ctx context.Context, _ *nothing) (*body[wire.Backups], error) {
	if err := may(ctx, project.SeeBackups, project.Thing{}); err != nil {
		return nil, err
	}
	return a.backups(ctx)
}

func (a *API) backups(ctx context.Context) (*body[wire.Backups], error) {
	if a.o.Backups == nil {
		return &body[wire.Backups]{wire.Backups{Items: []wire.Backup{}}}, nil
	}
	s, err := a.o.Backups.State(ctx)
	return &body[wire.Backups]{wire.Backups{Possible: true, EverySeconds: int64(s.Every.Seconds()), Running: s.Running, Failure: s.Failure, Items: each(s.Items, func(b project.Backup) wire.Backup {
		return wire.Backup{Name: b.Name, At: b.At.UTC(), Files: b.Files, Bytes: b.Bytes, Version: b.Program}
	})}}, err
}

func (a *API) takeBackup(ctx context.Context, _ *nothing) (*body[wire.Backups], error) {
	if err := may(ctx, project.TakeBackup, project.Thing{}); err != nil {
		return nil, err
	}
	if a.o.Backups == nil {
		return nil, project.Errorf(project.Conflict, "this server takes no backups: start it with --backups and a folder, or back its own database, Temporal and S3 up as docs/operations.md says")
	}
	if err := a.o.Backups.Begin(ctx); err != nil {
		return nil, err
	}
	return a.backups(ctx)
}
