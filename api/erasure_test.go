package api_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"tutti/api/wire"
	"tutti/project"
)

// TestTakingOneselfOut: everything that is known of a seller is in one zip, and nothing of anybody else.
func TestTakingOneselfOut(t *testing.T) {
	ctx, s := context.Background(), newStage(t)
	text := func(file []byte) (all string, names map[string]bool) {
		t.Helper()
		z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
		must(t, err)
		names = map[string]bool{}
		for _, f := range z.File {
			r, err := f.Open()
			must(t, err)
			body, err := io.ReadAll(r)
			must(t, err)
			if !json.Valid(body) {
				t.Errorf("%s is no JSON: %s", f.Name, body)
			}
			names[f.Name], all = true, all+string(body)
		}
		return all, names
	}
	own, err := s.as("ben").ExportPerson(ctx, "")
	must(t, err)
	all, names := text(own)
	for _, name := range []string{"about.json", "people.json", "offers.json", "deliveries.json"} {
		if !names[name] {
			t.Errorf("there is no %s in %v", name, names)
		}
	}
	if !strings.Contains(all, string(s.delivery.ID)) || strings.Contains(all, string(s.ids["ama"])) || strings.Contains(all, "hash\"") {
		t.Errorf("%s", all)
	}
	if _, err := s.as("bea").ExportPerson(ctx, s.ids["ben"]); project.CodeOf(err) != project.NotFound {
		t.Errorf("a buyer takes a seller's data: %v", err)
	}
	before := len(s.auditLog())
	byOperator, err := s.as("olga").ExportPerson(ctx, s.ids["ben"])
	must(t, err)
	if again, _ := text(byOperator); !strings.Contains(again, string(s.delivery.ID)) {
		t.Errorf("%s", again)
	}
	if lines := s.auditLog()[before:]; len(lines) != 1 || lines[0].Operation != "export-person" || lines[0].Behalf != s.ids["ben"] {
		t.Errorf("%+v", lines)
	}
}

// TestErasingSomebody: who is needed stays, with the reason; who goes is a pseudonym that cannot sign in, and their own words
// about it go too.
func TestErasingSomebody(t *testing.T) {
	ctx, s := context.Background(), newStage(t)
	_, err := s.as("ben").ErasePerson(ctx, s.ids["ben"], "I want to go")
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "hold an open sub-gig") {
		t.Errorf("%v", err)
	}
	_, err = s.as("bea").ErasePerson(ctx, s.ids["bea"], "I want to go")
	if project.CodeOf(err) != project.Conflict || !strings.Contains(err.Error(), "has not ended") {
		t.Errorf("%v", err)
	}
	if _, err = s.as("bea").ErasePerson(ctx, s.ids["ama"], "a whim"); project.CodeOf(err) != project.NotFound {
		t.Errorf("a buyer erases a seller: %v", err)
	}
	if _, err = s.as("olga").ErasePerson(ctx, s.ids["olga"], "enough"); project.CodeOf(err) != project.Conflict {
		t.Errorf("the operator is gone: %v", err)
	}
	if _, err = s.as("olga").ErasePerson(ctx, s.ids["ama"], " "); project.CodeOf(err) != project.Invalid {
		t.Errorf("without a reason: %v", err)
	}
	gone, err := s.as("ama").ErasePerson(ctx, s.ids["ama"], "I am Ama and I go")
	must(t, err)
	if !strings.HasPrefix(gone.Person.Handle, "former-") || gone.Person.Country != "" {
		t.Errorf("%+v", gone)
	}
	if _, err := s.as("ama").Me(ctx); project.CodeOf(err) != project.Unauthenticated {
		t.Errorf("they can still sign in: %v", err)
	}
	lines := s.auditLog()
	last := lines[len(lines)-1]
	if last.Operation != "erase-person" || last.Actor != s.ids["ama"] || last.Status != 200 || last.Reason+last.Salt != "" || last.Sealed == "" {
		t.Errorf("%+v", last)
	}
	if _, _, err := s.as("olga").VerifyAudit(ctx, project.AuditHead{}); err != nil {
		t.Error(err)
	}
	again, err := s.as("olga").ErasePerson(ctx, s.ids["ama"], "to be sure")
	if err != nil || again.Person.Handle != gone.Person.Handle {
		t.Errorf("%+v %v", again, err)
	}
	var p wire.Person
	must(t, json.Unmarshal([]byte(s.ask("olga", "GET", "/api/v1/people/"+string(s.ids["ama"]), "").body), &p))
	if p.Handle != gone.Person.Handle || p.Name != gone.Person.Name {
		t.Errorf("%+v", p)
	}
}
