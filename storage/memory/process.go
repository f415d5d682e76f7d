package memory

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"time"

	"tutti/project"
)

// ProcessOptions change how the reference process works. The zero options are fit for tests.
type ProcessOptions struct {
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// Live is told of every commit; nobody when nil.
	Live project.Live
	// Inspect judges a submitted delivery at once; everything passes when nil. Held stays for Process.Inspected.
	Inspect func(project.Delivery) (i project.Inspection, held bool)
	// Errand does an errand and gives how it ended; a dry run is judged as its delivery would be, a split is refused, when nil.
	Errand func(context.Context, project.Errand) project.Errand
	// Export makes an export while the caller waits; nobody makes it when nil.
	Export func(context.Context, project.ExportID) error
	// Build makes the artifact when every sub-gig has ended; one with a manifest and no files when nil.
	Build func(context.Context, project.Project, []project.Input) (project.Artifact, error)
}

// Process is the reference of project.Process: it drives the sections over the records while the caller waits, one
// command at a time. What a workflow does later by itself, it does at once; time passes with Elapse.
type Process struct {
	records project.Records
	o       ProcessOptions

	mu      sync.Mutex
	hosts   map[project.ProjectID]*ensemble
	kept    map[project.ProjectID]*durable
	answers map[string]error // by key
	away    error
}

// ensemble is one running project.
type ensemble struct {
	id       project.ProjectID
	state    project.ProjectState
	sections []project.Section
	epoch    int
	seq      map[string]int // by writer
	final    project.ArtifactID
}

var _ project.Process = (*Process)(nil)

// NewProcess hosts projects over the records.
func NewProcess(records project.Records, o ProcessOptions) *Process {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Inspect == nil {
		o.Inspect = func(d project.Delivery) (project.Inspection, bool) {
			return project.Inspection{Delivery: d.ID, Passed: true}, false
		}
	}
	if o.Errand == nil {
		o.Errand = o.bareErrand
	}
	if o.Build == nil {
		o.Build = bareBuild
	}
	return &Process{records: records, o: o, hosts: map[project.ProjectID]*ensemble{}, kept: map[project.ProjectID]*durable{}, answers: map[string]error{}}
}

// Away makes every call fail with err until it is called with nil, as when the workflow service cannot be reached.
func (p *Process) Away(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.away = err
}

// Ping gives what Away was told.
func (p *Process) Ping(context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.away
}

// Webhook has nobody told: tests look at the records.
func (p *Process) Webhook(ctx context.Context, _ project.WebhookID) error { return p.Ping(ctx) }

// Export has the export made.
func (p *Process) Export(ctx context.Context, id project.ExportID) error {
	if err := p.Ping(ctx); err != nil || p.o.Export == nil {
		return err
	}
	return p.o.Export(ctx, id)
}

// once runs a command unless its key has an answer. An answer that may change later is not kept.
func (p *Process) once(id project.ProjectID, key string, do func() error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away != nil {
		return p.away
	}
	if err, done := p.answers[key]; done {
		return err
	}
	err := p.sure(id, do())
	if err == nil || project.CodeOf(err).Final() {
		p.answers[key] = err
	}
	return err
}

// Launch takes the funding in and starts every section.
func (p *Process) Launch(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return p.once(id, key, func() error {
		stored, err := p.records.Project(ctx, id)
		if err != nil {
			return err
		}
		kept := p.keptOf(id)
		if stored.State != project.ProjectDraft && kept.launch != key {
			return project.Errorf(project.Conflict, "the project cannot be launched: it is %s", stored.State)
		}
		h, err := p.host(ctx, id)
		if err != nil || h.state != project.ProjectDraft { // launched by this command before: loading it has done the rest
			return err
		}
		kept.launch = key
		err = p.record(ctx, h, project.ProjectChange{State: project.ProjectRunning,
			Log:      []project.LogEvent{{Kind: project.LogProjectLaunched, Actor: actor}},
			Postings: project.LaunchPostings(id, stored.BudgetMinor, h.prices())})
		if err == nil { // in this order: who answers from now on finds the project running
			err = p.dropAnswered(ctx, h)
		}
		if err != nil {
			return err
		}
		return p.everySubGig(ctx, h, project.Command{Kind: project.Start})
	})
}

// host loads the sections of a project into memory, once.
func (p *Process) host(ctx context.Context, id project.ProjectID) (*ensemble, error) {
	if h, ok := p.hosts[id]; ok {
		return h, nil
	}
	stored, err := p.records.Project(ctx, id)
	if err != nil {
		return nil, err
	}
	n, err := p.records.Sections(ctx, id)
	if err != nil {
		return nil, err
	}
	kept := p.keptOf(id)
	kept.epoch++ // the commits of a host that was lost keep their keys
	h := &ensemble{id: id, state: stored.State, epoch: kept.epoch, seq: map[string]int{}}
	for k := range n {
		s, err := p.records.Section(ctx, id, k)
		if err != nil {
			return nil, err
		}
		h.sections = append(h.sections, s)
	}
	p.hosts[id] = h
	return h, p.catchUp(ctx, h)
}

// dropAnswered forgets the requirements that were answered before the launch.
func (p *Process) dropAnswered(ctx context.Context, h *ensemble) error {
	answers, err := p.records.RequirementAnswers(ctx, h.id)
	for k := range h.sections {
		h.sections[k].Fulfilled(answers)
	}
	return err
}

// prices sums what the sub-gigs cost.
func (h *ensemble) prices() (sum int64) {
	for _, s := range h.sections {
		for _, g := range s.SubGigs {
			sum += g.Terms.PriceMinor
		}
	}
	return sum
}

func (p *Process) everySubGig(ctx context.Context, h *ensemble, c project.Command) error {
	for k := range h.sections {
		for _, g := range slices.Clone(h.sections[k].SubGigs) {
			if c.Kind != project.Start && g.State.Ended() {
				continue
			}
			if err := p.apply(ctx, h, k, g.ID, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// SubGig gives a command to a sub-gig and does everything that follows from it.
func (p *Process) SubGig(ctx context.Context, id project.ProjectID, section int, sub project.SubGigID, c project.Command, key string) error {
	return p.once(id, key, func() error {
		stored, err := p.records.Project(ctx, id)
		if err != nil {
			return err
		}
		h, err := p.host(ctx, id)
		if err != nil {
			return err
		}
		switch {
		case stored.State == project.ProjectInReview && c.Kind.Awakens():
			if err := p.record(ctx, h, project.ProjectChange{State: project.ProjectRunning}); err != nil {
				return err
			}
		case stored.State != project.ProjectRunning && stored.State != project.ProjectPaused:
			return project.Errorf(project.Conflict, "nothing can be done with its sub-gigs: the project is %s", stored.State)
		}
		if section < 0 || section >= len(h.sections) {
			return project.Errorf(project.NotFound, "the project has no section %d", section)
		}
		if err := p.apply(ctx, h, section, sub, c); err != nil {
			return err
		}
		return p.finish(ctx, h)
	})
}

// apply records one transition and does what it asks for.
func (p *Process) apply(ctx context.Context, h *ensemble, section int, sub project.SubGigID, c project.Command) error {
	return p.step(ctx, h, section, func(s *project.Section) ([]project.Change, error) { return s.Apply(sub, c, p.o.Now()) })
}

// step changes a section on a copy, records the changes, and only then makes the copy the state.
func (p *Process) step(ctx context.Context, h *ensemble, section int, do func(*project.Section) ([]project.Change, error)) error {
	next := h.sections[section].Clone()
	changes, err := do(&next)
	if err != nil {
		return err
	}
	if len(changes) == 0 {
		h.sections[section] = next
		return nil
	}
	done, err := p.commit(ctx, h, strconv.Itoa(section), project.Commit{Changes: changes})
	if err != nil {
		return err
	}
	h.sections[section] = next
	for _, u := range slices.Concat(done.Unblock, done.Outdate) {
		if err := p.apply(ctx, h, u.Section, u.SubGig, u.Command()); err != nil {
			return err
		}
	}
	if err := p.makeRoom(ctx, h, section, changes, done); err != nil {
		return err
	}
	for _, c := range changes {
		if c.Effects.Inspect != "" {
			if err := p.inspect(ctx, h, section, c.SubGig.ID, c.Effects.Inspect); err != nil {
				return err
			}
		}
	}
	return nil
}

// makeRoom holds back offers to people who have no place free, and opens those for which the commit freed one.
func (p *Process) makeRoom(ctx context.Context, h *ensemble, section int, changes []project.Change, done project.Committed) error {
	for _, c := range changes {
		for _, o := range c.Effects.Offers {
			if o.State != project.OfferOpen || !slices.Contains(done.Queued, o.ID) {
				continue
			}
			if err := p.apply(ctx, h, section, o.SubGig, project.Command{Kind: project.Queue, Offer: o.ID}); err != nil {
				return err
			}
		}
	}
	for _, f := range done.Freed {
		to, err := p.host(ctx, f.Project)
		if err != nil {
			return err
		}
		if err := p.apply(ctx, to, f.Section, f.SubGig, project.Command{Kind: project.Unqueue, Offer: f.Offer}); err != nil {
			return err
		}
	}
	return nil
}

func (p *Process) commit(ctx context.Context, h *ensemble, writer string, c project.Commit) (project.Committed, error) {
	h.seq[writer]++
	c.Key = project.CommitKey{Project: h.id, Writer: writer, Epoch: h.epoch, Seq: h.seq[writer]}
	c.At = p.o.Now()
	var done project.Committed
	err := again(func() (err error) {
		done, err = p.records.Commit(ctx, c)
		return err
	})
	if err == nil && p.o.Live != nil {
		_ = p.o.Live.Wake(ctx, h.id) // a hint
	}
	return done, err
}

func (p *Process) record(ctx context.Context, h *ensemble, change project.ProjectChange) error {
	if change.Log == nil {
		change.Log = []project.LogEvent{{Kind: project.LogProjectState, Detail: string(change.State)}}
	}
	_, err := p.commit(ctx, h, "project", project.Commit{Project: &change})
	if err == nil {
		h.state = change.State
	}
	return err
}

func (p *Process) inspect(ctx context.Context, h *ensemble, section int, sub project.SubGigID, id project.DeliveryID) error {
	d, err := p.records.Delivery(ctx, id)
	if err != nil {
		return err
	}
	i, held := p.o.Inspect(d)
	if held {
		return nil
	}
	return p.judged(ctx, h, section, sub, i)
}

func (p *Process) judged(ctx context.Context, h *ensemble, section int, sub project.SubGigID, i project.Inspection) error {
	if err := again(func() error { return p.records.PutInspection(ctx, i, p.o.Now()) }); err != nil {
		return err
	}
	return p.apply(ctx, h, section, sub, project.Command{Kind: project.Inspected, Delivery: i.Delivery, Passed: i.Passed})
}

// Inspected gives the judgement of a delivery that Inspect has held.
func (p *Process) Inspected(ctx context.Context, i project.Inspection) error {
	d, err := p.records.Delivery(ctx, i.Delivery)
	if err != nil {
		return err
	}
	g, err := p.records.SubGig(ctx, d.SubGig)
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	h, err := p.host(ctx, d.Project)
	if err != nil {
		return p.sure(d.Project, err)
	}
	return p.sure(d.Project, p.judged(ctx, h, g.Section, g.ID, i))
}
