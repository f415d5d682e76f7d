package project

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// testZones are the zones of this machine, as the API finds them.
func testZones(name string) (*time.Location, error) {
	if name == "" || name == "Local" {
		return nil, Errorf(Invalid, "no zone")
	}
	return time.LoadLocation(name)
}

func TestRoleKeys(t *testing.T) {
	for role, want := range map[string]string{"Drummer": "drummer", " Lead  Vocal ": "lead-vocal", "proof_reader": "proof-reader", "Flöte (Alt)": "flöte-alt",
		"鼓手": "鼓手", "808 programmer": "808-programmer", "--": "", "": ""} {
		if got := RoleKey(role); got != want || RoleKey(got) != got {
			t.Errorf("%q is the role %q, not %q", role, got, want)
		}
	}
}

func TestLanguageTags(t *testing.T) {
	for tag, want := range map[string]string{"pt-br": "pt-BR", "EN": "en", "zh-hant-tw": "zh-Hant-TW", "es-419": "es-419", "de-1901": "de-1901", "SL-rozaj": "sl-rozaj"} {
		if got, ok := LanguageTag(tag); !ok || got != want {
			t.Errorf("%q is read as %q, %v", tag, got, ok)
		}
	}
	for _, tag := range []string{"", "e", "english", "pt_BR", "en-", "-en", "x-private", "en-u-ca-buddhist", "pt-BR\n"} {
		if got, ok := LanguageTag(tag); ok {
			t.Errorf("%q is taken as %q", tag, got)
		}
	}
	if !Speaks("pt-BR", "pt") || !Speaks("pt", "pt") || Speaks("pt", "pt-BR") || Speaks("ptx", "pt") {
		t.Error("a language range finds what is not within it, or misses what is")
	}
}

func TestRoom(t *testing.T) {
	at := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	p := Profile{Capacity: 2, Leave: []Leave{{at, at.Add(time.Hour)}}}
	for _, c := range []struct {
		now  time.Time
		held int
		want Code
	}{
		{at.Add(-time.Microsecond), 2, ""}, {at.Add(-time.Microsecond), 3, Limited}, {at, 0, Conflict}, {at.Add(time.Hour - 1), 1, Conflict}, {at.Add(time.Hour), 1, ""},
	} {
		if err := p.CheckRoom(c.held, c.now); CodeOf(err) != c.want {
			t.Errorf("%d held at %s: %v, not %q", c.held, c.now, err, c.want)
		}
		if got := c.held > 0 && p.HasRoom(c.held-1, c.now); c.held > 0 && got != (c.want == "") {
			t.Errorf("with %d held at %s there is room: %v", c.held-1, c.now, got)
		}
	}
	if err := (Profile{}).CheckRoom(1_000_000, at); err != nil {
		t.Errorf("a capacity of 0 is a limit: %v", err)
	}
}

func TestProfilesAreChecked(t *testing.T) {
	at := time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC)
	good := Profile{Country: "GH", Zone: "Africa/Accra", Languages: []string{"en"}, Roles: []RoleRate{{"drummer", 12000, "EUR"}, {Role: "mixer"}}, Capacity: 3,
		Hours: OfficeHours(), Leave: []Leave{{at, at.Add(time.Hour)}}}
	if err := good.Check(testZones); err != nil {
		t.Fatal(err)
	}
	for path, spoil := range map[string]func(*Profile){
		"country":   func(p *Profile) { p.Country = "Gh" },
		"zone":      func(p *Profile) { p.Zone = "Moon/Base" },
		"languages": func(p *Profile) { p.Languages = []string{"english"} },
		"capacity":  func(p *Profile) { p.Capacity = -1 },
		"roles":     func(p *Profile) { p.Roles = append(p.Roles, RoleRate{"drummer", 1, "EUR"}) },
		"roles ":    func(p *Profile) { p.Roles[0].Currency = "XXX" },
		"roles  ":   func(p *Profile) { p.Roles[1].Currency = "EUR" },
		"roles   ":  func(p *Profile) { p.Roles[1].Role = "" },
		"hours":     func(p *Profile) { p.Hours[0].Day = "monday" },
		"hours ":    func(p *Profile) { p.Hours[0].To = p.Hours[0].From },
		"hours  ":   func(p *Profile) { p.Hours[1] = p.Hours[0] },
		"leave":     func(p *Profile) { p.Leave[0].To = at },
	} {
		p := good
		p.Roles, p.Hours, p.Leave = slices.Clone(p.Roles), slices.Clone(p.Hours), slices.Clone(p.Leave)
		spoil(&p)
		err, _ := p.Check(testZones).(*Error)
		if err == nil || err.Code != Invalid || len(err.Fields) != 1 || err.Fields[0].Path != strings.TrimSpace(path) {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestTidyProfiles(t *testing.T) {
	at := time.Date(2026, 8, 1, 9, 0, 0, 999, time.FixedZone("x", 3600))
	got := Profile{Languages: []string{"EN", " pt-br", "en"}, Roles: []RoleRate{{Role: "Lead Vocal"}}, Hours: []Shift{{"tue", 1, 2}, {"mon", 3, 4}, {"mon", 1, 2}},
		Leave: []Leave{{at, at.Add(time.Hour)}, {at.Add(-time.Hour), at}, {at, at.Add(time.Hour)}}}.Tidy()
	begin := time.Date(2026, 8, 1, 8, 0, 0, 0, time.UTC)
	want := Profile{Languages: []string{"en", "pt-BR"}, Roles: []RoleRate{{Role: "lead-vocal"}}, Hours: []Shift{{"mon", 1, 2}, {"mon", 3, 4}, {"tue", 1, 2}},
		Leave: []Leave{{begin.Add(-time.Hour), begin}, {begin, begin.Add(time.Hour)}}}
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(got.Tidy(), got) {
		t.Errorf("got %+v", got)
	}
}

func TestOverlap(t *testing.T) {
	zone := func(name string) *time.Location {
		z, err := testZones(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	winter, spring := time.Date(2026, 1, 5, 0, 0, 0, 0, time.UTC), time.Date(2026, 3, 25, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		a, b string
		from time.Time
		want int
	}{
		{"UTC", "UTC", winter, 5 * 480},
		{"Europe/Berlin", "UTC", winter, 5 * 420},
		{"Europe/Berlin", "America/New_York", winter, 5 * 120},
		{"Asia/Tokyo", "America/New_York", winter, 0},
		{"Europe/Berlin", "UTC", spring, 3*420 + 2*360}, // wednesday to friday, then monday and tuesday in summer time
		{"Asia/Kolkata", "Europe/Berlin", winter, 5 * 210},
	} {
		if got := OverlapMinutes(OfficeHours(), zone(c.a), OfficeHours(), zone(c.b), c.from); got != c.want {
			t.Errorf("%s and %s from %s: %d minutes, not %d", c.a, c.b, c.from, got, c.want)
		}
	}
	if WeekMinutes(OfficeHours()) != 5*480 {
		t.Error("office hours are not forty hours")
	}
}

// rosterText draws text that a file has trouble with: quotes, commas, line ends, formula signs, other scripts.
func rosterText(most int) *rapid.Generator[string] {
	return rapid.StringOfN(rapid.SampledFrom([]rune(`abc =+-@'";,.é鼓 0`)), 0, most, -1)
}

func drawProfile(t *rapid.T) Profile {
	p := Profile{Country: rapid.SampledFrom([]string{"", "GH", "DE"}).Draw(t, "country"),
		Zone:      rapid.SampledFrom([]string{"", "UTC", "Africa/Accra", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "Asia/Beirut"}).Draw(t, "zone"),
		Languages: rapid.SliceOfDistinct(rapid.SampledFrom([]string{"en", "pt-BR", "zh-Hant-TW"}), rapid.ID[string]).Draw(t, "languages"),
		Capacity:  rapid.IntRange(0, MaxCapacity).Draw(t, "capacity")}
	for _, role := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"drummer", "鼓手", "808-programmer", "lead-vocal"}), rapid.ID[string]).Draw(t, "roles") {
		r := RoleRate{Role: role}
		if rapid.Bool().Draw(t, "stated") {
			r.RateMinor, r.Currency = rapid.Int64Range(1, MaxAmountMinor).Draw(t, "rate"), rapid.SampledFrom([]string{"EUR", "JPY", "KWD"}).Draw(t, "currency")
		}
		p.Roles = append(p.Roles, r)
	}
	for _, day := range rapid.SliceOfDistinct(rapid.SampledFrom(Days()), rapid.ID[Day]).Draw(t, "days") {
		from := TimeOfDay(rapid.IntRange(0, 700).Draw(t, "from"))
		p.Hours = append(p.Hours, Shift{day, from, from + 60})
		if rapid.Bool().Draw(t, "twice") {
			p.Hours = append(p.Hours, Shift{day, from + 60, endOfDay})
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "leaves") {
		from := time.Date(2018, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 5000).Draw(t, "day"))
		if z, err := testZones(p.Zone); err == nil && rapid.Bool().Draw(t, "whole days") {
			from = time.Date(from.Year(), from.Month(), from.Day(), 0, 0, 0, 0, z)
		} else {
			from = from.Add(time.Duration(rapid.Int64Range(0, int64(24*time.Hour)).Draw(t, "moment")))
		}
		p.Leave = append(p.Leave, Leave{from, from.AddDate(0, 0, rapid.IntRange(1, 30).Draw(t, "length"))})
	}
	return p.Tidy()
}

// TestRosterFilesComeBackAsTheyWere writes rosters as files and reads them: the rows and the second file are the same.
func TestRosterFilesComeBackAsTheyWere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var rows []RosterRow
		for i := range rapid.IntRange(0, 4).Draw(t, "rows") {
			row := RosterRow{Handle: fmt.Sprintf("h%d", i), Name: "N" + rosterText(20).Draw(t, "name"), Email: rosterText(20).Draw(t, "email"), Profile: drawProfile(t)}
			row.Name = rapid.SampledFrom([]string{"", "=", "'", "''", "'=", "-"}).Draw(t, "begin") + row.Name
			if row.Kept = rapid.Bool().Draw(t, "kept"); row.Kept {
				note := rapid.SampledFrom([]string{"", "=", "'", "''=", "\t", "\n"}).Draw(t, "begin of the note") + rosterText(30).Draw(t, "note") + "\nmore"
				row.Keeping = Keeping{Note: note, Tags: rapid.SliceOf(rapid.SampledFrom([]string{"brass", "=fast", "'odd", "two words"})).Draw(t, "tags")}.Tidy()
			}
			if len(row.Keeping.Tags) == 0 {
				row.Keeping.Tags = []string{}
			}
			rows = append(rows, row)
		}
		file, err := FormatRoster(rows, testZones)
		if err != nil {
			t.Fatal(err)
		}
		for _, mark := range []string{"", "\xef\xbb\xbf"} {
			back, err := ParseRoster(append([]byte(mark), file...), testZones)
			if err != nil {
				t.Fatalf("%v\n%s", err, file)
			}
			for i := range back {
				back[i].places = nil
			}
			got, want := mustJSON(t, back), mustJSON(t, rows)
			if got != want {
				t.Fatalf("the rows changed\n got %s\nwant %s\n%s", got, want, file)
			}
			again, err := FormatRoster(back, testZones)
			if err != nil || string(again) != string(file) {
				t.Fatalf("the file changed: %v\n%s\n%s", err, file, again)
			}
		}
	})
}

func mustJSON(t interface{ Fatal(...any) }, v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestNoCellIsAFormula looks at the cells as a spreadsheet does.
func TestNoCellIsAFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cell := rapid.SampledFrom([]string{"=", "+", "-", "@", "\t", "\r", "'", "''", "a", ""}).Draw(t, "begin") + rosterText(5).Draw(t, "rest")
		safe := safeCell(cell)
		if safe != "" && strings.ContainsRune("=+-@\t\r", rune(safe[0])) {
			t.Errorf("%q stays the formula %q", cell, safe)
		}
		if back := plainCell(safe); back != cell {
			t.Errorf("%q comes back as %q", cell, back)
		}
	})
}

const rosterHead = "handle,name,email,country,zone,languages,roles,capacity,hours,leave,kept,tags,note\n"

// TestEveryFaultOfARosterIsNamed gives a file with one fault in each place; each is named with its line and column.
func TestEveryFaultOfARosterIsNamed(t *testing.T) {
	text := rosterHead +
		"ama,Ama,ama@example.org,GH,Africa/Accra,en,drummer,0,,,,,\n" +
		"Ama!,,a,Ghana,,english,drummer x EUR,many,mon,soon,perhaps,,\n" +
		"ama,Ama,,,,,,-1,tue 9-5,2026-08-01/2026-08-02,,brass,\"two\nlines\"\n" +
		"short,row\n"
	_, err := ParseRoster([]byte(text), testZones)
	e, _ := err.(*Error)
	if e == nil || e.Code != Invalid {
		t.Fatalf("%v", err)
	}
	got := map[string]string{}
	for _, f := range e.Fields {
		got[f.Path] += f.Message
	}
	for path, want := range map[string]string{
		"rows[1].handle": "line 3, column 1 (handle): ", "rows[1].name": "line 3, column 6 (name): ", "rows[1].country": "line 3, column 9 (country): ",
		"rows[1].languages": "line 3, column 16 (languages): ", "rows[1].roles": "line 3, column 24 (roles): ", "rows[1].capacity": "line 3, column 38 (capacity): ",
		"rows[1].hours": "line 3, column 43 (hours): ", "rows[1].leave": "line 3, column 47 (leave): ", "rows[1].kept": "line 3, column 52 (kept): ",
		"rows[2].handle": "line 4, column 1 (handle): \"ama\" stands in line 2 already", "rows[2].capacity": "line 4, column 14 (capacity): ", "rows[2].hours": "line 4, column 17 (hours): ",
		"rows[2].leave": "line 4, column 25 (leave): the days 2026-08-01/2026-08-02 need a time zone", "rows[2].kept": "line 4, column 47 (kept): has to be yes",
		"file": "line 6, column 1: has 2 cells",
	} {
		if !strings.HasPrefix(got[path], want) {
			t.Errorf("%s says %q, not %q", path, got[path], want)
		}
		delete(got, path)
	}
	if len(got) > 0 {
		t.Errorf("more than is wrong: %v", got)
	}
}

func TestRosterFilesThatAreNone(t *testing.T) {
	for text, want := range map[string]string{
		"": "line 1, column 1: the roster is empty", "handle;name\n": "line 1, column 1: the first line has to be handle,name,",
		rosterHead + "a\"b": "line 2, column 2: a quotation mark", rosterHead + "\xff": "line 2 is the first that is not",
	} {
		if _, err := ParseRoster([]byte(text), testZones); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := ParseRoster(make([]byte, MaxRosterBytes+1), testZones); CodeOf(err) != Invalid {
		t.Errorf("a file beyond the limit: %v", err)
	}
	if rows, err := ParseRoster([]byte(strings.ReplaceAll(rosterHead+"ama,Ama,,,,,,,,,,,\n", "\n", "\r\n")), testZones); err != nil || len(rows) != 1 {
		t.Errorf("lines as Windows ends them: %v %v", rows, err)
	}
}

// FuzzParseRoster: whatever is sent as a roster, it is refused as invalid, or what was read can be written and reads back the same.
func FuzzParseRoster(f *testing.F) {
	head := strings.Join(RosterColumns(), ",") + "\n"
	f.Add([]byte(head))
	f.Add([]byte(head + "ama,Ama,ama@example.org,GH,Africa/Accra,en; ak,drummer 120.00 EUR,3,mon 09:00-17:00,2026-01-01..2026-01-03,yes,brass,\"a \"\"note\"\"\"\n"))
	f.Add([]byte(head + "a,'=1,,,,,,,,,,,\na,,,,,,x,99999999999,,,maybe,,\n\"\n"))
	f.Add([]byte("\xef\xbb\xbfhandle\xff"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, err := ParseRoster(text, testZones)
		if err != nil {
			if CodeOf(err) != Invalid {
				t.Fatal(err)
			}
			return
		}
		file, err := FormatRoster(rows, testZones)
		if err != nil {
			t.Fatal(err)
		}
		back, err := ParseRoster(file, testZones)
		if err != nil {
			t.Fatalf("what was read cannot be read again: %v\n%s", err, file)
		}
		if again, err := FormatRoster(back, testZones); err != nil || string(again) != string(file) {
			t.Fatalf("the file changed: %v\n%s\n%s", err, file, again)
		}
	})
}
