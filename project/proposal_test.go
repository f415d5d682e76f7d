package project

import (
	"slices"
	"testing"
	"time"
)

// proposed makes a proposal for a side.
func proposed(t *testing.T, s SubGig, side Side, p Proposal, slack time.Duration, at time.Time) (SubGig, Effects) {
	t.Helper()
	c := Command{Kind: Propose, Side: side, Actor: "per_p", Proposal: &p, Slack: slack}
	if side == SideSeller {
		c.Actor = s.Seller
		if s.State == Offered {
			c.Actor = s.Offer.Seller
		}
	}
	return must(t, s, c, at)
}

func reply(s SubGig, side Side, agree bool, id ProposalID) Command {
	c := Command{Kind: Answer, Side: side, Actor: "per_p", Agree: agree, Proposal: &Proposal{ID: id}}
	if side == SideSeller {
		c.Actor = s.Seller
	}
	return c
}

func TestAnExtensionInsideTheSlackIsGrantedByRule(t *testing.T) {
	const hour = time.Hour
	for name, c := range map[string]struct {
		asks, slack time.Duration
		granted     bool
	}{
		"inside":        {23 * hour, 24 * hour, true},
		"all of it":     {24 * hour, 24 * hour, true},
		"a moment more": {24*hour + 1, 24 * hour, false},
		"no slack":      {hour, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := working(t, day(), "per_a")
			due := s.Timer.Due
			s, e := proposed(t, s, SideSeller, Proposal{ID: "prp_1", Kind: Extension, Time: c.asks}, c.slack, day().Add(hour))
			last := e.Proposals[len(e.Proposals)-1]
			if !c.granted {
				if s.open(Extension) == nil || last.State != ProposalOpen || last.ByRule || !s.Timer.Due.Equal(due) {
					t.Fatalf("it was not left to the producer: %+v", last)
				}
				s, _ = must(t, s, reply(s, SideProducer, true, "prp_1"), day().Add(2*hour))
			} else if last.State != ProposalAgreed || !last.ByRule {
				t.Fatalf("it was not granted: %+v", last)
			}
			if s.open(Extension) != nil || !s.Timer.Due.Equal(due.Add(c.asks)) || s.Agreed != 7*24*hour+c.asks {
				t.Errorf("due %s, agreed %s", s.Timer.Due, s.Agreed)
			}
		})
	}
}

func TestOneOpenProposalOfAKind(t *testing.T) {
	s := working(t, day(), "per_a")
	s, _ = proposed(t, s, SideSeller, Proposal{ID: "prp_1", Kind: Extension, Time: time.Hour}, 0, day())
	if again, e := proposed(t, s, SideSeller, Proposal{ID: "prp_1", Kind: Extension, Time: time.Hour}, 0, day()); !e.None() || len(again.Proposals) != 1 {
		t.Error("a repeat was made a second proposal")
	}
	second := Command{Kind: Propose, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_2", Kind: Extension, Time: time.Hour}}
	if _, _, err := s.Next(second, day()); CodeOf(err) != Conflict {
		t.Errorf("a second extension was proposed: %v", err)
	}
	own := reply(s, SideSeller, true, "prp_1")
	if _, _, err := s.Next(own, day()); CodeOf(err) != Conflict {
		t.Errorf("the seller answered their own proposal: %v", err)
	}
	s, e := must(t, s, Command{Kind: Withdraw, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_1"}}, day())
	if len(s.Proposals) != 0 || e.Proposals[0].State != ProposalWithdrawn {
		t.Errorf("after it was taken back: %+v", s.Proposals)
	}
	must(t, s, second, day())
}

// TestAQuestionStopsTheClockOfTheOffer until it is answered, or nobody has answered it.
func TestAQuestionStopsTheClockOfTheOffer(t *testing.T) {
	const hour = time.Hour
	for name, c := range map[string]struct {
		kind  ProposalKind
		party Party
		end   func(*testing.T, SubGig) SubGig // five hours later
		stood time.Duration
	}{
		"a question answered": {Question, PartyProducer, func(t *testing.T, s SubGig) SubGig {
			s, _ = must(t, s, reply(s, SideProducer, true, "prp_1"), day().Add(6*hour))
			return s
		}, 5 * hour},
		"a counter-offer refused": {Counter, PartyBuyer, func(t *testing.T, s SubGig) SubGig {
			s, _ = must(t, s, reply(s, SideProducer, false, "prp_1"), day().Add(6*hour))
			return s
		}, 5 * hour},
		"a question that nobody answers": {Question, PartyProducer, func(t *testing.T, s SubGig) SubGig {
			s, _ = must(t, s, Command{Kind: Tick}, s.NextRing())
			return s
		}, 48 * hour},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := must(t, fresh("per_a"), Command{Kind: Start}, day())
			s, _ = proposed(t, s, SideSeller, Proposal{ID: "prp_1", Kind: c.kind, Minor: 1, Time: hour}, 0, day().Add(hour))
			if s.Timer.Still.IsZero() || s.party() != c.party {
				t.Fatalf("the clock runs for the %s", s.party())
			}
			s = c.end(t, s)
			if !s.Offer.Expires.Equal(day().Add(48*hour+c.stood)) || s.party() != PartySeller {
				t.Errorf("it expires %s later, for the %s", s.Offer.Expires.Sub(day().Add(48*hour)), s.party())
			}
		})
	}
}

func TestThreeQuestionsAreEnough(t *testing.T) {
	s, _ := must(t, fresh("per_a"), Command{Kind: Start}, day())
	for _, id := range []ProposalID{"prp_1", "prp_2", "prp_3"} {
		s, _ = proposed(t, s, SideSeller, Proposal{ID: id, Kind: Question}, 0, day())
		s, _ = must(t, s, reply(s, SideProducer, true, id), day())
	}
	_, _, err := s.Next(Command{Kind: Propose, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_4", Kind: Question}}, day())
	if CodeOf(err) != Limited {
		t.Errorf("a fourth question: %v", err)
	}
}

func TestACounterOfferThatIsAgreedIsTheEngagement(t *testing.T) {
	s, _ := must(t, fresh("per_a"), Command{Kind: Start}, day())
	s, _ = proposed(t, s, SideSeller, Proposal{ID: "prp_1", Kind: Counter, Minor: 15_000, Time: 9 * 24 * time.Hour}, 0, day())
	s, e := must(t, s, reply(s, SideProducer, true, "prp_1"), day().Add(time.Hour))
	if s.State != Working || s.Seller != "per_a" || s.Agreed != 9*24*time.Hour || !s.Timer.Due.Equal(day().Add(217*time.Hour)) {
		t.Errorf("%s by %s, %s agreed", s.State, s.Seller, s.Agreed)
	}
	if got := posted(e); !slices.Equal(got, []Posting{{Kind: PostHold, Minor: 15_000}}) {
		t.Errorf("posted %+v", got)
	}
}

func TestPartingByAgreement(t *testing.T) {
	for name, c := range map[string]struct {
		share   int64
		outcome Outcome
		state   SubGigState
		money   Posting
	}{
		"half, and somebody else goes on": {6_000, OutcomeRecast, Offered, Posting{Kind: PostSettle, Minor: 12_000, Share: 6_000}},
		"half, and it ends":               {6_000, OutcomeCancel, Cancelled, Posting{Kind: PostSettle, Minor: 12_000, Share: 6_000}},
		"nothing":                         {0, OutcomeRecast, Offered, Posting{Kind: PostReturn, Minor: 12_000}},
		"all":                             {12_000, OutcomeCancel, Cancelled, Posting{Kind: PostRelease, Minor: 12_000}},
	} {
		for _, by := range []Side{SideSeller, SideProducer} {
			t.Run(name+", proposed by the "+string(by), func(t *testing.T) {
				other := map[Side]Side{SideSeller: SideProducer, SideProducer: SideSeller}[by]
				s := delivered(t, working(t, day(), "per_a", "per_b"), day())
				s, _ = proposed(t, s, by, Proposal{ID: "prp_1", Kind: Cancellation, Minor: c.share, Outcome: c.outcome}, 0, day())
				s, e := must(t, s, reply(s, other, true, "prp_1"), day().Add(time.Hour))
				if s.State != c.state || !slices.Equal(posted(e), []Posting{c.money}) || !slices.Contains(kinds(e), LogCancelledByAgreement) {
					t.Errorf("%s, posted %+v, told %v", s.State, posted(e), kinds(e))
				}
				if e.Deliveries[0].State != DeliveryWithdrawn {
					t.Errorf("the delivery in review: %+v", e.Deliveries)
				}
			})
		}
	}
}

func TestPartingWithWhatCannotBe(t *testing.T) {
	for name, p := range map[string]Proposal{
		"more than the price": {Minor: 12_001, Outcome: OutcomeCancel},
		"less than nothing":   {Minor: -1, Outcome: OutcomeCancel},
		"approved":            {Outcome: OutcomeApprove},
		"resumed":             {Outcome: OutcomeResume},
		"nothing said":        {},
	} {
		p.ID, p.Kind = "prp_1", Cancellation
		c := Command{Kind: Propose, Side: SideSeller, Actor: "per_a", Proposal: &p}
		if _, _, err := working(t, day(), "per_a").Next(c, day()); CodeOf(err) != Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestAShareIsJudgedByThePriceOfTheMoment: a change order may have lowered it since the share was proposed.
func TestAShareIsJudgedByThePriceOfTheMoment(t *testing.T) {
	s := working(t, day(), "per_a", "per_b")
	s, _ = proposed(t, s, SideSeller, Proposal{ID: "prp_1", Kind: Cancellation, Minor: 12_000, Outcome: OutcomeCancel}, 0, day())
	s, _ = proposed(t, s, SideProducer, Proposal{ID: "prp_2", Kind: ChangeOrder, Minor: -3_000}, 0, day())
	s, _ = must(t, s, reply(s, SideSeller, true, "prp_2"), day())
	if _, _, err := s.Next(reply(s, SideProducer, true, "prp_1"), day()); CodeOf(err) != Conflict {
		t.Errorf("12000 of %d were agreed on: %v", s.Price(), err)
	}
	must(t, s, reply(s, SideProducer, false, "prp_1"), day())
}

func TestAChangeOrder(t *testing.T) {
	const hour = time.Hour
	up, down := Posting{Kind: PostAdjust, Minor: 3_000}, Posting{Kind: PostReduce, Minor: 3_000}
	for name, c := range map[string]struct {
		in    SubGigState
		minor int64
		time  time.Duration
		then  SubGigState
		money []Posting
		left  time.Duration // of the clock, two hours after the seller began
	}{
		"more work while working":            {Working, 3_000, 24 * hour, Working, []Posting{up}, 190 * hour},
		"less work while working":            {Working, -3_000, 0, Working, []Posting{down}, 166 * hour},
		"more time for nothing":              {Working, 0, 24 * hour, Working, nil, 190 * hour},
		"more work in review goes back":      {InReview, 3_000, 24 * hour, Working, []Posting{up}, 191 * hour},
		"more money in review goes not back": {InReview, 3_000, 0, InReview, []Posting{up}, 71 * hour},
	} {
		t.Run(name, func(t *testing.T) {
			s, now := working(t, day(), "per_a"), day().Add(hour)
			if c.in == InReview {
				s = delivered(t, s, now)
			}
			now = now.Add(hour)
			s, _ = proposed(t, s, SideProducer, Proposal{ID: "prp_1", Kind: ChangeOrder, Minor: c.minor, Time: c.time}, 0, now)
			s, e := must(t, s, reply(s, SideSeller, true, "prp_1"), now)
			if s.State != c.then || !slices.Equal(posted(e), c.money) || s.Price() != 12_000+c.minor {
				t.Errorf("%s at %d, posted %+v", s.State, s.Price(), posted(e))
			}
			if left := s.Timer.Due.Sub(now); left != c.left {
				t.Errorf("%s are left, wanted %s", left, c.left)
			}
			if sent := len(e.Deliveries) > 0 && e.Deliveries[0].State == DeliveryRevised; sent != (c.in != c.then) {
				t.Errorf("the delivery: %+v", e.Deliveries)
			}
			if s.RevisionsUsed != 0 {
				t.Error("a change order is no revision")
			}
		})
	}
	s := working(t, day(), "per_a")
	for name, p := range map[string]Proposal{"below nothing": {Minor: -12_001}, "less time": {Time: -hour}} {
		p.ID, p.Kind = "prp_1", ChangeOrder
		if _, _, err := s.Next(Command{Kind: Propose, Side: SideProducer, Proposal: &p}, day()); CodeOf(err) != Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
}
