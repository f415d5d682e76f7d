package records

import (
	"context"
	"time"

	"tutti/project"
)

// PutCreditConsent records what somebody says.
func (s *Store) PutCreditConsent(ctx context.Context, c project.CreditConsent) error {
	return s.write(ctx, "consent of "+string(c.Person), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `INSERT INTO credit_consents (project_id, person_id, agrees, at) VALUES ($1, $2, $3, $4)
			ON CONFLICT (project_id, person_id) DO UPDATE SET agrees = excluded.agrees, at = excluded.at`, c.Project, c.Person, c.Agrees, micros(c.At))
		return err
	})
}

// CreditConsents lists what was said, by person.
func (s *Store) CreditConsents(ctx context.Context, id project.ProjectID) ([]project.CreditConsent, error) {
	scan := func(r row) (c project.CreditConsent, err error) {
		err = r.Scan(&c.Project, &c.Person, &c.Agrees, instant{&c.At})
		return c, err
	}
	return readList(ctx, s, "consents", scan, `SELECT project_id, person_id, agrees, at FROM credit_consents WHERE project_id = $1 ORDER BY person_id`, id)
}

const creditPageSelect = `SELECT project_id, secret, by_id, created_at FROM credit_pages`

func scanCreditPage(r row) (p project.CreditPage, err error) {
	err = r.Scan(&p.Project, &p.Secret, &p.By, instant{&p.CreatedAt})
	return p, err
}

// PutCreditPage makes the credits public, unless they are.
func (s *Store) PutCreditPage(ctx context.Context, v project.CreditPage) (project.CreditPage, error) {
	var holds project.CreditPage
	err := s.write(ctx, "credits of "+string(v.Project), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, v.Project)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, `INSERT INTO credit_pages (project_id, secret, by_id, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT (project_id) DO NOTHING`,
			v.Project, v.Secret, v.By, micros(v.CreatedAt))
		if err == nil && n == 1 {
			err = t.logAlone(ctx, p, project.LogEvent{Kind: project.LogCreditsPublished, Actor: v.By, At: v.CreatedAt})
		}
		if err != nil {
			return err
		}
		holds, err = one(ctx, t, scanCreditPage, creditPageSelect+` WHERE project_id = $1`, v.Project)
		return err
	})
	return holds, err
}

// RemoveCreditPage takes the page away.
func (s *Store) RemoveCreditPage(ctx context.Context, id project.ProjectID, actor project.PersonID, at time.Time) error {
	return s.write(ctx, "credits of "+string(id), func(ctx context.Context, t *tx) error {
		p, err := t.lockProject(ctx, id)
		if err != nil {
			return err
		}
		n, err := t.exec(ctx, `DELETE FROM credit_pages WHERE project_id = $1`, id)
		if err != nil || n == 0 {
			return err
		}
		return t.logAlone(ctx, p, project.LogEvent{Kind: project.LogCreditsWithdrawn, Actor: actor, At: at})
	})
}

// CreditPage gives the page of a project.
func (s *Store) CreditPage(ctx context.Context, id project.ProjectID) (project.CreditPage, error) {
	return readOne(ctx, s, "public credits of "+string(id), scanCreditPage, creditPageSelect+` WHERE project_id = $1`, id)
}

// CreditPageAt gives the page with the secret.
func (s *Store) CreditPageAt(ctx context.Context, secret string) (project.CreditPage, error) {
	return readOne(ctx, s, "public credits", scanCreditPage, creditPageSelect+` WHERE secret = $1`, secret)
}
