package main

import (
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func TestLedgerAudit(t *testing.T) {
	t.Parallel()
	bad := wire.Audit{ProjectID: "prj_2", Transactions: 4, Findings: []project.AuditFinding{{Check: project.AuditSubGig, Message: "sub_1 got 5"}}}
	env := answers{
		"GET /api/v1/projects":                    wire.ProjectList{Items: []wire.Project{{ID: "prj_1"}, {ID: "prj_2"}, {ID: "prj_3"}}},
		"GET /api/v1/projects/prj_1/ledger/audit": wire.Audit{ProjectID: "prj_1", Transactions: 3, Findings: []project.AuditFinding{}},
		"GET /api/v1/projects/prj_2/ledger/audit": bad,
	}.serve(t)
	for args, want := range map[string]struct {
		code int
		says []string
	}{
		"ledger audit prj_1": {exitOK, []string{"prj_1", "ok"}},
		"ledger audit prj_2": {exitFailed, []string{"sub gig", "sub_1 got 5", "findings of the audit: 1"}},
		"ledger audit":       {exitFailed, []string{"prj_1", "prj_2", "prj_3 is left out"}},
		"ledger audit prj_9": {exitFailed, []string{"nothing here"}},
	} {
		got := tutti(t, env, strings.Fields(args)...)
		if got.code != want.code {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
		for _, text := range want.says {
			if !strings.Contains(got.out+got.errs, text) {
				t.Errorf("%s does not say %q:\n%s%s", args, text, got.out, got.errs)
			}
		}
	}
}

func TestTheDoctorTellsOfAudits(t *testing.T) {
	t.Parallel()
	health := wire.Health{Status: "ok", Version: "test"}
	bad := wire.Audit{ProjectID: "prj_2", Findings: []project.AuditFinding{{Check: project.AuditChain, Message: "it was changed"}}}
	for name, c := range map[string]struct {
		audits any
		says   string
	}{
		"well":      {wire.AuditSummary{Audited: 3, Waiting: 1}, "3 projects audited, nothing wrong; 1 wait"},
		"wrong":     {wire.AuditSummary{Audited: 3, Wrong: []wire.Audit{bad}}, "findings about prj_2: 1, the first: chain: it was changed"},
		"not yours": {wire.Problem{Status: 404, Code: string(project.NotFound), Detail: "no"}, "only an operator sees the audits"},
	} {
		env := answers{"GET /readyz": health, "GET /api/v1/audits": c.audits}.serve(t)
		got := tutti(t, env, "doctor", "--listen", "127.0.0.1:0")
		if !strings.Contains(got.out, c.says) {
			t.Errorf("%s: no %q in\n%s%s", name, c.says, got.out, got.errs)
		}
	}
}
