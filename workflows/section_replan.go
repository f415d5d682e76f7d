package workflows

import (
	"slices"
	"time"

	"go.temporal.io/sdk/workflow"

	"tutti/activities"
	"tutti/project"
)

// linger is how long a section that was woken waits for the command it was woken for.
const linger = time.Minute

// plans is what a section knows of re-plans and of being woken.
type plans struct {
	signals   workflow.ReceiveChannel
	obeyed    []obeyed
	until     time.Time // it lingers; zero when it does not
	finishing bool
}

// obeyed is a plan whose orders are under way.
type obeyed struct {
	version int
	orders  []*pending
}

func (o obeyed) done() bool {
	return !slices.ContainsFunc(o.orders, func(p *pending) bool { return !p.done })
}

func lingerUntil(ctx workflow.Context, in SectionInput) time.Time {
	if !in.Linger {
		return time.Time{}
	}
	return workflow.Now(ctx).Add(linger)
}

func (s *section) lingers(ctx workflow.Context) bool { return workflow.Now(ctx).Before(s.plans.until) }

// tooLate reports whether a command would bring a sub-gig back to life in a section that is about to end: it comes again,
// to the next run.
func (s *section) tooLate(c project.Command) bool { return s.plans.finishing && c.Kind.Awakens() }

// nextDue is the next clock of a sub-gig, or the end of lingering.
func (s *section) nextDue(ctx workflow.Context) time.Time {
	next := s.state.Section.NextDue()
	if s.lingers(ctx) && (next.IsZero() || s.plans.until.Before(next)) {
		return s.plans.until
	}
	return next
}

// obey reads what new plans tell this section and queues it. The signal only says that there is something: the orders
// are in the records, so one signal that is lost or comes twice does no harm.
func (s *section) obey(ctx workflow.Context) {
	told := 0
	var plan Obeyed
	for s.plans.signals.ReceiveAsync(&plan) {
		told = max(told, plan.Version)
	}
	if told == 0 {
		return
	}
	in := activities.OrdersInput{Project: s.in.Project, Section: s.in.Section, After: s.state.Plan}
	var orders project.Orders
	if err := workflow.ExecuteActivity(quick(ctx), s.acts.record.Orders, in).Get(ctx, &orders); err != nil {
		workflow.GetLogger(ctx).Error("the orders of a plan could not be read", "version", told, "error", err)
		return
	}
	o := obeyed{version: max(told, orders.Version)}
	for _, order := range orders.Orders {
		o.orders = append(o.orders, &pending{subGig: order.SubGig, command: order.Command})
	}
	s.queue = append(s.queue, o.orders...)
	s.plans.obeyed = append(s.plans.obeyed, o)
	s.state.Plan = o.version
}

// report tells the project which plans are carried out.
func (s *section) report(ctx workflow.Context) {
	for len(s.plans.obeyed) > 0 && s.plans.obeyed[0].done() {
		tell(ctx, ProjectWorkflowID(s.in.Project), SignalObeyed, Obeyed{Section: s.in.Section, Version: s.plans.obeyed[0].version})
		s.plans.obeyed = s.plans.obeyed[1:]
	}
}

// outdate marks or stops whoever works from a delivery that is being replaced. A section that has ended is told by the
// project, which wakes it.
func (s *section) outdate(ctx workflow.Context, outdated []project.Unblocked) {
	for _, mine := range bySection(outdated) {
		to := mine[0].Section
		if to == s.in.Section {
			s.tell(mine)
			continue
		}
		if !tellWithin(ctx, 1, SectionWorkflowID(s.in.Project, to), SignalUnblock, mine) {
			tell(ctx, ProjectWorkflowID(s.in.Project), SignalLate, mine)
		}
	}
}
