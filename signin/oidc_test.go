package signin_test

import (
	"context"
	"net/http"
	"net/url"
	"testing"
	"time"

	"tutti/project"
	"tutti/signin"
	"tutti/signin/signintest"
)

func newOIDC(t *testing.T, issuer string) *signin.OIDC {
	t.Helper()
	p, err := signin.NewOIDC(signin.OIDCOptions{Issuer: issuer, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret, Callback: "https://tutti.example/back"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func trip() project.Trip {
	return project.Trip{State: "a state", Nonce: "a nonce", Verifier: "a verifier that is as long as a verifier has to be"}
}

// went sends a browser to the provider and gives the code that it brings back.
func went(t *testing.T, p *signin.OIDC, there project.Trip) string {
	t.Helper()
	address, err := p.SignInAddress(context.Background(), there)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	_ = res.Body.Close()
	back, err := url.Parse(res.Header.Get("Location"))
	if err != nil || back.Query().Get("state") != there.State {
		t.Fatalf("%d %v %v", res.StatusCode, back, err)
	}
	return back.Query().Get("code")
}

func TestOIDC(t *testing.T) {
	good := map[string]any{"email": "ida@example.org", "email_verified": true}
	with := func(name string, value any) map[string]any {
		return map[string]any{"email": "ida@example.org", "email_verified": true, name: value}
	}
	other := trip()
	other.Nonce = "another nonce"
	stolen := trip()
	stolen.Verifier = "the verifier of somebody who has only seen the code go by"
	for name, c := range map[string]struct {
		claims map[string]any
		forged bool
		back   project.Trip
		want   project.Code
	}{
		"somebody":                 {good, false, trip(), ""},
		"an unverified address":    {with("email_verified", false), false, trip(), project.Unauthenticated},
		"an address half verified": {with("email_verified", "true"), false, trip(), project.Unauthenticated},
		"no address":               {with("email", ""), false, trip(), project.Unauthenticated},
		"another audience":         {with("aud", "somebody-else"), false, trip(), project.Unauthenticated},
		"another issuer":           {with("iss", "https://evil.example"), false, trip(), project.Unauthenticated},
		"an old token":             {with("exp", time.Now().Add(-time.Hour).Unix()), false, trip(), project.Unauthenticated},
		"another key":              {good, true, trip(), project.Unauthenticated},
		"another trip":             {good, false, other, project.Unauthenticated},
		"a stolen code":            {good, false, stolen, project.Unauthenticated},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := signintest.New(t)
			server.Says(c.claims)
			server.Forges(c.forged)
			p := newOIDC(t, server.URL)
			code := went(t, p, trip())
			email, err := p.Email(context.Background(), c.back, code)
			if project.CodeOf(err) != c.want || (err == nil) != (email == "ida@example.org") {
				t.Errorf("%q %v", email, err)
			}
			if _, err := p.Email(context.Background(), trip(), code); err == nil {
				t.Error("a code works twice")
			}
		})
	}
}

// TestOIDCAway: a provider that is away is found when it is back.
func TestOIDCAway(t *testing.T) {
	server := signintest.New(t)
	server.Says(map[string]any{"email": "ida@example.org", "email_verified": true})
	p := newOIDC(t, server.URL)
	server.Away(true)
	if _, err := p.SignInAddress(context.Background(), trip()); project.CodeOf(err) != project.Unavailable {
		t.Errorf("%v", err)
	}
	server.Away(false)
	code := went(t, p, trip())
	server.Away(true)
	if _, err := p.Email(context.Background(), trip(), code); project.CodeOf(err) != project.Unavailable {
		t.Errorf("%v", err)
	}
	server.Away(false)
	if _, err := p.Email(context.Background(), trip(), code); err != nil {
		t.Error(err)
	}
}

func TestOIDCOptions(t *testing.T) {
	for issuer, ok := range map[string]bool{"https://accounts.example": true, "http://127.0.0.1:99": true, "http://accounts.example": false, "accounts.example": false, "": false} {
		_, err := signin.NewOIDC(signin.OIDCOptions{Issuer: issuer, ClientID: "a", ClientSecret: "b", Callback: "c"})
		if (err == nil) != ok {
			t.Errorf("%q: %v", issuer, err)
		}
	}
}
