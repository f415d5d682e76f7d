package project

import "time"

// Party is who must act while a stretch of time passes.
type Party string

// The parties of the fair clock.
const (
	PartySeller   Party = "seller"
	PartyProducer Party = "producer"
	PartyBuyer    Party = "buyer"
	PartyUpstream Party = "upstream"
	PartyPlatform Party = "platform"
)

// Clock charges every moment of a sub-gig's life to exactly one party. The sum over all parties is the wall time from
// the first Charge to the last.
type Clock struct {
	Since    time.Time     `json:"since,omitzero"`
	Party    Party         `json:"party,omitempty"` // who is charged from Since on
	Seller   time.Duration `json:"seller,omitempty"`
	Producer time.Duration `json:"producer,omitempty"`
	Buyer    time.Duration `json:"buyer,omitempty"`
	Upstream time.Duration `json:"upstream,omitempty"`
	Platform time.Duration `json:"platform,omitempty"`
}

// Charge books the time since the last call to the party that had to act, and makes next the party from now on.
// A now before Since (a clock that went back) charges nothing.
func (c Clock) Charge(next Party, now time.Time) Clock {
	if !c.Since.IsZero() && now.After(c.Since) {
		*c.account(c.Party) += now.Sub(c.Since)
	}
	if c.Since.IsZero() || now.After(c.Since) {
		c.Since = now
	}
	c.Party = next
	return c
}

func (c *Clock) account(p Party) *time.Duration {
	switch p {
	case PartySeller:
		return &c.Seller
	case PartyProducer:
		return &c.Producer
	case PartyBuyer:
		return &c.Buyer
	case PartyUpstream:
		return &c.Upstream
	}
	return &c.Platform
}

// Total is the time charged so far, to all parties together.
func (c Clock) Total() time.Duration {
	return c.Seller + c.Producer + c.Buyer + c.Upstream + c.Platform
}
