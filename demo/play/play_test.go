package play

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/api"
	"tutti/examples"
	"tutti/project"
	"tutti/storage/memory"
)

// stage is an API over the memory fakes, with an operator.
type stage struct {
	options Options
	records *memory.Records
	objects *memory.Objects
	heard   *strings.Builder
}

// newStage makes a stage where a delivery passes unless refused says why not.
func newStage(t *testing.T, refused func(project.Delivery) string) *stage {
	t.Helper()
	s := &stage{records: memory.NewRecords(project.FeePolicy{}), objects: memory.NewObjects(), heard: &strings.Builder{}}
	live := &memory.Live{}
	inspect := func(d project.Delivery) (project.Inspection, bool) {
		i := project.Inspection{Delivery: d.ID, Passed: true, Findings: []project.Finding{}}
		for _, f := range d.Files {
			i.Files = append(i.Files, project.FileFacts{Name: f.Name, SHA256: f.SHA256, Size: f.Size})
		}
		if why := refused(d); why != "" {
			i.Passed, i.Findings = false, append(i.Findings, project.Finding{Code: "bad", Severity: project.Block, Message: why})
		}
		return i, false
	}
	store := httptest.NewServer(s.objects.Handler())
	s.objects.PublicAt(store.URL)
	handler, err := api.New(api.Options{Records: s.records, Objects: s.objects, Live: live, Log: slog.New(slog.DiscardHandler), Poll: 50 * time.Millisecond,
		Process: memory.NewProcess(s.records, memory.ProcessOptions{Live: live, Inspect: inspect, Build: s.build})})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() { _ = handler.Close(); server.Close(); store.Close() })
	var mu sync.Mutex
	s.options = Options{Server: server.URL, Token: s.operator(t), Dir: t.TempDir(), Say: func(line string) {
		mu.Lock()
		defer mu.Unlock()
		s.heard.WriteString(line + "\n")
	}}
	return s
}

func (s *stage) operator(t *testing.T) string {
	t.Helper()
	now := time.Now()
	who := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, now, "operator")), Handle: "operator", Name: "Operator",
		Roles: []project.Role{project.RoleOperator}, CreatedAt: now}
	if _, err := s.records.PutPerson(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	secret := api.NewSecret()
	id := project.TokenID(project.NewID(project.PrefixToken, now, secret))
	if err := s.records.PutToken(t.Context(), project.Token{ID: id, Person: who.ID, Hash: api.HashSecret(secret), CreatedAt: now}); err != nil {
		t.Fatal(err)
	}
	return api.FormatToken(id, secret)
}

// build makes a final of one small file for each output.
func (s *stage) build(ctx context.Context, p project.Project, inputs []project.Input) (project.Artifact, error) {
	plan, err := s.records.Plan(ctx, p.ID)
	if err != nil {
		return project.Artifact{}, err
	}
	a := project.Artifact{Project: p.ID, Kind: project.ArtifactFinal, Build: "small", CreatedAt: p.UpdatedAt}
	a.ID = project.ArtifactID(project.NewID(project.PrefixArtifact, p.CreatedAt, string(p.ID)))
	a.Manifest = project.Manifest{Project: p.ID, Title: p.Title, Artifact: a.ID, Kind: a.Kind, Recipe: plan.Recipe, Tools: []string{}}
	for _, in := range inputs {
		a.Manifest.Entries = append(a.Manifest.Entries, project.Entry{Input: in})
	}
	for _, output := range plan.Recipe.WithDefaults().Outputs {
		content := "the result as " + output
		sum := sha256.Sum256([]byte(content))
		f := project.ArtifactFile{Name: "result." + output, SHA256: hex.EncodeToString(sum[:]), Size: int64(len(content)), Type: "text/plain"}
		f.Key = project.ObjectKey(f.SHA256)
		if err := s.objects.Put(ctx, f.Key, strings.NewReader(content), f.Size, f.Type, f.SHA256); err != nil {
			return a, err
		}
		a.Manifest.Files = append(a.Manifest.Files, f)
	}
	return a, nil
}

func open(t *testing.T, names ...string) []examples.Template {
	t.Helper()
	var out []examples.Template
	for _, name := range names {
		one, err := examples.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, one)
	}
	return out
}

// TestExamplesAreBroughtToTheirResults plays two at once: one with a version that is sent back and with needs, one with a
// delivery of several files. An earlier result does not stay beside the new one.
func TestExamplesAreBroughtToTheirResults(t *testing.T) {
	s := newStage(t, func(d project.Delivery) string {
		if strings.Contains(d.Files[0].Name, ".1.") {
			return "it is too short"
		}
		return ""
	})
	stale := filepath.Join(s.options.Dir, "book", "stale.txt")
	if err := os.MkdirAll(filepath.Dir(stale), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(stale, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	results, err := Run(t.Context(), s.options, open(t, "book", "photo-book"))
	if err != nil || len(results) != 2 {
		t.Fatalf("%v\n%s", err, s.heard)
	}
	book, photos := results[0], results[1]
	if book.Name != "book" || book.SubGigs != 4 || book.Deliveries != 5 || book.Countries != 4 || len(book.Files) != 3 {
		t.Errorf("the book is %+v", book)
	}
	if entries := photos.Manifest.Entries; len(entries) != 4 || len(entries[0].Files) != 2 {
		t.Errorf("the photo book is made of %+v", entries)
	}
	if text, err := os.ReadFile(filepath.Join(s.options.Dir, "book", "result.epub")); string(text) != "the result as epub" {
		t.Errorf("%q, %v", text, err)
	}
	if !strings.Contains(s.heard.String(), "book: version 1 of istanbul is sent back: it is too short") {
		t.Errorf("nobody hears of the version that was sent back:\n%s", s.heard)
	}
	if left, _ := filepath.Glob(filepath.Join(s.options.Dir, ".*")); len(left) > 0 {
		t.Errorf("files are left: %v", left)
	}
	if _, err := os.Stat(stale); err == nil {
		t.Error("a file of an earlier result stands beside the new ones")
	}
}

// TestAnExampleThatFailsIsNamed: with what the inspection said; the other is played nevertheless, and nobody is asked any more.
func TestAnExampleThatFailsIsNamed(t *testing.T) {
	s := newStage(t, func(d project.Delivery) string {
		if strings.HasPrefix(d.Files[0].Name, "alto") {
			return "the picture is black"
		}
		return ""
	})
	results, err := Run(t.Context(), s.options, open(t, "choir", "greeting"))
	if err == nil || strings.Contains(err.Error(), "greeting") || !strings.Contains(err.Error(), "choir: version 1 of alto is ") ||
		!strings.Contains(err.Error(), "the picture is black") {
		t.Errorf("the error is %v", err)
	}
	if len(results) != 2 || len(results[0].Files) != 0 || len(results[1].Files) != 2 {
		t.Errorf("the results are %+v", results)
	}
	now, err := s.records.Project(t.Context(), results[0].Project)
	if err != nil || now.State != project.ProjectCancelled {
		t.Errorf("the project that failed is %s, %v", now.State, err)
	}
}
