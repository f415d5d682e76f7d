package project

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

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
		"options":      {func(s *PlanSubGig) { s.RevisionPrice = "5" }, "options", "options"},
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
			if err := r.Applicable("per_buyer"); err != nil || (len(r.Asks()) == 1) != strings.HasSuffix(want, "!") {
				t.Errorf("%s of %s: %v, asks %+v", name, key, err, r.Asks())
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
	if !errors.As(err, &e) || len(e.Fields) != 1 || !strings.Contains(e.Fields[0].Message, `"keys" is working: its seller accepted it, and nothing can take its place before they have gone`) {
		t.Errorf("%v", err)
	}
	if again := c.diff(edited(next, with(PlanSubGig{Key: "tail", Price: "0"}))); len(again.added) != 4 || again.added[3].Section != 1 {
		t.Errorf("%+v", again.added)
	}
}

// TestWhoWaitsForSomethingElseIsNotAskedInBetween: the old upstream is dropped after the need for it.
func TestWhoWaitsForSomethingElseIsNotAskedInBetween(t *testing.T) {
	c := newConcert(t, runningPlan())
	c.apply(c.diff(edited(runningPlan(), without("drums"), edit("bass", func(s *PlanSubGig) { s.Needs = []string{"keys"} }))))
	if g := c.row("bass"); g.State != Waiting || g.Offers != 0 || c.row("drums").State != Cancelled {
		t.Errorf("%+v", g)
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
		"watermark":            {func(p *Plan) { p.Watermark = "Draft" }, "watermark", "as the project began with"},
		"vault":                {func(p *Plan) { p.Vault = VaultOpen }, "vault", "sellers have agreed"},
		"licence":              {func(p *Plan) { p.Licence = &Licence{Name: "CC0-1.0"} }, "licence", "sellers have accepted"},
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
	if spare := Spare(c.subs(), c.book.Touched()); spare != 0 {
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
	if spare := Spare(c.subs(), c.book.Touched()); spare != 9_000 {
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

// TestARePlanLeavesWhatTheBuyerAdded: a plan that says the same of the budget leaves it; one that says otherwise counts.
func TestARePlanLeavesWhatTheBuyerAdded(t *testing.T) {
	c := newConcert(t, runningPlan()) // 300.00 funded
	added := Fund("more", 5_000, "per_buyer")
	if _, err := added.Post(c.book, ProjectRunning, c.now); err != nil {
		t.Fatal(err)
	}
	c.standing.Project.BudgetMinor += added.Raise()
	if r := c.diff(runningPlan()); !r.None() || r.Money.Budget != 35_000 || r.Money.Fund != 0 {
		t.Errorf("the same plan: %s, %+v", show(r), r.Money)
	}
	if r := c.diff(edited(runningPlan(), func(p *Plan) { p.Budget = "360" })); r.Money.Budget != 36_000 || r.Money.Fund != 1_000 {
		t.Errorf("a larger budget: %+v", r.Money)
	}
}
