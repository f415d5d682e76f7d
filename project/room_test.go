package project

import (
	"testing"
)

func TestRoomNames(t *testing.T) {
	for name, want := range map[RoomName]int{"section-0": 0, "section-17": 17, "section-": -1, "section-x": -1, "section--1": -1, "section-01": -1, "section-+1": -1, "project": -1, "": -1} {
		section, ok := name.Section()
		if ok != (want >= 0) || ok && section != want {
			t.Errorf("%q: %d %v", name, section, ok)
		}
		if name.Valid() != (ok || name == ProjectRoom) {
			t.Errorf("%q is valid: %v", name, name.Valid())
		}
	}
	if SectionRoom(3) != "section-3" {
		t.Error(SectionRoom(3))
	}
}

func TestWhoIsInARoom(t *testing.T) {
	held, one := []SubGigRecord{{Section: 1}}, 1
	lead, mentor, guest := []Member{{Role: MemberLead, Reach: Reach{Section: &one}}}, []Member{{Role: MemberMentor}}, []Member{{Role: MemberGuest}, {Role: MemberViewer}}
	for _, c := range []struct {
		room    RoomName
		buyer   bool
		held    []SubGigRecord
		members []Member
		in      bool
	}{
		{ProjectRoom, true, nil, nil, true}, {ProjectRoom, false, held, nil, true}, {ProjectRoom, false, nil, nil, false},
		{SectionRoom(1), false, held, nil, true}, {SectionRoom(0), false, held, nil, false}, {SectionRoom(1), true, nil, nil, false},
		{ProjectRoom, false, nil, lead, true}, {SectionRoom(1), false, nil, lead, true}, {SectionRoom(0), false, nil, lead, false},
		{ProjectRoom, false, nil, mentor, true}, {SectionRoom(1), false, nil, mentor, false}, {ProjectRoom, false, nil, guest, false},
	} {
		if in := c.room.MayEnter(c.buyer, c.held, c.members); in != c.in {
			t.Errorf("%+v: %v", c, in)
		}
	}
}

// TestAPeerSeesNoMoreThanWasChosen: what other sellers read never holds what was not chosen.
func TestAPeerSeesNoMoreThanWasChosen(t *testing.T) {
	seller := Speaker{Voice: Voice{Person: "per_1", SubGig: "sub_1"}, Handle: "ama-mensah", Name: "Ama Mensah", Part: "cello"}
	for _, c := range []struct {
		shows         Showing
		left          bool
		called, token string
	}{
		{"", false, "cello", "cello"}, {ShowPart, false, "cello", "cello"}, {ShowPart, true, "earlier cello", "cello"},
		{ShowHandle, false, "ama-mensah", "ama-mensah"}, {ShowHandle, true, "ama-mensah", "ama-mensah"}, {ShowName, false, "Ama Mensah", "cello"},
	} {
		seller.Shows, seller.Left = c.shows, c.left
		if called, token := seller.Called(false), seller.Token(false); called != c.called || token != c.token {
			t.Errorf("%q, left %v: %q @%s", c.shows, c.left, called, token)
		}
		if called, token := seller.Called(true), seller.Token(true); called != "Ama Mensah" || token != "ama-mensah" {
			t.Errorf("who sees the whole: %q @%s", called, token)
		}
	}
	producer := Speaker{Voice: Voice{Person: "per_2"}, Handle: "ida", Name: "Ida"}
	if producer.Called(false) != "Ida" || producer.Token(false) != "ida" {
		t.Errorf("%+v", producer)
	}
}

func TestASpeakerIsAnotherInEveryProject(t *testing.T) {
	a, b := SpeakerOf("prj_1", "per_1"), SpeakerOf("prj_2", "per_1")
	if a == b || a == SpeakerOf("prj_1", "per_2") || a != SpeakerOf("prj_1", "per_1") {
		t.Error(a, b)
	}
}
