package e2e

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api/planfile"
	"tutti/api/wire"
	"tutti/project"
)

// TestASourceGoesOutInPiecesAndComesBackWhole: a buyer drops a text and launches what is proposed; sellers try their files out
// before they deliver them; the result is the source with what was changed.
func TestASourceGoesOutInPiecesAndComesBackWhole(t *testing.T) {
	e := newEnsemble(t, start(t, t.TempDir(), "dev", "--listen", "127.0.0.1:0"))
	const source = "# Harbour\n\nCranes stand over the water all day long.\n\n# Bridge\n\nThe wind never rests up here.\n\n# Market\n\nFish, bread and a brass band.\n"
	up, err := e.operator.UploadReader(e.ctx(), wire.UploadRequest{Source: true, Name: "walk.md", Size: int64(len(source))}, strings.NewReader(source), nil)
	e.must(err, "send the source up")
	split, err := e.operator.Split(e.ctx(), wire.SplitRequest{UploadID: up.ID})
	e.must(err, "split")
	for end := time.Now().Add(time.Minute); split.State == project.ErrandWorking && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		split, err = e.operator.SplitOf(e.ctx(), split.ID)
		e.must(err, "look at the split")
	}
	if split.State != project.ErrandDone || len(split.Links) != 3 {
		t.Fatalf("the split is %+v", split)
	}
	e.launchPieces(split.ID)
	for i, c := range split.Split.Cuts {
		e.accept(c.Key, "ama")
		text := source[c.From:c.To]
		if i == 1 {
			e.triesOut(c.Key)
			text = strings.Replace(text, "The wind", "A north wind", 1)
		}
		e.deliver(c.Key, "ama", c.File.Name, []byte(text))
		e.approve(c.Key)
	}
	e.finish()
	if got := e.resultNamed("walk.md"); got != strings.Replace(source, "The wind", "A north wind", 1) {
		t.Errorf("the result is %q", got)
	}
}

// launchPieces launches the plan that is proposed for a split, with one seller for everything.
func (e *ensemble) launchPieces(id project.ErrandID) {
	e.t.Helper()
	plan, err := e.operator.SplitPlan(e.ctx(), id, project.SplitTerms{Title: "walk", Role: "editor", Price: "10.00"})
	e.must(err, "propose a plan")
	plan.People = []project.PlanPerson{{Handle: "ama", Name: "Ama Mensah", Country: "GH"}}
	for i := range plan.SubGigs {
		plan.SubGigs[i].Cast = []string{"ama"}
	}
	text, err := planfile.Write(plan)
	e.must(err, "write the plan")
	created, err := e.operator.CreateSplitProject(e.ctx(), text, id)
	e.must(err, "create the project")
	e.id = created.ID
	_, err = e.operator.Launch(e.ctx(), e.id)
	e.must(err, "launch")
}

// triesOut has a text inspected that would be sent back, and finds the sub-gig as it was.
func (e *ensemble) triesOut(key string) {
	e.t.Helper()
	seller, sub := e.seller("ama"), e.await(key, project.Working)
	path := filepath.Join(e.t.TempDir(), "draft.md")
	e.must(os.WriteFile(path, []byte("TODO: write this down\n"), 0o600), "write a draft")
	up, err := seller.UploadFile(e.ctx(), wire.UploadRequest{ProjectID: e.id, SubGigID: sub.ID}, path, nil)
	e.must(err, "send a draft up")
	run, err := seller.DryRun(e.ctx(), sub.ID, wire.DryRunRequest{UploadIDs: []project.UploadID{up.ID}})
	e.must(err, "dry run")
	for end := time.Now().Add(time.Minute); run.State == project.ErrandWorking && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		run, err = seller.DryRunOf(e.ctx(), run.ID)
		e.must(err, "look at the dry run")
	}
	if run.Inspection == nil || !slices.ContainsFunc(run.Inspection.Findings, func(f project.Finding) bool { return f.Row == 1 }) {
		e.t.Errorf("the dry run found nothing on line 1: %+v", run)
	}
	if list, err := seller.Deliveries(e.ctx(), sub.ID); err != nil || len(list.Items) > 0 || e.sub(key).State != project.Working {
		e.t.Errorf("the dry run left something behind: %v %+v", err, list)
	}
}

// resultNamed reads a file of the final.
func (e *ensemble) resultNamed(name string) string {
	e.t.Helper()
	finals, err := e.operator.Artifacts(e.ctx(), e.id, project.ArtifactFinal)
	e.must(err, "list finals")
	final, err := e.operator.Artifact(e.ctx(), finals.Items[0].ID)
	e.must(err, "open the final")
	var names []string
	for _, f := range final.Files {
		names = append(names, f.Name)
		if f.Name == name {
			var text strings.Builder
			e.must(e.operator.Download(e.ctx(), f, &text, nil), "fetch %s", name)
			return text.String()
		}
	}
	e.t.Fatalf("the final has no %s, only %v", name, names)
	return ""
}
