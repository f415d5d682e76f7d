package records

import (
	"context"
	"slices"
	"strings"
	"time"

	"tutti/project"
)

const linkColumns = `id, person_id, purpose, tries, by_id, created_at, expires_at, used_at`

func scanLink(r row) (l project.Link, err error) {
	err = r.Scan(&l.ID, &l.Person, &l.Purpose, &l.Tries, &l.By, instant{&l.CreatedAt}, instant{&l.ExpiresAt}, instant{&l.UsedAt})
	return l, err
}

// PutLink records l once.
func (s *Store) PutLink(ctx context.Context, l project.Link) (made bool, err error) {
	err = s.write(ctx, "link "+string(l.ID), func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `INSERT INTO links (`+linkColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
			l.ID, l.Person, l.Purpose, l.Tries, l.By, micros(l.CreatedAt), micros(l.ExpiresAt), micros(l.UsedAt))
		made = n == 1
		return err
	})
	return made, err
}

// Link gives one link.
func (s *Store) Link(ctx context.Context, id project.LinkID) (project.Link, error) {
	return readOne(ctx, s, "link "+string(id), scanLink, `SELECT `+linkColumns+` FROM links WHERE id = $1`, id)
}

// TryLinks counts a try at each open link; see project.LinkRecords.
func (s *Store) TryLinks(ctx context.Context, person project.PersonID, at time.Time) (open []project.Link, err error) {
	err = s.write(ctx, "links of "+string(person), func(ctx context.Context, t *tx) error {
		open, err = list(ctx, t, scanLink, `
			UPDATE links SET tries = tries + 1 WHERE person_id = $1 AND used_at = 0 AND expires_at > $2 AND tries < $3
			RETURNING `+linkColumns, person, micros(at), project.MaxLinkTries)
		return err
	})
	slices.SortFunc(open, func(a, b project.Link) int { return strings.Compare(string(b.ID), string(a.ID)) })
	return open, err
}

// UseLink ends the link and begins the session.
func (s *Store) UseLink(ctx context.Context, id project.LinkID, opened project.Session) error {
	return s.write(ctx, "link "+string(id), func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `UPDATE links SET used_at = $2 WHERE id = $1 AND used_at = 0 AND expires_at > $2`, id, micros(opened.CreatedAt))
		if err != nil {
			return err
		}
		if n == 0 {
			l, err := one(ctx, t, scanLink, `SELECT `+linkColumns+` FROM links WHERE id = $1`, id)
			if err != nil {
				return err
			}
			return l.Check(opened.CreatedAt)
		}
		return t.putSession(ctx, opened)
	})
}
