package memory

import (
	"cmp"
	"context"
	"slices"
	"time"

	"tutti/project"
)

// projectRows is one project with everything that belongs to it alone.
type projectRows struct {
	project      project.Project
	plan         project.Plan
	references   []project.Reference         // by key
	answers      []project.RequirementAnswer // by key
	order        []*subGigRow                // by position
	events       []project.Event
	ledger       project.Ledger
	transactions []project.Transaction
	clearing     map[string]time.Time // when what is in clearing is due, by the key that put it there
	audit        *project.Audit       // the newest; nil when there was none
	commits      map[project.CommitKey]recordedCommit
	stamp        project.CommitKey // of the newest commit that changed the project itself
	drafts       map[string]project.PlanDraft
	orders       []versionOrder
}

// recordedCommit is the answer that repeats of a step get.
type recordedCommit struct {
	answer project.Committed
	at     time.Time
}

// subGigRow is a sub-gig with the key of the newest commit that changed it.
type subGigRow struct {
	project.SubGigRecord
	stamp project.CommitKey
}

// CreateProject writes the draft; the same id again changes nothing.
func (r *Records) CreateProject(ctx context.Context, n project.NewProject) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	if _, there := r.projects[n.Project.ID]; there {
		return nil
	}
	moved, err := r.roster(n.People)
	if err != nil {
		return err
	}
	n = kept(n)
	rows := &projectRows{
		project: draftOf(n, moved), plan: n.Plan, references: n.References,
		ledger:   project.Ledger{Balances: map[project.Account]int64{}, Known: map[string]project.Transaction{}},
		clearing: map[string]time.Time{}, commits: map[project.CommitKey]recordedCommit{}, drafts: map[string]project.PlanDraft{},
	}
	for i := range rows.references {
		rows.references[i].Project = n.Project.ID
	}
	slices.SortFunc(rows.references, func(a, b project.Reference) int { return cmp.Compare(a.Key, b.Key) })
	for _, g := range n.SubGigs {
		if _, taken := r.subGigs[g.ID]; taken {
			return project.Errorf(project.Conflict, "the project %s uses a value that is taken already", n.Project.ID)
		}
	}
	for _, g := range n.SubGigs {
		row := subGigRowOf(n, g, moved)
		rows.order, r.subGigs[g.ID] = append(rows.order, row), row
	}
	slices.SortFunc(rows.order, func(a, b *subGigRow) int { return cmp.Compare(a.Position, b.Position) })
	rows.log(project.LogEvent{Kind: project.LogProjectCreated, Actor: n.Project.Buyer, At: n.At})
	r.projects[n.Project.ID] = rows
	return nil
}

// roster adds the people; for those whose handle is there under another id it gives the stored id by the new one.
func (r *Records) roster(people []project.Person) (map[project.PersonID]project.PersonID, error) {
	moved := map[project.PersonID]project.PersonID{}
	for _, p := range people {
		r.addPerson(p)
		switch id, ok := r.handles[p.Handle]; {
		case !ok:
			return nil, project.Errorf(project.Conflict, "the id of %q belongs to another person", p.Handle)
		case id != p.ID:
			moved[p.ID] = id
		}
	}
	return moved, nil
}

func draftOf(n project.NewProject, moved map[project.PersonID]project.PersonID) project.Project {
	p := n.Project
	if id, ok := moved[p.Producer]; ok {
		p.Producer = id
	}
	p.State = cmp.Or(p.State, project.ProjectDraft)
	p.PlanVersion, p.SubGigs = max(1, p.PlanVersion), len(n.SubGigs)
	p.Due, p.CreatedAt, p.UpdatedAt = stored(p.Due), stored(p.CreatedAt), stored(p.UpdatedAt)
	if p.CreatedAt.IsZero() {
		p.CreatedAt = stored(n.At)
	}
	if p.UpdatedAt.IsZero() {
		p.UpdatedAt = stored(n.At)
	}
	return p
}

func subGigRowOf(n project.NewProject, g project.SubGigRecord, moved map[project.PersonID]project.PersonID) *subGigRow {
	for i, id := range g.Terms.Candidates {
		if there, ok := moved[id]; ok {
			g.Terms.Candidates[i] = there
		}
	}
	for i, id := range g.Terms.Invited {
		if there, ok := moved[id]; ok {
			g.Terms.Invited[i] = there
		}
	}
	g.Project, g.UpdatedAt = n.Project.ID, stored(g.UpdatedAt)
	if g.UpdatedAt.IsZero() {
		g.UpdatedAt = stored(n.At)
	}
	return &subGigRow{SubGigRecord: g}
}

// log appends an event under the next number.
func (p *projectRows) log(e project.LogEvent) {
	e.At = stored(e.At)
	p.events = append(p.events, project.Event{Seq: int64(len(p.events)) + 1, Project: p.project.ID, LogEvent: e})
}

func (r *Records) find(id project.ProjectID) (*projectRows, error) {
	p, ok := r.projects[id]
	if !ok {
		return nil, noRow("project " + string(id))
	}
	return p, nil
}

// Project gives one project.
func (r *Records) Project(ctx context.Context, id project.ProjectID) (project.Project, error) {
	if err := r.enter(ctx); err != nil {
		return project.Project{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return project.Project{}, err
	}
	return p.project, nil
}

// Projects lists, newest first, those the actor has a part in.
func (r *Records) Projects(ctx context.Context, actor project.Actor, page project.Page) ([]project.Project, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	var list []project.Project
	for id, p := range r.projects {
		all := actor.Is(project.RoleOperator) || actor.Is(project.RoleAuditor)
		part := all || actor.ID == p.project.Buyer || actor.ID == p.project.Producer || r.isMember(id, actor.ID) || r.takesPart(id, actor.ID)
		if part && (page.After == "" || string(id) < page.After) {
			list = append(list, p.project)
		}
	}
	return firstOf(newestFirst(list, func(p project.Project) string { return string(p.ID) }), page.Limit), nil
}

// IsMember reports whether the person has or had an offer in the project.
func (r *Records) IsMember(ctx context.Context, id project.ProjectID, person project.PersonID) (bool, error) {
	if err := r.enter(ctx); err != nil {
		return false, err
	}
	defer r.mu.Unlock()
	return r.isMember(id, person), nil
}

func (r *Records) isMember(id project.ProjectID, person project.PersonID) bool {
	for _, o := range r.offers {
		if o.Project == id && o.Seller == person {
			return true
		}
	}
	return false
}

// Plan gives the plan.
func (r *Records) Plan(ctx context.Context, id project.ProjectID) (project.Plan, error) {
	if err := r.enter(ctx); err != nil {
		return project.Plan{}, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return project.Plan{}, err
	}
	return kept(p.plan), nil
}

// References lists by key.
func (r *Records) References(ctx context.Context, id project.ProjectID) ([]project.Reference, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return nil, nil // a list of nothing, as SQL gives
	}
	return keptAll(p.references), nil
}

// PutReferenceFile attaches the file while the project is a draft; the same file again changes nothing.
func (r *Records) PutReferenceFile(ctx context.Context, id project.ProjectID, key string, file project.DeliveryFile, actor project.PersonID, at time.Time) error {
	if err := r.enter(ctx); err != nil {
		return err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(p.references, func(r project.Reference) bool { return r.Key == key })
	if i < 0 {
		return noRow("reference " + key + " of " + string(id))
	}
	if has := p.references[i].File; has != nil && *has == file {
		return nil
	}
	if p.project.State != project.ProjectDraft {
		return project.Errorf(project.Conflict, "the reference %q cannot be changed: the project is %s, not a draft any more", key, p.project.State)
	}
	if err := r.referTo(file); err != nil {
		return err
	}
	p.references[i].File = &file
	p.log(project.LogEvent{Kind: project.LogReferenceAdded, Actor: actor, Detail: key, At: at})
	p.touch(at)
	return nil
}

// touch moves the time of the last change forward, never back.
func (p *projectRows) touch(at time.Time) {
	if at = stored(at); at.After(p.project.UpdatedAt) {
		p.project.UpdatedAt = at
	}
}

// Events lists the log after a sequence number, oldest first.
func (r *Records) Events(ctx context.Context, id project.ProjectID, after int64, limit int) ([]project.Event, error) {
	if err := r.enter(ctx); err != nil {
		return nil, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return nil, nil // a list of nothing, as SQL gives
	}
	from := min(max(0, after), int64(len(p.events)))
	return slices.Clone(firstOf(p.events[from:], limit)), nil
}

// LastEvent gives the sequence number of the newest event.
func (r *Records) LastEvent(ctx context.Context, id project.ProjectID) (int64, error) {
	if err := r.enter(ctx); err != nil {
		return 0, err
	}
	defer r.mu.Unlock()
	p, err := r.find(id)
	if err != nil {
		return 0, err
	}
	return int64(len(p.events)), nil
}
