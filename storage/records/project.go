package records

import (
	"cmp"
	"context"
	"slices"

	"tutti/project"
)

const projectColumns = `id, title, state, buyer_id, producer_id, currency, budget_minor, due, plan_version, sub_gigs, approved, final_id, paused_until, created_at, updated_at`

func projectFields(p *project.Project) []any {
	return []any{&p.ID, &p.Title, &p.State, &p.Buyer, &p.Producer, &p.Currency, &p.BudgetMinor, instant{&p.Due}, &p.PlanVersion,
		&p.SubGigs, &p.Approved, &p.Final, instant{&p.PausedUntil}, instant{&p.CreatedAt}, instant{&p.UpdatedAt}}
}

func scanProject(r row) (p project.Project, err error) {
	err = r.Scan(projectFields(&p)...)
	return p, err
}

// CreateProject writes the draft whole; the same id again changes nothing.
func (s *Store) CreateProject(ctx context.Context, n project.NewProject) error {
	return s.writeWithin(ctx, bulkLimit, "project "+string(n.Project.ID), func(ctx context.Context, t *tx) error {
		return t.createProject(ctx, n)
	})
}

func (t *tx) createProject(ctx context.Context, n project.NewProject) error {
	there, err := list(ctx, t, scanNumber, `SELECT 1 FROM projects WHERE id = $1`, n.Project.ID)
	if err != nil || len(there) > 0 {
		return err
	}
	moved, err := t.rosterOf(ctx, n.People)
	if err != nil {
		return err
	}
	n.Project = draftOf(n, moved)
	fresh, err := t.insertProject(ctx, n.Project)
	if err != nil || !fresh {
		return err
	}
	if err := t.insertPlan(ctx, n.Project, n.Plan); err != nil {
		return err
	}
	if err := t.insertReferences(ctx, n.Project.ID, n.References); err != nil {
		return err
	}
	if err := t.insertSubGigs(ctx, n, moved); err != nil {
		return err
	}
	created := project.LogEvent{Kind: project.LogProjectCreated, Actor: n.Project.Buyer, At: n.At}
	return t.insertEvents(ctx, n.Project.ID, 0, []project.LogEvent{created})
}

// rosterOf adds the people who are not there yet. For those whose handle is there under another id it gives the stored
// id by the new one: two plans that name the same new seller at the same time must end with one person.
func (t *tx) rosterOf(ctx context.Context, people []project.Person) (map[project.PersonID]project.PersonID, error) {
	people = slices.SortedFunc(slices.Values(people), func(a, b project.Person) int {
		return cmp.Compare(a.Handle, b.Handle)
	}) // every writer locks in this order
	if err := t.insertPeople(ctx, people); err != nil {
		return nil, err
	}
	handles := make([]string, 0, len(people))
	for _, p := range people {
		handles = append(handles, p.Handle)
	}
	stored, err := peopleByHandle(ctx, t, handles)
	if err != nil {
		return nil, err
	}
	byHandle := make(map[string]project.PersonID, len(stored))
	for _, p := range stored {
		byHandle[p.Handle] = p.ID
	}
	moved := map[project.PersonID]project.PersonID{}
	for _, p := range people {
		switch id, ok := byHandle[p.Handle]; {
		case !ok:
			return nil, project.Errorf(project.Conflict, "the id of %q belongs to another person", p.Handle)
		case id != p.ID:
			moved[p.ID] = id
		}
	}
	return moved, nil
}

// draftOf fills in what follows from the rest.
func draftOf(n project.NewProject, moved map[project.PersonID]project.PersonID) project.Project {
	p := n.Project
	if id, ok := moved[p.Producer]; ok {
		p.Producer = id
	}
	if p.State == "" {
		p.State = project.ProjectDraft
	}
	p.PlanVersion = max(1, p.PlanVersion)
	p.SubGigs = len(n.SubGigs)
	if p.CreatedAt.IsZero() {
		p.CreatedAt = n.At
	}
	if p.UpdatedAt.IsZero() {
		p.UpdatedAt = n.At
	}
	return p
}

// insertProject says false when the id is there already. The log begins with one event, written by the caller.
func (t *tx) insertProject(ctx context.Context, p project.Project) (bool, error) {
	n, err := t.exec(ctx, `
		INSERT INTO projects (`+projectColumns+`, last_event, last_transaction, writer, epoch, seq)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1, 0, '', 0, 0) ON CONFLICT (id) DO NOTHING`,
		p.ID, p.Title, p.State, p.Buyer, p.Producer, p.Currency, p.BudgetMinor, micros(p.Due), p.PlanVersion, p.SubGigs,
		p.Approved, p.Final, micros(p.PausedUntil), micros(p.CreatedAt), micros(p.UpdatedAt))
	return n == 1, err
}

// Project gives one project.
func (s *Store) Project(ctx context.Context, id project.ProjectID) (project.Project, error) {
	return readOne(ctx, s, "project "+string(id), scanProject, `SELECT `+projectColumns+` FROM projects WHERE id = $1`, id)
}

// Projects lists, newest first, those the actor has a part in.
func (s *Store) Projects(ctx context.Context, actor project.Actor, page project.Page) ([]project.Project, error) {
	if actor.Is(project.RoleOperator) || actor.Is(project.RoleAuditor) {
		return readList(ctx, s, "projects", scanProject, `
			SELECT `+projectColumns+` FROM projects WHERE ($1 = '' OR id < $1) ORDER BY id DESC LIMIT $2`, page.After, limitOf(page.Limit))
	}
	return readList(ctx, s, "projects", scanProject, `
		SELECT `+projectColumns+` FROM projects
		WHERE ($1 = '' OR id < $1) AND id IN (
			SELECT id FROM projects WHERE buyer_id = $3
			UNION SELECT id FROM projects WHERE producer_id = $3
			UNION SELECT project_id FROM offers WHERE seller_id = $3
			UNION SELECT project_id FROM members WHERE person_id = $3 AND ended_at = 0)
		ORDER BY id DESC LIMIT $2`, page.After, limitOf(page.Limit), actor.ID)
}

// IsMember reports whether the person has or had an offer in the project.
func (s *Store) IsMember(ctx context.Context, id project.ProjectID, person project.PersonID) (bool, error) {
	n, err := readOne(ctx, s, "offers", scanNumber, `
		SELECT COUNT(*) FROM (SELECT 1 FROM offers WHERE project_id = $1 AND seller_id = $2 LIMIT 1) AS found`, id, person)
	return n > 0, err
}
