package app

import (
	"context"
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
