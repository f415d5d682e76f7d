package project

import (
	"strings"
	"time"
	"unicode/utf8"
)

// DueDate is a moment by which somebody has to act.
type DueDate struct {
	ID    string // the same for the same thing, so that a calendar moves it instead of adding another
	Title string
	At    time.Time
	URL   string
}

// The longest line of a calendar, in bytes without its end (RFC 5545, 3.1).
const calendarLine = 75

// FormatCalendar writes deadlines as a calendar that programs subscribe to (RFC 5545). All times are in UTC; the program
// shows them by the clock of its owner.
func FormatCalendar(name string, deadlines []DueDate, now time.Time) []byte {
	var b strings.Builder
	line := func(property, value string) { fold(&b, property+":"+value) }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Tutti//Deadlines//EN")
	line("METHOD", "PUBLISH")
	line("X-WR-CALNAME", calendarText(name))
	line("REFRESH-INTERVAL;VALUE=DURATION", "PT1H")
	for _, d := range deadlines {
		line("BEGIN", "VEVENT")
		line("UID", calendarText(d.ID)+"@tutti")
		line("DTSTAMP", calendarTime(now))
		line("DTSTART", calendarTime(d.At))
		line("DURATION", "PT0S")
		line("SUMMARY", calendarText(d.Title))
		line("URL", d.URL)
		line("TRANSP", "TRANSPARENT")
		line("BEGIN", "VALARM")
		line("ACTION", "DISPLAY")
		line("DESCRIPTION", calendarText(d.Title))
		line("TRIGGER", "-P1D")
		line("END", "VALARM")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return []byte(b.String())
}

func calendarTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

// calendarText escapes what has a meaning in a calendar, and leaves control characters out.
func calendarText(s string) string {
	s = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(s)
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// fold ends a line, and breaks one that is too long between two characters.
func fold(b *strings.Builder, line string) {
	room := calendarLine
	for len(line) > room {
		at := room
		for !utf8.RuneStart(line[at]) {
			at--
		}
		b.WriteString(line[:at] + "\r\n ")
		line, room = line[at:], calendarLine-1
	}
	b.WriteString(line + "\r\n")
}

// DueOf gives by when the person has to act on a sub-gig; false when it is not theirs to act.
func DueOf(g SubGigRecord, p Project, person PersonID) (DueDate, bool) {
	due := g.Timer.Due
	if due.IsZero() || !g.Timer.Still.IsZero() {
		return DueDate{}, false
	}
	producer := p.Producer
	if producer == "" {
		producer = p.Buyer
	}
	mine := map[SubGigState]PersonID{Working: g.Seller, InReview: producer, Waiting: p.Buyer, Casting: producer}
	if g.State == Offered && g.Offer != nil {
		mine[Offered] = g.Offer.Seller
	}
	if mine[g.State] != person || person == "" {
		return DueDate{}, false
	}
	return DueDate{ID: string(g.ID) + "-" + string(g.State), Title: g.Title + " · " + p.Title, At: due, URL: PagePath(p.ID, g.ID)}, true
}
