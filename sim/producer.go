package sim

import (
	"context"
	"time"

	"tutti/api/wire"
	"tutti/project"
)

// planCasting lets the producer choose one who applied, or name more people. They give up after a few.
func (r *Run) planCasting(ctx context.Context, g project.SubGigRecord, fresh bool) error {
	a := r.producer
	if r.idle(a, fresh) || !r.once(a, g, "cast", 4) {
		return nil
	}
	applied, err := r.stage.Records.Applications(ctx, g.ID)
	if err != nil {
		return err
	}
	when := r.soon(a, g.Timer.Due)
	if len(applied) > 0 && g.Asked == 0 {
		r.later(when, a, "choose", g.ID, func(ctx context.Context) error {
			list, err := a.client.Applications(ctx, g.ID)
			if err != nil || len(list.Items) == 0 {
				return err
			}
			_, err = a.client.Choose(ctx, g.ID, wire.ChooseRequest{ApplicationID: pick(r.rng, list.Items...).ID})
			return err
		})
		return nil
	}
	handle := pick(r.rng, r.sellers...).Handle
	if r.often(50) {
		r.later(when, a, "choose by handle", g.ID, func(ctx context.Context) error {
			_, err := a.client.Choose(ctx, g.ID, wire.ChooseRequest{Handle: handle})
			return err
		})
		return nil
	}
	r.later(when, a, "cast", g.ID, func(ctx context.Context) error {
		_, err := a.client.Cast(ctx, g.ID, handle, pick(r.rng, r.sellers...).Handle)
		return err
	})
	return nil
}

// planReview lets the producer judge the delivery.
func (r *Run) planReview(g project.SubGigRecord, fresh bool) {
	a := r.producer
	if r.idle(a, fresh) {
		return
	}
	m, when := a.Manner, r.soon(a, g.Timer.Due)
	switch {
	case r.often(m.Quarrels) && r.once(a, g, "quarrel", 1):
		r.quarrel(when, a, g)
		return
	case r.often(m.Changes) && r.once(a, g, "change", 2):
		r.changeOrder(when*0.5, a, g)
	case r.often(m.Parts) && r.once(a, g, "part", 1):
		r.part(when*0.5, a, g)
	}
	decision := project.Approve
	switch {
	case r.often(m.Releases) && r.once(a, g, "release", 1):
		decision = project.Release
	case r.often(m.Revises):
		decision = project.Revise
	}
	r.review(when, g, decision)
}

func (r *Run) review(when float64, g project.SubGigRecord, decision project.Decision) {
	a := r.producer
	in := wire.ReviewRequest{Decision: decision, Notes: []project.Note{{Brief: 1 + r.rng.IntN(2), Text: r.words("look here")}}}
	if g.RevisionsUsed >= g.Terms.Revisions && decision == project.Revise {
		in.Decision = pick(r.rng, project.Approve, project.Revise, project.Release) // one of them is refused
	}
	r.later(when, a, "review "+string(in.Decision), g.ID, func(ctx context.Context) error {
		if _, err := a.client.Delivery(ctx, g.Delivery); err != nil {
			return err
		}
		_, err := a.client.Review(ctx, g.Delivery, in)
		if err != nil && project.CodeOf(err) == project.Conflict && in.Decision == project.Revise {
			r.review(r.between(0.05, 0.5), g, project.Approve)
		}
		return err
	})
}

// planMeddling is what the producer and the buyer do while others work.
func (r *Run) planMeddling(g project.SubGigRecord, fresh bool) {
	a := r.producer
	if !fresh || r.idle(a, true) {
		return
	}
	m, when := a.Manner, r.between(0.1, 5)
	switch {
	case r.often(m.CallsOff) && r.once(r.buyer, project.SubGigRecord{}, "call off", 1):
		r.later(when*2, r.buyer, "cancel the project", "", func(ctx context.Context) error {
			_, err := r.buyer.client.CancelProject(ctx, r.ID)
			return err
		})
	case r.often(m.Drops) && r.once(a, g, "drop", 1):
		r.later(when, a, "cancel the sub-gig", g.ID, func(ctx context.Context) error {
			_, err := a.client.CancelSubGig(ctx, g.ID)
			return err
		})
	case r.often(m.Pauses) && r.once(a, project.SubGigRecord{}, "pause", 3):
		r.pause(when, a)
	case g.State != project.Working:
	case r.often(m.Releases) && r.once(a, g, "release", 1):
		r.later(when, a, "release", g.ID, func(ctx context.Context) error {
			_, err := a.client.ReleaseSubGig(ctx, g.ID)
			return err
		})
	case r.often(m.Changes) && r.once(a, g, "change", 2):
		r.changeOrder(when, a, g)
	case r.often(m.Parts) && r.once(a, g, "part", 1):
		r.part(when, a, g)
	case r.often(m.Quarrels/2) && r.once(a, g, "quarrel", 1):
		r.quarrel(when, a, g)
	}
}

// leastPause is more than the API asks for, however late it reads the request.
const leastPause = 5 * time.Second

// pause rests the project for some days. It goes on by itself, or before.
func (r *Run) pause(when float64, a *actor) {
	length := r.between(4, 12)
	r.later(when, a, "pause", "", func(ctx context.Context) error {
		until := r.stage.Now().Add(max(leastPause, time.Duration(length*float64(r.stage.Day))))
		_, err := a.client.Pause(ctx, r.ID, until)
		if err == nil && r.often(50) {
			r.later(length*r.between(0.1, 0.9), a, "resume", "", func(ctx context.Context) error {
				_, err := a.client.Resume(ctx, r.ID)
				return err
			})
		}
		return err
	})
}

// considerProject looks at the final. It is never approved by silence: after the last warning the operator decides, or the
// buyer gives up.
func (r *Run) considerProject(p project.Project) {
	r.stage.Coverage.count("project", string(p.State))
	if p.State == project.ProjectRunning {
		r.planRunning()
	}
	if p.State != project.ProjectInReview || r.state == string(p.State) {
		r.state = string(p.State)
		return
	}
	r.state = string(p.State)
	switch {
	case !r.escalated && !r.idle(r.producer, true):
		r.decideFinal(r.between(0.1, 3), r.producer)
	case r.escalated && r.often(70):
		r.decideFinal(r.between(0.1, 3), r.operator)
	case r.escalated:
		r.later(r.between(0.1, 3), r.buyer, "give up the final", "", func(ctx context.Context) error {
			_, err := r.buyer.client.CancelProject(ctx, r.ID)
			return err
		})
	}
}

func (r *Run) decideFinal(when float64, a *actor) {
	decision := wire.FinalApprove
	if r.often(a.Manner.Revises/2) && r.once(a, project.SubGigRecord{}, "rebuild", 2) {
		decision = wire.FinalRebuild
	}
	r.later(when, a, "final "+decision, "", func(ctx context.Context) error {
		list, err := a.client.Artifacts(ctx, r.ID, project.ArtifactFinal)
		if err != nil || len(list.Items) == 0 {
			return err
		}
		_, err = a.client.DecideFinal(ctx, r.ID, wire.FinalRequest{ArtifactID: list.Items[0].ID, Decision: decision})
		return err
	})
}

// planSupplies lets the buyer answer what the plan asks of them, or not.
func (r *Run) planSupplies() {
	for _, q := range r.Script.Plan.Requirements {
		if r.idle(r.buyer, true) {
			continue
		}
		r.later(r.between(0.05, 8), r.buyer, "answer a requirement", "", func(ctx context.Context) error {
			_, err := r.buyer.client.AnswerRequirement(ctx, r.ID, q.Key, wire.RequirementRequest{Value: r.words("here are the words")})
			return err
		})
	}
}
