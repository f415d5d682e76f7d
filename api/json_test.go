package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"tutti/project"
)

func TestBodiesThatAreReadInTwoWays(t *testing.T) {
	deep := func(n int) string { return strings.Repeat(`[`, n) + strings.Repeat(`]`, n) }
	for body, place := range map[string]string{
		`{"a":1,"b":{"c":[{"d":1},{"d":2}]}}`: "",
		`{"a":1,"a":1}`:                       "a",
		`{"a":{"b":[{"c":1},{"c":1,"c":2}]}}`: "a.b[1].c",
		`[{"x":1},{"x":1,"\u0078":2}]`:        "body[1].x",
		`{"a":` + deep(maxDepth-1) + `}`:      "",
		deep(maxDepth + 1):                    "body" + strings.Repeat("[0]", maxDepth),
		`{"a":` + deep(100_000) + `}`:         "a" + strings.Repeat("[0]", maxDepth-1),
		`{"a":1,"b"`:                          "", // no JSON: whoever reads it says so
		`{"a":1} {"b":1,"b":1}`:               "",
		`nonsense`:                            "",
		``:                                    "",
		`{"` + strings.Repeat("k", 5000) + `":{"z":1,"z":2}}`: "…" + strings.Repeat("k", maxPlace-2) + ".z",
	} {
		err := checkJSON([]byte(body))
		var e *project.Error
		got := ""
		if errors.As(err, &e) {
			got = e.Fields[0].Path
		}
		if got != place {
			t.Errorf("%.60s: %q, not %q: %v", body, got, place, err)
		}
	}
}

// FuzzCheckJSON: what passes and is JSON reads back as the same with every key once.
func FuzzCheckJSON(f *testing.F) {
	for _, seed := range []string{`{"a":[1,{"b":null}]}`, `{"a":1,"a":2}`, `[[[]]]`, `{"":{"":1}}`, `{"a":1}x`} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		if checkJSON(body) != nil || !json.Valid(body) {
			return
		}
		var v any
		if err := json.Unmarshal(body, &v); err != nil {
			t.Fatal(err)
		}
		again, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		if keys := bytes.Count(again, []byte(`":`)); keys > bytes.Count(body, []byte(`:`)) {
			t.Errorf("%q is read as %q", body, again)
		}
	})
}
