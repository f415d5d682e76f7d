package project

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// TrustLog lists the kinds of log event that TrustEventsIn reads. The log of a sub-gig must have all of them.
func TrustLog() []LogKind {
	return []LogKind{LogOfferMade, LogOfferQueued, LogOfferAccepted, LogOfferDeclined, LogOfferExpired, LogDelivered, LogApproved, LogRevisionAsked, LogReleased, LogSteppedOut,
		LogTakenOver, LogReviewOverdue, LogSubGigCancelled, LogReopenWithdrawn, LogCancelledByAgreement, LogLeaveTaken, LogDisputeRuled, LogRated,
		LogAppealMade, LogAppealUpheld, LogAppealDismissed}
}

// TrustEventsIn finds out of logs what counts for whom. Each sub-gig's events have to be there from its first offer on;
// the order of the list makes no difference. An event that names an offer is about the person it was made to, every other
// one about who holds the sub-gig at the time, or held it last when it has ended.
func TrustEventsIn(log []Event) []TrustEvent {
	log = slices.SortedFunc(slices.Values(log), func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Project, b.Project), cmp.Compare(a.Seq, b.Seq))
	})
	leases := map[SubGigID]*lease{}
	var found []TrustEvent
	for _, e := range log {
		l, ok := leases[e.SubGig]
		if !ok {
			l = &lease{offers: map[OfferID]PersonID{}, queued: map[OfferID]bool{}}
			leases[e.SubGig] = l
		}
		if kind, person := l.read(e); kind != "" && person != "" {
			t := TrustEvent{Person: person, Kind: kind, Project: e.Project, SubGig: e.SubGig, Seq: e.Seq, At: e.At.UTC()}
			switch kind {
			case TrustRated:
				t.Stars, _ = strconv.Atoi(e.Detail)
			case TrustAppealed, TrustUpheld, TrustDismissed:
				t.Of, _ = strconv.ParseInt(e.Detail, 10, 64)
			}
			found = append(found, t)
		}
	}
	slices.SortStableFunc(found, TrustEvent.before)
	return found
}

// TrustByPerson is TrustEventsIn for some people, with an entry for each of them who has any.
func TrustByPerson(log []Event, people []PersonID) map[PersonID][]TrustEvent {
	found := map[PersonID][]TrustEvent{}
	for _, e := range TrustEventsIn(log) {
		if slices.Contains(people, e.Person) {
			found[e.Person] = append(found[e.Person], e)
		}
	}
	return found
}

// lease is who holds a sub-gig while its log is read.
type lease struct {
	holder, last PersonID
	offers       map[OfferID]PersonID
	queued       map[OfferID]bool // held back: nobody can answer them
}

// read gives what the event counts as and for whom; nothing when it counts for nobody.
func (l *lease) read(e Event) (TrustKind, PersonID) {
	switch e.Kind {
	case LogOfferMade, LogOfferQueued:
		l.offers[e.Offer], l.queued[e.Offer] = e.Actor, e.Kind == LogOfferQueued
	case LogOfferAccepted:
		l.offers[e.Offer], l.holder, l.last = e.Actor, e.Actor, e.Actor
		return TrustAccepted, e.Actor
	case LogDelivered: // work that was taken up again after its approval has no new offer
		l.holder, l.last = e.Actor, e.Actor
	case LogOfferDeclined:
		return TrustDeclined, e.Actor
	case LogOfferExpired:
		if l.queued[e.Offer] {
			return "", ""
		}
		return TrustUnanswered, cmp.Or(l.offers[e.Offer], e.Actor)
	case LogApproved:
		if e.Detail == ApprovedLate {
			return TrustLate, l.leaves(e)
		}
		return TrustOnTime, l.leaves(e)
	case LogRevisionAsked:
		return TrustRevision, l.about(e)
	case LogReviewOverdue:
		return TrustWaited, l.about(e)
	case LogLeaveTaken:
		return TrustLeave, cmp.Or(l.offers[e.Offer], e.Actor)
	case LogRated:
		return TrustRated, cmp.Or(l.offers[e.Offer], l.last)
	case LogAppealMade, LogAppealUpheld, LogAppealDismissed:
		return appealKinds()[e.Kind], e.Actor
	case LogDisputeRuled:
		if comesTo, _, _ := strings.Cut(e.Detail, "/"); comesTo == RuledAgainstSeller {
			return TrustLost, cmp.Or(l.about(e), l.last)
		}
		return TrustRuled, cmp.Or(l.about(e), l.last)
	}
	return l.readExit(e)
}

// readExit is for events after which the sub-gig is not the seller's any more.
func (l *lease) readExit(e Event) (TrustKind, PersonID) {
	switch e.Kind {
	case LogReleased:
		return TrustReleased, l.leaves(e)
	case LogSteppedOut:
		return TrustSteppedOut, l.leaves(e)
	case LogTakenOver:
		return TrustReplaced, l.leaves(e)
	case LogSubGigCancelled, LogReopenWithdrawn:
		return TrustCancelled, l.leaves(e)
	case LogCancelledByAgreement:
		return TrustAgreed, l.leaves(e)
	}
	return "", ""
}

func (l *lease) about(e Event) PersonID { return cmp.Or(l.offers[e.Offer], l.holder) }

// leaves is about, for the last time: what follows is not about this holder. The second of two exits in one step counts
// nothing.
func (l *lease) leaves(e Event) PersonID {
	person := l.about(e)
	if l.holder == "" {
		person = ""
	}
	if person == l.holder {
		l.holder = ""
	}
	return person
}
