package project

import "time"

// LogKind names what happened, in the project's event log: a thing and a past participle.
type LogKind string

// The kinds of log event.
const (
	LogProjectCreated   LogKind = "project.created"
	LogProjectLaunched  LogKind = "project.launched"
	LogProjectState     LogKind = "project.state_changed"
	LogReferenceAdded   LogKind = "reference.added"
	LogSubGigReady      LogKind = "sub_gig.ready"
	LogSubGigWaiting    LogKind = "sub_gig.waiting" // detail: how many upstreams it still waits for
	LogCastExhausted    LogKind = "sub_gig.cast_exhausted"
	LogSubGigCancelled  LogKind = "sub_gig.cancelled"
	LogRecast           LogKind = "sub_gig.recast"
	LogOfferMade        LogKind = "offer.made"
	LogOfferAccepted    LogKind = "offer.accepted"
	LogOfferDeclined    LogKind = "offer.declined"
	LogOfferExpired     LogKind = "offer.expired"
	LogOfferWithdrawn   LogKind = "offer.withdrawn"
	LogDelivered        LogKind = "delivery.submitted"
	LogInspectionPassed LogKind = "inspection.passed"
	LogInspectionFailed LogKind = "inspection.failed"
	LogApproved         LogKind = "review.approved"
	LogRevisionAsked    LogKind = "review.revision_asked"
	LogReleased         LogKind = "seller.released"
	LogSteppedOut       LogKind = "seller.stepped_out"
	LogOverdue          LogKind = "clock.overdue"
	LogReviewOverdue    LogKind = "clock.review_overdue"
	LogPreviewBuilt     LogKind = "preview.built"
	LogFinalBuilt       LogKind = "final.built"
	LogBuildFailed      LogKind = "build.failed"
	LogFunded           LogKind = "ledger.funded"       // the buyer paid more in
	LogCleared          LogKind = "ledger.cleared"      // the actor can be paid what they earned
	LogChargedBack      LogKind = "ledger.charged_back" // the buyer's bank took money back
	LogReinstated       LogKind = "ledger.reinstated"   // the buyer's bank gave it again
	LogTipGiven         LogKind = "tip.given"           // to the actor
	LogPayoutSent       LogKind = "payout.sent"         // to the actor
	LogPayoutReturned   LogKind = "payout.returned"     // the payout to the actor failed
)

// LogEvent is one line of a project's log: ids and small facts, never names or free text.
type LogEvent struct {
	Kind     LogKind    `json:"kind"`
	SubGig   SubGigID   `json:"sub_gig_id,omitempty"`
	Actor    PersonID   `json:"actor_id,omitempty"`
	Offer    OfferID    `json:"offer_id,omitempty"`
	Delivery DeliveryID `json:"delivery_id,omitempty"`
	Artifact ArtifactID `json:"artifact_id,omitempty"`
	Detail   string     `json:"detail,omitempty"` // a code word, such as a decline reason or a state
	At       time.Time  `json:"at,omitzero"`
}

// Event is a LogEvent with its place in the project's log; Seq begins at 1 and has no gap.
type Event struct {
	Seq     int64     `json:"seq"`
	Project ProjectID `json:"project_id"`
	LogEvent
}
