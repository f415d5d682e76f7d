package records

import (
	"context"
	"time"

	"tutti/project"
)

const sessionColumns = `id, person_id, hash, agent, address, created_at, seen_at, expires_at, revoked_at`

func sessionFields(s *project.Session) []any {
	return []any{&s.ID, &s.Person, &s.Hash, &s.Agent, &s.Address, instant{&s.CreatedAt}, instant{&s.SeenAt}, instant{&s.ExpiresAt}, instant{&s.RevokedAt}}
}

func scanSession(r row) (s project.Session, err error) {
	err = r.Scan(sessionFields(&s)...)
	return s, err
}

func (t *tx) putSession(ctx context.Context, s project.Session) error {
	_, err := t.exec(ctx, `INSERT INTO sessions (`+sessionColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (id) DO NOTHING`,
		s.ID, s.Person, s.Hash, s.Agent, s.Address, micros(s.CreatedAt), micros(s.SeenAt), micros(s.ExpiresAt), micros(s.RevokedAt))
	return err
}

// PutSession records s once.
func (s *Store) PutSession(ctx context.Context, opened project.Session) error {
	return s.write(ctx, "session "+string(opened.ID), func(ctx context.Context, t *tx) error { return t.putSession(ctx, opened) })
}

// SessionByHash gives the session and its person.
func (s *Store) SessionByHash(ctx context.Context, hash string) (project.Session, project.Person, error) {
	type pair struct {
		session project.Session
		person  project.Person
	}
	scan := func(r row) (f pair, err error) {
		err = r.Scan(append(sessionFields(&f.session), personFields(&f.person)...)...)
		return f, err
	}
	found, err := readOne(ctx, s, "session", scan, `
		SELECT s.id, s.person_id, s.hash, s.agent, s.address, s.created_at, s.seen_at, s.expires_at, s.revoked_at,
		       p.id, p.handle, p.name, p.country, p.zone, p.email, p.roles, p.created_at, p.pronunciation, p.language
		FROM sessions s JOIN people p ON p.id = s.person_id WHERE s.hash = $1`, hash)
	return found.session, found.person, err
}

// Sessions lists those that hold, the last used first.
func (s *Store) Sessions(ctx context.Context, person project.PersonID, at time.Time) ([]project.Session, error) {
	return readList(ctx, s, "sessions", scanSession, `
		SELECT `+sessionColumns+` FROM sessions WHERE person_id = $1 AND revoked_at = 0 AND expires_at > $2 AND seen_at > $3
		ORDER BY seen_at DESC, id DESC`, person, micros(at), micros(at.Add(-project.SessionIdle)))
}

// SeenSession writes down that it was used.
func (s *Store) SeenSession(ctx context.Context, id project.SessionID, at time.Time) error {
	return s.write(ctx, "session "+string(id), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `UPDATE sessions SET seen_at = $2 WHERE id = $1 AND seen_at <= $3`, id, micros(at), micros(at.Add(-project.SeenEvery)))
		return err
	})
}

// RevokeSession ends a session; the first time counts.
func (s *Store) RevokeSession(ctx context.Context, person project.PersonID, id project.SessionID, at time.Time) error {
	return s.write(ctx, "session "+string(id), func(ctx context.Context, t *tx) error {
		return t.must(ctx, `UPDATE sessions SET revoked_at = CASE WHEN revoked_at = 0 THEN $3 ELSE revoked_at END WHERE id = $1 AND person_id = $2`,
			id, person, micros(at))
	})
}

// RevokeSessions ends every session of the person.
func (s *Store) RevokeSessions(ctx context.Context, person project.PersonID, at time.Time) error {
	return s.write(ctx, "sessions of "+string(person), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `UPDATE sessions SET revoked_at = $2 WHERE person_id = $1 AND revoked_at = 0`, person, micros(at))
		return err
	})
}

// BeenHere gives those who have or had a session or a token.
func (s *Store) BeenHere(ctx context.Context, ids []project.PersonID) (map[project.PersonID]bool, error) {
	here := make(map[project.PersonID]bool, len(ids))
	scan := func(r row) (id project.PersonID, err error) {
		err = r.Scan(&id)
		return id, err
	}
	err := s.read(ctx, "people", func(ctx context.Context) error {
		for _, table := range []string{"sessions", "tokens"} {
			found, err := listIn(ctx, s.reader, scan, `SELECT DISTINCT person_id FROM `+table+` WHERE person_id IN `, ``, nil, ids)
			if err != nil {
				return err
			}
			for _, id := range found {
				here[id] = true
			}
		}
		return nil
	})
	return here, err
}
