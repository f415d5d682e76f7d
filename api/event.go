package api

import (
	"context"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerEvent() {
	add(a, operation{id: "list-events", method: get, path: root + "/projects/{id}/events", tag: "event", summary: "Lists the log of a project, oldest first",
		text: "A seller gets what concerns them."}, a.events)
	a.registerStream()
}

func (a *API) events(ctx context.Context, in *struct {
	ProjectPath
	After int64 `query:"after" minimum:"0" doc:"sequence number of the last event seen"`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"200"`
}) (*body[wire.EventList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	rows, err := a.o.Records.Events(ctx, p.ID, in.After, in.Limit+1)
	if err != nil {
		return nil, err
	}
	out := wire.EventList{Last: in.After, More: len(rows) > in.Limit}
	rows = rows[:min(len(rows), in.Limit)]
	if len(rows) > 0 {
		out.Last = rows[len(rows)-1].Seq
	}
	rows, err = a.eventsFor(ctx, p, rows)
	if err != nil {
		return nil, err
	}
	out.Items = each(rows, eventView)
	return &body[wire.EventList]{out}, nil
}

func eventView(e project.Event) wire.Event {
	return wire.Event{Seq: e.Seq, ProjectID: e.Project, Kind: e.Kind, SubGigID: e.SubGig, ActorID: e.Actor, OfferID: e.Offer,
		DeliveryID: e.Delivery, ArtifactID: e.Artifact, ProposalID: e.Proposal, Detail: e.Detail, At: e.At.UTC()}
}

// eventsFor leaves out what the caller may not see.
func (a *API) eventsFor(ctx context.Context, p seen, rows []project.Event) ([]project.Event, error) {
	if p.whole(ctx) || len(rows) == 0 {
		return rows, nil
	}
	offers, err := a.ownOffers(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	me := ear{person: actor(ctx).ID, offers: offers}
	if slices.ContainsFunc(rows, func(e project.Event) bool { return e.RoomOf() != "" }) {
		if me.held, err = a.heldBy(ctx, p.ID, me.person); err != nil {
			return nil, err
		}
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(e project.Event) bool { return !me.concerns(e) })
	for i, e := range rows {
		if e.RoomOf() != "" && e.Actor != me.person { // peers are known by what they chose to show
			rows[i].Actor = ""
		}
	}
	return rows, nil
}

// ear hears what concerns one seller.
type ear struct {
	person project.PersonID
	offers []project.OfferRecord
	held   []project.SubGigRecord // at present; only known when there is something from a room to hear
}

// concerns is true for what the seller did, for their own offers, for their sub-gigs while these are theirs, and for
// what everybody in the project may know. Other candidates of the same sub-gig stay unknown: an event about an offer
// is heard by whom the offer was made to, whenever it was.
func (h ear) concerns(e project.Event) bool {
	if e.Actor == h.person {
		return true
	}
	if room := e.RoomOf(); room != "" {
		return slices.Contains(heardInRooms(), e.Kind) && room.MayEnter(false, h.held)
	}
	if e.SubGig == "" {
		return slices.Contains(heardByAll(), e.Kind)
	}
	if e.Offer != "" {
		return slices.ContainsFunc(h.offers, func(o project.OfferRecord) bool { return o.ID == e.Offer })
	}
	return slices.Contains(heardByHolder(), e.Kind) && slices.ContainsFunc(h.offers, func(o project.OfferRecord) bool { return held(o, e) })
}

// held reports whether the sub-gig was the seller's when the event happened. One seller leaves at the very moment at
// which the next one is asked: what happened at that moment was the former's.
func held(o project.OfferRecord, e project.Event) bool {
	if o.SubGig != e.SubGig || !e.At.After(o.Made) {
		return false
	}
	switch o.State {
	case project.OfferAccepted:
		return true
	case project.OfferWithdrawn:
		return !e.At.After(o.Answered)
	}
	return false
}

func heardByAll() []project.LogKind {
	return []project.LogKind{project.LogProjectCreated, project.LogProjectLaunched, project.LogProjectState, project.LogReferenceAdded,
		project.LogReplanned, project.LogPinned}
}

func heardInRooms() []project.LogKind {
	return []project.LogKind{project.LogSaid, project.LogMessageEdited, project.LogMessageDeleted, project.LogMessageHidden, project.LogMessageRestored}
}

func heardByHolder() []project.LogKind {
	return []project.LogKind{project.LogDelivered, project.LogInspectionPassed, project.LogInspectionFailed, project.LogApproved,
		project.LogRevisionAsked, project.LogReleased, project.LogSteppedOut, project.LogSubGigCancelled, project.LogOverdue, project.LogReviewOverdue,
		project.LogReminder, project.LogApprovedByRule, project.LogTakenOver, project.LogLeaveTaken, project.LogCancelledByAgreement,
		project.LogDisputeOpened, project.LogDisputeMoved, project.LogRuled, project.LogDisputeSettled, project.LogDisputeRuled,
		project.LogPaused, project.LogResumed, project.LogRated,
		project.LogCommented, project.LogMessageEdited, project.LogMessageDeleted, project.LogMessageHidden, project.LogMessageRestored,
		project.LogReopened, project.LogReopenWithdrawn, project.LogStale, project.LogStaleResolved}
}
