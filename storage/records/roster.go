package records

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

// marked writes a list as ;a;b; so that a statement finds an item by ;a; with REPLACE, which both engines take literally.
func marked(items []string) string {
	if len(items) == 0 {
		return ""
	}
	return ";" + strings.Join(items, ";") + ";"
}

// unmarked reads what marked wrote.
func unmarked(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.Trim(text, ";"), ";")
}

// heldBy counts the sub-gigs that are a person's and have not ended; person is a column.
func heldBy(person string) string {
	return `(SELECT COUNT(*) FROM sub_gigs h WHERE h.seller_id = ` + person + ` AND h.state NOT IN ('approved', 'cancelled'))`
}

// onLeave is a condition: the person of the column takes no new work at the time of the parameter.
func onLeave(person, at string) string {
	return `EXISTS (SELECT 1 FROM profile_leaves l WHERE l.person_id = ` + person + ` AND l.from_at <= ` + at + ` AND l.to_at > ` + at + `)`
}

const profileColumns = `p.id, p.country, p.zone, COALESCE(f.body, '')`

// profileOf reads profileColumns: the person's country and zone count, whatever the body says.
type profileOf struct {
	id            project.PersonID
	country, zone string
	body          project.Profile
}

func (f *profileOf) fields() []any { return []any{&f.id, &f.country, &f.zone, document{&f.body}} }

func (f *profileOf) profile() project.Profile {
	p := f.body
	p.Person, p.Country, p.Zone = f.id, f.country, f.zone
	return p
}

func scanProfile(r row) (project.Profile, error) {
	var f profileOf
	err := r.Scan(f.fields()...)
	return f.profile(), err
}

const selectProfile = `SELECT ` + profileColumns + ` FROM people p LEFT JOIN profiles f ON f.person_id = p.id WHERE p.id = $1`

// Profile gives what is known of a person as a seller.
func (s *Store) Profile(ctx context.Context, id project.PersonID) (project.Profile, error) {
	return readOne(ctx, s, "person "+string(id), scanProfile, selectProfile, id)
}

// PutProfile writes the profile over the one that is there.
func (s *Store) PutProfile(ctx context.Context, p project.Profile) error {
	return s.write(ctx, "profile of "+string(p.Person), func(ctx context.Context, t *tx) error {
		return t.putProfiles(ctx, []project.Profile{p})
	})
}

// TakeLeave adds a leave to what the profile says. The row is made first, so that two of them wait for each other.
func (s *Store) TakeLeave(ctx context.Context, id project.PersonID, l project.Leave) error {
	return s.write(ctx, "person "+string(id), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO profiles (person_id, keeper_id, capacity, languages, body, updated_at)
			SELECT id, '', 0, '', '', 0 FROM people WHERE id = $1 ON CONFLICT (person_id) DO UPDATE SET capacity = profiles.capacity`, id)
		if err != nil {
			return err
		}
		p, err := one(ctx, t, scanProfile, selectProfile, id)
		if err != nil {
			return err
		}
		p.Leave = append(p.Leave, l)
		if p = p.Tidy(); len(p.Leave) > project.MaxLeaves {
			return project.Errorf(project.Limited, "a profile has at most %d leaves; take old ones away first", project.MaxLeaves)
		}
		return t.putProfiles(ctx, []project.Profile{p})
	})
}

// putProfiles writes the rows in the order of their ids: whoever holds several takes them in this order.
func (t *tx) putProfiles(ctx context.Context, profiles []project.Profile) error {
	profiles = slices.SortedFunc(slices.Values(profiles), func(a, b project.Profile) int { return cmp.Compare(a.Person, b.Person) })
	var rows, roles, leaves, homes [][]any
	ids := make([]project.PersonID, 0, len(profiles))
	for _, p := range profiles {
		ids = append(ids, p.Person)
		homes = append(homes, []any{p.Person, p.Country, p.Zone})
		for _, r := range p.Roles {
			roles = append(roles, []any{p.Person, r.Role, r.RateMinor, r.Currency})
		}
		for _, l := range p.Leave {
			leaves = append(leaves, []any{p.Person, micros(l.From), micros(l.To)})
		}
		p.Country, p.Zone, p.UpdatedAt = "", "", timeOf(micros(p.UpdatedAt))
		rows = append(rows, []any{p.Person, p.Keeper, p.Capacity, marked(p.Languages), asJSON{p}, micros(p.UpdatedAt)})
	}
	if _, err := t.insert(ctx, `INSERT INTO profiles (person_id, keeper_id, capacity, languages, body, updated_at)`, rows, `
		ON CONFLICT (person_id) DO UPDATE SET keeper_id = excluded.keeper_id, capacity = excluded.capacity, languages = excluded.languages,
		body = excluded.body, updated_at = excluded.updated_at`); err != nil {
		return err
	}
	for _, table := range []string{"profile_roles", "profile_leaves"} {
		if err := t.deleteIn(ctx, `DELETE FROM `+table+` WHERE person_id IN `, nil, ids); err != nil {
			return err
		}
	}
	if _, err := t.insert(ctx, `INSERT INTO profile_roles (person_id, role, rate_minor, currency)`, roles, ``); err != nil {
		return err
	}
	if _, err := t.insert(ctx, `INSERT INTO profile_leaves (person_id, from_at, to_at)`, leaves, ``); err != nil {
		return err
	}
	_, err := t.update(ctx, `UPDATE people SET country = v.column2, zone = v.column3`, nil, []string{"TEXT", "TEXT", "TEXT"}, homes, `people.id = v.column1`)
	return err
}

// deleteIn deletes the rows of many people with few statements.
func (t *tx) deleteIn(ctx context.Context, text string, fixed []any, people []project.PersonID) error {
	return inChunks(people, 1, listedParameters, func(part []project.PersonID) error {
		args := append([]any(nil), fixed...)
		for _, id := range part {
			args = append(args, id)
		}
		_, err := t.exec(ctx, text+tuples(len(fixed)+1, 1, make([]string, len(part))), args...)
		return err
	})
}

// with appends a condition whose parameters are written as ?.
func (c *conditions) with(condition string, values ...any) {
	for _, v := range values {
		c.args = append(c.args, v)
		condition = strings.Replace(condition, "?", "$"+strconv.Itoa(len(c.args)), 1)
	}
	c.text += " AND " + condition
}

// Roster lists sellers by handle.
func (s *Store) Roster(ctx context.Context, filter project.RosterFilter, page project.Page) ([]project.RosterEntry, error) {
	if filter.People != nil && len(filter.People) == 0 {
		return nil, nil
	}
	where := rosterConditions(filter, page)
	return readList(ctx, s, "roster", scanEntry(filter.Buyer), `
		SELECT p.id, p.handle, p.name, p.country, p.zone, p.email, p.roles, p.created_at, p.pronunciation, p.language, `+profileColumns+`, `+heldBy("p.id")+`,
		k.at, COALESCE(k.note, ''), COALESCE(k.tags, '')
		FROM people p LEFT JOIN profiles f ON f.person_id = p.id LEFT JOIN kept_sellers k ON k.person_id = p.id AND k.buyer_id = $1
		WHERE p.handle > $2`+where.text+` ORDER BY p.handle LIMIT $3`, where.args...)
}

func rosterConditions(f project.RosterFilter, page project.Page) conditions {
	where := conditions{args: []any{f.Buyer, page.After, limitOf(page.Limit)}}
	if f.People == nil {
		where.with(`REPLACE(p.roles, '"seller"', '') <> p.roles`)
	} else {
		ids := make([]any, 0, len(f.People))
		for _, id := range f.People {
			ids = append(ids, id)
		}
		where.with(`p.id IN (`+strings.TrimPrefix(strings.Repeat(", ?", len(ids)), ", ")+`)`, ids...)
	}
	if f.Kept || f.Tag != "" {
		where.with(`k.person_id IS NOT NULL`)
	}
	if f.Tag != "" {
		where.with(`REPLACE(k.tags, ?, '') <> k.tags`, ";"+f.Tag+";")
	}
	if f.Language != "" {
		where.with(`(REPLACE(f.languages, ?, '') <> f.languages OR REPLACE(f.languages, ?, '') <> f.languages)`, ";"+f.Language+";", ";"+f.Language+"-")
	}
	where.add(`p.country = ?`, f.Country)
	rosterRate(&where, f)
	if !f.Free.IsZero() {
		where.with(`NOT `+onLeave("p.id", "?"), micros(f.Free), micros(f.Free))
		where.with(`(COALESCE(f.capacity, 0) = 0 OR ` + heldBy("p.id") + ` < f.capacity)`)
	}
	return where
}

// rosterRate asks for one role that is the wanted one and not dearer than wanted.
func rosterRate(where *conditions, f project.RosterFilter) {
	role := conditions{args: where.args}
	if f.Role != "" {
		role.with(`r.role = ?`, f.Role)
	}
	if f.MaxRateMinor > 0 {
		role.with(`r.currency = ?`, f.Currency)
		role.with(`r.rate_minor BETWEEN 1 AND ?`, f.MaxRateMinor)
	}
	if role.text != "" {
		where.args = role.args
		where.text += ` AND EXISTS (SELECT 1 FROM profile_roles r WHERE r.person_id = p.id` + role.text + `)`
	}
}

func scanEntry(buyer project.PersonID) func(row) (project.RosterEntry, error) {
	return func(r row) (e project.RosterEntry, err error) {
		var f profileOf
		var kept *int64
		var note, tags string
		to := append(append(personFields(&e.Person), f.fields()...), &e.Held, &kept, &note, &tags)
		if err = r.Scan(to...); err != nil {
			return e, err
		}
		e.Profile = f.profile()
		if kept != nil {
			e.Kept = &project.Keeping{Buyer: buyer, Person: e.Person.ID, Note: note, Tags: unmarked(tags), At: timeOf(*kept)}
		}
		return e, nil
	}
}

// KeepSeller puts somebody on a buyer's roster.
func (s *Store) KeepSeller(ctx context.Context, k project.Keeping) error {
	return s.write(ctx, "entry of "+string(k.Person)+" on a roster", func(ctx context.Context, t *tx) error {
		return t.keep(ctx, []project.Keeping{k})
	})
}

func (t *tx) keep(ctx context.Context, all []project.Keeping) error {
	rows := make([][]any, 0, len(all))
	for _, k := range all {
		rows = append(rows, []any{k.Buyer, k.Person, k.Note, marked(k.Tags), micros(k.At)})
	}
	_, err := t.insert(ctx, `INSERT INTO kept_sellers (buyer_id, person_id, note, tags, at)`, rows, `
		ON CONFLICT (buyer_id, person_id) DO UPDATE SET note = excluded.note, tags = excluded.tags, at = excluded.at`)
	return err
}

const dropSellers = `DELETE FROM kept_sellers WHERE buyer_id = $1 AND person_id IN `

// DropSeller takes somebody off a buyer's roster.
func (s *Store) DropSeller(ctx context.Context, buyer, person project.PersonID) error {
	return s.write(ctx, "entry of "+string(person)+" on a roster", func(ctx context.Context, t *tx) error {
		return t.deleteIn(ctx, dropSellers, []any{buyer}, []project.PersonID{person})
	})
}

// ImportRoster writes a whole file or nothing.
func (s *Store) ImportRoster(ctx context.Context, in project.RosterImport) error {
	return s.writeWithin(ctx, bulkLimit, "roster", func(ctx context.Context, t *tx) error {
		if err := t.newPeople(ctx, in.People); err != nil {
			return err
		}
		if err := t.putProfiles(ctx, in.Profiles); err != nil {
			return err
		}
		names := make([][]any, 0, len(in.Renamed))
		for _, p := range in.Renamed {
			names = append(names, []any{p.ID, p.Name, p.Email})
		}
		_, err := t.update(ctx, `UPDATE people SET name = v.column2, email = v.column3`, nil, []string{"TEXT", "TEXT", "TEXT"}, names, `people.id = v.column1`)
		if err != nil {
			return err
		}
		keep := slices.Clone(in.Keep)
		for i := range keep {
			keep[i].Buyer, keep[i].At = in.Buyer, in.At
		}
		if err := t.keep(ctx, keep); err != nil {
			return err
		}
		return t.deleteIn(ctx, dropSellers, []any{in.Buyer}, in.Drop)
	})
}

// newPeople is a Conflict when somebody else took one of the handles meanwhile.
func (t *tx) newPeople(ctx context.Context, people []project.Person) error {
	people = slices.SortedFunc(slices.Values(people), func(a, b project.Person) int {
		return cmp.Compare(a.Handle, b.Handle)
	}) // every writer locks in this order
	if err := t.insertPeople(ctx, people); err != nil {
		return err
	}
	ids := make([]project.PersonID, 0, len(people))
	for _, p := range people {
		ids = append(ids, p.ID)
	}
	there, err := listIn(ctx, t, scanNumber, `SELECT 1 FROM people WHERE id IN `, ``, nil, ids)
	if err == nil && len(there) < len(people) {
		return project.Errorf(project.Conflict, "somebody took a handle of the roster while it was read; import it again")
	}
	return err
}

// PastWork counts approved sub-gigs in a buyer's projects.
func (s *Store) PastWork(ctx context.Context, buyer project.PersonID, people []project.PersonID) (map[project.PersonID]int, error) {
	type count struct {
		seller project.PersonID
		n      int
	}
	scan := func(r row) (c count, err error) {
		err = r.Scan(&c.seller, &c.n)
		return c, err
	}
	found := map[project.PersonID]int{}
	err := s.read(ctx, "past work", func(ctx context.Context) error {
		rows, err := listIn(ctx, s.reader, scan, `
			SELECT g.seller_id, COUNT(*) FROM sub_gigs g JOIN projects p ON p.id = g.project_id
			WHERE p.buyer_id = $1 AND g.state = 'approved' AND g.seller_id IN `, ` GROUP BY g.seller_id`, []any{buyer}, people)
		for _, c := range rows {
			found[c.seller] = c.n
		}
		return err
	})
	return found, err
}

// queuedOffer is a queued offer that can be made open.
type queuedOffer struct {
	project.FreedOffer
	made int64
}

// freeOffers reads queued offers whose seller is not on leave at the time of $1 and has a place for each: the oldest of a
// seller come first. A list of sellers and the order may follow.
func freeOffers() string {
	return `
		SELECT q.project_id, g.section, q.sub_gig_id, q.id, q.made_at FROM (
			SELECT o.*, ROW_NUMBER() OVER (PARTITION BY o.seller_id ORDER BY o.made_at, o.id) AS place FROM offers o WHERE o.state = 'queued'
		) q JOIN sub_gigs g ON g.id = q.sub_gig_id LEFT JOIN profiles f ON f.person_id = q.seller_id
		WHERE NOT ` + onLeave("q.seller_id", "$1") + `
		AND (COALESCE(f.capacity, 0) = 0 OR q.place <= f.capacity - ` + heldBy("q.seller_id") + `)`
}

func scanQueued(r row) (q queuedOffer, err error) {
	err = r.Scan(&q.Project, &q.Section, &q.SubGig, &q.Offer, &q.made)
	return q, err
}

// FreeOffers gives the queued offers that can be made open now, oldest first.
func (s *Store) FreeOffers(ctx context.Context, now time.Time, limit int) ([]project.FreedOffer, error) {
	found, err := readList(ctx, s, "queued offers", scanQueued, freeOffers()+` ORDER BY q.made_at, q.id LIMIT $2`, micros(now), limitOf(limit))
	return freed(found), err
}

func freed(found []queuedOffer) []project.FreedOffer {
	var all []project.FreedOffer
	for _, q := range found {
		all = append(all, q.FreedOffer)
	}
	return all
}
