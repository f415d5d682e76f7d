package records

import (
	"database/sql/driver"
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"

	"tutti/project"
)

// micros is how a time stands in a row; the zero time is 0.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// timeOf reads what micros wrote.
func timeOf(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}

// length is a duration, kept in microseconds.
type length struct{ d *time.Duration }

// Scan reads the column.
func (l length) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return project.Errorf(project.Internal, "a length of time in the records is a %T", v)
	}
	*l.d = time.Duration(n) * time.Microsecond
	return nil
}

// instant scans a column that micros wrote.
type instant struct{ to *time.Time }

func (i instant) Scan(v any) error {
	n, ok := v.(int64)
	if !ok {
		return project.Errorf(project.Internal, "a time in the records is a %T", v)
	}
	*i.to = timeOf(n)
	return nil
}

// asJSON is a parameter that stands in its row as JSON.
type asJSON struct{ value any }

func (j asJSON) Value() (driver.Value, error) {
	raw, err := json.Marshal(j.value)
	return string(raw), err
}

// document scans a JSON column into to; an empty column or NULL leaves it as it is.
type document struct{ to any }

func (d document) Scan(v any) error {
	switch text := v.(type) {
	case nil:
		return nil
	case string:
		return unmarshal([]byte(text), d.to)
	case []byte:
		return unmarshal(text, d.to)
	}
	return project.Errorf(project.Internal, "a document in the records is a %T", v)
}

func unmarshal(text []byte, to any) error {
	if len(text) == 0 {
		return nil
	}
	return json.Unmarshal(text, to)
}

// limitOf gives the limit as SQL takes it: 0 or less asks for everything.
func limitOf(n int) int64 {
	if n <= 0 {
		return math.MaxInt64
	}
	return int64(n)
}

// numberAfter reads a cursor that is a number; first is what an empty one means.
func numberAfter(cursor string, first int64) (int64, error) {
	if cursor == "" {
		return first, nil
	}
	n, err := strconv.ParseInt(cursor, 10, 64)
	if err != nil {
		return 0, project.Errorf(project.Invalid, "the cursor of this list is a number; begin again without one")
	}
	return n, nil
}

// conditions gathers the parts of a WHERE that a filter asks for, with their parameters.
type conditions struct {
	text string
	args []any
}

// add appends a condition whose parameter is written as ?; an empty value asks for nothing.
func (c *conditions) add(condition, value string) {
	if value == "" {
		return
	}
	c.args = append(c.args, value)
	c.text += " AND " + strings.Replace(condition, "?", "$"+strconv.Itoa(len(c.args)), 1)
}

// scanNumber reads a row of one number.
func scanNumber(r row) (n int64, err error) {
	err = r.Scan(&n)
	return n, err
}
