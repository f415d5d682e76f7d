package api

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"net/http"
	"time"

	"tutti/project"

	"github.com/gin-gonic/gin"
)

// How long somebody may take to sign in with their organisation, and how long a step of ours may take.
const (
	tripLasts  = 10 * time.Minute
	tripWithin = 12 * time.Second
)

// tripSuffix makes the name of the cookie that a trip is known by from that of the session's.
const tripSuffix = "-trip"

// serveStaff lets staff sign in with the accounts of their organisation. These are pages: a browser is sent there and back.
func (a *API) serveStaff() {
	if a.o.Staff == nil {
		return
	}
	a.engine.GET(project.SignInPath+"/staff", a.staffGo)
	a.engine.GET(project.SignInPath+"/staff/callback", a.staffBack)
}

// tripOf makes what belongs to a trip from the one secret that the browser keeps, so that nothing is remembered here.
func tripOf(secret string) project.Trip {
	part := func(name string) string {
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte("tutti trip " + name))
		return secretText(mac.Sum(nil))
	}
	return project.Trip{State: part("state"), Nonce: part("nonce"), Verifier: part("verifier")}
}

func (a *API) tripCookie(secret string, life time.Duration) *http.Cookie {
	return &http.Cookie{Name: a.cookie.name + tripSuffix, Value: secret, Path: "/", MaxAge: int(life / time.Second), Secure: a.cookie.secure,
		HttpOnly: true, SameSite: http.SameSiteLaxMode}
}

func (a *API) staffGo(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), tripWithin)
	defer cancel()
	err := a.allowAddress(ctx, guard("staff", asksPerMinute, time.Minute))
	address, secret := "", NewSecret()
	if err == nil {
		address, err = a.o.Staff.SignInAddress(ctx, tripOf(secret))
	}
	if err != nil {
		a.explain(c, err)
		return
	}
	http.SetCookie(c.Writer, a.tripCookie(secret, tripLasts))
	c.Header("Cache-Control", "no-store")
	c.Redirect(http.StatusSeeOther, address)
}

// staffBack lets in who is known here by the address that the provider has verified.
func (a *API) staffBack(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), tripWithin)
	defer cancel()
	http.SetCookie(c.Writer, a.tripCookie("", -time.Second)) // a trip is made once
	in, err := a.cameBack(ctx, c)
	if err != nil {
		a.explain(c, err)
		return
	}
	c.Writer.Header().Add("Set-Cookie", in.SetCookie)
	c.Header("Cache-Control", "no-store")
	c.Redirect(http.StatusSeeOther, a.base+"/")
}

func (a *API) cameBack(ctx context.Context, c *gin.Context) (*signedIn, error) {
	kept, err := c.Request.Cookie(a.cookie.name + tripSuffix)
	if err != nil || kept.Value == "" {
		return nil, lostTrip()
	}
	trip := tripOf(kept.Value)
	if subtle.ConstantTimeCompare([]byte(trip.State), []byte(c.Query("state"))) != 1 || c.Query("code") == "" {
		return nil, lostTrip()
	}
	email, err := a.o.Staff.Email(ctx, trip, c.Query("code"))
	if err != nil {
		return nil, err
	}
	people, err := a.o.Records.PeopleByEmail(ctx, email, 0)
	if err != nil {
		return nil, err
	}
	p, err := project.StaffOf(people)
	if err != nil {
		return nil, err
	}
	return a.letIn(ctx, "staff-sign-in", p.ID, false, func(s project.Session) error { return a.o.Records.PutSession(ctx, s) })
}

// lostTrip is the refusal of a browser that did not leave from here, took too long, or was sent back by the provider.
func lostTrip() error {
	return project.Errorf(project.Unauthenticated, "signing in with your organisation did not work out; try again from here")
}

// explain shows the page for signing in with what went wrong.
func (a *API) explain(c *gin.Context, err error) {
	r := a.refusal(c.Request.Context(), err)
	a.showSignIn(c, r.Status, r.Detail)
}
