package table

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

// Field is one member of a row of a JSONL.
type Field struct {
	Name  string
	Value json.RawMessage // as written
}

// Fields reads a row of a JSONL, its members in their order. Errors: Invalid for what is not one JSON object, and for a
// member that is there twice.
func Fields(object []byte) ([]Field, error) {
	decoder := json.NewDecoder(bytes.NewReader(object))
	if start, err := decoder.Token(); err != nil || start != json.Delim('{') {
		return nil, project.Errorf(project.Invalid, "the line is no JSON object; write one as {\"name\": \"value\"}")
	}
	var out []Field
	seen := map[string]bool{}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return nil, project.Errorf(project.Invalid, "the line is no JSON: %s", err)
		}
		f := Field{Name: name.(string)} // the name of a member is always a text
		if err := decoder.Decode(&f.Value); err != nil {
			return nil, project.Errorf(project.Invalid, "the line is no JSON: %s", err)
		}
		if seen[f.Name] || len(out) >= MaxColumns {
			return nil, project.Errorf(project.Invalid, "the member %q is there twice, or there are more than %d", f.Name, MaxColumns)
		}
		seen[f.Name] = true
		out = append(out, f)
	}
	if _, err := decoder.Token(); err != nil {
		return nil, project.Errorf(project.Invalid, "the line is no JSON: %s", err)
	}
	if decoder.InputOffset() < int64(len(object)) {
		return nil, project.Errorf(project.Invalid, "something follows the object; write one object on each line")
	}
	return out, nil
}

// Check reports what is wrong with a row of a JSONL, as Fields does. It is quicker: no value is decoded where nothing is wrong.
func Check(object []byte) error {
	if len(object) > 0 && object[0] == '{' && json.Valid(object) && distinct(object) {
		return nil
	}
	_, err := Fields(object)
	return err
}

// distinct reports whether no two members of a valid object have one name, as far as that can be told without decoding.
func distinct(object []byte) bool {
	seen := map[string]bool{}
	depth, named := 0, false // whether the next text is the name of a member
	for i := 0; i < len(object); i++ {
		switch object[i] {
		case '{', '[':
			depth++
			named = depth == 1
		case '}', ']':
			depth--
		case ',':
			named = depth == 1
		case '"':
			from := i + 1
			for i = from; object[i] != '"'; i++ {
				if object[i] == '\\' {
					i++
				}
			}
			name := object[from:i]
			if named && (seen[string(name)] || bytes.IndexByte(name, '\\') >= 0) {
				return false
			}
			if named {
				seen[string(name)], named = true, false
			}
		}
	}
	return len(seen) <= MaxColumns
}

// Text is a value for people and as a key: a text without its quotes, anything else as written; "" for null.
func (f Field) Text() string {
	var text string
	if json.Unmarshal(f.Value, &text) == nil {
		return text
	}
	return string(f.Value)
}

// Is reports whether a cell of a CSV is of a type: text, integer, number, boolean or date. An empty cell is of every type.
func Is(cell, kind string) bool {
	cell = strings.TrimSpace(cell)
	switch {
	case cell == "":
		return true
	case kind == "integer":
		return isInteger(cell)
	case kind == "number":
		x, err := strconv.ParseFloat(cell, 64)
		return err == nil && !math.IsInf(x, 0) && !math.IsNaN(x)
	case kind == "boolean":
		switch strings.ToLower(cell) {
		case "true", "false", "yes", "no", "0", "1":
			return true
		}
		return false
	case kind == "date":
		return isDate(cell)
	}
	return true
}

func isInteger(s string) bool {
	s = strings.TrimLeft(s, "+-")
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// isDate takes a day or a moment as ISO 8601 writes it.
func isDate(s string) bool {
	for _, layout := range []string{time.DateOnly, time.RFC3339, "2006-01-02T15:04:05", time.DateTime} {
		if _, err := time.Parse(layout, s); err == nil {
			return true
		}
	}
	return false
}

// Is reports whether a value is of a type. Null is of every type.
func (f Field) Is(kind string) bool {
	start := f.Value[0]
	switch {
	case start == 'n':
		return true
	case kind == "integer", kind == "number":
		return (start == '-' || start >= '0' && start <= '9') && Is(string(f.Value), kind)
	case kind == "boolean":
		return start == 't' || start == 'f'
	case kind == "date":
		return start == '"' && isDate(f.Text())
	case kind == "text", kind == "":
		return start == '"'
	}
	return true
}
