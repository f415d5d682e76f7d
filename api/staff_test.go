package api_test

import (
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"testing"

	"tutti/api"
	"tutti/project"
	"tutti/signin"
	"tutti/signin/signintest"
)

// office is a world whose staff sign in with a provider of their own, and a browser.
type office struct {
	*world
	provider *signintest.Provider
	browser  *http.Client
	staff    struct{ *signin.OIDC }
}

func newOffice(t *testing.T, prefix string) *office {
	t.Helper()
	o := &office{provider: signintest.New(t)}
	o.world = newSignIn(t, func(options *api.Options) {
		options.PublicURL = "http://localhost" + prefix
		options.Staff = &o.staff
	})
	staff, err := signin.NewOIDC(signin.OIDCOptions{Issuer: o.provider.URL, ClientID: signintest.ClientID, ClientSecret: signintest.ClientSecret,
		Callback: o.server.URL + "/sign-in/staff/callback"})
	must(t, err)
	o.staff.OIDC = staff // it knows where to send browsers back to now
	o.addressed("max", "max@example.org", project.RoleProducer, project.RoleSeller)
	jar, err := cookiejar.New(nil)
	must(t, err)
	o.browser = &http.Client{Jar: jar, CheckRedirect: func(req *http.Request, _ []*http.Request) error {
		if req.URL.Path == prefix+"/" {
			return http.ErrUseLastResponse
		}
		return nil
	}}
	return o
}

// opens gives the status, the last address and the page of what the browser opens.
func (o *office) opens(path string) answer {
	o.t.Helper()
	req, err := http.NewRequest("GET", o.server.URL+path, nil)
	must(o.t, err)
	res, err := o.browser.Do(req)
	must(o.t, err)
	defer func() { _ = res.Body.Close() }()
	page := make([]byte, 8<<10)
	n, _ := res.Body.Read(page)
	return answer{res.StatusCode, res.Header, string(page[:n])}
}

func (o *office) signedInAs() string {
	o.t.Helper()
	got := o.opens(path("/me"))
	if got.status != 200 {
		return ""
	}
	_, rest, _ := strings.Cut(got.body, `"handle":"`)
	handle, _, _ := strings.Cut(rest, `"`)
	return handle
}

func TestStaffComeBackUnderThePathPrefix(t *testing.T) {
	o := newOffice(t, "/studio")
	o.provider.Says(map[string]any{"email": "max@example.org", "email_verified": true})
	if got := o.opens("/sign-in/staff"); got.status != 303 || got.header.Get("Location") != "/studio/" {
		t.Errorf("%d %v %s", got.status, got.header, got.body)
	}
}

func TestStaffSignInWithTheirOrganisation(t *testing.T) {
	o := newOffice(t, "")
	o.provider.Says(map[string]any{"email": "MAX@example.org", "email_verified": true})
	got := o.opens("/sign-in/staff")
	if got.status != 303 || got.header.Get("Location") != "/" || o.signedInAs() != "max" {
		t.Errorf("%d %v %s: signed in as %q", got.status, got.header, got.body, o.signedInAs())
	}
	u, err := url.Parse(o.server.URL)
	must(t, err)
	for _, c := range o.browser.Jar.Cookies(u) {
		if strings.HasSuffix(c.Name, "-trip") {
			t.Error("the trip's cookie is still there")
		}
	}
	if !strings.Contains(o.opens("/sign-in").body, "Sign in with your organisation") {
		t.Error("the page does not offer it")
	}
}

// TestNobodyIsMadeBySigningIn: sellers, strangers and names that two people share are told to ask.
func TestNobodyIsMadeBySigningIn(t *testing.T) {
	o := newOffice(t, "")
	o.addressed("twin", "two@example.org", project.RoleBuyer)
	o.addressed("other", "two@example.org", project.RoleBuyer)
	for _, email := range []string{"zoe@example.org", "stranger@example.org", "two@example.org"} {
		o.provider.Says(map[string]any{"email": email, "email_verified": true})
		got := o.opens("/sign-in/staff")
		if got.status != 403 || !strings.Contains(got.body, "ask the operator") || !strings.Contains(got.header.Get("Content-Type"), "text/html") || o.signedInAs() != "" {
			t.Errorf("%s: %d %s", email, got.status, got.body)
		}
	}
	o.provider.Says(map[string]any{"email": "max@example.org"})
	if got := o.opens("/sign-in/staff"); got.status != 401 || o.signedInAs() != "" {
		t.Errorf("an unverified address: %d", got.status)
	}
}

func TestAProviderThatIsAway(t *testing.T) {
	o := newOffice(t, "")
	o.provider.Away(true)
	if got := o.opens("/sign-in/staff"); got.status != 503 || !strings.Contains(got.body, "does not answer") {
		t.Errorf("%d %s", got.status, got.body)
	}
}

// TestATripBelongsToItsBrowser: another browser cannot be made to finish it, and nobody twice.
func TestATripBelongsToItsBrowser(t *testing.T) {
	o := newOffice(t, "")
	o.provider.Says(map[string]any{"email": "max@example.org", "email_verified": true})
	last := ""
	o.browser.CheckRedirect = func(req *http.Request, _ []*http.Request) error {
		if strings.HasSuffix(req.URL.Path, "/callback") {
			last = req.URL.RequestURI()
			return http.ErrUseLastResponse
		}
		return nil
	}
	o.opens("/sign-in/staff")
	if last == "" {
		t.Fatal("the provider does not send the browser back")
	}
	if got := o.ask("", "GET", last, ""); got.status != 401 || strings.Contains(got.header.Get("Set-Cookie"), "tus_") {
		t.Errorf("a browser that never left: %d %v", got.status, got.header)
	}
	if got := o.ask("", "GET", last, "", "Cookie", "tutti-trip=abc"); got.status != 401 {
		t.Errorf("a browser on another trip: %d", got.status)
	}
	for _, bad := range []string{"?state=x&code=y", "?error=access_denied", ""} {
		if got := o.ask("", "GET", "/sign-in/staff/callback"+bad, "", "Cookie", "tutti-trip=abc"); got.status != 401 || !strings.Contains(got.body, "did not work out") {
			t.Errorf("%q: %d", bad, got.status)
		}
	}
}
