package project

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestACalendarIsReadAsItWasWritten whatever the titles are: no line is too long, none is broken within a character, and
// nothing in a title becomes a property.
func TestACalendarIsReadAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		title := rapid.StringOfN(rapid.Rune(), 0, 200, -1).Draw(t, "title")
		text := string(FormatCalendar("Tutti", []DueDate{{ID: "sub_1-working", Title: title, At: tellDay, URL: "https://tutti.example/x"}}, tellDay))
		for line := range strings.SplitSeq(strings.TrimSuffix(text, "\r\n"), "\r\n") {
			if len(line) > calendarLine || !utf8.ValidString(line) || strings.ContainsAny(line, "\r\n") {
				t.Fatalf("the line %q", line)
			}
		}
		unfolded := strings.ReplaceAll(text, "\r\n ", "")
		for name, want := range map[string]int{"\r\nBEGIN:VEVENT\r\n": 1, "\r\nSUMMARY:": 1, "\r\nDTSTART:20260304T102000Z\r\n": 1, "\r\nEND:VCALENDAR\r\n": 1} {
			if got := strings.Count(unfolded, name); got != want {
				t.Fatalf("%q is there %d times:\n%s", name, got, text)
			}
		}
	})
}

func TestADeadlineIsWhoseTurnItIs(t *testing.T) {
	p := Project{ID: "prj_1", Title: "A song", Buyer: "buyer", Producer: "producer"}
	g := SubGigRecord{Title: "Drums", SubGig: SubGig{ID: "sub_1", Seller: "ama", Timer: countdown(tellDay, time.Hour, 0), Offer: &Offer{Seller: "cem"}}}
	for state, whose := range map[SubGigState]PersonID{Working: "ama", Offered: "cem", InReview: "producer", Casting: "producer", Waiting: "buyer", Inspecting: ""} {
		g.State = state
		for _, who := range []PersonID{"ama", "cem", "producer", "buyer", "nobody", ""} {
			d, ok := DueOf(g, p, who)
			if ok != (who != "" && who == whose) || ok && (!d.At.Equal(tellDay.Add(time.Hour)) || d.Title != "Drums · A song") {
				t.Errorf("%s: %s has %+v %v", state, who, d, ok)
			}
		}
	}
	g.State, g.Timer = Working, g.Timer.Stop(tellDay)
	if _, ok := DueOf(g, p, "ama"); ok {
		t.Error("a clock that stands still has a deadline")
	}
}
