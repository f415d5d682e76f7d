package app

import (
	"bytes"
	"context"
	"flag"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"time"

	"go.temporal.io/sdk/worker"
	"google.golang.org/protobuf/proto"

	tutti "tutti/client"
	"tutti/project"
	"tutti/sim"
	"tutti/workflows"
)

// simSeeds is how many projects are played at the same time.
var simSeeds = flag.Int("sim-seeds", 12, "how many invented projects to play at the same time")

const (
	simDay    = 300 * time.Millisecond // a day of the plans
	simLook   = 50 * time.Millisecond  // how often the people look for news
	simWithin = 10 * time.Minute       // a project that lasts longer does not end
)

// TestInventedPeopleOnTheRealServers has the people of package sim play on everything embedded, with short days, and replays
// every history that they leave. How fast it goes decides what happens, never whether it passes.
func TestInventedPeopleOnTheRealServers(t *testing.T) {
	a, err := Start(t.Context(), Config{DataDir: t.TempDir(), Listen: "127.0.0.1:0", API: true, Worker: true, EventsLimit: 150,
		Fee: project.FeePolicy{BasisPoints: 500}, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(a.Stop)
	ctx, cancel := context.WithTimeout(t.Context(), simWithin)
	defer cancel()
	coverage := &sim.Coverage{}
	runs := make([]*sim.Run, *simSeeds)
	var playing sync.WaitGroup
	for i := range runs {
		runs[i] = sim.NewRun(uint64(i+1), a.stage(t, coverage))
		playing.Go(func() {
			err := runs[i].Open(ctx)
			if err == nil {
				err = runs[i].Play(ctx, simLook)
			}
			if err != nil {
				t.Errorf("seed %d: %v\n%s", runs[i].Seed, err, strings.Join(runs[i].Trace(), "\n"))
			}
		})
	}
	playing.Wait()
	t.Logf("how often each thing happened in %d seeds:\n%s", *simSeeds, coverage)
	for _, r := range runs {
		for _, broken := range r.Broken() {
			t.Errorf("seed %d: %s", r.Seed, broken)
		}
	}
	if !t.Failed() {
		for _, r := range runs {
			(&world{t: t, app: a, id: r.ID}).replays(r.Seed)
		}
	}
}

// stage is this instance as the invented people see it.
func (a *App) stage(t *testing.T, coverage *sim.Coverage) sim.Stage {
	connect := func(token string) *tutti.Client { return clientOf(t, a, token) }
	return sim.Stage{
		Day: simDay, Now: time.Now, Records: a.records, Objects: a.objects, Operator: connect(a.Operator().Token), Connect: connect, Coverage: coverage,
		Audit: func(ctx context.Context, id project.ProjectID) ([]string, error) {
			found, err := a.records.Audit(ctx, id, time.Now())
			var findings []string
			for _, f := range found.Findings {
				findings = append(findings, f.String())
			}
			return findings, err
		},
	}
}

// replays replays the histories of the project's workflows, and looks for personal data in them.
func (w *world) replays(seed uint64) {
	w.t.Helper()
	for _, id := range []string{workflows.ProjectWorkflowID(w.id), workflows.SectionWorkflowID(w.id, 0), workflows.AssemblyWorkflowID(w.id)} {
		for n, run := range w.histories(id) {
			replayer := worker.NewWorkflowReplayer()
			workflows.Register(replayer)
			if err := replayer.ReplayWorkflowHistory(nil, run); err != nil {
				w.t.Errorf("seed %d, %s, run %d: %v", seed, id, n, err)
			}
			raw, err := proto.Marshal(run)
			w.must(err)
			if bytes.Contains(raw, []byte(sim.Mark(seed))) {
				w.t.Errorf("seed %d, %s, run %d: personal data in the history", seed, id, n)
			}
		}
	}
}
