package storagetest

import (
	"context"

	"tutti/project"
)

func (w *world) member(n project.NewProject, person project.PersonID, role project.MemberRole, reach project.Reach) project.Member {
	return project.Member{ID: project.MemberID(w.id(project.PrefixMember)), Project: n.Project.ID, Person: person, Role: role, Reach: reach,
		AddedBy: "per_buyer", AddedAt: w.at}
}

func testMembers(w *world) {
	ctx := context.Background()
	n := w.one()
	id := n.Project.ID
	before := must[int64](w)(w.r.LastEvent(ctx, id))
	logged := func(what string, want ...project.LogEvent) {
		w.Helper()
		events := must[[]project.Event](w)(w.r.Events(ctx, id, before, 0))
		before += int64(len(events))
		got := []project.LogEvent{}
		for _, e := range events {
			got = append(got, e.LogEvent)
		}
		same(w, what, got, append([]project.LogEvent{}, want...))
	}
	section := 0
	mentor := w.member(n, "per_m", project.MemberMentor, project.Reach{})
	lead := w.member(n, "per_l", project.MemberLead, project.Reach{Section: &section, Roles: []string{"drummer"}})
	same(w, "a mentor", must[project.Member](w)(w.r.PutMember(ctx, mentor)), mentor)
	same(w, "a lead", must[project.Member](w)(w.r.PutMember(ctx, lead)), lead)
	same(w, "the same again", must[project.Member](w)(w.r.PutMember(ctx, lead)), lead)
	logged("added", mentor.Log(project.LogMemberAdded, "per_buyer", mentor.AddedAt), lead.Log(project.LogMemberAdded, "per_buyer", lead.AddedAt))

	wider := w.member(n, "per_l", project.MemberLead, project.Reach{Roles: []string{"bassist", "drummer"}})
	lead.Reach = wider.Reach
	same(w, "the role twice is one membership", must[project.Member](w)(w.r.PutMember(ctx, wider)), lead)
	logged("changed", lead.Log(project.LogMemberChanged, "per_buyer", wider.AddedAt))
	again := w.member(n, "per_l", project.MemberLead, wider.Reach)
	same(w, "nothing new", must[project.Member](w)(w.r.PutMember(ctx, again)), lead)
	logged("nothing")

	other := w.one()
	guest := w.member(other, "per_l", project.MemberGuest, project.Reach{Deliveries: []project.DeliveryID{"dlv_1"}})
	same(w, "a guest", must[project.Member](w)(w.r.PutMember(ctx, guest)), guest)
	lists := func(what string, f project.MemberFilter, want ...project.Member) {
		w.Helper()
		got := must[[]project.Member](w)(w.r.Members(ctx, f))
		same(w, what, append([]project.Member{}, got...), append([]project.Member{}, want...))
	}
	lists("of the project", project.MemberFilter{Project: id}, mentor, lead)
	lists("of the person", project.MemberFilter{Person: "per_l"}, lead, guest)
	lists("of both", project.MemberFilter{Project: id, Person: "per_l"}, lead)
	lists("of nobody", project.MemberFilter{Project: id, Person: "per_x"})
	partIn := func(person project.PersonID) int {
		w.Helper()
		return len(must[[]project.Project](w)(w.r.Projects(ctx, project.Actor{ID: person}, project.Page{})))
	}
	if n := partIn("per_l"); n != 2 {
		w.Errorf("the lead and guest has a part in %d projects, not 2", n)
	}
	auditor := project.Actor{ID: "per_a", Roles: []project.Role{project.RoleAuditor}}
	if all := must[[]project.Project](w)(w.r.Projects(ctx, auditor, project.Page{})); len(all) != 2 {
		w.Errorf("an auditor of the instance sees %d projects, not 2", len(all))
	}

	w.id("later")
	at := w.at
	ask(w, "", "end", w.r.EndMember(ctx, lead.ID, "per_producer", at))
	ask(w, "", "end again", w.r.EndMember(ctx, lead.ID, "per_buyer", at.AddDate(0, 0, 1)))
	logged("removed", lead.Log(project.LogMemberRemoved, "per_producer", at))
	lead.EndedAt = at
	same(w, "ended", must[project.Member](w)(w.r.Member(ctx, lead.ID)), lead)
	same(w, "a repeat of what made it does not bring it back", must[project.Member](w)(w.r.PutMember(ctx, lead)), lead)
	lists("without the lead", project.MemberFilter{Project: id}, mentor)
	if n := partIn("per_l"); n != 1 {
		w.Errorf("after the end it is %d projects, not 1", n)
	}
	anew := w.member(n, "per_l", project.MemberLead, project.Reach{Section: &section})
	same(w, "a lead once more", must[project.Member](w)(w.r.PutMember(ctx, anew)), anew)
	logged("added once more", anew.Log(project.LogMemberAdded, "per_buyer", anew.AddedAt))

	_, err := w.r.Member(ctx, "mem_none")
	ask(w, project.NotFound, "no member", err)
	ask(w, project.NotFound, "the end of nobody", w.r.EndMember(ctx, "mem_none", "per_buyer", at))
	lost := w.member(n, "per_m", project.MemberMentor, project.Reach{})
	lost.Project = "prj_none"
	_, err = w.r.PutMember(ctx, lost)
	ask(w, project.NotFound, "a member of no project", err)
	checkBooks(w, w.r, id)
}
