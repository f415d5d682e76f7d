package project

import (
	"strings"
	"time"
)

// LogKind names what happened, in the project's event log: a thing and a past participle.
type LogKind string

// The kinds of log event.
const (
	LogProjectCreated      LogKind = "project.created"
	LogProjectLaunched     LogKind = "project.launched"
	LogProjectState        LogKind = "project.state_changed"
	LogReferenceAdded      LogKind = "reference.added"
	LogSubGigReady         LogKind = "sub_gig.ready"
	LogSubGigWaiting       LogKind = "sub_gig.waiting" // detail: how many upstreams it still waits for
	LogCastExhausted       LogKind = "sub_gig.cast_exhausted"
	LogSubGigCancelled     LogKind = "sub_gig.cancelled"
	LogRecast              LogKind = "sub_gig.recast"
	LogOfferMade           LogKind = "offer.made"
	LogOfferAccepted       LogKind = "offer.accepted"
	LogOfferDeclined       LogKind = "offer.declined"
	LogOfferExpired        LogKind = "offer.expired"
	LogOfferWithdrawn      LogKind = "offer.withdrawn"
	LogDelivered           LogKind = "delivery.submitted"
	LogInspectionPassed    LogKind = "inspection.passed"
	LogInspectionFailed    LogKind = "inspection.failed"
	LogApproved            LogKind = "review.approved"
	LogRevisionAsked       LogKind = "review.revision_asked"
	LogReleased            LogKind = "seller.released"
	LogSteppedOut          LogKind = "seller.stepped_out"
	LogOverdue             LogKind = "clock.overdue"
	LogReviewOverdue       LogKind = "clock.review_overdue"
	LogRequirementAsked    LogKind = "requirement.asked"           // a sub-gig waits for the buyer; detail: the keys, with blanks between
	LogRequirementAnswered LogKind = "requirement.answered"        // detail: the key
	LogRequirementMet      LogKind = "requirement.met"             // a sub-gig waits for it no more; detail: the key
	LogReplanned           LogKind = "project.replanned"           // detail: the version of the plan from now on
	LogAmended             LogKind = "sub_gig.amended"             // a re-plan changed its terms or its needs
	LogNotAgreed           LogKind = "sub_gig.change_not_agreed"   // a seller accepted before the re-plan reached it; detail: amend or drop
	LogReopened            LogKind = "sub_gig.reopened"            // an approved delivery is to be replaced
	LogReopenWithdrawn     LogKind = "sub_gig.reopening_withdrawn" // the approved delivery stays after all
	LogStale               LogKind = "sub_gig.stale"               // detail: the upstream whose delivery is being replaced
	LogStaleResolved       LogKind = "sub_gig.stale_resolved"      // detail: keep, conform or redo

	LogReminder             LogKind = "clock.reminder"       // detail: the state and the mark, as working/half
	LogCastOverdue          LogKind = "clock.cast_overdue"   // nobody was named for too long
	LogSupplyOverdue        LogKind = "clock.supply_overdue" // the buyer's part is missing for too long
	LogTakenOver            LogKind = "seller.taken_over"    // after reminder, warning and grace
	LogLeaveTaken           LogKind = "seller.leave"
	LogApprovedByRule       LogKind = "review.approved_by_rule"
	LogCallOpened           LogKind = "call.opened" // detail: the casting mode
	LogCallClosed           LogKind = "call.closed"
	LogChosen               LogKind = "call.chosen"
	LogOfferQueued          LogKind = "offer.queued"
	LogProposed             LogKind = "proposal.made" // detail of the five: the kind of proposal
	LogAgreed               LogKind = "proposal.agreed"
	LogRefused              LogKind = "proposal.refused"
	LogLapsed               LogKind = "proposal.lapsed"
	LogWithdrawn            LogKind = "proposal.withdrawn"
	LogCancelledByAgreement LogKind = "sub_gig.cancelled_by_agreement"
	LogDisputeOpened        LogKind = "dispute.opened" // detail: the stage
	LogDisputeMoved         LogKind = "dispute.moved"  // detail: the stage
	LogRuled                LogKind = "dispute.ruling" // by the producer, open to appeal; detail: the outcome
	LogDisputeSettled       LogKind = "dispute.settled"
	LogDisputeRuled         LogKind = "dispute.ruled" // it stands; detail: the outcome, or RuledAgainstSeller, and who ruled: recast/producer, approve/operator, recast/rule
	LogPaused               LogKind = "sub_gig.paused"
	LogResumed              LogKind = "sub_gig.resumed"
	LogFinalReminder        LogKind = "final.reminder"  // detail: the mark
	LogFinalEscalated       LogKind = "final.escalated" // after the last warning; the operator is told

	LogRated           LogKind = "seller.rated"           // detail: the stars, 1 to 5
	LogAppealMade      LogKind = "trust.appeal_made"      // against a demotion; detail of the three: the line of this log that it came with
	LogAppealUpheld    LogKind = "trust.appeal_upheld"    // what it came with does not count
	LogAppealDismissed LogKind = "trust.appeal_dismissed" // it counts

	LogFunded         LogKind = "ledger.funded"       // the buyer paid more in
	LogCleared        LogKind = "ledger.cleared"      // the actor can be paid what they earned
	LogChargedBack    LogKind = "ledger.charged_back" // the buyer's bank took money back
	LogReinstated     LogKind = "ledger.reinstated"   // the buyer's bank gave it again
	LogTipGiven       LogKind = "tip.given"           // to the actor
	LogPayoutSent     LogKind = "payout.sent"         // to the actor
	LogPayoutReturned LogKind = "payout.returned"     // the payout to the actor failed

	LogMemberAdded   LogKind = "member.added" // detail of the three: the role, a slash and the person
	LogMemberChanged LogKind = "member.changed"
	LogMemberRemoved LogKind = "member.removed"

	LogCommented LogKind = "comment.made" // about a delivery or an artifact; detail: the message's id

	LogSaid             LogKind = "message.sent"      // in a room; detail of all that are about messages in rooms: the room, a slash and the message's id
	LogMessageEdited    LogKind = "message.edited"    // detail of all that are about other messages: the message's id
	LogMessageDeleted   LogKind = "message.deleted"   // its words are gone
	LogMessageHidden    LogKind = "message.hidden"    // by who moderates
	LogMessageRestored  LogKind = "message.restored"  // its author's appeal was upheld
	LogMessageDismissed LogKind = "message.dismissed" // reports of it were closed: it stands
	LogMessageReported  LogKind = "message.reported"
	LogMessageAppealed  LogKind = "message.appealed"
	LogPinned           LogKind = "brief.answered"      // an answer was pinned; detail: the version of the briefs that it is in
	LogAcknowledged     LogKind = "brief.acknowledged"  // detail: the version
	LogNoted            LogKind = "review.noted"        // for the list of changes; detail: the note's id
	LogNoteDropped      LogKind = "review.note_dropped" // before it was sent; detail likewise

	LogPreviewBuilt LogKind = "preview.built"
	LogFinalBuilt   LogKind = "final.built"
	LogBuildFailed  LogKind = "build.failed"

	LogCreditsPublished LogKind = "credits.published" // everybody who has the address reads them
	LogCreditsWithdrawn LogKind = "credits.withdrawn"

	LogWebhookDisabled LogKind = "webhook.disabled" // the actor made it; detail: its id and why, as whk_.../failing
)

// LogKinds lists every kind.
func LogKinds() []LogKind {
	return []LogKind{
		LogProjectCreated, LogProjectLaunched, LogProjectState, LogReferenceAdded, LogSubGigReady, LogSubGigWaiting, LogCastExhausted,
		LogSubGigCancelled, LogRecast, LogOfferMade, LogOfferAccepted, LogOfferDeclined, LogOfferExpired, LogOfferWithdrawn,
		LogDelivered, LogInspectionPassed, LogInspectionFailed, LogApproved, LogRevisionAsked, LogReleased, LogSteppedOut, LogOverdue,
		LogReviewOverdue, LogRequirementAsked, LogRequirementAnswered, LogRequirementMet, LogReplanned, LogAmended, LogNotAgreed,
		LogReopened, LogReopenWithdrawn, LogStale, LogStaleResolved, LogReminder, LogCastOverdue, LogSupplyOverdue, LogTakenOver,
		LogLeaveTaken, LogApprovedByRule, LogCallOpened, LogCallClosed, LogChosen, LogOfferQueued, LogProposed, LogAgreed, LogRefused,
		LogLapsed, LogWithdrawn, LogCancelledByAgreement, LogDisputeOpened, LogDisputeMoved, LogRuled, LogDisputeSettled,
		LogDisputeRuled, LogPaused, LogResumed, LogFinalReminder, LogFinalEscalated, LogRated, LogAppealMade, LogAppealUpheld,
		LogAppealDismissed, LogFunded, LogCleared, LogChargedBack, LogReinstated, LogTipGiven, LogPayoutSent, LogPayoutReturned,
		LogCommented, LogPreviewBuilt, LogFinalBuilt, LogBuildFailed, LogWebhookDisabled, LogMemberAdded, LogMemberChanged,
		LogMemberRemoved, LogSaid, LogMessageEdited, LogMessageDeleted, LogMessageHidden, LogMessageRestored, LogMessageDismissed,
		LogMessageReported, LogMessageAppealed, LogPinned, LogAcknowledged, LogNoted, LogNoteDropped,
		LogCreditsPublished, LogCreditsWithdrawn,
	}
}

// The details of LogApproved: whether the seller kept the agreed time, by their own seconds. Empty counts as on time.
const (
	ApprovedOnTime = "on_time"
	ApprovedLate   = "late"
)

// RuledAgainstSeller begins the detail of LogDisputeRuled that counts against the seller; every other one does not.
const RuledAgainstSeller = "against_seller"

// LogEvent is one line of a project's log: ids and small facts, never names or free text.
type LogEvent struct {
	Kind     LogKind    `json:"kind"`
	SubGig   SubGigID   `json:"sub_gig_id,omitempty"`
	Actor    PersonID   `json:"actor_id,omitempty"`
	Offer    OfferID    `json:"offer_id,omitempty"`
	Delivery DeliveryID `json:"delivery_id,omitempty"`
	Artifact ArtifactID `json:"artifact_id,omitempty"`
	Proposal ProposalID `json:"proposal_id,omitempty"`
	Detail   string     `json:"detail,omitempty"` // a code word, such as a decline reason or a state; what BuildFailure gives
	At       time.Time  `json:"at,omitzero"`
}

// Event is a LogEvent with its place in the project's log; Seq begins at 1 and has no gap.
type Event struct {
	Seq     int64     `json:"seq"`
	Project ProjectID `json:"project_id"`
	LogEvent
}

// maxBuildFailure bounds what a log says of why a build failed, in characters.
const maxBuildFailure = 500

// BuildFailure is the detail of LogBuildFailed: what could not be built and, where somebody can mend it, why.
func BuildFailure(kind ArtifactKind, err error) string {
	if !CodeOf(err).Final() {
		return string(kind)
	}
	return string(kind) + ": " + clip(err.Error(), maxBuildFailure)
}

// FinalFailed says why the final cannot be built as things are, from the newest events of a project that runs; nothing when it
// was not tried, or the plan is another one since.
func FinalFailed(events []Event) (why string) {
	for _, e := range events {
		switch {
		case e.Kind == LogBuildFailed:
			if words, final := strings.CutPrefix(e.Detail, string(ArtifactFinal)+": "); final {
				why = words
			}
		case e.Kind == LogReplanned, e.Kind == LogProjectState && e.Detail == string(ProjectAssembling):
			why = ""
		}
	}
	return why
}
