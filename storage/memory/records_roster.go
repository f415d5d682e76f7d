package memory

import (
	"context"
	"maps"
	"slices"

	"tutti/project"
)

type keepingKey struct{ buyer, person project.PersonID }

// profile gives what is known of a person; country and zone are the person's.
func (r *Records) profile(p project.Person) project.Profile {
	known := kept(r.profiles[p.ID])
	known.Person, known.Country, known.Zone = p.ID, p.Country, p.Zone
	return known
}

// Profile gives what is known of a person as a seller.
func (r *Records) Profile(ctx context.Context, id project.PersonID) (project.Profile, error) {
	if err := r.enter(ctx); err != nil {
		return project.Profile{}, err
	}
	defer r.mu.Unlock()
	p, ok := r.people[id]
	if !ok {
		return project.Profile{}, noRow("person " + string(id))
	}
	return r.profile(p), nil
}

// PutProfile writes the profile over the one that is there.
func (r *Records) PutProfile(ctx context.Context, p project.Profile) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, ok := r.people[p.Person]; !ok {
		return project.Errorf(project.NotFound, "the profile of %s refers to something that is not there", p.Person)
	}
	r.putProfile(p)
	return nil
}

func (r *Records) putProfile(p project.Profile) {
	who := r.people[p.Person]
	who.Country, who.Zone = p.Country, p.Zone
	r.people[p.Person] = who
	p = kept(p)
	p.UpdatedAt = stored(p.UpdatedAt)
	r.profiles[p.Person] = p
}

// TakeLeave adds a leave to what the profile says.
func (r *Records) TakeLeave(ctx context.Context, id project.PersonID, l project.Leave) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	who, ok := r.people[id]
	if !ok {
		return noRow("person " + string(id))
	}
	p := r.profile(who)
	p.Leave = append(p.Leave, l)
	if p = p.Tidy(); len(p.Leave) > project.MaxLeaves {
		return project.Errorf(project.Limited, "a profile has at most %d leaves; take old ones away first", project.MaxLeaves)
	}
	r.putProfile(p)
	return nil
}

// Roster lists sellers by handle.
func (r *Records) Roster(ctx context.Context, filter project.RosterFilter, page project.Page) ([]project.RosterEntry, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var all []project.RosterEntry
	for _, handle := range slices.Sorted(maps.Keys(r.handles)) {
		if handle <= page.After {
			continue
		}
		if e := r.entry(r.people[r.handles[handle]], filter.Buyer); entryIsWanted(e, filter) {
			all = append(all, e)
		}
	}
	return keptEntries(firstOf(all, page.Limit)), nil
}

func (r *Records) entry(p project.Person, buyer project.PersonID) project.RosterEntry {
	e := project.RosterEntry{Person: p, Profile: r.profile(p), Held: r.held(p.ID)}
	if k, ok := r.kept[keepingKey{buyer, p.ID}]; ok {
		e.Kept = &k
	}
	return e
}

// keptEntries copies; the keys of a keeping are no part of its JSON.
func keptEntries(all []project.RosterEntry) []project.RosterEntry {
	for i, e := range all {
		all[i].Person = kept(e.Person)
		if e.Kept != nil {
			k := *e.Kept
			k.Tags = slices.Clone(k.Tags)
			all[i].Kept = &k
		}
	}
	return all
}

func entryIsWanted(e project.RosterEntry, f project.RosterFilter) bool {
	listed := slices.Contains(e.Person.Roles, project.RoleSeller)
	if f.People != nil {
		listed = slices.Contains(f.People, e.Person.ID)
	}
	keeps := !f.Kept && f.Tag == "" || e.Kept != nil && (f.Tag == "" || slices.Contains(e.Kept.Tags, f.Tag))
	speaks := f.Language == "" || slices.ContainsFunc(e.Profile.Languages, func(tag string) bool { return project.Speaks(tag, f.Language) })
	fills := f.Role == "" && f.MaxRateMinor == 0 || slices.ContainsFunc(e.Profile.Roles, func(r project.RoleRate) bool { return rateIsWanted(r, f) })
	free := f.Free.IsZero() || e.Profile.HasRoom(e.Held, stored(f.Free))
	return listed && keeps && speaks && fills && free && (f.Country == "" || e.Person.Country == f.Country)
}

func rateIsWanted(r project.RoleRate, f project.RosterFilter) bool {
	return (f.Role == "" || r.Role == f.Role) &&
		(f.MaxRateMinor == 0 || r.Currency == f.Currency && r.RateMinor > 0 && r.RateMinor <= f.MaxRateMinor)
}

// KeepSeller puts somebody on a buyer's roster.
func (r *Records) KeepSeller(ctx context.Context, k project.Keeping) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, ok := r.people[k.Person]; !ok {
		return project.Errorf(project.NotFound, "the entry of %s on a roster refers to something that is not there", k.Person)
	}
	r.keep(k)
	return nil
}

func (r *Records) keep(k project.Keeping) {
	k.At, k.Tags = stored(k.At), slices.Clone(k.Tags)
	r.kept[keepingKey{k.Buyer, k.Person}] = k
}

// DropSeller takes somebody off a buyer's roster.
func (r *Records) DropSeller(ctx context.Context, buyer, person project.PersonID) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	delete(r.kept, keepingKey{buyer, person})
	return nil
}

// ImportRoster writes a whole file or nothing.
func (r *Records) ImportRoster(ctx context.Context, in project.RosterImport) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if err := r.checkImport(in); err != nil {
		return err
	}
	for _, p := range in.People {
		r.addPerson(p)
	}
	for _, p := range in.Profiles {
		r.putProfile(p)
	}
	for _, p := range in.Renamed {
		who := r.people[p.ID]
		who.Name, who.Email = p.Name, p.Email
		r.people[p.ID] = who
	}
	for _, k := range in.Keep {
		k.Buyer, k.At = in.Buyer, in.At
		r.keep(k)
	}
	for _, id := range in.Drop {
		delete(r.kept, keepingKey{in.Buyer, id})
	}
	return nil
}

// checkImport finds what would keep the file from being written whole.
func (r *Records) checkImport(in project.RosterImport) error {
	known := map[project.PersonID]bool{}
	for _, p := range in.People {
		if id, taken := r.handles[p.Handle]; taken && id != p.ID {
			return project.Errorf(project.Conflict, "somebody took a handle of the roster while it was read; import it again")
		}
		known[p.ID] = true
	}
	ids := []project.PersonID{}
	for _, p := range in.Profiles {
		ids = append(ids, p.Person)
	}
	for _, k := range in.Keep {
		ids = append(ids, k.Person)
	}
	for _, id := range ids {
		if _, there := r.people[id]; !there && !known[id] {
			return project.Errorf(project.NotFound, "the roster refers to something that is not there")
		}
	}
	return nil
}

// PastWork counts approved sub-gigs in a buyer's projects.
func (r *Records) PastWork(ctx context.Context, buyer project.PersonID, people []project.PersonID) (map[project.PersonID]int, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	found := map[project.PersonID]int{}
	for _, g := range r.subGigs {
		if g.State == project.Approved && slices.Contains(people, g.Seller) && r.projects[g.Project].project.Buyer == buyer {
			found[g.Seller]++
		}
	}
	return found, nil
}
