package app

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"tutti/api/wire"
	tutti "tutti/client"
	"tutti/media/tool"
	"tutti/project"
	"tutti/workflows"
)

func TestMain(m *testing.M) {
	tool.Main(SandboxWork()...)
	beTheProgram()
	os.Exit(told(m.Run()))
}

// What the life of one simple sub-gig may cost. These are counts, so they hold on any machine.
const (
	maxEvents       = 45
	maxTransactions = 25
	maxStoreCalls   = 12
)

// lives is how many sub-gigs are carried through, one after another, so that nothing is saved by coming together.
const lives = 12

// TestTheLifeOfASubGigStaysWithinItsBudget carries sub-gigs from offer to approval through the whole of Tutti and counts
// history events, SQL write transactions and S3 calls.
func TestTheLifeOfASubGigStaysWithinItsBudget(t *testing.T) {
	a, err := Start(t.Context(), Config{
		DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, Log: heard(t),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	w := newWorld(t, a)
	w.launch(lives)
	transactions, calls := a.records.Stats().WriteTransactions, a.objects.Stats().Calls
	var events []float64
	for i := range lives {
		before := w.events()
		w.life(i)
		events = append(events, float64(w.events()-before))
	}
	perLife := func(total int64) float64 { return float64(total) / lives }
	report := func(what string, got float64, most int) {
		t.Logf("%s per sub-gig: %.1f, at most %d", what, got, most)
		if got > float64(most) {
			t.Errorf("%.1f %s per sub-gig, at most %d", got, what, most)
		}
	}
	slices.Sort(events) // an update that meets the end of a step costs a task of its own, so some lives have 3 more
	report("history events", events[lives/2], maxEvents)
	report("write transactions", perLife(a.records.Stats().WriteTransactions-transactions), maxTransactions)
	report("S3 calls", perLife(a.objects.Stats().Calls-calls), maxStoreCalls)
}

// world is a buyer and a seller at a running app.
type world struct {
	t      *testing.T
	app    *App
	buyer  *tutti.Client
	seller *tutti.Client
	id     project.ProjectID
}

func newWorld(t *testing.T, a *App) *world {
	t.Helper()
	w := &world{t: t, app: a, buyer: clientOf(t, a, a.Operator().Token)}
	person, err := w.buyer.CreatePerson(t.Context(), wire.PersonRequest{Handle: "ama", Name: "Ama Mensah", Country: "GH", Roles: []project.Role{project.RoleSeller}})
	w.must(err)
	token, err := w.buyer.CreateToken(t.Context(), person.ID, wire.TokenRequest{Name: "test"})
	w.must(err)
	w.seller = clientOf(t, a, token.Token)
	return w
}

func clientOf(t *testing.T, a *App, token string) *tutti.Client {
	t.Helper()
	c, err := tutti.New(a.URL(), token, tutti.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) ctx() context.Context { return w.t.Context() }

func (w *world) launch(n int) {
	w.t.Helper()
	plan := "title: Budget\ncurrency: EUR\ndelivery: {kind: file}\nrecipe: {kind: bundle}\nclocks: {preview: 1h}\nsub_gigs:\n"
	for i := range n {
		plan += fmt.Sprintf("  - {key: s%d, title: Part %d, role: tester, price: \"10.00\", cast: [ama]}\n", i, i)
	}
	created, err := w.buyer.CreateProject(w.ctx(), []byte(plan))
	w.must(err)
	w.id = created.ID
	_, err = w.buyer.Launch(w.ctx(), w.id)
	w.must(err)
}

func (w *world) sub(i int, state project.SubGigState) wire.SubGig {
	w.t.Helper()
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		for s, err := range w.buyer.AllSubGigs(w.ctx(), w.id, state) {
			w.must(err)
			if s.Position == i {
				return s
			}
		}
	}
	w.t.Fatalf("sub-gig %d does not become %s", i, state)
	return wire.SubGig{}
}

func (w *world) life(i int) {
	w.t.Helper()
	offered := w.sub(i, project.Offered)
	_, err := w.seller.Accept(w.ctx(), offered.Offer.ID)
	w.must(err)
	content := []byte(fmt.Sprintf("the work of sub-gig %d", i))
	upload, err := w.seller.UploadReader(w.ctx(), wire.UploadRequest{
		ProjectID: w.id, SubGigID: offered.ID, Name: "work.txt", Size: int64(len(content)), Fingerprint: "one",
	}, bytes.NewReader(content), nil)
	w.must(err)
	_, err = w.seller.Deliver(w.ctx(), offered.ID, wire.DeliveryRequest{UploadIDs: []project.UploadID{upload.ID}})
	w.must(err)
	reviewed := w.sub(i, project.InReview)
	_, err = w.buyer.Review(w.ctx(), reviewed.DeliveryID, wire.ReviewRequest{Decision: project.Approve})
	w.must(err)
}

// events counts the section's history over all its runs.
func (w *world) events() int {
	w.t.Helper()
	id, run, events := workflows.SectionWorkflowID(w.id, 0), "", 0
	for {
		history := w.app.temporal.GetWorkflowHistory(w.ctx(), id, run, false, 0)
		first, err := history.Next()
		w.must(err)
		events++
		for history.HasNext() {
			_, err := history.Next()
			w.must(err)
			events++
		}
		if run = first.GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId(); run == "" {
			return events
		}
	}
}
