package api

import (
	"context"
	"fmt"
	"slices"

	"tutti/api/wire"
	"tutti/project"

	"github.com/danielgtaylor/huma/v2"
)

const csvType = "text/csv; charset=utf-8"

func (a *API) registerRosterFiles() {
	export := operation{id: "export-roster", method: get, path: root + "/roster.csv", tag: "roster", summary: "Gives a roster as a CSV file",
		text:  "Importing the file again changes nothing. Cells that a spreadsheet would compute begin with an apostrophe, which the import takes away again.",
		rules: rules{within: longTimeout}}
	add(a, export, a.exportRoster)
	a.huma.OpenAPI().Paths[export.path].Get.Responses["200"] = &huma.Response{Description: "A roster as a file",
		Content: map[string]*huma.MediaType{"text/csv": {Schema: &huma.Schema{Type: huma.TypeString}}}}
	add(a, operation{id: "import-roster", method: post, path: root + "/roster/import", tag: "roster", summary: "Makes the people of a CSV file as the file says",
		text: "The file is taken whole or not at all; every fault is named with its line and column. Who is not in the file stays as they are. The columns " +
			"kept, tags and note are about your own roster.",
		rules: rules{command: true, raw: true, body: project.MaxRosterBytes, within: longTimeout}}, a.importRoster)
}

// rosterFile is an answer that is a file.
type rosterFile struct {
	Type        string `header:"Content-Type"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (a *API) exportRoster(ctx context.Context, in *RosterQuery) (*rosterFile, error) {
	filter, err := a.rosterFilter(ctx, *in)
	if err != nil {
		return nil, err
	}
	var rows []project.RosterRow
	for page := (project.Page{Limit: 1000}); ; {
		entries, err := a.o.Records.Roster(ctx, filter, page)
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			rows = append(rows, rosterRow(e))
		}
		if len(entries) < page.Limit {
			break
		}
		page.After = entries[len(entries)-1].Person.Handle
	}
	file, err := project.FormatRoster(rows, zones())
	return &rosterFile{Type: csvType, Disposition: `attachment; filename="roster.csv"`, Body: file}, err
}

func rosterRow(e project.RosterEntry) project.RosterRow {
	row := project.RosterRow{Handle: e.Person.Handle, Name: e.Person.Name, Email: e.Person.Email, Profile: e.Profile, Kept: e.Kept != nil}
	if e.Kept != nil {
		row.Keeping = *e.Kept
	}
	return row
}

// rosterBody is a file as it was written.
type rosterBody struct {
	RawBody []byte `contentType:"text/csv"`
}

func (a *API) importRoster(ctx context.Context, in *rosterBody) (*body[wire.RosterReport], error) {
	for _, action := range []project.Action{project.ManagePeople, project.KeepRoster} {
		if err := may(ctx, action, project.Thing{}); err != nil {
			return nil, err
		}
	}
	find := zones()
	rows, err := project.ParseRoster(in.RawBody, find)
	if err != nil {
		return nil, err
	}
	known, err := a.knownSellers(ctx, rows)
	if err != nil {
		return nil, err
	}
	here, err := a.beenHere(ctx, known)
	if err != nil {
		return nil, err
	}
	m := &rosterMerge{ctx: ctx, zones: find, known: known, here: here, out: project.RosterImport{Buyer: actor(ctx).ID, At: commandOf(ctx).at}}
	for i, row := range rows {
		m.row(i, row)
	}
	if len(m.faults) > 0 {
		listed := m.faults[:min(len(m.faults), project.MaxFaultsListed)]
		return nil, &project.Error{Code: project.Invalid, Message: "the roster cannot be taken as it is", Fields: listed}
	}
	if err := a.o.Records.ImportRoster(ctx, m.out); err != nil {
		return nil, err
	}
	m.report.Rows = len(rows)
	return &body[wire.RosterReport]{m.report}, nil
}

// knownSellers gives those of the file who are known, by handle, as the caller's roster has them.
func (a *API) knownSellers(ctx context.Context, rows []project.RosterRow) (map[string]project.RosterEntry, error) {
	handles := make([]string, 0, len(rows))
	for _, row := range rows {
		handles = append(handles, row.Handle)
	}
	people, err := a.o.Records.PeopleByHandle(ctx, handles)
	if err != nil {
		return nil, err
	}
	ids := make([]project.PersonID, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	known := make(map[string]project.RosterEntry, len(people))
	for len(ids) > 0 {
		part := ids[:min(len(ids), 500)]
		ids = ids[len(part):]
		entries, err := a.o.Records.Roster(ctx, project.RosterFilter{Buyer: actor(ctx).ID, People: part}, project.Page{})
		if err != nil {
			return nil, err
		}
		for _, e := range entries {
			known[e.Person.Handle] = e
		}
	}
	return known, nil
}

// beenHere says who of them has ever signed in.
func (a *API) beenHere(ctx context.Context, known map[string]project.RosterEntry) (map[project.PersonID]bool, error) {
	ids := make([]project.PersonID, 0, len(known))
	for _, e := range known {
		ids = append(ids, e.Person.ID)
	}
	return a.o.Records.BeenHere(ctx, ids)
}

// rosterMerge compares a file with what is known, and gathers what is to be written and what is wrong.
type rosterMerge struct {
	ctx    context.Context
	zones  project.Zones
	known  map[string]project.RosterEntry
	here   map[project.PersonID]bool // who has signed in
	out    project.RosterImport
	report wire.RosterReport
	faults []project.Field
}

func (m *rosterMerge) fault(i int, row project.RosterRow, column, message string) {
	m.faults = append(m.faults, project.Field{Path: fmt.Sprintf("rows[%d].%s", i, column), Message: row.Place(column) + message})
}

func (m *rosterMerge) row(i int, row project.RosterRow) {
	entry, there := m.known[row.Handle]
	if _, err := m.zones(row.Profile.Zone); err != nil && row.Profile.Zone != "" && row.Profile.Zone != entry.Person.Zone {
		m.fault(i, row, "zone", "is no time zone; write an IANA name, as Africa/Accra")
	}
	if there {
		m.compare(i, row, entry)
	} else {
		entry.Person = m.newcomer(row)
	}
	switch {
	case row.Kept:
		m.report.Kept++
		row.Keeping.Person = entry.Person.ID
		m.out.Keep = append(m.out.Keep, row.Keeping)
	case entry.Kept != nil:
		m.out.Drop = append(m.out.Drop, entry.Person.ID)
	}
}

func (m *rosterMerge) newcomer(row project.RosterRow) project.Person {
	id := project.PersonID(commandOf(m.ctx).id(project.PrefixPerson, row.Handle))
	p := project.Person{ID: id, Handle: row.Handle, Name: row.Name, Email: row.Email, Country: row.Profile.Country, Zone: row.Profile.Zone,
		Roles: []project.Role{project.RoleSeller}, CreatedAt: m.out.At}
	m.report.Made++
	m.out.People = append(m.out.People, p)
	m.put(p.ID, row.Profile)
	return p
}

func (m *rosterMerge) put(id project.PersonID, p project.Profile) {
	p.Person, p.Keeper, p.UpdatedAt = id, actor(m.ctx).ID, m.out.At
	m.out.Profiles = append(m.out.Profiles, p)
}

// compare notes what the file changes of somebody who is known, and refuses what the caller may not change.
func (m *rosterMerge) compare(i int, row project.RosterRow, known project.RosterEntry) {
	if !slices.Contains(known.Person.Roles, project.RoleSeller) {
		m.fault(i, row, "handle", "belongs to somebody who is no seller")
		return
	}
	was := rosterRow(known)
	changed := was.Differs(row, m.zones)
	switch {
	case len(changed) == 0:
		return
	case may(m.ctx, project.EditProfile, project.Thing{Person: known.Person.ID, Keeper: known.Profile.Keeper}) != nil:
		for _, column := range changed {
			m.fault(i, row, column, "is not yours to change: this person keeps their profile themselves, or somebody else does")
		}
		return
	}
	newcomer := project.Thing{Person: known.Person.ID, Newcomer: known.Person.Email == "" && !m.here[known.Person.ID]}
	if was.Email != row.Email && may(m.ctx, project.SetEmail, newcomer) != nil {
		m.fault(i, row, "email", "is where this person signs in: only they and an operator change it")
		return
	}
	m.report.Changed++
	if was.Name != row.Name || was.Email != row.Email {
		m.out.Renamed = append(m.out.Renamed, project.Person{ID: known.Person.ID, Name: row.Name, Email: row.Email})
	}
	m.put(known.Person.ID, row.Profile)
}
