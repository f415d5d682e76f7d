package records

import (
	"context"

	"tutti/project"
)

const artifactColumns = `id, project_id, kind, build, manifest, created_at`

func scanArtifact(r row) (a project.Artifact, err error) {
	err = r.Scan(&a.ID, &a.Project, &a.Kind, &a.Build, document{&a.Manifest}, instant{&a.CreatedAt})
	return a, err
}

// PutArtifact records a once; the same project, kind and build again gives the stored row.
func (s *Store) PutArtifact(ctx context.Context, a project.Artifact) (project.Artifact, error) {
	var stored project.Artifact
	err := s.write(ctx, "artifact "+string(a.ID), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO artifacts (`+artifactColumns+`) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
			a.ID, a.Project, a.Kind, a.Build, asJSON{a.Manifest}, micros(a.CreatedAt))
		if err != nil {
			return err
		}
		found, err := list(ctx, t, scanArtifact, `SELECT `+artifactColumns+` FROM artifacts WHERE project_id = $1 AND kind = $2 AND build = $3`,
			a.Project, a.Kind, a.Build)
		if err == nil && len(found) == 0 {
			return project.Errorf(project.Conflict, "the id %s belongs to an artifact of another build", a.ID)
		}
		if err == nil {
			stored = found[0]
		}
		return err
	})
	return stored, err
}

// Artifact gives one artifact.
func (s *Store) Artifact(ctx context.Context, id project.ArtifactID) (project.Artifact, error) {
	return readOne(ctx, s, "artifact "+string(id), scanArtifact, `SELECT `+artifactColumns+` FROM artifacts WHERE id = $1`, id)
}

// Artifacts lists newest first.
func (s *Store) Artifacts(ctx context.Context, id project.ProjectID, kind project.ArtifactKind, limit int) ([]project.Artifact, error) {
	where := conditions{args: []any{id, limitOf(limit)}}
	where.add("kind = ?", string(kind))
	return readList(ctx, s, "artifacts", scanArtifact,
		`SELECT `+artifactColumns+` FROM artifacts WHERE project_id = $1`+where.text+` ORDER BY created_at DESC, id DESC LIMIT $2`, where.args...)
}
