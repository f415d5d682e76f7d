package project

import (
	"errors"
	"strings"
	"time"
)

// What stands in the cells of a roster as a file, and in flags of the command line.

// String writes a role with its rate: "drummer 120.00 EUR", or "drummer" without one.
func (r RoleRate) String() string {
	if r.RateMinor == 0 {
		return r.Role
	}
	return r.Role + " " + FormatMinor(r.RateMinor, r.Currency)
}

// ParseRoleRate reads what String writes; the role may be written as people do.
func ParseRoleRate(text string) (RoleRate, error) {
	words := strings.Fields(text)
	if n := len(words); n >= 3 {
		if _, known := CurrencyPlaces(words[n-1]); known {
			minor, err := Decimal(words[n-2]).Minor(words[n-1])
			if err != nil {
				return RoleRate{}, err
			}
			r := RoleRate{Role: RoleKey(strings.Join(words[:n-2], " "))}
			if minor > 0 {
				r.RateMinor, r.Currency = minor, words[n-1]
			}
			return r, nil
		}
	}
	if strings.ContainsAny(text, "0123456789.") && len(words) > 1 {
		return RoleRate{}, Errorf(Invalid, "%q is no role with a rate; write for example drummer 120.00 EUR", clip(text, 40))
	}
	return RoleRate{Role: RoleKey(text)}, nil
}

// FormatHours writes shifts as "mon 09:00-12:00 13:00-17:00; tue 09:00-17:00".
func FormatHours(hours []Shift) string {
	var days []string
	for i, s := range hours {
		span := s.From.String() + "-" + s.To.String()
		if i > 0 && hours[i-1].Day == s.Day {
			days[len(days)-1] += " " + span
		} else {
			days = append(days, string(s.Day)+" "+span)
		}
	}
	return strings.Join(days, "; ")
}

// ParseHours reads what FormatHours writes.
func ParseHours(text string) ([]Shift, error) {
	var hours []Shift
	for _, part := range listOf(text) {
		words := strings.Fields(part)
		if len(words) < 2 {
			return nil, Errorf(Invalid, "%q says no hours; write for example mon 09:00-12:00 13:00-17:00", clip(part, 40))
		}
		for _, span := range words[1:] {
			s := Shift{Day: Day(strings.ToLower(words[0]))}
			from, to, _ := strings.Cut(span, "-")
			if err := errors.Join(s.From.UnmarshalText([]byte(from)), s.To.UnmarshalText([]byte(to))); err != nil {
				return nil, Errorf(Invalid, "%q is no stretch of a day; write for example 09:00-17:00", clip(span, 24))
			}
			hours = append(hours, s)
		}
	}
	return hours, nil
}

// Text writes whole days in the zone as 2026-08-01/2026-08-14, the last day included, and anything else as two moments.
func (l Leave) Text(zone string, zones Zones) string {
	if at, err := zones(zone); err == nil {
		from, to := l.From.In(at), l.To.In(at).AddDate(0, 0, -1)
		days := from.Format(time.DateOnly) + "/" + to.Format(time.DateOnly)
		if back, err := ParseLeave(days, zone, zones); err == nil && back.compare(l) == 0 {
			return days
		}
	}
	return l.From.UTC().Format(time.RFC3339Nano) + "/" + l.To.UTC().Format(time.RFC3339Nano)
}

// ParseLeave reads two days of the zone, the last one included, or two moments, as 2026-08-01T09:00:00Z/2026-08-03T18:00:00Z.
func ParseLeave(text, zone string, zones Zones) (Leave, error) {
	first, second, _ := strings.Cut(text, "/")
	from, errFrom := time.Parse(time.RFC3339Nano, first)
	to, errTo := time.Parse(time.RFC3339Nano, second)
	if errFrom == nil && errTo == nil {
		return Leave{from.UTC(), to.UTC()}, nil
	}
	from, errFrom = time.Parse(time.DateOnly, first)
	to, errTo = time.Parse(time.DateOnly, second)
	if errFrom != nil || errTo != nil {
		return Leave{}, Errorf(Invalid, "%q is no leave; write its first and last day, as 2026-08-01/2026-08-14", clip(text, 60))
	}
	at, err := zones(zone)
	if err != nil {
		return Leave{}, Errorf(Invalid, "the days %s need a time zone; name one, as Africa/Accra", clip(text, 24))
	}
	midnight := func(d time.Time, more int) time.Time {
		return time.Date(d.Year(), d.Month(), d.Day()+more, 0, 0, 0, 0, at).UTC()
	}
	return Leave{midnight(from, 0), midnight(to, 1)}, nil
}

// listOf cuts a cell at its semicolons.
func listOf(cell string) []string {
	var parts []string
	for part := range strings.SplitSeq(cell, ";") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// formulaSigns begin what a spreadsheet would compute, or reads as more than text.
const formulaSigns = "=+-@\t\r"

// safeCell puts an apostrophe before a cell that a spreadsheet would take for a formula, and before one that already
// begins like a cell made safe. plainCell takes it away again.
func safeCell(cell string) string {
	if cell != "" && strings.ContainsRune(formulaSigns, rune(cell[0])) || madeSafe(cell) {
		return "'" + cell
	}
	return cell
}

func plainCell(cell string) string {
	if madeSafe(cell) {
		return cell[1:]
	}
	return cell
}

// madeSafe reports whether the cell begins with an apostrophe that hides a sign or another such apostrophe.
func madeSafe(cell string) bool {
	return len(cell) > 1 && cell[0] == '\'' && strings.ContainsRune(formulaSigns+"'", rune(cell[1]))
}
