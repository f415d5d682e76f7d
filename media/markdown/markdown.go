// Package markdown reads the outline of Markdown documents: where each chapter starts and ends, as cuts of the original
// bytes, so that parts put together again are the document to the byte.
//
// Only headings of the document itself count. What looks like one inside a fence, a quote or a list is text.
package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"tutti/project"
)

// The limits of a document. They keep the parser, which is quadratic in some of them, within seconds.
const (
	MaxBytes    = 4 << 20
	maxMarks    = 25      // of quotes and lists that start a line
	maxBrackets = 1000    // brackets without a blank line between them
	maxCells    = 200_000 // lines times columns of a table
)

// Section is a heading with what follows it, up to the next heading. The bytes before the first heading are a Section of
// level 0 without a title.
type Section struct {
	Level int    // 1 to 6; 0 for what stands before the first heading
	Title string // as written, without the marks of the heading
	Line  int    // of the heading, from 1
	From  int    // first byte
	Body  int    // first byte after the heading
	To    int    // byte after the last
}

// Document is a document whose blocks have been read.
type Document struct {
	src   []byte
	start int // where the Markdown begins, behind a byte order mark and front matter
	root  ast.Node
	parse func(src []byte) ast.Node
}

// ending is put behind a document that is read: it is a heading there unless something was left open.
const ending = "\n\n# end\n"

// Read reads the blocks of a document. What stands inside a line is not looked at, which is where the time goes.
// Errors: Invalid for a document beyond the limits.
func Read(src []byte) (*Document, error) {
	if err := Check(src); err != nil {
		return nil, err
	}
	p := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
	d := &Document{src: src, start: prologue(src), parse: func(src []byte) ast.Node { return p.Parse(text.NewReader(src)) }}
	d.root = d.parse(append(bytes.Clone(src[d.start:]), ending...))
	return d, nil
}

// Sections gives the sections of a document, as Document.Sections does. Errors: those of Read.
func Sections(src []byte) ([]Section, error) {
	d, err := Read(src)
	if err != nil {
		return nil, err
	}
	return d.Sections(), nil
}

// Sections gives the document's sections in order. They cover every byte once; an empty document has one.
func (d *Document) Sections() []Section {
	out := []Section{{Line: 1, Body: d.start}} // what stands before the Markdown is no text
	for n := d.root.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || d.start+h.Pos() >= len(d.src) {
			continue
		}
		s := heading(d.src, d.start, h)
		if s.From > 0 && !d.startsPart(d.src[s.From:s.Body]) {
			continue
		}
		last := &out[len(out)-1]
		if s.From == 0 || last.Level == 0 && string(d.src[:s.From]) == byteOrderMark {
			s.From = 0
			*last = s
			continue
		}
		s.Line = last.Line + bytes.Count(d.src[last.From:s.From], []byte("\n"))
		last.To = s.From
		out = append(out, s)
	}
	out[len(out)-1].To = len(d.src)
	for i := range out {
		out[i].Body = min(out[i].Body, out[i].To)
	}
	return out
}

// IsClosed reports whether a heading put after the document is a heading: no fence and no comment is left open, which would
// swallow the chapters that follow.
func (d *Document) IsClosed() bool {
	last := d.root.LastChild()
	return last != nil && last.Kind() == ast.KindHeading && d.start+last.Pos() == len(d.src)+2
}

// heading places a heading of the text that starts at byte start.
func heading(src []byte, start int, h *ast.Heading) Section {
	from := start + h.Pos()
	from = bytes.LastIndexByte(src[:from], '\n') + 1
	s := Section{Level: h.Level, Line: 1, From: max(from, start), Body: lineEnd(src, from)}
	if n := h.Lines().Len(); n > 0 {
		last := h.Lines().At(n - 1)
		s.Title = strings.Join(strings.Fields(string(h.Lines().Value(src[start:]))), " ")
		s.Body = lineEnd(src, start+last.Start)
	}
	if isUnderline(src, s) {
		s.Body = lineEnd(src, s.Body)
	}
	return s
}

// startsPart reports whether a heading reads the same at the start of a document as within one: it has no byte order mark,
// which a join takes off, and no need of the lines before it.
func (d *Document) startsPart(src []byte) bool {
	switch {
	case bytes.HasPrefix(src, []byte(byteOrderMark)):
		return false
	case bytes.HasPrefix(bytes.TrimLeft(src, " "), []byte("#")):
		return true
	}
	first := d.parse(src).FirstChild()
	return first != nil && first.Kind() == ast.KindHeading
}

// isUnderline reports whether a heading is one that is underlined, so that its body starts a line later.
func isUnderline(src []byte, s Section) bool {
	return !bytes.HasPrefix(bytes.TrimLeft(src[s.From:], " "), []byte("#"))
}

// lineEnd is the first byte after the line that holds byte at.
func lineEnd(src []byte, at int) int {
	if i := bytes.IndexByte(src[min(at, len(src)):], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// prologue is the length of what stands before the Markdown: a byte order mark, and front matter between two lines of three dashes
// (YAML), whose last line would otherwise read as an underlined heading, or of three plus signs (TOML).
func prologue(src []byte) int {
	mark := 0
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		mark = len(byteOrderMark)
	}
	fence := string(bytes.TrimRight(src[mark:lineEnd(src, mark)], " \t\r\n"))
	if fence != "---" && fence != "+++" {
		return mark
	}
	first := lineEnd(src, mark)
	blanks, others := false, false
	for at := first; at < len(src); at = lineEnd(src, at) {
		line := bytes.TrimRight(src[at:lineEnd(src, at)], " \t\r\n")
		switch {
		case string(line) == fence && blanks && others:
			return mark // paragraphs between two lines
		case string(line) == fence:
			return lineEnd(src, at)
		case at == first && fence == "---" && !bytes.Contains(line, []byte(":")):
			return mark
		case len(line) == 0:
			blanks = true
		default:
			others = others || !isSetting(line, fence)
		}
	}
	return mark
}

// isSetting reports whether a line within front matter says something to programs: a name with its value, or what goes on with one.
func isSetting(line []byte, fence string) bool {
	if fence == "+++" {
		return bytes.ContainsAny(line, "=#[]\"")
	}
	return bytes.Contains(line, []byte(":")) || bytes.ContainsAny(line[:1], " \t-")
}

// Check holds a document to the limits. Errors: Invalid, with the line.
func Check(src []byte) error {
	if len(src) > MaxBytes {
		return project.Errorf(project.Invalid, "the document has %d bytes, at most %d can be read; deliver it in parts", len(src), MaxBytes)
	}
	b := block{}
	for line := range bytes.Lines(src) {
		if err := b.add(line); err != nil {
			return err
		}
	}
	return nil
}

// block counts what stands between two blank lines.
type block struct {
	line                  int // of the document
	lines, bars, brackets int
}

func (b *block) add(line []byte) error {
	b.line++
	if len(bytes.TrimSpace(line)) == 0 {
		*b = block{line: b.line}
		return nil
	}
	b.lines++
	b.bars = max(b.bars, bytes.Count(line, []byte("|")))
	b.brackets += bytes.Count(line, []byte("["))
	switch {
	case marks(line) > maxMarks:
		return project.Errorf(project.Invalid, "line %d: more than %d quotes or lists inside each other; take some out", b.line, maxMarks)
	case b.brackets > maxBrackets:
		return project.Errorf(project.Invalid, "line %d: more than %d brackets without a blank line; add blank lines", b.line, maxBrackets)
	case b.bars > 1 && b.lines*b.bars > maxCells:
		return project.Errorf(project.Invalid, "line %d: a table of more than %d cells; deliver it as CSV", b.line, maxCells)
	}
	return nil
}

// marks counts the marks of quotes and lists that start a line. A rule of dashes is none, unless it is longer than a line.
func marks(line []byte) int {
	n := 0
	for i, c := range line {
		switch c {
		case '>':
			n++
		case '-', '*', '+', '.', ')':
			if i+1 < len(line) && line[i+1] == ' ' {
				n++
			}
		case ' ', '\t', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		default:
			return n
		}
	}
	if rule := bytes.Trim(line, "-* \t\r\n"); len(rule) == 0 && len(line) <= longestRule {
		return 0
	}
	return n
}

// longestRule is the longest line of dashes or stars that is taken for a rule.
const longestRule = 200

// byteOrderMark is what some editors put before the first letter.
const byteOrderMark = "\xef\xbb\xbf"
