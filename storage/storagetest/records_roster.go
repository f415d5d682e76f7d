package storagetest

import (
	"context"
	"time"

	"tutti/project"
)

// seller records a person and, unless it is empty, their profile.
func (w *world) seller(handle string, p project.Profile) project.Person {
	w.Helper()
	who := must[project.Person](w)(w.r.PutPerson(context.Background(), w.person(handle)))
	p.Person, p.Keeper, p.UpdatedAt = who.ID, who.ID, w.at
	if p.Country == "" {
		p.Country, p.Zone = who.Country, who.Zone
	}
	who.Country, who.Zone = p.Country, p.Zone
	ask(w, "", "put profile", w.r.PutProfile(context.Background(), p.Tidy()))
	return who
}

func fullProfile(at time.Time) project.Profile {
	return project.Profile{Country: "BR", Zone: "America/Sao_Paulo", Languages: []string{"pt-BR", "en"}, Capacity: 3, Hours: project.OfficeHours(),
		Roles: []project.RoleRate{{Role: "drummer", RateMinor: 12000, Currency: "EUR"}, {Role: "mixer"}},
		Leave: []project.Leave{{From: at, To: at.Add(time.Hour)}, {From: at.Add(48 * time.Hour), To: at.Add(72 * time.Hour)}}}
}

func testProfiles(w *world) {
	ctx := context.Background()
	who := must[project.Person](w)(w.r.PutPerson(ctx, w.person("ama")))
	same(w, "somebody without a profile", must[project.Profile](w)(w.r.Profile(ctx, who.ID)), project.Profile{Person: who.ID, Country: "GH", Zone: "Africa/Accra"})
	_, err := w.r.Profile(ctx, "per_nobody")
	ask(w, project.NotFound, "the profile of nobody", err)
	ask(w, project.NotFound, "put the profile of nobody", w.r.PutProfile(ctx, project.Profile{Person: "per_nobody"}))

	p := fullProfile(w.at)
	p.Person, p.Keeper, p.UpdatedAt = who.ID, "per_buyer", w.at
	ask(w, "", "put", w.r.PutProfile(ctx, p))
	same(w, "the profile", must[project.Profile](w)(w.r.Profile(ctx, who.ID)), p)
	who.Country, who.Zone = "BR", "America/Sao_Paulo"
	same(w, "the person with it", must[project.Person](w)(w.r.Person(ctx, who.ID)), who)
	p.Roles, p.Languages, p.Capacity = p.Roles[1:], nil, 0
	ask(w, "", "put again", w.r.PutProfile(ctx, p))
	same(w, "the profile written over", must[project.Profile](w)(w.r.Profile(ctx, who.ID)), p)
	testLeaves(w, p)
}

func testLeaves(w *world, p project.Profile) {
	ctx := context.Background()
	ill := project.Leave{From: w.at.Add(-time.Hour), To: w.at}
	for range 2 {
		ask(w, "", "take leave", w.r.TakeLeave(ctx, p.Person, ill))
	}
	p.Leave = append([]project.Leave{ill}, p.Leave...)
	same(w, "the profile with a leave more", must[project.Profile](w)(w.r.Profile(ctx, p.Person)), p)
	ask(w, project.NotFound, "leave of nobody", w.r.TakeLeave(ctx, "per_nobody", ill))
	plain := must[project.Person](w)(w.r.PutPerson(ctx, w.person("plain")))
	ask(w, "", "leave of somebody without a profile", w.r.TakeLeave(ctx, plain.ID, ill))
	same(w, "their profile", must[project.Profile](w)(w.r.Profile(ctx, plain.ID)),
		project.Profile{Person: plain.ID, Country: "GH", Zone: "Africa/Accra", Leave: []project.Leave{ill}})
	for i := range project.MaxLeaves - 1 {
		from := w.at.Add(time.Duration(i+1) * time.Hour)
		ask(w, "", "one more leave", w.r.TakeLeave(ctx, plain.ID, project.Leave{From: from, To: from.Add(time.Minute)}))
	}
	ask(w, project.Limited, "a leave too many", w.r.TakeLeave(ctx, plain.ID, project.Leave{From: w.at, To: w.at.Add(time.Second)}))
}

func testRosterLists(w *world) {
	ctx := context.Background()
	now := w.at.Add(30 * time.Minute)
	on := project.Leave{From: now, To: now.Add(time.Hour)}
	w.seller("ana", fullProfile(w.at.Add(time.Hour)))
	w.seller("bo", project.Profile{Languages: []string{"pt"}, Roles: []project.RoleRate{{Role: "drummer", RateMinor: 9000, Currency: "EUR"}}, Leave: []project.Leave{on}})
	w.seller("cy", project.Profile{Languages: []string{"ptx", "en-GB"}, Capacity: 1, Roles: []project.RoleRate{{Role: "drummer", RateMinor: 12001, Currency: "EUR"}, {Role: "bassist", RateMinor: 5, Currency: "EUR"}}})
	w.seller("di", project.Profile{Roles: []project.RoleRate{{Role: "drummer"}, {Role: "mixer", RateMinor: 100, Currency: "USD"}}})
	must[project.Person](w)(w.r.PutPerson(ctx, w.person("ed")))
	boss := w.person("boss")
	boss.Roles = []project.Role{project.RoleBuyer}
	must[project.Person](w)(w.r.PutPerson(ctx, boss))
	for what, c := range map[string]struct {
		filter project.RosterFilter
		want   []string
	}{
		"everybody":            {project.RosterFilter{}, []string{"ana", "bo", "cy", "di", "ed"}},
		"drummers":             {project.RosterFilter{Role: "drummer"}, []string{"ana", "bo", "cy", "di"}},
		"no such role":         {project.RosterFilter{Role: "drum"}, nil},
		"portuguese":           {project.RosterFilter{Language: "pt"}, []string{"ana", "bo"}},
		"of brazil":            {project.RosterFilter{Language: "pt-BR"}, []string{"ana"}},
		"english":              {project.RosterFilter{Language: "en"}, []string{"ana", "cy"}},
		"in brazil":            {project.RosterFilter{Country: "BR"}, []string{"ana"}},
		"drummers up to 120":   {project.RosterFilter{Role: "drummer", MaxRateMinor: 12000, Currency: "EUR"}, []string{"ana", "bo"}},
		"anything up to 50":    {project.RosterFilter{MaxRateMinor: 5000, Currency: "EUR"}, []string{"cy"}},
		"in dollars":           {project.RosterFilter{MaxRateMinor: 5000, Currency: "USD"}, []string{"di"}},
		"free":                 {project.RosterFilter{Free: now}, []string{"ana", "cy", "di", "ed"}},
		"free before":          {project.RosterFilter{Free: now.Add(-time.Microsecond)}, []string{"ana", "bo", "cy", "di", "ed"}},
		"free after":           {project.RosterFilter{Free: now.Add(time.Hour)}, []string{"bo", "cy", "di", "ed"}},
		"all at once":          {project.RosterFilter{Role: "drummer", Language: "pt", Country: "BR", MaxRateMinor: 12000, Currency: "EUR", Free: now}, []string{"ana"}},
		"named":                {project.RosterFilter{People: []project.PersonID{boss.ID, "per_nobody"}}, []string{"boss"}},
		"nobody named":         {project.RosterFilter{People: []project.PersonID{}}, nil},
		"kept by nobody":       {project.RosterFilter{Kept: true}, nil},
		"a quote in the range": {project.RosterFilter{Language: `e'%"`}, nil},
	} {
		same(w, what, w.handles(c.filter), c.want)
	}
	first := must[[]project.RosterEntry](w)(w.r.Roster(ctx, project.RosterFilter{}, project.Page{Limit: 2}))
	rest := must[[]project.RosterEntry](w)(w.r.Roster(ctx, project.RosterFilter{}, project.Page{After: first[1].Person.Handle, Limit: 2}))
	if len(first) != 2 || len(rest) != 2 || rest[0].Person.Handle != "cy" || first[0].Profile.Capacity != 3 || len(first[0].Profile.Roles) != 2 {
		w.Errorf("the roster by pages: %+v %+v", first, rest)
	}
	testKeepings(w, first[0].Person, rest[0].Person)
}

func (w *world) handles(f project.RosterFilter) []string {
	w.Helper()
	var handles []string
	for _, e := range must[[]project.RosterEntry](w)(w.r.Roster(context.Background(), f, project.Page{})) {
		handles = append(handles, e.Person.Handle)
	}
	return handles
}

func testKeepings(w *world, ana, cy project.Person) {
	ctx := context.Background()
	k := project.Keeping{Buyer: "per_buyer", Person: ana.ID, Note: "plays behind the beat", Tags: []string{"brass", "two words"}, At: w.at}
	ask(w, "", "keep", w.r.KeepSeller(ctx, k))
	k.Note = "plays ahead"
	ask(w, "", "keep again", w.r.KeepSeller(ctx, k))
	ask(w, "", "keep another", w.r.KeepSeller(ctx, project.Keeping{Buyer: "per_buyer", Person: cy.ID, At: w.at}))
	ask(w, "", "another buyer", w.r.KeepSeller(ctx, project.Keeping{Buyer: "per_other", Person: cy.ID, Note: "secret", At: w.at}))
	ask(w, project.NotFound, "keep nobody", w.r.KeepSeller(ctx, project.Keeping{Buyer: "per_buyer", Person: "per_nobody"}))
	for what, c := range map[string]struct {
		filter project.RosterFilter
		want   []string
	}{
		"kept":          {project.RosterFilter{Buyer: "per_buyer", Kept: true}, []string{"ana", "cy"}},
		"by a tag":      {project.RosterFilter{Buyer: "per_buyer", Tag: "brass"}, []string{"ana"}},
		"by two words":  {project.RosterFilter{Buyer: "per_buyer", Tag: "two words"}, []string{"ana"}},
		"by half a tag": {project.RosterFilter{Buyer: "per_buyer", Tag: "two"}, nil},
		"by the other":  {project.RosterFilter{Buyer: "per_other", Kept: true}, []string{"cy"}},
	} {
		same(w, what, w.handles(c.filter), c.want)
	}
	entries := must[[]project.RosterEntry](w)(w.r.Roster(ctx, project.RosterFilter{Buyer: "per_buyer", People: []project.PersonID{ana.ID}}, project.Page{}))
	if len(entries) != 1 || entries[0].Kept == nil || entries[0].Kept.Buyer != "per_buyer" || entries[0].Kept.Person != ana.ID {
		w.Fatalf("kept: %+v", entries)
	}
	same(w, "what is kept", entries[0].Kept, k)
	for range 2 {
		ask(w, "", "drop", w.r.DropSeller(ctx, "per_buyer", cy.ID))
	}
	same(w, "after dropping", w.handles(project.RosterFilter{Buyer: "per_buyer", Kept: true}), []string{"ana"})
	same(w, "of the other buyer", w.handles(project.RosterFilter{Buyer: "per_other", Kept: true}), []string{"cy"})
}

// testRosterImport: a file is written whole or not at all.
func testRosterImport(w *world) {
	ctx := context.Background()
	old := w.seller("old", fullProfile(w.at))
	gone := w.seller("gone", project.Profile{})
	ask(w, "", "keep", w.r.KeepSeller(ctx, project.Keeping{Buyer: "per_buyer", Person: gone.ID, At: w.at}))
	in := project.RosterImport{Buyer: "per_buyer", At: w.at, Drop: []project.PersonID{gone.ID}}
	for i := range 450 { // more than one statement takes
		p := w.person("new-" + string(rune('a'+i%26)) + string(rune('a'+i/26)))
		in.People = append(in.People, p)
		in.Profiles = append(in.Profiles, project.Profile{Person: p.ID, Keeper: "per_buyer", Country: "NO", Capacity: i, Roles: []project.RoleRate{{Role: "drummer"}}, UpdatedAt: w.at})
		in.Keep = append(in.Keep, project.Keeping{Person: p.ID, Tags: []string{"new"}})
	}
	renamed := old
	renamed.Name, renamed.Email = "Other", "other@example.org"
	in.Renamed = []project.Person{renamed}

	broken := in
	broken.People = append(append([]project.Person{}, in.People...), w.person("old"))
	ask(w, project.Conflict, "a handle that is taken", w.r.ImportRoster(ctx, broken))
	broken = in
	broken.Keep = append(append([]project.Keeping{}, in.Keep...), project.Keeping{Person: "per_nobody"})
	ask(w, project.NotFound, "an entry of nobody", w.r.ImportRoster(ctx, broken))
	same(w, "after refusals", w.handles(project.RosterFilter{Buyer: "per_buyer"}), []string{"gone", "old"})
	same(w, "kept after refusals", w.handles(project.RosterFilter{Buyer: "per_buyer", Kept: true}), []string{"gone"})
	same(w, "the name after refusals", must[project.Person](w)(w.r.Person(ctx, old.ID)).Name, old.Name)

	for range 2 {
		ask(w, "", "import", w.r.ImportRoster(ctx, in))
	}
	if n := len(w.handles(project.RosterFilter{Buyer: "per_buyer", Tag: "new"})); n != 450 {
		w.Errorf("%d of 450 are kept", n)
	}
	same(w, "a new one", must[project.Profile](w)(w.r.Profile(ctx, in.People[449].ID)), in.Profiles[449])
	same(w, "renamed", must[project.Person](w)(w.r.Person(ctx, old.ID)), renamed)
	same(w, "the profile of the renamed", must[project.Profile](w)(w.r.Profile(ctx, old.ID)).Capacity, 3)
	same(w, "no longer kept", len(w.handles(project.RosterFilter{Buyer: "per_buyer", Kept: true})), 450)
}
