package records

import (
	"context"

	"tutti/project"
)

// OpenCalls lists the sub-gigs whose call is open, oldest first.
func (s *Store) OpenCalls(ctx context.Context, page project.Page) ([]project.SubGigRecord, error) {
	return readList(ctx, s, "calls", scanSubGig,
		`SELECT `+subGigWords+` FROM sub_gigs WHERE call_mode <> '' AND id > $1 ORDER BY id LIMIT $2`, page.After, limitOf(page.Limit))
}

const applicationColumns = `id, project_id, sub_gig_id, seller_id, alias, words, files, created_at`

func scanApplication(r row) (a project.Application, err error) {
	err = r.Scan(&a.ID, &a.Project, &a.SubGig, &a.Seller, &a.Alias, &a.Words, document{&a.Files}, instant{&a.CreatedAt})
	return a, err
}

// PutApplication records a once for its seller, and numbers it.
func (s *Store) PutApplication(ctx context.Context, a project.Application) (project.Application, error) {
	var stored project.Application
	err := s.write(ctx, "application to "+string(a.SubGig), func(ctx context.Context, t *tx) (err error) {
		if _, err := t.lockProject(ctx, a.Project); err != nil { // numbers without a gap
			return err
		}
		if err := t.referTo(ctx, a.Files...); err != nil {
			return err
		}
		_, err = t.exec(ctx, `
			INSERT INTO applications (`+applicationColumns+`)
			SELECT $1, $2, $3, $4, 1 + COUNT(*), $5, $6, $7 FROM applications WHERE sub_gig_id = $3
			ON CONFLICT (sub_gig_id, seller_id) DO NOTHING`,
			a.ID, a.Project, a.SubGig, a.Seller, a.Words, asJSON{a.Files}, micros(a.CreatedAt))
		if err != nil {
			return err
		}
		stored, err = one(ctx, t, scanApplication, `SELECT `+applicationColumns+` FROM applications WHERE sub_gig_id = $1 AND seller_id = $2`, a.SubGig, a.Seller)
		return err
	})
	return stored, err
}

// Applications lists those to one sub-gig in the order in which they came.
func (s *Store) Applications(ctx context.Context, id project.SubGigID) ([]project.Application, error) {
	return readList(ctx, s, "applications", scanApplication, `SELECT `+applicationColumns+` FROM applications WHERE sub_gig_id = $1 ORDER BY alias`, id)
}

// Application gives one application.
func (s *Store) Application(ctx context.Context, id project.ApplicationID) (project.Application, error) {
	return readOne(ctx, s, "application "+string(id), scanApplication, `SELECT `+applicationColumns+` FROM applications WHERE id = $1`, id)
}
