package main

import (
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

func TestAppealCommands(t *testing.T) {
	t.Parallel()
	stands := wire.Trust{PersonID: "per_1", Level: project.LevelProven, Score: 530, Demotions: []project.Demotion{{To: project.LevelNew, Reason: "too low", Project: "prj_1", Seq: 17}}}
	env := answers{
		"GET /api/v1/me":                           wire.Person{ID: "per_1", Handle: "ama"},
		"GET /api/v1/people":                       wire.PersonList{Items: []wire.Person{{ID: "per_1", Handle: "ama"}}},
		"POST /api/v1/people/per_1/appeals":        stands,
		"POST /api/v1/people/per_1/appeals/decide": wire.Trust{PersonID: "per_1", Level: project.LevelProven, Score: 545},
		"GET /api/v1/appeals":                      wire.AppealList{Items: []wire.Appeal{{Person: wire.PersonName{Handle: "ama", Name: "Ama"}, ProjectID: "prj_1", Seq: 17}}},
	}.serve(t)
	for args, want := range map[string]struct {
		code int
		says []string
	}{
		"trust appeal prj_1 17":      {exitOK, []string{"530", "too low", "prj_1", "17"}},
		"trust appeal prj_1 x":       {exitUsage, []string{`LINE "x" is no number`}},
		"trust appeals":              {exitOK, []string{"ama", "prj_1", "17"}},
		"trust uphold ama prj_1 17":  {exitOK, []string{"545"}},
		"trust dismiss ama prj_1 17": {exitOK, []string{"545"}},
		"trust dismiss ama prj_1":    {exitUsage, []string{"LINE is missing"}},
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
