package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

const (
	pingWithin = 700 * time.Millisecond
	pingFresh  = time.Second // an answer that is younger is not asked for again
)

// health knows when each dependency was last seen to answer.
type health struct {
	version string
	parts   []*dependency
}

type dependency struct {
	name     string
	required bool // the others are hints that may be lost
	command  bool // only commands need it
	ping     func(context.Context) error

	mu     sync.Mutex
	asked  time.Time
	seen   time.Time
	failed error
}

func newHealth(o Options) *health {
	return &health{version: o.Version, parts: []*dependency{
		{name: "records", required: true, ping: o.Records.Ping},
		{name: "objects", required: true, ping: o.Objects.Ping},
		{name: "process", required: true, command: true, ping: o.Process.Ping},
		{name: "live", ping: o.Live.Ping},
	}}
}

// check asks the dependency unless that was done just now. Callers at the same time share one question.
func (d *dependency) check() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if time.Since(d.asked) < pingFresh {
		return d.failed
	}
	ctx, cancel := context.WithTimeout(context.Background(), pingWithin)
	defer cancel()
	d.failed = d.ping(ctx)
	d.asked = time.Now()
	if d.failed == nil {
		d.seen = d.asked
	}
	return d.failed
}

func (d *dependency) report() wire.Dependency {
	d.mu.Lock()
	defer d.mu.Unlock()
	out := wire.Dependency{Name: d.name, State: "ok", Required: d.required, AgeSeconds: -1}
	if d.failed != nil {
		out.State = "away"
	}
	if !d.seen.IsZero() {
		out.AgeSeconds = time.Since(d.seen).Seconds()
	}
	return out
}

func (h *health) checkAll() {
	var all sync.WaitGroup
	for _, d := range h.parts {
		all.Go(func() { _ = d.check() })
	}
	all.Wait()
}

// away gives an Unavailable error when something is away that a read, or a command, cannot do without.
func (h *health) away(forCommand bool) error {
	h.checkAll()
	for _, d := range h.parts {
		if !d.required || d.command && !forCommand {
			continue
		}
		if err := d.check(); err != nil {
			return project.Because(err, project.Unavailable, "the %s cannot be reached at the moment; send the request again with the same key", h.words(d.name))
		}
	}
	return nil
}

func (h *health) words(name string) string {
	return map[string]string{"records": "database", "objects": "object store", "process": "workflow service"}[name]
}

func (h *health) report() wire.Health {
	h.checkAll()
	out := wire.Health{Status: "ok", Version: h.version, Dependencies: []wire.Dependency{}}
	for _, d := range h.parts {
		r := d.report()
		out.Dependencies = append(out.Dependencies, r)
		switch {
		case r.State == "ok":
		case d.required:
			out.Status = "away"
		case out.Status == "ok":
			out.Status = "degraded"
		}
	}
	return out
}

func (a *API) registerHealth() {
	add(a, operation{id: "live", method: get, path: "/livez", tag: "health", summary: "Says that this process runs", rules: rules{public: true}},
		func(context.Context, *nothing) (*body[wire.Live], error) {
			return &body[wire.Live]{wire.Live{Status: "ok", Version: a.o.Version}}, nil
		})
	add(a, operation{id: "ready", method: get, path: "/readyz", tag: "health", summary: "Says whether this process and what it relies on can work",
		text: "503 when something that cannot be done without is away. Each dependency is named with its state and age.", rules: rules{public: true}},
		func(context.Context, *nothing) (*made[wire.Health], error) {
			out := &made[wire.Health]{Status: http.StatusOK, Body: a.health.report()}
			if out.Body.Status == "away" {
				out.Status = http.StatusServiceUnavailable
			}
			return out, nil
		})
	ready := a.huma.OpenAPI().Paths["/readyz"].Get
	ready.Responses["503"] = ready.Responses["200"]
}
