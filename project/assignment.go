package project

import "time"

// Assignment is an accepted offer: a lease on the sub-gig from its acceptance on.
type Assignment struct {
	Offer  OfferID
	Seller PersonID
	From   time.Time
	Until  time.Time // zero while it lasts
}

// Ended reports whether the seller does not hold the sub-gig any more.
func (a Assignment) Ended() bool { return !a.Until.IsZero() }

// Covers reports whether the seller held the sub-gig by this assignment at the time.
func (a Assignment) Covers(seller PersonID, at time.Time) bool {
	return a.Seller == seller && !at.Before(a.From) && (a.Until.IsZero() || !at.After(a.Until))
}

// Assignments reads, out of a sub-gig's events and offers, who has held it, in their order. An assignment ends when its
// offer is withdrawn; one that led to an approval lasts.
func Assignments(events []Event, offers []OfferRecord) []Assignment {
	made := make(map[OfferID]OfferRecord, len(offers))
	for _, o := range offers {
		made[o.ID] = o
	}
	var held []Assignment
	for _, e := range events {
		o, ok := made[e.Offer]
		if e.Kind != LogOfferAccepted || !ok {
			continue
		}
		delete(made, e.Offer)
		a := Assignment{Offer: o.ID, Seller: o.Seller, From: e.At}
		if o.State != OfferAccepted {
			a.Until = o.Answered
		}
		held = append(held, a)
	}
	return held
}
