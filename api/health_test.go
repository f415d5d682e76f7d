package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"tutti/api"
	"tutti/api/wire"
	"tutti/project"
)

// countingRecords count reads.
type countingRecords struct {
	project.Records
	events, projects atomic.Int64
}

func (c *countingRecords) Events(ctx context.Context, id project.ProjectID, after int64, limit int) ([]project.Event, error) {
	c.events.Add(1)
	return c.Records.Events(ctx, id, after, limit)
}

func (c *countingRecords) LastEvent(ctx context.Context, id project.ProjectID) (int64, error) {
	c.projects.Add(1)
	return c.Records.LastEvent(ctx, id)
}

// hangingRecords answer nothing until the caller gives up.
type hangingRecords struct {
	project.Records
	hang atomic.Bool
}

func (h *hangingRecords) TokenByHash(ctx context.Context, hash string) (project.Token, project.Person, error) {
	if h.hang.Load() {
		<-ctx.Done()
		return project.Token{}, project.Person{}, ctx.Err()
	}
	return h.Records.TokenByHash(ctx, hash)
}

func (h *hangingRecords) Ping(ctx context.Context) error {
	if h.hang.Load() {
		<-ctx.Done()
		return ctx.Err()
	}
	return nil
}

// hangingProcess too.
type hangingProcess struct {
	project.Process
	hang atomic.Bool
}

func (h *hangingProcess) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	if h.hang.Load() {
		<-ctx.Done()
		return project.Because(ctx.Err(), project.Unavailable, "no answer")
	}
	return h.Process.Launch(ctx, id, actor, key)
}

func (h *hangingProcess) Ping(ctx context.Context) error {
	if h.hang.Load() {
		return errors.New("refused")
	}
	return nil
}

// TestADependencyThatIsAwayIsSaid: it is meant to be said within two seconds; the time is logged.
func TestADependencyThatIsAwayIsSaid(t *testing.T) {
	records, process := &hangingRecords{}, &hangingProcess{}
	w := newWorld(t, func(o *api.Options) {
		records.Records, o.Records = o.Records, records
		process.Process, o.Process = o.Process, process
	})
	id := w.draft().ID
	try := func(name string, ask func() answer) {
		t.Helper()
		begin := time.Now()
		got := ask()
		took := time.Since(begin)
		t.Logf("%s: answered after %s", name, took)
		if got.status != 503 || got.problem(t).Code != "unavailable" || got.header.Get("Retry-After") != "1" {
			t.Errorf("%s: %d: %s", name, got.status, got.body)
		}
	}
	launch := func() answer { return w.ask("bea", "POST", path("/projects/%s/launch", id), "", keyHeader, "k") }
	process.hang.Store(true)
	try("a command without the process", launch)
	if got := w.ask("bea", "GET", path("/projects/%s", id), ""); got.status != 200 {
		t.Errorf("a read without the process: %d", got.status)
	}
	process.hang.Store(false)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(100 * time.Millisecond) {
		got := launch()
		if got.status == 200 {
			break
		}
		if got.status != 503 || time.Now().After(deadline) {
			t.Fatalf("afterwards: %d %s", got.status, got.body)
		}
	}
	records.hang.Store(true)
	try("a read without the records", func() answer { return w.ask("bea", "GET", "/api/v1/me", "") })
}

func TestReadyNamesEveryDependency(t *testing.T) {
	process := &hangingProcess{}
	w := newWorld(t, func(o *api.Options) { process.Process, o.Process = o.Process, process })
	read := func() (int, wire.Health) {
		got := w.ask("", "GET", "/readyz", "")
		var h wire.Health
		must(t, json.Unmarshal([]byte(got.body), &h))
		return got.status, h
	}
	status, h := read()
	if status != 200 || h.Status != "ok" || len(h.Dependencies) != 4 || h.Version != "test" {
		t.Errorf("%d %+v", status, h)
	}
	process.hang.Store(true)
	time.Sleep(1100 * time.Millisecond)
	status, h = read()
	if d := h.Dependencies[2]; status != 503 || h.Status != "away" || d.Name != "process" || d.State != "away" || d.AgeSeconds < 1 {
		t.Errorf("%d %+v", status, h)
	}
	again, err := w.as("bea").Ready(context.Background())
	must(t, err)
	if again.Status != "away" {
		t.Errorf("%+v", again)
	}
	if got := w.ask("", "GET", "/livez", ""); got.status != 200 {
		t.Errorf("%d", got.status)
	}
}

type awayLive struct{ project.Live }

func (awayLive) Ping(context.Context) error                    { return errors.New("away") }
func (awayLive) Wake(context.Context, project.ProjectID) error { return errors.New("away") }

func TestHintsMayBeAway(t *testing.T) {
	w := newWorld(t, func(o *api.Options) { o.Live = awayLive{o.Live} })
	w.launched()
	got := w.ask("", "GET", "/readyz", "")
	var h wire.Health
	must(t, json.Unmarshal([]byte(got.body), &h))
	if got.status != 200 || h.Status != "degraded" {
		t.Errorf("%d %s", got.status, got.body)
	}
}

func TestNewNamesWhatIsMissing(t *testing.T) {
	if _, err := api.New(api.Options{}); project.CodeOf(err) != project.Invalid {
		t.Errorf("%v", err)
	}
	w := newWorld(t)
	o := w.options
	o.S3Proxy = &url.URL{Scheme: "http", Host: "localhost:1"}
	if _, err := api.New(o); project.CodeOf(err) != project.Invalid {
		t.Errorf("a proxy without a bucket: %v", err)
	}
}

func TestTheRestBelongsToTheWeb(t *testing.T) {
	web := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("page")) })
	w := newWorld(t, func(o *api.Options) { o.Web = web })
	if got := w.ask("", "GET", "/projects/1", ""); got.body != "page" {
		t.Errorf("%s", got.body)
	}
	if got := w.ask("", "GET", "/api/v1/none", ""); got.status != 404 || got.problem(t).Code != "not_found" {
		t.Errorf("%s", got.body)
	}

}
