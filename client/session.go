package client

import (
	"context"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

// AskSignIn has a letter with a link sent to the address, when it is known there.
func (c *Client) AskSignIn(ctx context.Context, email string) (out wire.SignInAsked, err error) {
	return out, c.single(ctx, root+"/sign-in", wire.SignInRequest{Email: email}, &out)
}

// UseLink signs in by the secret of a link, once. The answer has the token to go on with.
func (c *Client) UseLink(ctx context.Context, id project.LinkID, secret string) (out wire.SignedIn, err error) {
	return out, c.single(ctx, to("sign-in/links", id, "use"), wire.LinkUse{Secret: secret, Bearer: true}, &out)
}

// UseCode signs in by the code that stands beside a link. who is an e-mail address or a handle.
func (c *Client) UseCode(ctx context.Context, who, code string) (out wire.SignedIn, err error) {
	return out, c.single(ctx, root+"/sign-in/code", wire.CodeUse{Who: who, Code: code, Bearer: true}, &out)
}

// SignOut ends the session that the client speaks with.
func (c *Client) SignOut(ctx context.Context) error {
	return c.single(ctx, root+"/sign-out", nil, nil)
}

// single sends what must not be sent again by itself: a second try would find the link used, or count as a guess.
func (c *Client) single(ctx context.Context, path string, in, out any) error {
	k, err := jsonCall(http.MethodPost, path, in, out)
	if err != nil {
		return err
	}
	_, _, err = c.once(ctx, k, "")
	return err
}

// Sessions lists where the person has signed in.
func (c *Client) Sessions(ctx context.Context) (out wire.SessionList, err error) {
	return out, c.get(ctx, root+"/me/sessions", nil, &out)
}

// RevokeSession ends one of the person's sessions.
func (c *Client) RevokeSession(ctx context.Context, id project.SessionID) error {
	return c.command(ctx, http.MethodDelete, to("me/sessions", id), nil, nil)
}

// RevokeSessions signs the person out everywhere.
func (c *Client) RevokeSessions(ctx context.Context) error {
	return c.command(ctx, http.MethodDelete, root+"/me/sessions", nil, nil)
}
