package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// rememberedReplans is how many answers about plans a project carries across runs.
const rememberedReplans = 50

// wakePause is how long a project waits for the last run of a section to be over before it starts the next.
const wakePause = 200 * time.Millisecond

// pendingReplan is a plan that waits to be put in force, and then for the sections that it tells.
type pendingReplan struct {
	in      ReplanInput
	done    bool
	err     error
	version int
	told    []int
}

// mayReplan refuses without a trace in the history. While a step is recorded the state may be behind the records.
func (p *ensemble) mayReplan(_ workflow.Context, in ReplanInput) error {
	if !p.draining && (p.stepping || p.rememberedReplan(in.Key) >= 0) {
		return nil
	}
	return p.replannable()
}

func (p *ensemble) replannable() error {
	return p.changeable("the plan cannot be changed")
}

// changeable refuses what would change a project that does not run. While its final is built it has to wait: nobody could
// tell the final that is coming from the one that is wanted.
func (p *ensemble) changeable(refused string) error {
	switch {
	case !p.draining && (p.state.State == project.ProjectRunning || p.state.State == project.ProjectInReview):
		return nil
	case p.state.State == project.ProjectAssembling:
		return p.refusal("%s: the final is being built; ask again when it is in review", refused)
	}
	return p.refusal("%s: the project is %s", refused, p.state.State)
}

func (p *ensemble) rememberedReplan(key string) int {
	return slices.IndexFunc(p.state.Replans, func(a answer) bool { return a.Key == key })
}

// handleReplan answers when the plan is in force and everybody whom it concerns has been told.
func (p *ensemble) handleReplan(ctx workflow.Context, in ReplanInput) error {
	if at := p.rememberedReplan(in.Key); at >= 0 {
		return p.state.Replans[at].err()
	}
	at := slices.IndexFunc(p.replans, func(r *pendingReplan) bool { return r.in.Key == in.Key })
	if at < 0 {
		p.replans = append(p.replans, &pendingReplan{in: in})
		at = len(p.replans) - 1
	}
	asked := p.replans[at]
	if err := workflow.Await(ctx, func() bool { return asked.done || p.state.State.Ended() }); err != nil {
		return err
	}
	if !asked.done {
		return p.refusal("the plan cannot be changed: the project is %s", p.state.State)
	}
	if err := workflow.Await(ctx, func() bool { return p.carriedOut(asked) || p.state.State.Ended() }); err != nil {
		return err
	}
	return activities.Failure(asked.err)
}

// carriedOut reports whether every section that was told has done what it was told, or has ended.
func (p *ensemble) carriedOut(r *pendingReplan) bool {
	return !slices.ContainsFunc(r.told, func(k int) bool { return p.obeyed[k] < r.version && !slices.Contains(p.state.Done, k) })
}

// replan puts the plan in force that was asked for first, starts what it adds and tells those whom it concerns.
func (p *ensemble) replan(ctx workflow.Context) error {
	asked := p.replans[0]
	err := p.replannable()
	var done project.Replanned
	if err == nil {
		p.seq++
		in := activities.ReplanInput{Draft: asked.in.Key, At: workflow.Now(ctx),
			Key: project.CommitKey{Project: p.in.Project, Writer: "project", Epoch: p.in.Epoch, Seq: p.seq}}
		p.stepping = true
		err = workflow.ExecuteActivity(bulk(ctx), p.acts.record.Replan, in).Get(ctx, &done)
		p.stepping = false
	}
	if err == nil {
		p.state.State, p.state.Artifact, p.state.Broken = project.ProjectRunning, "", false
		if failed := p.inForce(ctx, done); failed != nil {
			return failed
		}
		asked.version, asked.told = done.Version, done.Told
	}
	p.answerReplan(asked, activities.FromFailure(err))
	return nil
}

func (p *ensemble) answerReplan(asked *pendingReplan, err error) {
	asked.err, asked.done = err, true
	p.replans = p.replans[1:]
	a := answer{Key: asked.in.Key}
	if err != nil {
		a.Code, a.Message = project.CodeOf(err), err.Error()
	}
	p.state.Replans = append(p.state.Replans, a)
	if over := len(p.state.Replans) - rememberedReplans; over > 0 {
		p.state.Replans = slices.Delete(p.state.Replans, 0, over)
	}
}

// inForce starts the sections that the plan adds, then tells those that were there, so that nobody is told to wait for
// something that nobody works on. The assembly reads the plan when it is woken.
func (p *ensemble) inForce(ctx workflow.Context, done project.Replanned) error {
	p.state.Plan = done.Version
	for k := p.state.Facts.Sections; k < done.Sections; k++ {
		if err := p.startSection(ctx, SectionInput{Section: k, Plan: done.Version}); err != nil {
			return err
		}
	}
	p.state.Facts.Sections = max(p.state.Facts.Sections, done.Sections)
	for _, k := range done.Told {
		if slices.Contains(p.state.Done, k) {
			continue
		}
		if !tell(ctx, SectionWorkflowID(p.in.Project, k), SignalReplanned, Obeyed{Section: k, Version: done.Version}) {
			p.obeys(Obeyed{Section: k, Version: done.Version}) // it ended meanwhile, and its sub-gigs with it
		}
	}
	tell(ctx, AssemblyWorkflowID(p.in.Project), SignalChanged, nil)
	return nil
}

func (p *ensemble) obeys(o Obeyed) {
	if p.obeyed == nil {
		p.obeyed = map[int]int{}
	}
	p.obeyed[o.Section] = max(p.obeyed[o.Section], o.Version)
}

// startSection starts a section, also one that has reported its end and takes a moment to be over.
func (p *ensemble) startSection(ctx workflow.Context, in SectionInput) error {
	in.Project, in.Limits = p.in.Project, p.in.Limits
	for {
		started := workflow.ExecuteChildWorkflow(child(ctx, SectionWorkflowID(in.Project, in.Section)), Section, in)
		err := started.GetChildWorkflowExecution().Get(ctx, nil)
		if !temporal.IsWorkflowExecutionAlreadyStartedError(err) {
			return err
		}
		if err := workflow.Sleep(ctx, wakePause); err != nil {
			return err
		}
	}
}

// Waking: a section ends with its sub-gigs. A command for one of them, or news for it, brings the section back.

func (p *ensemble) mayWake(_ workflow.Context, in WakeInput) error {
	if p.stepping && !p.draining {
		return nil
	}
	return p.wakeable()
}

func (p *ensemble) wakeable() error {
	return p.changeable("nothing can be done with its sub-gigs")
}

// handleWake answers when the section is there.
func (p *ensemble) handleWake(ctx workflow.Context, in WakeInput) error {
	if err := workflow.Await(ctx, func() bool { return !p.stepping }); err != nil {
		return err
	}
	if err := p.wakeable(); err != nil {
		return err
	}
	if !slices.Contains(p.state.Done, in.Section) {
		return nil
	}
	if !slices.Contains(p.wakes, in.Section) {
		p.wakes = append(p.wakes, in.Section)
	}
	awake := func() bool { return !slices.Contains(p.state.Done, in.Section) || p.state.State.Ended() }
	if err := workflow.Await(ctx, awake); err != nil {
		return err
	}
	if p.state.State.Ended() {
		return p.wakeable()
	}
	return nil
}

// wake starts the sections that are wanted again. The project runs again, if it was in review.
func (p *ensemble) wake(ctx workflow.Context) error {
	wanted, late := p.wakes, p.late
	p.wakes, p.late = nil, nil
	for _, mine := range bySection(late) {
		if err := p.tellLate(ctx, mine); err != nil {
			return err
		}
	}
	for _, k := range wanted {
		if !slices.Contains(p.state.Done, k) {
			continue
		}
		if err := p.wakeSection(ctx, SectionInput{Section: k, Linger: true}); err != nil {
			return err
		}
	}
	return nil
}

// tellLate brings news to a section that could not be told: it has ended, or is just about to.
func (p *ensemble) tellLate(ctx workflow.Context, news []project.Unblocked) error {
	k := news[0].Section
	for !slices.Contains(p.state.Done, k) {
		if tellWithin(ctx, 1, SectionWorkflowID(p.in.Project, k), SignalUnblock, news) {
			return nil
		}
		if _, err := workflow.AwaitWithTimeout(ctx, wakePause, func() bool { return p.dones.Len() > 0 }); err != nil {
			return err
		}
		p.receive(ctx)
	}
	return p.wakeSection(ctx, SectionInput{Section: k, Late: news})
}

func (p *ensemble) wakeSection(ctx workflow.Context, in SectionInput) error {
	if p.state.State == project.ProjectInReview {
		if err := p.record(ctx, project.ProjectChange{State: project.ProjectRunning}); err != nil {
			return err
		}
	}
	p.state.Artifact, p.state.Broken = "", false
	in.Epoch, in.Plan = p.state.Epochs[in.Section]+1, p.state.Plan
	if err := p.startSection(ctx, in); err != nil {
		return err
	}
	p.state.Done = slices.DeleteFunc(p.state.Done, func(k int) bool { return k == in.Section })
	return nil
}
