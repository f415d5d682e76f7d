package records

import (
	"context"
	"fmt"

	"tutti/project"
)

// DraftPlan writes a plan down once; the same key again changes nothing.
func (s *Store) DraftPlan(ctx context.Context, d project.PlanDraft) error {
	return s.writeWithin(ctx, bulkLimit, "plan of "+string(d.Project), func(ctx context.Context, t *tx) error {
		_, err := t.exec(ctx, `
			INSERT INTO plan_drafts (project_id, key, base, body, actor_id, at, applied) VALUES ($1, $2, $3, $4, $5, $6, 0) ON CONFLICT DO NOTHING`,
			d.Project, d.Key, d.Base, asJSON{d.Plan}, d.Actor, micros(d.At))
		return err
	})
}

func scanDraft(r row) (d project.PlanDraft, err error) {
	err = r.Scan(&d.Project, &d.Key, &d.Base, document{&d.Plan}, &d.Actor, instant{&d.At}, &d.Applied)
	return d, err
}

const draftSelect = `SELECT project_id, key, base, body, actor_id, at, applied FROM plan_drafts WHERE project_id = $1 AND key = $2`

// PlanDraft gives a draft and what it has become.
func (s *Store) PlanDraft(ctx context.Context, id project.ProjectID, key string) (project.PlanDraft, error) {
	return readOne(ctx, s, "plan that was asked for", scanDraft, draftSelect, id, key)
}

// Standing gives what a plan meets, as one snapshot.
func (s *Store) Standing(ctx context.Context, id project.ProjectID, handles []string) (project.Standing, error) {
	var at project.Standing
	err := s.snapshot(ctx, "project "+string(id), func(ctx context.Context, from source) (err error) {
		at = project.Standing{Balances: map[project.Account]int64{}}
		at.Roster = map[string]project.Person{}
		if at.Project, err = one(ctx, from, scanProject, `SELECT `+projectColumns+` FROM projects WHERE id = $1`, id); err != nil {
			return err
		}
		at.Buyer = at.Project.Buyer
		if at.Plan, err = one(ctx, from, scanPlan, `SELECT body FROM plans WHERE project_id = $1 AND version = $2`, id, at.Project.PlanVersion); err != nil {
			return err
		}
		if at.SubGigs, err = list(ctx, from, scanSubGig, `SELECT `+subGigWords+` FROM sub_gigs WHERE project_id = $1 ORDER BY position`, id); err != nil {
			return err
		}
		balances, err := list(ctx, from, scanBalance, `SELECT account, minor FROM balances WHERE project_id = $1`, id)
		for _, e := range balances {
			at.Balances[e.Account] = e.Minor
		}
		if err != nil {
			return err
		}
		people, err := peopleByHandle(ctx, from, handles)
		for _, p := range people {
			at.Roster[p.Handle] = p
		}
		return err
	})
	return at, err
}

// Replan records a re-plan in one transaction; see project.ReplanRecords.
func (s *Store) Replan(ctx context.Context, r project.Replanning) (project.Replanned, error) {
	var answer project.Replanned
	err := s.writeWithin(ctx, bulkLimit, "plan of "+string(r.Commit.Key.Project), func(ctx context.Context, t *tx) (err error) {
		answer, err = s.replan(ctx, t, r)
		return err
	})
	return answer, err
}

func (s *Store) replan(ctx context.Context, t *tx, r project.Replanning) (project.Replanned, error) {
	id := r.Commit.Key.Project
	locked, err := t.lockProject(ctx, id)
	if err != nil {
		return project.Replanned{}, err
	}
	draft, err := one(ctx, t, scanDraft, draftSelect, id, r.Draft)
	if err != nil {
		return project.Replanned{}, err
	}
	if draft.Applied > 0 {
		return t.replanned(ctx, id, draft.Applied)
	}
	if err := t.mayReplan(ctx, locked, r.Base); err != nil {
		return project.Replanned{}, err
	}
	for _, do := range []func(context.Context, project.Replanning) error{t.newPlan, t.newReferences, t.newWords, t.newNeeds, t.newPositions, t.newSubGigs, t.newConsents} {
		if err := do(ctx, r); err != nil {
			return project.Replanned{}, err
		}
	}
	if _, err := s.commit(ctx, t, r.Commit); err != nil {
		return project.Replanned{}, err
	}
	if err := t.closePlan(ctx, r); err != nil {
		return project.Replanned{}, err
	}
	return t.replanned(ctx, id, r.Base+1)
}

// mayReplan compares with the plan in force. The caller holds the project's row.
func (t *tx) mayReplan(ctx context.Context, p lockedProject, base int) error {
	version, err := one(ctx, t, scanNumber, `SELECT plan_version FROM projects WHERE id = $1`, p.id)
	switch {
	case err != nil:
		return err
	case version != int64(base):
		return project.Errorf(project.Conflict, "the plan has version %d by now, not %d; look at the difference again", version, base)
	case p.state != project.ProjectRunning && p.state != project.ProjectInReview:
		return project.Errorf(project.Conflict, "the plan cannot be changed: the project is %s", p.state)
	}
	return nil
}

// replanned reads what a version of the plan has made.
func (t *tx) replanned(ctx context.Context, id project.ProjectID, version int) (project.Replanned, error) {
	answer := project.Replanned{Version: version}
	sections, err := one(ctx, t, scanNumber, `SELECT COUNT(DISTINCT section) FROM sub_gigs WHERE project_id = $1`, id)
	if err != nil {
		return answer, err
	}
	answer.Sections = int(sections)
	told, err := list(ctx, t, scanNumber, `SELECT DISTINCT section FROM plan_orders WHERE project_id = $1 AND version = $2 ORDER BY section`, id, version)
	for _, k := range told {
		answer.Told = append(answer.Told, int(k))
	}
	return answer, err
}

func (t *tx) newPlan(ctx context.Context, r project.Replanning) error {
	return t.insertPlan(ctx, project.Project{ID: r.Commit.Key.Project, PlanVersion: r.Base + 1}, r.Plan)
}

func (t *tx) newReferences(ctx context.Context, r project.Replanning) error {
	rows := make([][]any, 0, len(r.References))
	for _, ref := range r.References {
		rows = append(rows, []any{r.Commit.Key.Project, ref.Key, ref.Title, ref.Guide, fileText(nil)})
	}
	_, err := t.insert(ctx, `INSERT INTO project_references (project_id, key, title, guide, file)`, rows,
		`ON CONFLICT (project_id, key) DO UPDATE SET title = excluded.title`)
	return err
}

func (t *tx) newWords(ctx context.Context, r project.Replanning) error {
	rows := make([][]any, 0, len(r.Words))
	for _, g := range r.Words {
		rows = append(rows, []any{g.ID, g.Title, g.Role, asJSON{g.Brief}, asJSON{g.Spec}, asJSON{g.Place}, asJSON{g.References}})
	}
	_, err := t.update(ctx, `
		UPDATE sub_gigs SET updated_at = $1, title = v.column2, role = v.column3, brief = v.column4, spec = v.column5, place = v.column6, refs = v.column7`,
		[]any{micros(r.Commit.At)}, []string{"TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "TEXT", "TEXT"}, rows, `sub_gigs.id = v.column1`)
	return err
}

// newNeeds writes the needs of rewired sub-gigs anew. Those of added ones come with them.
func (t *tx) newNeeds(ctx context.Context, r project.Replanning) error {
	rows := make([][]any, 0, len(r.Rewired))
	for _, g := range r.Rewired {
		rows = append(rows, []any{g.ID, asJSON{g.NeedsAll}})
	}
	_, err := t.update(ctx, `UPDATE sub_gigs SET updated_at = $1, needs = v.column2`, []any{micros(r.Commit.At)}, []string{"TEXT", "TEXT"}, rows, `sub_gigs.id = v.column1`)
	if err != nil {
		return err
	}
	return inChunks(r.Rewired, 1, listedParameters, func(part []project.SubGigRecord) error {
		args := make([]any, 0, len(part))
		for _, g := range part {
			args = append(args, g.ID)
		}
		_, err := t.exec(ctx, `DELETE FROM dependencies WHERE sub_gig_id IN `+tuples(1, 1, make([]string, len(part))), args...)
		return err
	})
}

// newPositions moves the rows aside first: a place is taken by one row at any moment.
func (t *tx) newPositions(ctx context.Context, r project.Replanning) error {
	rows := make([][]any, 0, len(r.Positions))
	for _, p := range r.Positions {
		rows = append(rows, []any{p.SubGig, p.Position})
	}
	for _, set := range []string{`-1 - v.column2`, `v.column2`} {
		_, err := t.update(ctx, `UPDATE sub_gigs SET position = `+set, nil, []string{"TEXT", "BIGINT"}, rows, `sub_gigs.id = v.column1`)
		if err != nil {
			return err
		}
	}
	return nil
}

// newSubGigs adds people, sub-gigs, what both added and rewired ones need, and the orders of the sections.
func (t *tx) newSubGigs(ctx context.Context, r project.Replanning) error {
	moved, err := t.rosterOf(ctx, r.People)
	if err != nil {
		return err
	}
	added := project.NewProject{Project: project.Project{ID: r.Commit.Key.Project}, SubGigs: r.Added, At: r.Commit.At}
	if err := t.insertSubGigs(ctx, added, moved); err != nil {
		return err
	}
	if err := t.rewired(ctx, r); err != nil {
		return err
	}
	orders := make([][]any, 0, len(r.Orders))
	for i, o := range r.Orders {
		orders = append(orders, []any{r.Commit.Key.Project, o.Section, r.Base + 1, i, o.SubGig, asJSON{orderTo(o.Command, moved)}})
	}
	_, err = t.insert(ctx, `INSERT INTO plan_orders (project_id, section, version, line, sub_gig_id, command)`, orders, ``)
	return err
}

// rewired writes what rewired sub-gigs need from now on.
func (t *tx) rewired(ctx context.Context, r project.Replanning) error {
	var needs [][]any
	for _, g := range r.Rewired {
		for _, upstream := range g.NeedsAll {
			needs = append(needs, []any{g.ID, upstream})
		}
	}
	_, err := t.insert(ctx, `INSERT INTO dependencies (sub_gig_id, upstream_id)`, needs, `ON CONFLICT DO NOTHING`)
	return err
}

// orderTo names the people who were there already.
func orderTo(c project.Command, moved map[project.PersonID]project.PersonID) project.Command {
	if c.Amend == nil || len(moved) == 0 {
		return c
	}
	a := *c.Amend
	a.Candidates = movedTo(a.Candidates, moved)
	c.Amend = &a
	return c
}

// closePlan puts the plan in force and throws away the drafts that were made from the same base.
func (t *tx) closePlan(ctx context.Context, r project.Replanning) error {
	id := r.Commit.Key.Project
	err := t.must(ctx, `UPDATE projects SET title = $2, budget_minor = $3, due = $4, plan_version = $5, sub_gigs = $6 WHERE id = $1`,
		id, r.Title, r.Budget, micros(r.Due), r.Base+1, len(r.Plan.SubGigs))
	if err != nil {
		return err
	}
	if err := t.must(ctx, `UPDATE plan_drafts SET applied = $3, body = '' WHERE project_id = $1 AND key = $2`, id, r.Draft, r.Base+1); err != nil {
		return err
	}
	_, err = t.exec(ctx, `DELETE FROM plan_drafts WHERE project_id = $1 AND applied = 0 AND base <= $2`, id, r.Base)
	return err
}

// Orders gives what the plans after a version tell a section, without needs that have ended.
func (s *Store) Orders(ctx context.Context, id project.ProjectID, section, after int) (project.Orders, error) {
	type line struct {
		project.Order
		version int
	}
	scan := func(r row) (l line, err error) {
		err = r.Scan(&l.version, &l.SubGig, document{&l.Command})
		l.Section = section
		return l, err
	}
	orders := project.Orders{Version: after}
	about := fmt.Sprintf("orders of section %d of %s", section, id)
	err := s.snapshot(ctx, about, func(ctx context.Context, from source) error {
		orders = project.Orders{Version: after}
		lines, err := list(ctx, from, scan, `
			SELECT version, sub_gig_id, command FROM plan_orders WHERE project_id = $1 AND section = $2 AND version > $3 ORDER BY version, line`, id, section, after)
		if err != nil {
			return err
		}
		var needs []project.SubGigID
		for _, l := range lines {
			if l.Command.Amend != nil {
				needs = append(needs, l.Command.Amend.Needs...)
			}
		}
		ended, err := endedAmong(ctx, from, needs)
		for _, l := range lines {
			orders.Version = l.version
			orders.Orders = append(orders.Orders, l.WithoutEnded(ended))
		}
		return err
	})
	return orders, err
}

func endedAmong(ctx context.Context, from source, ids []project.SubGigID) (map[project.SubGigID]bool, error) {
	type standing struct {
		id    project.SubGigID
		state project.SubGigState
	}
	scan := func(r row) (g standing, err error) {
		err = r.Scan(&g.id, &g.state)
		return g, err
	}
	rows, err := listIn(ctx, from, scan, `SELECT id, state FROM sub_gigs WHERE id IN `, ``, nil, ids)
	ended := map[project.SubGigID]bool{}
	for _, g := range rows {
		ended[g.id] = g.state.Ended()
	}
	return ended, err
}
