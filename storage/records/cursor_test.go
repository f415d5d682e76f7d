package records

import (
	"strconv"
	"testing"

	"tutti/project"
)

// FuzzCursor: a cursor that is a number is that number; any other is refused.
func FuzzCursor(f *testing.F) {
	for _, seed := range []string{"", "0", "17", "-1", "+1", "9223372036854775808", "1 ", "0x1", "1_000", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, cursor string) {
		n, err := numberAfter(cursor, 5)
		want, wrong := strconv.ParseInt(cursor, 10, 64)
		switch {
		case cursor == "" && (n != 5 || err != nil):
			t.Errorf("none is %d, %v", n, err)
		case cursor != "" && wrong == nil && (n != want || err != nil):
			t.Errorf("%q is %d, %v", cursor, n, err)
		case cursor != "" && wrong != nil && project.CodeOf(err) != project.Invalid:
			t.Errorf("%q is taken as %d", cursor, n)
		}
	})
}

// FuzzRow: a row of an archive is taken only in the one form that it is written in, with nothing in it but texts, whole numbers
// and truths.
func FuzzRow(f *testing.F) {
	for _, seed := range []string{`{"id":"prj_1","n":1,"ok":true}`, `{"id":1.5}`, `{"a":{}}`, `{"a":1,"a":2}`, `null`, `{}`, `{"a":"\u0000"} `, `{"n":9223372036854775808}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		row, err := decodeRow("plans", text)
		if err != nil {
			if project.CodeOf(err) != project.Invalid {
				t.Fatal(err)
			}
			return
		}
		for column, value := range row {
			switch value.(type) {
			case string, bool, int64:
			default:
				t.Errorf("%q of %q is %T", column, text, value)
			}
		}
		if again, err := canonicalRow(row); err != nil || again != text {
			t.Errorf("%q is written again as %q, %v", text, again, err)
		}
	})
}
