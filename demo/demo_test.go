package demo

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/api"
	"tutti/demo/board"
	"tutti/demo/score"
	"tutti/project"
	"tutti/storage/memory"
)

// stage is an API over the memory fakes, with an operator.
type stage struct {
	url, token string
	records    *memory.Records
	process    *memory.Process
}

// tempo is how much faster the clock of the stage runs, so that nobody has to sit through an expiring offer.
const tempo = 3

func newStage(t *testing.T) *stage {
	t.Helper()
	began := time.Now()
	now := func() time.Time { return began.Add(tempo * time.Since(began)) }
	s := &stage{records: memory.NewRecords(project.FeePolicy{})}
	live, objects := &memory.Live{}, memory.NewObjects()
	s.process = memory.NewProcess(s.records, memory.ProcessOptions{Now: now, Live: live, Inspect: listen})
	store := httptest.NewServer(objects.Handler())
	objects.PublicAt(store.URL)
	handler, err := api.New(api.Options{Records: s.records, Objects: objects, Live: live, Process: s.process, Now: now,
		Log: slog.New(slog.DiscardHandler), Poll: 50 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(handler)
	t.Cleanup(func() { _ = handler.Close(); server.Close(); store.Close() })
	s.url, s.token = server.URL, s.operator(t, now())
	return s
}

func (s *stage) operator(t *testing.T, now time.Time) string {
	t.Helper()
	ctx := context.Background()
	who := project.Person{ID: project.PersonID(project.NewID(project.PrefixPerson, now, "operator")), Handle: "operator", Name: "Operator",
		Roles: []project.Role{project.RoleOperator}, CreatedAt: now}
	if _, err := s.records.PutPerson(ctx, who); err != nil {
		t.Fatal(err)
	}
	secret := api.NewSecret()
	id := project.TokenID(project.NewID(project.PrefixToken, now, secret))
	if err := s.records.PutToken(ctx, project.Token{ID: id, Person: who.ID, Hash: api.HashSecret(secret), CreatedAt: now}); err != nil {
		t.Fatal(err)
	}
	return api.FormatToken(id, secret)
}

// listen judges by the note: the take of the unplugged cable is sent back.
func listen(d project.Delivery) (project.Inspection, bool) {
	i := project.Inspection{Delivery: d.ID, Passed: d.Note != noteOf(score.TakeSilent), Findings: []project.Finding{}}
	for _, f := range d.Files {
		i.Files = append(i.Files, project.FileFacts{Name: f.Name, SHA256: f.SHA256, Size: f.Size})
	}
	if !i.Passed {
		i.Findings = append(i.Findings, project.Finding{Code: "silent", Severity: project.Block, Message: "the file is silent"})
	}
	return i, false
}

// clock makes the time of every project pass until the test ends.
func (s *stage) clock(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			time.Sleep(20 * time.Millisecond)
			all, err := s.records.Projects(ctx, project.Actor{ID: "per_x", Roles: []project.Role{project.RoleOperator}}, project.Page{Limit: 10})
			for _, p := range all {
				if err == nil && p.State == project.ProjectRunning {
					_ = s.process.Elapse(ctx, p.ID)
				}
			}
		}
	}()
	t.Cleanup(func() { cancel(); <-ended })
}

// scribble stands in for the synthesiser: a few bytes that differ for every take.
func scribble(_ context.Context, dir string, r recording) (string, error) {
	path := filepath.Join(dir, fmt.Sprintf("%s-%s.wav", r.key, r.take))
	return path, os.WriteFile(path, []byte(path), 0o600)
}

// TestEverythingTheDemoPromisesHappens plays the demo over the memory fakes, twice on the same data.
func TestEverythingTheDemoPromisesHappens(t *testing.T) {
	s := newStage(t)
	s.clock(t)
	dir := t.TempDir()
	for round := range 2 {
		var seen bytes.Buffer
		shown := board.New(&seen, func(string) string { return "" })
		r, err := Run(t.Context(), Options{Server: s.url, Token: s.token, Dir: dir, Board: shown, record: scribble})
		shown.Close()
		if err != nil {
			t.Fatalf("round %d: %v\n%s", round, err, &seen)
		}
		checkReport(t, r)
		checkShown(t, seen.String())
		if left, _ := filepath.Glob(filepath.Join(dir, "*", "takes-*")); len(left) > 0 {
			t.Errorf("takes were left behind: %v", left)
		}
	}
}

func checkReport(t *testing.T, r Report) {
	t.Helper()
	if r.Approved != 24 || r.SubGigs != 24 || r.Deliveries != 26 || r.Credits.Countries != 12 {
		t.Errorf("%d of %d approved, %d versions, %d countries", r.Approved, r.SubGigs, r.Deliveries, r.Credits.Countries)
	}
	if r.Project.State != project.ProjectCompleted || !r.Balanced || r.Totals.Released != 460_000 || r.Totals.Refunded != 20_000 {
		t.Errorf("the project is %s, balanced %t, %+v", r.Project.State, r.Balanced, r.Totals)
	}
	for kind, times := range map[project.LogKind]int{
		project.LogOfferDeclined: 1, project.LogOfferExpired: 1, project.LogInspectionFailed: 1, project.LogRevisionAsked: 1,
		project.LogOfferMade: 26, project.LogApproved: 24, project.LogFinalBuilt: 1,
	} {
		if r.Counted[string(kind)] != times {
			t.Errorf("%s happened %d times, not %d", kind, r.Counted[string(kind)], times)
		}
	}
}

func checkShown(t *testing.T, seen string) {
	t.Helper()
	for _, words := range []string{
		"Sigríður Þórsdóttir (IS) declines (dates)", "the offer goes to Stoyan Vălčev (BG)",
		"Matías Ibáñez (AR) stayed silent", "Łukasz Grzęda (PL) accepts",
		"inspection sends version 1 back: the file is silent",
		"Nadia Ferrante (IT) asks for a revision", "(brief 2) at 0:04.8 to 0:14.4",
		"kick and snare approved: handed on as reference", "the project is completed", "24/24 approved",
	} {
		if !strings.Contains(seen, words) {
			t.Errorf("nobody is told that %q:\n%s", words, seen)
		}
	}
}

// TestADemoThatIsInterruptedCleansUp holds that no project goes on asking people, and no take is left.
func TestADemoThatIsInterruptedCleansUp(t *testing.T) {
	s := newStage(t)
	dir := t.TempDir()
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Second, cancel)
	never := func(ctx context.Context, _ string, _ recording) (string, error) { <-ctx.Done(); return "", ctx.Err() }
	_, err := Run(ctx, Options{Server: s.url, Token: s.token, Dir: dir, Board: board.New(&bytes.Buffer{}, os.Getenv), record: never})
	if err == nil {
		t.Fatal("an interrupted demo is no success")
	}
	all, err := s.records.Projects(t.Context(), project.Actor{ID: "per_x", Roles: []project.Role{project.RoleOperator}}, project.Page{Limit: 10})
	if err != nil || len(all) != 1 || all[0].State != project.ProjectCancelled {
		t.Errorf("the project is left as %+v, %v", all, err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*", "takes-*")); len(left) > 0 {
		t.Errorf("takes were left behind: %v", left)
	}
}

// TestEveryTakeOfTheScriptCanBeRecorded holds the script to the score.
func TestEveryTakeOfTheScriptCanBeRecorded(t *testing.T) {
	known := map[score.Take]bool{}
	for _, take := range score.Takes() {
		known[take] = true
	}
	list := schedule()
	if len(list) != len(score.Parts())+2 {
		t.Errorf("%d takes are recorded", len(list))
	}
	for _, r := range list {
		if _, ok := score.PartByKey(r.key); !ok || !known[r.take] {
			t.Errorf("the score has no take %q of %q", r.take, r.key)
		}
	}
}
