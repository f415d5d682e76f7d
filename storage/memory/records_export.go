package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// BeginExport records e once as building; one that failed is building again.
func (r *Records) BeginExport(ctx context.Context, e project.Export) (project.Export, error) {
	if err := r.enter(ctx); err != nil {
		return project.Export{}, err
	}
	defer r.mu.Unlock()
	if _, err := r.find(e.Project); err != nil {
		return project.Export{}, err
	}
	for id, there := range r.exports {
		if there.Project != e.Project || there.Kind != e.Kind || there.Of != e.Of {
			continue
		}
		if there.State == project.ExportFailed {
			there.State, there.Reason, there.EndedAt = project.ExportBuilding, "", time.Time{}
			r.exports[id] = there
		}
		return kept(there), nil
	}
	if _, taken := r.exports[e.ID]; taken {
		return project.Export{}, project.Errorf(project.Conflict, "the id %s belongs to another export", e.ID)
	}
	e = kept(e)
	e.State, e.Reason, e.File, e.CreatedAt, e.EndedAt = project.ExportBuilding, "", nil, stored(e.CreatedAt), time.Time{}
	r.exports[e.ID] = e
	return kept(e), nil
}

// EndExport records the outcome of an export that is building.
func (r *Records) EndExport(ctx context.Context, id project.ExportID, file *project.ArtifactFile, reason string, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	e, ok := r.exports[id]
	if !ok || e.State != project.ExportBuilding {
		return nil
	}
	e.State, e.Reason, e.EndedAt = project.ExportFailed, reason, stored(at)
	if file != nil {
		e.State, e.File = project.ExportReady, kept(file)
	}
	r.exports[id] = e
	return nil
}

// Export gives one export.
func (r *Records) Export(ctx context.Context, id project.ExportID) (project.Export, error) {
	if err := r.enter(ctx); err != nil {
		return project.Export{}, err
	}
	defer r.mu.Unlock()
	e, ok := r.exports[id]
	if !ok {
		return e, noRow("export " + string(id))
	}
	return kept(e), nil
}

// Exports lists newest first.
func (r *Records) Exports(ctx context.Context, id project.ProjectID) ([]project.Export, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.Export
	for _, e := range r.exports {
		if e.Project == id {
			all = append(all, kept(e))
		}
	}
	slices.SortFunc(all, func(a, b project.Export) int {
		return cmp.Or(b.CreatedAt.Compare(a.CreatedAt), cmp.Compare(b.ID, a.ID))
	})
	return all, nil
}
