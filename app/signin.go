package app

import (
	"context"
	"crypto/rand"
	"path/filepath"
	"strings"
	"time"

	"tutti/project"
	"tutti/signin"
)

// signInKey takes the key that links are made with: the one that is configured, else that of the data directory. A process of a
// cluster has no data of its own, so without a configured key it knows none.
func (a *App) signInKey() (err error) {
	switch {
	case a.config.SecretKey != "":
		a.key, err = project.ParseLinkKey(a.config.SecretKey)
	case a.config.OutsideOnly:
		a.config.Log.Warn("nobody can sign in by a link: give all processes the same secret key")
	default:
		a.key, err = signin.KeyFile(filepath.Join(a.config.DataDir, "secret.key"))
	}
	return err
}

// linker makes the secrets of links when letters are sent; nil when there is no key.
func (a *App) linker() project.Linker {
	if a.key == nil {
		return nil
	}
	return signin.Links{Records: a.ports.Records, Key: a.key, PublicURL: a.config.PublicURL}
}

// staff is who signs staff in; nil when nobody is configured.
func (a *App) staff() (project.IdentityProvider, error) {
	o := a.config.Staff
	if o.Issuer == "" && o.ClientID == "" && o.ClientSecret == "" {
		return nil, nil
	}
	o.Callback = strings.TrimRight(a.config.PublicURL, "/") + project.SignInPath + "/staff/callback"
	return signin.NewOIDC(o)
}

// SetupLink gives the operator's first way in, once for an instance: afterwards both are empty. It is for the eyes of whoever
// starts the program; it must not be logged.
func (a *App) SetupLink(ctx context.Context) (address, code string, err error) {
	links := a.linker()
	if links == nil {
		return "", "", nil
	}
	operator, err := a.ports.Records.PersonByHandle(ctx, operatorHandle)
	if err != nil {
		return "", "", err
	}
	id := project.LinkID(project.NewID(project.PrefixLink, operator.CreatedAt, "setup/"+string(operator.ID)))
	made, err := a.ports.Records.PutLink(ctx, project.NewLink(id, operator.ID, project.LinkSetup, "", time.Now().UTC()))
	if err != nil || !made {
		return "", "", err
	}
	return links.SignInLink(ctx, id)
}

// Known gives somebody of the instance. NotFound when nobody has the handle.
func (a *App) Known(ctx context.Context, handle string) (project.Person, error) {
	return a.ports.Records.PersonByHandle(ctx, handle)
}

// WayIn makes a link by which somebody signs in, once. It is for the eyes of whoever starts the program, and must not be
// logged. Unavailable when this process has no key to make links with.
func (a *App) WayIn(ctx context.Context, who project.Person) (address string, err error) {
	links := a.linker()
	if links == nil {
		return "", project.Errorf(project.Unavailable, "this process has no key to make links with")
	}
	now := time.Now().UTC()
	l := project.NewLink(project.LinkID(project.NewID(project.PrefixLink, now, rand.Text())), who.ID, project.LinkInvitation, "", now)
	if _, err := a.ports.Records.PutLink(ctx, l); err != nil {
		return "", err
	}
	address, _, err = links.SignInLink(ctx, l.ID)
	return address, err
}
