package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"go.temporal.io/sdk/worker"

	"tutti/activities"
	"tutti/project"
	"tutti/storage/memory"
	"tutti/workflows"
)

// stamp makes every inspection pass: what is measured here is the process, media has a benchmark of its own.
type stamp struct{ records project.Records }

// Inspect has the name and the place of the real activity.
func (s *stamp) Inspect(ctx context.Context, id project.DeliveryID) (activities.Verdict, error) {
	verdict := project.Inspection{Delivery: id, Passed: true, Findings: []project.Finding{}, Files: []project.FileFacts{}}
	return activities.Verdict{Passed: true}, s.records.PutInspection(ctx, verdict, time.Now())
}

// Build has the name and the place of the real activity.
func (*stamp) Build(context.Context, activities.BuildInput) (activities.BuildResult, error) {
	return activities.BuildResult{}, nil
}

func (b *bench) work(dir string, log *slog.Logger, live *memory.Live) (func(), error) {
	w := worker.New(b.temporal, workflows.ProcessQueue, worker.Options{})
	workflows.Register(w)
	record := &activities.Record{Records: b.records, Live: live, Assembly: b.process, Log: log}
	w.RegisterActivity(record)
	media := worker.New(b.temporal, workflows.InspectQueue, worker.Options{DisableWorkflowWorker: true})
	media.RegisterActivity(&stamp{b.records})
	for _, each := range []worker.Worker{w, media} {
		if err := each.Start(); err != nil {
			return nil, err
		}
	}
	bare, stop, err := newBare(b.temporal, dir)
	b.bare = bare
	return func() { stop(); media.Stop(); w.Stop() }, err
}

// ensemble is a launched project with one seller.
type ensemble struct {
	id     project.ProjectID
	seller project.PersonID
	subs   []project.SubGigID
}

// launched creates and launches a project of n sub-gigs.
func (b *bench) launched(ctx context.Context, n int) (ensemble, error) {
	e, draft := b.draft(n)
	if err := b.records.CreateProject(ctx, draft); err != nil {
		return e, err
	}
	if err := b.process.Launch(ctx, e.id, "per_buyer", "launch-"+string(e.id)); err != nil {
		return e, err
	}
	return e, b.until(ctx, func() bool { return b.offers(ctx, e) == n })
}

func (b *bench) draft(n int) (ensemble, project.NewProject) {
	b.serial++
	now := time.Now()
	seed := fmt.Sprintf("bench-%d", b.serial)
	e := ensemble{id: project.ProjectID(project.NewID(project.PrefixProject, now, seed)), seller: project.PersonID(project.NewID(project.PrefixPerson, now, seed))}
	draft := project.NewProject{At: now, People: []project.Person{{ID: e.seller, Handle: seed, Name: "Seller", Country: "GH", CreatedAt: now}}}
	plan := project.Plan{Title: "Bench", Currency: "EUR", Recipe: project.Recipe{Kind: project.RecipeBundle}}
	for i := range n {
		key := fmt.Sprintf("s%d", i)
		id := project.SubGigID(project.NewID(project.PrefixSubGig, now, seed+key))
		e.subs = append(e.subs, id)
		plan.SubGigs = append(plan.SubGigs, project.PlanSubGig{Key: key, Title: key, Role: "tester", Price: "10.00", Cast: []string{seed}})
		draft.SubGigs = append(draft.SubGigs, project.SubGigRecord{
			SubGig: project.SubGig{ID: id, State: project.Waiting, Terms: project.Terms{
				PriceMinor: 1000, Candidates: []project.PersonID{e.seller}, OfferFor: 48 * time.Hour, WorkFor: 168 * time.Hour, ReviewFor: 72 * time.Hour, Revisions: 2,
			}},
			Project: e.id, Key: key, Section: i / project.SectionSize, Position: i, Title: key, Role: "tester", Spec: project.Spec{Kind: project.KindFile},
		})
	}
	draft.Plan = plan
	draft.Project = project.Project{
		ID: e.id, Title: "Bench", State: project.ProjectDraft, Buyer: e.seller, Producer: e.seller, Currency: "EUR",
		BudgetMinor: int64(n) * 1000, PlanVersion: 1, SubGigs: n, CreatedAt: now, UpdatedAt: now,
	}
	return e, draft
}

func (b *bench) offers(ctx context.Context, e ensemble) int {
	count, after := 0, ""
	for {
		page, err := b.records.SubGigs(ctx, e.id, project.SubGigFilter{State: project.Offered}, project.Page{After: after, Limit: 200})
		if err != nil || len(page) == 0 {
			return count
		}
		count += len(page)
		after = fmt.Sprint(page[len(page)-1].Position)
	}
}

func (b *bench) until(ctx context.Context, done func() bool) error {
	for deadline := time.Now().Add(2 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if done() {
			return nil
		}
	}
	return fmt.Errorf("waited two minutes in vain")
}

// command gives one command to a sub-gig of the project.
func (b *bench) command(ctx context.Context, e ensemble, at int, c project.Command) error {
	sub := e.subs[at]
	return b.process.SubGig(ctx, e.id, at/project.SectionSize, sub, c, fmt.Sprintf("%s-%s", c.Kind, sub))
}

func (b *bench) accept(ctx context.Context, e ensemble, at int) error {
	sub, err := b.records.SubGig(ctx, e.subs[at])
	if err != nil {
		return err
	}
	return b.command(ctx, e, at, project.Command{Kind: project.Accept, Actor: e.seller, Offer: sub.Offer.ID})
}

func (e ensemble) delivery(at int) project.DeliveryID {
	return project.DeliveryID(project.NewID(project.PrefixDelivery, time.UnixMilli(0), string(e.subs[at])))
}

func (b *bench) submit(ctx context.Context, e ensemble, at int) error {
	d := project.Delivery{ID: e.delivery(at), Project: e.id, SubGig: e.subs[at], Seller: e.seller, State: project.DeliveryDraft, CreatedAt: time.Now()}
	if err := b.records.DraftDelivery(ctx, d); err != nil {
		return err
	}
	return b.command(ctx, e, at, project.Command{Kind: project.Submit, Actor: e.seller, Delivery: d.ID})
}

func (b *bench) approve(ctx context.Context, e ensemble, at int) error {
	return b.command(ctx, e, at, project.Command{Kind: project.Decide, Actor: e.seller, Delivery: e.delivery(at), Decision: project.Approve})
}

func (b *bench) reviewed(ctx context.Context, e ensemble, at int) error {
	return b.until(ctx, func() bool {
		sub, err := b.records.SubGig(ctx, e.subs[at])
		return err == nil && sub.State == project.InReview
	})
}

// sectionEvents counts the history of the project's first section, over all its runs.
func (b *bench) sectionEvents(ctx context.Context, e ensemble) (int, error) {
	id := workflows.SectionWorkflowID(e.id, 0)
	events, run := 0, ""
	for {
		found, err := b.temporal.DescribeWorkflowExecution(ctx, id, run)
		if err != nil {
			return 0, err
		}
		info := found.WorkflowExecutionInfo
		events += int(info.HistoryLength)
		first, err := b.temporal.GetWorkflowHistory(ctx, id, info.Execution.RunId, false, 0).Next()
		if err != nil {
			return 0, err
		}
		if run = first.GetWorkflowExecutionStartedEventAttributes().GetContinuedExecutionRunId(); run == "" {
			return events, nil
		}
	}
}
