package records

import (
	"context"
	"strings"
	"time"

	"tutti/project"
)

const (
	personColumns = `id, handle, name, country, zone, email, roles, created_at, pronunciation, language`
	tokenColumns  = `id, person_id, hash, name, scopes, created_at, seen_at, expires_at, revoked_at`
)

func scanPerson(r row) (p project.Person, err error) {
	err = r.Scan(personFields(&p)...)
	return p, err
}

func personFields(p *project.Person) []any {
	return []any{&p.ID, &p.Handle, &p.Name, &p.Country, &p.Zone, &p.Email, document{&p.Roles}, instant{&p.CreatedAt}, &p.Pronunciation, &p.Language}
}

func personRow(p project.Person) []any {
	return []any{p.ID, p.Handle, p.Name, p.Country, p.Zone, p.Email, asJSON{p.Roles}, micros(p.CreatedAt), p.Pronunciation, p.Language}
}

// PutPerson records p once; see project.Records.
func (s *Store) PutPerson(ctx context.Context, p project.Person) (project.Person, error) {
	var stored project.Person
	err := s.write(ctx, "person "+string(p.ID), func(ctx context.Context, t *tx) error {
		if err := t.insertPeople(ctx, []project.Person{p}); err != nil {
			return err
		}
		found, err := list(ctx, t, scanPerson, `SELECT `+personColumns+` FROM people WHERE id = $1`, p.ID)
		if err == nil && len(found) == 0 {
			return project.Errorf(project.Conflict, "the handle %q belongs to somebody else; choose another", p.Handle)
		}
		if err == nil {
			stored = found[0]
		}
		return err
	})
	return stored, err
}

// insertPeople leaves out those whose id or handle is there already.
func (t *tx) insertPeople(ctx context.Context, people []project.Person) error {
	rows := make([][]any, 0, len(people))
	for _, p := range people {
		rows = append(rows, personRow(p))
	}
	_, err := t.insert(ctx, `INSERT INTO people (`+personColumns+`)`, rows, `ON CONFLICT DO NOTHING`)
	return err
}

// ChangePerson changes how somebody is called. The row is held first, so that no erasure comes in between.
func (s *Store) ChangePerson(ctx context.Context, id project.PersonID, change project.PersonChange) (was, is project.Person, err error) {
	what := "person " + string(id)
	err = s.write(ctx, what, func(ctx context.Context, t *tx) error {
		found, err := list(ctx, t, scanPerson, `UPDATE people SET handle = handle WHERE id = $1 RETURNING `+personColumns, id)
		if err == nil && (len(found) == 0 || project.Erasure{Was: found[0]}.Done()) {
			return project.Errorf(project.NotFound, "there is no %s", what)
		}
		if err != nil {
			return err
		}
		was, is = found[0], found[0].With(change)
		return t.must(ctx, `UPDATE people SET name = $2, pronunciation = $3, language = $4 WHERE id = $1`, id, is.Name, is.Pronunciation, is.Language)
	})
	return was, is, err
}

// Person gives one person.
func (s *Store) Person(ctx context.Context, id project.PersonID) (project.Person, error) {
	return readOne(ctx, s, "person "+string(id), scanPerson, `SELECT `+personColumns+` FROM people WHERE id = $1`, id)
}

// PersonByHandle gives the person that plans name so.
func (s *Store) PersonByHandle(ctx context.Context, handle string) (project.Person, error) {
	return readOne(ctx, s, "person with the handle "+handle, scanPerson, `SELECT `+personColumns+` FROM people WHERE handle = $1`, handle)
}

// PeopleByID gives those it knows.
func (s *Store) PeopleByID(ctx context.Context, ids []project.PersonID) (map[project.PersonID]project.Person, error) {
	found := make(map[project.PersonID]project.Person, len(ids))
	err := s.read(ctx, "people", func(ctx context.Context) error {
		people, err := listIn(ctx, s.reader, scanPerson, `SELECT `+personColumns+` FROM people WHERE id IN `, ``, nil, ids)
		for _, p := range people {
			found[p.ID] = p
		}
		return err
	})
	return found, err
}

// PeopleByHandle gives those it knows.
func (s *Store) PeopleByHandle(ctx context.Context, handles []string) (map[string]project.Person, error) {
	found := make(map[string]project.Person, len(handles))
	err := s.read(ctx, "people", func(ctx context.Context) error {
		people, err := peopleByHandle(ctx, s.reader, handles)
		for _, p := range people {
			found[p.Handle] = p
		}
		return err
	})
	return found, err
}

func peopleByHandle(ctx context.Context, from source, handles []string) ([]project.Person, error) {
	return listIn(ctx, from, scanPerson, `SELECT `+personColumns+` FROM people WHERE handle IN `, ``, nil, handles)
}

// PeopleByEmail gives those with the address, the oldest first.
func (s *Store) PeopleByEmail(ctx context.Context, email string, limit int) ([]project.Person, error) {
	return readList(ctx, s, "people", scanPerson, `
		SELECT `+personColumns+` FROM people WHERE lower(email) = $1 AND email <> '' ORDER BY created_at, id LIMIT $2`,
		strings.ToLower(email), limitOf(limit))
}

// People lists everybody by handle.
func (s *Store) People(ctx context.Context, afterHandle string, limit int) ([]project.Person, error) {
	return readList(ctx, s, "people", scanPerson,
		`SELECT `+personColumns+` FROM people WHERE handle > $1 ORDER BY handle LIMIT $2`, afterHandle, limitOf(limit))
}

func tokenFields(t *project.Token) []any {
	return []any{&t.ID, &t.Person, &t.Hash, &t.Name, document{&t.Scopes}, instant{&t.CreatedAt}, instant{&t.SeenAt}, instant{&t.ExpiresAt}, instant{&t.RevokedAt}}
}

func scanToken(r row) (t project.Token, err error) {
	err = r.Scan(tokenFields(&t)...)
	return t, err
}

// PutToken records k once.
func (s *Store) PutToken(ctx context.Context, k project.Token) error {
	return s.write(ctx, "token "+string(k.ID), func(ctx context.Context, t *tx) error {
		n, err := t.exec(ctx, `INSERT INTO tokens (`+tokenColumns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
			k.ID, k.Person, k.Hash, k.Name, asJSON{k.Scopes}, micros(k.CreatedAt), micros(k.SeenAt), micros(k.ExpiresAt), micros(k.RevokedAt))
		if err != nil || n == 1 {
			return err
		}
		same, err := list(ctx, t, scanNumber, `SELECT COUNT(*) FROM tokens WHERE id = $1`, k.ID)
		if err == nil && same[0] == 0 {
			return project.Errorf(project.Conflict, "a token with the same secret is there already")
		}
		return err
	})
}

// TokenByHash gives the token and its person.
func (s *Store) TokenByHash(ctx context.Context, hash string) (project.Token, project.Person, error) {
	type pair struct {
		token  project.Token
		person project.Person
	}
	scan := func(r row) (f pair, err error) {
		err = r.Scan(append(tokenFields(&f.token), personFields(&f.person)...)...)
		return f, err
	}
	found, err := readOne(ctx, s, "token", scan, `
		SELECT t.id, t.person_id, t.hash, t.name, t.scopes, t.created_at, t.seen_at, t.expires_at, t.revoked_at,
		       p.id, p.handle, p.name, p.country, p.zone, p.email, p.roles, p.created_at, p.pronunciation, p.language
		FROM tokens t JOIN people p ON p.id = t.person_id WHERE t.hash = $1`, hash)
	return found.token, found.person, err
}

// RevokeToken ends the token; the first time counts.
func (s *Store) RevokeToken(ctx context.Context, id project.TokenID, at time.Time) error {
	return s.write(ctx, "token "+string(id), func(ctx context.Context, t *tx) error {
		return t.must(ctx, `UPDATE tokens SET revoked_at = CASE WHEN revoked_at = 0 THEN $2 ELSE revoked_at END WHERE id = $1`, id, micros(at))
	})
}

// Tokens lists a person's tokens that hold, the newest first.
func (s *Store) Tokens(ctx context.Context, person project.PersonID, at time.Time) ([]project.Token, error) {
	return readList(ctx, s, "tokens", scanToken, `
		SELECT `+tokenColumns+` FROM tokens WHERE person_id = $1 AND revoked_at = 0 AND (expires_at = 0 OR expires_at > $2)
		ORDER BY id DESC`, person, micros(at))
}

// SeenToken writes down that it was used.
func (s *Store) SeenToken(ctx context.Context, id project.TokenID, at time.Time) error {
	return s.write(ctx, "token "+string(id), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `UPDATE tokens SET seen_at = $2 WHERE id = $1 AND seen_at <= $3`, id, micros(at), micros(at.Add(-project.SeenEvery)))
		return err
	})
}
