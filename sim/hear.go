package sim

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tutti/project"
)

// Hear reads what has happened since the last time and lets everybody whom it concerns make plans. It reports whether the
// project has ended.
func (r *Run) Hear(ctx context.Context) (ended bool, err error) {
	news, err := r.stage.Records.Events(ctx, r.ID, r.seen, 0)
	if err != nil {
		return false, err
	}
	var moved []project.SubGigID
	reminded := map[project.SubGigID]bool{}
	for _, e := range news {
		r.hear(e)
		if e.SubGig != "" && !slices.Contains(moved, e.SubGig) {
			moved = append(moved, e.SubGig)
		}
		reminded[e.SubGig] = reminded[e.SubGig] || urges(e.Kind)
	}
	for _, id := range moved {
		if err := r.consider(ctx, id, reminded[id]); err != nil {
			return false, err
		}
	}
	if len(news) == 0 {
		return false, nil
	}
	p, err := r.stage.Records.Project(ctx, r.ID)
	if err != nil {
		return false, err
	}
	r.considerProject(p)
	return p.State.Ended(), nil
}

func (r *Run) hear(e project.Event) {
	if e.Seq != r.seen+1 {
		r.breakf("event %d follows event %d", e.Seq, r.seen)
	}
	r.seen = e.Seq
	r.history = append(r.history, e)
	r.note("%d %s %s %s %s %s %s %s %s", e.Seq, e.At.UTC().Format("01-02T15:04:05.000000"), e.Kind, e.SubGig, e.Actor, e.Offer, e.Delivery, e.Proposal, e.Detail)
	detail := e.Detail
	if strings.ContainsAny(detail, "0123456789") { // a number is no case of its own
		detail = ""
	}
	r.stage.Coverage.count("log", strings.TrimSpace(string(e.Kind)+" "+detail))
	switch e.Kind {
	case project.LogFinalEscalated:
		r.escalated, r.state = true, ""
	case project.LogFinalBuilt, project.LogProjectState:
		r.state = ""
	}
}

// urges reports whether the event reminds somebody who may have forgotten.
func urges(k project.LogKind) bool {
	switch k {
	case project.LogReminder, project.LogOverdue, project.LogReviewOverdue, project.LogCastOverdue:
		return true
	}
	return false
}

// consider looks at a sub-gig that has moved. Where its situation is a new one, those whose turn it is make plans; where
// it is not, a reminder may wake those who have forgotten.
func (r *Run) consider(ctx context.Context, id project.SubGigID, reminded bool) error {
	g, err := r.stage.Records.SubGig(ctx, id)
	if err != nil {
		return err
	}
	r.stage.Coverage.count("state", string(g.State))
	if r.stage.Still {
		r.checkClock(g)
		if err := r.checkHeld(ctx, g); err != nil {
			return err
		}
	}
	for _, p := range g.Proposals {
		if !r.proposals[p.ID] {
			r.proposals[p.ID] = true
			r.planAnswer(g, p)
		}
	}
	place := situation(g)
	if r.places[id] == place && !reminded {
		return nil
	}
	fresh := r.places[id] != place
	r.places[id] = place
	if !g.Paused.IsZero() {
		return nil
	}
	return r.turn(ctx, g, fresh)
}

// situation tells apart what people see as different.
func situation(g project.SubGigRecord) string {
	s := fmt.Sprint(g.State, g.Version, !g.Paused.IsZero(), g.Call != nil, g.Asked, len(g.Proposals))
	if g.Offer != nil {
		s += fmt.Sprint(g.Offer.ID, g.Offer.State)
	}
	if g.Dispute != nil {
		s += fmt.Sprint(g.Dispute.Stage, g.Dispute.Ruling != nil)
	}
	return s
}

// turn lets those whose turn it is plan. Fresh is false when they were only reminded.
func (r *Run) turn(ctx context.Context, g project.SubGigRecord, fresh bool) error {
	switch g.State {
	case project.Offered:
		r.planOffered(g, fresh)
	case project.Casting:
		if g.Call == nil {
			return r.planCasting(ctx, g, fresh)
		}
		r.planCall(g, fresh)
	case project.Working:
		r.planWork(g, fresh)
		r.planMeddling(g, fresh)
	case project.Inspecting:
		r.planMeddling(g, fresh)
	case project.InReview:
		r.planReview(g, fresh)
		r.planWaiting(g, fresh)
	case project.Disputed:
		r.planDispute(g, fresh)
	case project.Waiting:
		r.planMeddling(g, fresh)
	case project.Approved:
		r.planThanks(g)
	}
	return nil
}

// idle decides whether somebody does nothing: at first out of their manner, after a reminder when they forget all the same.
func (r *Run) idle(a *actor, fresh bool) bool {
	if fresh {
		return r.often(a.Manner.Silent)
	}
	return a.Manner.Silent == 0 || r.often(a.Manner.Forgets)
}

// once allows an extra so often per engagement.
func (r *Run) once(a *actor, g project.SubGigRecord, what string, most int) bool {
	key := what + string(g.ID)
	if g.Offer != nil {
		key += string(g.Offer.ID)
	}
	a.extras[key]++
	return a.extras[key] <= most
}
