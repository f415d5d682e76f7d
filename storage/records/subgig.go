package records

import (
	"context"
	"fmt"

	"tutti/project"
)

const (
	subGigWords   = `project_id, key, section, position, title, role, brief, spec, place, needs, refs, process, updated_at`
	subGigColumns = `id, ` + subGigWords + `, state, seller_id, due, version, call_mode, writer, epoch, seq`
)

func scanSubGig(r row) (g project.SubGigRecord, err error) {
	err = r.Scan(&g.Project, &g.Key, &g.Section, &g.Position, &g.Title, &g.Role, document{&g.Brief}, document{&g.Spec}, document{&g.Place},
		document{&g.NeedsAll}, document{&g.References}, document{&g.SubGig}, instant{&g.UpdatedAt})
	return g, err
}

// insertSubGigs writes the sub-gigs and what they wait for. moved gives the ids of candidates who were there already.
func (t *tx) insertSubGigs(ctx context.Context, n project.NewProject, moved map[project.PersonID]project.PersonID) error {
	gigs := make([][]any, 0, len(n.SubGigs))
	var needs [][]any
	for _, g := range n.SubGigs {
		g.Terms.Candidates, g.Terms.Invited = movedTo(g.Terms.Candidates, moved), movedTo(g.Terms.Invited, moved)
		updated := g.UpdatedAt
		if updated.IsZero() {
			updated = n.At
		}
		gigs = append(gigs, []any{g.ID, n.Project.ID, g.Key, g.Section, g.Position, g.Title, g.Role, asJSON{g.Brief}, asJSON{g.Spec}, asJSON{g.Place},
			asJSON{g.NeedsAll}, asJSON{g.References}, asJSON{g.SubGig}, micros(updated), g.State, g.Seller, micros(g.Timer.Due), g.SubGig.Version, "", "", 0, 0})
		for _, upstream := range g.NeedsAll {
			needs = append(needs, []any{g.ID, upstream})
		}
	}
	if _, err := t.insert(ctx, `INSERT INTO sub_gigs (`+subGigColumns+`)`, gigs, ``); err != nil {
		return err
	}
	_, err := t.insert(ctx, `INSERT INTO dependencies (sub_gig_id, upstream_id)`, needs, `ON CONFLICT DO NOTHING`)
	return err
}

func movedTo(people []project.PersonID, moved map[project.PersonID]project.PersonID) []project.PersonID {
	if len(moved) == 0 {
		return people
	}
	to := make([]project.PersonID, 0, len(people))
	for _, id := range people {
		if stored, ok := moved[id]; ok {
			id = stored
		}
		to = append(to, id)
	}
	return to
}

// SubGigs lists in the order of the plan.
func (s *Store) SubGigs(ctx context.Context, id project.ProjectID, filter project.SubGigFilter, page project.Page) ([]project.SubGigRecord, error) {
	after, err := numberAfter(page.After, -1)
	if err != nil {
		return nil, err
	}
	where := conditions{args: []any{id, after, limitOf(page.Limit)}}
	where.add("state = ?", string(filter.State))
	where.add("seller_id = ?", string(filter.Seller))
	return readList(ctx, s, "sub-gigs", scanSubGig,
		`SELECT `+subGigWords+` FROM sub_gigs WHERE project_id = $1 AND position > $2`+where.text+` ORDER BY position LIMIT $3`, where.args...)
}

// Outline gives what a schedule asks of every sub-gig. It may take longer than a page is waited for.
func (s *Store) Outline(ctx context.Context, id project.ProjectID) ([]project.SubGigRecord, error) {
	scan := func(r row) (g project.SubGigRecord, err error) {
		err = r.Scan(&g.Project, &g.Key, &g.Title, &g.Section, &g.Position, document{&g.SubGig})
		return g, err
	}
	var all []project.SubGigRecord
	err := s.snapshot(ctx, "sub-gigs of "+string(id), func(ctx context.Context, from source) (err error) {
		all, err = list(ctx, from, scan, `
			SELECT project_id, key, title, section, position, process FROM sub_gigs WHERE project_id = $1 ORDER BY position`, id)
		return err
	})
	return all, err
}

// SubGig gives one sub-gig.
func (s *Store) SubGig(ctx context.Context, id project.SubGigID) (project.SubGigRecord, error) {
	return readOne(ctx, s, "sub-gig "+string(id), scanSubGig, `SELECT `+subGigWords+` FROM sub_gigs WHERE id = $1`, id)
}

// SubGigsByID gives those it knows, in no order.
func (s *Store) SubGigsByID(ctx context.Context, ids []project.SubGigID) ([]project.SubGigRecord, error) {
	var found []project.SubGigRecord
	err := s.read(ctx, "sub-gigs", func(ctx context.Context) (err error) {
		found, err = listIn(ctx, s.reader, scanSubGig, `SELECT `+subGigWords+` FROM sub_gigs WHERE id IN `, ``, nil, ids)
		return err
	})
	return found, err
}

// Section gives the process state of a section's sub-gigs, in the order of the plan.
func (s *Store) Section(ctx context.Context, id project.ProjectID, section int) (project.Section, error) {
	about := fmt.Sprintf("section %d of %s", section, id)
	scan := func(r row) (g project.SubGig, err error) {
		err = r.Scan(document{&g})
		return g, err
	}
	gigs, err := readList(ctx, s, about, scan, `SELECT process FROM sub_gigs WHERE project_id = $1 AND section = $2 ORDER BY position`, id, section)
	if err == nil && len(gigs) == 0 {
		return project.Section{}, project.Errorf(project.NotFound, "there is no %s", about)
	}
	return project.Section{SubGigs: gigs}, err
}

// Sections gives the number of sections.
func (s *Store) Sections(ctx context.Context, id project.ProjectID) (int, error) {
	n, err := readOne(ctx, s, "sections", scanNumber, `SELECT COUNT(DISTINCT section) FROM sub_gigs WHERE project_id = $1`, id)
	if err == nil && n == 0 {
		return 0, project.Errorf(project.NotFound, "there is no project %s", id)
	}
	return int(n), err
}

// standing is what a commit must know of a sub-gig's row.
type standing struct {
	id      project.SubGigID
	section int
	state   project.SubGigState
	seller  project.PersonID
	stamp   stamp
}

// standings reads the rows that the changes are about.
func (t *tx) standings(ctx context.Context, id project.ProjectID, subs []project.SubGigID) (map[project.SubGigID]standing, error) {
	scan := func(r row) (g standing, err error) {
		err = r.Scan(&g.id, &g.section, &g.state, &g.seller, &g.stamp.writer, &g.stamp.epoch, &g.stamp.seq)
		return g, err
	}
	rows, err := listIn(ctx, t, scan, `SELECT id, section, state, seller_id, writer, epoch, seq FROM sub_gigs WHERE project_id = $1 AND id IN `, ``, []any{id}, subs)
	found := make(map[project.SubGigID]standing, len(rows))
	for _, g := range rows {
		found[g.id] = g
	}
	return found, err
}

// saveSubGigs writes the new process states over the rows.
func (t *tx) saveSubGigs(ctx context.Context, key project.CommitKey, at int64, gigs []project.SubGig) error {
	rows := make([][]any, 0, len(gigs))
	for _, g := range gigs {
		rows = append(rows, []any{g.ID, g.State, g.Seller, micros(g.Timer.Due), g.Version, asJSON{g}, callMode(g)})
	}
	_, err := t.update(ctx, `
		UPDATE sub_gigs SET writer = $1, epoch = $2, seq = $3, updated_at = $4, state = v.column2, seller_id = v.column3,
		due = v.column4, version = v.column5, process = v.column6, call_mode = v.column7`,
		[]any{key.Writer, key.Epoch, key.Seq, at}, []string{"TEXT", "TEXT", "TEXT", "BIGINT", "BIGINT", "TEXT", "TEXT"}, rows, `sub_gigs.id = v.column1`)
	return err
}

func callMode(g project.SubGig) project.CastingMode {
	if g.Call == nil {
		return ""
	}
	return g.Call.Mode
}

// unblocked names the sub-gigs of other sections that waited for one of these.
func (t *tx) unblocked(ctx context.Context, ended []project.SubGigID) ([]project.Unblocked, error) {
	return t.dependents(ctx, `g.section <> u.section AND `, ended)
}

// outdated names the sub-gigs of all sections that need one of these.
func (t *tx) outdated(ctx context.Context, reopened []project.SubGigID) ([]project.Unblocked, error) {
	all, err := t.dependents(ctx, ``, reopened)
	for i := range all {
		all[i].Reopened = true
	}
	return all, err
}

func (t *tx) dependents(ctx context.Context, where string, upstreams []project.SubGigID) ([]project.Unblocked, error) {
	scan := func(r row) (u project.Unblocked, err error) {
		err = r.Scan(&u.Section, &u.SubGig, &u.Upstream)
		return u, err
	}
	return listIn(ctx, t, scan, `
		SELECT g.section, g.id, u.id FROM dependencies d
		JOIN sub_gigs g ON g.id = d.sub_gig_id
		JOIN sub_gigs u ON u.id = d.upstream_id
		WHERE `+where+`u.id IN `, ` ORDER BY g.section, g.position, u.position`, nil, upstreams)
}
