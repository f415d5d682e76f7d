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
		leave = append(leave, l.Text(p.Zone, zones))
	}
	kept := ""
	if r.Kept {
		kept = "yes"
	}
	return []string{r.Handle, r.Name, r.Email, p.Country, p.Zone, strings.Join(p.Languages, "; "), strings.Join(roles, "; "),
		strconv.Itoa(p.Capacity), FormatHours(p.Hours), strings.Join(leave, "; "), kept, strings.Join(r.Keeping.Tags, "; "), r.Keeping.Note}
}

// Differs names the columns about the person themselves in which another row of theirs reads differently.
func (r RosterRow) Differs(other RosterRow, zones Zones) []string {
	mine, theirs := r.cells(zones), other.cells(zones)
	var columns []string
	for i, column := range RosterColumns()[:slices.Index(RosterColumns(), "kept")] {
		if mine[i] != theirs[i] {
			columns = append(columns, column)
		}
	}
	return columns
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
