package storagetest

import (
	"context"
	"fmt"
	"time"

	"pgregory.net/rapid"

	"tutti/project"
)

// testRandom drives random commands through the domain and records every change; afterwards the records must say what
// the domain says, and the log and the ledger must hold their invariants.
func testRandom(w *world) {
	rapid.Check(w.T, func(t *rapid.T) {
		n := w.randomProject(t)
		ask(t, "", "create", w.r.CreateProject(context.Background(), n))
		r := &randomLife{host: newHost(t, w.r, n), t: t, people: n.People}
		r.fund(n.Project.BudgetMinor)
		r.start()
		for range rapid.IntRange(1, 14).Draw(t, "steps") {
			r.act()
		}
		r.step(project.ProjectChange{RefundReserve: true})
		r.check()
	})
}

func (w *world) randomProject(t *rapid.T) project.NewProject {
	const subGigs = 5
	s := shape{subGigs: subGigs, sectionSize: 3, price: rapid.Int64Range(0, 1999).Draw(t, "price"), candidates: 2, needs: map[int][]int{}}
	for i := 1; i < subGigs; i++ {
		if up := rapid.IntRange(-2, i-1).Draw(t, "upstream"); up >= 0 {
			s.needs[i] = []int{up}
		}
	}
	n := w.draft(s)
	for i := range n.SubGigs {
		n.SubGigs[i].Requires = rapid.SampledFrom([][]string{nil, nil, {"lyrics"}, {"lyrics", "key"}}).Draw(t, "requires")
	}
	return n
}

type randomLife struct {
	*host
	t      *rapid.T
	people []project.Person
}

// act does one thing: mostly the next lawful one, else any, sometimes one from a worker that was cut off.
func (r *randomLife) act() {
	section := rapid.IntRange(0, len(r.sections)-1).Draw(r.t, "section")
	place := rapid.IntRange(0, len(r.sections[section].SubGigs)-1).Draw(r.t, "place")
	r.now = r.now.Add(time.Duration(rapid.IntRange(1, 100_000_000).Draw(r.t, "milliseconds")) * time.Millisecond)
	switch rapid.SampledFrom([]string{"forward", "forward", "forward", "any", "elapse", "late", "continue", "again"}).Draw(r.t, "what") {
	case "forward":
		r.forward(section, place)
	case "any":
		r.any(section, place)
	case "elapse":
		r.elapse(section)
	case "late":
		r.late(section)
	case "continue":
		r.epoch[section]++
		r.seq[section] = 0
	case "again":
		r.again(section)
	}
}

// forward does what brings the sub-gig nearer to its end.
func (r *randomLife) forward(section, place int) {
	switch g := r.subGig(section, place); g.State {
	case project.Waiting:
		if len(g.Requires) > 0 {
			ask(r, "", "fulfil", r.do(section, g.ID, project.Command{Kind: project.Fulfil, Actor: "per_buyer", Requirement: g.Requires[0]}))
		}
	case project.Offered:
		if r.now.Before(g.Offer.Expires) {
			r.accept(section, place)
		}
	case project.Working:
		r.submit(section, place)
	case project.Inspecting:
		r.inspect(section, place, rapid.Bool().Draw(r.t, "passed"))
	case project.InReview:
		decision := rapid.SampledFrom([]project.Decision{project.Approve, project.Approve, project.Revise, project.Release}).Draw(r.t, "decision")
		if decision == project.Revise && g.RevisionsUsed >= g.Terms.Revisions {
			decision = project.Approve
		}
		r.decide(section, place, decision)
	case project.Casting:
		more := []project.PersonID{rapid.SampledFrom(r.people).Draw(r.t, "candidate").ID}
		ask(r, "", "recast", r.do(section, g.ID, project.Command{Kind: project.Recast, Actor: "per_producer", Candidates: more}))
	}
}

// any gives a command that may well be refused; a refusal changes nothing.
func (r *randomLife) any(section, place int) {
	g := r.subGig(section, place)
	c := project.Command{Kind: rapid.SampledFrom([]project.CommandKind{project.Start, project.Accept, project.Decline, project.StepOut, project.Cancel,
		project.Inspected, project.Tick}).Draw(r.t, "kind"), Actor: g.Seller, Delivery: g.Delivery}
	if g.Offer != nil {
		c.Offer, c.Actor = g.Offer.ID, g.Offer.Seller
	}
	_ = r.do(section, g.ID, c) // any refusal of the domain is right here
}

// late sends the newest commit of the section once more under an older number that was never used.
func (r *randomLife) late(section int) {
	c := r.last[section]
	if c.Key.Project == "" {
		return
	}
	c.Key.Seq--
	answer := must[project.Committed](r)(r.r.Commit(context.Background(), c))
	if answer.LastEvent > r.logged {
		r.Fatalf("a late commit was logged: %d events, not %d", answer.LastEvent, r.logged)
	}
}

// again repeats the newest commit of the section.
func (r *randomLife) again(section int) {
	if c := r.last[section]; c.Key.Project != "" {
		must[project.Committed](r)(r.r.Commit(context.Background(), c))
	}
}

func (r *randomLife) check() {
	ctx := context.Background()
	approved := 0
	for k, section := range r.sections {
		same(r, fmt.Sprintf("section %d", k), must[project.Section](r)(r.r.Section(ctx, r.id, k)), section)
		for _, g := range section.SubGigs {
			if g.State == project.Approved {
				approved++
			}
			r.checkOffers(g)
			r.checkDeliveries(g)
		}
	}
	if p := must[project.Project](r)(r.r.Project(ctx, r.id)); p.Approved != approved {
		r.Errorf("%d approved in the records, %d in the domain", p.Approved, approved)
	}
	if last := must[int64](r)(r.r.LastEvent(ctx, r.id)); last != r.logged {
		r.Errorf("%d events in the records, %d happened", last, r.logged)
	}
	checkBooks(r, r.r, r.id)
}

func (r *randomLife) checkOffers(g project.SubGig) {
	offers := must[[]project.OfferRecord](r)(r.r.Offers(context.Background(), project.OfferFilter{SubGig: g.ID}, project.Page{}))
	if len(offers) != g.Offers {
		r.Errorf("%s: %d offers in the records, %d in the domain", g.ID, len(offers), g.Offers)
	}
	for _, o := range offers {
		now := g.Offer != nil && g.Offer.ID == o.ID
		if now {
			same(r, "the present offer", o.Offer, *g.Offer)
		}
		if !now && (o.State == project.OfferOpen || o.State == project.OfferAccepted) {
			r.Errorf("the past offer %s is %s", o.ID, o.State)
		}
	}
}

func (r *randomLife) checkDeliveries(g project.SubGig) {
	deliveries := must[[]project.Delivery](r)(r.r.Deliveries(context.Background(), g.ID))
	if len(deliveries) != g.Version {
		r.Errorf("%s: %d versions in the records, %d in the domain", g.ID, len(deliveries), g.Version)
	}
	for i, d := range deliveries {
		if d.Version != i+1 {
			r.Errorf("version %d of %s is the delivery number %d", d.Version, g.ID, i+1)
		}
	}
}
