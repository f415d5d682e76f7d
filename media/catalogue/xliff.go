package catalogue

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"tutti/project"
)

// readXLIFF reads an XLIFF as a row of tags. Nothing outside the document is ever looked up: a document type, which could
// define entities, is refused.
func readXLIFF(src []byte) (Catalogue, error) {
	r := xliffReader{src: src, catalogue: Catalogue{Format: XLIFF}, decoder: xml.NewDecoder(bytes.NewReader(src)), lines: map[string]int{}}
	for {
		from := int(r.decoder.InputOffset())
		token, err := r.decoder.RawToken()
		if err == io.EOF {
			return r.finish()
		}
		if err != nil {
			return Catalogue{}, r.trouble(err)
		}
		if err := r.token(token, from); err != nil {
			return Catalogue{}, err
		}
	}
}

type xliffReader struct {
	src       []byte
	catalogue Catalogue
	decoder   *xml.Decoder
	unitName  string // trans-unit in 1.2, unit in 2
	stack     []element
	blank     int // first byte of the blank space before the tag; -1 when something else stands there
	file      string
	unit      *Unit
	text      *strings.Builder // of the source or target that is open
	depth     int              // of the stack where text was opened
	tag       int              // first byte of the tag that is read
	opened    int              // first byte of the tag that opened text
	lines     map[string]int   // of each unit
}

// element is an open element.
type element struct {
	name   string
	from   int  // first byte, blank space before it included
	locked bool // translate="no" here or above

	outer namespaces // declared here or above, but not within a unit
	inner namespaces // declared within the unit
}

func (r *xliffReader) token(token xml.Token, from int) error {
	blank := r.blank
	r.blank, r.tag = -1, from
	switch t := token.(type) {
	case xml.Directive:
		return r.errorf("a document type stands here, which XLIFF has none of; take it out")
	case xml.StartElement:
		if blank < 0 {
			blank = from
		}
		return r.start(t, blank)
	case xml.EndElement:
		return r.end(t)
	case xml.CharData:
		if r.text != nil {
			r.text.Write(t)
		}
		if len(bytes.TrimLeft(t, " \t\r\n")) == 0 {
			r.blank = from
		}
	}
	return nil
}

func (r *xliffReader) start(t xml.StartElement, from int) error {
	parent := element{}
	if n := len(r.stack); n > 0 {
		parent = r.stack[n-1]
	}
	if len(r.stack) >= maxDepth {
		return r.errorf("more than %d elements stand within each other", maxDepth)
	}
	e := element{name: t.Name.Local, from: from, locked: parent.locked, outer: parent.outer, inner: parent.inner}
	opens := e.name == r.unitName && r.unit == nil && len(r.catalogue.Files) > 0
	if said := attribute(t, "translate"); said != "" {
		e.locked = said == "no"
	}
	if opens {
		if err := r.openUnit(t, e); err != nil {
			return err
		}
	}
	if r.unit != nil {
		e.inner = e.inner.and(t)
	} else {
		e.outer = e.outer.and(t)
	}
	if err := r.bind(t, e); err != nil {
		return err
	}
	r.stack = append(r.stack, e)
	if r.text != nil {
		r.text.WriteString("<" + t.Name.Local + id(t) + ">")
		return nil
	}
	switch {
	case len(r.stack) == 1:
		return r.root(t)
	case len(r.stack) == 2 && e.name == "file":
		r.openFile(t, from)
	case r.unit != nil && !opens:
		r.openText(t, parent.name)
	}
	return nil
}

func (r *xliffReader) root(t xml.StartElement) error {
	version := attribute(t, "version")
	switch {
	case t.Name.Local != "xliff":
		return r.errorf("the document is %q, not xliff", clip(t.Name.Local))
	case strings.HasPrefix(version, "1."):
		r.unitName = "trans-unit"
	case strings.HasPrefix(version, "2."):
		r.unitName = "unit"
		r.catalogue.From, r.catalogue.Into = attribute(t, "srcLang"), attribute(t, "trgLang")
	default:
		return r.errorf("the version %q of XLIFF cannot be read; export 1.2 or 2.0", clip(version))
	}
	return nil
}

func (r *xliffReader) openFile(t xml.StartElement, from int) {
	r.file = attribute(t, "id")
	if r.unitName == "trans-unit" {
		r.file = attribute(t, "original")
		r.catalogue.From, r.catalogue.Into = attribute(t, "source-language"), attribute(t, "target-language")
	}
	r.catalogue.Files = append(r.catalogue.Files, File{From: from})
}

func (r *xliffReader) openUnit(t xml.StartElement, e element) error {
	line, _ := r.decoder.InputPos()
	name := attribute(t, "id")
	u := Unit{ID: r.file + "\x04" + name, Name: nameOf(r.file, name), Locked: e.locked, Line: line, From: e.from, outer: e.outer}
	if first, twice := r.lines[u.ID]; twice {
		return r.errorf("the unit %q stands on line %d already; give it an id of its own", u.Name, first)
	}
	if len(r.lines) >= maxUnits {
		return r.errorf("more than %d units; deliver the catalogue in parts", maxUnits)
	}
	r.lines[u.ID] = line
	r.unit = &u
	return nil
}

// openText starts to collect a source or target that counts: not one of a suggestion or of what is not translated.
func (r *xliffReader) openText(t xml.StartElement, parent string) {
	if parent != r.unitName && parent != "segment" {
		return
	}
	switch t.Name.Local {
	case "source", "target":
		r.text, r.depth, r.opened = &strings.Builder{}, len(r.stack), r.tag
	}
	if strings.HasPrefix(attribute(t, "state"), "needs-") {
		r.unit.Unsure = true
	}
}

func (r *xliffReader) end(t xml.EndElement) error {
	n := len(r.stack)
	if n == 0 || r.stack[n-1].name != t.Name.Local {
		return r.errorf("</%s> closes nothing that is open here", clip(t.Name.Local))
	}
	at := int(r.decoder.InputOffset())
	files := r.catalogue.Files
	switch name := t.Name.Local; {
	case r.text != nil && n == r.depth:
		r.closeText(name, at)
	case r.text != nil:
		r.text.WriteString("</" + name + ">")
	case r.unit != nil && name == "segment":
		r.closeSegment()
	case r.unit != nil && name == r.unitName:
		r.closeSegment()
		r.unit.To = at
		r.catalogue.Units = append(r.catalogue.Units, *r.unit)
		files[len(files)-1].Units++
		r.unit = nil
	case n == 2 && name == "file":
		files[len(files)-1].To = at
	}
	r.stack = r.stack[:n-1]
	return nil
}

func (r *xliffReader) closeText(name string, at int) {
	if name == "source" {
		r.unit.texts = append(r.unit.texts, [2]int{r.opened, at})
		r.unit.Source = append(r.unit.Source, r.text.String())
	} else {
		r.unit.Target = append(r.unit.Target, r.text.String())
	}
	r.text = nil
}

// closeSegment keeps source and target in step: a segment without a target has an empty one.
func (r *xliffReader) closeSegment() {
	for len(r.unit.Target) < len(r.unit.Source) {
		r.unit.Target = append(r.unit.Target, "")
	}
}

func (r *xliffReader) finish() (Catalogue, error) {
	switch {
	case r.unitName == "":
		return Catalogue{}, project.Errorf(project.Invalid, "the document is no XLIFF: it has no element xliff")
	case len(r.stack) > 0:
		return Catalogue{}, r.errorf("the document ends within <%s>", clip(r.stack[len(r.stack)-1].name))
	}
	return r.catalogue, nil
}

func (r *xliffReader) errorf(format string, args ...any) error {
	line, _ := r.decoder.InputPos()
	return project.Errorf(project.Invalid, "line %d: "+format, append([]any{line}, args...)...)
}

// trouble says what the reader of XML refused.
func (r *xliffReader) trouble(err error) error {
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &syntax):
		return project.Errorf(project.Invalid, "line %d: this is no XML: %s", syntax.Line, clip(syntax.Msg))
	case strings.Contains(err.Error(), "encoding"):
		return project.Errorf(project.Invalid, "the document is not in UTF-8; save it as UTF-8")
	}
	return project.Errorf(project.Invalid, "the document is no XML: %s", clip(err.Error()))
}

// attribute reads an attribute; "" when it is not there.
func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// id is the id of an element within a text, written as an attribute.
func id(t xml.StartElement) string {
	if v := attribute(t, "id"); v != "" {
		return ` id="` + v + `"`
	}
	return ""
}

// cutXLIFF leaves the other units out, and files that would be left empty.
func (c Catalogue) cutXLIFF(src []byte, from, to int) []byte {
	if len(c.Units) == 0 {
		return bytes.Clone(src)
	}
	var out []byte
	at, first := 0, 0
	drop := func(cutFrom, cutTo int) {
		out = append(out, src[at:cutFrom]...)
		at = cutTo
	}
	for _, f := range c.Files {
		last := first + f.Units
		if last <= from || first >= to || f.Units == 0 {
			drop(f.From, f.To)
			first = last
			continue
		}
		for ; first < last; first++ {
			if first < from || first >= to {
				drop(c.Units[first].From, c.Units[first].To)
			}
		}
	}
	return append(out, src[at:]...)
}
