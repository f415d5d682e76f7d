package api

import (
	"context"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"sync"
	"time"

	"tutti/api/planfile"
	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerPlan() {
	add(a, operation{id: "validate-plan", method: post, path: root + "/plans/validate", tag: "plan", summary: "Says what a plan amounts to",
		text:  "Nothing is stored. A plan with faults is answered with a problem that names every one with its path, line and column.",
		rules: rules{body: project.MaxPlanBytes, raw: true, within: longTimeout}}, a.validatePlan)
	add(a, operation{id: "create-project", method: post, path: root + "/projects", tag: "project", status: http.StatusCreated,
		summary: "Makes a draft project out of a plan", text: "The body is the plan, in YAML or JSON; its schema is at /plan.schema.json.",
		rules: rules{command: true, body: project.MaxPlanBytes, raw: true, within: longTimeout}}, a.createProject)
	add(a, operation{id: "get-plan", method: get, path: root + "/projects/{id}/plan", tag: "project", summary: "Gives the plan of a project"}, a.plan)
}

// planBody is a plan as it was written.
type planBody struct {
	Type    string `header:"Content-Type" hidden:"true"`
	RawBody []byte `contentType:"application/yaml"`
}

// planRead is a plan that is good, with the people it names.
type planRead struct {
	project.Plan
	people map[string]project.Person // of the roster, by handle
	fresh  []project.PlanPerson      // not on the roster yet
}

// readPlan understands and validates a plan and finds the people it names.
func (a *API) readPlan(ctx context.Context, in *planBody) (planRead, error) {
	if err := may(ctx, project.CreateProject, project.Thing{}); err != nil {
		return planRead{}, err
	}
	if kind, _, err := mime.ParseMediaType(in.Type); in.Type != "" && (err != nil || !slices.Contains(planTypes(), kind)) {
		return planRead{}, refusalOf(http.StatusUnsupportedMediaType, project.Invalid, "send the plan as application/yaml or application/json")
	}
	f, err := planfile.Read(in.RawBody)
	if err != nil {
		return planRead{}, err
	}
	if err := f.Plan.Validate(); err != nil {
		return planRead{}, f.Locate(err)
	}
	r := planRead{Plan: f.Plan}
	if r.people, err = a.o.Records.PeopleByHandle(ctx, handlesOf(r.Plan)); err != nil {
		return r, err
	}
	for _, p := range r.Plan.People {
		if _, there := r.people[p.Handle]; !there {
			r.fresh = append(r.fresh, p)
		}
	}
	return r, f.Locate(r.strangers())
}

func planTypes() []string {
	return []string{"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "application/json", "text/plain", "application/octet-stream"}
}

// handlesOf lists everybody whom the plan names.
func handlesOf(p project.Plan) []string {
	seen := map[string]bool{}
	if p.Producer != "" {
		seen[p.Producer] = true
	}
	for _, person := range p.People {
		seen[person.Handle] = true
	}
	for _, s := range p.SubGigs {
		for _, h := range slices.Concat(s.Cast, s.Standby) {
			seen[h] = true
		}
	}
	handles := make([]string, 0, len(seen))
	for h := range seen {
		handles = append(handles, h)
	}
	slices.Sort(handles)
	return handles
}

// strangers names every handle that is neither on the roster nor among the plan's people.
func (r planRead) strangers() error {
	known := make(map[string]bool, len(r.people)+len(r.fresh))
	for h := range r.people {
		known[h] = true
	}
	for _, p := range r.fresh {
		known[p.Handle] = true
	}
	e := &project.Error{Code: project.Invalid, Message: "the plan names people who are not known; add them under people or to the roster"}
	check := func(path, handle string) {
		if !known[handle] && len(e.Fields) < project.MaxFaultsListed {
			e.Fields = append(e.Fields, project.Field{Path: path, Message: fmt.Sprintf("nobody has the handle %q", handle)})
		}
	}
	if r.Producer != "" {
		check("producer", r.Producer)
	}
	for i, s := range r.SubGigs {
		for j, h := range s.Cast {
			check(fmt.Sprintf("sub_gigs[%d].cast[%d]", i, j), h)
		}
		for j, h := range s.Standby {
			check(fmt.Sprintf("sub_gigs[%d].standby[%d]", i, j), h)
		}
	}
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}

// moneyOf gives the sum of the prices and the budget of a valid plan, in minor units.
func moneyOf(p project.Plan) (prices, budget int64, err error) {
	if prices, err = p.PricesMinor(); err != nil || p.Budget == "" {
		return prices, prices, err
	}
	budget, err = p.Budget.Minor(p.Currency)
	return prices, budget, err
}

func (a *API) validatePlan(ctx context.Context, in *planBody) (*body[wire.PlanReport], error) {
	r, err := a.readPlan(ctx, in)
	if err != nil {
		return nil, err
	}
	prices, budget, err := moneyOf(r.Plan)
	if err != nil {
		return nil, err
	}
	out := wire.PlanReport{Title: r.Title, Currency: r.Currency, SubGigs: len(r.SubGigs), Sections: sections(len(r.SubGigs)),
		PricesMinor: prices, BudgetMinor: budget, Files: []string{},
		NewPeople: each(r.fresh, func(p project.PlanPerson) string { return p.Handle })}
	for _, ref := range r.References {
		if ref.File != "" {
			out.Files = append(out.Files, ref.File)
		}
	}
	return &body[wire.PlanReport]{out}, nil
}

func sections(subGigs int) int { return (subGigs + project.SectionSize - 1) / project.SectionSize }

func (a *API) createProject(ctx context.Context, in *planBody) (*body[wire.Project], error) {
	r, err := a.readPlan(ctx, in)
	if err != nil {
		return nil, err
	}
	n, err := r.draft(actor(ctx).ID, commandOf(ctx))
	if err != nil {
		return nil, err
	}
	if err := a.o.Records.CreateProject(ctx, n); err != nil {
		return nil, err
	}
	a.wake(ctx, n.Project.ID)
	return a.getProject(ctx, &ProjectPath{n.Project.ID})
}

// draft makes everything that is written down, with ids that are the same in every repeat of the command.
func (r planRead) draft(buyer project.PersonID, c command) (project.NewProject, error) {
	_, budget, err := moneyOf(r.Plan)
	if err != nil {
		return project.NewProject{}, err
	}
	id := project.ProjectID(c.id(project.PrefixProject))
	n := project.NewProject{Plan: r.Plan, People: r.newcomers(c), At: c.at}
	person := r.ids(n.People)
	n.Project = project.Project{ID: id, Title: r.Title, State: project.ProjectDraft, Buyer: buyer, Producer: buyer, Currency: r.Currency,
		BudgetMinor: budget, PlanVersion: 1, SubGigs: len(r.SubGigs), CreatedAt: c.at, UpdatedAt: c.at}
	if r.Producer != "" {
		n.Project.Producer = person[r.Producer]
	}
	if r.Due != "" {
		n.Project.Due, _ = time.Parse(time.DateOnly, r.Due) // validated
	}
	for _, ref := range r.References {
		n.References = append(n.References, project.Reference{Project: id, Key: ref.Key, Title: ref.Title, Guide: ref.Guide})
	}
	n.SubGigs, err = r.subGigs(id, person, c)
	return n, err
}

func (r planRead) newcomers(c command) []project.Person {
	people := make([]project.Person, 0, len(r.fresh))
	for _, p := range r.fresh {
		roles := []project.Role{project.RoleSeller}
		if p.Handle == r.Producer {
			roles = []project.Role{project.RoleProducer, project.RoleSeller}
		}
		people = append(people, project.Person{ID: project.PersonID(c.id(project.PrefixPerson, p.Handle)), Handle: p.Handle, Name: p.Name,
			Country: p.Country, Zone: p.Zone, Email: p.Email, Roles: roles, CreatedAt: c.at})
	}
	return people
}

func (r planRead) ids(newcomers []project.Person) map[string]project.PersonID {
	ids := make(map[string]project.PersonID, len(r.people)+len(newcomers))
	for h, p := range r.people {
		ids[h] = p.ID
	}
	for _, p := range newcomers {
		ids[p.Handle] = p.ID
	}
	return ids
}

func (r planRead) subGigs(id project.ProjectID, person map[string]project.PersonID, c command) ([]project.SubGigRecord, error) {
	sub := make(map[string]project.SubGigID, len(r.SubGigs))
	for _, s := range r.SubGigs {
		sub[s.Key] = project.SubGigID(c.id(project.PrefixSubGig, s.Key))
	}
	out := make([]project.SubGigRecord, 0, len(r.SubGigs))
	for i, s := range r.SubGigs {
		price, err := s.Price.Minor(r.Currency)
		if err != nil {
			return nil, err
		}
		clocks := r.ClocksOf(s)
		g := project.SubGig{ID: sub[s.Key], State: project.Waiting, Terms: project.Terms{PriceMinor: price, OfferFor: clocks.Offer.Std(),
			WorkFor: clocks.Work.Std(), ReviewFor: clocks.Review.Std(), Revisions: s.RevisionsIncluded(), Candidates: []project.PersonID{}}}
		for _, h := range slices.Concat(s.Cast, s.Standby) {
			g.Terms.Candidates = append(g.Terms.Candidates, person[h])
		}
		for _, need := range uniq(s.Needs) {
			g.Needs = append(g.Needs, sub[need])
		}
		out = append(out, project.SubGigRecord{SubGig: g, Project: id, Key: s.Key, Section: i / project.SectionSize, Position: i, Title: s.Title,
			Role: s.Role, Brief: some(s.Brief), Spec: r.SpecOf(s), Place: s.Place, NeedsAll: g.Needs, References: uniq(r.ReferencesOf(s)), UpdatedAt: c.at})
	}
	return out, nil
}

// uniq takes repeats away and keeps the order.
func uniq(list []string) []string {
	seen := make(map[string]bool, len(list))
	out := make([]string, 0, len(list))
	for _, s := range list {
		if !seen[s] {
			out = append(out, s)
		}
		seen[s] = true
	}
	return out
}

func (a *API) plan(ctx context.Context, in *ProjectPath) (*body[wire.PlanDocument], error) {
	p, err := a.project(ctx, in.ID, project.SeeWhole)
	if err != nil {
		return nil, err
	}
	plan, err := a.o.Records.Plan(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	plan.SubGigs = some(plan.SubGigs)
	return &body[wire.PlanDocument]{wire.PlanDocument{ProjectID: p.ID, Version: p.PlanVersion, Plan: plan}}, nil
}

// facts are the words of a plan that pages ask for again and again. A plan of thousands is not read for them each time.
type facts struct {
	version int
	brief   string
	files   map[string]string // of references, by key
}

// factsKept is how many projects' facts are kept.
const factsKept = 1000

// factsCache is filled from the records; a version of a plan never changes.
type factsCache struct {
	mu sync.Mutex
	of map[project.ProjectID]facts
}

func (c *factsCache) get(p project.Project) (facts, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	f, ok := c.of[p.ID]
	return f, ok && f.version == p.PlanVersion
}

func (c *factsCache) put(id project.ProjectID, f facts) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of == nil || len(c.of) >= factsKept {
		c.of = map[project.ProjectID]facts{}
	}
	c.of[id] = f
}

func (a *API) facts(ctx context.Context, p project.Project) (facts, error) {
	if f, ok := a.planFacts.get(p); ok {
		return f, nil
	}
	plan, err := a.o.Records.Plan(ctx, p.ID)
	if err != nil {
		return facts{}, err
	}
	f := facts{version: p.PlanVersion, brief: plan.Brief, files: map[string]string{}}
	for _, ref := range plan.References {
		f.files[ref.Key] = ref.File
	}
	a.planFacts.put(p.ID, f)
	return f, nil
}

// wake tells the readers of a log that it has grown. A lost wake-up costs them a moment only.
func (a *API) wake(ctx context.Context, id project.ProjectID) {
	if err := a.o.Live.Wake(ctx, id); err != nil {
		a.o.Log.WarnContext(ctx, "wake-up lost", "project", id, "error", err)
	}
}
