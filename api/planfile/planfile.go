// Package planfile reads a plan as people write it, in YAML or JSON, and says where in the file everything wrong is.
//
// It is strict: keys it does not know, keys written twice and values of another kind are faults, all named at once,
// each with line and column. Plans come from strangers, so nesting, aliases and size are limited before anything grows.
package planfile

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"

	"tutti/project"
)

// Limits of a plan file beside those of the plan itself.
const (
	maxDepth   = 64        // of nested lists and maps
	maxNodes   = 2_000_000 // values, with every alias written out
	maxTokens  = 3_000_000 // words and signs of YAML
	maxAnchors = 1_000     // anchors, tags and complex keys
)

// File is a plan with the places where its values stand.
type File struct {
	Plan project.Plan
	root *node
}

// Parse reads and validates a plan. Its error is a *project.Error that names every fault with its path and, in the
// message, line and column.
func Parse(data []byte) (project.Plan, error) {
	f, err := Read(data)
	if err != nil {
		return project.Plan{}, err
	}
	return f.Plan, f.Locate(f.Plan.Validate())
}

// Read reads a plan without validating it: only what cannot be understood at all is a fault.
func Read(data []byte) (*File, error) {
	if len(data) > project.MaxPlanBytes {
		return nil, project.Errorf(project.Invalid, "the plan has %d bytes; at most %d", len(data), project.MaxPlanBytes)
	}
	root, err := tree(data)
	if err != nil {
		return nil, err
	}
	f := &File{root: root}
	b := binder{}
	b.bind("", root, reflect.ValueOf(&f.Plan).Elem())
	if len(b.faults) > 0 {
		return nil, b.err()
	}
	return f, nil
}

// tree reads JSON as JSON, because YAML does not allow all of its white space, and everything else as YAML.
func tree(data []byte) (*node, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	switch trimmed := bytes.TrimSpace(data); {
	case len(trimmed) == 0:
		return nil, errEmpty()
	case trimmed[0] == '{' && looksLikeJSON(data):
		return jsonTree(data)
	}
	return yamlTree(data)
}

func errEmpty() error {
	return &project.Error{Code: project.Invalid, Message: "the plan is empty", Fields: []project.Field{{Path: "plan", Message: "has nothing in it"}}}
}

// Locate adds line and column to every field of a *project.Error whose path is one of this plan. Any other error, and
// nil, comes back as it is.
func (f *File) Locate(err error) error {
	var e *project.Error
	if !errors.As(err, &e) || len(e.Fields) == 0 {
		return err
	}
	located := *e
	located.Fields = make([]project.Field, 0, len(e.Fields))
	for _, field := range e.Fields {
		at := f.root.at(field.Path)
		field.Message = at.where() + field.Message
		located.Fields = append(located.Fields, field)
	}
	return &located
}

// node is a value of the file and its place.
type node struct {
	kind   kind
	text   string // of a scalar, as written
	quoted bool   // a scalar that is text and nothing else
	items  []*node
	fields []field
	weight int // values in it, aliases written out
	place
}

type field struct {
	name  string
	value *node
	place
}

type place struct{ line, column int }

func (p place) where() string {
	if p.line == 0 {
		return ""
	}
	return fmt.Sprintf("line %d, column %d: ", p.line, p.column)
}

type kind int

const (
	scalar kind = iota
	list
	table
	null
)

func (k kind) String() string {
	return [...]string{"a single value", "a list", "a map", "empty"}[k]
}

// at walks to the path, as sub_gigs[3].price, and gives the place of the last step that is there.
func (n *node) at(path string) place {
	here := n.place
	for path != "" && n != nil {
		var next *node
		var stand place
		if rest, ok := strings.CutPrefix(path, "["); ok {
			number, after, _ := strings.Cut(rest, "]")
			next, stand = n.item(number)
			path = after
		} else {
			path = strings.TrimPrefix(path, ".")
			end := strings.IndexAny(path+".", ".[")
			next, stand = n.field(path[:end])
			path = path[end:]
		}
		if next == nil {
			return here
		}
		here, n = stand, next
	}
	return here
}

func (n *node) item(number string) (*node, place) {
	i, err := strconv.Atoi(number)
	if err != nil || i < 0 || i >= len(n.items) {
		return nil, place{}
	}
	return n.items[i], n.items[i].place
}

// field gives the value; the place of a list or map is that of its key, where people look.
func (n *node) field(name string) (*node, place) {
	for _, f := range n.fields {
		if f.name != name {
			continue
		}
		if f.value.kind == scalar {
			return f.value, f.value.place
		}
		return f.value, f.place
	}
	return nil, place{}
}

func syntaxFault(at place, message string) error {
	return &project.Error{Code: project.Invalid, Message: "the plan cannot be read; mend it and send it again",
		Fields: []project.Field{{Path: "plan", Message: at.where() + message}}}
}
