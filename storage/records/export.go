package records

import (
	"context"
	"time"

	"tutti/project"
)

const exportColumns = `id, project_id, kind, made_of, actor_id, state, reason, file, created_at, ended_at`

func scanExport(r row) (e project.Export, err error) {
	err = r.Scan(&e.ID, &e.Project, &e.Kind, &e.Of, &e.Actor, &e.State, &e.Reason, document{&e.File}, instant{&e.CreatedAt}, instant{&e.EndedAt})
	return e, err
}

// BeginExport records e once as building; one that failed is building again.
func (s *Store) BeginExport(ctx context.Context, e project.Export) (project.Export, error) {
	var stored project.Export
	err := s.write(ctx, "export "+string(e.ID), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO exports (`+exportColumns+`) VALUES ($1, $2, $3, $4, $5, 'building', '', '', $6, 0) ON CONFLICT DO NOTHING`,
			e.ID, e.Project, e.Kind, e.Of, e.Actor, micros(e.CreatedAt))
		if err != nil {
			return err
		}
		const same = ` WHERE project_id = $1 AND kind = $2 AND made_of = $3`
		_, err = t.exec(ctx, `UPDATE exports SET state = 'building', reason = '', ended_at = 0`+same+` AND state = 'failed'`, e.Project, e.Kind, e.Of)
		if err != nil {
			return err
		}
		found, err := list(ctx, t, scanExport, `SELECT `+exportColumns+` FROM exports`+same, e.Project, e.Kind, e.Of)
		if err == nil && len(found) == 0 {
			return project.Errorf(project.Conflict, "the id %s belongs to another export", e.ID)
		}
		if err == nil {
			stored = found[0]
		}
		return err
	})
	return stored, err
}

// EndExport records the outcome of an export that is building.
func (s *Store) EndExport(ctx context.Context, id project.ExportID, file *project.ArtifactFile, reason string, at time.Time) error {
	state, text := project.ExportFailed, any("")
	if file != nil {
		state, text = project.ExportReady, asJSON{file}
	}
	return s.write(ctx, "export "+string(id), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `UPDATE exports SET state = $2, reason = $3, file = $4, ended_at = $5 WHERE id = $1 AND state = 'building'`,
			id, state, reason, text, micros(at))
		return err
	})
}

// Export gives one export.
func (s *Store) Export(ctx context.Context, id project.ExportID) (project.Export, error) {
	return readOne(ctx, s, "export "+string(id), scanExport, `SELECT `+exportColumns+` FROM exports WHERE id = $1`, id)
}

// Exports lists newest first.
func (s *Store) Exports(ctx context.Context, id project.ProjectID) ([]project.Export, error) {
	return readList(ctx, s, "exports", scanExport, `SELECT `+exportColumns+` FROM exports WHERE project_id = $1 ORDER BY created_at DESC, id DESC`, id)
}
