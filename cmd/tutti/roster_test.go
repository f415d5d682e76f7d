package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

func TestProfileFlagsLeaveTheRestAsItIs(t *testing.T) {
	t.Parallel()
	was := wire.Profile{Country: "GH", Zone: "Africa/Accra", Languages: []string{"en"}, Capacity: 2, Hours: project.OfficeHours()}
	flags := profileFlags{roles: []string{"Lead vocal 120.50 EUR", "mixer"}, leave: []string{"2026-08-01/2026-08-14"}, languages: []string{""}, capacity: 9}
	given := func(name string) bool { return strings.Contains("role leave language", name) }
	got, err := flags.over(was, given)
	want := wire.ProfileRequest{Country: "GH", Zone: "Africa/Accra", Capacity: 2, Hours: project.OfficeHours(),
		Roles: []project.RoleRate{{Role: "lead-vocal", RateMinor: 12050, Currency: "EUR"}, {Role: "mixer"}},
		Leave: []project.Leave{{From: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 8, 15, 0, 0, 0, 0, time.UTC)}}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v %v", got, err)
	}
	for _, bad := range []profileFlags{{roles: []string{"drummer x EUR"}}, {leave: []string{"soon"}}, {hours: "mon"}} {
		if _, err := bad.over(was, func(string) bool { return true }); project.CodeOf(err) != project.Invalid {
			t.Errorf("%+v is taken: %v", bad, err)
		}
	}
}

// TestARosterGoesThroughTheCommandLineUntouched compares bytes: a file is not text to the command line.
func TestARosterGoesThroughTheCommandLineUntouched(t *testing.T) {
	t.Parallel()
	file := "handle,name\n\"a\r\nb\",\x00=\n"
	var sent, query string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			query = r.URL.RawQuery
			_, _ = io.WriteString(w, file)
			return
		}
		body, _ := io.ReadAll(r.Body)
		sent = string(body)
		_, _ = io.WriteString(w, `{"rows":3,"made":1,"changed":0,"kept":2}`)
	}))
	t.Cleanup(server.Close)
	env := map[string]string{"TUTTI_SERVER": server.URL, "TUTTI_TOKEN": "tut_test"}
	name := filepath.Join(t.TempDir(), "roster.csv")
	if got := tutti(t, env, "roster", "export", name, "--kept", "--max-rate", "120.00 EUR"); got.code != exitOK || query != "currency=EUR&kept=true&max_rate_minor=12000" {
		t.Fatalf("%+v %q", got, query)
	}
	got := tutti(t, env, "roster", "import", name)
	if written, _ := os.ReadFile(name); got.code != exitOK || sent != file || string(written) != file || !strings.Contains(got.out, "new      1") {
		t.Errorf("%+v: sent %q, written %q", got, sent, written)
	}
	if got := tutti(t, env, "roster", "export"); got.out != file {
		t.Errorf("%q", got.out)
	}
	if got := tutti(t, env, "roster", "list", "--max-rate", "cheap"); got.code != exitUsage {
		t.Errorf("%+v", got)
	}
}

func TestARankingIsShownWithItsFactors(t *testing.T) {
	t.Parallel()
	in := project.RankingInputs{Rule: 1, Role: "drummer", PriceMinor: 100, Currency: "EUR", Candidates: []project.CandidateFacts{
		{Handle: "ama", Roles: []project.RoleRate{{Role: "drummer", RateMinor: 100, Currency: "EUR"}}}, {Handle: "ben"}}}
	result, err := project.Rank(in)
	if err != nil {
		t.Fatal(err)
	}
	env := answers{"GET /api/v1/rankings/rnk_1": wire.Ranking{ID: "rnk_1", Rule: 1, Candidates: result.Candidates, Inputs: in}}.serve(t)
	got := tutti(t, env, "rank", "rnk_1", "--why")
	for _, want := range []string{"NO: it is not what its inputs give", "role x30", "1  ama", "2  ben", "30 x 1000", "asks for 1.00 EUR, the price is 1.00 EUR", "does not say to fill the role drummer"} {
		if !strings.Contains(got.out, want) {
			t.Errorf("no %q in:\n%s%s", want, got.out, got.errs)
		}
	}
}

// TestAnAccountIsCheckedWithoutAServer writes what a server would answer to a file, and changes it.
func TestAnAccountIsCheckedWithoutAServer(t *testing.T) {
	t.Parallel()
	rules, _ := project.TrustRulesOf(project.TrustVersion)
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	account := project.AccountOf(rules, "per_a", []project.TrustEvent{{Person: "per_a", Kind: project.TrustOnTime, Project: "prj_1", Seq: 7, At: at}}, at.Add(time.Hour))
	onTime, late, rate := 1, 0, 1000
	env := answers{"GET /api/v1/me": wire.Me{Person: wire.Person{ID: "per_a", Handle: "ama"}}, "GET /api/v1/people/per_a/trust": wire.Trust{PersonID: "per_a", Level: account.Level,
		Score: account.Score, Rules: account.Rules, At: &account.At, OnTime: &onTime, Late: &late, OnTimePermille: &rate, Events: account.Events}}.serve(t)
	if got := tutti(t, env, "trust", "explain"); !strings.Contains(got.out, "a delivery was approved, on time") || !strings.Contains(got.out, "+20") {
		t.Errorf("%+v", got)
	}
	text := tutti(t, env, "trust", "show", "ama", "-o", "json").out
	name := filepath.Join(t.TempDir(), "trust.json")
	for what, c := range map[string]struct {
		text string
		code int
		says string
	}{
		"as it was":     {text, exitOK, "yes: 1 events give level new and score 520"},
		"a better one":  {strings.Replace(text, `"score": 520`, `"score": 999`, 1), exitFailed, "the score is said to be 999; by the events it is 520"},
		"other events":  {strings.Replace(text, `"approved_on_time"`, `"approved_late"`, 1), exitFailed, "event 1"},
		"level alone":   {`{"person_id":"per_a","level":"new","score":500}`, exitUsage, "no events to compute from"},
		"no account":    {"level: new", exitUsage, "cannot be read"},
		"unknown rules": {strings.Replace(text, `"rules": 1`, `"rules": 9`, 1), exitUsage, "version 9 are not known"},
	} {
		if err := os.WriteFile(name, []byte(c.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := tutti(t, nil, "trust", "check", name); got.code != c.code || !strings.Contains(got.out+got.errs, c.says) {
			t.Errorf("%s: %+v", what, got)
		}
	}
}
