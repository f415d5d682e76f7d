package signin

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"tutti/project"
)

// askWithin is how long one answer of an identity provider may take.
const askWithin = 5 * time.Second

// OIDCOptions name an OpenID Connect provider and what this instance is called there. All are required.
type OIDCOptions struct {
	Issuer       string // https, but on one's own machine
	ClientID     string
	ClientSecret string
	Callback     string // address that the browser comes back to, as it is registered with the provider
}

// OIDC is project.IdentityProvider for any OpenID Connect provider: authorization code with PKCE, state and nonce.
type OIDC struct {
	options OIDCOptions
	client  *http.Client

	mu       sync.Mutex
	config   *oauth2.Config // nil until the provider was found
	verifier *oidc.IDTokenVerifier
}

var _ project.IdentityProvider = (*OIDC)(nil)

// NewOIDC checks the options. The provider is asked when somebody signs in, so that it need not be up before this program.
func NewOIDC(o OIDCOptions) (*OIDC, error) {
	if o.Issuer == "" || o.ClientID == "" || o.ClientSecret == "" || o.Callback == "" {
		return nil, project.Errorf(project.Invalid, "signing staff in needs an issuer, a client id and a client secret")
	}
	u, err := url.Parse(o.Issuer)
	if err != nil || u.Host == "" || u.Scheme != "https" && !(u.Scheme == "http" && onThisMachine(u.Hostname())) {
		return nil, project.Errorf(project.Invalid, "the issuer %q is no https address; write it as the provider's documentation does", o.Issuer)
	}
	return &OIDC{options: o, client: &http.Client{Timeout: askWithin}}, nil
}

func onThisMachine(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// find asks the provider once where its parts are.
func (p *OIDC) find(ctx context.Context) (context.Context, error) {
	ctx = oidc.ClientContext(ctx, p.client)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.config != nil {
		return ctx, nil
	}
	found, err := oidc.NewProvider(context.WithoutCancel(ctx), p.options.Issuer) // its keys are fetched anew for as long as the program runs
	if err != nil {
		return ctx, project.Because(err, project.Unavailable, "your organisation's sign-in does not answer; try again in a moment")
	}
	p.verifier = found.Verifier(&oidc.Config{ClientID: p.options.ClientID})
	p.config = &oauth2.Config{ClientID: p.options.ClientID, ClientSecret: p.options.ClientSecret, Endpoint: found.Endpoint(),
		RedirectURL: p.options.Callback, Scopes: []string{oidc.ScopeOpenID, "email"}}
	return ctx, nil
}

// SignInAddress is where the browser is sent.
func (p *OIDC) SignInAddress(ctx context.Context, t project.Trip) (string, error) {
	if _, err := p.find(ctx); err != nil {
		return "", err
	}
	return p.config.AuthCodeURL(t.State, oidc.Nonce(t.Nonce), oauth2.S256ChallengeOption(t.Verifier)), nil
}

// Email gives the verified address of who has signed in there.
func (p *OIDC) Email(ctx context.Context, t project.Trip, code string) (string, error) {
	ctx, err := p.find(ctx)
	if err != nil {
		return "", err
	}
	token, err := p.config.Exchange(ctx, code, oauth2.VerifierOption(t.Verifier))
	if err != nil {
		return "", exchangeFault(err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.verifier.Verify(ctx, raw)
	if err != nil {
		return "", vouchesForNobody(err)
	}
	var claims struct {
		Email    string `json:"email"`
		Verified bool   `json:"email_verified"`
	}
	if err := id.Claims(&claims); err != nil || id.Nonce != t.Nonce {
		return "", vouchesForNobody(err)
	}
	if claims.Email == "" || !claims.Verified {
		return "", project.Errorf(project.Unauthenticated, "your organisation has not verified your e-mail address, which is how you are known here")
	}
	return claims.Email, nil
}

func vouchesForNobody(cause error) error {
	return project.Because(cause, project.Unauthenticated, "your organisation's sign-in did not say who you are; try again")
}

// exchangeFault tells a refusal from a provider that is away. What the provider has answered stays out of logs.
func exchangeFault(err error) error {
	var answer *oauth2.RetrieveError
	if errors.As(err, &answer) && answer.Response != nil && answer.Response.StatusCode < http.StatusInternalServerError {
		return vouchesForNobody(nil)
	}
	if answer != nil {
		err = nil
	}
	return project.Because(err, project.Unavailable, "your organisation's sign-in does not answer; try again in a moment")
}
