package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

func testComments(w *world) {
	ctx := context.Background()
	n := w.one()
	id := n.Project.ID
	a := must[project.Artifact](w)(w.r.PutArtifact(ctx, project.Artifact{ID: project.ArtifactID(w.id(project.PrefixArtifact)), Project: id,
		Kind: project.ArtifactPreview, Build: "b", CreatedAt: w.at}))
	at := 83.25
	c := project.Comment{ID: project.CommentID(w.id(project.PrefixComment)), Project: id, Artifact: a.ID, Author: "per_producer", Spot: project.Spot{Seconds: &at},
		Text: "naïve ☃\nlouder", SubGigs: []project.SubGigID{n.SubGigs[0].ID}, CreatedAt: w.at}
	before := must[int64](w)(w.r.LastEvent(ctx, id))
	same(w, "put", must[project.Comment](w)(w.r.PutComment(ctx, c)), c)
	again := c
	again.Text = "something else"
	same(w, "the first one stands", must[project.Comment](w)(w.r.PutComment(ctx, again)), c)
	log := project.LogEvent{Kind: project.LogCommented, Actor: c.Author, Artifact: a.ID, Detail: string(c.ID), At: c.CreatedAt}
	same(w, "one event", must[[]project.Event](w)(w.r.Events(ctx, id, before, 0)), []project.Event{{Seq: before + 1, Project: id, LogEvent: log}})
	page := project.Comment{ID: project.CommentID(w.id(project.PrefixComment)), Project: id, Artifact: a.ID, Author: "per_buyer", Spot: project.Spot{Page: 40}, Text: "here", CreatedAt: w.at}
	page = must[project.Comment](w)(w.r.PutComment(ctx, page))
	same(w, "of the artifact", must[[]project.Comment](w)(w.r.Comments(ctx, a.ID)), []project.Comment{c, page})
	same(w, "of the project", must[[]project.Comment](w)(w.r.ProjectComments(ctx, id)), []project.Comment{c, page})
	if none := must[[]project.Comment](w)(w.r.Comments(ctx, "art_none")); len(none) > 0 {
		w.Errorf("no artifact has %d comments", len(none))
	}
	for _, wrong := range []func(*project.Comment){func(c *project.Comment) { c.Project = "prj_none" }, func(c *project.Comment) { c.Artifact = "art_none" }} {
		bad := c
		bad.ID = project.CommentID(w.id(project.PrefixComment))
		wrong(&bad)
		_, err := w.r.PutComment(ctx, bad)
		ask(w, project.NotFound, "a comment on nothing", err)
	}
	checkBooks(w, w.r, id)
}

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
