package activities

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"go.temporal.io/sdk/temporal"

	"tutti/project"
	"tutti/storage/memory"
)

// fakeAssembly counts how often it was told.
type fakeAssembly struct {
	told int
	fail error
}

func (a *fakeAssembly) Changed(context.Context, project.ProjectID) error {
	a.told++
	return a.fail
}

func draft(t *testing.T, records project.Records) (project.ProjectID, project.SubGig) {
	t.Helper()
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	sub := project.SubGig{ID: "sub_1", State: project.Waiting, Terms: project.Terms{PriceMinor: 500, Candidates: []project.PersonID{"per_a"}, OfferFor: time.Hour, WorkFor: time.Hour, ReviewFor: time.Hour}}
	plan := project.Plan{Title: "One", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle},
		SubGigs: []project.PlanSubGig{{Key: "one", Title: "One", Role: "tester", Price: "5.00"}}}
	err := records.CreateProject(t.Context(), project.NewProject{
		Project: project.Project{ID: "prj_1", Title: "One", State: project.ProjectDraft, Buyer: "per_b", Producer: "per_b", Currency: "EUR", BudgetMinor: 500, PlanVersion: 1, SubGigs: 1, CreatedAt: now, UpdatedAt: now},
		Plan:    plan, At: now, People: []project.Person{{ID: "per_a", Handle: "a", Name: "A", Country: "GH", CreatedAt: now}},
		SubGigs: []project.SubGigRecord{{SubGig: sub, Project: "prj_1", Key: "one", Title: "One", Role: "tester", Spec: project.Spec{Kind: project.KindFile}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	return "prj_1", sub
}

func TestACommitThatIsRepeatedIsRecordedOnceAndToldAgain(t *testing.T) {
	records := memory.NewRecords(project.FeePolicy{})
	id, sub := draft(t, records)
	assembly := &fakeAssembly{}
	record := &Record{Records: records, Live: &memory.Live{}, Assembly: assembly, Log: slog.New(slog.DiscardHandler)}
	sub.State = project.Approved
	commit := project.Commit{
		Key: project.CommitKey{Project: id, Writer: "0", Seq: 1}, At: time.Now(),
		Changes: []project.Change{{SubGig: sub, Effects: project.Effects{Log: []project.LogEvent{{Kind: project.LogApproved, SubGig: sub.ID}}}}},
	}
	var first project.Committed
	for try := range 2 { // a worker that died after the commit runs the activity again
		done, err := record.Commit(t.Context(), commit)
		if err != nil {
			t.Fatal(err)
		}
		if try == 0 {
			first = done
		} else if done.LastEvent != first.LastEvent {
			t.Errorf("the repeat says %+v, the first %+v", done, first)
		}
	}
	if last, err := records.LastEvent(t.Context(), id); err != nil || last != first.LastEvent {
		t.Errorf("the log ends at %d, %v", last, err)
	}
	if assembly.told != 2 {
		t.Errorf("the assembly was told %d times", assembly.told)
	}
}

// TestASubGigBeyondCapacityIsRefusedAtOnce: a refusal that only time can lift must not be tried again for ever.
func TestASubGigBeyondCapacityIsRefusedAtOnce(t *testing.T) {
	records := memory.NewRecords(project.FeePolicy{})
	id, sub := draft(t, records)
	if err := records.PutProfile(t.Context(), project.Profile{Person: "per_a", Leave: []project.Leave{{From: time.Now().Add(-time.Hour), To: time.Now().Add(time.Hour)}}}); err != nil {
		t.Fatal(err)
	}
	record := &Record{Records: records, Live: &memory.Live{}, Assembly: &fakeAssembly{}, Log: slog.New(slog.DiscardHandler)}
	sub.State, sub.Seller = project.Working, "per_a"
	commit := project.Commit{Key: project.CommitKey{Project: id, Writer: "0", Seq: 1}, At: time.Now(), Changes: []project.Change{{SubGig: sub}}}
	for _, profile := range []project.Code{project.Conflict, project.Limited} {
		_, err := record.Commit(t.Context(), commit)
		var app *temporal.ApplicationError
		if !errors.As(err, &app) || !app.NonRetryable() || app.Type() != string(profile) || project.CodeOf(FromFailure(err)) != profile {
			t.Errorf("%s crosses the border as %v", profile, err)
		}
		if err := records.PutProfile(t.Context(), project.Profile{Person: "per_a", Capacity: 1}); err != nil {
			t.Fatal(err)
		}
		taken := sub
		taken.ID = "sub_2"
		other := project.NewProject{Project: project.Project{ID: "prj_2", Currency: "EUR"}, SubGigs: []project.SubGigRecord{{SubGig: taken, Project: "prj_2", Key: "two"}}, At: time.Now()}
		if err := records.CreateProject(t.Context(), other); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAnAssemblyThatCannotBeToldIsToldByTheRepeat(t *testing.T) {
	records := memory.NewRecords(project.FeePolicy{})
	id, sub := draft(t, records)
	assembly := &fakeAssembly{fail: project.Errorf(project.Unavailable, "not now")}
	record := &Record{Records: records, Live: &memory.Live{}, Assembly: assembly, Log: slog.New(slog.DiscardHandler)}
	sub.State = project.Approved
	commit := project.Commit{Key: project.CommitKey{Project: id, Writer: "0", Seq: 1}, At: time.Now(), Changes: []project.Change{{SubGig: sub}}}
	if _, err := record.Commit(t.Context(), commit); project.CodeOf(FromFailure(err)) != project.Unavailable {
		t.Fatalf("the failure is lost: %v", err)
	}
	assembly.fail = nil
	if _, err := record.Commit(t.Context(), commit); err != nil || assembly.told != 2 {
		t.Errorf("told %d times, %v", assembly.told, err)
	}
}

func TestADamagedObjectIsNeverUsed(t *testing.T) {
	objects := memory.NewObjects()
	content := []byte("what the seller sent")
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:])
	damaged := append([]byte("X"), content[1:]...)
	if err := objects.Put(t.Context(), project.ObjectKey(name), bytes.NewReader(damaged), int64(len(damaged)), "text/plain", ""); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "file")
	err := fetch(t.Context(), objects, name, path)
	if project.CodeOf(err) != project.Conflict {
		t.Fatalf("a damaged object was taken: %v", err)
	}
}

func TestFetchBringsWholeObjects(t *testing.T) {
	objects := memory.NewObjects()
	content := bytes.Repeat([]byte("tutti"), 100_000)
	sum := sha256.Sum256(content)
	name := hex.EncodeToString(sum[:])
	if err := objects.Put(t.Context(), project.ObjectKey(name), bytes.NewReader(content), int64(len(content)), "text/plain", name); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "file")
	if err := fetch(t.Context(), objects, name, path); err != nil {
		t.Fatal(err)
	}
	if got, err := os.ReadFile(path); err != nil || !bytes.Equal(got, content) {
		t.Errorf("%d bytes, %v", len(got), err)
	}
	if err := fetch(t.Context(), objects, hex.EncodeToString(make([]byte, 32)), path+"2"); project.CodeOf(err) != project.NotFound {
		t.Errorf("an absent object: %v", err)
	}
}

func TestFailuresCarryNoSecrets(t *testing.T) {
	err := Failure(errors.New("dial postgres://tutti:hunter2@db"))
	if got := err.Error(); bytes.Contains([]byte(got), []byte("hunter2")) {
		t.Errorf("a secret would enter the history: %s", got)
	}
}

// TestTheAddressOfABuildFollowsItsInputs: the same inputs give the same build, any change gives another.
func TestTheAddressOfABuildFollowsItsInputs(t *testing.T) {
	inputs := []project.Input{{SubGig: "sub_1", Key: "one", Delivery: "dlv_1", Version: 1}}
	of := func(kind project.ArtifactKind, r project.Recipe, in []project.Input, source ...*project.DeliveryFile) string {
		build, err := address(kind, r, in, append(source, nil)[0])
		if err != nil {
			t.Fatal(err)
		}
		return build
	}
	recipe := project.Recipe{Kind: project.RecipeAudioMix}
	first := of(project.ArtifactFinal, recipe, inputs)
	if first != of(project.ArtifactFinal, recipe, inputs) {
		t.Error("the same inputs give another build")
	}
	revised := []project.Input{{SubGig: "sub_1", Key: "one", Delivery: "dlv_2", Version: 2}}
	moved := []project.Input{{SubGig: "sub_1", Key: "one", Delivery: "dlv_1", Version: 1, Place: project.Place{GainDB: -1}}}
	for name, other := range map[string]string{
		"a source": of(project.ArtifactFinal, recipe, inputs, &project.DeliveryFile{SHA256: "abc"}), "a preview": of(project.ArtifactPreview, recipe, inputs), "another recipe": of(project.ArtifactFinal, project.Recipe{Kind: project.RecipeAudioMix, LUFS: -16}, inputs),
		"another version": of(project.ArtifactFinal, recipe, revised), "another place": of(project.ArtifactFinal, recipe, moved),
	} {
		if other == first {
			t.Errorf("%s gives the same build", name)
		}
	}
}

// TestASectionIsOpenedWithWhatIsAnsweredAlready: an answer that was given before the launch is not waited for.
func TestASectionIsOpenedWithWhatIsAnsweredAlready(t *testing.T) {
	records := memory.NewRecords(project.FeePolicy{})
	now := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	plan := project.Plan{Title: "One", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle},
		SubGigs:      []project.PlanSubGig{{Key: "one", Title: "One", Role: "tester", Price: "5.00"}},
		Requirements: []project.PlanRequirement{{Key: "lyrics", Title: "L", Kind: project.RequirementText}, {Key: "photo", Title: "P", Kind: project.RequirementFile}}}
	n, err := plan.Draft(project.Draft{Buyer: "per_b", At: now, Seed: "s"})
	if err != nil {
		t.Fatal(err)
	}
	if err := records.CreateProject(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	answer := project.RequirementAnswer{Project: n.Project.ID, Requirement: "lyrics", Value: "la", Actor: "per_b", At: now}
	if err := records.PutRequirementAnswer(t.Context(), answer, nil); err != nil {
		t.Fatal(err)
	}
	record := &Record{Records: records, Live: &memory.Live{}, Assembly: &fakeAssembly{}, Log: slog.New(slog.DiscardHandler)}
	opened, err := record.OpenSection(t.Context(), n.Project.ID, 0)
	if err != nil || len(opened.SubGigs) != 1 || !slices.Equal(opened.SubGigs[0].Requires, []string{"photo"}) {
		t.Errorf("%+v, %v", opened, err)
	}
}
