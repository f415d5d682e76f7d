package project

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// runningPlan is a song: drums and keys need nothing, bass needs drums, voice needs bass, choir needs nothing.
func runningPlan() Plan {
	one := func(key, price string, needs ...string) PlanSubGig {
		return PlanSubGig{Key: key, Title: strings.ToUpper(key), Role: key + " player", Brief: []string{"play"}, Price: Decimal(price),
			Cast: []string{"ama"}, Standby: []string{"ben"}, Needs: needs}
	}
	return Plan{
		Title: "A song", Currency: "EUR", Due: "2026-12-24", References: []PlanReference{{Key: "notes"}},
		SubGigs: []PlanSubGig{one("drums", "100"), one("bass", "80", "drums"), one("voice", "60", "bass"), one("keys", "40"), one("choir", "20")},
		Recipe:  Recipe{Kind: RecipeBundle},
	}
}

func band() map[string]Person {
	roster := map[string]Person{}
	for _, handle := range []string{"ama", "ben", "cem"} {
		roster[handle] = Person{ID: PersonID("per_" + handle), Handle: handle}
	}
	return roster
}

// concert is a project that runs, with its sections and its money, as records and workflows would have them.
type concert struct {
	t        tester
	now      time.Time
	standing Standing
	book     *Book
	serial   int
	consents map[ProposalID]PlanChange
}

type tester interface {
	Helper()
	Fatalf(string, ...any)
}

func newConcert(t tester, p Plan) *concert {
	t.Helper()
	c := &concert{t: t, now: day(), book: OpenBook(BookRules{Project: "prj_1", Currency: "EUR"}, Ledger{}),
		consents: map[ProposalID]PlanChange{}}
	n, err := p.Draft(Draft{Buyer: "per_buyer", Roster: band(), At: c.now, Seed: "song"})
	if err != nil {
		t.Fatalf("%v", err)
	}
	n.Project.State = ProjectRunning
	c.standing = Standing{Project: n.Project, Plan: p, SubGigs: n.SubGigs, Draft: Draft{Buyer: "per_buyer", Roster: band(), At: c.now}}
	c.post(Posting{Key: "fund", Kind: PostFund, Minor: n.Project.BudgetMinor})
	for _, g := range n.SubGigs {
		c.do(g.Key, Command{Kind: Start})
	}
	return c
}

func (c *concert) post(p Posting) {
	c.t.Helper()
	if _, err := c.book.Post(p, c.now); err != nil {
		c.t.Fatalf("%+v: %v", p, err)
	}
}

func (c *concert) row(key string) *SubGigRecord {
	i := slices.IndexFunc(c.standing.SubGigs, func(g SubGigRecord) bool { return g.Key == key })
	return &c.standing.SubGigs[i]
}

// do gives a command to a sub-gig and does what follows, in whatever section.
func (c *concert) do(key string, command Command) {
	c.t.Helper()
	g := c.row(key)
	ended := g.State.Ended()
	next, effects, err := g.Next(command, c.now)
	if err != nil {
		c.t.Fatalf("%s %s in %s: %v", command.Kind, key, g.State, err)
	}
	for _, p := range effects.Postings {
		c.post(p)
	}
	g.SubGig = next
	for _, p := range effects.Proposals {
		if _, asked := c.consents[p.ID]; asked && p.State == ProposalAgreed {
			c.agreed(p.ID)
		}
	}
	if !ended && next.State.Ended() {
		for _, down := range c.standing.SubGigs {
			c.do(down.Key, Command{Kind: Unblock, Upstream: next.ID})
		}
	}
}

// agreed does what the records do when a seller has agreed to what a re-plan asked for.
func (c *concert) agreed(id ProposalID) {
	c.t.Helper()
	change := c.consents[id]
	delete(c.consents, id)
	next, err := c.standing.Plan.With(change)
	if err != nil {
		c.t.Fatalf("%+v: %v", change, err)
	}
	c.standing.Plan = next
	c.standing.Project.PlanVersion++
	for _, row := range next.Reworded(c.standing.SubGigs, []PlanChange{change}) {
		g := c.row(row.Key)
		g.Brief, g.Spec, g.NeedsAll = row.Brief, row.Spec, row.NeedsAll
	}
}

// answer has the seller of a sub-gig answer what a re-plan asks for.
func (c *concert) answer(key string, agree bool, kinds ...ProposalKind) {
	c.t.Helper()
	g := c.row(key)
	asked := slices.IndexFunc(g.Proposals, func(p Proposal) bool { return p.Consent != nil && (len(kinds) == 0 || p.Kind == kinds[0]) })
	if asked < 0 {
		c.t.Fatalf("%s is asked for nothing: %+v", key, g.Proposals)
	}
	c.do(key, Command{Kind: Answer, Side: SideSeller, Actor: g.Seller, Agree: agree, Proposal: &Proposal{ID: g.Proposals[asked].ID}})
}

func (c *concert) accept(key string) {
	c.t.Helper()
	o := c.row(key).SubGig.Offer
	c.do(key, Command{Kind: Accept, Actor: o.Seller, Offer: o.ID})
}

func (c *concert) approve(key string) {
	c.t.Helper()
	c.serial++
	d, seller := DeliveryID(fmt.Sprintf("dlv_%d", c.serial)), c.row(key).Seller
	c.do(key, Command{Kind: Submit, Actor: seller, Delivery: d})
	c.do(key, Command{Kind: Inspected, Delivery: d, Passed: true})
	c.do(key, Command{Kind: Decide, Delivery: d, Decision: Approve})
}

func (c *concert) at() Standing {
	s := c.standing
	s.At, s.Seed, s.Balances = c.now, fmt.Sprint("plan ", s.Project.PlanVersion+1), c.book.Touched()
	return s
}

func (c *concert) diff(next Plan) Replan {
	c.t.Helper()
	r, err := Diff(next, c.at())
	if err != nil {
		c.t.Fatalf("%v", err)
	}
	return r
}

// apply does what the records and the sections do with a re-plan.
func (c *concert) apply(r Replan) Replanning {
	c.t.Helper()
	w := r.Record(CommitKey{Project: "prj_1", Writer: "project"}, "draft", "per_buyer", c.now)
	for _, p := range w.Commit.Project.Postings {
		c.post(p)
	}
	keep := func(rows []SubGigRecord, copyTo func(to *SubGigRecord, from SubGigRecord)) {
		for _, row := range rows {
			copyTo(c.row(row.Key), row)
		}
	}
	keep(w.Words, func(to *SubGigRecord, from SubGigRecord) {
		to.Title, to.Role, to.Brief, to.Spec, to.Place, to.References = from.Title, from.Role, from.Brief, from.Spec, from.Place, from.References
	})
	keep(w.Rewired, func(to *SubGigRecord, from SubGigRecord) { to.NeedsAll = from.NeedsAll })
	for _, p := range w.Positions {
		i := slices.IndexFunc(c.standing.SubGigs, func(g SubGigRecord) bool { return g.ID == p.SubGig })
		c.standing.SubGigs[i].Position = p.Position
	}
	c.standing.SubGigs = append(c.standing.SubGigs, w.Added...)
	c.standing.Plan = w.Plan
	c.standing.Project.PlanVersion++
	c.standing.Project.BudgetMinor, c.standing.Project.Due = w.Budget, w.Due
	for _, asked := range w.Consents {
		c.consents[asked.ID] = asked.Change
	}
	for _, o := range w.Orders {
		i := slices.IndexFunc(c.standing.SubGigs, func(g SubGigRecord) bool { return g.ID == o.SubGig })
		c.do(c.standing.SubGigs[i].Key, c.open(o.Command))
	}
	for _, g := range w.Added {
		c.row(g.Key).SubGig.Needs = c.open(Command{Amend: &Amendment{Needs: g.Needs}}).Amend.Needs
		c.do(g.Key, Command{Kind: Start})
	}
	return w
}

// open leaves out needs that have ended, as who hands an order over does.
func (c *concert) open(command Command) Command {
	if command.Amend == nil {
		return command
	}
	a := *command.Amend
	a.Needs = slices.DeleteFunc(slices.Clone(a.Needs), func(n SubGigID) bool {
		return slices.ContainsFunc(c.standing.SubGigs, func(g SubGigRecord) bool { return g.ID == n && g.State.Ended() })
	})
	command.Amend = &a
	return command
}
