// Package activities is what the workflows ask of the world: record a step, inspect a delivery, build the result.
// Each activity may run more than once and then has one effect.
package activities

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"go.temporal.io/sdk/temporal"

	"tutti/project"
)

// Assembly tells a project's assembly that its inputs have changed. It is a wake-up: it may arrive late or twice.
type Assembly interface {
	Changed(ctx context.Context, id project.ProjectID) error
}

// Record holds what recording needs.
type Record struct {
	Records  project.Records
	Live     project.Live
	Assembly Assembly
	Log      *slog.Logger
}

// Commit records one step of the process, then wakes whoever watches. A repeat of the same key records nothing and
// gives the same answer, so a crash between the record and the answer does no harm.
func (r *Record) Commit(ctx context.Context, c project.Commit) (project.Committed, error) {
	defer beat(ctx, quickBeatEvery)()
	done, err := r.Records.Commit(ctx, c)
	if err != nil {
		return done, refused(err)
	}
	if err := r.Live.Wake(ctx, c.Key.Project); err != nil {
		r.Log.Debug("wake-up lost, readers will poll", "project", c.Key.Project, "error", err)
	}
	if !approves(c) {
		return done, nil
	}
	return done, Failure(r.Assembly.Changed(ctx, c.Key.Project))
}

// refused makes Limited final: a sub-gig that its seller has no place for is refused now. Trying again until they have one
// would hold up the whole section.
func refused(err error) error {
	if project.CodeOf(err) != project.Limited {
		return Failure(err)
	}
	return temporal.NewNonRetryableApplicationError(err.Error(), string(project.Limited), nil)
}

func approves(c project.Commit) bool {
	for _, change := range c.Changes {
		if change.SubGig.State == project.Approved {
			return true
		}
	}
	return false
}

// Facts are what the Project workflow has to know of its project.
type Facts struct {
	Sections    int           `json:"sections"`
	BudgetMinor int64         `json:"budget_minor"`
	ReviewFor   time.Duration `json:"review_for"`
	GraceFor    time.Duration `json:"grace_for,omitempty"`
	PricesMinor int64         `json:"prices_minor"` // of all sub-gigs, to be set aside
	Gather      time.Duration `json:"gather"`       // how long changes are gathered before a preview is built
}

// OpenProject gives the facts of a project that is to be launched.
func (r *Record) OpenProject(ctx context.Context, id project.ProjectID) (Facts, error) {
	defer beat(ctx, quickBeatEvery)()
	found, err := r.Records.Project(ctx, id)
	if err != nil {
		return Facts{}, Failure(err)
	}
	if found.State != project.ProjectDraft { // its workflow may be forgotten, the records are not
		return Facts{}, Failure(project.Errorf(project.Conflict, "the project cannot be launched: it is %s", found.State))
	}
	plan, err := r.Records.Plan(ctx, id)
	if err != nil {
		return Facts{}, Failure(err)
	}
	prices, err := plan.PricesMinor()
	if err != nil {
		return Facts{}, Failure(err)
	}
	sections, err := r.Records.Sections(ctx, id)
	clocks := plan.ClocksOf(project.PlanSubGig{})
	return Facts{Sections: sections, BudgetMinor: found.BudgetMinor, PricesMinor: prices, ReviewFor: clocks.Review.Std(), GraceFor: clocks.Grace.Std(), Gather: clocks.Preview.Std()}, Failure(err)
}

// OpenSection gives the process state of a section's sub-gigs.
func (r *Record) OpenSection(ctx context.Context, id project.ProjectID, section int) (project.Section, error) {
	defer beat(ctx, quickBeatEvery)()
	opened, err := r.Records.Section(ctx, id, section)
	if err == nil {
		err = r.dropEnded(ctx, &opened)
	}
	if err == nil {
		err = r.dropAnswered(ctx, id, &opened)
	}
	return opened, Failure(err)
}

// dropAnswered forgets requirements that were answered before the section could be told. Those that are answered later
// find the project running, and the section is told.
func (r *Record) dropAnswered(ctx context.Context, id project.ProjectID, s *project.Section) error {
	answers, err := r.Records.RequirementAnswers(ctx, id)
	s.Fulfilled(answers)
	return err
}

// dropEnded forgets upstreams that ended before the section could be told. Those that end later find it started.
func (r *Record) dropEnded(ctx context.Context, s *project.Section) error {
	var needs []project.SubGigID
	for _, g := range s.SubGigs {
		needs = append(needs, g.Needs...)
	}
	rows, err := r.Records.SubGigsByID(ctx, needs)
	ended := map[project.SubGigID]bool{}
	for _, row := range rows {
		ended[row.ID] = row.State.Ended()
	}
	for i := range s.SubGigs {
		s.SubGigs[i].Needs = slices.DeleteFunc(s.SubGigs[i].Needs, func(n project.SubGigID) bool { return ended[n] })
	}
	return err
}
