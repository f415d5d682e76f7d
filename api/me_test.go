package api_test

import (
	"strings"
	"testing"

	"tutti/api/wire"
)

func TestEverybodySaysThemselvesHowTheyAreCalled(t *testing.T) {
	w := newWorld(t)
	name, said, language := "  Ama Mensah-Owusu ", "AH-ma", "es"
	got, err := w.as("ama").ChangeMe(t.Context(), wire.MeRequest{Name: &name, Pronunciation: &said, Language: &language})
	must(t, err)
	if got.Name != "Ama Mensah-Owusu" || got.Pronunciation != said || got.Language != "es" || len(got.Languages) == 0 || got.Languages[0] != "es" {
		t.Errorf("%+v", got)
	}
	none := ""
	got, err = w.as("ama").ChangeMe(t.Context(), wire.MeRequest{Language: &none})
	must(t, err)
	if again, err := w.as("ama").Me(t.Context()); err != nil || got.Name != "Ama Mensah-Owusu" || again.Name != got.Name || again.Pronunciation != said || again.Language != "" {
		t.Errorf("%+v %v", again, err)
	}
	var fields []string
	for _, line := range w.auditLog() {
		if line.Operation == "change-me" {
			for _, c := range line.Changes {
				fields = append(fields, c.Field)
				if strings.Contains(c.Before+c.After, "Mensah") {
					t.Errorf("a name stands in the audit log: %+v", c)
				}
			}
		}
	}
	if strings.Join(fields, " ") != "name pronunciation language language" && strings.Join(fields, " ") != "language name pronunciation language" {
		t.Errorf("the audit log names %v", fields)
	}
}

func TestANameThatCannotBeIsRefused(t *testing.T) {
	w := newWorld(t)
	before, err := w.as("ama").Me(t.Context())
	must(t, err)
	for name, c := range map[string]struct{ body, field string }{
		"empty":               {`{"name":""}`, "name"},
		"spaces":              {`{"name":"   "}`, "name"},
		"two lines":           {`{"name":"Ama\nMensah"}`, "name"},
		"too long":            {`{"name":"` + strings.Repeat("a", 201) + `"}`, "name"},
		"an unknown language": {`{"language":"tlh"}`, "language"},
		"another handle":      {`{"handle":"olga"}`, "handle"},
		"another part":        {`{"roles":["operator"]}`, "roles"},
	} {
		got := w.ask("ama", "PATCH", path("/me"), c.body, wire.HeaderIdempotencyKey, strings.ReplaceAll(name, " ", "-"))
		if got.status != 422 && got.status != 400 || !strings.Contains(got.body, c.field) {
			t.Errorf("%s: %d %s", name, got.status, got.body)
		}
	}
	me, err := w.as("ama").Me(t.Context())
	must(t, err)
	if me.Name != before.Name || me.Pronunciation != "" || me.Language != "" {
		t.Errorf("%+v", me)
	}
}
