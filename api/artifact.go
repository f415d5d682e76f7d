package api

import (
	"context"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerArtifact() {
	add(a, operation{id: "list-artifacts", method: get, path: root + "/projects/{id}/artifacts", tag: "artifact", summary: "Lists previews and finals, newest first"}, a.artifacts)
	add(a, operation{id: "get-artifact", method: get, path: root + "/artifacts/{id}", tag: "artifact", summary: "Gives one artifact with its manifest and links"}, a.getArtifact)
}

func (a *API) artifacts(ctx context.Context, in *struct {
	ProjectPath
	Kind  project.ArtifactKind `query:"kind" enum:"preview,final"`
	Limit int                  `query:"limit" minimum:"1" maximum:"200" default:"50"`
}) (*body[wire.ArtifactList], error) {
	p, err := a.project(ctx, in.ID, project.SeeArtifacts)
	if err != nil {
		return nil, err
	}
	if may(ctx, project.SeeFinal, p.thing) != nil {
		if in.Kind == project.ArtifactFinal {
			return &body[wire.ArtifactList]{wire.ArtifactList{Items: []wire.Artifact{}}}, nil
		}
		in.Kind = project.ArtifactPreview
	}
	rows, err := a.o.Records.Artifacts(ctx, p.ID, in.Kind, in.Limit)
	if err != nil {
		return nil, err
	}
	return &body[wire.ArtifactList]{wire.ArtifactList{Items: each(rows, artifactView)}}, nil
}

func artifactView(f project.Artifact) wire.Artifact {
	return wire.Artifact{ID: f.ID, ProjectID: f.Project, Kind: f.Kind, Build: f.Build, Missing: len(f.Manifest.Missing), Files: []wire.Link{},
		CreatedAt: f.CreatedAt.UTC()}
}

func (a *API) getArtifact(ctx context.Context, in *ArtifactPath) (*body[wire.Artifact], error) {
	f, _, err := a.artifact(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	out := artifactView(f)
	m := f.Manifest
	m.Entries, m.Missing, m.Tools, m.Files, m.Credits = some(m.Entries), some(m.Missing), some(m.Tools), some(m.Files), some(m.Credits)
	out.Manifest = &m
	for _, file := range m.Files {
		link, err := a.linkTo(ctx, file.Key, wire.Link{Name: file.Name, SHA256: file.SHA256, Size: file.Size, Type: file.Type})
		if err != nil {
			return nil, err
		}
		out.Files = append(out.Files, link)
	}
	return &body[wire.Artifact]{out}, nil
}
