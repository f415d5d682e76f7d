package project

import (
	"context"
	"strings"
	"time"
	"unicode"
)

// How long a session lasts: without being used, and at most.
const (
	SessionIdle = 14 * 24 * time.Hour
	SessionLife = 90 * 24 * time.Hour
)

// SeenEvery is how often it is written down that a session or a token was used.
const SeenEvery = time.Minute

// MaxAgent is the length of what is kept of a browser's name of itself, in characters.
const MaxAgent = 200

// Session is a browser or a command line in which somebody has signed in. Only the hash of its secret is stored.
type Session struct {
	ID        SessionID
	Person    PersonID
	Hash      string // hex sha256 of the secret
	Agent     string // what the browser calls itself
	Address   string // where it signed in from
	CreatedAt time.Time
	SeenAt    time.Time // when it was last used, to the minute
	ExpiresAt time.Time
	RevokedAt time.Time // zero: nobody ended it
}

// NewSession begins a session at the time.
func NewSession(id SessionID, person PersonID, hash, agent, address string, at time.Time) Session {
	agent = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(agent, ""))
	return Session{ID: id, Person: person, Hash: hash, Agent: clip(agent, MaxAgent), Address: address, CreatedAt: at, SeenAt: at,
		ExpiresAt: at.Add(SessionLife)}
}

// Holds reports whether the session lets its person in at the time.
func (s Session) Holds(now time.Time) bool {
	return s.RevokedAt.IsZero() && now.Before(s.ExpiresAt) && now.Before(s.SeenAt.Add(SessionIdle))
}

// Holds reports whether the token lets its person in at the time.
func (t Token) Holds(now time.Time) bool {
	return t.RevokedAt.IsZero() && (t.ExpiresAt.IsZero() || now.Before(t.ExpiresAt))
}

// SessionRecords keeps sessions.
type SessionRecords interface {
	// PutSession records s once.
	PutSession(ctx context.Context, s Session) error
	// SessionByHash gives the session and its person. Those that hold no more are given too; the caller judges.
	SessionByHash(ctx context.Context, hash string) (Session, Person, error)
	// Sessions lists those of the person that hold at the time, the last used first.
	Sessions(ctx context.Context, person PersonID, at time.Time) ([]Session, error)
	// SeenSession writes down that the session was used, unless that was done less than SeenEvery before.
	SeenSession(ctx context.Context, id SessionID, at time.Time) error
	// RevokeSession ends a session of the person; the first time counts. NotFound when they have no such session.
	RevokeSession(ctx context.Context, person PersonID, id SessionID, at time.Time) error
	// RevokeSessions ends every session of the person.
	RevokeSessions(ctx context.Context, person PersonID, at time.Time) error
	// BeenHere gives those of the people who have a session or a token, or had one that is not forgotten.
	BeenHere(ctx context.Context, ids []PersonID) (map[PersonID]bool, error)
}
