package api

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerExport() {
	add(a, operation{id: "create-export", method: post, path: root + "/projects/{id}/exports", tag: "export", status: http.StatusAccepted,
		summary: "Makes an archive of a project: a release, a session of a tool, the whole, or one's own work",
		text: "It is made in the background: read it until it is ready. Of the same things there is one, however often it is asked for; one that failed is made " +
			"anew. Buyer, producer and operators get releases and sessions, those who see the money the whole; a seller gets their own work.",
		rules: rules{command: true}}, a.createExport)
	add(a, operation{id: "list-exports", method: get, path: root + "/projects/{id}/exports", tag: "export", summary: "Lists the archives that were made, newest first"}, a.exports)
	add(a, operation{id: "get-state-hash", method: get, path: root + "/projects/{id}/state-hash", tag: "export", summary: "Gives the hash of everything that is known of a project",
		text:  "Of all its records, with the hashes of its files and the head of its ledger. Another instance that holds the same project gives the same.",
		rules: rules{within: longTimeout}}, a.stateHash)
	add(a, operation{id: "get-export", method: get, path: root + "/exports/{id}", tag: "export", summary: "Gives one archive, with a link when it is ready"}, a.getExport)
}

func (a *API) stateHash(ctx context.Context, in *ProjectPath) (*body[wire.StateHash], error) {
	p, err := a.project(ctx, in.ID, project.SeeMoney)
	if err != nil {
		return nil, err
	}
	if a.o.Archive == nil {
		return nil, project.Errorf(project.Conflict, "these records have no state hash")
	}
	rows, err := a.o.Archive.ProjectRows(ctx, p.ID)
	return &body[wire.StateHash]{wire.StateHash{ProjectID: p.ID, Schema: rows.Schema, SHA256: rows.StateHash()}}, err
}

// ExportPath names an export in the address.
type ExportPath struct {
	ID project.ExportID `path:"id"`
}

// mayExport says whether the caller may have an export of the kind; owner is who asked for it.
func (p seen) mayExport(ctx context.Context, kind project.ExportKind, owner project.PersonID) error {
	switch {
	case kind.Own() && owner == actor(ctx).ID && p.thing.Asked:
		return nil
	case kind.Own():
		return nobody()
	case kind == project.ExportArchive:
		return may(ctx, project.SeeMoney, p.thing)
	}
	return may(ctx, project.SeeWhole, p.thing)
}

func (a *API) createExport(ctx context.Context, in *struct {
	ProjectPath
	Body wire.ExportRequest
}) (*body[wire.Export], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	e := project.Export{ID: project.ExportID(c.id(project.PrefixExport)), Project: p.ID, Kind: in.Body.Kind, Actor: actor(ctx).ID, CreatedAt: c.at}
	if !e.Kind.Own() {
		if err := may(ctx, project.MakeExport, p.thing); err != nil {
			return nil, err
		}
	}
	if p.thing.Asked, err = a.o.Records.IsMember(ctx, p.ID, e.Actor); err != nil {
		return nil, err
	}
	if err := p.mayExport(ctx, e.Kind, e.Actor); err != nil {
		return nil, err
	}
	if e.Of, err = a.exportOf(ctx, e); err != nil {
		return nil, err
	}
	if e, err = a.o.Records.BeginExport(ctx, e); err != nil {
		return nil, err
	}
	if e.State == project.ExportBuilding {
		if err := a.o.Process.Export(ctx, e.ID); err != nil {
			return nil, err
		}
	}
	return &body[wire.Export]{exportView(e)}, nil
}

// exportOf says what the export is made of as things stand now. Conflict when there is nothing to make it of.
func (a *API) exportOf(ctx context.Context, e project.Export) (string, error) {
	switch e.Kind {
	case project.ExportWork:
		return a.ownWork(ctx, e)
	case project.ExportArchive:
		p, err := a.o.Records.Project(ctx, e.Project)
		if err == nil {
			err = project.MayMove(p.State)
		}
		if err != nil {
			return "", err
		}
		last, err := a.o.Records.LastEvent(ctx, e.Project)
		return fmt.Sprintf("event/%d", last), err
	}
	kinds := []project.ArtifactKind{project.ArtifactFinal}
	if e.Kind.Session() {
		kinds = append(kinds, project.ArtifactPreview)
	}
	for _, kind := range kinds {
		list, err := a.o.Records.Artifacts(ctx, e.Project, kind, 1)
		if err != nil {
			return "", err
		}
		if len(list) > 0 {
			return a.exportOfArtifact(ctx, e, list[0].ID)
		}
	}
	if e.Kind.Session() {
		return "", project.Errorf(project.Conflict, "nothing has been built yet: the first preview follows the first approval")
	}
	return "", project.Errorf(project.Conflict, "there is no final yet: a release is made when all is approved and assembled")
}

func (a *API) exportOfArtifact(ctx context.Context, e project.Export, id project.ArtifactID) (string, error) {
	said, err := a.o.Records.Messages(ctx, project.MessageFilter{Artifact: id}, project.Page{})
	if err != nil || e.Kind.Session() {
		return project.ExportOf(id, said, nil), err
	}
	ledger, err := a.o.Records.Transactions(ctx, e.Project, project.Page{})
	return project.ExportOf(id, said, ledger), err
}

// ownWork hashes what a seller has delivered and how it stands.
func (a *API) ownWork(ctx context.Context, e project.Export) (string, error) {
	offers, err := a.ownOffers(ctx, e.Project)
	if err != nil {
		return "", err
	}
	ids := each(offers, func(o project.OfferRecord) project.SubGigID { return o.SubGig })
	slices.Sort(ids)
	sum, some := sha256.New(), false
	for _, id := range slices.Compact(ids) {
		deliveries, err := a.o.Records.Deliveries(ctx, id)
		if err != nil {
			return "", err
		}
		for _, d := range deliveries {
			if d.Seller == e.Actor {
				some = true
				_, _ = fmt.Fprintln(sum, d.ID, d.State) // a hash never fails
			}
		}
	}
	if !some {
		return "", project.Errorf(project.Conflict, "you have delivered nothing in this project")
	}
	return string(e.Actor) + "/" + hex.EncodeToString(sum.Sum(nil)[:16]), nil
}

func (a *API) exports(ctx context.Context, in *ProjectPath) (*body[wire.ExportList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Exports(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	if p.thing.Asked, err = a.o.Records.IsMember(ctx, p.ID, actor(ctx).ID); err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(e project.Export) bool { return p.mayExport(ctx, e.Kind, e.Actor) != nil })
	return &body[wire.ExportList]{wire.ExportList{Items: each(rows, exportView)}}, nil
}

func (a *API) getExport(ctx context.Context, in *ExportPath) (*body[wire.Export], error) {
	if project.CheckID(project.PrefixExport, string(in.ID)) != nil {
		return nil, nobody()
	}
	e, err := a.o.Records.Export(ctx, in.ID)
	if err != nil {
		return nil, hide(err)
	}
	p, err := a.project(ctx, e.Project, project.SeeProject)
	if err != nil {
		return nil, err
	}
	if p.thing.Asked, err = a.o.Records.IsMember(ctx, p.ID, actor(ctx).ID); err != nil {
		return nil, err
	}
	if p.mayExport(ctx, e.Kind, e.Actor) != nil {
		return nil, nobody()
	}
	out := exportView(e)
	if e.File != nil {
		link, err := a.linkTo(ctx, e.File.Key, wire.Link{Name: e.File.Name, SHA256: e.File.SHA256, Size: e.File.Size, Type: e.File.Type})
		if err != nil {
			return nil, err
		}
		out.File = &link
	}
	return &body[wire.Export]{out}, nil
}

func exportView(e project.Export) wire.Export {
	return wire.Export{ID: e.ID, ProjectID: e.Project, Kind: e.Kind, State: e.State, Reason: e.Reason, CreatedAt: e.CreatedAt.UTC(), EndedAt: moment(e.EndedAt)}
}
