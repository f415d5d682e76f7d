package e2e

import (
	"encoding/json"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// shots is given by `make shots`.
var shots = flag.String("shots", "", "folder for pictures of every page; none are taken when empty")

// stage is what the tests in web/browser find ready: a server and people in a project that is under way.
type stage struct {
	Server    string            `json:"server"`
	Project   project.ProjectID `json:"project"`
	Producer  string            `json:"producer"` // tokens
	Narrator  string            `json:"narrator"`
	Passenger string            `json:"passenger"`

	Reviewed project.DeliveryID `json:"reviewed"` // waits for its review
	Working  project.SubGigID   `json:"working"`
	Offered  project.SubGigID   `json:"offered"`
	File     string             `json:"file"` // a take that passes inspection
	Plan     string             `json:"plan"` // a file to launch
	Shots    string             `json:"shots"`
}

// TestPages opens the pages in a real browser, on the real program.
func TestPages(t *testing.T) {
	web := filepath.Join(filepath.Dir(here()), "web")
	if _, err := os.Stat(filepath.Join(web, "node_modules", "playwright-core")); err != nil {
		t.Skip("the packages of the pages are not installed: run scripts/setup test")
	}
	e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0"))
	s := e.setTheStage()
	s.Shots = *shots
	text, err := json.Marshal(s)
	e.must(err, "write the stage")
	cmd := exec.Command("npx", "--no-install", "vitest", "run", "--config", "browser/vitest.config.ts")
	cmd.Dir = web
	cmd.Env = append(os.Environ(), "TUTTI_STAGE="+string(text))
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr // at once: a browser that hangs shows where
	e.must(cmd.Run(), "the tests in web/browser")
}

// setTheStage plays the podcast trailer until every kind of page has something to show.
func (e *ensemble) setTheStage() stage {
	e.t.Helper()
	example := filepath.Join(filepath.Dir(here()), "examples", "podcast-trailer.yaml")
	plan, err := os.ReadFile(example)
	e.must(err, "read the plan")
	e.launch(string(plan))
	e.accept("captain", "sven-arvidsson")
	e.deliver("captain", "sven-arvidsson", "captain.wav", tone(6))
	reviewed := e.await("captain", project.InReview)
	e.accept("narrator", "theo-marsh")
	take := filepath.Join(e.t.TempDir(), "narrator.wav")
	e.must(os.WriteFile(take, tone(5), 0o600), "write a take")
	return stage{
		Server: e.url, Project: e.id, File: take, Plan: example, Reviewed: reviewed.DeliveryID,
		Producer: e.token("operator"), Narrator: e.token("theo-marsh"), Passenger: e.token("nkechi-obi"),
		Working: e.await("narrator", project.Working).ID, Offered: e.await("passenger", project.Offered).ID,
	}
}

// token gives a person of the plan a token of their own; the operator who launched it is its buyer and producer.
func (e *ensemble) token(handle string) string {
	e.t.Helper()
	list, err := e.operator.People(e.ctx(), client.Page{Limit: 200})
	e.must(err, "list people")
	for _, person := range list.Items {
		if person.Handle == handle {
			token, err := e.operator.CreateToken(e.ctx(), person.ID, wire.TokenRequest{Name: "browser"})
			e.must(err, "invite %s", handle)
			return token.Token
		}
	}
	e.t.Fatalf("there is nobody called %s", handle)
	return ""
}
