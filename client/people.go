package client

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

const root = "/api/v1"

// Page asks for a part of a list: Cursor is the Next of the part before.
type Page struct {
	Cursor string
	Limit  int // the server's default when 0
}

func (p Page) query() url.Values {
	q := url.Values{}
	set(q, "cursor", p.Cursor)
	setInt(q, "limit", int64(p.Limit))
	return q
}

func set(q url.Values, name, value string) {
	if value != "" {
		q.Set(name, value)
	}
}

func setInt(q url.Values, name string, value int64) {
	if value != 0 {
		q.Set(name, strconv.FormatInt(value, 10))
	}
}

func to[ID ~string](kind string, id ID, more ...string) string {
	path := root + "/" + kind + "/" + url.PathEscape(string(id))
	for _, m := range more {
		path += "/" + url.PathEscape(m)
	}
	return path
}

// Me says whose token this is.
func (c *Client) Me(ctx context.Context) (out wire.Me, err error) {
	return out, c.get(ctx, root+"/me", nil, &out)
}

// ChangeMe changes how one is called and spoken to.
func (c *Client) ChangeMe(ctx context.Context, in wire.MeRequest) (out wire.Me, err error) {
	return out, c.command(ctx, http.MethodPatch, root+"/me", in, &out)
}

// CreatePerson adds somebody to the roster.
func (c *Client) CreatePerson(ctx context.Context, in wire.PersonRequest) (out wire.Person, err error) {
	return out, c.command(ctx, http.MethodPost, root+"/people", in, &out)
}

// People lists the roster by handle.
func (c *Client) People(ctx context.Context, p Page) (out wire.PersonList, err error) {
	return out, c.get(ctx, root+"/people", p.query(), &out)
}

// Person gives one person of the roster.
func (c *Client) Person(ctx context.Context, id project.PersonID) (out wire.Person, err error) {
	return out, c.get(ctx, to("people", id), nil, &out)
}

// CreateToken makes an API token for the person. The answer is the only place where its secret is ever shown.
func (c *Client) CreateToken(ctx context.Context, id project.PersonID, in wire.TokenRequest) (out wire.Token, err error) {
	return out, c.command(ctx, http.MethodPost, to("people", id, "tokens"), in, &out)
}

// Tokens lists the API tokens of a person that hold, without their secrets.
func (c *Client) Tokens(ctx context.Context, id project.PersonID) (out wire.TokenList, err error) {
	return out, c.get(ctx, to("people", id, "tokens"), nil, &out)
}

// Invite sends somebody a letter with a link to sign in.
func (c *Client) Invite(ctx context.Context, id project.PersonID, in wire.InvitationRequest) (out wire.Invitation, err error) {
	return out, c.command(ctx, http.MethodPost, to("people", id, "invitation"), in, &out)
}

// RevokeToken ends a token at once.
func (c *Client) RevokeToken(ctx context.Context, id project.TokenID) error {
	return c.command(ctx, http.MethodDelete, to("tokens", id), nil, nil)
}

// Ready says whether the server and what it relies on can work. It gives the report also when they cannot.
func (c *Client) Ready(ctx context.Context) (out wire.Health, err error) {
	k := call{method: http.MethodGet, path: "/readyz", also: http.StatusServiceUnavailable, out: &out}
	return out, c.do(ctx, k)
}
