package project

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// world drives a section with random commands and keeps a ledger and the records' view of proposals beside it.
type world struct {
	section   Section
	book      *Book
	now       time.Time
	started   time.Time
	serial    int
	proposals map[ProposalID]ProposalState
	approved  map[SubGigID]bool
}

func newWorld(t *rapid.T) *world {
	w := &world{now: day(), started: day(), proposals: map[ProposalID]ProposalState{}, approved: map[SubGigID]bool{},
		book: OpenBook(BookRules{Project: "prj_1", Currency: "EUR", Fee: FeePolicy{BasisPoints: 700}}, Ledger{})}
	n := rapid.IntRange(1, 6).Draw(t, "sub-gigs")
	for i := range n {
		g := fresh("per_a", "per_b", "per_c")
		g.ID = SubGigID(fmt.Sprintf("sub_%d", i))
		g.Terms.Mode = rapid.SampledFrom(append(CastingModes(), "", CastCascade)).Draw(t, "mode")
		g.Terms.KillFee = rapid.SampledFrom([]int64{0, 2_500, 10_000}).Draw(t, "kill fee")
		g.Terms.ApproveSilent = rapid.Bool().Draw(t, "silence approves")
		if i > 0 && rapid.Bool().Draw(t, "needs") {
			g.Needs = []SubGigID{SubGigID(fmt.Sprintf("sub_%d", rapid.IntRange(0, i-1).Draw(t, "upstream")))}
		}
		g.Requires = rapid.SampledFrom([][]string{nil, nil, {"lyrics"}, {"lyrics", "key"}}).Draw(t, "requires")
		w.section.SubGigs = append(w.section.SubGigs, g)
	}
	for _, p := range LaunchPostings("prj_1", int64(n)*12_000_000, int64(n)*12_000) {
		w.post(t, p)
	}
	for _, g := range w.section.SubGigs {
		if err := w.do(t, g.ID, Command{Kind: Start}); err != nil {
			t.Fatal(err)
		}
	}
	return w
}

func (w *world) post(t *rapid.T, p Posting) {
	if _, err := w.book.Post(p, w.now); err != nil {
		t.Fatalf("posting %+v: %v", p, err)
	}
}

func (w *world) do(t *rapid.T, id SubGigID, c Command) error {
	changes, err := w.section.Apply(id, c, w.now)
	w.record(t, changes)
	return err
}

func (w *world) record(t *rapid.T, changes []Change) {
	for _, change := range changes {
		for _, p := range change.Effects.Postings {
			w.post(t, p)
		}
		for _, p := range change.Effects.Proposals {
			before, known := w.proposals[p.ID]
			if known && before != ProposalOpen {
				t.Fatalf("the %s %s was %s and becomes %s", p.Kind, p.ID, before, p.State)
			}
			w.proposals[p.ID] = p.State
		}
	}
}

// draw makes a command that is often, not always, the right one for where the sub-gig stands.
func (w *world) draw(t *rapid.T, g SubGig) Command {
	seller := rapid.SampledFrom([]PersonID{"per_a", "per_b", "per_c", "per_x"}).Draw(t, "who")
	c := Command{Kind: rapid.SampledFrom(CommandKinds()).Draw(t, "kind"), Actor: seller, Delivery: g.Delivery}
	if rapid.Bool().Draw(t, "lawful") {
		var lawful []CommandKind
		for kind := range table()[g.State] {
			lawful = append(lawful, kind)
		}
		slices.Sort(lawful)
		c.Kind = rapid.SampledFrom(lawful).Draw(t, "lawful kind")
	}
	if g.Offer != nil {
		c.Offer = g.Offer.ID
	}
	if g.Seller != "" && rapid.IntRange(0, 3).Draw(t, "right seller") > 0 {
		c.Actor = g.Seller
	} else if g.Offer != nil && rapid.Bool().Draw(t, "offered seller") {
		c.Actor = g.Offer.Seller
	}
	if c.Kind == Submit {
		w.serial++
		c.Delivery = DeliveryID(fmt.Sprintf("dlv_%d", w.serial))
	}
	c.Passed = rapid.IntRange(0, 4).Draw(t, "passed") > 0
	c.Decision = rapid.SampledFrom([]Decision{Approve, Revise, Revise, Release}).Draw(t, "decision")
	switch c.Kind {
	case Recast, Choose:
		c.Candidates = []PersonID{"per_c"}
	case Unblock, Outdate:
		c.Upstream = w.upstream(t, g)
	case Amend:
		c.Amend = w.drawAmendment(t, g)
	case Reopen, Resolve:
		c.Choice = rapid.SampledFrom(StaleChoices()).Draw(t, "choice")
		c.Reopen = &Reopening{PriceMinor: rapid.Int64Range(0, 20_000).Draw(t, "price"), Same: rapid.Bool().Draw(t, "same")}
	}
	c.Requirement = rapid.SampledFrom([]string{"lyrics", "key"}).Draw(t, "requirement")
	w.drawProposal(t, g, &c)
	return c
}

// upstream gives an earlier sub-gig that has not ended, or one elsewhere: whoever hands needs over leaves out those that
// have ended, and plans have no circles.
func (w *world) upstream(t *rapid.T, g SubGig) SubGigID {
	at := rapid.IntRange(0, w.section.Find(g.ID)).Draw(t, "upstream")
	if o := w.section.SubGigs[at]; o.ID != g.ID && !o.State.Ended() {
		return o.ID
	}
	return "sub_elsewhere"
}

func (w *world) drawAmendment(t *rapid.T, g SubGig) *Amendment {
	var a Amendment
	if rapid.Bool().Draw(t, "reprice") {
		price := rapid.Int64Range(0, 20_000).Draw(t, "price")
		a.PriceMinor = &price
	}
	if a.Recast = rapid.Bool().Draw(t, "recast"); a.Recast {
		a.Candidates = rapid.SampledFrom([][]PersonID{{}, {"per_a"}, {"per_b", "per_d"}, {"per_c", "per_a"}}).Draw(t, "cast")
	}
	if a.Rewired = rapid.Bool().Draw(t, "rewire"); a.Rewired && rapid.Bool().Draw(t, "needs") {
		if o := w.upstream(t, g); o != "sub_elsewhere" {
			a.Needs = []SubGigID{o}
		}
	}
	a.Reworded = rapid.Bool().Draw(t, "reword")
	return &a
}

func (w *world) drawProposal(t *rapid.T, g SubGig, c *Command) {
	c.Side = rapid.SampledFrom([]Side{SideSeller, SideProducer, SidePlatform}).Draw(t, "side")
	c.Agree = rapid.Bool().Draw(t, "agree")
	c.Slack = time.Duration(rapid.IntRange(0, 30).Draw(t, "slack")) * time.Hour
	outcome := rapid.SampledFrom([]Outcome{OutcomeRecast, OutcomeCancel, OutcomeApprove, OutcomeResume, "odd"})
	c.Ruling = &Ruling{Share: rapid.Int64Range(-1, 13_000).Draw(t, "share"), Outcome: outcome.Draw(t, "outcome")}
	switch {
	case (c.Kind == Answer || c.Kind == Withdraw) && len(g.Proposals) > 0:
		c.Proposal = &Proposal{ID: rapid.SampledFrom(g.Proposals).Draw(t, "proposal").ID}
	case c.Kind == Seek:
		w.drawConsent(t, g, c)
	case c.Kind == Decide && rapid.Bool().Draw(t, "price of a revision"):
		w.serial++
		c.Proposal = &Proposal{ID: ProposalID(fmt.Sprintf("prp_%d", w.serial)), Minor: rapid.Int64Range(-1, 5_000).Draw(t, "minor")}
	case c.Kind == Propose || c.Kind == Disagree:
		w.serial++
		c.Proposal = &Proposal{ID: ProposalID(fmt.Sprintf("prp_%d", w.serial)), Kind: rapid.SampledFrom(ProposalKinds()).Draw(t, "proposal kind"),
			Minor: rapid.Int64Range(-2_000, 12_000).Draw(t, "minor"), Time: time.Duration(rapid.IntRange(0, 40).Draw(t, "time")) * time.Hour,
			Outcome: outcome.Draw(t, "proposed outcome")}
	}
}

// drawConsent asks for what a re-plan asks for, computed from the terms as they are or, as happens, as they were.
func (w *world) drawConsent(t *rapid.T, g SubGig, c *Command) {
	w.serial++
	p := Proposal{ID: ProposalID(fmt.Sprintf("prp_%d", w.serial)), Kind: Cancellation, Outcome: OutcomeCancel, Minor: g.killFee(), Consent: &Consent{}}
	if rapid.Bool().Draw(t, "other terms") {
		a := w.drawAmendment(t, g)
		a.Recast, a.Rewired, a.Needs, a.Candidates = false, false, nil, nil
		p.Kind, p.Consent.Amend, p.Minor = ChangeOrder, a, rapid.SampledFrom([]int64{0, 1}).Draw(t, "late")
		if a.PriceMinor != nil {
			p.Minor += *a.PriceMinor - g.Price()
		}
		p.Time = time.Duration(rapid.IntRange(-300, 40).Draw(t, "time")) * time.Hour
	}
	c.Proposal = &p
}

// TestAnyLifeIsLawful drives sections with random commands at random times and checks after each one what must hold.
func TestAnyLifeIsLawful(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		for range rapid.IntRange(1, 60).Draw(t, "steps") {
			w.now = w.now.Add(time.Duration(rapid.IntRange(0, 40).Draw(t, "hours")) * time.Hour)
			g := rapid.SampledFrom(w.section.SubGigs).Draw(t, "sub-gig")
			c := w.draw(t, g)
			err := w.do(t, g.ID, c)
			w.checkRepeat(t, g.ID, c, err)
			w.check(t)
		}
		w.silenceEndsEverything(t)
	})
}

// silenceEndsEverything: from wherever the sub-gigs stand, if nobody does anything any more, every one of them ends, and
// no money is left in a hold. Only what waits for somebody to lift a pause may wait.
func (w *world) silenceEndsEverything(t *rapid.T) {
	for _, g := range w.section.SubGigs {
		if err := w.do(t, g.ID, Command{Kind: Resume}); err != nil && !g.State.Ended() {
			t.Fatal(err)
		}
		if err := w.do(t, g.ID, Command{Kind: Unblock, Upstream: "sub_elsewhere"}); err != nil {
			t.Fatal(err)
		}
		if g := w.section.SubGigs[w.section.Find(g.ID)]; g.State == Inspecting { // the machine is never silent
			if err := w.do(t, g.ID, Command{Kind: Inspected, Delivery: g.Delivery}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for rings := 0; !w.section.Ended(); rings++ {
		next := w.section.NextDue()
		if next.IsZero() || rings > 10_000 {
			t.Fatalf("after %d rings nothing moves any more: %+v", rings, w.section.SubGigs)
		}
		if next.After(w.now) {
			w.now = next
		}
		before := fmt.Sprint(w.section.SubGigs)
		changes, err := w.section.Elapse(w.now)
		if err != nil || len(changes) == 0 {
			t.Fatalf("a clock rang and nothing followed: %v %s", err, before)
		}
		w.record(t, changes)
		w.check(t)
	}
	for id, state := range w.proposals {
		if state == ProposalOpen {
			t.Fatalf("%s is open for ever", id)
		}
	}
}

// checkRepeat: the same command at the same moment again never has a second effect on the money.
func (w *world) checkRepeat(t *rapid.T, id SubGigID, c Command, first error) {
	switch c.Kind {
	case Recast, Choose, Tick, Claim, Resume, Start, Unblock, Fulfil, Amend, Outdate:
		return
	}
	if first != nil {
		return
	}
	before := w.book.Unspent()
	_ = w.do(t, id, c)
	if after := w.book.Unspent(); after != before {
		t.Fatalf("%s twice moved %d", c.Kind, after-before)
	}
}

func (w *world) check(t *rapid.T) {
	if err := TotalsOf(w.book.Touched()).Check(); err != nil {
		t.Fatal(err)
	}
	for _, g := range w.section.SubGigs {
		held := w.book.Balance(HeldAccount(g.ID))
		if g.State.Engaged() && held != g.Offer.PriceMinor || !g.State.Engaged() && held != 0 {
			t.Fatalf("%s is %s and holds %d", g.ID, g.State, held)
		}
		if g.State == Offered != g.Offer.openOrQueued() {
			t.Fatalf("%s is %s with offer %+v", g.ID, g.State, g.Offer)
		}
		if g.State == Disputed != (g.Dispute != nil) || g.Call != nil && g.State != Casting ||
			g.State == Waiting && g.startable() != g.Timer.Due.IsZero() && len(g.Needs) == 0 && g.Paused.IsZero() {
			t.Fatalf("%s is %s with dispute %+v and call %+v", g.ID, g.State, g.Dispute, g.Call)
		}
		if g.State == Waiting && g.startable() && g.Paused.IsZero() {
			t.Fatalf("%s waits for nothing", g.ID)
		}
		if g.Clock.Total() != g.Clock.Since.Sub(w.started) {
			t.Fatalf("%s: charged %s of %s", g.ID, g.Clock.Total(), g.Clock.Since.Sub(w.started))
		}
		w.checkApproved(t, g)
		if g.RevisionsUsed > g.Terms.Revisions || len(g.Proposals) > len(ProposalKinds()) || g.Proposed > MaxProposals {
			t.Fatalf("%s used %d revisions, has %d proposals", g.ID, g.RevisionsUsed, len(g.Proposals))
		}
	}
}

// checkApproved: what was approved once is never lost: it is approved, or it is being replaced.
func (w *world) checkApproved(t *rapid.T, g SubGig) {
	switch {
	case g.Earlier != nil && g.State.Ended():
		t.Fatalf("%s is %s and still reopened", g.ID, g.State)
	case g.State == Approved && (g.Delivery == "" || g.Seller == "" || g.Offer == nil || g.Offer.State != OfferAccepted):
		t.Fatalf("%s is approved without a delivery: %+v", g.ID, g)
	case w.approved[g.ID] && g.State != Approved && g.Earlier == nil:
		t.Fatalf("%s was approved, is %s and not reopened", g.ID, g.State)
	}
	w.approved[g.ID] = w.approved[g.ID] || g.State == Approved
}
