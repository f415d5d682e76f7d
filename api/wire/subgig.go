package wire

import (
	"time"

	"tutti/project"
)

// SubGig is one seller's piece of a project, as the reader may see it.
type SubGig struct {
	ID             project.SubGigID    `json:"id"`
	ProjectID      project.ProjectID   `json:"project_id"`
	Key            string              `json:"key"`
	Title          string              `json:"title"`
	Role           string              `json:"role"`
	State          project.SubGigState `json:"state" enum:"waiting,casting,offered,working,inspecting,in_review,disputed,approved,cancelled"`
	Position       int                 `json:"position" doc:"in the plan, from 0"`
	Section        int                 `json:"section"`
	Brief          []string            `json:"brief" doc:"numbered from 1; revisions cite the numbers"`
	Spec           project.Spec        `json:"delivery" doc:"what a delivery must be"`
	Place          project.Place       `json:"place"`
	PriceMinor     int64               `json:"price_minor,omitempty" doc:"left out when it is 0, and for who may not see it"`
	Currency       string              `json:"currency"`
	FeeMinor       int64               `json:"fee_minor,omitempty" doc:"what the platform keeps of the price; left out like it"`
	Seller         *PersonName         `json:"seller,omitempty" doc:"who holds it"`
	Offer          *Offer              `json:"offer,omitempty" doc:"the open or the accepted offer"`
	Licence        *project.Licence    `json:"licence,omitempty" doc:"what may be done with the work: accepted with the offer, and each delivery is declared under it; only in the answer for one sub-gig"`
	Extras         []Extra             `json:"extras,omitempty" doc:"what the buyer can order besides; only in the answer for one sub-gig"`
	Candidates     []PersonName        `json:"candidates,omitempty" doc:"in the order of asking; only for who sees the whole"`
	Asked          int                 `json:"asked,omitempty" doc:"how many candidates were asked; only for who sees the whole"`
	Needs          []project.SubGigID  `json:"needs,omitempty" doc:"every upstream; only for who sees the whole"`
	NeedsOpen      []project.SubGigID  `json:"needs_open,omitempty" doc:"upstream not yet approved; only for who sees the whole"`
	References     []string            `json:"references" doc:"keys of the references it works from"`
	DeliveryID     project.DeliveryID  `json:"delivery_id,omitempty" doc:"the latest delivery"`
	Version        int                 `json:"version,omitempty" doc:"of the latest delivery"`
	Revisions      int                 `json:"revisions_included"`
	RevisionsUsed  int                 `json:"revisions_used"`
	Due            *time.Time          `json:"due_at,omitempty" doc:"when the clock of this state runs out"`
	Overdue        bool                `json:"overdue"`
	Stopped        bool                `json:"stopped,omitempty" doc:"the clock stands still: the project is paused, or a question or counter-offer is not answered"`
	Dispute        *Dispute            `json:"dispute,omitempty"`
	WorkForSeconds int64               `json:"work_for_seconds" doc:"time to deliver after accepting"`
	Clock          ClockTotals         `json:"clock"`
	UpdatedAt      time.Time           `json:"updated_at"`
	WaitsFor       *WaitsFor           `json:"waits_for,omitempty" doc:"for whom or for what it waits; absent before the launch and after the end"`
	NextAction     string              `json:"next_action,omitempty" doc:"what the reader is to do: answer_proposal, answer_offer, deliver, review, rule, choose, cast, answer_requirement, resolve_stale"`
	Stale          bool                `json:"stale,omitempty" doc:"it was made from a delivery that is being replaced"`
	StaleOf        []project.SubGigID  `json:"stale_of,omitempty" doc:"whose delivery is being replaced; only for who sees the whole"`
	Reopened       bool                `json:"reopened,omitempty" doc:"its approved delivery is being replaced"`
}

// The next actions.
const (
	NextAnswerProposal = "answer_proposal" // the clock of who asked may stand still meanwhile
	NextAnswerOffer    = "answer_offer"
	NextDeliver        = "deliver"
	NextReview         = "review"
	NextRule           = "rule"   // on a dispute
	NextChoose         = "choose" // among those who applied
	NextCast           = "cast"
	NextAnswer         = "answer_requirement"
	NextResolve        = "resolve_stale" // what becomes of it now that it is stale
)

// ClockTotals is the time charged so far to each party.
type ClockTotals struct {
	Party           project.Party `json:"party,omitempty" doc:"who is charged now"`
	SellerSeconds   int64         `json:"seller_seconds"`
	ProducerSeconds int64         `json:"producer_seconds"`
	BuyerSeconds    int64         `json:"buyer_seconds"`
	UpstreamSeconds int64         `json:"upstream_seconds"`
	PlatformSeconds int64         `json:"platform_seconds"`
}

// SubGigList is a part of the sub-gigs, in the order of the plan.
type SubGigList struct {
	Items []SubGig `json:"items"`
	Next  string   `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// SubGigReferences is everything a seller works from.
type SubGigReferences struct {
	References   []Reference   `json:"references" doc:"of the buyer"`
	Requirements []Requirement `json:"requirements" doc:"what the buyer was asked for, with the answers"`
	Upstream     []Upstream    `json:"upstream" doc:"approved deliveries handed on"`
}

// Upstream is the approved delivery of a sub-gig that this one needs.
type Upstream struct {
	SubGigID   project.SubGigID    `json:"sub_gig_id"`
	Key        string              `json:"key"`
	Title      string              `json:"title"`
	Role       string              `json:"role"`
	State      project.SubGigState `json:"state"`
	DeliveryID project.DeliveryID  `json:"delivery_id,omitempty"`
	Version    int                 `json:"version,omitempty"`
	Files      []Link              `json:"files" doc:"empty until it is approved"`
	Converted  []Converted         `json:"converted,omitempty" doc:"the same files in the form that this sub-gig's own delivery must have, where theirs is another; made soon after the approval"`
}

// Converted is a file in another form.
type Converted struct {
	Link
	Of string `json:"of" doc:"name of the file that it was made of"`
}

// CastRequest names more people to ask.
type CastRequest struct {
	Handles []string `json:"handles" minItems:"1" maxItems:"100" doc:"asked one after another"`
}

// StepOutRequest says why a seller leaves.
type StepOutRequest struct {
	Reason string     `json:"reason" enum:"busy,price,dates,style,other,illness" doc:"illness is nobody's fault and never counts against the seller"`
	Until  *time.Time `json:"until,omitempty" doc:"with illness: nothing is offered to the seller before"`
}

// Offer is a sub-gig offered to one seller.
type Offer struct {
	ID         project.OfferID    `json:"id"`
	ProjectID  project.ProjectID  `json:"project_id"`
	SubGigID   project.SubGigID   `json:"sub_gig_id"`
	SellerID   project.PersonID   `json:"seller_id"`
	State      project.OfferState `json:"state" enum:"open,queued,accepted,declined,expired,withdrawn"`
	MadeAt     time.Time          `json:"made_at"`
	ExpiresAt  time.Time          `json:"expires_at"`
	Stopped    bool               `json:"stopped,omitempty" doc:"it does not expire for now: the project is paused, or a question or counter-offer is not answered"`
	AnsweredAt *time.Time         `json:"answered_at,omitempty"`
	Reason     string             `json:"reason,omitempty"`
	Note       string             `json:"note,omitempty" doc:"free words given with a decline"`
	Terms      *OfferTerms        `json:"terms,omitempty" doc:"what is offered; in lists of offers and the answer for one offer"`
}

// OfferTerms are what a seller judges an offer by.
type OfferTerms struct {
	ProjectTitle   string       `json:"project_title"`
	Title          string       `json:"title"`
	Role           string       `json:"role"`
	Brief          []string     `json:"brief"`
	Spec           project.Spec `json:"delivery"`
	PriceMinor     int64        `json:"price_minor"`
	FeeMinor       int64        `json:"fee_minor" doc:"what the platform keeps of the price"`
	Currency       string       `json:"currency"`
	WorkForSeconds int64        `json:"work_for_seconds"`
	Revisions      int          `json:"revisions_included"`

	Licence *project.Licence `json:"licence,omitempty" doc:"what may be done with the work, accepted with the offer"`
}

// OfferList is a part of the offers, newest first.
type OfferList struct {
	Items []Offer `json:"items"`
	Next  string  `json:"next,omitempty" doc:"cursor of the next part; absent at the end"`
}

// DeclineRequest says no to an offer.
type DeclineRequest struct {
	Reason string `json:"reason" enum:"busy,price,dates,style,other"`
	Note   string `json:"note,omitempty" maxLength:"2000" doc:"free words for the producer"`
}
