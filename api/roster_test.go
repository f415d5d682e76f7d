package api_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"tutti/api/wire"
	"tutti/client"
	"tutti/project"
)

func drummer(country string, rate int64) wire.ProfileRequest {
	return wire.ProfileRequest{Country: country, Zone: "Africa/Accra", Languages: []string{"en-gh"}, Capacity: 2,
		Roles: []project.RoleRate{{Role: "Drummer", RateMinor: rate, Currency: "EUR"}}, Hours: project.OfficeHours(),
		Leave: []project.Leave{{From: time.Date(2026, 8, 1, 0, 0, 0, 0, time.UTC), To: time.Date(2026, 8, 15, 0, 0, 0, 0, time.UTC)}}}
}

// TestAProfileIsItsPersons: a buyer may bring somebody along; once the person has written their own profile, they alone
// and operators change it.
func TestAProfileIsItsPersons(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	ama := w.ids["ama"]
	empty, err := w.as("ama").Profile(ctx, ama)
	must(t, err)
	if empty.Country != "GH" || empty.UpdatedAt != nil || empty.Roles == nil {
		t.Errorf("%+v", empty)
	}
	got, err := w.as("bea").PutProfile(ctx, ama, drummer("NG", 9000))
	must(t, err)
	if got.KeeperID != w.ids["bea"] || got.Roles[0].Role != "drummer" || got.Languages[0] != "en-GH" || got.Country != "NG" || len(got.Hours) != 5 {
		t.Errorf("%+v", got)
	}
	_, err = w.as("bob").PutProfile(ctx, ama, drummer("NG", 1))
	wantCode(t, err, project.Forbidden)
	for _, handle := range []string{"bea", "ama", "olga", "ama"} {
		_, err = w.as(handle).PutProfile(ctx, ama, drummer("GH", 10000))
		must(t, err)
	}
	for handle, code := range map[string]project.Code{"bea": project.Forbidden, "bob": project.Forbidden, "ben": project.NotFound} {
		_, err = w.as(handle).PutProfile(ctx, ama, drummer("GH", 1))
		wantCode(t, err, code)
	}
	for handle, code := range map[string]project.Code{"bea": "", "ama": "", "olga": "", "ben": project.NotFound} {
		_, err = w.as(handle).Profile(ctx, ama)
		wantCode(t, err, code)
	}
	_, err = w.as("bea").Profile(ctx, "per_nobody")
	wantCode(t, err, project.NotFound)
	bad := drummer("GH", -1)
	bad.Zone, bad.Languages = "Moon/Base", []string{"english"}
	_, err = w.as("ama").PutProfile(ctx, ama, bad)
	wantCode(t, err, project.Invalid)
	for _, place := range []string{"zone: ", "languages: ", "roles: "} {
		if !strings.Contains(err.Error(), place) {
			t.Errorf("%s is not named: %v", place, err)
		}
	}
}

func TestARosterIsNarrowedAndPaged(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	for handle, rate := range map[string]int64{"ama": 9000, "ben": 12000, "cem": 15000} {
		_, err := w.as("olga").PutProfile(ctx, w.ids[handle], drummer("GH", rate))
		must(t, err)
	}
	list := func(handle string, q client.RosterQuery) []string {
		t.Helper()
		handles := []string{}
		for {
			page, err := w.as(handle).Roster(ctx, q)
			must(t, err)
			for _, e := range page.Items {
				handles = append(handles, e.Person.Handle)
			}
			if q.Cursor = page.Next; page.Next == "" {
				return handles
			}
		}
	}
	_, err := w.as("bea").KeepSeller(ctx, w.ids["cem"], wire.KeepRequest{Note: "ask for the snare", Tags: []string{"brass", " brass "}})
	must(t, err)
	for what, c := range map[string]struct {
		query client.RosterQuery
		want  []string
	}{
		"everybody": {client.RosterQuery{Page: client.Page{Limit: 1}}, []string{"ama", "ben", "cem", "ida"}},
		"drummers":  {client.RosterQuery{Role: "Drummer", Language: "EN", Country: "GH", Free: true, Page: client.Page{Limit: 2}}, []string{"ama", "ben", "cem"}},
		"cheap":     {client.RosterQuery{Role: "drummer", MaxRateMinor: 12000, Currency: "EUR"}, []string{"ama", "ben"}},
		"kept":      {client.RosterQuery{Kept: true, Tag: "brass"}, []string{"cem"}},
	} {
		if got := list("bea", c.query); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", what, got)
		}
	}
	if got := list("bob", client.RosterQuery{Kept: true}); len(got) != 0 {
		t.Errorf("bob keeps %v", got)
	}
	page, err := w.as("bob").Roster(ctx, client.RosterQuery{})
	must(t, err)
	if text, _ := json.Marshal(page); strings.Contains(string(text), "snare") {
		t.Error("bob reads what bea keeps to herself")
	}
	must(t, w.as("bea").DropSeller(ctx, w.ids["cem"]))
	if got := list("bea", client.RosterQuery{Kept: true}); len(got) != 0 {
		t.Errorf("after dropping: %v", got)
	}
	_, err = w.as("ama").Roster(ctx, client.RosterQuery{})
	wantCode(t, err, project.Forbidden)
	_, err = w.as("ama").KeepSeller(ctx, w.ids["ben"], wire.KeepRequest{})
	wantCode(t, err, project.Forbidden)
	_, err = w.as("bea").KeepSeller(ctx, "per_nobody", wire.KeepRequest{})
	wantCode(t, err, project.NotFound)
	_, err = w.as("bea").KeepSeller(ctx, w.ids["ben"], wire.KeepRequest{Tags: []string{"a;b"}})
	wantCode(t, err, project.Invalid)
	_, err = w.as("bea").Roster(ctx, client.RosterQuery{MaxRateMinor: 5, Currency: "XYZ", Language: "english"})
	if wantCode(t, err, project.Invalid); !strings.Contains(err.Error(), "query.currency") || !strings.Contains(err.Error(), "query.language") {
		t.Error(err)
	}
}

// TestARosterTravelsAsAFile exports, imports and exports again, here and to another instance.
func TestARosterTravelsAsAFile(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	_, err := w.as("ama").PutProfile(ctx, w.ids["ama"], drummer("GH", 9000))
	must(t, err)
	_, err = w.as("bea").KeepSeller(ctx, w.ids["ama"], wire.KeepRequest{Note: "=cmd|' /C calc'!A0\n\"really\", she said", Tags: []string{"+brass", "two words"}})
	must(t, err)
	file, err := w.as("bea").ExportRoster(ctx, client.RosterQuery{})
	must(t, err)
	if !strings.Contains(string(file), "'=cmd") || !strings.Contains(string(file), "drummer 90.00 EUR") || !strings.Contains(string(file), "2026-08-01/2026-08-14") {
		t.Errorf("%s", file)
	}
	report, err := w.as("bea").ImportRoster(ctx, append([]byte("\xef\xbb\xbf"), file...))
	must(t, err)
	if report != (wire.RosterReport{Rows: 4, Kept: 1}) {
		t.Errorf("the same file again: %+v", report)
	}
	again, err := w.as("bea").ExportRoster(ctx, client.RosterQuery{})
	must(t, err)
	if string(again) != string(file) {
		t.Errorf("\n%s\n%s", file, again)
	}
	away := newWorld(t)
	first, err := away.as("bea").ExportRoster(ctx, client.RosterQuery{})
	must(t, err)
	report, err = away.as("bea").ImportRoster(ctx, file)
	must(t, err)
	there, err := away.as("bea").ExportRoster(ctx, client.RosterQuery{})
	must(t, err)
	if report != (wire.RosterReport{Rows: 4, Changed: 1, Kept: 1}) || string(there) != string(file) || string(first) == string(file) {
		t.Errorf("%+v\n%s\n%s", report, file, there)
	}
	got := w.ask("bea", "GET", "/api/v1/roster.csv?kept=true", "")
	if got.header.Get("Content-Type") != "text/csv; charset=utf-8" || strings.Count(got.body, "\n") != 3 || !strings.Contains(got.header.Get("Content-Disposition"), "roster.csv") {
		t.Errorf("%v\n%s", got.header, got.body)
	}
}

const rosterHead = "handle,name,email,country,zone,languages,roles,capacity,hours,leave,kept,tags,note\n"

func TestARosterFileIsTakenWholeOrNotAtAll(t *testing.T) {
	w := newWorld(t)
	ctx := context.Background()
	_, err := w.as("ama").PutProfile(ctx, w.ids["ama"], drummer("GH", 9000))
	must(t, err)
	before, err := w.as("olga").ExportRoster(ctx, client.RosterQuery{})
	must(t, err)
	good := "new,New,,,,,drummer,,,,yes,,\n"
	for what, c := range map[string]struct{ file, says string }{
		"a fault in a cell":      {rosterHead + good + "other,Other,,Ghana,,,,,,,,,\n", "rows[1].country: line 3, column 14 (country): "},
		"somebody's own profile": {rosterHead + good + "ama,Ama,,GH,Africa/Accra,,,,,,,,\n", "rows[1].languages: line 3, column 26 (languages): is not yours to change"},
		"a buyer":                {rosterHead + good + "bob,Bob,,GH,,,,,,,,,\n", "rows[1].handle: line 3, column 1 (handle): belongs to somebody who is no seller"},
		"no such zone":           {rosterHead + good + "other,Other,,,Moon/Base,,,,,,,,\n", "rows[1].zone: line 3, column 15 (zone): "},
		"no file":                {"{}", "line 1, column 1"},
	} {
		_, err := w.as("bea").ImportRoster(ctx, []byte(c.file))
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", what, err)
		}
	}
	after, err := w.as("olga").ExportRoster(ctx, client.RosterQuery{})
	must(t, err)
	if string(after) != string(before) {
		t.Errorf("\n%s\n%s", before, after)
	}
	_, err = w.as("ama").ImportRoster(ctx, []byte(rosterHead+good))
	wantCode(t, err, project.Forbidden)

	report, err := w.as("bea").ImportRoster(ctx, []byte(rosterHead+good+"ben,Ben,,GH,,,,1,,,yes,,\n"))
	must(t, err)
	if report != (wire.RosterReport{Rows: 2, Made: 1, Changed: 1, Kept: 2}) {
		t.Errorf("%+v", report)
	}
	report, err = w.as("bea").ImportRoster(ctx, []byte(rosterHead+"new,Renamed,,,,,drummer,,,,,,\n"))
	must(t, err)
	kept, err := w.as("bea").Roster(ctx, client.RosterQuery{Kept: true})
	must(t, err)
	if report != (wire.RosterReport{Rows: 1, Changed: 1}) || len(kept.Items) != 1 || kept.Items[0].Person.Handle != "ben" || kept.Items[0].Profile.Capacity != 1 {
		t.Errorf("%+v %+v", report, kept)
	}
	// ben takes his profile over: from now on the buyer's file may say what he says, and nothing else
	_, err = w.as("ben").PutProfile(ctx, w.ids["ben"], wire.ProfileRequest{Country: "GH", Capacity: 5})
	must(t, err)
	_, err = w.as("bea").ImportRoster(ctx, []byte(rosterHead+"ben,Ben,,GH,,,,1,,,yes,,\n"))
	wantCode(t, err, project.Invalid)
	_, err = w.as("bea").ImportRoster(ctx, []byte(rosterHead+"ben,Ben,,GH,,,,5,,,yes,best,\n"))
	must(t, err)
}

func TestNamesStayOnOneLine(t *testing.T) {
	w := newWorld(t)
	_, err := w.as("bea").CreatePerson(context.Background(), wire.PersonRequest{Handle: "zed", Name: "Zed\r\nA", Email: "z\t@example.org"})
	if wantCode(t, err, project.Invalid); !strings.Contains(err.Error(), "name: ") || !strings.Contains(err.Error(), "email: ") {
		t.Error(err)
	}
}
