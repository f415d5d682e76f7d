package project

import (
	"slices"
	"strconv"
	"strings"
)

// RoomName names a room within its project. Rooms are never made: every project has one for everybody in it, and one for
// each of its sections.
type RoomName string

// ProjectRoom is the room of everybody in the project.
const ProjectRoom RoomName = "project"

const sectionRooms = "section-"

// SectionRoom is the room of those who work on a section, whose number is from 0.
func SectionRoom(section int) RoomName { return RoomName(sectionRooms + strconv.Itoa(section)) }

// Section gives the number of the section whose room it is; false for the project's room and for what names no room.
func (n RoomName) Section() (int, bool) {
	digits, ok := strings.CutPrefix(string(n), sectionRooms)
	section, err := strconv.Atoi(digits)
	return section, ok && err == nil && section >= 0 && SectionRoom(section) == n
}

// Valid reports whether the name is that of a room.
func (n RoomName) Valid() bool {
	_, section := n.Section()
	return section || n == ProjectRoom
}

// RoomsMode says whether the people of a project talk to each other in rooms.
type RoomsMode string

// The modes. The zero mode has rooms.
const (
	RoomsOn  RoomsMode = ""
	RoomsOff RoomsMode = "off" // sellers do not meet: what is to be said is said about a delivery
)

func (m RoomsMode) check(f *faults) {
	if m != RoomsOn && m != RoomsOff {
		f.addf("rooms", "is %q; write off, or leave it out", clip(string(m), 20))
	}
}

// MayEnter reports whether the room lets a person in by what they are in the project: the buyer, mentors and section leads
// into the project's room, who holds a sub-gig into the project's and that of its section, a section lead into that of their
// section. The producer runs the rooms and needs no leave; whoever only applied, or was only asked, is not in, so a blind
// audition stays blind.
func (n RoomName) MayEnter(buyer bool, held []SubGigRecord, members []Member) bool {
	section, ofSection := n.Section()
	return !ofSection && (buyer || len(held) > 0) ||
		slices.ContainsFunc(held, func(g SubGigRecord) bool { return g.Section == section }) && ofSection ||
		slices.ContainsFunc(members, n.admits)
}

// admits reports whether a membership lets into the room.
func (n RoomName) admits(m Member) bool {
	section, ofSection := n.Section()
	if !ofSection {
		return m.Role == MemberMentor || m.Role == MemberLead
	}
	return m.Role == MemberLead && m.Reach.Section != nil && *m.Reach.Section == section
}

// Voices gives everybody who is in the room of a project, each once: the buyer and the producer first, then members, then sellers in
// the order of the plan.
func (n RoomName) Voices(p Project, members []Member, outline []SubGigRecord) []Voice {
	voices, there := []Voice{}, map[PersonID]bool{"": true}
	say := func(v Voice) {
		if !there[v.Person] {
			there[v.Person] = true
			voices = append(voices, v)
		}
	}
	if n.MayEnter(true, nil, nil) {
		say(Voice{Person: p.Buyer})
	}
	say(Voice{Person: p.Producer})
	for _, m := range members {
		if n.MayEnter(false, nil, []Member{m}) {
			say(Voice{Person: m.Person})
		}
	}
	for _, g := range outline {
		if g.State != Cancelled && n.MayEnter(false, []SubGigRecord{g}, nil) {
			say(Voice{Person: g.Seller, SubGig: g.ID})
		}
	}
	return voices
}

// Showing is how a seller wants to be called by the other sellers of a project. Those who see the whole project see handle
// and name in any case; other sellers never see more than this.
type Showing string

// The ways to be called. Who has not chosen is called by their part.
const (
	ShowPart   Showing = "part"   // the key of the sub-gig, as cello
	ShowHandle Showing = "handle" // as plans name them
	ShowName   Showing = "name"   // the credit name
)

// Voice is a person as they take part in a project. Who holds a sub-gig speaks as its seller; everybody else speaks
// without one.
type Voice struct {
	Person PersonID `json:"person_id"`
	SubGig SubGigID `json:"sub_gig_id,omitempty"`
}

// Speaker is a voice with everything that it can be called by.
type Speaker struct {
	Voice
	Handle string
	Name   string
	Part   string  // key of the sub-gig; empty for everybody else
	Left   bool    // they do not hold the sub-gig any more
	Shows  Showing // empty: their part
}

// open reports whether a reader may know who it is.
func (s Speaker) open(readsAll bool) bool { return readsAll || s.Part == "" }

// Token is what a reader writes after an @ to mention the speaker. readsAll is for readers who may know everybody, and for
// the speaker themselves.
func (s Speaker) Token(readsAll bool) string {
	if s.open(readsAll) || s.Shows == ShowHandle {
		return s.Handle
	}
	return s.Part
}

// Called is the name by which a reader knows the speaker; readsAll as in Token.
func (s Speaker) Called(readsAll bool) string {
	switch {
	case s.open(readsAll), s.Shows == ShowName:
		return s.Name
	case s.Shows == ShowHandle:
		return s.Handle
	case s.Left:
		return "earlier " + s.Part
	}
	return s.Part
}

// SpeakerID names a person within one project: spk_... It tells two apart who are called alike, and is another one in every
// project, so it says nothing of who they are elsewhere.
type SpeakerID string

// PrefixSpeaker begins the ids of speakers.
const PrefixSpeaker = "spk"

// SpeakerOf gives the id of a person within a project.
func SpeakerOf(id ProjectID, person PersonID) SpeakerID {
	return SpeakerID(NewID(PrefixSpeaker, IDTime(string(id)), string(id)+"/"+string(person)))
}
