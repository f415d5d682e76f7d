package project

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// Day is a day of the week as people write it: mon to sun.
type Day string

// Days lists the days of a week, monday first.
func Days() []Day { return []Day{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} }

// TimeOfDay is minutes since midnight by the clock on the wall, 0 to 1440.
type TimeOfDay int

// endOfDay is the midnight that ends a day.
const endOfDay TimeOfDay = 24 * 60

// MarshalText writes 09:00.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

func (t TimeOfDay) String() string { return fmt.Sprintf("%02d:%02d", int(t)/60, int(t)%60) }

// UnmarshalText reads 09:00, and 24:00 for the end of a day.
func (t *TimeOfDay) UnmarshalText(text []byte) error {
	s := string(text)
	if len(s) == 5 && s[2] == ':' && digits(s[:2]+s[3:]) {
		hour, minute := int(s[0]-'0')*10+int(s[1]-'0'), int(s[3]-'0')*10+int(s[4]-'0')
		if at := TimeOfDay(hour*60 + minute); minute < 60 && at <= endOfDay {
			*t = at
			return nil
		}
	}
	return Errorf(Invalid, "%q is no time of day; write for example 09:00", clip(s, 12))
}

// Shift is a stretch of a day in which somebody works, by the clock of their zone: From on, To excluded.
type Shift struct {
	Day  Day       `json:"day" doc:"mon, tue, wed, thu, fri, sat or sun"`
	From TimeOfDay `json:"from" doc:"as 09:00"`
	To   TimeOfDay `json:"to" doc:"as 17:00; 24:00 is the end of the day"`
}

func (s Shift) compare(other Shift) int {
	return cmp.Or(cmp.Compare(slices.Index(Days(), s.Day), slices.Index(Days(), other.Day)), cmp.Compare(s.From, other.From), cmp.Compare(s.To, other.To))
}

func checkHours(f *faults, at string, hours []Shift) {
	if len(hours) > MaxShifts {
		f.addf(at, "has %d shifts; at most %d", len(hours), MaxShifts)
	}
	for i, s := range hours {
		switch {
		case !slices.Contains(Days(), s.Day):
			f.addf(at, "%q is no day; write mon, tue, wed, thu, fri, sat or sun", clip(string(s.Day), 12))
		case s.From < 0 || s.To > endOfDay || s.From >= s.To:
			f.addf(at, "%s-%s on %s does not end after it begins; work over midnight is two shifts", s.From, s.To, s.Day)
		case i > 0 && hours[i-1].Day == s.Day && hours[i-1].To > s.From:
			f.addf(at, "the shifts on %s overlap", s.Day)
		}
	}
}

// OfficeHours are what is taken for somebody who says nothing: monday to friday, nine to five.
func OfficeHours() []Shift {
	hours := make([]Shift, 0, 5)
	for _, day := range Days()[:5] {
		hours = append(hours, Shift{Day: day, From: 9 * 60, To: 17 * 60})
	}
	return hours
}

// WeekMinutes is how long somebody works in a week, by the clock on the wall.
func WeekMinutes(hours []Shift) int {
	sum := 0
	for _, s := range hours {
		sum += int(s.To - s.From)
	}
	return sum
}

// OverlapMinutes is how long two people work at the same time in the seven days from the time on, each by the clock of
// their own zone.
func OverlapMinutes(a []Shift, zoneA *time.Location, b []Shift, zoneB *time.Location, from time.Time) int {
	sum := time.Duration(0)
	theirs := stretches(b, zoneB, from)
	for _, x := range stretches(a, zoneA, from) {
		for _, y := range theirs {
			begin, end := later(x[0], y[0]), earlier(x[1], y[1])
			sum += max(0, end.Sub(begin))
		}
	}
	return int(sum / time.Minute)
}

// stretches gives the shifts of the seven days from the time on as moments, cut to these days.
func stretches(hours []Shift, zone *time.Location, from time.Time) [][2]time.Time {
	until := from.Add(7 * 24 * time.Hour)
	year, month, date := from.In(zone).Date()
	var out [][2]time.Time
	for d := range 8 {
		day := Days()[(int(time.Date(year, month, date+d, 12, 0, 0, 0, time.UTC).Weekday())+6)%7]
		for _, s := range hours {
			if s.Day != day {
				continue
			}
			begin := later(time.Date(year, month, date+d, 0, int(s.From), 0, 0, zone), from)
			end := earlier(time.Date(year, month, date+d, 0, int(s.To), 0, 0, zone), until)
			if begin.Before(end) {
				out = append(out, [2]time.Time{begin, end})
			}
		}
	}
	return out
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
