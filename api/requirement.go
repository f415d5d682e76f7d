package api

import (
	"context"
	"slices"

	"tutti/api/wire"
	"tutti/project"

	"golang.org/x/sync/errgroup"
)

func (a *API) registerRequirement() {
	add(a, operation{id: "list-requirements", method: get, path: root + "/projects/{id}/requirements", tag: "project",
		summary: "Lists what the buyer must supply, with the answers"}, a.requirements)
	add(a, operation{id: "answer-requirement", method: put, path: root + "/projects/{id}/requirements/{key}", tag: "project",
		summary: "Answers a requirement, in a draft and while the project runs",
		text: "Sub-gigs that waited for nothing else start at once. An answer can be changed until a sub-gig that works from it has started. " +
			"A file is sent up first, with the key as requirement; its content must be of a type that is wanted.",
		rules: rules{command: true, within: longTimeout}}, a.answerRequirement)
}

func (a *API) requirements(ctx context.Context, in *ProjectPath) (*body[wire.RequirementList], error) {
	p, err := a.project(ctx, in.ID, project.SeeWhole)
	if err != nil {
		return nil, err
	}
	views, err := a.requirementViews(ctx, p, func(project.PlanRequirement) bool { return true })
	if err != nil {
		return nil, err
	}
	return &body[wire.RequirementList]{wire.RequirementList{Items: views}}, nil
}

// requirementViews gives the wanted requirements of a project in the order of the plan, with links to files.
func (a *API) requirementViews(ctx context.Context, s seen, wanted func(project.PlanRequirement) bool) ([]wire.Requirement, error) {
	facts, err := a.facts(ctx, s.Project)
	if err != nil {
		return nil, err
	}
	out := []wire.Requirement{}
	if !slices.ContainsFunc(facts.requirements, wanted) {
		return out, nil
	}
	answers, err := a.o.Records.RequirementAnswers(ctx, s.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range facts.requirements {
		if !wanted(r) {
			continue
		}
		view := requirementView(r)
		if s.whole(ctx) {
			view.For = r.For
		}
		if i := slices.IndexFunc(answers, func(x project.RequirementAnswer) bool { return x.Requirement == r.Key }); i >= 0 {
			if err := a.showAnswer(ctx, &view, answers[i]); err != nil {
				return nil, err
			}
		}
		out = append(out, view)
	}
	return out, nil
}

func requirementView(r project.PlanRequirement) wire.Requirement {
	view := wire.Requirement{Key: r.Key, Title: r.Title, Kind: r.Kind, Choices: r.Choices, MinLength: r.MinLength, MaxLength: r.MaxLength,
		Types: r.Types, Required: r.Waited()}
	if r.Kind == project.RequirementText && r.MaxLength == 0 {
		view.MaxLength = project.MaxText
	}
	return view
}

func (a *API) showAnswer(ctx context.Context, view *wire.Requirement, answer project.RequirementAnswer) error {
	view.Answered, view.Value, view.AnsweredAt = true, answer.Value, moment(answer.At)
	if answer.File == nil {
		return nil
	}
	link, err := a.link(ctx, *answer.File)
	view.File = &link
	return err
}

// requirement finds a requirement of the plan by its key.
func (a *API) requirement(ctx context.Context, p project.Project, key string) (project.PlanRequirement, error) {
	facts, err := a.facts(ctx, p)
	if err != nil {
		return project.PlanRequirement{}, err
	}
	for _, r := range facts.requirements {
		if r.Key == key {
			return r, nil
		}
	}
	return project.PlanRequirement{}, nobody()
}

// answerRequirement keeps the answer first and tells the sub-gigs then: an answer that is kept and not told is told by the
// repeat, or found by the launch.
func (a *API) answerRequirement(ctx context.Context, in *struct {
	ProjectPath
	Key  string `path:"key" maxLength:"63"`
	Body wire.RequirementRequest
}) (*body[wire.Requirement], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	r, err := a.requirement(ctx, p.Project, in.Key)
	if err != nil {
		return nil, err
	}
	answer, err := a.readAnswer(ctx, p.Project, r, in.Body)
	if err != nil {
		return nil, err
	}
	if err := a.o.Records.PutRequirementAnswer(ctx, answer, r.For); err != nil {
		return nil, err
	}
	a.wake(ctx, p.ID)
	if err := a.fulfil(ctx, p.ID, r.Key); err != nil {
		return nil, err
	}
	views, err := a.requirementViews(ctx, p, func(x project.PlanRequirement) bool { return x.Key == r.Key })
	if err != nil {
		return nil, err
	}
	return &body[wire.Requirement]{views[0]}, nil
}

// readAnswer makes an answer out of the request and validates it. A file is judged by its content.
func (a *API) readAnswer(ctx context.Context, p project.Project, r project.PlanRequirement, in wire.RequirementRequest) (project.RequirementAnswer, error) {
	answer := project.RequirementAnswer{Project: p.ID, Requirement: r.Key, Value: in.Value, Actor: actor(ctx).ID, At: commandOf(ctx).at}
	if in.UploadID == "" {
		return answer, r.Check(answer, nil)
	}
	file, err := a.materialOf(ctx, p.ID, in.UploadID)
	if err != nil {
		return answer, err
	}
	if answer.File = &file; r.Kind != project.RequirementFile || file.Size == 0 {
		return answer, r.Check(answer, nil)
	}
	content, err := a.content(ctx, file)
	if err != nil {
		return answer, err
	}
	file.Type = content.String()
	err = r.Check(answer, content.is)
	file.Type = mediaType(file.Type)
	return answer, err
}

// materialOf gives the stored file behind an upload that the caller sent up as material of the buyer.
func (a *API) materialOf(ctx context.Context, id project.ProjectID, upload project.UploadID) (project.DeliveryFile, error) {
	up, err := a.upload(ctx, upload)
	if err != nil {
		return project.DeliveryFile{}, err
	}
	if up.Project != id || up.SubGig != "" {
		return project.DeliveryFile{}, project.Errorf(project.Conflict, "the upload %s was not sent up as material of this project", up.ID)
	}
	return fileOf(up)
}

// tellAtOnce is how many sub-gigs are told of an answer at the same time.
const tellAtOnce = 16

// fulfil tells every sub-gig that waits for the answer. A project that is still a draft needs no telling: it looks at the
// answers when it runs. Nor does one that has ended.
func (a *API) fulfil(ctx context.Context, id project.ProjectID, key string) error {
	p, err := a.o.Records.Project(ctx, id)
	if err != nil || p.State != project.ProjectRunning {
		return err
	}
	waiting, err := a.o.Records.SubGigs(ctx, id, project.SubGigFilter{State: project.Waiting}, project.Page{})
	if err != nil {
		return err
	}
	c := project.Command{Kind: project.Fulfil, Requirement: key, Actor: actor(ctx).ID}
	telling, within := errgroup.WithContext(ctx)
	telling.SetLimit(a.o.TellAtOnce)
	for _, g := range waiting {
		if slices.Contains(g.Requires, key) {
			telling.Go(func() error { return a.tell(within, g, c) })
		}
	}
	return telling.Wait()
}

// tell gives the command to one sub-gig. A section that is not there takes nothing: one that has ended waits for nothing
// any more, one that is about to begin looks at the answers by itself.
func (a *API) tell(ctx context.Context, g project.SubGigRecord, c project.Command) error {
	err := a.o.Process.SubGig(ctx, g.Project, g.Section, g.ID, c, commandOf(ctx).key+"/"+string(g.ID))
	if project.CodeOf(err) == project.Conflict {
		return nil
	}
	return err
}

// waitsFor gives the function that says for whom each of the sub-gigs waits; what it needs is read once for all.
func (a *API) waitsFor(ctx context.Context, p project.Project, rows []project.SubGigRecord) (func(project.SubGigRecord) *wire.WaitsFor, error) {
	var needs []project.SubGigID
	keys, titles := map[project.SubGigID]string{}, map[string]string{}
	for _, g := range rows {
		needs = append(needs, g.SubGig.Needs...)
		for _, key := range g.Requires {
			titles[key] = key
		}
	}
	upstream, err := a.o.Records.SubGigsByID(ctx, needs)
	if err != nil {
		return nil, err
	}
	for _, g := range upstream {
		keys[g.ID] = g.Key
	}
	if len(titles) > 0 {
		facts, err := a.facts(ctx, p)
		if err != nil {
			return nil, err
		}
		for _, r := range facts.requirements {
			titles[r.Key] = r.Title
		}
	}
	return func(g project.SubGigRecord) *wire.WaitsFor { return waitsView(g, keys, titles) }, nil
}

// waitsView is nil for a sub-gig that was not launched or has ended.
func waitsView(g project.SubGigRecord, keys map[project.SubGigID]string, titles map[string]string) *wire.WaitsFor {
	if g.Clock.Party == "" || g.State.Ended() {
		return nil
	}
	out := &wire.WaitsFor{Party: g.Clock.Party}
	for _, id := range g.SubGig.Needs {
		out.Upstream = append(out.Upstream, keys[id])
	}
	for _, key := range g.Requires {
		out.Requirements = append(out.Requirements, wire.RequirementName{Key: key, Title: titles[key]})
	}
	return out
}
