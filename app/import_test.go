package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/activities"
	"tutti/project"
	fakes "tutti/storage/memory"
	"tutti/storage/records"
)

// instance is an App of records and objects alone.
func instance(t *testing.T) *App {
	t.Helper()
	a := &App{config: Config{Log: heard(t)}}
	var err error
	if a.records, err = records.Open(t.Context(), records.Options{URL: "sqlite:" + filepath.Join(t.TempDir(), "tutti.db")}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.records.Close() })
	a.ports = Ports{Records: a.records, Objects: fakes.NewObjects()}
	return a
}

// drafted makes a draft project with a reference that was sent up.
func drafted(t *testing.T, a *App) project.ProjectID {
	t.Helper()
	ctx, at := context.Background(), time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)
	id := project.ProjectID(project.NewID(project.PrefixProject, at, "moved"))
	buyer := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, at, "bea")), Handle: "bea", Name: "Bea", Email: "bea@example.org", CreatedAt: at}
	if _, err := a.records.PutPerson(ctx, buyer); err != nil {
		t.Fatal(err)
	}
	n := project.NewProject{At: at, Plan: project.Plan{Title: "Moved", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle}},
		Project:    project.Project{ID: id, Title: "Moved", State: project.ProjectDraft, Buyer: buyer.ID, Producer: buyer.ID, Currency: "EUR", PlanVersion: 1, CreatedAt: at, UpdatedAt: at},
		References: []project.Reference{{Project: id, Key: "notes", Title: "Notes"}}}
	if err := a.records.CreateProject(ctx, n); err != nil {
		t.Fatal(err)
	}
	text := "the notes"
	hash := hashOfText(text)
	if err := a.ports.Objects.Put(ctx, project.ObjectKey(hash), strings.NewReader(text), int64(len(text)), "text/plain", hash); err != nil {
		t.Fatal(err)
	}
	if err := a.records.PutReferenceFile(ctx, id, "notes", project.DeliveryFile{Name: "notes.txt", SHA256: hash, Size: int64(len(text)), Type: "text/plain"}, buyer.ID, at); err != nil {
		t.Fatal(err)
	}
	return id
}

// archived makes an archive of the project and writes it to a file.
func archived(t *testing.T, a *App, id project.ProjectID) string {
	t.Helper()
	ctx := context.Background()
	e, err := a.records.BeginExport(ctx, project.Export{ID: project.ExportID(project.NewID(project.PrefixExport, time.Now(), "x")), Project: id, Kind: project.ExportArchive, Of: "x"})
	if err != nil {
		t.Fatal(err)
	}
	makes := &activities.Export{Records: a.ports.Records, Objects: a.ports.Objects, Archive: a.records}
	if err := makes.Make(ctx, e.ID); err != nil {
		t.Fatal(err)
	}
	if e, err = a.records.Export(ctx, e.ID); err != nil || e.File == nil {
		t.Fatalf("%+v %v", e, err)
	}
	body, _, err := a.ports.Objects.Get(ctx, e.File.Key)
	if err != nil {
		t.Fatal(err)
	}
	defer body.Close()
	text, err := io.ReadAll(body)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "archive.zip")
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAnArchiveIsTheSameProjectElsewhere: the same ids, the same state hash, the same bytes, and no address of anybody.
func TestAnArchiveIsTheSameProjectElsewhere(t *testing.T) {
	ctx := context.Background()
	from, to := instance(t), instance(t)
	id := drafted(t, from)
	path := archived(t, from, id)
	raw, err := os.ReadFile(path)
	if err != nil || strings.Contains(string(raw), "bea@example.org") {
		t.Fatalf("the archive holds an address: %v", err)
	}
	var done Imported
	for range 2 {
		if done, err = to.Import(ctx, path); err != nil {
			t.Fatal(err)
		}
	}
	before, err := from.records.ProjectRows(ctx, id)
	if err != nil {
		t.Fatal(err)
	}
	after, err := to.records.ProjectRows(ctx, id)
	if err != nil || after.StateHash() != before.StateHash() || done.StateHash != before.StateHash() || done.Objects != 1 || done.Project != id {
		t.Errorf("%+v %v", done, err)
	}
	refs, err := to.records.References(ctx, id)
	if err != nil || len(refs) != 1 {
		t.Fatalf("%+v %v", refs, err)
	}
	if _, info, err := to.ports.Objects.Get(ctx, project.ObjectKey(refs[0].File.SHA256)); err != nil || info.Size != refs[0].File.Size {
		t.Errorf("%+v %v", info, err)
	}
}

// TestADamagedArchiveLeavesNothing: bytes of an object are changed, the list of hashes with them.
func TestADamagedArchiveLeavesNothing(t *testing.T) {
	ctx := context.Background()
	from, to := instance(t), instance(t)
	id := drafted(t, from)
	path := archived(t, from, id)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(raw), "the notes", "the votes", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := to.Import(ctx, path); err == nil {
		t.Error("changed bytes were imported")
	}
	if _, err := to.records.ProjectRows(ctx, id); project.CodeOf(err) != project.NotFound {
		t.Errorf("something was imported: %v", err)
	}
}

func hashOfText(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
