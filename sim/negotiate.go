package sim

import (
	"context"
	"strings"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func page() client.Page { return client.Page{Limit: 50} }

// propose asks the other side for something, and sometimes takes it back before it is answered.
func (r *Run) propose(when float64, a *actor, g project.SubGigRecord, in wire.ProposalRequest) {
	r.later(when, a, "propose "+string(in.Kind), g.ID, func(ctx context.Context) error {
		made, err := a.client.Propose(ctx, g.ID, in)
		if err = overtaken(err); err == nil && made.State == project.ProposalOpen && r.often(10) {
			r.later(r.between(0.05, 1), a, "withdraw", g.ID, func(ctx context.Context) error {
				_, err := a.client.Withdraw(ctx, made.ID)
				return err
			})
		}
		return err
	})
}

// overtaken takes a share of a price that a re-plan has lowered meanwhile for what it is: too late.
func overtaken(err error) error {
	if project.CodeOf(err) == project.Invalid && strings.Contains(err.Error(), "from 0 to the price") {
		return project.Errorf(project.Conflict, "the price has changed meanwhile")
	}
	return err
}

// planAnswer lets the other side answer a proposal, or not.
func (r *Run) planAnswer(g project.SubGigRecord, p project.Proposal) {
	a := r.producer
	if p.By == project.SideProducer {
		a = r.people[g.Seller]
	} else if r.often(20) {
		a = r.buyer
	}
	if a == nil || r.idle(a, true) || r.often(25) { // many an answer is forgotten
		return
	}
	refuses := a.Manner.Refuses
	if p.Kind == project.Settlement {
		refuses = 100 - a.Manner.Settle
	}
	when := r.soon(a, p.Expires)
	if p.Kind == project.Question || r.often(refuses) {
		r.later(when, a, "refuse "+string(p.Kind), g.ID, func(ctx context.Context) error {
			_, err := a.client.Refuse(ctx, p.ID, r.words("no"))
			return err
		})
		return
	}
	r.later(when, a, "agree "+string(p.Kind), g.ID, func(ctx context.Context) error {
		if _, err := a.client.Proposals(ctx, g.ID, page()); err != nil {
			return err
		}
		_, err := a.client.Agree(ctx, p.ID, r.words("yes"))
		return err
	})
}

func (r *Run) changeOrder(when float64, a *actor, g project.SubGigRecord) {
	price := g.Offer.PriceMinor
	minor := pick(r.rng, price/5, price/2, -price/4, 0)
	in := wire.ProposalRequest{Kind: project.ChangeOrder, Minor: minor, Words: r.words("something else")}
	if minor == 0 || r.often(50) {
		in.TimeSeconds = r.seconds(g.Terms.WorkFor, 0.1, 0.5)
	}
	r.propose(when, a, g, in)
}

func (r *Run) part(when float64, a *actor, g project.SubGigRecord) {
	r.propose(when, a, g, wire.ProposalRequest{Kind: project.Cancellation, Minor: r.share(g), Outcome: pick(r.rng, project.OutcomeRecast, project.OutcomeCancel),
		Words: r.words("let us part")})
}

// share is a part of the price.
func (r *Run) share(g project.SubGigRecord) int64 {
	if g.Offer == nil {
		return 0
	}
	return g.Offer.PriceMinor * pick[int64](r.rng, 0, 30, 50, 100) / 100
}

func (r *Run) quarrel(when float64, a *actor, g project.SubGigRecord) {
	r.later(when, a, "open a dispute", g.ID, func(ctx context.Context) error {
		_, err := a.client.OpenDispute(ctx, g.ID, r.words("this is not right"))
		return err
	})
}

// planDispute lets both sides settle or go on, then the producer rule, then the operator.
func (r *Run) planDispute(g project.SubGigRecord, fresh bool) {
	seller := r.people[g.Seller]
	if !fresh || g.Dispute == nil || seller == nil {
		return
	}
	switch {
	case g.Dispute.Stage == project.StageOperator:
		if !r.idle(r.operator, true) {
			r.rule(r.operator, g)
		}
	case g.Dispute.Stage == project.StageProducer && g.Dispute.Ruling == nil:
		if !r.idle(r.producer, true) {
			r.rule(r.producer, g)
		}
	case g.Dispute.Stage == project.StageProducer:
		for _, a := range []*actor{seller, r.producer} {
			if r.often(25) {
				r.appeal(a, g)
			}
		}
	default:
		for _, a := range []*actor{seller, r.producer} {
			r.planSettling(a, g)
		}
	}
}

func (r *Run) planSettling(a *actor, g project.SubGigRecord) {
	switch {
	case r.idle(a, true):
	case r.often(60) && r.once(a, g, "settle", 2):
		r.propose(r.soon(a, g.Timer.Due)*0.6, a, g, wire.ProposalRequest{Kind: project.Settlement, Minor: r.share(g), Outcome: r.ending(g), Words: r.words("how about this")})
	case r.often(25):
		r.appeal(a, g)
	}
}

// ending is an outcome that a dispute can have.
func (r *Run) ending(g project.SubGigRecord) project.Outcome {
	endings := []project.Outcome{project.OutcomeRecast, project.OutcomeCancel, project.OutcomeResume}
	if g.Dispute.Was == project.InReview {
		endings = append(endings, project.OutcomeApprove)
	}
	return pick(r.rng, endings...)
}

func (r *Run) appeal(a *actor, g project.SubGigRecord) {
	r.later(r.soon(a, g.Timer.Due), a, "appeal", g.ID, func(ctx context.Context) error {
		_, err := a.client.AppealDispute(ctx, g.ID)
		return err
	})
}

func (r *Run) rule(a *actor, g project.SubGigRecord) {
	in := wire.RulingRequest{ShareMinor: r.share(g), Outcome: r.ending(g)}
	r.later(r.soon(a, g.Timer.Due), a, "rule", g.ID, func(ctx context.Context) error {
		if a == r.operator {
			if _, err := a.client.Disputes(ctx, page()); err != nil {
				return err
			}
		}
		_, err := a.client.RuleDispute(ctx, g.ID, in)
		return overtaken(err)
	})
}
