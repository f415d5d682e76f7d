package memory

import (
	"context"

	"tutti/project"
)

// PutErrand records e once.
func (r *Records) PutErrand(ctx context.Context, e project.Errand) (project.Errand, error) {
	if err := r.enter(ctx); err != nil {
		return project.Errand{}, err
	}
	defer r.mu.Unlock()
	if there, ok := r.errands[e.ID]; ok {
		return kept(there), nil
	}
	if err := r.referTo(e.Files...); err != nil {
		return project.Errand{}, err
	}
	e.CreatedAt, e.EndedAt = stored(e.CreatedAt), stored(e.EndedAt)
	r.errands[e.ID] = kept(e)
	return kept(e), nil
}

// Errand gives one errand.
func (r *Records) Errand(ctx context.Context, id project.ErrandID) (project.Errand, error) {
	if err := r.enter(ctx); err != nil {
		return project.Errand{}, err
	}
	defer r.mu.Unlock()
	e, ok := r.errands[id]
	if !ok {
		return e, noRow("errand " + string(id))
	}
	return kept(e), nil
}

// EndErrand records how e ended, unless it has.
func (r *Records) EndErrand(ctx context.Context, e project.Errand) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	there, ok := r.errands[e.ID]
	if !ok {
		return noRow("errand " + string(e.ID))
	}
	if there.State == project.ErrandWorking {
		there.State, there.Problem, there.Found, there.Split, there.EndedAt = e.State, e.Problem, e.Found, e.Split, stored(e.EndedAt)
		r.errands[e.ID] = kept(there)
	}
	return nil
}
