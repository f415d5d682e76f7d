package api

import (
	"context"
	"crypto/rand"
	"net/http"
	"strings"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// Limits of signing in. All of them are strict; beside them the tries at each link's code are counted in SQL.
const (
	asksPerMinute     = 30 // from one network address
	asksOfOneAddress  = 5  // for one e-mail address within asksWithin
	asksWithin        = 15 * time.Minute
	asksAtOnce        = 256 // that wait to be looked up
	badLinksPerMinute = 60  // from one network address
	codesPerMinute    = 30  // from one network address
	codesOfOnePerson  = 20  // for whoever is named, however many links they have, within codesWithin
	codesWithin       = time.Hour
	invitesPerHour    = 5 // to one person
	maxNamesakes      = 5 // people with one e-mail address who get a link
)

func (a *API) registerSignIn() {
	add(a, operation{id: "ask-sign-in", method: post, path: root + "/sign-in", tag: "sign-in", status: http.StatusAccepted,
		summary: "Sends a letter with a link to sign in",
		text:    "The answer is the same, and comes as fast, whether the address is known or not.", rules: rules{public: true}}, a.askSignIn)
	add(a, operation{id: "use-link", method: post, path: root + "/sign-in/links/{id}/use", tag: "sign-in",
		summary: "Signs in by a link, once", rules: rules{public: true}}, a.useLink)
	add(a, operation{id: "use-code", method: post, path: root + "/sign-in/code", tag: "sign-in",
		summary: "Signs in by the code that stands beside a link", text: "A code can be tried five times.", rules: rules{public: true}}, a.useCode)
}

// noLetters is the refusal of a server that cannot send links.
func (a *API) noLetters() error {
	if a.o.LinkKey == nil {
		return project.Errorf(project.Unavailable, "this server sends no letters; ask its operator for a token")
	}
	return nil
}

// askSignIn answers before anybody looks for the address, so that neither the answer nor its time tells who is known.
func (a *API) askSignIn(ctx context.Context, in *struct{ Body wire.SignInRequest }) (*body[wire.SignInAsked], error) {
	if err := a.noLetters(); err != nil {
		return nil, err
	}
	if err := a.allowAddress(ctx, guard("links", asksPerMinute, time.Minute)); err != nil {
		return nil, err
	}
	email := strings.ToLower(strings.TrimSpace(in.Body.Email))
	if err := a.allow(ctx, guard("links-of-one", asksOfOneAddress, asksWithin), HashSecret(email),
		"so many links were asked for with this address; use the newest, or wait a little"); err != nil {
		return nil, err
	}
	select {
	case a.asked <- email:
	default:
		return nil, later{project.Errorf(project.Limited, "too many people sign in at the moment; wait a little"), time.Second}
	}
	return &body[wire.SignInAsked]{wire.SignInAsked{Words: "If this address is known here, a letter with a link is on its way to it. It works once, for 20 minutes."}}, nil
}

// sendLinks puts letters to those who have asked, until ctx ends. What is lost when the program ends is asked for again.
func (a *API) sendLinks(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case email := <-a.asked:
			within, cancel := context.WithTimeout(ctx, commandTimeout)
			if err := a.sendLink(within, email); err != nil {
				a.o.Log.WarnContext(ctx, "a sign-in link was not sent", "error", err)
			}
			cancel()
		}
	}
}

func (a *API) sendLink(ctx context.Context, email string) error {
	people, err := a.o.Records.PeopleByEmail(ctx, email, maxNamesakes)
	if err != nil {
		return err
	}
	now := a.o.Now().UTC()
	for _, p := range people {
		l := project.NewLink(project.LinkID(project.NewID(project.PrefixLink, now, rand.Text())), p.ID, project.LinkSignIn, "", now)
		if err := a.putLink(ctx, l, project.Letter{Kind: project.LetterSignIn}); err != nil {
			return err
		}
	}
	return nil
}

// putLink records a link and the letter that carries it. The letter comes second: a link without a letter is nobody's.
func (a *API) putLink(ctx context.Context, l project.Link, letter project.Letter) error {
	if _, err := a.o.Records.PutLink(ctx, l); err != nil {
		return err
	}
	letter.Key, letter.To, letter.Link, letter.At = string(letter.Kind)+"/"+string(l.ID), l.Person, l.ID, l.CreatedAt
	letter.ID = project.LetterID(project.NewID(project.PrefixLetter, l.CreatedAt, letter.Key))
	return a.o.Records.PutLetters(ctx, letter)
}

// badLink is the refusal of whatever is no link or not its secret.
func badLink() error {
	return project.Errorf(project.Unauthenticated, "this link is not valid; open it as it stands in the letter, or ask for a new one")
}

func (a *API) useLink(ctx context.Context, in *struct {
	ID   project.LinkID `path:"id"`
	Body wire.LinkUse
}) (*signedIn, error) {
	l, err := a.o.Records.Link(ctx, in.ID)
	if project.CodeOf(err) == project.NotFound || err == nil && (a.o.LinkKey == nil || !a.o.LinkKey.Opens(l, in.Body.Secret)) {
		refused := a.wrong(ctx, guard("bad-links", badLinksPerMinute, time.Minute), badLink())
		if err == nil && project.CodeOf(refused) == project.Unauthenticated { // not when so many were tried that this one was not looked at
			if err := a.wayIn(ctx, "use-link", l.Person, http.StatusUnauthorized, ""); err != nil {
				return nil, err
			}
		}
		return nil, refused
	}
	if err != nil {
		return nil, err
	}
	return a.enter(ctx, "use-link", l, in.Body.Bearer)
}

// enter uses the link.
func (a *API) enter(ctx context.Context, way string, l project.Link, bearer bool) (*signedIn, error) {
	return a.letIn(ctx, way, l.Person, bearer, func(s project.Session) error { return a.o.Records.UseLink(ctx, l.ID, s) })
}

// useCode tries a code at every open link of whoever is meant.
func (a *API) useCode(ctx context.Context, in *struct{ Body wire.CodeUse }) (*signedIn, error) {
	who := strings.TrimSpace(in.Body.Who)
	if err := a.allowAddress(ctx, guard("codes", codesPerMinute, time.Minute)); err != nil {
		return nil, err
	}
	if err := a.allow(ctx, guard("codes-of-one", codesOfOnePerson, codesWithin), HashSecret(strings.ToLower(who)),
		"so many codes were tried for this person; open the link in the letter, or wait a little"); err != nil {
		return nil, err
	}
	people, err := a.meant(ctx, who)
	if err != nil {
		return nil, err
	}
	var tried []project.PersonID
	for _, p := range people {
		open, err := a.o.Records.TryLinks(ctx, p.ID, a.o.Now())
		if err != nil {
			return nil, err
		}
		for _, l := range open {
			if a.o.LinkKey != nil && a.o.LinkKey.Knows(l, in.Body.Code) {
				return a.enter(ctx, "use-code", l, in.Body.Bearer)
			}
		}
		if len(open) > 0 {
			tried = append(tried, p.ID)
		}
	}
	for _, id := range tried { // who has no open link is not tried at anything, and nobody can fill the log with them
		if err := a.wayIn(ctx, "use-code", id, http.StatusUnauthorized, ""); err != nil {
			return nil, err
		}
	}
	return nil, project.Errorf(project.Unauthenticated, "this code is not right, or not any more; open the link in the letter, or ask for a new one")
}

// meant finds people by their e-mail address, or one by their handle.
func (a *API) meant(ctx context.Context, who string) ([]project.Person, error) {
	if strings.Contains(who, "@") {
		return a.o.Records.PeopleByEmail(ctx, who, maxNamesakes)
	}
	p, err := a.o.Records.PersonByHandle(ctx, who)
	if project.CodeOf(err) == project.NotFound {
		return nil, nil
	}
	return []project.Person{p}, err
}

// invite sends a link to somebody on the roster. Who asks never gets to see it.
func (a *API) invite(ctx context.Context, in *struct {
	PersonPath
	Body wire.InvitationRequest
}) (*body[wire.Invitation], error) {
	if err := may(ctx, project.InvitePeople, project.Thing{}); err != nil {
		return nil, err
	}
	if err := a.noLetters(); err != nil {
		return nil, err
	}
	letter := project.Letter{Kind: project.LetterInvitation, Facts: map[string]string{"inviter": requestOf(ctx).caller.person.Name, "project": "Tutti"}}
	if in.Body.ProjectID != "" {
		p, err := a.project(ctx, in.Body.ProjectID, project.SeeWhole)
		if err != nil {
			return nil, err
		}
		letter.Project, letter.Facts["project"] = p.ID, p.Title
	}
	p, err := a.o.Records.Person(ctx, in.ID)
	switch {
	case err != nil:
		return nil, hide(err)
	case p.Email == "":
		return nil, project.Errorf(project.Conflict, "%s has no e-mail address here; write it into the roster first", p.Handle)
	}
	if err := a.allow(ctx, guard("invitations-of-one", invitesPerHour, time.Hour), string(p.ID), p.Handle+" was sent so many invitations; wait a little"); err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	l := project.NewLink(project.LinkID(c.id(project.PrefixLink)), p.ID, project.LinkInvitation, actor(ctx).ID, c.at)
	if err := a.putLink(ctx, l, letter); err != nil {
		return nil, err
	}
	return &body[wire.Invitation]{wire.Invitation{PersonID: p.ID, ExpiresAt: l.ExpiresAt.UTC()}}, nil
}
