package catalogue

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// namespaces are what prefixes of an XML document stand for. One that is in use is never changed: elements share it.
type namespaces map[string]string

// and adds what an element declares.
func (n namespaces) and(t xml.StartElement) namespaces {
	out := n
	for _, a := range t.Attr {
		if a.Name.Space == "xmlns" {
			if out = maps.Clone(out); out == nil {
				out = namespaces{}
			}
			out[a.Name.Local] = a.Value
		}
	}
	return out
}

// prefixes are those that an element and its attributes have; xml and xmlns are known everywhere.
func prefixes(t xml.StartElement) []string {
	out := []string{t.Name.Space}
	for _, a := range t.Attr {
		out = append(out, a.Name.Space)
	}
	return slices.DeleteFunc(out, func(p string) bool { return p == "" || p == "xml" || p == "xmlns" })
}

// bind looks up the prefixes of an element: within the unit first, then around it, which is noted.
func (r *xliffReader) bind(t xml.StartElement, e element) error {
	for _, prefix := range prefixes(t) {
		if _, within := e.inner[prefix]; within {
			continue
		}
		uri, around := e.outer[prefix]
		if !around {
			return r.errorf("the prefix %q is not declared; write xmlns:%[1]s=\"...\" into the first element", clip(prefix))
		}
		if r.unit != nil {
			if r.unit.needs == nil {
				r.unit.needs = namespaces{}
			}
			r.unit.needs[prefix] = uri
		}
	}
	return nil
}

// carry writes the declarations that a unit needs, and that its new place has not, into its first tag.
func (n namespaces) carry(unit []byte, place namespaces) []byte {
	var declared strings.Builder
	for _, prefix := range slices.Sorted(maps.Keys(n)) {
		if uri, known := place[prefix]; !known || uri != n[prefix] {
			fmt.Fprintf(&declared, ` xmlns:%s="%s"`, prefix, escaped(n[prefix]))
		}
	}
	if declared.Len() == 0 {
		return unit
	}
	name := bytes.IndexAny(unit, " \t\r\n/>")
	return slices.Concat(unit[:name], []byte(declared.String()), unit[name:])
}
