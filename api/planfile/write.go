package planfile

import (
	"bytes"
	"encoding/json"
	"strings"
	"unicode"

	"go.yaml.in/yaml/v3"

	"tutti/project"
)

// Write gives a plan as YAML for people to edit: fields in the order of the terms of a plan, nothing that says nothing. Each line of
// head stands above it as a comment.
func Write(p project.Plan, head ...string) ([]byte, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return nil, project.Because(err, project.Internal, "the plan cannot be written down")
	}
	var tree yaml.Node
	if err := yaml.Unmarshal(text, &tree); err != nil { // JSON is YAML, and a tree keeps the order
		return nil, project.Because(err, project.Internal, "the plan cannot be written down")
	}
	tidy(&tree)
	var b bytes.Buffer
	for _, line := range head {
		b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
	enc := yaml.NewEncoder(&b)
	enc.SetIndent(2)
	if err := enc.Encode(&tree); err != nil {
		return nil, project.Because(err, project.Internal, "the plan cannot be written down")
	}
	return b.Bytes(), enc.Close()
}

// tidy gives a tree the style that people write, and leaves out what says nothing: members without a value, and the empty tables
// of parts that a plan may leave out. It reports whether the tree says anything.
func tidy(n *yaml.Node) bool {
	n.Style = 0
	switch n.Kind {
	case yaml.MappingNode:
		kept := n.Content[:0]
		for i := 0; i+1 < len(n.Content); i += 2 {
			n.Content[i].Style = 0
			if tidy(n.Content[i+1]) {
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
		n.Content = kept
		return len(kept) > 0
	case yaml.ScalarNode:
		if strings.ContainsFunc(n.Value, unseen) {
			n.Style = yaml.DoubleQuotedStyle
		}
		return n.Tag != "!!null" && n.Value != ""
	}
	for _, child := range n.Content {
		tidy(child)
	}
	return len(n.Content) > 0
}

// unseen finds what only an escape shows: everything that is not printed, but for a new line.
func unseen(r rune) bool { return r != '\n' && !unicode.IsPrint(r) }
