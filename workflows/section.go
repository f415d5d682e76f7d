package workflows

import (
	"slices"
	"strconv"
	"time"

	"go.temporal.io/sdk/temporal"
	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// maxBatch bounds the commands of one step, and so the size of its commit in the history.
const maxBatch = 100

// rememberedAnswers is how many answers a section carries across runs: an update id is forgotten there.
const rememberedAnswers = 500

// SectionState is everything a section carries from run to run.
type SectionState struct {
	Section project.Section `json:"section"`
	Answers []answer        `json:"answers,omitempty"`
	Started bool            `json:"started"`
	Plan    int             `json:"plan,omitempty"` // the version whose orders are carried out
}

// answer is what a command was told, by its key. An empty code means that it was done.
type answer struct {
	Key     string       `json:"k"`
	Code    project.Code `json:"c,omitempty"`
	Message string       `json:"m,omitempty"`
}

func (a answer) err() error {
	if a.Code == "" {
		return nil
	}
	return activities.Failure(&project.Error{Code: a.Code, Message: a.Message})
}

// pending is a command that waits for the next step.
type pending struct {
	subGig  project.SubGigID
	command project.Command
	key     string // empty for commands of our own
	done    bool
	err     error
}

// inspection is a delivery in the hands of the inspect queue.
type inspection struct {
	subGig   project.SubGigID
	delivery project.DeliveryID
	result   workflow.Future
}

// section hosts up to project.SectionSize sub-gigs. One coroutine, run, makes every step: it takes all commands that
// have arrived, applies them to a copy, records all changes in one transaction and answers. So steps never interleave,
// and a burst of commands costs one commit.
type section struct {
	in          SectionInput
	state       SectionState
	acts        acts
	seq         int
	loaded      bool
	stepping    bool
	draining    bool
	queue       []*pending
	inspections []inspection
	unblocks    workflow.ReceiveChannel
	unqueues    workflow.ReceiveChannel
	cancels     workflow.ReceiveChannel
	pauses      workflow.ReceiveChannel
	alarm       alarm
	plans       plans
}

// Section carries the sub-gigs of one section from their first offer to their end.
func Section(ctx workflow.Context, in SectionInput) error {
	s := &section{
		in:       in,
		unblocks: workflow.GetSignalChannel(ctx, SignalUnblock),
		unqueues: workflow.GetSignalChannel(ctx, SignalUnqueue),
		cancels:  workflow.GetSignalChannel(ctx, SignalCancelSection),
		pauses:   workflow.GetSignalChannel(ctx, SignalPause),
		plans:    plans{signals: workflow.GetSignalChannel(ctx, SignalReplanned), until: lingerUntil(ctx, in)},
	}
	err := workflow.SetUpdateHandlerWithOptions(ctx, UpdateSubGig, s.handle, workflow.UpdateHandlerOptions{Validator: s.validate})
	if err != nil {
		return err
	}
	if err := s.restore(ctx); err != nil {
		return err
	}
	return s.run(ctx)
}

func (s *section) restore(ctx workflow.Context) error {
	if s.in.State != nil {
		s.state = *s.in.State
	} else if err := workflow.ExecuteActivity(quick(ctx), s.acts.record.OpenSection, s.in.Project, s.in.Section).Get(ctx, &s.state.Section); err != nil {
		return err
	} else {
		s.state.Plan = s.in.Plan
	}
	for _, g := range s.state.Section.SubGigs { // what was under inspection when the last run ended
		if g.State == project.Inspecting {
			s.inspect(ctx, g.ID, g.Delivery)
		}
	}
	s.loaded = true
	return nil
}

func (s *section) run(ctx workflow.Context) error {
	s.start()
	for {
		s.step(ctx)
		s.report(ctx)
		if s.state.Section.Ended() && len(s.queue) == 0 && !s.lingers(ctx) {
			return s.finish(ctx)
		}
		if s.full(ctx) {
			return s.handOver(ctx)
		}
		s.alarm.set(ctx, s.nextDue(ctx))
		if err := workflow.Await(ctx, func() bool { return s.hasWork(ctx) }); err != nil {
			return err
		}
	}
}

func (s *section) start() {
	if s.state.Started {
		return
	}
	for _, g := range s.state.Section.SubGigs {
		s.queue = append(s.queue, &pending{subGig: g.ID, command: project.Command{Kind: project.Start}})
	}
	s.tell(s.in.Late)
	s.state.Started = true
}

// tell queues what upstreams tell.
func (s *section) tell(all []project.Unblocked) {
	for _, u := range all {
		s.queue = append(s.queue, &pending{subGig: u.SubGig, command: u.Command()})
	}
}

// mail reports whether other workflows have told something that was not read yet.
func (s *section) mail() bool {
	return s.unblocks.Len() > 0 || s.unqueues.Len() > 0 || s.cancels.Len() > 0 || s.pauses.Len() > 0 || s.plans.signals.Len() > 0
}

func (s *section) hasWork(ctx workflow.Context) bool {
	return len(s.queue) > 0 || s.mail() || s.alarm.rang() || s.full(ctx) ||
		slices.ContainsFunc(s.inspections, func(i inspection) bool { return i.result.IsReady() })
}

// validate refuses, without a trace in the history, what cannot succeed. While a step is being recorded it cannot
// know, and lets the command in: the step decides.
func (s *section) validate(ctx workflow.Context, in SubGigInput) error {
	if s.draining || s.tooLate(in.Command) {
		return handingOver()
	}
	if !s.loaded || s.stepping || len(s.queue) > 0 || s.remembered(in.Key) >= 0 {
		return nil
	}
	trial := s.state.Section.Clone()
	_, err := trial.Apply(in.SubGig, in.Command, workflow.Now(ctx))
	return activities.Failure(err)
}

func handingOver() error {
	return temporal.NewApplicationError("the section is handing over to its next run", activities.RetryLater)
}

func (s *section) handle(ctx workflow.Context, in SubGigInput) error {
	if s.tooLate(in.Command) {
		return handingOver()
	}
	if at := s.remembered(in.Key); at >= 0 {
		return s.state.Answers[at].err()
	}
	p := &pending{subGig: in.SubGig, command: in.Command, key: in.Key}
	s.queue = append(s.queue, p)
	if err := workflow.Await(ctx, func() bool { return p.done }); err != nil {
		return err
	}
	return activities.Failure(p.err)
}

func (s *section) remembered(key string) int {
	return slices.IndexFunc(s.state.Answers, func(a answer) bool { return a.Key == key })
}

func (s *section) remember(p *pending) {
	p.done = true
	if p.key == "" {
		return
	}
	a := answer{Key: p.key}
	if p.err != nil {
		a.Code, a.Message = project.CodeOf(p.err), p.err.Error()
	}
	s.state.Answers = append(s.state.Answers, a)
	if over := len(s.state.Answers) - rememberedAnswers; over > 0 {
		s.state.Answers = slices.Delete(s.state.Answers, 0, over)
	}
}

// step carries out everything that has arrived and everything whose clock has run out, as one commit.
func (s *section) step(ctx workflow.Context) {
	s.stepping = true
	defer func() { s.stepping = false }()
	s.gather(ctx)
	size := min(len(s.queue), maxBatch)
	batch := s.queue[:size:size]
	s.queue = s.queue[size:]
	if err := s.try(ctx, batch, true); err == nil || len(batch) == 0 {
		return
	}
	for _, p := range batch { // one of them cannot be recorded; find out which, so that the others are
		if err := s.try(ctx, []*pending{p}, false); err != nil {
			p.err = err
			s.remember(p)
			s.holdBack(p)
		}
	}
}

// holdBack queues an offer whose seller has no place left by the time they accept: it is not lost, it waits.
func (s *section) holdBack(p *pending) {
	if p.command.Kind == project.Accept && project.CodeOf(p.err) == project.Limited {
		s.queue = append(s.queue, &pending{subGig: p.subGig, command: project.Command{Kind: project.Queue, Offer: p.command.Offer}})
	}
}

// gather turns signals and finished inspections into commands.
func (s *section) gather(ctx workflow.Context) {
	s.obey(ctx) // before upstreams are heard: orders leave out what had ended when they were read
	var unblocked []project.Unblocked
	for s.unblocks.ReceiveAsync(&unblocked) {
		s.tell(unblocked)
		unblocked = nil
	}
	var freed []project.FreedOffer
	for s.unqueues.ReceiveAsync(&freed) {
		s.openOffers(freed)
		freed = nil
	}
	var paused PauseInput
	for s.pauses.ReceiveAsync(&paused) {
		kind := project.Pause
		if paused.Until.IsZero() {
			kind = project.Resume
		}
		s.everySubGig(project.Command{Kind: kind, Actor: paused.Actor})
		paused = PauseInput{}
	}
	var cancelled CancelInput
	for s.cancels.ReceiveAsync(&cancelled) {
		s.everySubGig(project.Command{Kind: project.Cancel, Actor: cancelled.Actor})
	}
	under := s.inspections
	s.inspections = nil
	for _, i := range under {
		if !i.result.IsReady() {
			s.inspections = append(s.inspections, i)
			continue
		}
		passed, known := s.judged(ctx, i)
		switch {
		case known:
			s.queue = append(s.queue, &pending{subGig: i.subGig, command: project.Command{Kind: project.Inspected, Delivery: i.delivery, Passed: passed}})
		case s.waitsFor(i) && ctx.Err() == nil:
			s.inspect(ctx, i.subGig, i.delivery)
		}
	}
}

// everySubGig queues the command for each sub-gig that has not ended.
func (s *section) everySubGig(c project.Command) {
	for _, g := range s.state.Section.SubGigs {
		if !g.State.Ended() {
			s.queue = append(s.queue, &pending{subGig: g.ID, command: c})
		}
	}
}

// waitsFor reports whether the verdict still matters: its seller may have left meanwhile.
func (s *section) waitsFor(i inspection) bool {
	at := s.state.Section.Find(i.subGig)
	return at >= 0 && s.state.Section.SubGigs[at].State == project.Inspecting && s.state.Section.SubGigs[at].Delivery == i.delivery
}

// judged reads the result of an inspection. While a store is away nothing is known, and the inspection is made again. A
// delivery that the machine cannot judge at all goes back: without its facts no result can be built from it.
func (s *section) judged(ctx workflow.Context, i inspection) (passed, known bool) {
	var verdict activities.Verdict
	err := i.result.Get(ctx, &verdict)
	if err == nil {
		return verdict.Passed, true
	}
	workflow.GetLogger(ctx).Error("an inspection gave up", "delivery", i.delivery, "error", err)
	switch project.CodeOf(activities.FromFailure(err)) {
	case project.Unavailable, project.Limited:
		return false, false
	}
	return false, true
}

// try applies the commands to a copy, records the changes, and only then makes the copy the state.
func (s *section) try(ctx workflow.Context, batch []*pending, elapse bool) error {
	now := workflow.Now(ctx)
	trial := s.state.Section.Clone()
	var changes []project.Change
	for _, p := range batch {
		changed, err := trial.Apply(p.subGig, p.command, now)
		p.err = err
		changes = append(changes, changed...)
	}
	if elapse {
		due, err := trial.Elapse(now)
		if err != nil {
			workflow.GetLogger(ctx).Error("a clock ran out and could not be answered", "error", err)
		}
		changes = append(changes, due...)
	}
	changes = project.Merge(changes)
	if err := s.commit(ctx, changes, now); err != nil {
		return err
	}
	s.state.Section = trial
	for _, p := range batch {
		s.remember(p)
	}
	s.follow(ctx, changes)
	return nil
}

func (s *section) commit(ctx workflow.Context, changes []project.Change, now time.Time) error {
	if len(changes) == 0 {
		return nil
	}
	s.seq++
	commit := project.Commit{
		Key:     project.CommitKey{Project: s.in.Project, Writer: strconv.Itoa(s.in.Section), Epoch: s.in.Epoch, Seq: s.seq},
		Changes: changes, At: now,
	}
	var done project.Committed
	if err := workflow.ExecuteActivity(quick(ctx), s.acts.record.Commit, commit).Get(ctx, &done); err != nil {
		return activities.FromFailure(err)
	}
	s.unblockOthers(ctx, done.Unblock)
	s.makeRoom(ctx, changes, done)
	s.outdate(ctx, done.Outdate)
	return nil
}

// makeRoom holds back offers to people who have no place free, and opens those for which this commit freed one.
func (s *section) makeRoom(ctx workflow.Context, changes []project.Change, done project.Committed) {
	for _, c := range changes {
		for _, o := range c.Effects.Offers {
			if o.State == project.OfferOpen && slices.Contains(done.Queued, o.ID) {
				s.queue = append(s.queue, &pending{subGig: o.SubGig, command: project.Command{Kind: project.Queue, Offer: o.ID}})
			}
		}
	}
	for _, f := range done.Freed {
		if f.Project == s.in.Project && f.Section == s.in.Section {
			s.openOffers([]project.FreedOffer{f})
			continue
		}
		tell(ctx, SectionWorkflowID(f.Project, f.Section), SignalUnqueue, []project.FreedOffer{f})
	}
}

func (s *section) openOffers(freed []project.FreedOffer) {
	for _, f := range freed {
		s.queue = append(s.queue, &pending{subGig: f.SubGig, command: project.Command{Kind: project.Unqueue, Offer: f.Offer}})
	}
}

// follow does what the recorded changes ask for.
func (s *section) follow(ctx workflow.Context, changes []project.Change) {
	for _, c := range changes {
		if c.Effects.Inspect != "" {
			s.inspect(ctx, c.SubGig.ID, c.Effects.Inspect)
		}
	}
}

func (s *section) inspect(ctx workflow.Context, sub project.SubGigID, delivery project.DeliveryID) {
	result := workflow.ExecuteActivity(media(ctx, InspectQueue), s.acts.inspect.Inspect, delivery)
	s.inspections = append(s.inspections, inspection{sub, delivery, result})
}

// unblockOthers tells other sections that an upstream of theirs has ended.
func (s *section) unblockOthers(ctx workflow.Context, unblocked []project.Unblocked) {
	for _, mine := range bySection(unblocked) {
		tell(ctx, SectionWorkflowID(s.in.Project, mine[0].Section), SignalUnblock, mine)
	}
}

// bySection parts the list, in the order in which the sections come in it.
func bySection(all []project.Unblocked) [][]project.Unblocked {
	var parts [][]project.Unblocked
	for _, u := range all {
		at := slices.IndexFunc(parts, func(p []project.Unblocked) bool { return p[0].Section == u.Section })
		if at < 0 {
			parts = append(parts, nil)
			at = len(parts) - 1
		}
		parts[at] = append(parts[at], u)
	}
	return parts
}

// finish reports to the project. Commands that come now are told that everything has ended.
func (s *section) finish(ctx workflow.Context) error {
	approved := 0
	for _, g := range s.state.Section.SubGigs {
		if g.State == project.Approved {
			approved++
		}
	}
	s.plans.finishing = true
	tell(ctx, ProjectWorkflowID(s.in.Project), SignalSectionDone, SectionDone{Section: s.in.Section, Approved: approved, Epoch: s.in.Epoch})
	for !workflow.AllHandlersFinished(ctx) || s.mail() { // repeats that came meanwhile: lawful, and they change nothing
		s.step(ctx)
		s.report(ctx)
		ready := func() bool { return len(s.queue) > 0 || s.mail() || workflow.AllHandlersFinished(ctx) }
		if err := workflow.Await(ctx, ready); err != nil {
			return err
		}
	}
	return nil
}

// full reports whether this run's history is long enough to hand over. It waits for inspections that are under way, but
// not for ever: an inspection is repeated by the next run and judges the same.
func (s *section) full(ctx workflow.Context) bool {
	length := workflow.GetInfo(ctx).GetCurrentHistoryLength()
	return length > s.in.Limits.events() && len(s.inspections) == 0 || length > 3*s.in.Limits.events()
}

// handOver is the one exit to the next run: no new commands, answer those that are here, take the signals along.
func (s *section) handOver(ctx workflow.Context) error {
	s.draining = true
	for !workflow.AllHandlersFinished(ctx) || len(s.queue) > 0 || s.mail() {
		s.step(ctx)
		s.report(ctx)
		ready := func() bool { return len(s.queue) > 0 || s.mail() || workflow.AllHandlersFinished(ctx) }
		if err := workflow.Await(ctx, ready); err != nil {
			return err
		}
	}
	return workflow.NewContinueAsNewError(ctx, Section, SectionInput{
		Project: s.in.Project, Section: s.in.Section, Limits: s.in.Limits, Epoch: s.in.Epoch + 1, State: &s.state,
	})
}
