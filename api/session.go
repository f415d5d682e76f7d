package api

import (
	"context"
	"crypto/rand"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// The names of the cookie that holds the token of a session. A browser takes one with the prefix __Host- only over https,
// for this host alone and for all of it; nobody else can set it.
const (
	secureCookie = "__Host-tutti"
	plainCookie  = "tutti"
)

// sessionCookie says how the cookie is set.
type sessionCookie struct {
	name   string
	secure bool
}

// cookieFor asks for https, but on one's own machine.
func cookieFor(publicURL string) sessionCookie {
	u, err := url.Parse(publicURL)
	if err != nil || u.Scheme != "http" {
		return sessionCookie{secureCookie, true}
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return sessionCookie{plainCookie, false}
	}
	return sessionCookie{secureCookie, true}
}

func (k sessionCookie) value(r *http.Request) (string, bool) {
	c, err := r.Cookie(k.name)
	if err != nil || c.Value == "" {
		return "", false
	}
	return c.Value, true
}

// set writes the header that gives a browser the token; without one it forgets the token it has.
func (k sessionCookie) set(token string) string {
	c := http.Cookie{Name: k.name, Value: token, Path: "/", MaxAge: int(project.SessionLife / time.Second), Secure: k.secure, HttpOnly: true,
		SameSite: http.SameSiteLaxMode}
	if token == "" {
		c.MaxAge = -1
	}
	return c.String()
}

// protect refuses what other sites make a browser send: it would bring the cookie along.
func (a *API) protect() error {
	a.cross = http.NewCrossOriginProtection()
	u, err := url.Parse(a.o.PublicURL)
	if err != nil || u.Host == "" {
		return err
	}
	a.base = strings.TrimRight(u.EscapedPath(), "/")
	return a.cross.AddTrustedOrigin(u.Scheme + "://" + u.Host) // a proxy in between may change the host
}

// sameOrigin lets a request pass that no other site can have made a browser send. One with a token in its header is none: a
// browser adds no such header by itself.
func (a *API) sameOrigin(r *http.Request) error {
	if r.Header.Get("Authorization") != "" || a.cross.Check(r) == nil {
		return nil
	}
	return project.Errorf(project.Forbidden, "this request comes from another site; open Tutti itself and try again there")
}

func (a *API) registerSession() {
	add(a, operation{id: "list-sessions", method: get, path: root + "/me/sessions", tag: "sign-in", summary: "Lists where you have signed in"}, a.sessions)
	add(a, operation{id: "revoke-session", method: del, path: root + "/me/sessions/{id}", tag: "sign-in", status: http.StatusNoContent,
		summary: "Ends one of your sessions at once", rules: rules{command: true}}, a.revokeSession)
	add(a, operation{id: "revoke-sessions", method: del, path: root + "/me/sessions", tag: "sign-in", status: http.StatusNoContent,
		summary: "Signs you out everywhere", text: "API tokens go on to work.", rules: rules{command: true}}, a.revokeSessions)
	add(a, operation{id: "sign-out", method: post, path: root + "/sign-out", tag: "sign-in", status: http.StatusNoContent,
		summary: "Ends the session that this request is made with"}, a.signOut)
}

// own asks whether the caller may look after their own ways in: a token with scopes may not.
func own(ctx context.Context) error {
	return may(ctx, project.ManageAccess, project.Thing{Person: actor(ctx).ID})
}

func (a *API) sessions(ctx context.Context, _ *nothing) (*body[wire.SessionList], error) {
	if err := own(ctx); err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Sessions(ctx, actor(ctx).ID, a.o.Now())
	if err != nil {
		return nil, err
	}
	current := requestOf(ctx).caller.session.ID
	return &body[wire.SessionList]{wire.SessionList{Items: each(rows, func(s project.Session) wire.Session { return sessionView(s, current) })}}, nil
}

func sessionView(s project.Session, current project.SessionID) wire.Session {
	return wire.Session{ID: s.ID, Agent: s.Agent, Address: s.Address, Current: s.ID == current, CreatedAt: s.CreatedAt.UTC(), SeenAt: s.SeenAt.UTC(),
		ExpiresAt: s.ExpiresAt.UTC()}
}

func (a *API) revokeSession(ctx context.Context, in *struct {
	ID project.SessionID `path:"id"`
}) (*nothing, error) {
	if err := own(ctx); err != nil {
		return nil, err
	}
	if err := a.o.Records.RevokeSession(ctx, actor(ctx).ID, in.ID, commandOf(ctx).at); err != nil {
		return nil, hide(err)
	}
	changed(ctx, "session.revoked_at", "", momentText(commandOf(ctx).at))
	return nil, nil
}

func (a *API) revokeSessions(ctx context.Context, _ *nothing) (*nothing, error) {
	if err := own(ctx); err != nil {
		return nil, err
	}
	return nil, a.o.Records.RevokeSessions(ctx, actor(ctx).ID, commandOf(ctx).at)
}

// cookieAnswer sets a cookie and says nothing else.
type cookieAnswer struct {
	SetCookie string `header:"Set-Cookie"`
}

func (a *API) signOut(ctx context.Context, _ *nothing) (*cookieAnswer, error) {
	who := requestOf(ctx).caller
	if !who.proof.session {
		return nil, project.Errorf(project.Conflict, "you came with an API token, which is no session; revoke it when it should end")
	}
	if err := a.o.Records.RevokeSession(ctx, who.ID, who.session.ID, a.o.Now().UTC()); err != nil {
		return nil, err
	}
	if err := a.wayIn(ctx, "sign-out", who.ID, http.StatusNoContent, who.session.ID); err != nil {
		return nil, err
	}
	return &cookieAnswer{a.cookie.set("")}, nil
}

// signedIn is the answer to who has got in.
type signedIn struct {
	SetCookie string `header:"Set-Cookie"`
	Body      wire.SignedIn
}

// letIn makes a new session of the person, whatever the browser brought along, and has it kept. Who cannot be written down does not
// get in: the secret of the session is in no other place than the answer.
func (a *API) letIn(ctx context.Context, way string, person project.PersonID, bearer bool, keep func(project.Session) error) (*signedIn, error) {
	p, err := a.o.Records.Person(ctx, person)
	if err != nil {
		return nil, err
	}
	r, now, secret := requestOf(ctx), a.o.Now().UTC(), NewSecret()
	s := project.NewSession(project.SessionID(project.NewID(project.PrefixSession, now, rand.Text())), p.ID, HashSecret(secret), r.agent, r.address, now)
	if err := keep(s); err != nil {
		return nil, err
	}
	if err := a.wayIn(ctx, way, p.ID, http.StatusOK, s.ID); err != nil {
		return nil, err
	}
	out := &signedIn{Body: wire.SignedIn{Person: personView(p), Session: sessionView(s, s.ID)}}
	if token := FormatSession(s.ID, secret); bearer {
		out.Body.Token = token
	} else {
		out.SetCookie = a.cookie.set(token)
	}
	return out, nil
}
