package planfile

import (
	"encoding"
	"errors"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"tutti/project"
)

// binder fills a plan from nodes and gathers what does not fit.
type binder struct {
	faults []project.Field
	more   int
}

func (b *binder) addf(at place, path, format string, args ...any) {
	if len(b.faults) == project.MaxFaultsListed {
		b.more++
		return
	}
	if path == "" {
		path = "plan"
	}
	b.faults = append(b.faults, project.Field{Path: path, Message: at.where() + fmt.Sprintf(format, args...)})
}

func (b *binder) err() error {
	sentence := "the plan cannot be understood; mend it and send it again"
	if b.more > 0 {
		sentence = fmt.Sprintf("%s (the first %d of %d faults are listed)", sentence, len(b.faults), len(b.faults)+b.more)
	}
	return &project.Error{Code: project.Invalid, Message: sentence, Fields: b.faults}
}

func (b *binder) bind(path string, n *node, v reflect.Value) {
	if n.kind == null {
		return
	}
	if reader, ok := v.Addr().Interface().(encoding.TextUnmarshaler); ok {
		b.text(path, n, reader)
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		b.bind(path, n, v.Elem())
	case reflect.Struct:
		b.table(path, n, v)
	case reflect.Slice:
		b.list(path, n, v)
	default:
		b.scalar(path, n, v)
	}
}

func (b *binder) text(path string, n *node, reader encoding.TextUnmarshaler) {
	if n.kind != scalar {
		b.addf(n.place, path, "is %s; write one value", n.kind)
		return
	}
	if err := reader.UnmarshalText([]byte(n.text)); err != nil {
		b.addf(n.place, path, "%s", sentence(err))
	}
}

func sentence(err error) string {
	var e *project.Error
	if errors.As(err, &e) {
		return e.Message
	}
	return "cannot be understood"
}

func (b *binder) table(path string, n *node, v reflect.Value) {
	if n.kind != table {
		b.addf(n.place, path, "is %s; write a map of keys and values", n.kind)
		return
	}
	names := fieldsOf(v.Type())
	seen := make(map[string]place, len(n.fields))
	for _, f := range n.fields {
		at := join(path, f.name)
		if first, twice := seen[f.name]; twice {
			b.addf(f.place, at, "%q was written before, in line %d", clip(f.name), first.line)
			continue
		}
		seen[f.name] = f.place
		if i, known := names[f.name]; known {
			b.bind(at, f.value, v.FieldByIndex(i))
		} else {
			b.addf(f.place, at, "there is no such key here%s", suggestion(f.name, names))
		}
	}
}

func join(path, name string) string {
	if name = clip(name); path == "" {
		return name
	}
	return path + "." + name
}

func clip(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return s
}

// fieldsOf gives where the fields of a table are by their names, those of embedded tables among them.
func fieldsOf(t reflect.Type) map[string][]int {
	names := make(map[string][]int, t.NumField())
	for _, f := range reflect.VisibleFields(t) {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		if name != "" && name != "-" {
			names[name] = f.Index
		}
	}
	return names
}

func (b *binder) list(path string, n *node, v reflect.Value) {
	if n.kind != list {
		b.addf(n.place, path, "is %s; write a list", n.kind)
		return
	}
	items := reflect.MakeSlice(v.Type(), len(n.items), len(n.items))
	for i, item := range n.items {
		b.bind(fmt.Sprintf("%s[%d]", path, i), item, items.Index(i))
	}
	v.Set(items)
}

func (b *binder) scalar(path string, n *node, v reflect.Value) {
	if n.kind != scalar {
		b.addf(n.place, path, "is %s; write one value", n.kind)
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(n.text)
	case reflect.Bool:
		if n.quoted || n.text != "true" && n.text != "false" {
			b.addf(n.place, path, "%q is neither true nor false", clip(n.text))
		}
		v.SetBool(n.text == "true")
	case reflect.Int, reflect.Int64:
		whole, err := strconv.ParseInt(n.text, 10, 64)
		if n.quoted || err != nil || v.OverflowInt(whole) {
			b.addf(n.place, path, "%q is no whole number", clip(n.text))
			return
		}
		v.SetInt(whole)
	case reflect.Float64:
		number, err := strconv.ParseFloat(n.text, 64)
		if n.quoted || err != nil || math.IsNaN(number) || math.IsInf(number, 0) {
			b.addf(n.place, path, "%q is no number", clip(n.text))
			return
		}
		v.SetFloat(number)
	default:
		b.addf(n.place, path, "cannot be read by this version")
	}
}

// suggestion names the known key that is nearest to a misspelt one.
func suggestion(name string, known map[string][]int) string {
	best, least := "", 3
	for candidate := range known {
		d := distance(name, candidate)
		if d < least || d == least && candidate < best {
			best, least = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", best)
}

// distance counts the letters to change, add or take away; words that differ much in length are far apart.
func distance(a, b string) int {
	if len(a) > 60 || len(a)-len(b) > 3 || len(b)-len(a) > 3 {
		return 60
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		before := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := before
			if a[i] != b[j] {
				cost = 1 + min(before, row[j], row[j+1])
			}
			before, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
