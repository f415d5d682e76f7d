package export

import (
	"encoding/xml"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// node is one element of any document.
type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Kids    []node     `xml:",any"`
}

func (n node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n node) kids(name string) []node {
	return slices.DeleteFunc(slices.Clone(n.Kids), func(k node) bool { return k.XMLName.Local != name })
}

func (n node) kid(t *testing.T, path string) node {
	t.Helper()
	for name := range strings.SplitSeq(path, "/") {
		found := n.kids(name)
		if len(found) == 0 {
			t.Fatalf("there is no %s in %s", name, n.XMLName.Local)
		}
		n = found[0]
	}
	return n
}

func parse(t *testing.T, text []byte) (n node) {
	t.Helper()
	if err := xml.Unmarshal(text, &n); err != nil {
		t.Fatal(err)
	}
	return n
}

// schema understands the part of XML Schema that DAWproject uses: sequences and choices of elements, extensions,
// attributes, enumerations, lists, ids.
type schema struct{ elements, types map[string]node }

func readSchema(t *testing.T, path string) schema {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	s := schema{map[string]node{}, map[string]node{}}
	for _, n := range parse(t, text).Kids {
		if n.XMLName.Local == "element" {
			s.elements[n.attr("name")] = n
		} else {
			s.types[n.attr("name")] = n
		}
	}
	return s
}

// check validates a document and gives everything that is wrong with it.
func (s schema) check(text []byte) []string {
	var root node
	if err := xml.Unmarshal(text, &root); err != nil {
		return []string{err.Error()}
	}
	v := validation{schema: s, ids: map[string]bool{}}
	v.element(root, s.elements[root.XMLName.Local], root.XMLName.Local)
	for _, ref := range v.refs {
		if !v.ids[ref] {
			v.wrong("nothing has the id %q", ref)
		}
	}
	return v.faults
}

type validation struct {
	schema
	ids    map[string]bool
	refs   []string
	faults []string
}

func (v *validation) wrong(format string, args ...any) {
	v.faults = append(v.faults, fmt.Sprintf(format, args...))
}

// typeOf is the complex type of an element: named, or written inside.
func (s schema) typeOf(e node) node {
	if inner := e.kids("complexType"); len(inner) > 0 {
		return inner[0]
	}
	return s.types[e.attr("type")]
}

// parts gives the content and the attributes of a type, those of what it extends first, and the elements it may hold.
func (s schema) parts(t node) (content string, attrs []node, holds map[string]node) {
	holds = map[string]node{}
	if c := t.kids("complexContent"); len(c) > 0 {
		ext := c[0].kids("extension")[0]
		base, inherited, held := s.parts(s.types[ext.attr("base")])
		own, more, also := s.parts(ext)
		maps.Copy(held, also)
		return base + own, append(inherited, more...), held
	}
	for _, k := range t.Kids {
		switch k.XMLName.Local {
		case "sequence", "choice":
			content += s.model(k, holds)
		case "attribute":
			attrs = append(attrs, k)
		}
	}
	return content, attrs, holds
}

// model turns a content model into a regular expression over the names of children.
func (s schema) model(n node, holds map[string]node) string {
	var inner []string
	for _, k := range n.Kids {
		if k.XMLName.Local != "element" {
			inner = append(inner, s.model(k, holds))
			continue
		}
		e := k
		if ref := k.attr("ref"); ref != "" {
			e = s.elements[ref]
		}
		holds[e.attr("name")] = e
		inner = append(inner, "(?:"+e.attr("name")+",)"+times(k))
	}
	joint := map[string]string{"sequence": "", "choice": "|"}[n.XMLName.Local]
	return "(?:" + strings.Join(inner, joint) + ")" + times(n)
}

func times(n node) string {
	return map[[2]string]string{{"0", ""}: "?", {"0", "unbounded"}: "*", {"", "unbounded"}: "+"}[[2]string{n.attr("minOccurs"), n.attr("maxOccurs")}]
}

func (v *validation) element(n, declared node, at string) {
	if simple := declared.attr("type"); strings.HasPrefix(simple, "xs:") {
		return
	}
	content, attrs, holds := v.parts(v.typeOf(declared))
	var names strings.Builder
	for _, k := range n.Kids {
		names.WriteString(k.XMLName.Local + ",")
	}
	if !regexp.MustCompile("^" + content + "$").MatchString(names.String()) {
		v.wrong("%s holds %s, wanted is %s", at, names.String(), content)
		return
	}
	for _, a := range n.Attrs {
		if !slices.ContainsFunc(attrs, func(d node) bool { return d.attr("name") == a.Name.Local }) {
			v.wrong("%s may have no %s", at, a.Name.Local)
		}
	}
	for _, a := range attrs {
		v.attribute(n, a, at)
	}
	for i, k := range n.Kids {
		v.element(k, holds[k.XMLName.Local], fmt.Sprintf("%s/%s[%d]", at, k.XMLName.Local, i))
	}
}

func (v *validation) attribute(n, declared node, at string) {
	name := declared.attr("name")
	if !slices.ContainsFunc(n.Attrs, func(a xml.Attr) bool { return a.Name.Local == name }) {
		if declared.attr("use") == "required" {
			v.wrong("%s needs %s", at, name)
		}
		return
	}
	value, kind := n.attr(name), declared.attr("type")
	if kind == "" { // a list of one enumeration
		list := declared.kids("simpleType")[0].kids("list")[0]
		for word := range strings.FieldsSeq(value) {
			v.simple(at+"@"+name, word, list.attr("itemType"))
		}
		return
	}
	v.simple(at+"@"+name, value, kind)
}

func (v *validation) simple(at, value, kind string) {
	var err error
	switch kind {
	case "xs:string":
	case "xs:double":
		_, err = strconv.ParseFloat(value, 64)
	case "xs:int":
		_, err = strconv.ParseInt(value, 10, 32)
	case "xs:boolean":
		_, err = strconv.ParseBool(value)
	case "xs:ID":
		if v.ids[value] {
			v.wrong("%s: the id %q is there twice", at, value)
		}
		v.ids[value] = true
	case "xs:IDREF":
		v.refs = append(v.refs, value)
	default:
		known := v.types[kind].kids("restriction")[0].kids("enumeration")
		if !slices.ContainsFunc(known, func(e node) bool { return e.attr("value") == value }) {
			err = fmt.Errorf("%q is no %s", value, kind)
		}
	}
	if err != nil {
		v.wrong("%s: %v", at, err)
	}
}
