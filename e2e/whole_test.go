package e2e

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"tutti/api/wire"
	"tutti/demo"
	"tutti/demo/score"
	"tutti/project"
)

// whole is what the test in web/browser/ensemble finds ready.
type whole struct {
	Server   string            `json:"server"`
	Buyer    string            `json:"buyer"` // tokens
	Producer string            `json:"producer"`
	Sellers  []string          `json:"sellers"`
	Plan     string            `json:"plan"` // files
	Guide    string            `json:"guide"`
	Takes    map[string]string `json:"takes"` // by the titles of sub-gigs
}

// TestEnsembleInPages has four people make the 24-musician track in a real browser: a buyer, a producer, and two sellers who play
// twelve parts each, with the recordings of the demo.
func TestEnsembleInPages(t *testing.T) {
	needBrowser(t)
	dir := t.TempDir()
	e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0"))
	s := whole{Server: e.url, Plan: filepath.Join(dir, "plan.yaml"), Guide: filepath.Join(dir, "guide.wav"), Takes: map[string]string{}}
	plan, err := os.ReadFile(filepath.Join(filepath.Dir(here()), "examples", "24-musician-track.yaml"))
	e.must(err, "read the plan")
	plan = forTwo(plan)
	e.must(os.WriteFile(s.Plan, plan, 0o600), "write the plan")
	e.must(demo.WriteGuide(s.Guide), "write the guide")
	for _, part := range score.Parts() {
		s.Takes[titleOf(t, plan, part.Key)] = record(t, dir, part)
	}
	for _, one := range []wire.PersonRequest{
		{Handle: "nadia", Name: "Nadia Ferrante", Country: "IT", Zone: "Europe/Rome", Roles: []project.Role{project.RoleSeller}},
		{Handle: "marcus", Name: "Marcus Thibodeaux", Country: "US", Zone: "America/Chicago", Roles: []project.Role{project.RoleSeller}},
		{Handle: "gulsen", Name: "Gülşen Akıncı", Country: "TR", Zone: "Europe/Istanbul", Roles: []project.Role{project.RoleSeller}},
	} {
		_, err := e.operator.CreatePerson(e.ctx(), one)
		e.must(err, "bring in %s", one.Handle)
	}
	me, err := e.operator.Me(e.ctx())
	e.must(err, "ask who I am")
	s.Buyer, s.Producer, s.Sellers = e.token(me.Handle), e.token("nadia"), []string{e.token("marcus"), e.token("gulsen")}
	e.browse(s, "browser/ensemble/*.test.ts")
}

var casting = regexp.MustCompile(`(?m)^    cast: .*$`)

// forTwo casts two sellers for the parts of a plan in turn, nobody besides, and lets no offer expire.
func forTwo(plan []byte) []byte {
	seller := 0
	plan = casting.ReplaceAllFunc(plan, func([]byte) []byte {
		seller++
		return []byte("    cast: [" + []string{"marcus", "gulsen"}[seller%2] + "]")
	})
	return regexp.MustCompile(`(?m)^    (standby|clocks): .*\n`).ReplaceAll(plan, nil)
}

// titleOf finds the title of a sub-gig in a plan.
func titleOf(t *testing.T, plan []byte, key string) string {
	t.Helper()
	found := regexp.MustCompile(`(?m)^  - key: ` + regexp.QuoteMeta(key) + `\n    title: "?([^"\n]+)"?$`).FindSubmatch(plan)
	if found == nil {
		t.Fatalf("the plan has no sub-gig %s", key)
	}
	return string(found[1])
}

// record renders a part of the score as its player sends it, well played at once.
func record(t *testing.T, dir string, part score.Part) string {
	t.Helper()
	sound, err := score.Render(part.Key, score.TakeRight)
	if err != nil {
		t.Fatal(err)
	}
	path, err := score.Encode(context.Background(), "ffmpeg", dir, part, sound)
	if err != nil {
		t.Fatal(err)
	}
	return path
}
