package project

import (
	"slices"
	"strings"
	"testing"
)

func TestSpecsOfTextsAreChecked(t *testing.T) {
	good := []Spec{
		{Kind: KindText, Text: &TextSpec{MinWords: 10, MaxWords: 20, Language: "pt-BR", Headings: []string{"A"}}},
		{Kind: KindSubtitles, Subtitles: &SubtitleSpec{MinCues: 1, MaxCues: 2, MaxSpeed: 17, MaxLineRunes: 42}},
		{Kind: KindTable, Table: &TableSpec{Columns: []TableColumn{{Name: "id", Type: "integer", Required: true}}, Key: "id", Exact: true, MinRows: 1}},
		{Kind: KindTranslation, Translation: &TranslationSpec{Source: "en", Target: "zh_Hant"}},
	}
	for _, s := range good {
		f := &faults{}
		if s.check("delivery", f); len(f.list) > 0 {
			t.Errorf("%s: %v", s.Kind, f.list)
		}
	}
	bad := map[string]Spec{
		"delivery.text.min_words":                      {Kind: KindText, Text: &TextSpec{MinWords: 3, MaxWords: 2}},
		"delivery.text.language":                       {Kind: KindText, Text: &TextSpec{Language: "German"}},
		"delivery.text.headings[0]":                    {Kind: KindText, Text: &TextSpec{Headings: []string{" "}}},
		"delivery.subtitles.min_cues":                  {Kind: KindSubtitles, Subtitles: &SubtitleSpec{MinCues: -1}},
		"delivery.subtitles.max_characters_per_second": {Kind: KindSubtitles, Subtitles: &SubtitleSpec{MaxSpeed: -1}},
		"delivery.table.min_rows":                      {Kind: KindTable, Table: &TableSpec{MinRows: 2, MaxRows: 1}},
		"delivery.table.columns[1].name":               {Kind: KindTable, Table: &TableSpec{Columns: []TableColumn{{Name: "a"}, {Name: "a"}}}},
		"delivery.table.columns[0].type":               {Kind: KindTable, Table: &TableSpec{Columns: []TableColumn{{Name: "a", Type: "float"}}}},
		"delivery.table.exact":                         {Kind: KindTable, Table: &TableSpec{Exact: true}},
		"delivery.may_be_empty":                        {Kind: KindText, MayBeEmpty: true},
		"delivery.translation.target":                  {Kind: KindTranslation, Translation: &TranslationSpec{Target: "x"}},
	}
	for field, s := range bad {
		f := &faults{}
		s.check("delivery", f)
		if len(f.list) != 1 || f.list[0].Path != field {
			t.Errorf("%s: %v", field, f.list)
		}
	}
}

func TestSpecsOfTextsInWords(t *testing.T) {
	for want, s := range map[string]Spec{
		"a text; at least 10 words; in the language de; with the headings, in this order: A, B": {Kind: KindText, Text: &TextSpec{MinWords: 10, Language: "de", Headings: []string{"A", "B"}}},
		"subtitles; at most 9 cues; at most 17 characters a second":                             {Kind: KindSubtitles, Subtitles: &SubtitleSpec{MaxCues: 9, MaxSpeed: 17}},
		"a table; column id, integer, never empty; no other columns; each row named once in the column id": {Kind: KindTable,
			Table: &TableSpec{Columns: []TableColumn{{Name: "id", Type: "integer", Required: true}}, Key: "id", Exact: true}},
		"a file; it may be empty": {Kind: KindFile, MayBeEmpty: true},
		"a translation; into the language fr; no message left unsure or untranslated": {Kind: KindTranslation, Translation: &TranslationSpec{Target: "fr"}},
	} {
		if got := s.Sentences(); !slices.Equal(got, strings.Split(want, "; ")) {
			t.Errorf("got %s, want %s", strings.Join(got, "; "), want)
		}
	}
}
