package api

import (
	"context"
	"math"
	"slices"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerWhere() {
	add(a, operation{id: "list-places", method: get, path: root + "/projects/{id}/places", tag: "artifact",
		summary: "Says where each sub-gig is in the result, or why it is not",
		text:    "Of the newest final, else of the newest preview, when no artifact is named. A seller gets their own."}, a.places)
	add(a, operation{id: "list-at", method: get, path: root + "/projects/{id}/at", tag: "artifact",
		summary: "Lists the sub-gigs that sound or stand at a spot of the result", text: "A seller gets their own."}, a.at)
}

// WherePath names a project and one of its artifacts.
type WherePath struct {
	ProjectPath
	Artifact project.ArtifactID `query:"artifact" maxLength:"60" doc:"the newest final, else the newest preview, when left out"`
}

// manifestOf gives the manifest that is asked about.
func (a *API) manifestOf(ctx context.Context, p seen, id project.ArtifactID) (project.Manifest, error) {
	if id == "" {
		return a.newest(ctx, p.ID)
	}
	f, err := a.o.Records.Artifact(ctx, id)
	if err == nil && f.Project != p.ID {
		err = nobody()
	}
	f.Manifest.Artifact, f.Manifest.Kind = f.ID, f.Kind
	return f.Manifest, hide(err)
}

// newest gives the manifest of the newest final, else of the newest preview.
func (a *API) newest(ctx context.Context, id project.ProjectID) (project.Manifest, error) {
	for _, kind := range []project.ArtifactKind{project.ArtifactFinal, project.ArtifactPreview} {
		list, err := a.o.Records.Artifacts(ctx, id, kind, 1)
		if err != nil {
			return project.Manifest{}, err
		}
		if len(list) > 0 {
			list[0].Manifest.Artifact, list[0].Manifest.Kind = list[0].ID, list[0].Kind
			return list[0].Manifest, nil
		}
	}
	return project.Manifest{}, project.Errorf(project.Conflict, "nothing has been built yet: the first preview follows the first approval")
}

func (a *API) places(ctx context.Context, in *struct {
	WherePath
	Person project.PersonID `query:"person" maxLength:"60" doc:"a seller, for their part alone"`
}) (*body[wire.Places], error) {
	p, m, err := a.where(ctx, in.WherePath)
	if err != nil {
		return nil, err
	}
	out := wire.Places{ArtifactID: m.Artifact, Kind: m.Kind}
	switch me := actor(ctx).ID; {
	case p.work(ctx) && in.Person == "":
		out.Items = m.Whereabouts()
	case p.work(ctx):
		out.Items, err = a.partsOf(ctx, p, m, in.Person)
	case in.Person != "" && in.Person != me:
		err = nobody()
	default:
		out.Items, err = a.partsOf(ctx, p, m, me)
	}
	return &body[wire.Places]{out}, err
}

func (a *API) where(ctx context.Context, in WherePath) (seen, project.Manifest, error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return p, project.Manifest{}, err
	}
	m, err := a.manifestOf(ctx, p, in.Artifact)
	return p, m, err
}

// partsOf says where a seller's work is, in the order of the plan: of every sub-gig that they hold or have held.
func (a *API) partsOf(ctx context.Context, p seen, m project.Manifest, person project.PersonID) ([]project.Whereabouts, error) {
	offers, err := a.o.Records.Offers(ctx, project.OfferFilter{Seller: person, Project: p.ID}, project.Page{})
	if err != nil {
		return nil, err
	}
	ids := []project.SubGigID{}
	for _, o := range offers {
		if o.State == project.OfferAccepted || o.State == project.OfferWithdrawn {
			ids = append(ids, o.SubGig)
		}
	}
	slices.Sort(ids)
	rows, err := a.o.Records.SubGigsByID(ctx, slices.Compact(ids))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(rows, func(x, y project.SubGigRecord) int { return x.Position - y.Position })
	out := []project.Whereabouts{}
	for _, g := range rows {
		deliveries, err := a.o.Records.Deliveries(ctx, g.ID)
		if err != nil {
			return nil, err
		}
		out = append(out, m.PartIn(g, person, deliveries))
	}
	return out, nil
}

type atQuery struct {
	WherePath
	Seconds string `query:"seconds" maxLength:"30" doc:"moment of a sound or film, as 83.5"`
	Page    int    `query:"page" minimum:"0" doc:"from 1"`
	Row     int64  `query:"row" minimum:"0" doc:"line of a text, row of a table, number of a cue or unit, from 1"`
	Path    string `query:"path" maxLength:"1000" doc:"file or folder of an archive"`
	X       string `query:"x" maxLength:"30" doc:"with y: a point of the picture, as a part of its width from the left"`
	Y       string `query:"y" maxLength:"30" doc:"with x: a part of its height from the top"`
}

// spot reads what the query names.
func (q *atQuery) spot() (project.Spot, error) {
	at := project.Spot{Page: q.Page, Row: q.Row, Path: q.Path}
	for name, part := range map[string]struct {
		text string
		to   **float64
	}{"seconds": {q.Seconds, &at.Seconds}, "x": {q.X, &at.X}, "y": {q.Y, &at.Y}} {
		if part.text == "" {
			continue
		}
		v, err := strconv.ParseFloat(part.text, 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return at, &project.Error{Code: project.Invalid, Message: "this is no place", Fields: []project.Field{{Path: "query." + name, Message: "is no number; write it as 83.5"}}}
		}
		*part.to = &v
	}
	return at, at.Check()
}

func (a *API) at(ctx context.Context, in *atQuery) (*body[wire.Places], error) {
	at, err := in.spot()
	if err != nil {
		return nil, err
	}
	p, m, err := a.where(ctx, in.WherePath)
	if err != nil {
		return nil, err
	}
	out := wire.Places{ArtifactID: m.Artifact, Kind: m.Kind}
	there := m
	there.Entries, there.Missing = m.At(at), nil
	if out.Items = there.Whereabouts(); p.work(ctx) {
		return &body[wire.Places]{out}, nil
	}
	own, err := a.partsOf(ctx, p, m, actor(ctx).ID)
	out.Items = slices.DeleteFunc(out.Items, func(w project.Whereabouts) bool {
		return !slices.ContainsFunc(own, func(o project.Whereabouts) bool { return o.In && o.SubGig == w.SubGig })
	})
	return &body[wire.Places]{out}, err
}

// artifact opens an artifact for those who see one of its kind.
func (a *API) artifact(ctx context.Context, id project.ArtifactID) (project.Artifact, seen, error) {
	if project.CheckID(project.PrefixArtifact, string(id)) != nil {
		return project.Artifact{}, seen{}, nobody()
	}
	f, err := a.o.Records.Artifact(ctx, id)
	if err != nil {
		return f, seen{}, hide(err)
	}
	see := project.SeePreview
	if f.Kind == project.ArtifactFinal {
		see = project.SeeFinal
	}
	p, err := a.project(ctx, f.Project, see)
	return f, p, err
}
