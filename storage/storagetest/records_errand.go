package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

func testErrands(w *world) {
	ctx := context.Background()
	source := project.DeliveryFile{Name: "walk.md", SHA256: "abc", Size: 7, Type: "text/plain"}
	errand := project.Errand{ID: project.ErrandID(w.id(project.PrefixErrand)), Kind: project.SplitSource, Owner: "per_1", Files: []project.DeliveryFile{source},
		Wish: project.SplitWish{By: project.ByHeadings, Parts: 3, Every: 1.5}, State: project.ErrandWorking, CreatedAt: w.at}
	same(w, "a new one", must[project.Errand](w)(w.r.PutErrand(ctx, errand)), errand)
	other := errand
	other.Owner, other.Kind = "per_2", project.DryRun
	same(w, "the same id again", must[project.Errand](w)(w.r.PutErrand(ctx, other)), errand)

	ended := errand
	ended.State, ended.EndedAt = project.ErrandDone, w.at.Add(time.Second)
	ended.Split = &project.Split{Source: source, Format: "markdown", Unit: "bytes", Total: 7, Cuts: []project.Cut{{Key: "a", To: 7, File: source}}}
	ask(w, "", "end", w.r.EndErrand(ctx, ended))
	same(w, "one that is done", must[project.Errand](w)(w.r.Errand(ctx, errand.ID)), ended)
	late := errand
	late.State, late.Problem = project.ErrandFailed, "too late"
	ask(w, "", "end again", w.r.EndErrand(ctx, late))
	same(w, "one that has ended stays", must[project.Errand](w)(w.r.Errand(ctx, errand.ID)), ended)

	dry := project.Errand{ID: project.ErrandID(w.id(project.PrefixErrand)), Kind: project.DryRun, Owner: "per_1", SubGig: "sub_1", Files: []project.DeliveryFile{source},
		State: project.ErrandWorking, CreatedAt: w.at}
	must[project.Errand](w)(w.r.PutErrand(ctx, dry))
	dry.State, dry.Problem, dry.EndedAt = project.ErrandRefused, "not sound", w.at
	dry.Found = &project.Inspection{Findings: []project.Finding{{Code: "not_audio", Severity: project.Block, Page: 3}}, Files: []project.FileFacts{{Name: "walk.md"}}, Tools: []string{"t"}}
	ask(w, "", "end", w.r.EndErrand(ctx, dry))
	same(w, "a dry run", must[project.Errand](w)(w.r.Errand(ctx, dry.ID)), dry)

	_, err := w.r.Errand(ctx, "run_absent")
	ask(w, project.NotFound, "an absent one", err)
	ask(w, project.NotFound, "ending an absent one", w.r.EndErrand(ctx, project.Errand{ID: "run_absent", State: project.ErrandDone}))
}

// testUploadsOfNobody: a source that is to be split belongs to no project yet.
func testUploadsOfNobody(w *world) {
	ctx := context.Background()
	up := project.Upload{ID: project.UploadID(w.id(project.PrefixUpload)), Owner: "per_1", Name: "walk.md", Size: 7, Fingerprint: "f", PartSize: 8, Parts: 1,
		State: project.UploadOpen, CreatedAt: w.at, UpdatedAt: w.at}
	same(w, "an upload without a project", must[project.Upload](w)(w.r.PutUpload(ctx, up)), up)
	same(w, "found again", must[project.Upload](w)(w.r.OpenUpload(ctx, up)), up)
	up.ID, up.Project = project.UploadID(w.id(project.PrefixUpload)), "prj_absent"
	_, err := w.r.PutUpload(ctx, up)
	ask(w, project.NotFound, "an upload to an absent project", err)
}
