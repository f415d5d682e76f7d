package project

import "time"

// OfferState is where an offer stands.
type OfferState string

// The states of an offer. All but open and queued are final.
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
	ID         OfferID       `json:"id"`
	SubGig     SubGigID      `json:"sub_gig_id"`
	Seller     PersonID      `json:"seller_id"`
	State      OfferState    `json:"state"`
	PriceMinor int64         `json:"price"`    // what the seller earns; agreed change orders move it
	WorkFor    time.Duration `json:"work_for"` // from accepting to delivering
	Questions  int           `json:"questions,omitempty"`
	Made       time.Time     `json:"made,omitzero"`
	Expires    time.Time     `json:"expires,omitzero"`
	Answered   time.Time     `json:"answered,omitzero"`
	Reason     string        `json:"reason,omitempty"` // a DeclineReason
}

// DeclineReasons are the reasons a seller may give; free words stay out of the process and are kept in the records.
func DeclineReasons() []string { return []string{"busy", "price", "dates", "style", "other"} }

// ReasonIllness is the reason of a seller who leaves through nobody's fault.
const ReasonIllness = "illness"

// openOrQueued reports whether the offer still waits for its answer.
func (o *Offer) openOrQueued() bool {
	return o != nil && (o.State == OfferOpen || o.State == OfferQueued)
}
