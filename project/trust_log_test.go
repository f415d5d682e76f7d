package project

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestWhatCountsForWhom reads a log in which sellers come and go.
func TestWhatCountsForWhom(t *testing.T) {
	type line struct {
		sub    SubGigID
		kind   LogKind
		actor  PersonID
		offer  OfferID
		detail string
		counts TrustKind
		whom   PersonID
	}
	lines := []line{
		{"sub_1", LogOfferMade, "per_a", "off_1", "", "", ""},
		{"sub_1", LogOfferExpired, "per_a", "off_1", "", TrustUnanswered, "per_a"},
		{"sub_1", LogOfferMade, "per_b", "off_2", "", "", ""},
		{"sub_1", LogOfferDeclined, "per_b", "off_2", "busy", TrustDeclined, "per_b"},
		{"sub_1", LogOfferMade, "per_a", "off_3", "", "", ""},
		{"sub_1", LogOfferAccepted, "per_a", "off_3", "", TrustAccepted, "per_a"},
		{"sub_1", LogDelivered, "per_a", "", "", "", ""},
		{"sub_1", LogReviewOverdue, "per_a", "", "", TrustWaited, "per_a"},
		{"sub_1", LogRevisionAsked, "per_p", "", "", TrustRevision, "per_a"},
		{"sub_1", LogReleased, "per_p", "", "", TrustReleased, "per_a"},
		{"sub_1", LogTakenOver, "per_a", "off_3", "", "", ""}, // the same exit
		{"sub_1", LogOfferMade, "per_b", "off_4", "", "", ""},
		{"sub_1", LogOfferAccepted, "per_b", "off_4", "", TrustAccepted, "per_b"},
		{"sub_2", LogOfferAccepted, "per_c", "off_5", "", TrustAccepted, "per_c"},
		{"sub_1", LogApproved, "per_p", "", ApprovedLate, TrustLate, "per_b"},
		{"sub_1", LogRated, "per_p", "", "4", TrustRated, "per_b"},
		{"sub_1", LogDelivered, "per_b", "", "", "", ""}, // taken up again
		{"sub_1", LogApproved, "", "", "", TrustOnTime, "per_b"},
		{"sub_1", LogSubGigCancelled, "per_p", "", "", "", ""},
		{"sub_2", LogTakenOver, "per_c", "off_5", "", TrustReplaced, "per_c"},
		{"sub_2", LogOfferAccepted, "per_d", "off_6", "", TrustAccepted, "per_d"},
		{"sub_2", LogLeaveTaken, "per_d", "off_6", "", TrustLeave, "per_d"},
		{"sub_2", LogOfferAccepted, "per_a", "off_7", "", TrustAccepted, "per_a"},
		{"sub_2", LogCancelledByAgreement, "per_p", "", "", TrustAgreed, "per_a"},
		{"sub_2", LogDisputeRuled, "per_op", "", RuledAgainstSeller + "/operator", TrustLost, "per_a"},
		{"sub_3", LogOfferAccepted, "per_b", "off_8", "", TrustAccepted, "per_b"},
		{"sub_3", LogDisputeRuled, "per_op", "", "shared", TrustRuled, "per_b"},
		{"sub_3", LogSteppedOut, "per_b", "", "busy", TrustSteppedOut, "per_b"},
		{"sub_3", LogOfferAccepted, "per_c", "off_9", "", TrustAccepted, "per_c"},
		{"sub_3", LogSubGigCancelled, "per_p", "", "", TrustCancelled, "per_c"},
		{"sub_4", LogOfferMade, "per_a", "off_10", "", "", ""},
		{"sub_4", LogOfferQueued, "per_a", "off_10", "", "", ""},
		{"sub_4", LogOfferExpired, "per_a", "off_10", "", "", ""}, // nobody could answer it
		{"sub_4", LogOfferMade, "per_b", "off_11", "", "", ""},
		{"sub_4", LogOfferQueued, "per_b", "off_11", "", "", ""},
		{"sub_4", LogOfferMade, "per_b", "off_11", "", "", ""}, // open again
		{"sub_4", LogOfferExpired, "per_b", "off_11", "", TrustUnanswered, "per_b"},
		{"sub_4", LogOfferAccepted, "per_c", "off_12", "", TrustAccepted, "per_c"},
		{"sub_4", LogReopenWithdrawn, "per_p", "", "", TrustCancelled, "per_c"},
	}
	var log []Event
	var want []string
	for i, l := range lines {
		at := time.Date(2026, 1, 1, 0, i, 0, 0, time.UTC)
		log = append(log, Event{Seq: int64(i + 1), Project: "prj_1", LogEvent: LogEvent{Kind: l.kind, SubGig: l.sub, Actor: l.actor, Offer: l.offer, Detail: l.detail, At: at}})
		if l.counts != "" {
			want = append(want, fmt.Sprint(i+1, " ", l.counts, " ", l.whom))
		}
	}
	slices.Reverse(log)
	var got []string
	for _, e := range TrustEventsIn(log) {
		got = append(got, fmt.Sprint(e.Seq, " ", e.Kind, " ", e.Person))
		if e.Kind == TrustRated && e.Stars != 4 {
			t.Errorf("the stars: %+v", e)
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAProducersDelayHasNoEffect lets the same life happen with reviews at once and with reviews that are late.
func TestAProducersDelayHasNoEffect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		decisions := rapid.SliceOfN(rapid.SampledFrom([]Decision{Approve, Revise, Release}), 3, 3).Draw(t, "decisions")
		var scores []Trust
		for _, delay := range []time.Duration{0, time.Duration(rapid.IntRange(1, 1000).Draw(t, "hours")) * time.Hour} {
			log := lifeWith(t, decisions, delay)
			scores = append(scores, TrustOf(rulesV1(t), "per_a", TrustEventsIn(log), time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)))
		}
		if !reflect.DeepEqual(scores[0], scores[1]) {
			t.Errorf("at once %+v\nlate    %+v", scores[0], scores[1])
		}
	})
}

// lifeWith is a sub-gig whose reviewer decides each delivery so, after the delay.
func lifeWith(t *rapid.T, decisions []Decision, delay time.Duration) []Event {
	now := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	g := SubGig{ID: "sub_1", State: Waiting, Terms: Terms{Candidates: []PersonID{"per_a"}, OfferFor: time.Hour, WorkFor: 24 * time.Hour, ReviewFor: time.Hour, Revisions: 2}}
	var log []Event
	give := func(c Command) {
		next, effects, err := g.Next(c, now)
		if err != nil {
			t.Fatal(err)
		}
		g = next
		for _, l := range effects.Log {
			log = append(log, Event{Seq: int64(len(log) + 1), Project: "prj_1", LogEvent: l})
		}
	}
	give(Command{Kind: Start})
	give(Command{Kind: Accept, Actor: "per_a", Offer: g.Offer.ID})
	for i, decision := range decisions {
		if g.State != Working {
			break
		}
		if decision == Revise && g.RevisionsUsed == 2 {
			decision = Approve
		}
		id := DeliveryID(fmt.Sprint("dlv_", i))
		now = now.Add(time.Hour)
		give(Command{Kind: Submit, Actor: "per_a", Delivery: id})
		give(Command{Kind: Inspected, Delivery: id, Passed: true})
		now = now.Add(delay)
		give(Command{Kind: Tick})
		give(Command{Kind: Decide, Actor: "per_p", Delivery: id, Decision: decision})
	}
	return log
}

// TestTheSilenceOfOthersHasNoEffect: a seller who is in dispute, or waits for a review, while everybody else is silent for
// ever, stands no lower in the end.
func TestTheSilenceOfOthersHasNoEffect(t *testing.T) {
	for _, deliver := range []bool{true, false} {
		for _, approveSilent := range []bool{true, false} {
			l := &logged{T: t, now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC), g: SubGig{ID: "sub_1", State: Waiting, Terms: Terms{PriceMinor: 100,
				Candidates: []PersonID{"per_a"}, OfferFor: time.Hour, WorkFor: 24 * time.Hour, ReviewFor: time.Hour, ApproveSilent: approveSilent}}}
			l.give(Command{Kind: Start})
			l.give(Command{Kind: Accept, Actor: "per_a", Offer: l.g.Offer.ID})
			if deliver {
				l.give(Command{Kind: Submit, Actor: "per_a", Delivery: "dlv_1"})
				l.give(Command{Kind: Inspected, Delivery: "dlv_1", Passed: true})
			} else {
				l.give(Command{Kind: Disagree, Actor: "per_a", Side: SideSeller, Proposal: &Proposal{ID: "prp_1"}})
			}
			for range 2000 {
				l.now = l.now.Add(12 * time.Hour)
				l.give(Command{Kind: Tick})
			}
			trust := TrustOf(rulesV1(t), "per_a", TrustEventsIn(l.log), l.now)
			if !l.g.State.Ended() || trust.Score < 500 || trust.Late > 0 {
				t.Errorf("delivered %v, approved by silence %v: %s, %+v", deliver, approveSilent, l.g.State, trust)
			}
		}
	}
}

// logged is a sub-gig with the log of its life.
type logged struct {
	*testing.T
	g   SubGig
	now time.Time
	log []Event
}

func (l *logged) give(c Command) {
	l.Helper()
	next, effects, err := l.g.Next(c, l.now)
	if err != nil {
		l.Fatal(err)
	}
	l.g = next
	for _, e := range effects.Log {
		l.log = append(l.log, Event{Seq: int64(len(l.log) + 1), Project: "prj_1", LogEvent: e})
	}
}
