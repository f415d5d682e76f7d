package memory

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"tutti/project"
)

// PeopleByEmail gives those with the address, the oldest first.
func (r *Records) PeopleByEmail(ctx context.Context, email string, limit int) ([]project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.Person
	for _, p := range r.people {
		if p.Email != "" && strings.EqualFold(p.Email, email) {
			found = append(found, p)
		}
	}
	slices.SortFunc(found, func(a, b project.Person) int {
		if c := a.CreatedAt.Compare(b.CreatedAt); c != 0 {
			return c
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return keptAll(firstOf(found, limit)), nil
}

// Tokens lists a person's tokens that hold, the newest first.
func (r *Records) Tokens(ctx context.Context, person project.PersonID, at time.Time) ([]project.Token, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.Token
	for _, t := range r.tokens {
		if t.Person == person && t.Holds(at) {
			found = append(found, t)
		}
	}
	return keptAll(newestFirst(found, func(t project.Token) string { return string(t.ID) })), nil
}

// SeenToken writes down that it was used.
func (r *Records) SeenToken(ctx context.Context, id project.TokenID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if t, ok := r.tokens[id]; ok && !at.Before(t.SeenAt.Add(project.SeenEvery)) {
		t.SeenAt = stored(at)
		r.tokens[id] = t
	}
	return nil
}

// PutLink records l once.
func (r *Records) PutLink(ctx context.Context, l project.Link) (made bool, err error) {
	if err := r.enter(ctx); err != nil {
		return false, err
	}
	defer r.mu.Unlock()
	if _, there := r.links[l.ID]; there {
		return false, nil
	}
	if _, ok := r.people[l.Person]; !ok {
		return false, project.Errorf(project.NotFound, "the link %s refers to something that is not there", l.ID)
	}
	l.CreatedAt, l.ExpiresAt, l.UsedAt = stored(l.CreatedAt), stored(l.ExpiresAt), stored(l.UsedAt)
	r.links[l.ID] = l
	return true, nil
}

// Link gives one link.
func (r *Records) Link(ctx context.Context, id project.LinkID) (project.Link, error) {
	if err := r.enter(ctx); err != nil {
		return project.Link{}, err
	}
	defer r.mu.Unlock()
	l, ok := r.links[id]
	if !ok {
		return l, noRow("link " + string(id))
	}
	return l, nil
}

// TryLinks counts a try at each open link; see project.LinkRecords.
func (r *Records) TryLinks(ctx context.Context, person project.PersonID, at time.Time) ([]project.Link, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var open []project.Link
	for id, l := range r.links {
		if l.Person == person && l.Check(at) == nil && l.Tries < project.MaxLinkTries {
			l.Tries++
			r.links[id] = l
			open = append(open, l)
		}
	}
	return newestFirst(open, func(l project.Link) string { return string(l.ID) }), nil
}

// UseLink ends the link and begins the session.
func (r *Records) UseLink(ctx context.Context, id project.LinkID, s project.Session) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	l, ok := r.links[id]
	if !ok {
		return noRow("link " + string(id))
	}
	if err := l.Check(s.CreatedAt); err != nil {
		return err
	}
	if err := r.addSession(s); err != nil {
		return err
	}
	l.UsedAt = stored(s.CreatedAt)
	r.links[id] = l
	return nil
}

// PutSession records s once.
func (r *Records) PutSession(ctx context.Context, s project.Session) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	return r.addSession(s)
}

func (r *Records) addSession(s project.Session) error {
	if _, there := r.sessions[s.ID]; there {
		return nil
	}
	for _, other := range r.sessions {
		if other.Hash == s.Hash {
			return project.Errorf(project.Conflict, "the session %s uses a value that is taken already", s.ID)
		}
	}
	if _, ok := r.people[s.Person]; !ok {
		return project.Errorf(project.NotFound, "the session %s refers to something that is not there", s.ID)
	}
	s.CreatedAt, s.SeenAt, s.ExpiresAt, s.RevokedAt = stored(s.CreatedAt), stored(s.SeenAt), stored(s.ExpiresAt), stored(s.RevokedAt)
	r.sessions[s.ID] = s
	return nil
}

// SessionByHash gives the session and its person.
func (r *Records) SessionByHash(ctx context.Context, hash string) (project.Session, project.Person, error) {
	if err := r.enter(ctx); err != nil {
		return project.Session{}, project.Person{}, err
	}
	defer r.mu.Unlock()
	for _, s := range r.sessions {
		if s.Hash == hash {
			return s, kept(r.people[s.Person]), nil
		}
	}
	return project.Session{}, project.Person{}, noRow("session")
}

// Sessions lists those that hold, the last used first.
func (r *Records) Sessions(ctx context.Context, person project.PersonID, at time.Time) ([]project.Session, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var found []project.Session
	for _, s := range r.sessions {
		if s.Person == person && s.Holds(at) {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(a, b project.Session) int {
		if c := b.SeenAt.Compare(a.SeenAt); c != 0 {
			return c
		}
		return strings.Compare(string(b.ID), string(a.ID))
	})
	return found, nil
}

// SeenSession writes down that it was used.
func (r *Records) SeenSession(ctx context.Context, id project.SessionID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if s, ok := r.sessions[id]; ok && !at.Before(s.SeenAt.Add(project.SeenEvery)) {
		s.SeenAt = stored(at)
		r.sessions[id] = s
	}
	return nil
}

// RevokeSession ends a session; the first time counts.
func (r *Records) RevokeSession(ctx context.Context, person project.PersonID, id project.SessionID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	s, ok := r.sessions[id]
	if !ok || s.Person != person {
		return noRow("session " + string(id))
	}
	if s.RevokedAt.IsZero() {
		s.RevokedAt = stored(at)
		r.sessions[id] = s
	}
	return nil
}

// RevokeSessions ends every session of the person.
func (r *Records) RevokeSessions(ctx context.Context, person project.PersonID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	for id, s := range r.sessions {
		if s.Person == person && s.RevokedAt.IsZero() {
			s.RevokedAt = stored(at)
			r.sessions[id] = s
		}
	}
	return nil
}

// BeenHere gives those who have or had a session or a token.
func (r *Records) BeenHere(ctx context.Context, ids []project.PersonID) (map[project.PersonID]bool, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	here := map[project.PersonID]bool{}
	for _, s := range r.sessions {
		here[s.Person] = true
	}
	for _, t := range r.tokens {
		here[t.Person] = true
	}
	maps.DeleteFunc(here, func(id project.PersonID, _ bool) bool { return !slices.Contains(ids, id) })
	return here, nil
}
