package main

import (
	"encoding/json"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func TestMembersAreAddedListedAndRemoved(t *testing.T) {
	t.Parallel()
	one := 1
	lead := wire.Member{ID: "mem_1", Person: wire.PersonName{Handle: "lia", Name: "Lia Torres"}, Role: project.MemberLead, Section: &one, Roles: []string{"drummer"}}
	mentor := wire.Member{ID: "mem_2", Person: lead.Person, Role: project.MemberMentor}
	var sent wire.MemberRequest
	env := answers{
		"POST /api/v1/projects/prj_1/members": echo(func(body string) any {
			if err := json.Unmarshal([]byte(body), &sent); err != nil {
				t.Error(err)
			}
			return lead
		}),
		"GET /api/v1/projects/prj_1/members":          wire.MemberList{Items: []wire.Member{lead, mentor}},
		"DELETE /api/v1/projects/prj_1/members/mem_1": struct{}{},
	}.serve(t)
	for _, c := range []struct {
		args string
		code int
		says string
	}{
		{"member add prj_1 lia --role section-lead --section 1 --leads drummer", exitOK, "section 1, drummer"},
		{"member add prj_1 lia", exitUsage, "--role is missing"},
		{"member list prj_1", exitOK, "section lead"},
		{"member remove prj_1 lia --role section-lead", exitOK, ""},
		{"member remove prj_1 lia --role auditor", exitFailed, "lia has no such role"},
	} {
		got := tutti(t, env, strings.Fields(c.args)...)
		if got.code != c.code || !strings.Contains(got.out+got.errs, c.says) {
			t.Errorf("%s: %d\n%s%s", c.args, got.code, got.out, got.errs)
		}
	}
	if sent.Handle != "lia" || sent.Role != project.MemberLead || sent.Section == nil || *sent.Section != 1 || len(sent.Roles) != 1 {
		t.Errorf("sent %+v", sent)
	}
}
