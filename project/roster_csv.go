package project

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits of a roster as a file.
const (
	MaxRosterBytes = 8 << 20
	MaxRosterRows  = MaxPeople
)

// RosterColumns are the columns of a roster as a file, all of them and in this order. The last three are what the buyer
// who writes or reads the file keeps of the person.
func RosterColumns() []string {
	return []string{"handle", "name", "email", "country", "zone", "languages", "roles", "capacity", "hours", "leave", "kept", "tags", "note"}
}

// RosterRow is one person of a roster as a file.
type RosterRow struct {
	Handle  string
	Name    string
	Email   string
	Profile Profile
	Kept    bool // on the roster of the buyer whose file it is
	Keeping Keeping
	places  []filePlace // of the cells; none in a row that comes from the records
}

type filePlace struct{ line, column int }

// Place says where a cell of the row stands, for the message of a fault: "line 3, column 14 (country): ".
func (r RosterRow) Place(column string) string {
	at := slices.Index(RosterColumns(), column)
	if at < 0 || at >= len(r.places) {
		return ""
	}
	return fmt.Sprintf("line %d, column %d (%s): ", r.places[at].line, r.places[at].column, column)
}

// FormatRoster writes rows as CSV (RFC 4180, UTF-8). A spreadsheet takes no cell of it for a formula. ParseRoster reads
// it back and gives the same rows.
func FormatRoster(rows []RosterRow, zones Zones) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	if err := w.Write(RosterColumns()); err != nil {
		return nil, err
	}
	for _, r := range rows {
		cells := r.cells(zones)
		for i, cell := range cells {
			cells[i] = safeCell(cell)
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func (r RosterRow) cells(zones Zones) []string {
	p := r.Profile
	roles := make([]string, 0, len(p.Roles))
	for _, role := range p.Roles {
		roles = append(roles, role.String())
	}
	leave := make([]string, 0, len(p.Leave))
	for _, l := range p.Leave {
		leave = append(leave, l.text(p.Zone, zones))
	}
	kept := ""
	if r.Kept {
		kept = "yes"
	}
	return []string{r.Handle, r.Name, r.Email, p.Country, p.Zone, strings.Join(p.Languages, "; "), strings.Join(roles, "; "),
		strconv.Itoa(p.Capacity), FormatHours(p.Hours), strings.Join(leave, "; "), kept, strings.Join(r.Keeping.Tags, "; "), r.Keeping.Note}
}

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

// text writes whole days in the zone as 2026-08-01/2026-08-14, the last day included, and anything else as two moments.
func (l Leave) text(zone string, zones Zones) string {
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

// ParseRoster reads a roster as a file. Its error names every fault with line and column; columns are counted in bytes,
// as editors that show them do. Zones that nobody knows are the caller's to judge: see RosterRow.Place.
func ParseRoster(text []byte, zones Zones) ([]RosterRow, error) {
	text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
	switch {
	case len(text) > MaxRosterBytes:
		return nil, Errorf(Invalid, "the roster has %d bytes; at most %d", len(text), MaxRosterBytes)
	case !utf8.Valid(text):
		return nil, Errorf(Invalid, "the roster is not written in UTF-8; %s", firstBadByte(text))
	}
	r := rosterReader{csv: csv.NewReader(bytes.NewReader(text)), zones: zones, seen: map[string]int{}}
	r.csv.FieldsPerRecord = -1
	if r.header() {
		r.rows()
	}
	return r.all, r.faults.asError("the roster")
}

func firstBadByte(text []byte) string {
	line := 1
	for part := range bytes.SplitSeq(text, []byte("\n")) {
		if !utf8.Valid(part) {
			break
		}
		line++
	}
	return fmt.Sprintf("line %d is the first that is not", line)
}

// rosterReader is one walk over a file.
type rosterReader struct {
	csv    *csv.Reader
	zones  Zones
	faults faults
	seen   map[string]int // handle -> line
	all    []RosterRow
}

// next gives a record, and false at the end or at a fault that nothing behind it survives.
func (r *rosterReader) next() ([]string, bool) {
	cells, err := r.csv.Read()
	var broken *csv.ParseError
	switch {
	case errors.Is(err, io.EOF):
		return nil, false
	case errors.As(err, &broken):
		r.faults.addf("file", "line %d, column %d: a quotation mark stands where none may; write cells with quotation marks, commas or line ends "+
			"as \"one \"\"quoted\"\" cell\"", broken.Line, broken.Column)
		return nil, false
	case err != nil:
		r.faults.addf("file", "%s", err.Error())
		return nil, false
	}
	return cells, true
}

func (r *rosterReader) header() bool {
	head, ok := r.next()
	if !ok && len(r.faults.list) == 0 {
		r.faults.addf("file", "line 1, column 1: the roster is empty; its first line is %s", strings.Join(RosterColumns(), ","))
	}
	if ok && !slices.Equal(head, RosterColumns()) {
		r.faults.addf("file", "line 1, column 1: the first line has to be %s", strings.Join(RosterColumns(), ","))
		return false
	}
	return ok
}

func (r *rosterReader) rows() {
	for {
		cells, ok := r.next()
		if !ok {
			return
		}
		line, _ := r.csv.FieldPos(0)
		switch {
		case len(r.all) == MaxRosterRows:
			r.faults.addf("file", "line %d, column 1: is one person more than the %d a roster has at most", line, MaxRosterRows)
			return
		case len(cells) != len(RosterColumns()):
			r.faults.addf("file", "line %d, column 1: has %d cells; every line has %d", line, len(cells), len(RosterColumns()))
		default:
			r.row(cells)
		}
	}
}

func (r *rosterReader) row(cells []string) {
	row := RosterRow{}
	for i, cell := range cells {
		line, column := r.csv.FieldPos(i)
		row.places = append(row.places, filePlace{line, column})
		cells[i] = plainCell(cell)
	}
	number := len(r.all)
	fault := func(column, format string, args ...any) {
		r.faults.addf(fmt.Sprintf("rows[%d].%s", number, column), "%s", row.Place(column)+fmt.Sprintf(format, args...))
	}
	row.read(cells, r.zones, fault)
	line := row.places[0].line
	if before, twice := r.seen[row.Handle]; twice {
		fault("handle", "%q stands in line %d already", clip(row.Handle, 64), before)
	}
	r.seen[row.Handle] = line
	r.all = append(r.all, row)
}

// read takes the cells and tells fault of everything that is wrong with them.
func (row *RosterRow) read(cells []string, zones Zones, fault func(column, format string, args ...any)) {
	at := map[string]string{}
	for i, column := range RosterColumns() {
		at[column] = cells[i]
	}
	p := Profile{Country: at["country"], Zone: at["zone"], Languages: listOf(at["languages"])}
	for _, text := range listOf(at["roles"]) {
		role, err := ParseRoleRate(text)
		if err != nil {
			fault("roles", "%s", err.Error())
			continue
		}
		p.Roles = append(p.Roles, role)
	}
	var err error
	if p.Capacity, err = strconv.Atoi(at["capacity"]); at["capacity"] != "" && err != nil {
		fault("capacity", "%q is no number", clip(at["capacity"], 24))
	}
	if p.Hours, err = ParseHours(at["hours"]); err != nil {
		fault("hours", "%s", err.Error())
	}
	for _, text := range listOf(at["leave"]) {
		leave, err := ParseLeave(text, p.Zone, zones)
		if err != nil {
			fault("leave", "%s", err.Error())
			continue
		}
		p.Leave = append(p.Leave, leave)
	}
	if kept := at["kept"]; kept != "" && kept != "yes" {
		fault("kept", "%q is neither yes nor empty", clip(kept, 12))
	}
	row.Handle, row.Name, row.Email, row.Kept = at["handle"], at["name"], at["email"], at["kept"] == "yes"
	row.Profile, row.Keeping = p.Tidy(), Keeping{Note: at["note"], Tags: listOf(at["tags"])}.Tidy()
	row.check(fault)
}

func (row *RosterRow) check(fault func(column, format string, args ...any)) {
	if !keyForm().MatchString(row.Handle) {
		fault("handle", "%q is no handle; use 1 to 63 small letters, digits and -", clip(row.Handle, 64))
	}
	if n := len([]rune(row.Name)); strings.TrimSpace(row.Name) == "" || n > MaxTitle || hasControl(row.Name) {
		fault("name", "a name has 1 to %d characters on one line", MaxTitle)
	}
	if len([]rune(row.Email)) > MaxEmail || hasControl(row.Email) {
		fault("email", "an e-mail address has at most %d characters on one line", MaxEmail)
	}
	if !row.Kept && (row.Keeping.Note != "" || len(row.Keeping.Tags) > 0) {
		fault("kept", "has to be yes for somebody with tags or a note")
	}
	var f faults
	same := func(field string) string { return field }
	row.Profile.check(&f, same)
	row.Keeping.check(&f, same)
	for _, wrong := range f.list {
		fault(wrong.Path, "%s", wrong.Message)
	}
}
