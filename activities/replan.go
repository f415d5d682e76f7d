package activities

import (
	"context"
	"time"

	"tutti/project"
)

// ReplanInput asks for the plan of a draft to be put in force.
type ReplanInput struct {
	Key   project.CommitKey `json:"key"`
	Draft string            `json:"draft"` // the key it was written down under
	At    time.Time         `json:"at"`
}

// Replan puts a plan in force as things stand now, or refuses it, and wakes whoever watches. A repeat has no effect and
// gives the same answer.
func (r *Record) Replan(ctx context.Context, in ReplanInput) (project.Replanned, error) {
	defer beat(ctx, quickBeatEvery)()
	done, err := project.PutInForce(ctx, r.Records, in.Key, in.Draft, in.At)
	if err != nil {
		return done, Failure(err)
	}
	if err := r.Live.Wake(ctx, in.Key.Project); err != nil {
		r.Log.Debug("wake-up lost, readers will poll", "project", in.Key.Project, "error", err)
	}
	return done, nil
}

// OrdersInput asks what plans tell a section.
type OrdersInput struct {
	Project project.ProjectID `json:"project"`
	Section int               `json:"section"`
	After   int               `json:"after"` // the version whose orders are carried out
}

// Orders gives what the plans after a version tell a section.
func (r *Record) Orders(ctx context.Context, in OrdersInput) (project.Orders, error) {
	defer beat(ctx, quickBeatEvery)()
	orders, err := r.Records.Orders(ctx, in.Project, in.Section, in.After)
	return orders, Failure(err)
}
