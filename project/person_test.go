package project

import (
	"slices"
	"strings"
	"testing"
)

func TestAChangeOfOnesNameIsChecked(t *testing.T) {
	text := func(s string) *string { return &s }
	for name, c := range map[string]struct {
		change PersonChange
		fault  string // path of the field; empty: it is fine
	}{
		"nothing":               {PersonChange{}, ""},
		"a name":                {PersonChange{Name: text("  Ama Mensah ")}, ""},
		"the longest name":      {PersonChange{Name: text(strings.Repeat("é", MaxName))}, ""},
		"no name":               {PersonChange{Name: text(" \t")}, "name"},
		"too long":              {PersonChange{Name: text(strings.Repeat("é", MaxName+1))}, "name"},
		"two lines":             {PersonChange{Name: text("Ama\nMensah")}, "name"},
		"a line separator":      {PersonChange{Name: text("Ama\u2028Mensah")}, "name"},
		"a turned direction":    {PersonChange{Name: text("Ama \u202egnaw")}, "name"},
		"broken":                {PersonChange{Name: text("Ama \xff")}, "name"},
		"Arabic":                {PersonChange{Name: text("نور حداد")}, ""},
		"said":                  {PersonChange{Pronunciation: text("AH-ma men-SAH")}, ""},
		"said no more":          {PersonChange{Pronunciation: text("")}, ""},
		"said too long":         {PersonChange{Pronunciation: text(strings.Repeat("a", MaxPronunciation+1))}, "pronunciation"},
		"said with a bell":      {PersonChange{Pronunciation: text("a\a")}, "pronunciation"},
		"a language":            {PersonChange{Language: text("ar")}, ""},
		"no language":           {PersonChange{Language: text("")}, ""},
		"an unknown language":   {PersonChange{Language: text("tlh")}, "language"},
		"a region":              {PersonChange{Language: text("de-AT")}, "language"},
		"a language in capital": {PersonChange{Language: text("DE")}, "language"},
	} {
		err := c.change.Tidy().Check()
		if c.fault == "" {
			if err != nil {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		e, ok := err.(*Error)
		if !ok || e.Code != Invalid || len(e.Fields) != 1 || e.Fields[0].Path != c.fault {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAChangeLeavesWhatItDoesNotName(t *testing.T) {
	was := Person{ID: "per_a", Handle: "ama", Name: "Ama", Pronunciation: "AH-ma", Language: "de", Email: "ama@example.org"}
	name, none := " Ama Mensah ", ""
	is := was.With(PersonChange{Name: &name, Language: &none}.Tidy())
	if is.Name != "Ama Mensah" || is.Language != "" || is.Pronunciation != "AH-ma" || is.Handle != "ama" || is.Email != was.Email {
		t.Errorf("%+v", is)
	}
	if same := was.With(PersonChange{}); same.Name != was.Name || same.Language != was.Language {
		t.Errorf("%+v", same)
	}
}

func TestTheChosenLanguageComesFirst(t *testing.T) {
	for _, c := range []struct {
		chosen        string
		working, want []string
	}{{"", []string{"pt-BR"}, []string{"pt-BR"}}, {"ar", []string{"pt-BR", "ar"}, []string{"ar", "pt-BR"}}, {"es", nil, []string{"es"}}, {"", nil, nil}} {
		if got := (Person{Language: c.chosen}).Reads(c.working); !slices.Equal(got, c.want) {
			t.Errorf("%q %v: %v", c.chosen, c.working, got)
		}
	}
}
