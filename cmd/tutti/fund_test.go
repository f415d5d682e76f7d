package main

import (
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func TestMoneyThatTheBuyerAdds(t *testing.T) {
	t.Parallel()
	before, after := int64(10_000), int64(13_050)
	env := answers{
		"GET /api/v1/projects/prj_1":        wire.Project{ID: "prj_1", Currency: "EUR", BudgetMinor: &before},
		"POST /api/v1/projects/prj_1/funds": wire.Project{ID: "prj_1", Currency: "EUR", BudgetMinor: &after},
		"GET /api/v1/sub-gigs/sub_1":        wire.SubGig{ID: "sub_1", Title: "Drums", State: project.Approved, Currency: "EUR"},
		"POST /api/v1/sub-gigs/sub_1/tips":  wire.Tip{SubGigID: "sub_1", Seller: wire.PersonName{Handle: "ama", Name: "Ama Mensah"}, Minor: 700, Currency: "EUR"},
	}.serve(t)
	for args, want := range map[string][]string{
		"project fund prj_1 30.50": {"budget", "130.50 EUR"},
		"tip sub_1 7":              {"7.00 EUR", "Ama Mensah (ama)", "Drums"},
	} {
		got := tutti(t, env, strings.Fields(args)...)
		if got.code != exitOK {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
		for _, text := range want {
			if !strings.Contains(got.out, text) {
				t.Errorf("%s does not say %q:\n%s", args, text, got.out)
			}
		}
	}
}
