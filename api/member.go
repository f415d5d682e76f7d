package api

import (
	"context"
	"fmt"
	"net/http"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerMember() {
	add(a, operation{id: "add-member", method: post, path: root + "/projects/{id}/members", tag: "project", status: http.StatusCreated,
		summary: "Gives somebody a role in a project, or changes how far theirs reaches",
		text: "A buyer viewer sees the whole without the ledger. A section lead reviews the deliveries of a section or of named roles. A mentor sees all the work and " +
			"comments. A guest reviewer sees previews and the deliveries shown to them, and comments. An auditor reads everything. The producer gives the roles " +
			"that see no money; the buyer gives all.", rules: rules{command: true}}, a.addMember)
	add(a, operation{id: "list-members", method: get, path: root + "/projects/{id}/members", tag: "project",
		summary: "Lists who has a role in a project that was given to them, oldest first", text: "Who does not see the whole gets their own."}, a.listMembers)
	add(a, operation{id: "remove-member", method: del, path: root + "/projects/{id}/members/{member}", tag: "project", status: http.StatusNoContent,
		summary: "Takes a role away; everybody may give up their own", text: "It holds from the next request on, and ends open streams.",
		rules: rules{command: true}}, a.removeMember)
}

func (a *API) addMember(ctx context.Context, in *struct {
	ProjectPath
	Body wire.MemberRequest
}) (*body[wire.Member], error) {
	p, err := a.project(ctx, in.ID, in.Body.Role.GivenBy())
	if err != nil {
		return nil, err
	}
	reach, err := a.reachOf(ctx, p, in.Body)
	if err != nil {
		return nil, err
	}
	people, err := a.o.Records.PeopleByHandle(ctx, []string{in.Body.Handle})
	if err != nil {
		return nil, err
	}
	who, known := people[in.Body.Handle]
	if !known {
		return nil, &project.Error{Code: project.Invalid, Message: "nobody was made a member",
			Fields: []project.Field{{Path: "handle", Message: "nobody on the roster has this handle"}}}
	}
	c := commandOf(ctx)
	m, err := a.o.Records.PutMember(ctx, project.Member{ID: project.MemberID(c.id(project.PrefixMember)), Project: p.ID, Person: who.ID,
		Role: in.Body.Role, Reach: reach, AddedBy: actor(ctx).ID, AddedAt: c.at})
	if err != nil {
		return nil, err
	}
	changed(ctx, "member.person_id", "", string(m.Person))
	changed(ctx, "member.role", "", string(m.Role))
	a.wake(ctx, p.ID)
	return &body[wire.Member]{memberView(m, wire.PersonName{ID: who.ID, Handle: who.Handle, Name: who.Name, Country: who.Country})}, nil
}

// reachOf reads how far the membership is to reach, and finds every delivery that it names.
func (a *API) reachOf(ctx context.Context, p seen, in wire.MemberRequest) (project.Reach, error) {
	reach := project.Reach{Section: in.Section, Roles: in.Roles, Deliveries: in.DeliveryIDs}.Tidy()
	sections, err := a.o.Records.Sections(ctx, p.ID)
	if err == nil {
		err = reach.Check(in.Role, sections)
	}
	if err != nil {
		return reach, err
	}
	e := &project.Error{Code: project.Invalid, Message: "nobody was made a member"}
	for i, id := range in.DeliveryIDs {
		switch d, err := a.delivery(ctx, id, project.SeeDelivery); {
		case project.CodeOf(err) == project.NotFound || err == nil && d.Project != p.ID:
			e.Fields = append(e.Fields, project.Field{Path: fmt.Sprintf("delivery_ids[%d]", i), Message: "is no delivery of this project"})
		case err != nil:
			return reach, err
		}
	}
	if len(e.Fields) > 0 {
		return reach, e
	}
	return reach, nil
}

func (a *API) listMembers(ctx context.Context, in *ProjectPath) (*body[wire.MemberList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	rows := p.members
	if p.whole(ctx) {
		if rows, err = a.o.Records.Members(ctx, project.MemberFilter{Project: p.ID}); err != nil {
			return nil, err
		}
	}
	people := each(rows, func(m project.Member) project.PersonID { return m.Person })
	names, err := a.names(ctx, people...)
	return &body[wire.MemberList]{wire.MemberList{Items: each(rows, func(m project.Member) wire.Member { return memberView(m, names[m.Person]) })}}, err
}

func memberView(m project.Member, name wire.PersonName) wire.Member {
	return wire.Member{ID: m.ID, ProjectID: m.Project, Person: name, Role: m.Role, Section: m.Reach.Section, Roles: m.Reach.Roles,
		DeliveryIDs: m.Reach.Deliveries, AddedByID: m.AddedBy, AddedAt: m.AddedAt.UTC()}
}

// removeMember hides the memberships of others from who does not see the whole.
func (a *API) removeMember(ctx context.Context, in *struct {
	ProjectPath
	Member project.MemberID `path:"member"`
}) (*nothing, error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if project.CodeOf(err) == project.NotFound && commandOf(ctx).repeat {
		return nil, a.gaveUp(ctx, in.Member, err) // their part in the project may have ended with this very command
	}
	if err != nil {
		return nil, err
	}
	m, err := a.o.Records.Member(ctx, in.Member)
	if err == nil && (m.Project != p.ID || m.Person != actor(ctx).ID && !p.whole(ctx)) {
		err = nobody()
	}
	if err != nil {
		return nil, hide(err)
	}
	if m.Person != actor(ctx).ID {
		if err := may(ctx, m.Role.GivenBy(), p.thing); err != nil {
			return nil, err
		}
	}
	if err := a.o.Records.EndMember(ctx, m.ID, actor(ctx).ID, commandOf(ctx).at); err != nil {
		return nil, err
	}
	changed(ctx, "member.person_id", string(m.Person), "")
	changed(ctx, "member.role", string(m.Role), "")
	a.wake(ctx, p.ID)
	return nil, nil
}

// gaveUp is content when the membership was the caller's own and has ended; otherwise it gives the refusal.
func (a *API) gaveUp(ctx context.Context, id project.MemberID, refusal error) error {
	m, err := a.o.Records.Member(ctx, id)
	switch {
	case err != nil && project.CodeOf(err) != project.NotFound:
		return err
	case err != nil || m.Person != actor(ctx).ID || m.EndedAt.IsZero():
		return refusal
	}
	return nil
}
