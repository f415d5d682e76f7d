package api

import (
	"context"
	"errors"

	"tutti/api/planfile"
	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerReplan() {
	add(a, operation{id: "preview-replan", method: post, path: root + "/projects/{id}/replan/preview", tag: "plan",
		summary: "Says what another plan would change in a running project",
		text:    "Nothing is changed. The answer names every difference, whose consent it needs, and its effect on money and dates.",
		rules:   rules{body: project.MaxPlanBytes, raw: true, within: longTimeout}}, a.previewReplan)
	add(a, operation{id: "replan-project", method: post, path: root + "/projects/{id}/replan", tag: "plan", summary: "Puts another plan in force while the project runs",
		text: "The body is the whole next plan, in YAML or JSON. Refused as a conflict when base_version is not that of the plan in force, " +
			"and when it changes what sellers have accepted who cannot be asked now. What sellers have accepted stays as it was until they agree to the " +
			"proposal that each of them gets; the plan then says so in a new version.",
		rules: rules{command: true, body: project.MaxPlanBytes, raw: true, within: longTimeout}}, a.replan)
}

// previewBody is the next plan of a project, as it was written.
type previewBody struct {
	ProjectPath
	Type    string `header:"Content-Type" hidden:"true"`
	RawBody []byte `contentType:"application/yaml"`
}

// replanBody is the same, with the version it was made from.
type replanBody struct {
	ProjectPath
	Base    int    `query:"base_version" required:"true" minimum:"1" doc:"version of the plan it was made from, as the preview gives it"`
	Type    string `header:"Content-Type" hidden:"true"`
	RawBody []byte `contentType:"application/yaml"`
}

func (a *API) previewReplan(ctx context.Context, in *previewBody) (*body[wire.Replan], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	f, err := parsePlan(in.Type, in.RawBody)
	if err != nil {
		return nil, err
	}
	r, err := a.difference(ctx, p.Project, f, p.PlanVersion)
	if err != nil {
		return nil, err
	}
	out, err := a.replanView(ctx, p, r, f)
	return &body[wire.Replan]{out}, err
}

// difference compares a plan with where the project stands. base is the version it was made from.
func (a *API) difference(ctx context.Context, p project.Project, f *planfile.File, base int) (project.Replan, error) {
	at, err := a.o.Records.Standing(ctx, p.ID, f.Plan.Handles())
	if err != nil {
		return project.Replan{}, err
	}
	if err := at.MayReplan(base); err != nil {
		return project.Replan{}, err
	}
	buyer, err := a.o.Records.PeopleByID(ctx, []project.PersonID{p.Buyer})
	if err != nil {
		return project.Replan{}, err
	}
	at.At, at.Seed, at.Zone = a.o.Now().UTC(), "preview", zoneOf(buyer[p.Buyer])
	r, err := project.Diff(f.Plan, at)
	return r, f.Locate(err)
}

// replan writes the plan down as a draft and asks the process to put it in force. What is wrong with it is said before
// that, with line and column, as long as nothing has changed since it was made; a repeat is for the process to know.
func (a *API) replan(ctx context.Context, in *replanBody) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	f, err := parsePlan(in.Type, in.RawBody)
	if err != nil {
		return nil, err
	}
	if p.PlanVersion == in.Base {
		r, err := a.difference(ctx, p.Project, f, in.Base)
		if err == nil {
			err = f.Locate(r.Applicable(actor(ctx).ID))
		}
		if err != nil {
			return nil, err
		}
		if r.None() {
			return a.getProject(ctx, &in.ProjectPath)
		}
	}
	c := commandOf(ctx)
	draft := project.PlanDraft{Project: p.ID, Key: c.key, Base: in.Base, Plan: f.Plan, Actor: actor(ctx).ID, At: c.at}
	if err := a.o.Records.DraftPlan(ctx, draft); err != nil {
		return nil, err
	}
	if err := a.o.Process.Replan(ctx, p.ID, draft.Actor, draft.Base, draft.Key); err != nil {
		return nil, f.Locate(err)
	}
	return a.getProject(ctx, &in.ProjectPath)
}

func (a *API) replanView(ctx context.Context, p seen, r project.Replan, f *planfile.File) (wire.Replan, error) {
	zone := readerZone(ctx)
	out := wire.Replan{ProjectID: p.ID, BaseVersion: p.PlanVersion, Currency: p.Currency, Differences: []wire.Difference{}, Obstacles: []wire.ProblemField{},
		PricesMinor: r.Money.Prices, HoldsMinor: r.Money.Holds, NeedsFunding: r.Money.Fund > 0, Zone: zone.String(),
		FinishBefore: r.Dates.Finish[0].In(zone), FinishAfter: r.Dates.Finish[1].In(zone), DueBefore: momentIn(r.Dates.Due[0], zone),
		DueAfter: momentIn(r.Dates.Due[1], zone), Stale: some(r.Stale), Rebuild: r.Rebuild}
	var e *project.Error
	if errors.As(f.Locate(r.Applicable(actor(ctx).ID)), &e) {
		out.Obstacles = each(e.Fields, func(f project.Field) wire.ProblemField { return wire.ProblemField{Path: f.Path, Message: f.Message} })
	}
	if p.money(ctx) {
		out.Money = &wire.ReplanMoney{BudgetBeforeMinor: r.Money.BudgetBefore, BudgetMinor: r.Money.Budget, NeededMinor: r.Money.Needed, FundMinor: r.Money.Fund}
	}
	people := []project.PersonID{}
	for _, d := range r.Differences {
		people = append(people, d.Affects)
	}
	for _, asked := range r.Asks() {
		people = append(people, asked.Seller)
	}
	names, err := a.names(ctx, people...)
	if err != nil {
		return out, err
	}
	for _, d := range r.Differences {
		if d.Kind != project.DiffBudget || p.money(ctx) {
			out.Differences = append(out.Differences, differenceView(d, names))
		}
	}
	out.Consents = each(r.Asks(), func(asked project.Asked) wire.Consent {
		return wire.Consent{Key: asked.Key, SubGigID: asked.Proposal.SubGig, Seller: names[asked.Seller], Kind: asked.Proposal.Kind, Minor: asked.Proposal.Minor,
			TimeSeconds: seconds(asked.Proposal.Time), Words: asked.Words}
	})
	rows, err := a.o.Records.Outline(ctx, p.ID)
	out.Moves = movesView(r.Dates.Moves, rows, zone)
	return out, err
}

func differenceView(d project.Difference, names map[project.PersonID]wire.PersonName) wire.Difference {
	out := wire.Difference{Kind: d.Kind, Key: d.Key, SubGigID: d.SubGig, State: d.State, Before: d.Before, After: d.After, PriceMinor: d.PriceMinor,
		HoldMinor: d.HoldMinor, Replaces: d.Replaces, ReplacedBy: d.ReplacedBy, Consent: d.Consent, Path: d.Path}
	if d.State == "" {
		out.SubGigID = "" // it is made when the plan is applied
	}
	if d.Affects != "" {
		name := names[d.Affects]
		out.Affects = &name
	}
	return out
}
