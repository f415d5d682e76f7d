package board

import (
	"strings"

	"tutti/project"
)

// style is a way to paint text, as the number of an ANSI escape.
type style string

const (
	plain  style = ""
	bold   style = "1"
	dim    style = "2"
	red    style = "31"
	green  style = "32"
	yellow style = "33"
	cyan   style = "36"
)

func (s *screen) paintText(with style, text string) string {
	if !s.colour || with == plain {
		return text
	}
	return "\x1b[" + string(with) + "m" + text + "\x1b[0m"
}

// The columns of a row.
const (
	titleColumns  = 20
	personColumns = 22
	wideColumns   = 70  // below this title and person are shortened
	leastColumns  = 40  // below this only meter and title are shown
	pairColumns   = 100 // from this on there is room for two rows side by side
)

// rowLines lays the rows out in at most room lines: one below the other, in two columns when that is too high and the
// terminal is wide, and else only those that are still under way.
func (s *screen) rowLines(width, room int) []string {
	rows := s.rows
	switch {
	case len(rows) <= room:
		return s.column(rows, width-1)
	case width >= pairColumns && (len(rows)+1)/2 <= room:
		half := (len(rows) + 1) / 2
		left, right := s.column(rows[:half], (width-3)/2), s.column(rows[half:], (width-3)/2)
		for i := range right {
			left[i] += "  " + right[i]
		}
		return left
	}
	return s.column(underWay(rows, max(0, room)), width-1)
}

// underWay leaves approved rows out, then what does not fit.
func underWay(rows []Row, room int) []Row {
	var open []Row
	for _, r := range rows {
		if !r.State.Ended() && len(open) < room {
			open = append(open, r)
		}
	}
	return open
}

func (s *screen) column(rows []Row, width int) []string {
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, s.row(r, width))
	}
	return out
}

func (s *screen) row(r Row, width int) string {
	step := Step(r.State)
	meter := s.paintText(r.style(), strings.Repeat("■", step)) + s.paintText(dim, strings.Repeat("·", Steps-step))
	rest := width - Steps - 2
	if rest < leastColumns {
		return " " + meter + " " + Fit(r.Title, max(0, rest))
	}
	title, person := titleColumns, personColumns
	if width < wideColumns {
		title, person = 17, 14
	}
	line := " " + meter + " " + Fit(r.Title, title) + " " + Fit(r.Person, person) + " " + Fit(r.Country, 2)
	rest -= title + person + 4
	return line + " " + s.paintText(r.style(), Fit(r.words(), max(0, rest-1)))
}

func (r Row) style() style {
	switch {
	case r.State == project.Approved:
		return green
	case r.State == project.Cancelled:
		return red
	case r.Trouble:
		return yellow
	case r.State == project.Waiting:
		return dim
	}
	return cyan
}

func (r Row) words() string {
	if r.Note != "" {
		return r.Note
	}
	return strings.ReplaceAll(string(r.State), "_", " ")
}
