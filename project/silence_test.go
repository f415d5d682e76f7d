package project

import (
	"slices"
	"testing"
	"time"
)

// afterwards lets time pass, with nobody doing anything, until the sub-gig stands in the state, and gives all that followed.
func afterwards(t *testing.T, s SubGig, now time.Time, until SubGigState) (SubGig, Effects, time.Time) {
	t.Helper()
	var all Effects
	for range 1_000 {
		if s.State == until {
			return s, all, now
		}
		next := s.NextRing()
		if next.IsZero() {
			t.Fatalf("%s, and nothing is due any more; wanted %s", s.State, until)
		}
		if next.After(now) {
			now = next
		}
		var e Effects
		s, e = must(t, s, Command{Kind: Tick}, now)
		all = all.join(e)
	}
	t.Fatalf("after a thousand rings it is %s, wanted %s", s.State, until)
	return s, all, now
}

// told gives the kinds of the log, reminders with their detail.
func told(e Effects) (out []string) {
	for _, l := range e.Log {
		text := string(l.Kind)
		if l.Kind == LogReminder {
			text += " " + l.Detail
		}
		out = append(out, text)
	}
	return out
}

// delivered gives a sub-gig whose first delivery passed its inspection and is in review.
func delivered(t *testing.T, s SubGig, now time.Time) SubGig {
	t.Helper()
	s, _ = must(t, s, Command{Kind: Submit, Actor: s.Seller, Delivery: "dlv_1"}, now)
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}, now)
	return s
}

// posted gives the kinds, amounts and shares of the postings.
func posted(e Effects) (out []Posting) {
	for _, p := range e.Postings {
		out = append(out, Posting{Kind: p.Kind, Minor: p.Minor, Share: p.Share})
	}
	return out
}

func TestASilentSellerIsReplacedAfterEveryStep(t *testing.T) {
	for name, c := range map[string]struct {
		killFee int64
		passed  bool // a delivery of the seller had passed its inspection
		money   Posting
	}{
		"nothing delivered":               {2_500, false, Posting{Kind: PostReturn, Minor: 12_000}},
		"a delivery passed, no kill fee":  {0, true, Posting{Kind: PostReturn, Minor: 12_000}},
		"a delivery passed, a kill fee":   {2_500, true, Posting{Kind: PostSettle, Minor: 12_000, Share: 3_000}},
		"a delivery passed, all is kept":  {10_000, true, Posting{Kind: PostRelease, Minor: 12_000}},
		"the kill fee is rounded down":    {3_333, true, Posting{Kind: PostSettle, Minor: 12_000, Share: 3_999}},
		"a kill fee that comes to little": {1, true, Posting{Kind: PostSettle, Minor: 12_000, Share: 1}},
	} {
		t.Run(name, func(t *testing.T) {
			s := working(t, day(), "per_a", "per_b")
			s.Terms.KillFee = c.killFee
			if c.passed {
				s = delivered(t, s, day())
				s, _ = must(t, s, Command{Kind: Decide, Delivery: "dlv_1", Decision: Revise}, day())
			}
			due := s.Timer.Due
			s, e, at := afterwards(t, s, day(), Offered)
			want := []string{"clock.reminder working/half", "clock.reminder working/nine_tenths", "clock.overdue", "seller.taken_over", "offer.made"}
			if got := told(e); !slices.Equal(got, want) {
				t.Errorf("told %v", got)
			}
			if !at.Equal(due.Add(48*time.Hour)) || s.Offer.Seller != "per_b" {
				t.Errorf("%s is asked %s after the end of the clock", s.Offer.Seller, at.Sub(due))
			}
			if got := posted(e); !slices.Equal(got, []Posting{c.money}) {
				t.Errorf("posted %+v", got)
			}
			if _, _, err := s.Next(Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_9"}, at); CodeOf(err) != Conflict {
				t.Errorf("who was replaced delivered: %v", err)
			}
		})
	}
}

func TestASilentReviewEnds(t *testing.T) {
	reminded := []string{"clock.reminder in_review/half", "clock.reminder in_review/nine_tenths", "clock.review_overdue"}
	for name, c := range map[string]struct {
		approve bool
		told    []string
		takes   time.Duration
	}{
		"by approval":     {true, append(slices.Clone(reminded), "review.approved_by_rule", "review.approved"), (72 + 48) * time.Hour},
		"by the operator": {false, append(slices.Clone(reminded), "dispute.opened", "clock.reminder disputed/half", "clock.reminder disputed/nine_tenths", "dispute.ruled", "review.approved"), (72 + 48 + 72) * time.Hour},
	} {
		t.Run(name, func(t *testing.T) {
			s := delivered(t, working(t, day(), "per_a", "per_b"), day())
			s.Terms.ApproveSilent = c.approve
			_, e, at := afterwards(t, s, day(), Approved)
			if got := told(e); !slices.Equal(got, c.told) {
				t.Errorf("told %v", got)
			}
			if got := posted(e); !slices.Equal(got, []Posting{{Kind: PostRelease, Minor: 12_000}}) {
				t.Errorf("posted %+v", got)
			}
			if at.Sub(day()) != c.takes {
				t.Errorf("it took %s, wanted %s", at.Sub(day()), c.takes)
			}
		})
	}
}

// TestAReviewThatTheOperatorGivesBackHasItsWholeTime: else a second silence would last for ever.
func TestAReviewThatTheOperatorGivesBackHasItsWholeTime(t *testing.T) {
	s := delivered(t, working(t, day(), "per_a"), day())
	s, _, at := afterwards(t, s, day(), Disputed)
	s, _ = must(t, s, Command{Kind: Rule, Side: SidePlatform, Ruling: &Ruling{Outcome: OutcomeResume}}, at.Add(time.Hour))
	if s.State != InReview || s.Timer.Due != at.Add(73*time.Hour) {
		t.Fatalf("%s until %s", s.State, s.Timer.Due)
	}
	afterwards(t, s, at.Add(time.Hour), Approved)
}

// TestTheEndOfTheGraceWaitsForAnAnswer: who has asked for more time is not replaced before the answer.
func TestTheEndOfTheGraceWaitsForAnAnswer(t *testing.T) {
	s := working(t, day(), "per_a", "per_b")
	due := s.Timer.Due
	s, _ = must(t, s, Command{Kind: Tick}, due)
	asked := due.Add(47 * time.Hour)
	s, _ = must(t, s, Command{Kind: Propose, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_1", Kind: Extension, Time: 100 * time.Hour}}, asked)
	if late, e := must(t, s, Command{Kind: Tick}, due.Add(48*time.Hour)); late.State != Working || !e.None() {
		t.Fatalf("replaced while the extension was not answered: %s", late.State)
	}
	if !s.NextRing().Equal(asked.Add(48 * time.Hour)) {
		t.Errorf("the next ring is at %s, not when the answer is due", s.NextRing())
	}
	answered := due.Add(60 * time.Hour)
	for name, c := range map[string]struct {
		agree bool
		due   time.Time // when the next seller is asked
	}{
		"refused": {false, answered},
		"agreed":  {true, due.Add(148 * time.Hour)},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := must(t, s, Command{Kind: Answer, Side: SideProducer, Agree: c.agree, Proposal: &Proposal{ID: "prp_1"}}, answered)
			if _, _, at := afterwards(t, s, answered, Offered); !at.Equal(c.due) {
				t.Errorf("replaced at %s, wanted %s", at, c.due)
			}
		})
	}
	t.Run("nobody answered", func(t *testing.T) {
		if _, e, at := afterwards(t, s, asked, Offered); !at.Equal(asked.Add(48*time.Hour)) || !slices.Contains(told(e), "proposal.lapsed") {
			t.Errorf("replaced at %s: %v", at, told(e))
		}
	})
}

func TestWhatNobodyTakesEnds(t *testing.T) {
	for name, c := range map[string]struct {
		mode     CastingMode
		requires []string
		told     []string
	}{
		"what the buyer does not supply": {CastCascade, []string{"text"}, []string{"clock.reminder waiting/half", "clock.reminder waiting/nine_tenths",
			"clock.supply_overdue", "sub_gig.cancelled"}},
		"a cascade": {CastCascade, nil, []string{"clock.reminder offered/half", "clock.reminder offered/nine_tenths", "offer.expired", "sub_gig.cast_exhausted",
			"clock.reminder casting/half", "clock.reminder casting/nine_tenths", "clock.cast_overdue", "sub_gig.cancelled"}},
		"an open call, then its standby": {CastOpenCall, nil, []string{"clock.reminder casting/half", "clock.reminder casting/nine_tenths", "call.closed", "offer.made",
			"clock.reminder offered/half", "clock.reminder offered/nine_tenths", "offer.expired", "sub_gig.cast_exhausted",
			"clock.reminder casting/half", "clock.reminder casting/nine_tenths", "clock.cast_overdue", "sub_gig.cancelled"}},
		"applications": {CastApplications, nil, []string{"clock.reminder casting/half", "clock.reminder casting/nine_tenths", "call.closed",
			"clock.reminder casting/half", "clock.reminder casting/nine_tenths", "clock.cast_overdue", "sub_gig.cancelled"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := fresh("per_a")
			s.Terms.Mode, s.Requires = c.mode, c.requires
			s, _ = must(t, s, Command{Kind: Start}, day())
			if _, e, _ := afterwards(t, s, day(), Cancelled); !slices.Equal(told(e), c.told) {
				t.Errorf("told %v", told(e))
			}
		})
	}
}

// inEveryState gives a sub-gig in each state in which a clock runs.
func inEveryState(t *testing.T, now time.Time) map[string]SubGig {
	t.Helper()
	waiting := fresh("per_a")
	waiting.Requires = []string{"text"}
	waiting, _ = must(t, waiting, Command{Kind: Start}, now)
	cast := fresh()
	cast, _ = must(t, cast, Command{Kind: Start}, now)
	call := fresh("per_a")
	call.Terms.Mode = CastOpenCall
	call, _ = must(t, call, Command{Kind: Start}, now)
	offered, _ := must(t, fresh("per_a"), Command{Kind: Start}, now)
	queued, _ := must(t, offered, Command{Kind: Queue, Offer: offered.Offer.ID}, now)
	work := working(t, now, "per_a", "per_b")
	grace, _ := must(t, work, Command{Kind: Tick}, now)
	for range 3 {
		grace, _ = must(t, grace, Command{Kind: Tick}, grace.NextRing())
	}
	review := delivered(t, work, now)
	disputed, _ := must(t, review, Command{Kind: Disagree, Side: SideProducer, Proposal: &Proposal{ID: "prp_1"}}, now)
	extended, _ := must(t, work, Command{Kind: Propose, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_1", Kind: Extension, Time: time.Hour}}, now)
	return map[string]SubGig{"waiting for the buyer": waiting, "casting": cast, "called": call, "offered": offered, "queued": queued, "working": work, "in its grace": grace,
		"in review": review, "disputed": disputed, "with a proposal": extended}
}

// TestAPauseKeepsWhatWasLeftOfEveryClock: whatever was to happen happens as much later as the pause lasted, to the
// nanosecond, and none of that is the seller's time.
func TestAPauseKeepsWhatWasLeftOfEveryClock(t *testing.T) {
	const stood = 17*24*time.Hour + 3*time.Nanosecond
	for name, s := range inEveryState(t, day()) {
		t.Run(name, func(t *testing.T) {
			due := s.NextRing()
			paused, _ := must(t, s, Command{Kind: Pause}, due.Add(-time.Minute))
			if ring := paused.NextRing(); !ring.IsZero() {
				t.Errorf("it rings at %s while it is paused", ring)
			}
			if late, e := must(t, paused, Command{Kind: Tick}, due.Add(time.Hour)); late.State != s.State || !e.None() {
				t.Errorf("something happened while it was paused: %+v", e)
			}
			on, e := must(t, paused, Command{Kind: Resume}, due.Add(stood-time.Minute))
			if !on.NextRing().Equal(due.Add(stood)) {
				t.Errorf("it rings %s after the pause, wanted 1m0s", on.NextRing().Sub(due.Add(stood-time.Minute)))
			}
			if on.State == Offered && !on.Offer.Expires.Equal(on.Timer.Due) {
				t.Errorf("the offer stands until %s, its clock until %s", on.Offer.Expires, on.Timer.Due)
			}
			for _, open := range on.Proposals {
				if !slices.ContainsFunc(e.Proposals, func(p Proposal) bool { return p.ID == open.ID && p.Expires.Equal(open.Expires) }) {
					t.Errorf("nobody is told that %s stands until %s now", open.ID, open.Expires)
				}
			}
			if on.Clock.Seller != paused.Clock.Seller || on.Clock.Buyer-paused.Clock.Buyer != stood {
				t.Errorf("the pause was charged to %+v", on.Clock)
			}
		})
	}
}

// TestAPauseInADisputeKeepsTheClockBeneath: the clock that the dispute stopped goes on where it stopped.
func TestAPauseInADisputeKeepsTheClockBeneath(t *testing.T) {
	s := working(t, day(), "per_a")
	left := s.Timer.Due.Sub(day().Add(time.Hour))
	s, _ = must(t, s, Command{Kind: Disagree, Side: SideProducer, Proposal: &Proposal{ID: "prp_1"}}, day().Add(time.Hour))
	s, _ = must(t, s, Command{Kind: Pause}, day().Add(2*time.Hour))
	s, _ = must(t, s, Command{Kind: Resume}, day().Add(200*time.Hour))
	s, _ = must(t, s, Command{Kind: Propose, Side: SideProducer, Proposal: &Proposal{ID: "prp_2", Kind: Settlement, Outcome: OutcomeResume}}, day().Add(201*time.Hour))
	s, _ = must(t, s, Command{Kind: Answer, Side: SideSeller, Actor: "per_a", Agree: true, Proposal: &Proposal{ID: "prp_2"}}, day().Add(202*time.Hour))
	if s.State != Working || s.Timer.Due.Sub(day().Add(202*time.Hour)) != left {
		t.Errorf("%s with %s left, wanted %s", s.State, s.Timer.Due.Sub(day().Add(202*time.Hour)), left)
	}
}

// TestLatenessCountsOnlyTheSellersOwnSeconds: 7 days are agreed.
func TestLatenessCountsOnlyTheSellersOwnSeconds(t *testing.T) {
	const hour, agreed = time.Hour, 7 * 24 * time.Hour
	type step struct {
		c     Command
		after time.Duration // the step before
	}
	submit, passed := Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}
	approve := Command{Kind: Decide, Delivery: "dlv_1", Decision: Approve}
	extend := Command{Kind: Propose, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_1", Kind: Extension, Time: 24 * hour}, Slack: 24 * hour}
	disagree := Command{Kind: Disagree, Side: SideProducer, Proposal: &Proposal{ID: "prp_2"}}
	settle := Command{Kind: Propose, Side: SideProducer, Proposal: &Proposal{ID: "prp_3", Kind: Settlement, Outcome: OutcomeResume}}
	agree := Command{Kind: Answer, Side: SideSeller, Actor: "per_a", Agree: true, Proposal: &Proposal{ID: "prp_3"}}
	for name, c := range map[string]struct {
		steps []step
		want  string
	}{
		"to the second":                   {[]step{{submit, agreed}, {passed, 0}, {approve, 0}}, "on_time"},
		"a moment more":                   {[]step{{submit, agreed + 1}, {passed, 0}, {approve, 0}}, "late"},
		"a slow machine":                  {[]step{{submit, agreed}, {passed, 900 * hour}, {approve, 0}}, "on_time"},
		"a slow producer":                 {[]step{{submit, agreed}, {passed, 0}, {approve, 60 * hour}}, "on_time"},
		"a pause":                         {[]step{{Command{Kind: Pause}, hour}, {Command{Kind: Resume}, 900 * hour}, {submit, agreed - hour}, {passed, 0}, {approve, 0}}, "on_time"},
		"more time was agreed":            {[]step{{extend, hour}, {submit, agreed + 23*hour}, {passed, 0}, {approve, 0}}, "on_time"},
		"more than the more time":         {[]step{{extend, hour}, {submit, agreed + 23*hour + 1}, {passed, 0}, {approve, 0}}, "late"},
		"a dispute while working":         {[]step{{disagree, hour}, {settle, 50 * hour}, {agree, 40 * hour}, {submit, agreed - hour}, {passed, 0}, {approve, 0}}, "on_time"},
		"a dispute while in review":       {[]step{{submit, agreed}, {passed, 0}, {disagree, hour}, {settle, 50 * hour}, {agree, 40 * hour}, {approve, hour}}, "on_time"},
		"a dispute excuses no late hours": {[]step{{disagree, hour}, {settle, hour}, {agree, hour}, {submit, agreed}, {passed, 0}, {approve, 0}}, "late"},
	} {
		t.Run(name, func(t *testing.T) {
			s, now := working(t, day(), "per_a"), day()
			var e Effects
			for _, step := range c.steps {
				now = now.Add(step.after)
				s, e = must(t, s, step.c, now)
			}
			if s.State != Approved || e.Log[0].Detail != c.want {
				t.Errorf("%s, %s; the seller used %s", s.State, e.Log[0].Detail, s.Clock.Seller)
			}
		})
	}
}
