package main

import (
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// TestWhatIsProposed holds what is sent for each kind of proposal, with amounts and times as people write them.
func TestWhatIsProposed(t *testing.T) {
	t.Parallel()
	for args, want := range map[string]string{
		"question sub_1 --note Which?":                               `{"kind":"question","words":"Which?"}`,
		"counter sub_1 --price 150":                                  `{"kind":"counter","minor":15000,"time_seconds":604800}`,
		"counter sub_1 --time 9d":                                    `{"kind":"counter","minor":12000,"time_seconds":777600}`,
		"extension sub_1 --time 36h":                                 `{"kind":"extension","time_seconds":129600}`,
		"change-order sub_1 --add -30.00":                            `{"kind":"change_order","minor":-3000}`,
		"change-order sub_1 --add 30.00 --time 2d":                   `{"kind":"change_order","minor":3000,"time_seconds":172800}`,
		"cancellation sub_1 --share 60.00 --then recast":             `{"kind":"cancellation","minor":6000,"outcome":"recast"}`,
		"settlement sub_1 --then resume --note Go":                   `{"kind":"settlement","outcome":"resume","words":"Go"}`,
		"settlement prj_1/drums --share 120 --then approve --note x": `{"kind":"settlement","minor":12000,"outcome":"approve","words":"x"}`,
	} {
		t.Run(args, func(t *testing.T) {
			t.Parallel()
			sent := ""
			sub := wire.SubGig{ID: "sub_1", Key: "drums", PriceMinor: 12_000, Currency: "EUR", WorkForSeconds: 7 * 86_400}
			env := answers{
				"GET /api/v1/sub-gigs/sub_1":          sub,
				"GET /api/v1/projects/prj_1/sub-gigs": wire.SubGigList{Items: []wire.SubGig{sub}},
				"POST /api/v1/sub-gigs/sub_1/proposals": echo(func(body string) any {
					sent = body
					return wire.Proposal{ID: "prp_1", State: project.ProposalOpen}
				}),
			}.serve(t)
			got := tutti(t, env, append([]string{"proposal", "make"}, strings.Fields(args)...)...)
			if got.code != exitOK || sent != want {
				t.Errorf("status %d, sent %s\nwanted %s\n%s", got.code, sent, want, got.errs)
			}
		})
	}
}

func TestProposalsAreShownInWords(t *testing.T) {
	t.Parallel()
	ends := time.Now().Add(time.Hour)
	env := answers{"GET /api/v1/sub-gigs/sub_1/proposals": wire.ProposalList{Items: []wire.Proposal{
		{ID: "prp_4", Kind: project.Cancellation, By: project.SideSeller, State: project.ProposalOpen, Minor: 6_000, Currency: "EUR", Outcome: project.OutcomeRecast, YourAnswer: true, ExpiresAt: &ends},
		{ID: "prp_3", Kind: project.ChangeOrder, By: project.SideProducer, State: project.ProposalAgreed, Minor: -3_000, Currency: "EUR", TimeSeconds: 86_400},
		{ID: "prp_2", Kind: project.Extension, By: project.SideSeller, State: project.ProposalAgreed, TimeSeconds: 129_600, ByRule: true},
		{ID: "prp_1", Kind: project.Counter, By: project.SideSeller, State: project.ProposalRefused, Minor: 15_000, Currency: "EUR", TimeSeconds: 777_600, ExpiresAt: &ends},
	}}}.serve(t)
	got := tutti(t, env, "proposal", "ls", "sub_1")
	for _, line := range []string{
		"cancellation  open     answer  seller    60.00 EUR for the seller, then recast  " + when(ends),
		"change order  agreed           producer  30.00 EUR less, 1 day more",
		"extension     agreed           seller    36h more, granted by rule",
		"counter       refused          seller    150.00 EUR, 9 days to deliver\n",
	} {
		if !strings.Contains(got.out, line) {
			t.Errorf("the table has no %q:\n%s%s", line, got.out, got.errs)
		}
	}
}

// TestAProposalIsFoundByItsSubGig: the one that waits for the caller, or the caller's own.
func TestAProposalIsFoundByItsSubGig(t *testing.T) {
	t.Parallel()
	open := func(id project.ProposalID, kind project.ProposalKind, yours bool) wire.Proposal {
		return wire.Proposal{ID: id, Kind: kind, State: project.ProposalOpen, YourAnswer: yours}
	}
	of := func(list ...wire.Proposal) map[string]string {
		done := func(string) any { return wire.Proposal{ID: "prp_1", State: project.ProposalAgreed} }
		return answers{"GET /api/v1/sub-gigs/sub_1/proposals": wire.ProposalList{Items: list}, "POST /api/v1/proposals/prp_1/agree": echo(done),
			"POST /api/v1/proposals/prp_1/refuse": echo(done), "POST /api/v1/proposals/prp_1/withdraw": echo(done)}.serve(t)
	}
	objection, old := open("prp_9", project.Objection, false), wire.Proposal{ID: "prp_8", Kind: project.Extension, State: project.ProposalLapsed}
	theirs, mine := open("prp_1", project.Extension, true), open("prp_1", project.Extension, false)
	for name, c := range map[string]struct {
		env  map[string]string
		args string
		code int
		says string
	}{
		"theirs":       {of(objection, old, theirs), "agree sub_1", exitOK, ""},
		"theirs no":    {of(theirs), "refuse sub_1 --note no", exitOK, ""},
		"a question":   {of(theirs), "answer sub_1 --note 92", exitOK, ""},
		"mine":         {of(objection, mine), "withdraw sub_1", exitOK, ""},
		"none":         {of(objection, old, mine), "agree sub_1", exitFailed, "nothing about sub_1 waits for your answer"},
		"none of mine": {of(theirs), "withdraw sub_1", exitFailed, "no proposal of yours about sub_1 is open"},
		"two":          {of(theirs, open("prp_2", project.Cancellation, true)), "agree sub_1", exitFailed, "name one of prp_1, prp_2"},
	} {
		t.Run(name, func(t *testing.T) {
			got := tutti(t, c.env, append([]string{"proposal"}, strings.Fields(c.args)...)...)
			if got.code != c.code || !strings.Contains(got.errs, c.says) {
				t.Errorf("status %d, wanted %d with %q:\n%s", got.code, c.code, c.says, got.errs)
			}
		})
	}
}
