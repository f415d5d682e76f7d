package planfile

import (
	"errors"
	"io"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/scanner"
	"github.com/goccy/go-yaml/token"
)

func yamlTree(data []byte) (*node, error) {
	tokens, err := tokenize(string(data))
	if err != nil {
		return nil, err
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		return nil, yamlFault(err)
	}
	if empty(file) {
		return nil, errEmpty()
	}
	if len(file.Docs) != 1 || file.Docs[0].Body == nil {
		return nil, syntaxFault(place{1, 1}, "a plan is one YAML document")
	}
	y := yamlReader{anchors: map[string]*node{}}
	root := y.read(file.Docs[0].Body, 0)
	return root, y.err
}

// empty reports whether there is nothing in the file, or nothing but comments.
func empty(file *ast.File) bool {
	if len(file.Docs) != 1 {
		return len(file.Docs) == 0
	}
	switch file.Docs[0].Body.(type) {
	case nil, *ast.CommentGroupNode, *ast.NullNode:
		return true
	}
	return false
}

// tokenize gives the words of the text, and stops as soon as they are those of no plan.
func tokenize(text string) (token.Tokens, error) {
	var scan scanner.Scanner
	scan.Init(text)
	var all token.Tokens
	var g guard
	for {
		some, err := scan.Scan()
		if errors.Is(err, io.EOF) {
			return all, nil
		}
		if err != nil {
			return nil, scanFault(text, err, all)
		}
		for _, t := range some {
			if err := g.look(t); err != nil {
				return nil, err
			}
		}
		all.Add(some...)
	}
}

// guard refuses, before the parser recurses into it, what nests deeper or is longer than any plan.
type guard struct{ depth, run, marks, total int }

func (g *guard) look(t *token.Token) error {
	g.total++
	switch t.Type {
	case token.SequenceStartType, token.MappingStartType:
		g.depth++
	case token.SequenceEndType, token.MappingEndType:
		g.depth--
	case token.SequenceEntryType:
		g.run++
	case token.MappingKeyType:
		g.run++
		g.marks++
	case token.AnchorType, token.TagType:
		g.marks++
	default:
		g.run = 0
	}
	switch {
	case g.depth > maxDepth, g.run > maxDepth:
		return syntaxFault(placeOf(t), "lists and maps are nested too deeply")
	case g.marks > maxAnchors:
		return syntaxFault(placeOf(t), "there are too many anchors, tags and complex keys")
	case g.total > maxTokens:
		return syntaxFault(placeOf(t), "there is too much of it for a plan")
	}
	return nil
}

// scanFault says where the text stops being YAML: at a tab that indents, which is what people do most, at the sign that
// the scanner refuses, or after the last word that was good.
func scanFault(text string, err error, good token.Tokens) error {
	var at place
	message := "it is no YAML from here on"
	if len(good) > 0 {
		at = placeOf(good[len(good)-1])
	}
	var invalid *scanner.InvalidTokenError
	if errors.As(err, &invalid) && invalid.Token != nil {
		if p := placeOf(invalid.Token); p.line > 0 {
			at = p
		}
		if invalid.Token.Error != "" {
			message = invalid.Token.Error
		}
	}
	if at.line == 0 {
		at = place{1, 1}
	}
	if p, ok := tabbed(text); ok && (strings.Contains(message, "tab character") || strings.Contains(message, "\t")) {
		return syntaxFault(p, "a tab indents this line; YAML wants spaces")
	}
	return syntaxFault(at, message)
}

// tabbed finds the first line with a tab in its indentation.
func tabbed(text string) (place, bool) {
	line := 0
	for s := range strings.Lines(text) {
		line++
		indent := s[:len(s)-len(strings.TrimLeft(s, " \t"))]
		if column := strings.IndexByte(indent, '\t'); column >= 0 && strings.TrimSpace(s) != "" {
			return place{line, column + 1}, true
		}
	}
	return place{}, false
}

func yamlFault(err error) error {
	var fault yaml.Error
	if errors.As(err, &fault) {
		return syntaxFault(placeOf(fault.GetToken()), fault.GetMessage())
	}
	return syntaxFault(place{}, "it is no YAML")
}

func placeOf(t *token.Token) place {
	if t == nil || t.Position == nil {
		return place{}
	}
	return place{t.Position.Line, t.Position.Column}
}

// yamlReader turns the parser's tree into nodes. The first error stops it.
type yamlReader struct {
	anchors map[string]*node
	total   int
	err     error
}

func (y *yamlReader) fail(at place, message string) *node {
	if y.err == nil {
		y.err = syntaxFault(at, message)
	}
	return &node{kind: null, weight: 1, place: at}
}

func (y *yamlReader) read(n ast.Node, depth int) *node {
	if y.err != nil || n == nil {
		return &node{kind: null, weight: 1}
	}
	at := placeOf(n.GetToken())
	if depth > 2*maxDepth {
		return y.fail(at, "lists and maps are nested too deeply")
	}
	out := y.convert(n, at, depth)
	if y.total += out.weight; y.total > maxNodes && y.err == nil {
		return y.fail(at, "the plan has too many values, counting what its aliases stand for")
	}
	return out
}

func (y *yamlReader) convert(n ast.Node, at place, depth int) *node {
	switch n := n.(type) {
	case *ast.NullNode:
		return &node{kind: null, weight: 1, place: at}
	case *ast.StringNode:
		quoted := n.Token.Type == token.SingleQuoteType || n.Token.Type == token.DoubleQuoteType
		return &node{text: n.Value, quoted: quoted, weight: 1, place: at}
	case *ast.LiteralNode:
		return &node{text: n.Value.Value, quoted: true, weight: 1, place: at}
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		return &node{text: n.GetToken().Value, weight: 1, place: at}
	case *ast.SequenceNode:
		return y.list(n, at, depth)
	case *ast.MappingNode:
		return y.table(n.Values, at, depth)
	case *ast.MappingValueNode:
		return y.table([]*ast.MappingValueNode{n}, at, depth)
	case *ast.AnchorNode:
		value := y.read(n.Value, depth+1)
		y.anchors[n.Name.GetToken().Value] = value
		return value
	case *ast.AliasNode:
		if value, ok := y.anchors[n.Value.GetToken().Value]; ok {
			return value
		}
		return y.fail(at, "this alias names an anchor that is not there before it")
	case *ast.TagNode:
		return y.fail(at, "tags such as "+n.Start.Value+" are not used in plans")
	}
	return y.fail(at, "this kind of YAML is not used in plans")
}

func (y *yamlReader) list(n *ast.SequenceNode, at place, depth int) *node {
	out := &node{kind: list, weight: 1, place: at, items: make([]*node, 0, len(n.Values))}
	for _, v := range n.Values {
		item := y.read(v, depth+1)
		out.items = append(out.items, item)
		out.weight = min(maxNodes+1, out.weight+item.weight)
	}
	return out
}

func (y *yamlReader) table(values []*ast.MappingValueNode, at place, depth int) *node {
	out := &node{kind: table, weight: 1, place: at, fields: make([]field, 0, len(values))}
	var merged []field
	for _, v := range values {
		key := v.Key.GetToken()
		value := y.read(v.Value, depth+1)
		out.weight = min(maxNodes+1, out.weight+value.weight)
		if key.Type == token.MergeKeyType {
			merged = append(merged, value.fields...)
			continue
		}
		if len(out.fields) == 0 {
			out.place = placeOf(key)
		}
		out.fields = append(out.fields, field{name: keyText(v.Key), value: value, place: placeOf(key)})
	}
	for _, f := range merged { // what is written here counts more than what is merged in
		if here, _ := out.field(f.name); here == nil {
			out.fields = append(out.fields, f)
		}
	}
	return out
}

func keyText(key ast.MapKeyNode) string {
	if s, ok := key.(*ast.StringNode); ok {
		return s.Value
	}
	return key.GetToken().Value
}
