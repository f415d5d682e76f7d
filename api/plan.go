package api

import (
	"context"
	"mime"
	"net/http"
	"slices"
	"sync"

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
	roster map[string]project.Person // of whom it names, by handle
}

// readPlan understands and validates a plan and finds the people it names.
func (a *API) readPlan(ctx context.Context, in *planBody) (planRead, error) {
	if err := may(ctx, project.CreateProject, project.Thing{}); err != nil {
		return planRead{}, err
	}
	f, err := parsePlan(in.Type, in.RawBody)
	if err != nil {
		return planRead{}, err
	}
	if err := f.Plan.Validate(); err != nil {
		return planRead{}, f.Locate(err)
	}
	r := planRead{Plan: f.Plan}
	if r.roster, err = a.o.Records.PeopleByHandle(ctx, r.Handles()); err != nil {
		return r, err
	}
	return r, f.Locate(r.CheckPeople(r.roster))
}

// parsePlan understands a plan, without judging it.
func parsePlan(mediaType string, text []byte) (*planfile.File, error) {
	if kind, _, err := mime.ParseMediaType(mediaType); mediaType != "" && (err != nil || !slices.Contains(planTypes(), kind)) {
		return nil, refusalOf(http.StatusUnsupportedMediaType, project.Invalid, "send the plan as application/yaml or application/json")
	}
	return planfile.Read(text)
}

func planTypes() []string {
	return []string{"application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "application/json", "text/plain", "application/octet-stream"}
}

func (a *API) validatePlan(ctx context.Context, in *planBody) (*body[wire.PlanReport], error) {
	r, err := a.readPlan(ctx, in)
	if err != nil {
		return nil, err
	}
	prices, err := r.PricesMinor()
	if err != nil {
		return nil, err
	}
	budget, err := r.BudgetMinor()
	if err != nil {
		return nil, err
	}
	out := wire.PlanReport{Title: r.Title, Currency: r.Currency, SubGigs: len(r.SubGigs), Sections: r.Sections(),
		PricesMinor: prices, BudgetMinor: budget, Files: []string{},
		NewPeople: each(r.Newcomers(r.roster), func(p project.PlanPerson) string { return p.Handle })}
	for _, ref := range r.References {
		if ref.File != "" {
			out.Files = append(out.Files, ref.File)
		}
	}
	if len(r.SubGigs) <= wire.MaxPlanShown {
		out.Plan = &r.Plan
	}
	return &body[wire.PlanReport]{out}, nil
}

func (a *API) createProject(ctx context.Context, in *struct {
	Type    string           `header:"Content-Type" hidden:"true"`
	Split   project.ErrandID `query:"split" doc:"a split of one's own whose pieces are the files that the references name"`
	RawBody []byte           `contentType:"application/yaml"`
}) (*body[wire.Project], error) {
	r, err := a.readPlan(ctx, &planBody{in.Type, in.RawBody})
	if err != nil {
		return nil, err
	}
	c := commandOf(ctx)
	n, err := r.Draft(project.Draft{Buyer: actor(ctx).ID, Roster: r.roster, At: c.at, Seed: c.seed})
	if err != nil {
		return nil, err
	}
	if err := a.addPieces(ctx, n, in.Split); err != nil {
		return nil, err
	}
	if err := a.o.Records.CreateProject(ctx, n); err != nil {
		return nil, err
	}
	a.wake(ctx, n.Project.ID)
	return a.getProject(ctx, &ProjectPath{n.Project.ID})
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
	vault   project.VaultMode
	rooms   project.RoomsMode
	licence *project.Licence

	requirements []project.PlanRequirement
	options      map[string]project.Options // by key of the sub-gig
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
	f := facts{version: p.PlanVersion, brief: plan.Brief, vault: plan.Vault, rooms: plan.Rooms, licence: plan.Licence, files: map[string]string{}, requirements: plan.Requirements, options: plan.OptionsOf()}
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
