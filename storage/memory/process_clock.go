package memory

import (
	"context"
	"slices"
	"time"

	"tutti/project"
)

// durable is what the workflow service knows of a project besides the records. It outlives the hosts.
type durable struct {
	epoch     int    // of the latest host
	launch    string // key of the command that launched it
	cancelled project.PersonID
	until     time.Time // of a pause
	review    project.Countdown
}

func (p *Process) keptOf(id project.ProjectID) *durable {
	d, ok := p.kept[id]
	if !ok {
		d = &durable{}
		p.kept[id] = d
	}
	return d
}

// attempts is how often a step is recorded, with the same key, before its outcome is taken for unknown.
const attempts = 3

// again repeats what may have been done already while the answer is Unavailable.
func again(do func() error) error {
	for try := 1; ; try++ {
		if err := do(); project.CodeOf(err) != project.Unavailable || try == attempts {
			return err
		}
	}
}

// sure forgets a host of which it is not known whether its last step was recorded. The next look loads it again.
func (p *Process) sure(id project.ProjectID, err error) error {
	if project.CodeOf(err) == project.Unavailable {
		delete(p.hosts, id)
	}
	return err
}

// Restart loses everything that is not durable, as when the process is killed. The projects are loaded from the records
// again when they are asked for.
func (p *Process) Restart() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.hosts = map[project.ProjectID]*ensemble{}
}

// catchUp does what was begun and not finished when the host was lost.
func (p *Process) catchUp(ctx context.Context, h *ensemble) error {
	kept := p.keptOf(h.id)
	switch h.state {
	case project.ProjectRunning, project.ProjectPaused:
		if kept.cancelled != "" {
			return p.cancelAll(ctx, h, kept.cancelled)
		}
		for k := range h.sections {
			for _, g := range slices.Clone(h.sections[k].SubGigs) {
				if err := p.catchUpWith(ctx, h, k, g); err != nil {
					return err
				}
			}
		}
		return p.finish(ctx, h)
	case project.ProjectAssembling:
		return p.build(ctx, h)
	case project.ProjectInReview:
		finals, err := p.records.Artifacts(ctx, h.id, project.ArtifactFinal, 1)
		if err == nil && len(finals) == 1 {
			h.final = finals[0].ID
		}
		return err
	}
	return nil
}

func (p *Process) catchUpWith(ctx context.Context, h *ensemble, section int, g project.SubGig) error {
	missed, err := p.answeredSince(ctx, h, g)
	if err != nil {
		return err
	}
	if g.Clock.Since.IsZero() {
		missed = append(missed, project.Command{Kind: project.Start})
	}
	paused := h.state == project.ProjectPaused
	switch {
	case paused && g.Paused.IsZero():
		missed = append(missed, project.Command{Kind: project.Pause})
	case !paused && !g.Paused.IsZero():
		missed = append(missed, project.Command{Kind: project.Resume})
	}
	ended, err := p.endedNeeds(ctx, g)
	if err != nil {
		return err
	}
	for _, upstream := range ended {
		missed = append(missed, project.Command{Kind: project.Unblock, Upstream: upstream})
	}
	for _, c := range missed {
		if err := p.apply(ctx, h, section, g.ID, c); err != nil {
			return err
		}
	}
	if g.State == project.Inspecting {
		return p.inspect(ctx, h, section, g.ID, g.Delivery)
	}
	return nil
}

// answeredSince gives the requirements that were answered without the sub-gig being told.
func (p *Process) answeredSince(ctx context.Context, h *ensemble, g project.SubGig) ([]project.Command, error) {
	if len(g.Requires) == 0 {
		return nil, nil
	}
	answers, err := p.records.RequirementAnswers(ctx, h.id)
	var missed []project.Command
	for _, a := range answers {
		if slices.Contains(g.Requires, a.Requirement) {
			missed = append(missed, project.Command{Kind: project.Fulfil, Requirement: a.Requirement, Actor: a.Actor})
		}
	}
	return missed, err
}

// endedNeeds names the upstreams that have ended without the sub-gig being told.
func (p *Process) endedNeeds(ctx context.Context, g project.SubGig) ([]project.SubGigID, error) {
	if len(g.Needs) == 0 {
		return nil, nil
	}
	rows, err := p.records.SubGigsByID(ctx, g.Needs)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(g.Needs), func(need project.SubGigID) bool {
		return !slices.ContainsFunc(rows, func(row project.SubGigRecord) bool { return row.ID == need && row.State.Ended() })
	}), nil
}

// Elapse carries out every clock of the project that has run out by now.
func (p *Process) Elapse(ctx context.Context, id project.ProjectID) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.away != nil {
		return p.away
	}
	h, err := p.host(ctx, id)
	if err == nil {
		err = p.elapse(ctx, h)
	}
	return p.sure(id, err)
}

func (p *Process) elapse(ctx context.Context, h *ensemble) error {
	for k := range h.sections {
		for due := h.sections[k].NextDue(); !due.IsZero() && !p.o.Now().Before(due); due = h.sections[k].NextDue() {
			err := p.step(ctx, h, k, func(s *project.Section) ([]project.Change, error) { return s.Elapse(p.o.Now()) })
			if err != nil {
				return err
			}
		}
	}
	kept := p.keptOf(h.id)
	switch {
	case h.state == project.ProjectPaused && !p.o.Now().Before(kept.until):
		return p.pauseOrResume(ctx, h, project.ProjectRunning, project.Command{Kind: project.Resume})
	case h.state == project.ProjectInReview:
		return p.remind(ctx, h)
	}
	return p.finish(ctx, h)
}

// remind says that the final waits for its approval.
func (p *Process) remind(ctx context.Context, h *ensemble) error {
	kept := p.keptOf(h.id)
	review, mark, passed := kept.review.Passed(p.o.Now())
	if !passed {
		return nil
	}
	kind := project.LogFinalReminder
	if mark == project.MarkEnd {
		kind = project.LogFinalEscalated
	}
	err := p.record(ctx, h, project.ProjectChange{State: h.state, Log: []project.LogEvent{{Kind: kind, Detail: mark.String()}}})
	if err == nil {
		kept.review = review
	}
	return err
}

// startReview starts the clock of the final's review.
func (p *Process) startReview(ctx context.Context, h *ensemble) error {
	plan, err := p.records.Plan(ctx, h.id)
	if project.CodeOf(err) == project.NotFound { // made without one
		err = nil
	}
	clocks := plan.ClocksOf(project.PlanSubGig{})
	p.keptOf(h.id).review = project.FinalReview(p.o.Now(), clocks.Review.Std(), clocks.Grace.Std())
	return err
}

// NextRing is when Elapse has something to do for the project; zero when it waits for people only. A project that has to
// be loaded from the records again rings at once.
func (p *Process) NextRing(id project.ProjectID) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	kept, known := p.kept[id]
	h, hosted := p.hosts[id]
	switch {
	case !known:
		return time.Time{}
	case !hosted:
		return p.o.Now()
	case h.state == project.ProjectInReview:
		return kept.review.Next()
	case h.state.Ended():
		return time.Time{}
	}
	first := time.Time{}
	if h.state == project.ProjectPaused {
		first = kept.until
	}
	for _, s := range h.sections {
		if due := s.NextDue(); !due.IsZero() && (first.IsZero() || due.Before(first)) {
			first = due
		}
	}
	return first
}

// Pause stops every clock of the project until the time.
func (p *Process) Pause(ctx context.Context, id project.ProjectID, actor project.PersonID, until time.Time, key string) error {
	return p.once(id, key, func() error {
		h, err := p.host(ctx, id)
		if err != nil {
			return err
		}
		if h.state == project.ProjectRunning || h.state == project.ProjectPaused {
			p.keptOf(id).until = until
		}
		return p.pauseOrResume(ctx, h, project.ProjectPaused, project.Command{Kind: project.Pause, Actor: actor})
	})
}

// Resume lets every clock of the project run on.
func (p *Process) Resume(ctx context.Context, id project.ProjectID, actor project.PersonID, key string) error {
	return p.once(id, key, func() error {
		h, err := p.host(ctx, id)
		if err != nil {
			return err
		}
		return p.pauseOrResume(ctx, h, project.ProjectRunning, project.Command{Kind: project.Resume, Actor: actor})
	})
}

func (p *Process) pauseOrResume(ctx context.Context, h *ensemble, to project.ProjectState, c project.Command) error {
	var until time.Time
	if to == project.ProjectPaused {
		until = p.keptOf(h.id).until
	}
	switch h.state {
	case to:
		if to != project.ProjectPaused {
			return nil
		}
		return p.record(ctx, h, project.ProjectChange{State: to, Until: until, Log: []project.LogEvent{}})
	case project.ProjectRunning, project.ProjectPaused:
	default:
		return project.Errorf(project.Conflict, "the clocks cannot be stopped or started: the project is %s", h.state)
	}
	log := []project.LogEvent{{Kind: project.LogProjectState, Actor: c.Actor, Detail: string(to)}}
	if err := p.record(ctx, h, project.ProjectChange{State: to, Until: until, Log: log}); err != nil {
		return err
	}
	if err := p.everySubGig(ctx, h, c); err != nil {
		return err
	}
	return p.finish(ctx, h)
}
