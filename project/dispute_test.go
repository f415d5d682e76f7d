package project

import "testing"

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
