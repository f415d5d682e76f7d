package sim

import (
	"context"
	"encoding/json"
	"fmt"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

// planRunning is what the buyer does with a project that has begun to run: add money, re-plan, have what was earned paid out.
func (r *Run) planRunning() {
	whole := project.SubGigRecord{}
	if !r.once(r.buyer, whole, "running", 1) {
		return
	}
	if r.often(30) {
		minor := 1 + int64(r.rng.IntN(5000))
		r.later(r.between(0.1, 10), r.buyer, "add money", "", func(ctx context.Context) error {
			_, err := r.buyer.client.Fund(r.keyed(ctx), r.ID, minor)
			return err
		})
	}
	for range r.rng.IntN(3) {
		who := pick(r.rng, r.buyer, r.producer)
		r.later(r.between(0.1, 12), who, "re-plan", "", func(ctx context.Context) error { return r.replan(ctx, who) })
	}
	for range r.rng.IntN(3) {
		r.later(r.between(2, 30), r.operator, "pay out", "", r.payOut)
	}
}

// keyed gives the next command a key that is the same in every run of the seed: what it makes is named after it.
func (r *Run) keyed(ctx context.Context) context.Context {
	return client.WithKey(ctx, fmt.Sprintf("%s-%s", Mark(r.Seed), r.mint()))
}

// replan changes the plan that holds here and there. What cannot be changed is left for another time.
func (r *Run) replan(ctx context.Context, a *actor) error {
	doc, err := a.client.Plan(ctx, r.ID)
	if err != nil {
		return err
	}
	next := r.another(doc.Plan)
	text, err := json.Marshal(next)
	if err != nil {
		return err
	}
	preview, err := a.client.PreviewReplan(ctx, r.ID, text)
	if project.CodeOf(err) == project.Invalid { // something of it has ended meanwhile
		r.stage.Coverage.count("replan", "not possible")
		return nil
	}
	if err != nil || len(preview.Differences) == 0 {
		return err
	}
	if len(preview.Consents) > 0 {
		r.stage.Coverage.count("replan", "asks for consent")
	}
	_, err = a.client.Replan(r.keyed(ctx), r.ID, doc.Version, text)
	if project.CodeOf(err) == project.Invalid {
		return nil
	}
	return err
}

// another is the plan with some sub-gigs changed, dropped or added.
func (r *Run) another(p project.Plan) project.Plan {
	p.Budget = ""
	var left []project.PlanSubGig
	gone := map[string]bool{}
	for _, s := range p.SubGigs {
		switch r.rng.IntN(8) {
		case 0:
			s.Price = project.Decimal(pick(r.rng, "0", "50", "120", "400"))
		case 1:
			s.Brief = []string{"First " + Mark(r.Seed), r.words("second, otherwise")}
		case 2:
			s.Clocks.Work = project.Duration(r.between(2, 9) * float64(r.stage.Day))
		case 3:
			if len(p.SubGigs) > 1 {
				gone[s.Key] = true
				continue
			}
		}
		left = append(left, s)
	}
	for i := range left {
		var needs []string
		for _, n := range left[i].Needs {
			if !gone[n] {
				needs = append(needs, n)
			}
		}
		left[i].Needs = needs
	}
	for i := range p.Requirements {
		var of []string
		for _, key := range p.Requirements[i].For {
			if !gone[key] {
				of = append(of, key)
			}
		}
		if len(of) == 0 && len(p.Requirements[i].For) > 0 {
			return p // what it is for would be everybody
		}
		p.Requirements[i].For = of
	}
	if len(left) == 0 || r.often(60) { // it comes into a section of its own
		two := 2
		fresh := project.PlanSubGig{Key: "more-" + r.mint(), Title: "More " + Mark(r.Seed), Role: "player", Brief: []string{"First " + Mark(r.Seed), "Second"},
			Price: "75", Revisions: &two, Cast: []string{pick(r.rng, r.sellers...).Handle, pick(r.rng, r.sellers...).Handle}}
		if fresh.Cast[0] == fresh.Cast[1] {
			fresh.Cast = fresh.Cast[:1]
		}
		if len(left) > 0 && r.often(40) {
			fresh.Needs = []string{pick(r.rng, left...).Key}
		}
		left = append(left, fresh)
	}
	p.SubGigs = left
	return p
}

// planThanks lets the buyer tip who made what is approved.
func (r *Run) planThanks(g project.SubGigRecord) {
	if !r.often(25) || !r.once(r.buyer, g, "tip", 1) {
		return
	}
	minor := 1 + int64(r.rng.IntN(500))
	r.later(r.between(0.05, 3), r.buyer, "tip", g.ID, func(ctx context.Context) error {
		_, err := r.buyer.client.Tip(r.keyed(ctx), g.ID, minor)
		return err
	})
}

// payOut has what has cleared paid by hand, as the treasury and the operator do together. Some of it does not arrive.
func (r *Run) payOut(ctx context.Context) error {
	if r.stage.Settle != nil {
		if err := r.stage.Settle(ctx); err != nil {
			return err
		}
	}
	list, err := r.operator.client.Payouts(ctx, client.PayoutQuery{Project: r.ID, Page: page()})
	if err != nil {
		return err
	}
	for _, p := range list.Items {
		switch {
		case p.Provider != project.ProviderManual || p.State == project.PayoutFailed:
		case p.State == project.PayoutPending && r.often(60):
			_, err = r.operator.client.MarkPaid(ctx, p.ID, "transfer "+string(p.ID))
		case r.often(20):
			_, err = r.operator.client.MarkFailed(ctx, p.ID, "returned")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// limit gives some sellers few places, or a leave that begins soon.
func (r *Run) limit(ctx context.Context, a *actor) error {
	if !r.often(25) {
		return nil
	}
	in := wire.ProfileRequest{Country: "GH", Zone: "Africa/Accra", Capacity: r.rng.IntN(3)}
	if r.often(40) {
		from := r.stage.Now().UTC().Add(r.stage.Day)
		in.Leave = []project.Leave{{From: from, To: from.Add(5 * r.stage.Day)}}
	}
	_, err := a.client.PutProfile(ctx, a.id, in)
	return err
}
