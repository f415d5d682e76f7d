package main

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func TestDisputesOfTheOperatorAndOfOthers(t *testing.T) {
	t.Parallel()
	share, ends := int64(4_000), time.Now()
	objection := wire.Proposal{ID: "prp_1", ProjectID: "prj_1", SubGigID: "sub_1", Kind: project.Objection, State: project.ProposalOpen, Currency: "EUR", Words: "it is a copy",
		Dispute: &wire.Dispute{ID: "prp_1", OpenedBy: project.SideProducer, Stage: project.StageProducer, StageEnds: &ends, ShareMinor: &share, Outcome: project.OutcomeRecast}}
	disputed := wire.SubGigList{Items: []wire.SubGig{{ID: "sub_1", State: project.Disputed}}}
	of := answers{
		"GET /api/v1/projects":       wire.ProjectList{Items: []wire.Project{{ID: "prj_0", State: project.ProjectCompleted}, {ID: "prj_1", State: project.ProjectPaused}}},
		"GET /api/v1/projects/prj_1": wire.Project{ID: "prj_1"}, "GET /api/v1/projects/prj_1/sub-gigs": disputed,
		"GET /api/v1/sub-gigs/sub_1/proposals": wire.ProposalList{Items: []wire.Proposal{{ID: "prp_2", Kind: project.Settlement, State: project.ProposalOpen}, objection}},
		"GET /api/v1/disputes":                 wire.Problem{Status: http.StatusForbidden, Code: string(project.Forbidden), Detail: "it is not yours to see all disputes"},
	}
	mine := of.serve(t)
	all := answers{"GET /api/v1/disputes": wire.ProposalList{Items: []wire.Proposal{objection}}}.serve(t)
	for name, c := range map[string]struct {
		env  map[string]string
		args []string
	}{
		"the operator":  {all, []string{"dispute", "ls"}},
		"one project":   {mine, []string{"dispute", "ls", "prj_1"}},
		"all one's own": {mine, []string{"disputes", "list"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := tutti(t, c.env, c.args...)
			if got.code != exitOK || strings.Count(got.out, "\n") != 2 || !strings.Contains(got.out, "40.00 EUR for the seller, then recast  it is a copy  prj_1") {
				t.Errorf("status %d:\n%s%s", got.code, got.out, got.errs)
			}
		})
	}
}

func TestARuling(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"--share 40.00 --then cancel": `{"share_minor":4000,"outcome":"cancel"}`,
		"--then resume":               `{"share_minor":0,"outcome":"resume"}`,
	} {
		sent := ""
		env := answers{"GET /api/v1/sub-gigs/sub_1": wire.SubGig{ID: "sub_1", PriceMinor: 12_000, Currency: "EUR"},
			"POST /api/v1/sub-gigs/sub_1/dispute/rule": echo(func(body string) any {
				sent = body
				return wire.SubGig{ID: "sub_1", State: project.Cancelled}
			})}.serve(t)
		if got := tutti(t, env, append([]string{"dispute", "rule", "sub_1"}, strings.Fields(args)...)...); got.code != exitOK || sent != want {
			t.Errorf("status %d, sent %s\nwanted %s\n%s", got.code, sent, want, got.errs)
		}
	}
}
