package api

import (
	"context"
	"time"
	_ "time/tzdata" // zones are known on a machine without files for them, too

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerSchedule() {
	add(a, operation{id: "get-schedule", method: get, path: root + "/projects/{id}/schedule", tag: "project",
		summary: "Says when everything ends, what slack each sub-gig has and which of them decide",
		text:    "A forecast from the clocks: everybody takes the whole of theirs, and whoever is asked next accepts.", rules: rules{within: longTimeout}}, a.schedule)
	add(a, operation{id: "get-knock-on", method: post, path: root + "/sub-gigs/{id}/knock-on", tag: "sub-gig",
		summary: "Says what more time for a sub-gig does to the others and to the project's date", text: "Nothing is changed.",
		rules: rules{within: longTimeout}}, a.knockOn)
}

// forecast is a schedule with the sub-gigs it is of, in the order of the plan.
type forecast struct {
	project.Schedule
	subGigs []project.SubGigRecord
}

func (a *API) forecast(ctx context.Context, p project.Project) (forecast, error) {
	rows, err := a.o.Records.Outline(ctx, p.ID)
	if err != nil {
		return forecast{}, err
	}
	subs := make([]project.SubGig, 0, len(rows))
	for _, g := range rows {
		subs = append(subs, g.SubGig)
	}
	deadline, err := a.projectDue(ctx, p)
	if err != nil {
		return forecast{}, err
	}
	s, err := project.Forecast(subs, deadline, a.o.Now().UTC())
	return forecast{s, rows}, err
}

// projectDue is the end of the project's due date where its buyer is.
func (a *API) projectDue(ctx context.Context, p project.Project) (time.Time, error) {
	if p.Due.IsZero() {
		return time.Time{}, nil
	}
	people, err := a.o.Records.PeopleByID(ctx, []project.PersonID{p.Buyer})
	return project.Deadline(p.Due, zoneOf(people[p.Buyer])), err
}

// zoneOf is where a person is; UTC when they did not say or nobody knows the place.
func zoneOf(p project.Person) *time.Location { return project.Zones(time.LoadLocation).OrUTC(p.Zone) }

// readerZone is where the caller is.
func readerZone(ctx context.Context) *time.Location {
	if who := requestOf(ctx).caller; who != nil {
		return zoneOf(who.person)
	}
	return time.UTC
}

// momentIn gives a time that may be absent, in a zone.
func momentIn(t time.Time, zone *time.Location) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.In(zone)
	return &t
}

func (a *API) schedule(ctx context.Context, in *ProjectPath) (*body[wire.Schedule], error) {
	p, err := a.project(ctx, in.ID, project.SeeWhole)
	if err != nil {
		return nil, err
	}
	f, err := a.forecast(ctx, p.Project)
	if err != nil {
		return nil, err
	}
	zone := readerZone(ctx)
	out := wire.Schedule{ProjectID: p.ID, Zone: zone.String(), At: f.At.In(zone), Finish: f.Finish.In(zone), Due: momentIn(f.Due, zone),
		Critical: some(f.Critical), Items: make([]wire.Slot, 0, len(f.Slots))}
	if !f.Due.IsZero() {
		slack := seconds(f.Slack)
		out.SlackSeconds = &slack
	}
	for i, slot := range f.Slots {
		out.Items = append(out.Items, slotView(slot, f.subGigs[i], zone))
	}
	return &body[wire.Schedule]{out}, nil
}

func slotView(s project.Slot, g project.SubGigRecord, zone *time.Location) wire.Slot {
	return wire.Slot{SubGigID: s.ID, Key: g.Key, Title: g.Title, State: s.State, Begun: s.Begun, Start: s.Start.In(zone), Finish: s.Finish.In(zone),
		LatestStart: momentIn(s.LatestStart, zone), LatestFinish: momentIn(s.LatestFinish, zone), SlackSeconds: seconds(s.Slack), Critical: s.Critical}
}

// knockOn shows a seller the dates of the project and how many others move, and who sees the whole also which.
func (a *API) knockOn(ctx context.Context, in *struct {
	SubGigPath
	Body wire.KnockOnRequest
}) (*body[wire.KnockOn], error) {
	w, err := a.subGig(ctx, in.ID, project.SeeKnockOn)
	if err != nil {
		return nil, err
	}
	f, err := a.forecast(ctx, w.in.Project)
	if err != nil {
		return nil, err
	}
	k, err := f.KnockOn(w.ID, time.Duration(in.Body.ExtraSeconds)*time.Second)
	if err != nil {
		return nil, err
	}
	zone := readerZone(ctx)
	out := wire.KnockOn{SubGigID: k.SubGig, ExtraSeconds: seconds(k.Extra), Zone: zone.String(), Before: k.Before.In(zone), After: k.After.In(zone),
		ProjectBefore: k.Finish[0].In(zone), ProjectAfter: k.Finish[1].In(zone), Due: momentIn(k.Due, zone), Fits: k.Fits, Others: len(k.Moves)}
	if w.in.whole(ctx) {
		out.Moves = movesView(k.Moves, f.subGigs, zone)
	}
	return &body[wire.KnockOn]{out}, nil
}

func movesView(moves []project.Move, rows []project.SubGigRecord, zone *time.Location) []wire.Move {
	words := make(map[project.SubGigID]project.SubGigRecord, len(rows))
	for _, g := range rows {
		words[g.ID] = g
	}
	return each(moves, func(m project.Move) wire.Move {
		return wire.Move{SubGigID: m.ID, Key: words[m.ID].Key, Title: words[m.ID].Title, StartBefore: m.Start[0].In(zone), StartAfter: m.Start[1].In(zone),
			FinishBefore: m.Finish[0].In(zone), FinishAfter: m.Finish[1].In(zone), BySeconds: seconds(m.By)}
	})
}
