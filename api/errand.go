package api

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerErrand() {
	add(a, operation{id: "create-dry-run", method: post, path: root + "/sub-gigs/{id}/dry-runs", tag: "delivery", status: http.StatusAccepted,
		summary: "Inspects files as if they were delivered", text: "As often as one likes: nothing follows from it, and nobody else learns of it.",
		rules: rules{command: true}}, a.dryRun)
	add(a, operation{id: "get-dry-run", method: get, path: root + "/dry-runs/{id}", tag: "delivery", summary: "Gives one dry run of one's own"}, a.getDryRun)
	add(a, operation{id: "create-split", method: post, path: root + "/splits", tag: "plan", status: http.StatusAccepted,
		summary: "Cuts a source into pieces that can become sub-gigs", rules: rules{command: true}}, a.split)
	add(a, operation{id: "get-split", method: get, path: root + "/splits/{id}", tag: "plan", summary: "Gives one split of one's own, with links to its pieces"}, a.getSplit)
	add(a, operation{id: "get-split-plan", method: get, path: root + "/splits/{id}/plan", tag: "plan",
		summary: "Proposes a plan for a split, to be edited", text: "A project that is created with ?split= has the pieces as its references already."}, a.splitPlan)
}

// ErrandPath names an errand in the address.
type ErrandPath struct {
	ID project.ErrandID `path:"id"`
}

func (a *API) dryRun(ctx context.Context, in *struct {
	SubGigPath
	Body wire.DryRunRequest
}) (*body[wire.DryRun], error) {
	w, err := a.subGig(ctx, in.ID, project.Deliver)
	if err != nil {
		return nil, err
	}
	files, err := a.filesOf(ctx, w, in.Body.UploadIDs)
	if err != nil {
		return nil, err
	}
	e, err := a.send(ctx, project.Errand{Kind: project.DryRun, SubGig: w.ID, Files: files})
	return &body[wire.DryRun]{dryRunView(e)}, err
}

func (a *API) split(ctx context.Context, in *struct{ Body wire.SplitRequest }) (*body[wire.SplitRun], error) {
	if err := may(ctx, project.CreateProject, project.Thing{}); err != nil {
		return nil, err
	}
	up, err := a.upload(ctx, in.Body.UploadID)
	if project.CodeOf(err) == project.NotFound || err == nil && up.Project != "" {
		return nil, &project.Error{Code: project.Invalid, Message: "the source cannot be split",
			Fields: []project.Field{{Path: "upload_id", Message: "is no upload of yours that was sent as a source"}}}
	}
	if err != nil {
		return nil, err
	}
	file, err := fileOf(up)
	if err != nil {
		return nil, err
	}
	wish := project.SplitWish{By: in.Body.By, Parts: in.Body.Parts, Every: in.Body.Every}
	e, err := a.send(ctx, project.Errand{Kind: project.SplitSource, Files: []project.DeliveryFile{file}, Wish: wish})
	if err != nil {
		return nil, err
	}
	return a.splitView(ctx, e)
}

// send writes an errand down and has it done. Asking again with the same key finds the same errand.
func (a *API) send(ctx context.Context, e project.Errand) (project.Errand, error) {
	c := commandOf(ctx)
	e.ID, e.Owner, e.State, e.CreatedAt = project.ErrandID(c.id(project.PrefixErrand)), actor(ctx).ID, project.ErrandWorking, c.at
	stored, err := a.o.Records.PutErrand(ctx, e)
	if err != nil {
		return e, err
	}
	if err := a.o.Process.Run(ctx, stored.ID); err != nil {
		return e, err
	}
	return a.o.Records.Errand(ctx, stored.ID)
}

// errand opens an errand of the kind: it is its owner's alone.
func (a *API) errand(ctx context.Context, id project.ErrandID, kind project.ErrandKind) (project.Errand, error) {
	if project.CheckID(project.PrefixErrand, string(id)) != nil {
		return project.Errand{}, nobody()
	}
	e, err := a.o.Records.Errand(ctx, id)
	if err != nil {
		return e, hide(err)
	}
	if e.Kind != kind || may(ctx, project.UseUpload, project.Thing{Owner: e.Owner}) != nil {
		return e, nobody()
	}
	return e, nil
}

func (a *API) getDryRun(ctx context.Context, in *ErrandPath) (*body[wire.DryRun], error) {
	e, err := a.errand(ctx, in.ID, project.DryRun)
	return &body[wire.DryRun]{dryRunView(e)}, err
}

func dryRunView(e project.Errand) wire.DryRun {
	out := wire.DryRun{ID: e.ID, SubGigID: e.SubGig, State: e.State, Problem: e.Problem, CreatedAt: e.CreatedAt.UTC()}
	if e.Found != nil {
		found := *e.Found
		found.Findings, found.Files, found.Tools = some(found.Findings), some(found.Files), some(found.Tools)
		out.Inspection = &found
	}
	return out
}

func (a *API) getSplit(ctx context.Context, in *ErrandPath) (*body[wire.SplitRun], error) {
	e, err := a.errand(ctx, in.ID, project.SplitSource)
	if err != nil {
		return nil, err
	}
	return a.splitView(ctx, e)
}

func (a *API) splitView(ctx context.Context, e project.Errand) (*body[wire.SplitRun], error) {
	out := wire.SplitRun{ID: e.ID, State: e.State, Problem: e.Problem, Split: e.Split, CreatedAt: e.CreatedAt.UTC()}
	if e.Split == nil {
		return &body[wire.SplitRun]{out}, nil
	}
	for _, c := range e.Split.Cuts {
		link, err := a.link(ctx, c.File)
		if err != nil {
			return nil, err
		}
		out.Links = append(out.Links, link)
	}
	return &body[wire.SplitRun]{out}, nil
}

func (a *API) splitPlan(ctx context.Context, in *struct {
	ErrandPath
	Title    string   `query:"title" maxLength:"200"`
	Role     string   `query:"role" maxLength:"200"`
	Price    string   `query:"price" maxLength:"20" doc:"of every sub-gig, as 120.00"`
	Currency string   `query:"currency" maxLength:"3"`
	Brief    []string `query:"brief,explode" maxItems:"50" nullable:"false"`
}) (*body[project.Plan], error) {
	e, err := a.errand(ctx, in.ID, project.SplitSource)
	if err != nil {
		return nil, err
	}
	if e.Split == nil {
		return nil, project.Errorf(project.Conflict, "there is no plan yet: the split is %s", e.State)
	}
	terms := project.SplitTerms{Title: in.Title, Role: in.Role, Price: project.Decimal(in.Price), Currency: in.Currency, Brief: in.Brief}
	if err := terms.Check(); err != nil {
		return nil, err
	}
	return &body[project.Plan]{e.Split.Plan(terms, piecesFolder)}, nil
}

// piecesFolder stands before the names of pieces in a proposed plan.
const piecesFolder = "pieces/"

// piecesOf gives the files of a split by the names that a proposed plan has for them.
func (a *API) piecesOf(ctx context.Context, id project.ErrandID) (map[string]project.DeliveryFile, error) {
	e, err := a.errand(ctx, id, project.SplitSource)
	if err != nil {
		return nil, err
	}
	if e.Split == nil {
		return nil, project.Errorf(project.Conflict, "there are no pieces yet: the split is %s", e.State)
	}
	pieces := map[string]project.DeliveryFile{piecesFolder + e.Split.Source.Name: e.Split.Source}
	for _, c := range e.Split.Cuts {
		pieces[piecesFolder+c.Path()] = c.File
	}
	return pieces, nil
}

// addPieces fills in the files of references that name pieces of the split.
func (a *API) addPieces(ctx context.Context, n project.NewProject, id project.ErrandID) error {
	if id == "" {
		return nil
	}
	pieces, err := a.piecesOf(ctx, id)
	if err != nil {
		return err
	}
	names := map[string]string{}
	for _, r := range n.Plan.References {
		names[r.Key] = r.File
	}
	for i := range n.References {
		if file, is := pieces[names[n.References[i].Key]]; is {
			n.References[i].File = &file
		}
	}
	return nil
}
