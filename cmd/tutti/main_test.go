package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"tutti/api/wire"
	"tutti/app"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(app.SandboxWork()...)
	os.Exit(m.Run())
}

// call is one run of the command line.
type call struct {
	out, errs string
	code      int
}

// tutti runs the command line as main does, in an environment of its own.
func tutti(t *testing.T, env map[string]string, args ...string) call {
	t.Helper()
	return tuttiWith(t, t.Context(), env, "", args...)
}

func tuttiWith(t *testing.T, ctx context.Context, env map[string]string, in string, args ...string) call {
	t.Helper()
	var out, errs bytes.Buffer
	if env == nil {
		env = map[string]string{}
	}
	if env["TUTTI_DATA"] == "" {
		env["TUTTI_DATA"] = filepath.Join(t.TempDir(), "none")
	}
	code := run(ctx, append([]string{"tutti"}, args...), strings.NewReader(in), &out, &errs, func(name string) string { return env[name] })
	return call{out.String(), errs.String(), code}
}

// answers is a server that answers every path it knows with a status and a value in JSON, or with what an echo makes of
// what was sent.
type answers map[string]any

// echo makes an answer of the JSON that was sent.
type echo func(sent string) any

func (a answers) serve(t *testing.T) map[string]string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		value, ok := a[r.Method+" "+r.URL.Path]
		status := http.StatusOK
		if of, is := value.(echo); is {
			sent, _ := io.ReadAll(r.Body)
			value = of(string(sent))
		}
		if p, is := value.(wire.Problem); is || !ok {
			if !ok {
				p = wire.Problem{Status: http.StatusNotFound, Code: string(project.NotFound), Detail: "there is nothing here, or it is not yours to see"}
			}
			value, status = p, p.Status
			w.Header().Set("Content-Type", "application/problem+json")
		}
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(value)
	}))
	t.Cleanup(server.Close)
	return map[string]string{"TUTTI_SERVER": server.URL, "TUTTI_TOKEN": "tut_test"}
}

func TestExitStatuses(t *testing.T) {
	t.Parallel()
	env := answers{
		"POST /api/v1/plans/validate": wire.Problem{Status: http.StatusUnprocessableEntity, Code: string(project.Invalid), Detail: "the plan has 1 fault; mend it and send the plan again",
			Fields: []wire.ProblemField{{Path: "sub_gigs[3].price", Message: "line 40, column 12: \"x\" is no amount"}}},
		"POST /api/v1/projects/prj_1/cancel": wire.Problem{Status: http.StatusConflict, Code: string(project.Conflict), Detail: "the project is completed"},
		"GET /api/v1/sub-gigs/sub_1":         wire.SubGig{ID: "sub_1", Key: "drums", State: project.InReview, PriceMinor: 12_000, Currency: "EUR", WorkForSeconds: 7 * 86_400},
		"GET /api/v1/projects/prj_2":         wire.Project{ID: "prj_2", Currency: "EUR"},
		"GET /api/v1/me":                     wire.Problem{Status: http.StatusUnauthorized, Code: string(project.Unauthenticated), Detail: "say who you are"},
	}.serve(t)
	plan := filepath.Join(t.TempDir(), "plan.yaml")
	if err := os.WriteFile(plan, []byte("title: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	closed := map[string]string{"TUTTI_SERVER": "http://127.0.0.1:1"}
	for name, c := range map[string]struct {
		env  map[string]string
		args string
		code int
		says string
	}{
		"help":                    {nil, "--help", exitOK, ""},
		"nothing":                 {nil, "", exitOK, ""},
		"version":                 {nil, "version", exitOK, ""},
		"an unknown command":      {nil, "nonsense", exitUsage, `there is no command "nonsense"`},
		"an unknown sub-command":  {nil, "project shwo", exitUsage, "did you mean show?"},
		"an unknown flag":         {nil, "project list --colour", exitUsage, "unknown flag: --colour"},
		"an argument missing":     {nil, "project show", exitUsage, "PROJECT is missing"},
		"an argument too many":    {nil, "project show a b", exitUsage, `"b" is one argument too many`},
		"an unknown output":       {nil, "project list -o xml", exitUsage, `there is no output "xml"`},
		"a bad environment":       {map[string]string{"TUTTI_MEDIA_SLOTS": "many"}, "dev", exitUsage, "TUTTI_MEDIA_SLOTS has a wrong value"},
		"a bad level":             {nil, "dev --log-level loud", exitUsage, "none of debug, info, warn, error"},
		"a bad fee":               {nil, "dev --fee-basis-points 20000", exitUsage, "outside 0 to 10000"},
		"a cluster without":       {nil, "serve", exitUsage, "a cluster process embeds nothing"},
		"a bad clearing time":     {nil, "worker --clearing 0s", exitUsage, "--clearing 0s is no time to wait"},
		"no plan there":           {env, "project launch nowhere.yaml", exitUsage, "no such file"},
		"a bad plan":              {env, "project launch " + plan, exitUsage, "sub_gigs[3].price: line 40, column 12"},
		"a bad note":              {env, "review revise dlv_1 --note nothing", exitUsage, "has the wrong form"},
		"no note":                 {env, "review revise dlv_1", exitUsage, "--note is missing"},
		"no such file":            {env, "project reference prj_1 guide", exitUsage, "FILE is missing"},
		"no length of time":       {env, "project pause prj_1 --until soon", exitUsage, `--until "soon" is no time; write for example 36h`},
		"no end of a pause":       {env, "project pause prj_1", exitUsage, `--until "" is no time`},
		"a question without one":  {env, "proposal make question sub_1", exitUsage, "--note is missing: what is the question?"},
		"no kind of proposal":     {env, "proposal make wish sub_1", exitUsage, `there is no command "wish"`},
		"a flag of another kind":  {env, "proposal make question sub_1 --share 1", exitUsage, "unknown flag: --share"},
		"no amount":               {env, "proposal make cancellation sub_1 --then cancel --share many", exitUsage, `--share "many" is no amount in EUR`},
		"too exact an amount":     {env, "proposal make counter sub_1 --price 1.005", exitUsage, `--price "1.005" is no amount in EUR`},
		"more than the price":     {env, "proposal make cancellation sub_1 --then cancel --share 120.01", exitUsage, "is more than the price of drums, 120.00 EUR"},
		"nothing to fund":         {env, "project fund prj_2 0", exitUsage, `AMOUNT "0" is nothing: write an amount in EUR`},
		"no amount to tip":        {env, "tip sub_1 much", exitUsage, `AMOUNT "much" is no amount in EUR`},
		"no outcome":              {env, "dispute rule sub_1 --share 10", exitUsage, "--then is missing"},
		"no share":                {env, "dispute rule sub_1 --then cancel", exitUsage, "--share is missing: write an amount in EUR"},
		"an empty change order":   {env, "proposal make change-order sub_1", exitUsage, "--add and --time are missing"},
		"an empty counter-offer":  {env, "proposal make counter sub_1", exitUsage, "other than offered (120.00 EUR, 7 days)"},
		"an extension by nothing": {env, "proposal make extension sub_1 --time 0h", exitUsage, `--time "0h" is no length of time`},
		"no reason to dispute":    {env, "dispute open sub_1", exitUsage, "--note is missing: what is the dispute about?"},
		"an empty answer":         {env, "proposal answer prp_1", exitUsage, "--note is missing: write the answer"},
		"not found":               {env, "project credits prj_9", exitFailed, "there is nothing here"},
		"a conflict":              {env, "project cancel prj_1", exitFailed, "the project is completed"},
		"a delivery too late":     {env, "deliver sub_1 " + plan, exitFailed, "the sub-gig drums is in review: wait for"},
		"a bad token":             {env, "people me", exitFailed, "say who you are"},
		"no server known":         {nil, "project list", exitUnavailable, "no server is known"},
		"no server there":         {closed, "project list", exitUnavailable, "does not answer"},
		"no server for watch":     {closed, "project watch prj_1", exitUnavailable, "does not answer"},
		"an address that is none": {map[string]string{"TUTTI_SERVER": "localhost"}, "people me", exitUsage, "is no URL"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			copied := map[string]string{}
			for k, v := range c.env {
				copied[k] = v
			}
			got := tutti(t, copied, strings.Fields(c.args)...)
			if got.code != c.code || !strings.Contains(got.errs, c.says) {
				t.Errorf("status %d, wanted %d with %q:\n%s", got.code, c.code, c.says, got.errs)
			}
			if got.code != exitOK && (!strings.HasPrefix(got.errs, "tutti: ") || got.out != "") {
				t.Errorf("an error is one sentence beside the output: %q, %q", got.out, got.errs)
			}
		})
	}
}

func TestEveryCommandSaysWhatItIsFor(t *testing.T) {
	t.Parallel()
	c := &cli{self: "tutti", env: func(string) string { return "" }}
	var walk func(cmd *cobra.Command)
	walk = func(cmd *cobra.Command) {
		if cmd.Short == "" || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s is described as %q", cmd.CommandPath(), cmd.Short)
		}
		if !cmd.Runnable() {
			t.Errorf("%s cannot be run", cmd.CommandPath())
		}
		for _, sub := range cmd.Commands() {
			walk(sub)
		}
	}
	walk(c.root())
}

func TestAnswersComeAsTableJSONAndYAML(t *testing.T) {
	t.Parallel()
	n, approved, money := 24, 3, int64(480_000)
	env := answers{"GET /api/v1/projects": wire.ProjectList{Items: []wire.Project{
		{ID: "prj_1", Title: "Tutti, for 24 musicians", State: project.ProjectInReview, Currency: "EUR", BudgetMinor: &money, SubGigs: &n, Approved: &approved},
		{ID: "prj_22", Title: "Ägypten\x1b[2J", State: project.ProjectDraft, Currency: "JPY", Mine: []string{}},
	}}}.serve(t)
	table := tutti(t, env, "project", "list")
	want := "id      state      approved  budget       created  title\n" +
		"prj_1   in review  3/24      4800.00 EUR           Tutti, for 24 musicians\n" +
		"prj_22  draft                                      Ägypten[2J\n"
	if table.out != want {
		t.Errorf("the table reads:\n%s\nwanted:\n%s", table.out, want)
	}
	var list wire.ProjectList
	if got := tutti(t, env, "project", "list", "-o", "json"); json.Unmarshal([]byte(got.out), &list) != nil || len(list.Items) != 2 || *list.Items[0].BudgetMinor != money {
		t.Errorf("the JSON reads:\n%s", got.out)
	}
	if got := tutti(t, env, "project", "list", "-o", "yaml"); !strings.HasPrefix(got.out, "items:\n- id: prj_1\n  title: Tutti, for 24 musicians\n") {
		t.Errorf("the YAML reads:\n%s", got.out)
	}
}

func TestNotesOfARevision(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]project.Note{
		"2: the fill is missing":     {Brief: 2, Text: "the fill is missing"},
		"2 @21.6: here":              {Brief: 2, From: 21.6, Text: "here"},
		" 12 @ 21.6 - 24 : from: to": {Brief: 12, From: 21.6, To: 24, Text: "from: to"},
	} {
		if got, err := parseNote(text); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q is read as %+v, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "2:", "two: x", "2 @x: y", "no number"} {
		if _, err := parseNote(text); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q is taken: %v", text, err)
		}
	}
}

func TestSecretsAreNotShown(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"postgres://tutti:hunter2@db/tutti", "https://key:hunter2@s3.example/tutti?region=eu", "redis://:hunter2@r:6379/0"} {
		if got := masked(address); strings.Contains(got, "hunter2") {
			t.Errorf("the secret of %s is shown: %s", address, got)
		}
	}
	if got := masked("localhost:7233"); got != "localhost:7233" {
		t.Error(got)
	}
}

func TestEveryReferenceFileIsLookedForBeforeAnythingIsMade(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	plan := filepath.Join(dir, "plan.yaml")
	if err := os.WriteFile(plan, []byte("title: x\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	env := answers{"POST /api/v1/plans/validate": wire.PlanReport{Title: "x", Files: []string{"guide.wav", "notes/score.pdf"}}}.serve(t)
	got := tutti(t, env, "project", "launch", plan)
	if got.code != exitUsage || !strings.Contains(got.errs, "guide.wav: is not at") || !strings.Contains(got.errs, "notes/score.pdf: is not at") {
		t.Errorf("status %d:\n%s", got.code, got.errs)
	}
	track := filepath.Join(dir, "24-musician-track.yaml")
	if err := os.Rename(plan, track); err != nil {
		t.Fatal(err)
	}
	if got := tutti(t, env, "project", "launch", track); !strings.Contains(got.errs, "tutti demo guide "+filepath.Join(dir, "guide.wav")) {
		t.Errorf("status %d:\n%s", got.code, got.errs)
	}
}

func TestAPlanFromStandardInput(t *testing.T) {
	t.Parallel()
	env := answers{"POST /api/v1/plans/validate": wire.PlanReport{Title: "Nine bars", Currency: "EUR", SubGigs: 2, Sections: 1, PricesMinor: 20_000, BudgetMinor: 30_000}}.serve(t)
	got := tuttiWith(t, t.Context(), env, "title: x\n", "plan", "validate", "-")
	if got.code != exitOK || !strings.Contains(got.out, "budget    300.00 EUR") {
		t.Errorf("status %d:\n%s%s", got.code, got.out, got.errs)
	}
}

func TestNothingIsWrittenOutsideTheFolder(t *testing.T) {
	t.Parallel()
	env := answers{"GET /api/v1/artifacts/art_1": wire.Artifact{ID: "art_1", Files: []wire.Link{{Name: "../../escape", URL: "http://127.0.0.1:1/x"}}}}.serve(t)
	dir := t.TempDir()
	got := tutti(t, env, "project", "get", "art_1", "--dir", filepath.Join(dir, "a", "b"))
	if got.code == exitOK || !strings.Contains(got.errs, "not below the folder") {
		t.Errorf("status %d: %s", got.code, got.errs)
	}
}

func TestAnInterruptedCommandSaysSo(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got := tuttiWith(t, ctx, answers{}.serve(t), "", "people", "me")
	if got.code != exitFailed || got.errs != "tutti: interrupted\n" {
		t.Errorf("status %d: %q", got.code, got.errs)
	}
}

func TestTheDoctorSaysHowToGetWhatIsMissing(t *testing.T) {
	got := tutti(t, map[string]string{"TUTTI_LISTEN": "127.0.0.1:0"}, "doctor", "-o", "json")
	var findings []finding
	if err := json.Unmarshal([]byte(got.out), &findings); err != nil {
		t.Fatalf("%v:\n%s%s", err, got.out, got.errs)
	}
	seen := map[string]verdict{}
	for _, f := range findings {
		seen[f.What] = f.Verdict
		if f.Verdict == missing && f.Remedy == "" {
			t.Errorf("%s is missing and nobody says how to get it", f.What)
		}
	}
	for _, what := range []string{"go", "ffmpeg", "ffprobe", "pdftoppm", "pdftotext", "sandbox", "redis-server", "postgres", "disk space", "data directory", "port", "server"} {
		if seen[what] == "" {
			t.Errorf("the doctor does not look at %s", what)
		}
	}
	bare := tutti(t, map[string]string{"TUTTI_SERVER": "http://127.0.0.1:1"}, "doctor", "-o", "json")
	if bare.code != exitFailed || !strings.Contains(bare.errs, "things are missing") {
		t.Errorf("a server that is away: status %d, %s", bare.code, bare.errs)
	}
}
