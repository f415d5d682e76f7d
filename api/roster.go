package api

import (
	"context"
	"net/http"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerRoster() {
	add(a, operation{id: "get-profile", method: get, path: root + "/people/{id}/profile", tag: "roster", summary: "Gives what is known of a person as a seller"}, a.profile)
	add(a, operation{id: "put-profile", method: put, path: root + "/people/{id}/profile", tag: "roster",
		summary: "Says what a person does as a seller, for what and when",
		text:    "Everybody writes their own. An operator writes any; a buyer writes those of people who have not yet written theirs.",
		rules:   rules{command: true}}, a.putProfile)
	add(a, operation{id: "list-roster", method: get, path: root + "/roster", tag: "roster", summary: "Lists sellers by handle"}, a.roster)
	add(a, operation{id: "keep-seller", method: put, path: root + "/roster/{id}", tag: "roster", summary: "Puts somebody on one's own roster, with a note and tags",
		rules: rules{command: true}}, a.keepSeller)
	add(a, operation{id: "drop-seller", method: del, path: root + "/roster/{id}", tag: "roster", status: http.StatusNoContent,
		summary: "Takes somebody off one's own roster", rules: rules{command: true}}, a.dropSeller)
	a.registerReel()
	a.registerRosterFiles()
}

// zones finds time zones and remembers them for as long as a request lasts.
func zones() project.Zones {
	type found struct {
		zone *time.Location
		err  error
	}
	known := map[string]found{}
	return func(name string) (*time.Location, error) {
		f, ok := known[name]
		if !ok {
			if f.zone, f.err = time.LoadLocation(name); name == "" || name == "Local" {
				f = found{nil, project.Errorf(project.Invalid, "%q is no time zone", name)}
			}
			known[name] = f
		}
		return f.zone, f.err
	}
}

// seller opens a person's profile for an action. It judges before it says whether there is such a person.
func (a *API) seller(ctx context.Context, id project.PersonID, action project.Action) (project.Profile, error) {
	if err := hide(may(ctx, project.SeeProfile, project.Thing{Person: id})); err != nil {
		return project.Profile{}, err
	}
	p, err := a.o.Records.Profile(ctx, id)
	if err != nil {
		return p, hide(err)
	}
	return p, may(ctx, action, project.Thing{Person: id, Keeper: p.Keeper})
}

func (a *API) profile(ctx context.Context, in *PersonPath) (*body[wire.Profile], error) {
	p, err := a.seller(ctx, in.ID, project.SeeProfile)
	if err != nil {
		return nil, err
	}
	return &body[wire.Profile]{profileView(p)}, nil
}

func (a *API) putProfile(ctx context.Context, in *struct {
	PersonPath
	Body wire.ProfileRequest
}) (*body[wire.Profile], error) {
	if _, err := a.seller(ctx, in.ID, project.EditProfile); err != nil {
		return nil, err
	}
	b := in.Body
	p := project.Profile{Person: in.ID, Keeper: actor(ctx).ID, Country: b.Country, Zone: b.Zone, Languages: b.Languages, Roles: b.Roles, Capacity: b.Capacity,
		Hours: b.Hours, Leave: b.Leave, UpdatedAt: commandOf(ctx).at}.Tidy()
	if err := p.Check(zones()); err != nil {
		return nil, err
	}
	if err := a.o.Records.PutProfile(ctx, p); err != nil {
		return nil, hide(err)
	}
	return a.profile(ctx, &in.PersonPath)
}

func profileView(p project.Profile) wire.Profile {
	return wire.Profile{PersonID: p.Person, KeeperID: p.Keeper, Country: p.Country, Zone: p.Zone, Languages: some(p.Languages), Roles: some(p.Roles),
		Capacity: p.Capacity, Hours: some(p.Hours), Leave: some(p.Leave), UpdatedAt: moment(p.UpdatedAt)}
}

// RosterQuery narrows a roster.
type RosterQuery struct {
	Role     string `query:"role" maxLength:"200" doc:"who fills this role"`
	Language string `query:"language" maxLength:"35" doc:"who speaks it, as a BCP 47 range: pt finds pt-BR"`
	Country  string `query:"country" pattern:"^([A-Z]{2})?$"`
	MaxRate  int64  `query:"max_rate_minor" minimum:"0" doc:"who asks for no more than this in the currency, for the role or for any; those who do not say are left out"`
	Currency string `query:"currency" maxLength:"3"`
	Free     bool   `query:"free" doc:"who can take one more sub-gig at the moment"`
	Kept     bool   `query:"kept" doc:"who is on your own roster"`
	Tag      string `query:"tag" maxLength:"40" doc:"whom you keep under this tag"`
}

func (a *API) rosterFilter(ctx context.Context, q RosterQuery) (project.RosterFilter, error) {
	f := project.RosterFilter{Buyer: actor(ctx).ID, Kept: q.Kept, Tag: q.Tag, Role: project.RoleKey(q.Role), Country: q.Country, MaxRateMinor: q.MaxRate, Currency: q.Currency}
	if err := may(ctx, project.SeeRoster, project.Thing{}); err != nil {
		return f, err
	}
	e := &project.Error{Code: project.Invalid, Message: "the roster cannot be narrowed like this"}
	if language, ok := project.LanguageTag(q.Language); ok || q.Language == "" {
		f.Language = language
	} else {
		e.Fields = append(e.Fields, project.Field{Path: "query.language", Message: "is no language; write a BCP 47 tag, as pt or pt-BR"})
	}
	if _, known := project.CurrencyPlaces(q.Currency); q.MaxRate > 0 && !known {
		e.Fields = append(e.Fields, project.Field{Path: "query.currency", Message: "has to be an ISO 4217 code, as EUR, with a greatest rate"})
	}
	if q.Free {
		f.Free = a.o.Now().UTC()
	}
	if len(e.Fields) > 0 {
		return f, e
	}
	return f, nil
}

func (a *API) roster(ctx context.Context, in *struct {
	RosterQuery
	Paging
}) (*body[wire.RosterList], error) {
	filter, err := a.rosterFilter(ctx, in.RosterQuery)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Roster(ctx, filter, in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, in.Paging, func(e project.RosterEntry) string { return e.Person.Handle })
	now := a.o.Now()
	return &body[wire.RosterList]{wire.RosterList{Next: next, Items: each(rows, func(e project.RosterEntry) wire.RosterEntry { return entryView(e, now) })}}, nil
}

func entryView(e project.RosterEntry, now time.Time) wire.RosterEntry {
	out := wire.RosterEntry{Person: personView(e.Person), Profile: profileView(e.Profile), Held: e.Held, Free: e.Profile.HasRoom(e.Held, now)}
	if e.Kept != nil {
		out.Kept = &wire.Kept{Note: e.Kept.Note, Tags: some(e.Kept.Tags), At: e.Kept.At.UTC()}
	}
	return out
}

func (a *API) keepSeller(ctx context.Context, in *struct {
	PersonPath
	Body wire.KeepRequest
}) (*body[wire.RosterEntry], error) {
	if err := may(ctx, project.KeepRoster, project.Thing{}); err != nil {
		return nil, err
	}
	k := project.Keeping{Buyer: actor(ctx).ID, Person: in.ID, Note: in.Body.Note, Tags: in.Body.Tags, At: commandOf(ctx).at}.Tidy()
	if err := k.Check(); err != nil {
		return nil, err
	}
	if err := a.o.Records.KeepSeller(ctx, k); err != nil {
		return nil, hide(err)
	}
	rows, err := a.o.Records.Roster(ctx, project.RosterFilter{Buyer: k.Buyer, People: []project.PersonID{in.ID}}, project.Page{Limit: 1})
	if err != nil || len(rows) == 0 {
		return nil, hide(err)
	}
	return &body[wire.RosterEntry]{entryView(rows[0], a.o.Now())}, nil
}

func (a *API) dropSeller(ctx context.Context, in *PersonPath) (*nothing, error) {
	if err := may(ctx, project.KeepRoster, project.Thing{}); err != nil {
		return nil, err
	}
	return nil, a.o.Records.DropSeller(ctx, actor(ctx).ID, in.ID)
}
