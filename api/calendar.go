package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"tutti/api/wire"
	"tutti/project"
)

// Limits of a calendar: what somebody has open at a time, and how often an address may be wrong.
const (
	calendarRows         = 500
	badCalendarPerMinute = 30
)

func (a *API) registerCalendar() {
	add(a, operation{id: "create-calendar", method: post, path: root + "/me/calendar", tag: "notice", status: http.StatusCreated,
		summary: "Gives the address of one's deadlines for a calendar program", text: "A new address each time; the one before works no more.",
		rules: rules{command: true, again: true}}, a.createCalendar)
	add(a, operation{id: "delete-calendar", method: del, path: root + "/me/calendar", tag: "notice", status: http.StatusNoContent,
		summary: "Ends the address of one's deadlines", rules: rules{command: true}}, a.deleteCalendar)
	a.engine.GET("/calendar/:file", a.calendar)
}

func (a *API) createCalendar(ctx context.Context, _ *nothing) (*body[wire.Calendar], error) {
	c := commandOf(ctx)
	secret := requestOf(ctx).caller.derivedSecret("calendar\x00" + c.seed)
	if err := a.o.Records.PutCalendar(ctx, actor(ctx).ID, HashSecret(secret), c.at); err != nil {
		return nil, err
	}
	return &body[wire.Calendar]{wire.Calendar{Address: a.o.PublicURL + "/calendar/" + secret + ".ics"}}, nil
}

func (a *API) deleteCalendar(ctx context.Context, _ *nothing) (*nothing, error) {
	return nil, a.o.Records.PutCalendar(ctx, actor(ctx).ID, "", commandOf(ctx).at)
}

// calendar answers calendar programs, which can only open an address: the secret in it says whose deadlines they get.
func (a *API) calendar(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), readTimeout)
	defer cancel()
	person, err := a.calendarOf(ctx, c.Param("file"))
	if project.CodeOf(err) == project.NotFound {
		a.refuse(c, a.wrong(ctx, guard("bad-calendars", badCalendarPerMinute, time.Minute), nobody()))
		return
	}
	var deadlines []project.DueDate
	if err == nil {
		deadlines, err = a.deadlines(ctx, person)
	}
	if err != nil {
		a.refuse(c, err)
		return
	}
	c.Header("Cache-Control", "private, no-store")
	c.Header("X-Content-Type-Options", "nosniff")
	c.Data(http.StatusOK, "text/calendar; charset=utf-8", project.FormatCalendar("Tutti", deadlines, a.o.Now()))
}

// calendarOf finds out whose calendar an address is.
func (a *API) calendarOf(ctx context.Context, file string) (project.PersonID, error) {
	secret, ok := calendarSecret(file)
	if !ok {
		return "", nobody()
	}
	return a.o.Records.CalendarOf(ctx, HashSecret(secret))
}

// calendarSecret takes the secret out of the last part of an address.
func calendarSecret(file string) (secret string, ok bool) {
	secret, ok = strings.CutSuffix(file, ".ics")
	return secret, ok && isSecret(secret)
}

// deadlines lists by when somebody has to act: as the seller of their offers, and in the projects that they run.
func (a *API) deadlines(ctx context.Context, person project.PersonID) ([]project.DueDate, error) {
	ids := map[project.SubGigID]bool{}
	for _, state := range []project.OfferState{project.OfferOpen, project.OfferAccepted} {
		offers, err := a.o.Records.Offers(ctx, project.OfferFilter{Seller: person, State: state}, project.Page{Limit: calendarRows})
		if err != nil {
			return nil, err
		}
		for _, o := range offers {
			ids[o.SubGig] = true
		}
	}
	rows, err := a.o.Records.SubGigsByID(ctx, keysOf(ids))
	if err != nil {
		return nil, err
	}
	run, err := a.o.Records.Projects(ctx, project.Actor{ID: person}, project.Page{Limit: calendarRows})
	if err != nil {
		return nil, err
	}
	projects := map[project.ProjectID]project.Project{}
	for _, p := range run {
		projects[p.ID] = p
		if p.State != project.ProjectRunning || p.Buyer != person && p.Producer != person {
			continue
		}
		outline, err := a.o.Records.Outline(ctx, p.ID)
		if err != nil {
			return nil, err
		}
		rows = append(rows, outline...)
	}
	var out []project.DueDate
	for _, g := range rows {
		d, mine := project.DueOf(g, projects[g.Project], person)
		if !mine || slices.ContainsFunc(out, func(x project.DueDate) bool { return x.ID == d.ID }) {
			continue
		}
		d.URL = a.o.PublicURL + d.URL
		out = append(out, d)
		if len(out) == calendarRows {
			break
		}
	}
	slices.SortFunc(out, func(x, y project.DueDate) int { return x.At.Compare(y.At) })
	return out, nil
}

func keysOf(set map[project.SubGigID]bool) []project.SubGigID {
	keys := make([]project.SubGigID, 0, len(set))
	for id := range set {
		keys = append(keys, id)
	}
	slices.Sort(keys)
	return keys
}
