package project

import "time"

// OfferState is where an offer stands.
type OfferState string

// The states of an offer. All but queued and open are final.
const (
	OfferQueued    OfferState = "queued" // its seller has no place free, or is on leave; it opens when that has passed
	OfferOpen      OfferState = "open"
	OfferAccepted  OfferState = "accepted"
	OfferDeclined  OfferState = "declined"
	OfferExpired   OfferState = "expired"
	OfferWithdrawn OfferState = "withdrawn"
)

// Offer is a sub-gig offered to one seller until Expires.
type Offer struct {
	ID       OfferID    `json:"id"`
	SubGig   SubGigID   `json:"sub_gig_id"`
	Seller   PersonID   `json:"seller_id"`
	State    OfferState `json:"state"`
	Made     time.Time  `json:"made,omitzero"`
	Expires  time.Time  `json:"expires,omitzero"`
	Answered time.Time  `json:"answered,omitzero"`
	Reason   string     `json:"reason,omitempty"` // a DeclineReason
}

// DeclineReasons are the reasons a seller may give; free words stay out of the process and are kept in the records.
func DeclineReasons() []string { return []string{"busy", "price", "dates", "style", "other"} }
