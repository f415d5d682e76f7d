package table

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tutti/project"
)

func converted(t fataler, src string, from, to Format) string {
	t.Helper()
	var out bytes.Buffer
	if err := Convert(&out, to, strings.NewReader(src), from); err != nil {
		t.Fatalf("%q from %s to %s: %v", src, from, to, err)
	}
	return out.String()
}

func TestConvert(t *testing.T) {
	for _, c := range []struct {
		from, to  Format
		src, want string
	}{
		{CSV, JSONL, "id,name\n007,\"A \"\"B\"\"\"\n8,\n", "{\"id\":\"007\",\"name\":\"A \\\"B\\\"\"}\n{\"id\":\"8\",\"name\":\"\"}\n"},
		{CSV, JSONL, "\xef\xbb\xbfa;b\r\n<x>;\"1\n2\"\r\n", "{\"a\":\"<x>\",\"b\":\"1\\n2\"}\n"},
		{CSV, JSONL, "a,b\nonly\n", "{\"a\":\"only\",\"b\":\"\"}\n"},
		{CSV, JSONL, "", ""},
		{JSONL, CSV, "{\"a\":1.50,\"b\":null}\n\n{\"c\":[1, 2],\"a\":\"x,y\"}\n", "a,b,c\n1.50,,\n\"x,y\",,\"[1, 2]\"\n"},
		{JSONL, CSV, "", ""},
		{CSV, CSV, "a\n1\n", "a\n1\n"},
	} {
		if got := converted(t, c.src, c.from, c.to); got != c.want {
			t.Errorf("%q gives %q, want %q", c.src, got, c.want)
		}
	}
}

func TestWhatHasNoPlaceInTheOtherFormatIsRefused(t *testing.T) {
	for src, from := range map[string]Format{"a,a\n1,2\n": CSV, "a\n1,2\n": CSV, "{\"a\":1}\nnothing\n": JSONL, "{\"a\":1,\"a\":2}\n": JSONL} {
		to := map[Format]Format{CSV: JSONL, JSONL: CSV}[from]
		if err := Convert(&bytes.Buffer{}, to, strings.NewReader(src), from); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q: %v", src, err)
		}
	}
}

// TestConvertingBackGivesTheCells: whatever stands in the cells of a CSV, they come back from a JSONL.
func TestConvertingBackGivesTheCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-zé ]{1,6}`), 1, 5, rapid.ID[string]).Draw(t, "columns")
		cell := rapid.OneOf(rapid.StringMatching(`[0-9.]{0,4}`), rapid.String().Filter(func(s string) bool { return !strings.Contains(s, "\r") }))
		rows := [][]string{columns}
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			row := rapid.SliceOfN(cell, len(columns), len(columns)).Draw(t, "row")
			if len(columns) == 1 && row[0] == "" {
				row[0] = "-" // a line without anything is no row
			}
			rows = append(rows, row)
		}
		var src bytes.Buffer
		if err := csv.NewWriter(&src).WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		back := converted(t, converted(t, src.String(), CSV, JSONL), JSONL, CSV)
		got, err := csv.NewReader(strings.NewReader(back)).ReadAll()
		if err != nil || !slices.EqualFunc(got, rows, slices.Equal) {
			t.Fatalf("%q came back as %q: %v", rows, got, err)
		}
	})
}
