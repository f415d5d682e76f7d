package project

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

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
			c.check(t, c.standing.Plan)
			if c.answerAll(t, r); c.agreedToAll(r) {
				c.check(t, next)
			}
			c.check(t, c.standing.Plan)
		}
	})
}

// answerAll lets the sellers who are asked agree, refuse or stay silent.
func (c *concert) answerAll(t *rapid.T, r Replan) {
	for _, asked := range r.Asks() {
		switch rapid.IntRange(0, 3).Draw(t, "answer") {
		case 0:
			c.answer(asked.Key, false, asked.Proposal.Kind)
		case 1, 2:
			c.answer(asked.Key, true, asked.Proposal.Kind)
		}
	}
}

// agreedToAll reports whether nobody who was asked stands as before.
func (c *concert) agreedToAll(r Replan) bool {
	return !slices.ContainsFunc(r.Asks(), func(a Asked) bool {
		_, waits := c.consents[a.Proposal.ID]
		return waits
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
		t.Fatalf("the same plan again: %s %+v", show(again), again.Money)
	}
	places := map[int]string{}
	for _, g := range c.standing.SubGigs {
		if other, taken := places[g.Position]; taken {
			t.Fatalf("%s and %s stand at the same place", g.Key, other)
		}
		places[g.Position] = g.Key
	}
	last := -1
	for i, s := range p.SubGigs {
		g := c.row(s.Key)
		price, _ := s.Price.Minor("EUR")
		inOrder := g.Position > last // and not always i: who parted by consent leaves a gap
		last = g.Position
		if !inOrder || g.Terms.PriceMinor != price || !g.State.Ended() && g.Terms.WorkFor != p.ClocksOf(s).Work.Std() {
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
	if spare := Spare(c.subs(), c.book.Touched()); spare < 0 {
		t.Fatalf("%d are missing for what the plan says", -spare)
	}
}
