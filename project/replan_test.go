package project

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
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
	book     Book
	serial   int
}

type tester interface {
	Helper()
	Fatalf(string, ...any)
}

func newConcert(t tester, p Plan) *concert {
	t.Helper()
	c := &concert{t: t, now: day()}
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
	tx, err := p.Transaction("prj_1", "EUR", FeePolicy{}, c.now)
	if err == nil {
		err = c.book.Apply(tx)
	}
	if err != nil {
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
	if !ended && next.State.Ended() {
		for _, down := range c.standing.SubGigs {
			c.do(down.Key, Command{Kind: Unblock, Upstream: next.ID})
		}
	}
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
	s.At, s.Seed, s.Balances = c.now, fmt.Sprint("plan ", s.Project.PlanVersion+1), c.book.balances
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

func edit(key string, change func(*PlanSubGig)) func(*Plan) {
	return func(p *Plan) {
		i := slices.IndexFunc(p.SubGigs, func(s PlanSubGig) bool { return s.Key == key })
		change(&p.SubGigs[i])
	}
}

func without(keys ...string) func(*Plan) {
	return func(p *Plan) {
		p.SubGigs = slices.DeleteFunc(p.SubGigs, func(s PlanSubGig) bool { return slices.Contains(keys, s.Key) })
	}
}

func with(s PlanSubGig) func(*Plan) {
	return func(p *Plan) {
		s.Title, s.Role = "a title", "a role"
		p.SubGigs = append(p.SubGigs, s)
	}
}

func edited(p Plan, edits ...func(*Plan)) Plan {
	p.SubGigs = slices.Clone(p.SubGigs)
	p.References = slices.Clone(p.References)
	for i := range p.SubGigs {
		p.SubGigs[i].Needs = slices.Clone(p.SubGigs[i].Needs)
	}
	for _, e := range edits {
		e(&p)
	}
	return p
}

// show writes differences as "kind key", with ! where a consent is needed.
func show(r Replan) string {
	var all []string
	for _, d := range r.Differences {
		text := strings.TrimSpace(string(d.Kind) + " " + d.Key)
		if d.Consent {
			text += "!"
		}
		all = append(all, text)
	}
	return strings.Join(all, ", ")
}

// TestEveryDifferenceIsNamed makes each change of a plan to a sub-gig that is offered (keys), and the same to one that is
// accepted (drums): what a seller has agreed to needs their consent.
func TestEveryDifferenceIsNamed(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.accept("drums")
	two := 1
	for name, x := range map[string]struct {
		change         func(*PlanSubGig)
		offered, taken string
	}{
		"nothing":      {func(*PlanSubGig) {}, "", ""},
		"price":        {func(s *PlanSubGig) { s.Price = "1" }, "repriced", "repriced!"},
		"same price":   {func(s *PlanSubGig) { s.Price += ".00" }, "", ""},
		"brief":        {func(s *PlanSubGig) { s.Brief = []string{"play", "loud"} }, "rebriefed", "rebriefed!"},
		"spec":         {func(s *PlanSubGig) { s.Delivery = &Spec{Kind: KindFile, MaxBytes: 7} }, "respecced", "respecced!"},
		"same spec":    {func(s *PlanSubGig) { s.Delivery = &Spec{Kind: KindFile} }, "", ""},
		"work clock":   {func(s *PlanSubGig) { s.Clocks.Work = Duration(hours(1)) }, "reclocked", "reclocked!"},
		"review clock": {func(s *PlanSubGig) { s.Clocks.Review = Duration(hours(1)) }, "reclocked", "reclocked!"},
		"offer clock":  {func(s *PlanSubGig) { s.Clocks.Offer = Duration(hours(1)) }, "reclocked", "reclocked"},
		"revisions":    {func(s *PlanSubGig) { s.Revisions = &two }, "revisions", "revisions!"},
		"title":        {func(s *PlanSubGig) { s.Title = "x" }, "renamed", "renamed"},
		"role":         {func(s *PlanSubGig) { s.Role = "x" }, "renamed", "renamed"},
		"references":   {func(s *PlanSubGig) { s.References = []string{} }, "references", "references"},
		"place":        {func(s *PlanSubGig) { s.Place.GainDB = 1 }, "placed", "placed"},
		"needs":        {func(s *PlanSubGig) { s.Needs = []string{"choir"} }, "rewired", "rewired!"},
		"cast":         {func(s *PlanSubGig) { s.Cast = []string{"cem"} }, "recast", "recast"},
		"standby":      {func(s *PlanSubGig) { s.Standby = nil }, "recast", "recast"},
	} {
		for key, want := range map[string]string{"keys": x.offered, "drums": x.taken} {
			r := c.diff(edited(runningPlan(), edit(key, x.change), func(p *Plan) { p.Budget = "300" }))
			if kind, consent := strings.CutSuffix(want, "!"); want != "" {
				want = kind + " " + key
				if consent {
					want += "!"
				}
			}
			if got := show(r); got != want {
				t.Errorf("%s of %s: %q, want %q", name, key, got, want)
			}
			if err := r.Applicable("per_buyer"); (CodeOf(err) == Conflict) != strings.HasSuffix(want, "!") {
				t.Errorf("%s of %s: %v", name, key, err)
			}
		}
	}
	for name, x := range map[string]struct {
		change func(*Plan)
		want   string
	}{
		"recipe": {func(p *Plan) { p.Recipe.Stems = true }, "recipe"}, "due": {func(p *Plan) { p.Due = "" }, "due"},
		"title": {func(p *Plan) { p.Title, p.Brief = "x", "y" }, "retitled, retitled"}, "budget": {func(p *Plan) { p.Budget = "400" }, "budget"},
		"order":      {func(p *Plan) { p.SubGigs = append(p.SubGigs[1:], p.SubGigs[0]) }, "reordered drums"},
		"all clocks": {func(p *Plan) { p.Clocks.Work = Duration(hours(5)) }, "reclocked drums!, reclocked bass, reclocked voice, reclocked keys, reclocked choir"},
	} {
		if got := show(c.diff(edited(runningPlan(), x.change))); got != x.want {
			t.Errorf("%s: %q, want %q", name, got, x.want)
		}
	}
}

func TestDroppingSplittingMerging(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.accept("keys")
	next := edited(runningPlan(), without("voice", "choir", "keys"),
		with(PlanSubGig{Key: "high", Price: "35", Needs: []string{"bass"}, Replaces: []string{"voice"}}),
		with(PlanSubGig{Key: "low", Price: "35", Needs: []string{"bass"}, Replaces: []string{"voice"}}),
		with(PlanSubGig{Key: "rest", Price: "50", Replaces: []string{"keys", "choir"}}))
	r := c.diff(next)
	if got := show(r); got != "budget, added high, added low, merged rest, split voice, dropped keys!, dropped choir" {
		t.Fatalf("%q", got)
	}
	by := map[string]string{}
	for _, d := range r.Differences {
		by[d.Key] = strings.Join(append(d.Replaces, d.ReplacedBy...), " ")
	}
	if by["voice"] != "high low" || by["rest"] != "keys choir" || by["choir"] != "rest" || by["high"] != "voice" {
		t.Errorf("%v", by)
	}
	err := r.Applicable("per_buyer")
	var e *Error
	if !errors.As(err, &e) || len(e.Fields) != 1 || !strings.Contains(e.Fields[0].Message, `"keys" is working: its seller accepted it; agree with them on a cancellation first`) {
		t.Errorf("%v", err)
	}
	if again := c.diff(edited(next, with(PlanSubGig{Key: "tail", Price: "0"}))); len(again.added) != 4 || again.added[3].Section != 1 {
		t.Errorf("%+v", again.added)
	}
}

// TestSectionNumbersAreNeverUsedAgain: what is added comes into new sections, full ones first.
func TestSectionNumbersAreNeverUsedAgain(t *testing.T) {
	c := newConcert(t, runningPlan())
	p := runningPlan()
	for i := range 150 {
		with(PlanSubGig{Key: fmt.Sprintf("more-%d", i), Price: "1"})(&p)
	}
	w := c.apply(c.diff(p))
	if first, last := w.Added[99].Section, w.Added[149].Section; first != 1 || last != 2 {
		t.Errorf("sections %d and %d", first, last)
	}
	p = edited(p, without("more-149"), with(PlanSubGig{Key: "last", Price: "1"}))
	if w = c.apply(c.diff(p)); w.Added[0].Section != 3 || w.Added[0].Position != 154 || c.row("more-149").Position != 155 {
		t.Errorf("%+v %+v", w.Added[0], c.row("more-149"))
	}
}

func TestFaultsOfARePlan(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.accept("drums")
	c.approve("drums")
	c.accept("bass")
	c.do("choir", Command{Kind: Cancel})
	gone := c.diff(edited(runningPlan(), without("keys")))
	c.apply(gone)
	now := c.standing.Plan
	for name, x := range map[string]struct {
		change     func(*Plan)
		path, says string
	}{
		"currency":             {func(p *Plan) { p.Currency = "USD" }, "currency", "stays in EUR"},
		"producer":             {func(p *Plan) { p.Producer = "ama" }, "producer", "does not change who reviews"},
		"approved, dropped":    {func(p *Plan) { without("drums")(p); edit("bass", func(s *PlanSubGig) { s.Needs = nil })(p) }, "sub_gigs", `"drums" is dropped, but it is approved`},
		"approved, repriced":   {edit("drums", func(s *PlanSubGig) { s.Price = "1" }), "sub_gigs[0].price", `"drums" is approved`},
		"approved, rebriefed":  {edit("drums", func(s *PlanSubGig) { s.Brief = nil }), "sub_gigs[0].brief", "leave it as it was"},
		"approved, reclocked":  {edit("drums", func(s *PlanSubGig) { s.Clocks.Work = 1 }), "sub_gigs[0].clocks", "leave it as it was"},
		"approved, respecced":  {edit("drums", func(s *PlanSubGig) { s.Delivery = &Spec{Kind: KindFile} }), "sub_gigs[0].delivery", "leave it as it was"},
		"approved, recast":     {edit("drums", func(s *PlanSubGig) { s.Standby = nil }), "sub_gigs[0].cast", "leave it as it was"},
		"approved, rewired":    {edit("drums", func(s *PlanSubGig) { s.Needs = []string{"choir"} }), "sub_gigs[0].needs", "leave it as it was"},
		"cancelled, retitled":  {edit("choir", func(s *PlanSubGig) { s.Title = "x" }), "sub_gigs[3].title", `"choir" is cancelled`},
		"dropped and needed":   {without("bass"), "sub_gigs[1].needs[0]", `"bass" is dropped by this plan and still needed`},
		"unknown need":         {edit("voice", func(s *PlanSubGig) { s.Needs = []string{"oboe"} }), "sub_gigs[2].needs[0]", `there is no sub-gig "oboe"`},
		"circle":               {edit("bass", func(s *PlanSubGig) { s.Needs = []string{"voice"} }), "sub_gigs[2].needs", "is a circle"},
		"unknown seller":       {edit("voice", func(s *PlanSubGig) { s.Cast = []string{"zoe"} }), "sub_gigs[2].cast[0]", `nobody has the handle "zoe"`},
		"key of a dropped one": {with(PlanSubGig{Key: "keys", Price: "1"}), "sub_gigs[4].key", "choose another key"},
		"replaces nothing":     {with(PlanSubGig{Key: "x", Price: "1", Replaces: []string{"oboe"}}), "sub_gigs[4].replaces[0]", `there was no sub-gig "oboe"`},
		"replaces what stays":  {with(PlanSubGig{Key: "x", Price: "1", Replaces: []string{"bass"}}), "sub_gigs[4].replaces[0]", "stays in the plan"},
		"too small a budget": {func(p *Plan) {
			p.Budget = "260"
			edit("voice", func(s *PlanSubGig) { s.Price = "70" })(p)
			without("choir")(p)
		}, "", ""},
		"budget":    {func(p *Plan) { p.Budget = "261"; with(PlanSubGig{Key: "x", Price: "20"})(p); without("choir")(p) }, "", ""},
		"new guide": {func(p *Plan) { p.References = append(p.References, PlanReference{Key: "g", Guide: true}) }, "references[1].guide", "stays while the project runs"},
		"new file":  {func(p *Plan) { p.References = append(p.References, PlanReference{Key: "g", File: "g.wav"}) }, "references[1].file", "cannot be added"},
	} {
		next := edited(now, x.change)
		_, err := Diff(next, c.at())
		if x.path == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		var e *Error
		if !errors.As(err, &e) || e.Code != Invalid {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if !slices.ContainsFunc(e.Fields, func(f Field) bool { return f.Path == x.path && strings.Contains(f.Message, x.says) }) {
			t.Errorf("%s: want %s: %s, got %v", name, x.path, x.says, e.Fields)
		}
	}
	next := edited(now, edit("drums", func(s *PlanSubGig) { s.Price = "1" }), edit("voice", func(s *PlanSubGig) { s.Needs = []string{"oboe"} }),
		edit("choir", func(s *PlanSubGig) { s.Title = "x" }))
	var e *Error
	if _, err := Diff(next, c.at()); !errors.As(err, &e) || len(e.Fields) != 3 {
		t.Errorf("not everything is named at once: %v", err)
	}
}

// TestMoneyOfARePlan: what is held or paid stays, the rest is funded in addition, and only by the buyer.
func TestMoneyOfARePlan(t *testing.T) {
	c := newConcert(t, runningPlan()) // 300.00 funded
	c.accept("drums")
	c.approve("drums") // 100.00 paid
	c.accept("bass")   // 80.00 held
	r := c.diff(edited(runningPlan(), edit("voice", func(s *PlanSubGig) { s.Price = "75" }), without("keys"), with(PlanSubGig{Key: "oboe", Price: "90"})))
	want := ReplanMoney{BudgetBefore: 30_000, Budget: 36_500, Prices: 1_500 - 4_000 + 9_000, Needed: 10_000 + 8_000 + 7_500 + 2_000 + 9_000, Fund: 6_500}
	if r.Money != want || show(r) != "budget, repriced voice, added oboe, dropped keys" {
		t.Errorf("%+v, want %+v: %s", r.Money, want, show(r))
	}
	if err := r.Applicable("per_producer"); CodeOf(err) != Conflict || !strings.Contains(err.Error(), "only the buyer") {
		t.Errorf("the producer spends the buyer's money: %v", err)
	}
	if w := c.apply(r); len(w.Commit.Project.Postings) != 1 || w.Commit.Project.Postings[0].Minor != 6_500 {
		t.Errorf("%+v", w.Commit.Project.Postings)
	}
	if spare := Spare(c.subs(), c.book.balances); spare != 0 {
		t.Errorf("%d are left over", spare)
	}
	c.do("drums", Command{Kind: Reopen, Reopen: &Reopening{PriceMinor: 500}})
	if _, err := Diff(edited(c.standing.Plan, func(p *Plan) { p.Budget = "366" }), c.at()); !strings.Contains(fmt.Sprint(err), "366.00 EUR is less than what is needed, 370.00 EUR") {
		t.Errorf("what is paid twice counts twice: %v", err)
	}
	c.do("drums", Command{Kind: Cancel})
	less := c.diff(edited(c.standing.Plan, without("oboe")))
	if less.Money.Fund != 0 || less.Money.Budget != 29_500 && less.Money.Budget != 27_500 {
		t.Errorf("%+v", less.Money)
	}
	c.apply(less)
	if spare := Spare(c.subs(), c.book.balances); spare != 9_000 {
		t.Errorf("%d are left over", spare)
	}
	if again := c.diff(edited(c.standing.Plan, with(PlanSubGig{Key: "flute", Price: "90"}))); again.Money.Fund != 0 {
		t.Errorf("what is left over is not used: %+v", again.Money)
	}
}

func (c *concert) subs() []SubGig {
	var all []SubGig
	for _, g := range c.standing.SubGigs {
		all = append(all, g.SubGig)
	}
	return all
}

// TestDatesOfARePlan: the schedule before and after, also of what needs a consent.
func TestDatesOfARePlan(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.accept("drums")
	life := hours(48 + 168 + 72)
	r := c.diff(edited(runningPlan(), edit("bass", func(s *PlanSubGig) { s.Clocks.Work = Duration(hours(68)) }),
		edit("drums", func(s *PlanSubGig) { s.Clocks.Work = Duration(hours(178)) }), without("voice"), func(p *Plan) { p.Due = "2026-12-01" }))
	before, after := c.now.Add(hours(168+72)+2*life), c.now.Add(hours(178+72)+life-hours(100))
	if later := c.now.Add(life); r.Dates.Finish != [2]time.Time{before, after} || later.After(after) {
		t.Errorf("finish %v, want %v and %v", r.Dates.Finish, before, after)
	}
	if r.Dates.Due[1].Sub(r.Dates.Due[0]) != -23*hours(24) || len(r.Dates.Moves) != 2 || r.Dates.Moves[1].By != hours(10-100) {
		t.Errorf("%+v", r.Dates)
	}
}

// TestStaleOfARePlan: who has begun is told when what they work from changes or is new to them.
func TestStaleOfARePlan(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.accept("keys")
	r := c.diff(edited(runningPlan(), edit("keys", func(s *PlanSubGig) { s.Needs = []string{"choir"} })))
	if !slices.Equal(r.Stale, []SubGigID{c.row("keys").ID}) || show(r) != "rewired keys!" {
		t.Errorf("%v %s", r.Stale, show(r))
	}
	if r = c.diff(edited(runningPlan(), edit("drums", func(s *PlanSubGig) { s.Brief = nil }))); len(r.Stale) != 0 {
		t.Errorf("who waits is not stale: %v", r.Stale)
	}
}

// TestTheFewestMove compares with every part of a short list.
func TestTheFewestMove(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 9).Draw(t, "n")
		numbers := make([]int, n)
		for i := range numbers {
			numbers[i] = i
		}
		numbers = rapid.Permutation(numbers).Draw(t, "order")
		marks, last, count := rising(numbers), -1, 0
		for i, marked := range marks {
			if marked {
				if count++; numbers[i] < last {
					t.Fatalf("%v does not rise: %v", numbers, marks)
				}
				last = numbers[i]
			}
		}
		best := 0
		for set := range 1 << n {
			last, size, rises := -1, 0, true
			for i := range n {
				if set&(1<<i) != 0 {
					rises = rises && numbers[i] > last
					last, size = numbers[i], size+1
				}
			}
			if rises {
				best = max(best, size)
			}
		}
		if count != best {
			t.Fatalf("%v: %d stay, %d could", numbers, count, best)
		}
	})
}

// TestAnyRePlanBecomesWhatItSays edits a running project at random. Whatever can be applied leaves the sub-gigs as the new
// plan says, the money covers everything, and the same plan again is no difference.
func TestAnyRePlanBecomesWhatItSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newConcert(t, runningPlan())
		for range rapid.IntRange(1, 6).Draw(t, "rounds") {
			c.live(t)
			next := c.drawPlan(t)
			r, err := Diff(next, c.at())
			if CodeOf(err) == Invalid {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			if r.Applicable("per_buyer") != nil {
				continue
			}
			c.apply(r)
			c.check(t, next)
		}
	})
}

// live lets some sub-gigs go on.
func (c *concert) live(t *rapid.T) {
	for _, g := range slices.Clone(c.standing.SubGigs) {
		step := rapid.IntRange(0, 5).Draw(t, "step")
		g := *c.row(g.Key)
		switch {
		case step == 0 && g.State == Offered:
			c.accept(g.Key)
		case step == 1 && g.State == Working:
			c.approve(g.Key)
		case step == 2 && g.State == Offered:
			c.do(g.Key, Command{Kind: Decline, Actor: g.SubGig.Offer.Seller, Offer: g.SubGig.Offer.ID})
		case step == 3 && !g.State.Ended() && rapid.Bool().Draw(t, "cancel"):
			c.do(g.Key, Command{Kind: Cancel})
		}
	}
}

func (c *concert) drawPlan(t *rapid.T) Plan {
	p := edited(c.standing.Plan)
	handles := rapid.SampledFrom([][]string{{"ama"}, {"ben", "ama"}, {"cem"}, {}})
	for i := 0; i < len(p.SubGigs); i++ {
		s := &p.SubGigs[i]
		switch rapid.IntRange(0, 11).Draw(t, "edit") {
		case 0:
			s.Price = Decimal(fmt.Sprint(rapid.IntRange(0, 200).Draw(t, "price")))
		case 1:
			s.Cast, s.Standby = handles.Draw(t, "cast"), nil
		case 2:
			s.Clocks.Work = Duration(hours(rapid.IntRange(1, 99).Draw(t, "work")))
		case 3:
			s.Needs = nil
			if other := rapid.IntRange(0, len(p.SubGigs)-1).Draw(t, "need"); other < i {
				s.Needs = []string{p.SubGigs[other].Key}
			}
		case 4:
			gone := s.Key
			p.SubGigs = slices.Delete(p.SubGigs, i, i+1)
			for j := range p.SubGigs {
				p.SubGigs[j].Needs = slices.DeleteFunc(p.SubGigs[j].Needs, func(n string) bool { return n == gone })
			}
		case 5:
			s.Brief = []string{rapid.SampledFrom([]string{"loud", "soft"}).Draw(t, "brief")}
		case 6:
			s.Place.GainDB = -float64(rapid.IntRange(0, 9).Draw(t, "gain"))
		}
	}
	if len(p.SubGigs) == 0 || rapid.Bool().Draw(t, "add") {
		c.serial++
		fresh := PlanSubGig{Key: fmt.Sprintf("new-%d", c.serial), Title: "new", Role: "new", Price: "5", Cast: handles.Draw(t, "cast")}
		if len(p.SubGigs) > 0 && rapid.Bool().Draw(t, "needs") {
			fresh.Needs = []string{rapid.SampledFrom(p.SubGigs).Draw(t, "upstream").Key}
		}
		p.SubGigs = slices.Insert(p.SubGigs, rapid.IntRange(0, len(p.SubGigs)).Draw(t, "at"), fresh)
	}
	return p
}

func (c *concert) check(t *rapid.T, p Plan) {
	if again := c.diff(p); !again.None() {
		t.Fatalf("the same plan again: %s", show(again))
	}
	places := map[int]string{}
	for _, g := range c.standing.SubGigs {
		if other, taken := places[g.Position]; taken {
			t.Fatalf("%s and %s stand at the same place", g.Key, other)
		}
		places[g.Position] = g.Key
	}
	for i, s := range p.SubGigs {
		g := c.row(s.Key)
		price, _ := s.Price.Minor("EUR")
		if g.Position != i || g.Terms.PriceMinor != price || !g.State.Ended() && g.Terms.WorkFor != p.ClocksOf(s).Work.Std() {
			t.Fatalf("%s is %+v, the plan says %+v at %d", s.Key, g, s, i)
		}
		if g.State == Waiting != (len(g.SubGig.Needs) > 0) {
			t.Fatalf("%s is %s and needs %v", s.Key, g.State, g.SubGig.Needs)
		}
		for _, need := range s.Needs {
			up := c.row(need)
			if !slices.Contains(g.NeedsAll, up.ID) || g.State == Waiting && !up.State.Ended() && !slices.Contains(g.SubGig.Needs, up.ID) {
				t.Fatalf("%s does not wait for %s", s.Key, need)
			}
		}
		if o := g.SubGig.Offer; g.State == Offered && !slices.Contains(s.Candidates(), strings.TrimPrefix(string(o.Seller), "per_")) {
			t.Fatalf("%s is offered to %s, who is not cast", s.Key, o.Seller)
		}
	}
	for _, g := range c.standing.SubGigs {
		if !slices.ContainsFunc(p.SubGigs, func(s PlanSubGig) bool { return s.Key == g.Key }) && g.State != Cancelled {
			t.Fatalf("%s was dropped and is %s", g.Key, g.State)
		}
	}
	if spare := Spare(c.subs(), c.book.balances); spare < 0 {
		t.Fatalf("%d are missing for what the plan says", -spare)
	}
}
