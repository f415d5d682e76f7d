// Package verify re-reads everything a project has stored and says what is wrong with it.
//
// It is an ordinary client and believes nothing: every file of every delivery, reference and artifact is fetched and
// hashed again, the manifests are compared with the deliveries, the ledger is recomputed from its transactions and the
// log is checked for gaps.
package verify

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// Options change what Verify leaves at its default.
type Options struct {
	Parallel int                          // files under way at a time; 4 when 0
	Progress func(files int, bytes int64) // told after every file; by one goroutine at a time
}

const defaultParallel = 4

// Fault is one thing that is wrong.
type Fault struct {
	Check   string `json:"check"`             // the area, as in Check.Name
	SubGig  string `json:"sub_gig,omitempty"` // key
	Title   string `json:"title,omitempty"`
	Version int    `json:"version,omitempty"` // of the delivery
	File    string `json:"file,omitempty"`
	Message string `json:"message"`
}

func (f Fault) String() string {
	var where []string
	if f.SubGig != "" {
		where = append(where, fmt.Sprintf("sub-gig %s (%s)", f.SubGig, f.Title))
	}
	if f.Version > 0 {
		where = append(where, fmt.Sprintf("version %d", f.Version))
	}
	if f.File != "" {
		where = append(where, f.File)
	}
	if len(where) == 0 {
		return f.Message
	}
	return strings.Join(where, ", ") + ": " + f.Message
}

// Check is one area that was looked at.
type Check struct {
	Name   string `json:"name"`
	Things int    `json:"things"`
	Bytes  int64  `json:"bytes,omitempty"`
	Faults int    `json:"faults"`
	Note   string `json:"note,omitempty"`
	Hidden bool   `json:"hidden,omitempty"` // not looked at: the reader may not see it
}

// Result is what was looked at and what is wrong.
type Result struct {
	Project wire.Project `json:"project"`
	Checks  []Check      `json:"checks"`
	Faults  []Fault      `json:"faults"`
}

// The areas, in the order in which they are told.
const (
	References  = "references"
	Deliveries  = "deliveries"
	Inspections = "inspections"
	Artifacts   = "artifacts"
	Manifests   = "manifests"
	Ledger      = "ledger"
	Log         = "log"
)

func areas() []string {
	return []string{References, Deliveries, Inspections, Artifacts, Manifests, Ledger, Log}
}

// Project verifies one project. Its error says why the project could not be looked at; what is wrong with it is in the
// result.
func Project(ctx context.Context, c *client.Client, id project.ProjectID, o Options) (Result, error) {
	if o.Parallel <= 0 {
		o.Parallel = defaultParallel
	}
	v := &verifier{client: c, id: id, options: o, checks: map[string]*Check{}, approvals: map[project.SubGigID]int{}}
	for _, name := range areas() {
		v.checks[name] = &Check{Name: name}
	}
	if err := v.load(ctx); err != nil {
		return Result{}, err
	}
	for _, step := range []func(context.Context) error{v.references, v.deliveries, v.artifacts, v.log, v.ledger} {
		if err := step(ctx); err != nil {
			return Result{}, err
		}
	}
	return v.result(), nil
}

// work is a sub-gig with everything that was delivered for it.
type work struct {
	sub        wire.SubGig
	deliveries []wire.Delivery
}

type verifier struct {
	client  *client.Client
	id      project.ProjectID
	options Options
	about   wire.Project
	works   []work
	place   map[project.SubGigID]int
	// approvals counts those the log tells of
	approvals map[project.SubGigID]int

	mu     sync.Mutex
	checks map[string]*Check
	faults []placed
	files  int
	sealed int // files in the vault
	alone  int // deliveries that no inspection has judged
	bytes  int64
}

// placed is a fault with its place in the order of telling.
type placed struct {
	Fault
	at int // position of the sub-gig
}

// load reads what the project says of itself.
func (v *verifier) load(ctx context.Context) (err error) {
	if v.about, err = v.client.Project(ctx, v.id); err != nil {
		return err
	}
	v.place = map[project.SubGigID]int{}
	for sub, err := range v.client.AllSubGigs(ctx, v.id, "") {
		if err != nil {
			return err
		}
		v.place[sub.ID] = len(v.works)
		v.works = append(v.works, work{sub: sub})
	}
	if v.about.SubGigs != nil && *v.about.SubGigs != len(v.works) {
		return project.Errorf(project.Forbidden, "the project has %d sub-gigs and you may see %d: verify as its buyer, its producer or an operator", *v.about.SubGigs, len(v.works))
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(v.options.Parallel)
	for i := range v.works {
		group.Go(func() error {
			list, err := v.client.Deliveries(ctx, v.works[i].sub.ID)
			v.works[i].deliveries = list.Items
			return err
		})
	}
	return group.Wait()
}

// count notes that things of an area were looked at.
func (v *verifier) count(area string, things int) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.checks[area].Things += things
}

// fault notes something wrong; at is the sub-gig's place, -1 for the whole.
func (v *verifier) fault(at int, f Fault) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if at >= 0 {
		f.SubGig, f.Title = v.works[at].sub.Key, v.works[at].sub.Title
	}
	v.checks[f.Check].Faults++
	v.faults = append(v.faults, placed{f, at})
}

func (v *verifier) faultf(at int, area, format string, args ...any) {
	v.fault(at, Fault{Check: area, Message: fmt.Sprintf(format, args...)})
}
