package records

import (
	"context"

	"tutti/project"
)

const errandColumns = `id, kind, owner_id, sub_gig_id, files, wish, state, problem, result, created_at, ended_at`

// errandResult is what came out of an errand.
type errandResult struct {
	Found *project.Inspection `json:"found,omitempty"`
	Split *project.Split      `json:"split,omitempty"`
}

func scanErrand(r row) (e project.Errand, err error) {
	var result errandResult
	err = r.Scan(&e.ID, &e.Kind, &e.Owner, &e.SubGig, document{&e.Files}, document{&e.Wish}, &e.State, &e.Problem, document{&result},
		instant{&e.CreatedAt}, instant{&e.EndedAt})
	e.Found, e.Split = result.Found, result.Split
	return e, err
}

// PutErrand records e once; the same id again gives the stored row.
func (s *Store) PutErrand(ctx context.Context, e project.Errand) (project.Errand, error) {
	var stored project.Errand
	err := s.write(ctx, "errand "+string(e.ID), func(ctx context.Context, t *tx) error {
		if err := t.referTo(ctx, e.Files...); err != nil {
			return err
		}
		_, err := t.exec(ctx, `INSERT INTO errands (`+errandColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING`,
			e.ID, e.Kind, e.Owner, e.SubGig, asJSON{e.Files}, asJSON{e.Wish}, e.State, e.Problem, asJSON{errandResult{e.Found, e.Split}},
			micros(e.CreatedAt), micros(e.EndedAt))
		if err != nil {
			return err
		}
		stored, err = one(ctx, t, scanErrand, `SELECT `+errandColumns+` FROM errands WHERE id = $1`, e.ID)
		return err
	})
	return stored, err
}

// Errand gives one errand.
func (s *Store) Errand(ctx context.Context, id project.ErrandID) (project.Errand, error) {
	return readOne(ctx, s, "errand "+string(id), scanErrand, `SELECT `+errandColumns+` FROM errands WHERE id = $1`, id)
}

// EndErrand records how e ended, unless it has.
func (s *Store) EndErrand(ctx context.Context, e project.Errand) error {
	return s.write(ctx, "errand "+string(e.ID), func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `UPDATE errands SET state = $2, problem = $3, result = $4, ended_at = $5 WHERE id = $1 AND state = 'working'`,
			e.ID, e.State, e.Problem, asJSON{errandResult{e.Found, e.Split}}, micros(e.EndedAt))
		if err == nil && n == 0 {
			_, err = one(ctx, t, scanErrand, `SELECT `+errandColumns+` FROM errands WHERE id = $1`, e.ID)
		}
		return err
	})
}
