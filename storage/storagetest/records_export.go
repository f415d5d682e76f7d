package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

func testExports(w *world) {
	ctx := context.Background()
	id := w.one().Project.ID
	e := project.Export{ID: project.ExportID(w.id(project.PrefixExport)), Project: id, Kind: project.ExportRelease, Of: "aa", Actor: "per_buyer", CreatedAt: w.at}
	want := e
	want.State = project.ExportBuilding
	same(w, "begin", must[project.Export](w)(w.r.BeginExport(ctx, e)), want)
	again := e
	again.ID, again.Actor = project.ExportID(w.id(project.PrefixExport)), "per_producer"
	same(w, "begin again", must[project.Export](w)(w.r.BeginExport(ctx, again)), want)
	at := w.at.Add(time.Minute)
	ask(w, "", "fail", w.r.EndExport(ctx, e.ID, nil, "the store is full", at))
	failed := want
	failed.State, failed.Reason, failed.EndedAt = project.ExportFailed, "the store is full", at
	same(w, "failed", must[project.Export](w)(w.r.Export(ctx, e.ID)), failed)
	same(w, "a failed one begins anew", must[project.Export](w)(w.r.BeginExport(ctx, again)), want)
	file := &project.ArtifactFile{Name: "song.zip", Key: "art/p/e/song.zip", SHA256: "cafe", Size: 1 << 40, Type: "application/zip"}
	ask(w, "", "end", w.r.EndExport(ctx, e.ID, file, "", at))
	ready := want
	ready.State, ready.File, ready.EndedAt = project.ExportReady, file, at
	ask(w, "", "a late failure", w.r.EndExport(ctx, e.ID, nil, "too late", at.Add(time.Hour)))
	same(w, "ready stays ready", must[project.Export](w)(w.r.BeginExport(ctx, again)), ready)
	other := again
	other.Of = "bb"
	other = must[project.Export](w)(w.r.BeginExport(ctx, other))
	same(w, "newest first", must[[]project.Export](w)(w.r.Exports(ctx, id)), []project.Export{other, ready})
	taken := e
	taken.Kind = project.ExportArchive
	_, err := w.r.BeginExport(ctx, taken)
	ask(w, project.Conflict, "an id of another export", err)
	taken.ID, taken.Project = project.ExportID(w.id(project.PrefixExport)), "prj_none"
	_, err = w.r.BeginExport(ctx, taken)
	ask(w, project.NotFound, "of no project", err)
	_, err = w.r.Export(ctx, "exp_none")
	ask(w, project.NotFound, "an unknown export", err)
	ask(w, "", "an unknown export ends", w.r.EndExport(ctx, "exp_none", nil, "x", at))
}
