package api

import (
	"context"
	"slices"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerEvent() {
	add(a, operation{id: "list-events", method: get, path: root + "/projects/{id}/events", tag: "event", summary: "Lists the log of a project, oldest first",
		text: "A seller gets what concerns them, a member what their role reaches."}, a.events)
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
	if may(ctx, project.Moderate, p.thing) != nil {
		rows = slices.DeleteFunc(slices.Clone(rows), func(e project.Event) bool { return e.Kind.ForModerators() && e.Actor != actor(ctx).ID })
	}
	if p.whole(ctx) || len(rows) == 0 {
		return rows, nil
	}
	me := ear{person: actor(ctx).ID, members: p.members}
	var err error
	if me.offers, err = a.ownOffers(ctx, p.ID); err != nil {
		return nil, err
	}
	if len(me.members) > 0 {
		if me.subGigs, err = a.subGigsOf(ctx, rows); err != nil {
			return nil, err
		}
	}
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

// subGigsOf gives the sub-gigs that the events are about.
func (a *API) subGigsOf(ctx context.Context, events []project.Event) (map[project.SubGigID]project.SubGigRecord, error) {
	ids := each(events, func(e project.Event) project.SubGigID { return e.SubGig })
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id project.SubGigID) bool { return id == "" })
	rows, err := a.o.Records.SubGigsByID(ctx, ids)
	out := make(map[project.SubGigID]project.SubGigRecord, len(rows))
	for _, g := range rows {
		out[g.ID] = g
	}
	return out, err
}

// ear hears what concerns one person who does not see the whole.
type ear struct {
	person  project.PersonID
	offers  []project.OfferRecord
	members []project.Member                          // their own memberships
	subGigs map[project.SubGigID]project.SubGigRecord // that events are about, for members
	held    []project.SubGigRecord                    // at present; only known when there is something from a room to hear
}

// concerns is true for what the person did, and for what they hear as a member or as a seller.
func (h ear) concerns(e project.Event) bool {
	if room := e.RoomOf(); room != "" && e.Actor != h.person {
		return slices.Contains(heardInRooms(), e.Kind) && room.MayEnter(false, h.held, h.members)
	}
	return e.Actor == h.person || e.OfMembershipOf(h.person) || h.asMember(e) || h.asSeller(e)
}

// asMember is true for what becomes of the work that a membership reaches, and of the project. Money, offers and what is
// negotiated are not heard.
func (h ear) asMember(e project.Event) bool {
	return slices.ContainsFunc(h.members, func(m project.Member) bool {
		if e.SubGig != "" {
			return m.ReachesSubGig(h.subGigs[e.SubGig]) && slices.Contains(heardByReviewer(), e.Kind)
		}
		return slices.Contains(heardByAll(), e.Kind) || e.Kind == project.LogPreviewBuilt || m.Role != project.MemberGuest && slices.Contains(heardOfBuilds(), e.Kind)
	})
}

// asSeller is true for the seller's own offers, for their sub-gigs while these are theirs, and for what everybody in the
// project may know. Other candidates of the same sub-gig stay unknown: an event about an offer is heard by whom the offer
// was made to, whenever it was.
func (h ear) asSeller(e project.Event) bool {
	if e.SubGig == "" {
		return slices.Contains(heardByAll(), e.Kind) && !h.parted(e)
	}
	if e.Offer != "" {
		return slices.ContainsFunc(h.offers, func(o project.OfferRecord) bool { return o.ID == e.Offer })
	}
	return slices.Contains(heardByHolder(), e.Kind) && slices.ContainsFunc(h.offers, func(o project.OfferRecord) bool { return held(o, e) })
}

// parted reports whether the seller had no part in the project any more when the event happened.
func (h ear) parted(e project.Event) bool {
	return !slices.ContainsFunc(h.offers, func(o project.OfferRecord) bool {
		switch o.State {
		case project.OfferOpen, project.OfferQueued, project.OfferAccepted:
			return true
		case project.OfferExpired:
			return !e.At.After(o.Expires)
		}
		return !e.At.After(o.Answered)
	})
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
		project.LogReplanned, project.LogPinned, project.LogCreditsPublished, project.LogCreditsWithdrawn}
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

// heardByReviewer is what section leads and mentors hear of the work.
func heardByReviewer() []project.LogKind {
	return []project.LogKind{project.LogDelivered, project.LogInspectionPassed, project.LogInspectionFailed, project.LogApproved, project.LogRevisionAsked,
		project.LogApprovedByRule, project.LogReleased, project.LogSteppedOut, project.LogTakenOver, project.LogSubGigCancelled, project.LogOverdue,
		project.LogReviewOverdue, project.LogPaused, project.LogResumed, project.LogReopened, project.LogReopenWithdrawn, project.LogStale, project.LogStaleResolved,
		project.LogCommented, project.LogMessageEdited, project.LogMessageDeleted, project.LogMessageHidden, project.LogMessageRestored, project.LogNoted,
		project.LogNoteDropped}
}

// heardOfBuilds is what they hear of the result besides previews.
func heardOfBuilds() []project.LogKind {
	return []project.LogKind{project.LogCommented, project.LogFinalBuilt, project.LogBuildFailed}
}
