package api

import (
	"context"
	"slices"
	"strconv"

	"tutti/api/wire"
	"tutti/project"
)

func (a *API) registerRoom() {
	add(a, operation{id: "list-rooms", method: get, path: root + "/projects/{id}/rooms", tag: "room", summary: "Lists the rooms of a project that one is in",
		text: "One for the whole project and one for each section; nobody makes them. A plan with rooms: off has none."}, a.rooms)
	add(a, operation{id: "list-room-members", method: get, path: root + "/projects/{id}/rooms/{room}/members", tag: "room",
		summary: "Lists who is in a room, by the names that the reader may know"}, a.roomMembers)
	add(a, operation{id: "choose-name", method: put, path: root + "/projects/{id}/rooms/name", tag: "room",
		summary: "Chooses how one is called by the other sellers of a project", text: "Buyer and producer see credit name and handle in any case.",
		rules: rules{command: true}}, a.chooseName)
}

// RoomPath names a room in the address.
type RoomPath struct {
	ProjectPath
	Room project.RoomName `path:"room" maxLength:"30" doc:"project, or section-0 and so on"`
}

// inside is a room, and what the caller is in it.
type inside struct {
	seen
	name  project.RoomName
	voice project.Voice
}

// room opens a room for an action. What the caller is in it is looked up anew for each request, so that who leaves a sub-gig
// has left its room.
func (a *API) room(ctx context.Context, in RoomPath, action project.Action) (inside, error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return inside{}, err
	}
	if err := a.roomIsThere(ctx, p, in.Room); err != nil {
		return inside{}, err
	}
	held, err := a.heldBy(ctx, p.ID, actor(ctx).ID)
	if err != nil {
		return inside{}, err
	}
	r := p.enter(ctx, in.Room, held)
	return r, hide(may(ctx, action, r.thing))
}

// enter says what the caller is in a room. Who runs the project speaks for it, also when they hold a sub-gig.
func (s seen) enter(ctx context.Context, name project.RoomName, held []project.SubGigRecord) inside {
	me := actor(ctx).ID
	r := inside{s, name, project.Voice{Person: me}}
	r.thing.InRoom = name.MayEnter(me == s.Buyer, held, s.members)
	if me == s.Buyer || me == s.Producer || name.MayEnter(false, nil, s.members) {
		return r
	}
	for _, g := range held {
		if r.voice.SubGig == "" && name.MayEnter(false, []project.SubGigRecord{g}, nil) {
			r.voice.SubGig = g.ID
		}
	}
	return r
}

func (a *API) roomIsThere(ctx context.Context, p seen, name project.RoomName) error {
	facts, err := a.facts(ctx, p.Project)
	if err != nil {
		return err
	}
	section, ofSection := name.Section()
	if facts.rooms == project.RoomsOff || !name.Valid() {
		return nobody()
	}
	if !ofSection {
		return nil
	}
	sections, err := a.o.Records.Sections(ctx, p.ID)
	if err == nil && section >= sections {
		err = nobody()
	}
	return err
}

// heldBy gives the sub-gigs that a person holds in a project, in the order of the plan.
func (a *API) heldBy(ctx context.Context, id project.ProjectID, person project.PersonID) ([]project.SubGigRecord, error) {
	held, err := a.o.Records.SubGigs(ctx, id, project.SubGigFilter{Seller: person}, project.Page{})
	return slices.DeleteFunc(held, func(g project.SubGigRecord) bool { return g.State == project.Cancelled }), err
}

func (a *API) rooms(ctx context.Context, in *ProjectPath) (*body[wire.RoomList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	out := wire.RoomList{Items: []wire.Room{}}
	if out.Shows, err = a.showing(ctx, p.ID); err != nil {
		return nil, err
	}
	facts, err := a.facts(ctx, p.Project)
	if err != nil || facts.rooms == project.RoomsOff {
		return &body[wire.RoomList]{out}, err
	}
	held, err := a.heldBy(ctx, p.ID, actor(ctx).ID)
	if err != nil {
		return nil, err
	}
	sections, err := a.o.Records.Sections(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	for section := -1; section < sections; section++ {
		view := wire.Room{Name: project.ProjectRoom}
		if section >= 0 {
			view.Name, view.Section = project.SectionRoom(section), &section
		}
		r := p.enter(ctx, view.Name, held)
		view.MaySay = may(ctx, project.Say, r.thing) == nil
		if may(ctx, project.SeeRoom, r.thing) == nil {
			out.Items = append(out.Items, view)
		}
	}
	return &body[wire.RoomList]{out}, nil
}

// showing gives how the caller is called by other sellers of the project.
func (a *API) showing(ctx context.Context, id project.ProjectID) (project.Showing, error) {
	me := actor(ctx).ID
	chosen, err := a.o.Records.Showings(ctx, id, []project.PersonID{me})
	if s, ok := chosen[me]; ok {
		return s, err
	}
	return project.ShowPart, err
}

func (a *API) chooseName(ctx context.Context, in *struct {
	ProjectPath
	Body wire.ShowingRequest
}) (*body[wire.RoomList], error) {
	p, err := a.project(ctx, in.ID, project.SeeProject)
	if err != nil {
		return nil, err
	}
	if err := a.o.Records.PutShowing(ctx, p.ID, actor(ctx).ID, in.Body.Shows); err != nil {
		return nil, err
	}
	return a.rooms(ctx, &in.ProjectPath)
}

// roomMembers lists the buyer and the producer first, then members, then the sellers in the order of the plan. The cursor is a place in it.
func (a *API) roomMembers(ctx context.Context, in *struct {
	RoomPath
	Paging
}) (*body[wire.SpeakerList], error) {
	r, err := a.room(ctx, in.RoomPath, project.SeeRoom)
	if err != nil {
		return nil, err
	}
	voices, err := a.voicesIn(ctx, r)
	if err != nil {
		return nil, err
	}
	from := 0
	if in.Cursor != "" {
		if from, err = strconv.Atoi(in.Cursor); err != nil || from < 0 {
			return nil, badCursor()
		}
	}
	voices = voices[min(from, len(voices)):]
	out := wire.SpeakerList{Items: []wire.Speaker{}}
	if len(voices) > in.Limit {
		voices, out.Next = voices[:in.Limit], strconv.Itoa(from+in.Limit)
	}
	called, err := a.called(ctx, r.seen, voices)
	if err != nil {
		return nil, err
	}
	for _, v := range voices {
		out.Items = append(out.Items, called.speaker(v))
	}
	return &body[wire.SpeakerList]{out}, nil
}

// voicesIn gives everybody who is in a room, each once.
func (a *API) voicesIn(ctx context.Context, r inside) ([]project.Voice, error) {
	outline, err := a.o.Records.Outline(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	members, err := a.o.Records.Members(ctx, project.MemberFilter{Project: r.ID})
	if err != nil {
		return nil, err
	}
	return r.name.Voices(r.Project, members, outline), nil
}
