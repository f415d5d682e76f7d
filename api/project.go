package api

import (
	"context"
	"fmt"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerProject() {
	add(a, operation{id: "list-projects", method: get, path: root + "/projects", tag: "project", summary: "Lists the projects one has a part in, newest first"}, a.projects)
	add(a, operation{id: "get-project", method: get, path: root + "/projects/{id}", tag: "project", summary: "Gives one project"}, a.getProject)
	add(a, operation{id: "list-references", method: get, path: root + "/projects/{id}/references", tag: "project",
		summary: "Lists the references of a project, with links"}, a.references)
	add(a, operation{id: "put-reference", method: put, path: root + "/projects/{id}/references/{key}", tag: "project",
		summary: "Attaches an upload to a reference of a draft", rules: rules{command: true}}, a.putReference)
	add(a, operation{id: "launch-project", method: post, path: root + "/projects/{id}/launch", tag: "project", summary: "Starts a draft",
		text: "Refused, with a list of what is missing, while a reference file was not sent up.", rules: rules{command: true}}, a.launch)
	add(a, operation{id: "cancel-project", method: post, path: root + "/projects/{id}/cancel", tag: "project",
		summary: "Ends a project: approved work stays paid, everything else is returned", rules: rules{command: true}}, a.cancelProject)
	add(a, operation{id: "decide-final", method: post, path: root + "/projects/{id}/final", tag: "project",
		summary: "Approves the final, or asks for it to be built again", rules: rules{command: true}}, a.decideFinal)
}

func (a *API) projects(ctx context.Context, in *Paging) (*body[wire.ProjectList], error) {
	rows, err := a.o.Records.Projects(ctx, actor(ctx), in.page())
	if err != nil {
		return nil, err
	}
	rows, next := cut(rows, *in, func(p project.Project) string { return string(p.ID) })
	ids := make([]project.PersonID, 0, 2*len(rows))
	for _, p := range rows {
		ids = append(ids, p.Buyer, p.Producer)
	}
	names, err := a.names(ctx, ids...)
	if err != nil {
		return nil, err
	}
	all, err := a.listed(ctx, rows)
	return &body[wire.ProjectList]{wire.ProjectList{Next: next, Items: each(all, func(s seen) wire.Project { return projectView(ctx, s, names) })}}, err
}

// listed finds out what the caller is in projects that they have a part in.
func (a *API) listed(ctx context.Context, rows []project.Project) ([]seen, error) {
	members, err := a.o.Records.Members(ctx, project.MemberFilter{Person: actor(ctx).ID})
	if err != nil {
		return nil, err
	}
	out := make([]seen, 0, len(rows))
	for _, p := range rows {
		s := seenBy(p, slices.DeleteFunc(slices.Clone(members), func(m project.Member) bool { return m.Project != p.ID }))
		if !s.whole(ctx) {
			s.thing.Asked = true // there is no other way to have a part in it, but by a membership
			if len(s.members) > 0 {
				if s.thing.Asked, err = a.o.Records.IsMember(ctx, p.ID, actor(ctx).ID); err != nil {
					return nil, err
				}
			}
		}
		out = append(out, s)
	}
	return out, nil
}

func (a *API) getProject(ctx context.Context, in *ProjectPath) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	names, err := a.names(ctx, p.Buyer, p.Producer)
	if err != nil {
		return nil, err
	}
	out := projectView(ctx, p, names)
	facts, err := a.facts(ctx, p.Project)
	if err != nil {
		return nil, err
	}
	out.Brief = facts.brief
	if out.LastEvent, err = a.o.Records.LastEvent(ctx, in.ID); err != nil {
		return nil, err
	}
	if p.State == project.ProjectRunning && p.whole(ctx) {
		out.FinalFailed, err = a.finalFailed(ctx, in.ID, out.LastEvent)
	}
	return &body[wire.Project]{out}, err
}

// finalFailed says why the final could not be built, when that is among the newest of what has happened.
func (a *API) finalFailed(ctx context.Context, id project.ProjectID, last int64) (string, error) {
	const newest = 200
	events, err := a.o.Records.Events(ctx, id, max(0, last-newest), newest)
	return project.FinalFailed(events), err
}

func projectView(ctx context.Context, s seen, names map[project.PersonID]wire.PersonName) wire.Project {
	p := s.Project
	out := wire.Project{ID: p.ID, Title: p.Title, State: p.State, Buyer: names[p.Buyer], Producer: names[p.Producer], Currency: p.Currency,
		Due: moment(p.Due), PausedUntil: moment(p.PausedUntil), PlanVersion: p.PlanVersion, Mine: mine(ctx, s), CreatedAt: p.CreatedAt.UTC(), UpdatedAt: p.UpdatedAt.UTC()}
	if s.whole(ctx) {
		out.SubGigs, out.Approved, out.FinalID = &p.SubGigs, &p.Approved, p.Final
	}
	if s.money(ctx) {
		out.BudgetMinor = &p.BudgetMinor
	}
	if may(ctx, project.SeeCast, s.thing) != nil {
		out.Buyer, out.Producer = wire.PersonName{Name: out.Buyer.Name}, wire.PersonName{Name: out.Producer.Name}
	}
	return out
}

// mine says what the caller is in the project.
func mine(ctx context.Context, s seen) []string {
	roles := []string{}
	for role, is := range map[project.Role]bool{
		project.RoleBuyer: s.Buyer == actor(ctx).ID, project.RoleProducer: s.Producer == actor(ctx).ID,
		project.RoleSeller: s.thing.Asked, project.RoleOperator: actor(ctx).Is(project.RoleOperator), project.RoleAuditor: actor(ctx).Is(project.RoleAuditor),
	} {
		if is {
			roles = append(roles, string(role))
		}
	}
	for _, role := range s.thing.As {
		roles = append(roles, string(role))
	}
	slices.Sort(roles)
	return slices.Compact(roles)
}

func (a *API) references(ctx context.Context, in *ProjectPath) (*body[wire.ReferenceList], error) {
	p, err := a.project(ctx, in.ID, project.SeeWhole)
	if err != nil {
		return nil, err
	}
	views, err := a.referenceViews(ctx, p.Project, func(project.Reference) bool { return true })
	if err != nil {
		return nil, err
	}
	return &body[wire.ReferenceList]{wire.ReferenceList{Items: views}}, nil
}

// referenceViews gives the wanted references of a project, with what the plan says of them and links to their files.
func (a *API) referenceViews(ctx context.Context, p project.Project, wanted func(project.Reference) bool) ([]wire.Reference, error) {
	rows, err := a.o.Records.References(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	facts, err := a.facts(ctx, p)
	if err != nil {
		return nil, err
	}
	out := []wire.Reference{}
	for _, ref := range rows {
		if !wanted(ref) {
			continue
		}
		view := wire.Reference{Key: ref.Key, Title: ref.Title, Guide: ref.Guide, Want: facts.files[ref.Key]}
		if ref.File != nil {
			link, err := a.link(ctx, *ref.File)
			if err != nil {
				return nil, err
			}
			view.File = &link
		}
		out = append(out, view)
	}
	return out, nil
}

func (a *API) putReference(ctx context.Context, in *struct {
	ProjectPath
	Key  string `path:"key" maxLength:"63"`
	Body wire.ReferenceRequest
}) (*body[wire.Reference], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	file, err := a.materialOf(ctx, p.ID, in.Body.UploadID)
	if err != nil {
		return nil, err
	}
	if err := a.o.Records.PutReferenceFile(ctx, p.ID, in.Key, file, actor(ctx).ID, commandOf(ctx).at); err != nil {
		return nil, err
	}
	a.wake(ctx, p.ID)
	views, err := a.referenceViews(ctx, p.Project, func(r project.Reference) bool { return r.Key == in.Key })
	if err != nil {
		return nil, err
	}
	if len(views) == 0 {
		return nil, nobody()
	}
	return &body[wire.Reference]{views[0]}, nil
}

func (a *API) launch(ctx context.Context, in *ProjectPath) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	if p.State.Ended() { // the process forgets ended projects after a while, and would begin them anew
		return nil, project.Errorf(project.Conflict, "the project cannot be launched: it is %s", p.State)
	}
	if p.State == project.ProjectDraft { // otherwise it may be this very command that launched it: the process knows
		if err := a.complete(ctx, p.ID); err != nil {
			return nil, err
		}
	}
	if err := a.o.Process.Launch(ctx, p.ID, actor(ctx).ID, commandOf(ctx).key); err != nil {
		return nil, err
	}
	return a.getProject(ctx, in)
}

// complete names everything that a draft lacks for being launched.
func (a *API) complete(ctx context.Context, id project.ProjectID) error {
	plan, err := a.o.Records.Plan(ctx, id)
	if err != nil {
		return err
	}
	refs, err := a.o.Records.References(ctx, id)
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, ref := range refs {
		there[ref.Key] = ref.File != nil
	}
	e := &project.Error{Code: project.Conflict, Message: "the project cannot be launched yet"}
	for i, ref := range plan.References {
		if ref.File != "" && !there[ref.Key] {
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("references[%d]", i),
				Message: fmt.Sprintf("the file %s of the reference %q was not sent up", ref.File, ref.Key)})
		}
	}
	roster, err := a.o.Records.PeopleByHandle(ctx, plan.Handles())
	if err != nil {
		return err
	}
	if gone, ok := plan.CheckPeople(roster).(*project.Error); ok {
		e.Fields = append(e.Fields, gone.Fields...)
	}
	if len(e.Fields) == 0 {
		return nil
	}
	return e
}

func (a *API) cancelProject(ctx context.Context, in *ProjectPath) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.RunProject)
	if err != nil {
		return nil, err
	}
	switch p.State { // as with launch: the process may have forgotten it
	case project.ProjectCancelled:
		return a.getProject(ctx, in)
	case project.ProjectCompleted:
		return nil, project.Errorf(project.Conflict, "the project is completed and cannot be cancelled")
	}
	if err := a.o.Process.CancelProject(ctx, p.ID, actor(ctx).ID, commandOf(ctx).key); err != nil {
		return nil, err
	}
	return a.getProject(ctx, in)
}

func (a *API) decideFinal(ctx context.Context, in *struct {
	ProjectPath
	Body wire.FinalRequest
}) (*body[wire.Project], error) {
	p, err := a.project(ctx, in.ID, project.DecideFinal)
	if err != nil {
		return nil, err
	}
	approve := in.Body.Decision == wire.FinalApprove
	if !approve && in.Body.ArtifactID == "" { // there may be none yet, because it could not be built
		if err := a.o.Process.DecideFinal(ctx, p.ID, actor(ctx).ID, "", false, commandOf(ctx).key); err != nil {
			return nil, err
		}
		return a.getProject(ctx, &in.ProjectPath)
	}
	final, err := a.o.Records.Artifact(ctx, in.Body.ArtifactID)
	if err != nil || final.Project != p.ID || final.Kind != project.ArtifactFinal {
		if code := project.CodeOf(err); err != nil && code != project.NotFound {
			return nil, err
		}
		return nil, &project.Error{Code: project.Invalid, Message: "this is no final of this project",
			Fields: []project.Field{{Path: "artifact_id", Message: "names no final of this project; see its artifacts"}}}
	}
	if err := a.o.Process.DecideFinal(ctx, p.ID, actor(ctx).ID, final.ID, approve, commandOf(ctx).key); err != nil {
		return nil, err
	}
	return a.getProject(ctx, &in.ProjectPath)
}
