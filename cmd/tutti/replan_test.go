package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// anotherPlan is a preview as a server gives it, and the file it is of.
func anotherPlan(t *testing.T, obstacles ...wire.ProblemField) (map[string]string, string) {
	t.Helper()
	at := time.Date(2026, 10, 24, 12, 0, 0, 0, time.FixedZone("", 2*3600))
	env := answers{
		"POST /api/v1/projects/prj_1/replan/preview": wire.Replan{ProjectID: "prj_1", BaseVersion: 3, Currency: "EUR", PricesMinor: 4000, Zone: "Europe/Berlin",
			FinishBefore: at, FinishAfter: at.Add(48 * time.Hour), Obstacles: obstacles, Money: &wire.ReplanMoney{BudgetBeforeMinor: 30000, BudgetMinor: 34000, FundMinor: 4000},
			Consents: []wire.Consent{{Key: "drums", Seller: wire.PersonName{Name: "Ama"}, Kind: project.ChangeOrder, Minor: 2000, TimeSeconds: 7200, Words: "A new plan"},
				{Key: "choir", Seller: wire.PersonName{Name: "Cem"}, Kind: project.Cancellation, Minor: 500, Words: "It does without"}},
			Moves: []wire.Move{{Key: "bass", FinishBefore: at, FinishAfter: at.Add(48 * time.Hour), BySeconds: 48 * 3600}},
			Differences: []wire.Difference{
				{Kind: project.DiffRepriced, Key: "drums", State: project.Working, Before: "120.00 EUR", After: "140.00 EUR", PriceMinor: 2000,
					Affects: &wire.PersonName{Name: "Ama"}, Consent: len(obstacles) > 0},
				{Kind: project.DiffSplit, Key: "voice", State: project.Waiting, Before: "Voice", ReplacedBy: []string{"high", "low"}},
			}},
		"POST /api/v1/projects/prj_1/replan": wire.Project{ID: "prj_1", Title: "Re-planned", State: project.ProjectRunning, PlanVersion: 4},
		"GET /api/v1/projects/prj_1/schedule": wire.Schedule{ProjectID: "prj_1", Zone: "Europe/Berlin", At: at, Finish: at.Add(48 * time.Hour),
			Critical: []project.SubGigID{"sub_1"}, Items: []wire.Slot{{SubGigID: "sub_1", Key: "drums", State: project.Working, Begun: true, Start: at,
				Finish: at.Add(48 * time.Hour), LatestFinish: &at, SlackSeconds: -90000, Critical: true}}},
		"POST /api/v1/sub-gigs/sub_1/knock-on": wire.KnockOn{SubGigID: "sub_1", ExtraSeconds: 7200, Zone: "UTC", Before: at, After: at.Add(time.Hour), ProjectBefore: at, ProjectAfter: at, Others: 3},
		"GET /api/v1/sub-gigs/sub_1":           wire.SubGig{ID: "sub_1", Key: "drums", State: project.Approved, Currency: "EUR"},
		"POST /api/v1/sub-gigs/sub_1/reopen":   wire.SubGig{ID: "sub_1", Key: "drums", State: project.Offered, Currency: "EUR", PriceMinor: 5000},
		"POST /api/v1/sub-gigs/sub_1/stale":    wire.SubGig{ID: "sub_1", Key: "drums", State: project.Approved, Currency: "EUR"},
	}.serve(t)
	file := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(file, []byte("title: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return env, file
}

func TestReplanShowsAndAsks(t *testing.T) {
	t.Parallel()
	env, file := anotherPlan(t)
	shown := []string{"repriced", "+20.00 EUR", "Ama", "into high, low", "change order", "keeps 5.00 EUR", "A new plan", "2026-10-24 12:00 +02:00 -> 2026-10-26 12:00 +02:00", "300.00 EUR -> 340.00 EUR", "bass", "2d"}
	for in, applied := range map[string]bool{"y\n": true, "yes\n": true, "n\n": false, "": false, "\n": false} {
		got := tuttiWith(t, t.Context(), env, in, "project", "replan", "prj_1", file)
		for _, says := range append(shown, "apply this plan? [y/N]") {
			if !strings.Contains(got.out, says) {
				t.Errorf("%q is not shown:\n%s", says, got.out)
			}
		}
		if got.code != exitOK || strings.Contains(got.out, "Re-planned") != applied || strings.Contains(got.out, "nothing was changed") == applied {
			t.Errorf("answered %q: %d\n%s%s", in, got.code, got.out, got.errs)
		}
	}
	for args, applied := range map[string]bool{"--yes": true, "-o json": false, "-o json --yes": true} {
		got := tuttiWith(t, t.Context(), env, "", append([]string{"project", "replan", "prj_1", file}, strings.Fields(args)...)...)
		if got.code != exitOK || strings.Contains(got.out, "Re-planned") != applied || strings.Contains(got.out, "[y/N]") {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
	}
	if got := tuttiWith(t, t.Context(), env, "title: x\n", "project", "replan", "prj_1", "-"); got.code != exitUsage || !strings.Contains(got.errs, "--yes") {
		t.Errorf("%d %s", got.code, got.errs)
	}
}

func TestAnObstacleIsShownAndNothingAsked(t *testing.T) {
	t.Parallel()
	env, file := anotherPlan(t, wire.ProblemField{Path: "sub_gigs[0].price", Message: "line 9, column 3: its seller agreed"})
	for _, args := range []string{"", "--yes"} {
		got := tuttiWith(t, t.Context(), env, "y\n", append([]string{"project", "replan", "prj_1", file}, strings.Fields(args)...)...)
		if got.code != exitFailed || !strings.Contains(got.out, "line 9, column 3") || !strings.Contains(got.out, "who must consent") || strings.Contains(got.out, "[y/N]") {
			t.Errorf("%q: %d\n%s%s", args, got.code, got.out, got.errs)
		}
	}
}

func TestScheduleReopenAndStale(t *testing.T) {
	t.Parallel()
	env, _ := anotherPlan(t)
	for args, says := range map[string]string{
		"project schedule prj_1":                             "2026-10-26 12:00 +02:00",
		"project schedule prj_1 -o json":                     `"slack_seconds": -90000`,
		"project schedule sub_1 --extra 2h":                  "others that move  3",
		"review reopen sub_1 --price 50.00":                  "offered",
		"review stale sub_1 keep":                            "approved",
		"review stale sub_1 redo --price 9.50 --same-seller": "approved",
	} {
		if got := tutti(t, env, strings.Fields(args)...); got.code != exitOK || !strings.Contains(got.out, says) {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
	}
	for args, says := range map[string]string{
		"project schedule sub_1 --extra soon": "is no duration", "review reopen sub_1": "--price is missing", "review stale sub_1 perhaps": "keep, conform or redo",
		"review reopen sub_1 --undo": "nothing to bring back", "review reopen sub_1 --price cheap": "is no amount in EUR",
	} {
		if got := tutti(t, env, strings.Fields(args)...); got.code == exitOK || !strings.Contains(got.errs, says) {
			t.Errorf("%s: %d\n%s%s", args, got.code, got.out, got.errs)
		}
	}
}
