package api

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerPeople() {
	add(a, operation{id: "get-me", method: get, path: root + "/me", tag: "people", summary: "Says whose token this is"}, a.me)
	add(a, operation{id: "change-me", method: http.MethodPatch, path: root + "/me", tag: "people", summary: "Changes how one is called and spoken to",
		text: "What is not named stays as it is. Results that were built before keep the name they were built with.", rules: rules{command: true}}, a.changeMe)
	add(a, operation{id: "create-person", method: post, path: root + "/people", tag: "people", status: http.StatusCreated,
		summary: "Adds somebody to the roster", rules: rules{command: true}}, a.createPerson)
	add(a, operation{id: "list-people", method: get, path: root + "/people", tag: "people", summary: "Lists the roster by handle"}, a.people)
	add(a, operation{id: "get-person", method: get, path: root + "/people/{id}", tag: "people", summary: "Gives one person of the roster"}, a.person)
	add(a, operation{id: "create-token", method: post, path: root + "/people/{id}/tokens", tag: "people", status: http.StatusCreated,
		summary: "Makes an API token for a person", text: "The answer is the only place where its secret is ever shown; only its SHA-256 is stored.",
		rules: rules{command: true, again: true}}, a.createToken)
	add(a, operation{id: "list-tokens", method: get, path: root + "/people/{id}/tokens", tag: "people", summary: "Lists the API tokens of a person that hold"}, a.tokens)
	add(a, operation{id: "invite-person", method: post, path: root + "/people/{id}/invitation", tag: "people", status: http.StatusCreated,
		summary: "Sends somebody a letter with a link to sign in",
		text:    "Nothing is accepted by following it. The link holds for two weeks and works once; the answer does not tell it.",
		rules:   rules{command: true}}, a.invite)
	add(a, operation{id: "revoke-token", method: del, path: root + "/tokens/{id}", tag: "people", status: http.StatusNoContent,
		summary: "Ends a token at once", text: "Everybody may end their own; an operator may end any.",
		rules: rules{command: true}}, a.revokeToken)
}

func (a *API) me(ctx context.Context, _ *nothing) (*body[wire.Me], error) {
	return a.meAs(ctx, requestOf(ctx).caller.person)
}

// meAs is the answer about the caller, who is p by now.
func (a *API) meAs(ctx context.Context, p project.Person) (*body[wire.Me], error) {
	who := requestOf(ctx).caller
	profile, err := a.o.Records.Profile(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	return &body[wire.Me]{wire.Me{Person: personView(p), TokenID: who.token.ID, SessionID: who.session.ID, Scopes: who.token.Scopes,
		Language: p.Language, Languages: p.Reads(profile.Languages)}}, nil
}

// changeMe is for oneself alone: a name is what somebody answers to.
func (a *API) changeMe(ctx context.Context, in *struct{ Body wire.MeRequest }) (*body[wire.Me], error) {
	me := actor(ctx).ID
	if err := may(ctx, project.EditProfile, project.Thing{Person: me}); err != nil {
		return nil, err
	}
	change := project.PersonChange{Name: in.Body.Name, Pronunciation: in.Body.Pronunciation, Language: in.Body.Language}.Tidy()
	if err := change.Check(); err != nil {
		return nil, err
	}
	was, is, err := a.o.Records.ChangePerson(ctx, me, change)
	if err != nil {
		return nil, hide(err)
	}
	changedWords(ctx, "name", was.Name, is.Name)
	changedWords(ctx, "pronunciation", was.Pronunciation, is.Pronunciation)
	changed(ctx, "language", was.Language, is.Language)
	return a.meAs(ctx, is)
}

func (a *API) createPerson(ctx context.Context, in *struct{ Body wire.PersonRequest }) (*body[wire.Person], error) {
	if err := may(ctx, project.ManagePeople, project.Thing{}); err != nil {
		return nil, err
	}
	p, err := newPerson(ctx, in.Body)
	if err != nil {
		return nil, err
	}
	stored, err := a.o.Records.PutPerson(ctx, p)
	if err != nil {
		return nil, err
	}
	changed(ctx, "roles", "", listText(stored.Roles))
	return &body[wire.Person]{personView(stored)}, nil
}

// newPerson refuses that a buyer makes somebody more powerful than a seller or producer: only operators do.
func newPerson(ctx context.Context, in wire.PersonRequest) (project.Person, error) {
	roles := in.Roles
	if len(roles) == 0 {
		roles = []project.Role{project.RoleSeller}
	}
	power := slices.ContainsFunc(roles, func(r project.Role) bool { return r != project.RoleSeller && r != project.RoleProducer })
	if power && !actor(ctx).Is(project.RoleOperator) {
		return project.Person{}, project.Errorf(project.Forbidden, "only an operator may make operators, buyers and auditors")
	}
	if err := checkPerson(in); err != nil {
		return project.Person{}, err
	}
	c := commandOf(ctx)
	roles = slices.Compact(slices.Sorted(slices.Values(roles)))
	return project.Person{ID: project.PersonID(c.id(project.PrefixPerson)), Handle: in.Handle, Name: strings.TrimSpace(in.Name),
		Country: in.Country, Zone: in.Zone, Email: in.Email, Roles: roles, CreatedAt: c.at}, nil
}

func checkPerson(in wire.PersonRequest) error {
	e := &project.Error{Code: project.Invalid, Message: "the person cannot be taken as they are"}
	if _, err := zones()(in.Zone); in.Zone != "" && err != nil {
		e.Fields = append(e.Fields, project.Field{Path: "zone", Message: "is no IANA time zone; write for example Africa/Accra"})
	}
	for _, text := range []struct{ path, value string }{{"name", in.Name}, {"email", in.Email}} {
		if strings.ContainsFunc(text.value, unicode.IsControl) { // a roster is also a file, a person a line of it
			e.Fields = append(e.Fields, project.Field{Path: text.path, Message: "has a control character in it; write it on one line"})
		}
	}
	if len(e.Fields) > 0 {
		return e
	}
	return nil
}

func (a *API) people(ctx context.Context, in *Paging) (*body[wire.PersonList], error) {
	if err := may(ctx, project.SeePeople, project.Thing{}); err != nil {
		return nil, err
	}
	rows, err := a.o.Records.People(ctx, in.Cursor, in.Limit+1)
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, *in, func(p project.Person) string { return p.Handle })
	return &body[wire.PersonList]{wire.PersonList{Items: each(rows, personView), Next: next}}, nil
}

// person judges before it looks, so that the answer says nothing about who is there.
func (a *API) person(ctx context.Context, in *PersonPath) (*body[wire.Person], error) {
	if in.ID != actor(ctx).ID {
		if err := may(ctx, project.SeePeople, project.Thing{}); err != nil {
			return nil, err
		}
	}
	p, err := a.o.Records.Person(ctx, in.ID)
	if err != nil {
		return nil, hide(err)
	}
	return &body[wire.Person]{personView(p)}, nil
}

// createToken is for operators and for oneself: a token acts as its person, and a buyer is not every seller.
func (a *API) createToken(ctx context.Context, in *struct {
	PersonPath
	Body wire.TokenRequest
}) (*body[wire.Token], error) {
	if err := may(ctx, project.ManageAccess, project.Thing{Person: in.ID}); err != nil {
		return nil, err
	}
	if err := project.CheckScopes(in.Body.Scopes); err != nil {
		return nil, err
	}
	if _, err := a.o.Records.Person(ctx, in.ID); err != nil {
		return nil, hide(err)
	}
	c := commandOf(ctx)
	secret := requestOf(ctx).caller.derivedSecret(c.seed)
	t := project.Token{ID: project.TokenID(c.id(project.PrefixToken)), Person: in.ID, Hash: HashSecret(secret), Name: in.Body.Name, Scopes: in.Body.Scopes, CreatedAt: c.at}
	if in.Body.ExpiresAt != nil {
		t.ExpiresAt = in.Body.ExpiresAt.UTC()
		if !t.ExpiresAt.After(c.at) {
			return nil, &project.Error{Code: project.Invalid, Message: "the token would have expired already",
				Fields: []project.Field{{Path: "expires_at", Message: "is in the past"}}}
		}
	}
	if err := a.o.Records.PutToken(ctx, t); err != nil {
		return nil, err
	}
	changedWords(ctx, "token", "", t.Name)
	changed(ctx, "token.scopes", "", fmt.Sprint(t.Scopes))
	changed(ctx, "token.person_id", "", string(t.Person))
	changed(ctx, "token.scopes", "", listText(t.Scopes))
	changed(ctx, "token.expires_at", "", momentText(t.ExpiresAt))
	out := tokenView(t)
	out.Token = FormatToken(t.ID, secret)
	return &body[wire.Token]{out}, nil
}

// tokenView is a token without its secret.
func tokenView(t project.Token) wire.Token {
	return wire.Token{ID: t.ID, PersonID: t.Person, Name: t.Name, Scopes: some(t.Scopes), CreatedAt: t.CreatedAt.UTC(), SeenAt: moment(t.SeenAt), ExpiresAt: moment(t.ExpiresAt)}
}

func (a *API) tokens(ctx context.Context, in *PersonPath) (*body[wire.TokenList], error) {
	if err := may(ctx, project.ManageAccess, project.Thing{Person: in.ID}); err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Tokens(ctx, in.ID, a.o.Now())
	if err != nil {
		return nil, err
	}
	return &body[wire.TokenList]{wire.TokenList{Items: each(rows, tokenView)}}, nil
}

func (a *API) revokeToken(ctx context.Context, in *struct {
	ID project.TokenID `path:"id"`
}) (*nothing, error) {
	if err := a.mayRevoke(ctx, in.ID); err != nil {
		return nil, err
	}
	if err := a.o.Records.RevokeToken(ctx, in.ID, commandOf(ctx).at); err != nil {
		return nil, hide(err)
	}
	changed(ctx, "token.revoked_at", "", momentText(commandOf(ctx).at))
	return nil, nil
}

// listText writes words as one text, for the audit log.
func listText[S ~string](words []S) string {
	text := make([]string, 0, len(words))
	for _, w := range words {
		text = append(text, string(w))
	}
	return strings.Join(text, " ")
}

// momentText writes a time that may be absent, for the audit log.
func momentText(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339Nano)
}

// mayRevoke lets everybody end the token they come with. A token with scopes ends no other.
func (a *API) mayRevoke(ctx context.Context, id project.TokenID) error {
	if id == requestOf(ctx).caller.token.ID || may(ctx, project.ManageAccess, project.Thing{}) == nil {
		return nil
	}
	if err := may(ctx, project.ManageAccess, project.Thing{Person: actor(ctx).ID}); err != nil {
		return err
	}
	own, err := a.o.Records.Tokens(ctx, actor(ctx).ID, time.Time{})
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(own, func(t project.Token) bool { return t.ID == id }) {
		return nobody()
	}
	return nil
}

func personView(p project.Person) wire.Person {
	return wire.Person{ID: p.ID, Handle: p.Handle, Name: p.Name, Pronunciation: p.Pronunciation, Country: p.Country, Zone: p.Zone, Email: p.Email,
		Roles: some(p.Roles), CreatedAt: p.CreatedAt.UTC()}
}

// names looks up how people are called. Somebody who is gone keeps their id.
func (a *API) names(ctx context.Context, ids ...project.PersonID) (map[project.PersonID]wire.PersonName, error) {
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id project.PersonID) bool { return id == "" })
	people, err := a.o.Records.PeopleByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[project.PersonID]wire.PersonName, len(ids))
	for _, id := range ids {
		p := people[id]
		out[id] = wire.PersonName{ID: id, Handle: p.Handle, Name: p.Name, Country: p.Country, Zone: p.Zone}
	}
	return out, nil
}
