package project

import (
	"slices"
	"testing"
	"time"
)

// disputed opens a dispute of the producer about a sub-gig in the state, working or in review.
func disputed(t *testing.T, was SubGigState) SubGig {
	t.Helper()
	s := working(t, day(), "per_a", "per_b")
	s.Terms.KillFee = 2_500
	if was == InReview {
		s = delivered(t, s, day())
	}
	s, _ = must(t, s, Command{Kind: Disagree, Side: SideProducer, Actor: "per_p", Proposal: &Proposal{ID: "prp_d"}}, day())
	return s
}

// stages gives the stages through which the log says that the dispute went.
func stages(e Effects) (out []string) {
	for _, l := range e.Log {
		if l.Kind == LogDisputeMoved {
			out = append(out, l.Detail)
		}
	}
	return out
}

// TestADisputeEndsByItsClocksAlone: nobody says a word, and it ends after three stages of 72 hours.
func TestADisputeEndsByItsClocksAlone(t *testing.T) {
	for name, c := range map[string]struct {
		was, then SubGigState
		money     Posting
	}{
		"a delivery that passed stands":       {InReview, Approved, Posting{Kind: PostRelease, Minor: 12_000}},
		"who delivered nothing gets nothing":  {Working, Offered, Posting{Kind: PostReturn, Minor: 12_000}},
		"who had delivered gets the kill fee": {Disputed, Offered, Posting{Kind: PostSettle, Minor: 12_000, Share: 3_000}},
	} {
		t.Run(name, func(t *testing.T) {
			s := disputed(t, c.was)
			if c.was == Disputed { // working again, after a delivery that passed
				s = delivered(t, working(t, day(), "per_a", "per_b"), day())
				s.Terms.KillFee = 2_500
				s, _ = must(t, s, Command{Kind: Decide, Delivery: "dlv_1", Decision: Revise}, day())
				s, _ = must(t, s, Command{Kind: Disagree, Side: SideSeller, Actor: "per_a", Proposal: &Proposal{ID: "prp_d"}}, day())
			}
			s, e, at := afterwards(t, s, day(), c.then)
			if got := stages(e); !slices.Equal(got, []string{"producer", "operator"}) {
				t.Errorf("it went through %v", got)
			}
			if !slices.Equal(posted(e), []Posting{c.money}) || at.Sub(day()) != 3*72*time.Hour || s.Dispute != nil {
				t.Errorf("posted %+v after %s", posted(e), at.Sub(day()))
			}
			last := e.Proposals[len(e.Proposals)-1]
			if last.Kind != Objection || last.State != ProposalAgreed {
				t.Errorf("the objection is %s", last.State)
			}
		})
	}
}

func TestWhoRulesWhen(t *testing.T) {
	ruling := &Ruling{Share: 4_000, Outcome: OutcomeRecast}
	producer := Command{Kind: Rule, Side: SideProducer, Actor: "per_p", Ruling: ruling}
	operator := Command{Kind: Rule, Side: SidePlatform, Actor: "per_o", Ruling: ruling}
	appeal := Command{Kind: Appeal, Side: SideSeller, Actor: "per_a"}
	direct := disputed(t, InReview)
	second, _ := must(t, direct, appeal, day())
	third, _ := must(t, second, appeal, day())
	for name, c := range map[string]struct {
		s    SubGig
		c    Command
		code Code
	}{
		"the producer in the direct stage": {direct, producer, Conflict},
		"the operator in the direct stage": {direct, operator, Conflict},
		"the producer in their stage":      {second, producer, ""},
		"the operator in the producer's":   {second, operator, Conflict},
		"the producer in the operator's":   {third, producer, Conflict},
		"the operator in their stage":      {third, operator, ""},
		"an appeal against the operator":   {third, appeal, Conflict},
		"more than is held":                {second, Command{Kind: Rule, Side: SideProducer, Ruling: &Ruling{Share: 12_001, Outcome: OutcomeCancel}}, Invalid},
		"an outcome that is none":          {second, Command{Kind: Rule, Side: SideProducer, Ruling: &Ruling{Outcome: "duel"}}, Invalid},
		"somebody else's appeal":           {direct, Command{Kind: Appeal, Side: SideSeller, Actor: "per_b"}, Conflict},
	} {
		if _, _, err := c.s.Next(c.c, day()); CodeOf(err) != c.code {
			t.Errorf("%s: %v", name, err)
		}
	}
	t.Run("approved without a delivery", func(t *testing.T) {
		s, _ := must(t, disputed(t, Working), appeal, day())
		if _, _, err := s.Next(Command{Kind: Rule, Side: SideProducer, Ruling: &Ruling{Outcome: OutcomeApprove}}, day()); CodeOf(err) != Invalid {
			t.Error(err)
		}
	})
}

// TestTheProducersRulingCanBeAppealed for the whole length of a stage; then it stands.
func TestTheProducersRulingCanBeAppealed(t *testing.T) {
	s, _ := must(t, disputed(t, InReview), Command{Kind: Appeal, Side: SideProducer, Actor: "per_p"}, day())
	ruled := day().Add(70 * time.Hour)
	s, e := must(t, s, Command{Kind: Rule, Side: SideProducer, Actor: "per_p", Ruling: &Ruling{Share: 4_000, Outcome: OutcomeCancel}}, ruled)
	if len(e.Postings) > 0 || !s.Timer.Due.Equal(ruled.Add(72*time.Hour)) {
		t.Fatalf("posted %+v, open to appeal until %s", e.Postings, s.Timer.Due)
	}
	t.Run("nobody appeals", func(t *testing.T) {
		_, e, at := afterwards(t, s, ruled, Cancelled)
		if !slices.Equal(posted(e), []Posting{{Kind: PostSettle, Minor: 12_000, Share: 4_000}}) || !at.Equal(ruled.Add(72*time.Hour)) {
			t.Errorf("posted %+v at %s", posted(e), at)
		}
	})
	t.Run("the seller appeals", func(t *testing.T) {
		s, _ := must(t, s, Command{Kind: Appeal, Side: SideSeller, Actor: "per_a"}, ruled.Add(71*time.Hour))
		if s.Dispute.Stage != StageOperator || s.Dispute.Ruling != nil {
			t.Fatalf("the dispute: %+v", s.Dispute)
		}
		s, e := must(t, s, Command{Kind: Rule, Side: SidePlatform, Ruling: &Ruling{Share: 12_000, Outcome: OutcomeApprove}}, ruled.Add(80*time.Hour))
		if s.State != Approved || !slices.Equal(posted(e), []Posting{{Kind: PostRelease, Minor: 12_000}}) {
			t.Errorf("%s, posted %+v", s.State, posted(e))
		}
	})
}

func TestASettlementEndsADispute(t *testing.T) {
	for name, c := range map[string]struct {
		was     SubGigState
		outcome Outcome
		share   int64
		then    SubGigState
		money   []Posting
	}{
		"the work goes on":          {Working, OutcomeResume, 0, Working, nil},
		"the review goes on":        {InReview, OutcomeResume, 0, InReview, nil},
		"approved for less":         {InReview, OutcomeApprove, 9_000, Approved, []Posting{{Kind: PostSettle, Minor: 12_000, Share: 9_000}}},
		"they part":                 {InReview, OutcomeRecast, 3_000, Offered, []Posting{{Kind: PostSettle, Minor: 12_000, Share: 3_000}}},
		"it is not wanted any more": {Working, OutcomeCancel, 0, Cancelled, []Posting{{Kind: PostReturn, Minor: 12_000}}},
	} {
		t.Run(name, func(t *testing.T) {
			s, _ := proposed(t, disputed(t, c.was), SideSeller, Proposal{ID: "prp_1", Kind: Settlement, Minor: c.share, Outcome: c.outcome}, 0, day())
			s, e := must(t, s, reply(s, SideProducer, true, "prp_1"), day().Add(time.Hour))
			if s.State != c.then || !slices.Equal(posted(e), c.money) || !slices.Contains(kinds(e), LogDisputeSettled) {
				t.Errorf("%s, posted %+v, told %v", s.State, posted(e), kinds(e))
			}
		})
	}
}

// TestASettlementBelongsToTheDirectStage: what was not agreed on then is taken back when the dispute moves on.
func TestASettlementBelongsToTheDirectStage(t *testing.T) {
	s, _ := proposed(t, disputed(t, InReview), SideSeller, Proposal{ID: "prp_1", Kind: Settlement, Minor: 9_000, Outcome: OutcomeApprove}, 0, day().Add(70*time.Hour))
	s, e := must(t, s, Command{Kind: Appeal, Side: SideProducer, Actor: "per_p"}, day().Add(71*time.Hour))
	if len(s.Proposals) != 0 || e.Proposals[0].State != ProposalWithdrawn {
		t.Errorf("after the direct stage: %+v", s.Proposals)
	}
}

// TestNobodyEscapesADisputeByCancelling: the rule decides about the money then.
func TestNobodyEscapesADisputeByCancelling(t *testing.T) {
	s, e := must(t, disputed(t, InReview), Command{Kind: Cancel, Actor: "per_p"}, day())
	if s.State != Cancelled || !slices.Equal(posted(e), []Posting{{Kind: PostRelease, Minor: 12_000}}) {
		t.Errorf("%s, posted %+v", s.State, posted(e))
	}
}

// TestAReviewThatIsResumedHasAClock: a silent producer brought the delivery before the operator, who sends it back to review.
// The clock of the first review had nothing left to say.
func TestAReviewThatIsResumedHasAClock(t *testing.T) {
	now := day()
	s, _ := must(t, fresh("per_a"), Command{Kind: Start}, now)
	s, _ = must(t, s, Command{Kind: Accept, Actor: "per_a", Offer: s.Offer.ID}, now)
	s, _ = must(t, s, Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"}, now)
	s, _ = must(t, s, Command{Kind: Inspected, Delivery: "dlv_1", Passed: true}, now)
	for s.State == InReview {
		now = s.NextRing()
		s, _ = must(t, s, Command{Kind: Tick}, now)
	}
	if s.State != Disputed || s.Dispute.Stage != StageOperator {
		t.Fatalf("%s %+v", s.State, s.Dispute)
	}
	s, _ = must(t, s, Command{Kind: Rule, Side: SidePlatform, Ruling: &Ruling{Outcome: OutcomeResume}}, now)
	if half := now.Add(s.Terms.ReviewFor / 2); s.State != InReview || !s.NextRing().Equal(half) {
		t.Errorf("%s rings at %v, not at %v", s.State, s.NextRing(), half)
	}
}
