// Package tell reads the logs of projects and writes down whom their events concern: notices inside, letters, and how far it
// has come. All three go into the records in one transaction, so each event is told of once, whoever is killed.
package tell

import (
	"context"
	"log/slog"
	"maps"
	"slices"
	"strconv"
	"time"

	"tutti/project"
)

// Teller holds what telling needs.
type Teller struct {
	Records project.Records
	Zones   project.Zones
	Log     *slog.Logger
	Invites bool // links can be made: who was never here gets one with their first offer
}

// Limits of one round, so that each ends in a moment and no transaction is long.
const (
	projectsAtOnce = 50
	eventsAtOnce   = 200
)

// Round tells of what the logs have more, and reports whether there may be more still. A project that cannot be told of does
// not keep the others back.
func (t *Teller) Round(ctx context.Context, now time.Time) (more bool, err error) {
	untold, err := t.Records.Untold(ctx, projectsAtOnce)
	if err != nil {
		return false, err
	}
	more = len(untold) == projectsAtOnce
	for _, u := range untold {
		whole, err := t.project(ctx, u, now)
		switch {
		case ctx.Err() != nil:
			return false, ctx.Err()
		case project.CodeOf(err) == project.Conflict: // somebody else tells of it
		case err != nil:
			t.Log.Warn("people could not be told of a project; it is tried again", "project", u.Project, "error", err)
			more = false // not at once
		case !whole:
			more = true
		}
	}
	return more, nil
}

// project tells of the next stretch of one log and reports whether that was all.
func (t *Teller) project(ctx context.Context, u project.Untold, now time.Time) (bool, error) {
	events, err := t.Records.Events(ctx, u.Project, u.Seq, eventsAtOnce)
	if err != nil || len(events) == 0 {
		return true, err
	}
	circle, err := t.circle(ctx, u.Project, events)
	if err != nil {
		return false, err
	}
	telling := project.Telling{Untold: u, To: events[len(events)-1].Seq, NewWeek: u.Week}
	for _, e := range events {
		telling.Notices = append(telling.Notices, circle.Notices(e)...)
	}
	levels, err := t.levels(ctx, u, telling.To, events)
	if err != nil {
		return false, err
	}
	telling.Notices = append(telling.Notices, levels...)
	members, err := t.members(ctx, circle.Project, u.Week, now)
	if err != nil {
		return false, err
	}
	if len(members) > 0 {
		telling.NewWeek = project.WeekOf(now)
	}
	if err := t.address(ctx, &telling, circle.Project, members, now); err != nil {
		return false, err
	}
	return len(events) < eventsAtOnce, t.Records.Tell(ctx, telling)
}

// circle looks up who is around the events. Most events name whom they concern: then there is nothing to look up.
func (t *Teller) circle(ctx context.Context, id project.ProjectID, events []project.Event) (project.Circle, error) {
	c := project.Circle{Proposals: map[project.ProposalID]project.ProposalRecord{}, Messages: map[project.MessageID]project.Message{}}
	var err error
	if c.Project, err = t.Records.Project(ctx, id); err != nil {
		return c, err
	}
	subGigs, operators, readers, unasked, rooms := map[project.SubGigID]bool{}, false, false, false, map[project.RoomName]bool{}
	for _, e := range events {
		needs := project.Needs(e)
		operators, readers, unasked = operators || needs.Operators, readers || needs.Readers, unasked || needs.Unasked
		if needs.Room {
			rooms[e.RoomOf()] = true
		}
		if needs.Message {
			said := e.MessageOf()
			if c.Messages[said], err = t.Records.Message(ctx, said); err != nil && project.CodeOf(err) != project.NotFound {
				return c, err
			}
		}
		if needs.Proposal {
			if c.Proposals[e.Proposal], err = t.Records.Proposal(ctx, e.Proposal); err != nil && project.CodeOf(err) != project.NotFound {
				return c, err
			}
		}
		if needs.Offers && !subGigs[e.SubGig] {
			subGigs[e.SubGig] = true
			offers, err := t.Records.Offers(ctx, project.OfferFilter{SubGig: e.SubGig}, project.Page{})
			if err != nil {
				return c, err
			}
			c.Offers = append(c.Offers, offers...)
		}
	}
	if operators {
		if c.Operators, err = project.Operators(ctx, t.Records); err != nil {
			return c, err
		}
	}
	if readers {
		if c.Readers, err = t.readers(ctx, id); err != nil {
			return c, err
		}
	}
	if unasked {
		if c.Unasked, err = t.unasked(ctx, id); err != nil {
			return c, err
		}
	}
	if len(rooms) > 0 {
		c.Rooms, err = t.rooms(ctx, c.Project, rooms)
	}
	return c, err
}

// rooms gives who is in each of the rooms now.
func (t *Teller) rooms(ctx context.Context, p project.Project, names map[project.RoomName]bool) (map[project.RoomName][]project.PersonID, error) {
	members, err := t.Records.Members(ctx, project.MemberFilter{Project: p.ID})
	if err != nil {
		return nil, err
	}
	outline, err := t.Records.Outline(ctx, p.ID)
	in := map[project.RoomName][]project.PersonID{}
	for name := range names {
		for _, v := range name.Voices(p, members, outline) {
			in[name] = append(in[name], v.Person)
		}
	}
	return in, err
}

// unasked gives who made parts and have not said whether they are named in public.
func (t *Teller) unasked(ctx context.Context, id project.ProjectID) ([]project.PersonID, error) {
	outline, err := t.Records.Outline(ctx, id)
	if err != nil {
		return nil, err
	}
	consents, err := t.Records.CreditConsents(ctx, id)
	return project.Unasked(outline, consents), err
}

// readers gives, by the version of each pinned answer, whose briefs it is in.
func (t *Teller) readers(ctx context.Context, id project.ProjectID) (map[string][]project.PersonID, error) {
	pinned, err := t.Records.PinnedAnswers(ctx, id)
	if err != nil {
		return nil, err
	}
	subGigs, err := t.Records.Outline(ctx, id)
	readers := map[string][]project.PersonID{}
	for _, a := range pinned {
		readers[strconv.Itoa(a.Version)] = a.Readers(subGigs)
	}
	return readers, err
}

// members lists who gets the bulletin of a project that lives, once in a week in which something happens.
func (t *Teller) members(ctx context.Context, p project.Project, put time.Time, now time.Time) ([]project.PersonID, error) {
	if p.State == project.ProjectDraft || p.State.Ended() || !project.WeekOf(now).After(put) {
		return nil, nil
	}
	offers, err := t.Records.Offers(ctx, project.OfferFilter{Project: p.ID, State: project.OfferAccepted}, project.Page{})
	members := map[project.PersonID]bool{p.Buyer: true, p.Producer: true}
	for _, o := range offers {
		members[o.Seller] = true
	}
	delete(members, "")
	return slices.Sorted(maps.Keys(members)), err
}

// address decides for everybody how they are told, by what they have chosen.
func (t *Teller) address(ctx context.Context, telling *project.Telling, of project.Project, members []project.PersonID, now time.Time) error {
	ids := slices.Clone(members)
	for _, n := range telling.Notices {
		ids = append(ids, n.To)
	}
	if len(ids) == 0 {
		return nil
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	people, err := t.Records.PeopleByID(ctx, ids)
	if err != nil {
		return err
	}
	choices, err := t.Records.Choices(ctx, ids)
	if err != nil {
		return err
	}
	invited, err := t.invited(ctx, telling.Notices, people, of, now)
	if err != nil {
		return err
	}
	told := telling.Notices[:0]
	for _, n := range telling.Notices {
		to, known := people[n.To]
		if !known { // a project from elsewhere may name people who are not here
			continue
		}
		n, letter := n.Addressed(to, choices[n.To], t.Zones.OrUTC(to.Zone), now)
		if invitation, first := invited[n.ID]; first { // it says what the letter would have said, and lets them in
			n.Letter, letter = invitation.ID, &invitation
		}
		told = append(told, n)
		if letter != nil {
			telling.Letters = append(telling.Letters, *letter)
		}
	}
	telling.Notices = told
	for _, id := range members {
		if to := people[id]; to.Email != "" && project.BulletinFor(choices[id]).Mail != project.Never {
			telling.Letters = append(telling.Letters, project.Bulletin(telling.Project, id, t.Zones.OrUTC(to.Zone), now))
		}
	}
	return nil
}
