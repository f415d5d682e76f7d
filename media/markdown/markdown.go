// Package markdown reads the outline of Markdown documents: where each chapter starts and ends, as cuts of the original
// bytes, so that parts put together again are the document to the byte.
//
// Only headings of the document itself count. What looks like one inside a fence, a quote or a list is text.
package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"tutti/project"
)

// The limits of a document. They keep the parser, which is quadratic in some of them, within seconds.
const (
	MaxBytes    = 16 << 20
	maxQuotes   = 100     // quote marks that start a line
	maxBrackets = 2000    // brackets without a blank line between them
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

// Sections gives the document's sections in order. They cover every byte of src once; an empty document has one.
// Errors: Invalid for a document beyond the limits.
func Sections(src []byte) ([]Section, error) {
	if err := Check(src); err != nil {
		return nil, err
	}
	start := prologue(src)
	out := []Section{{Line: 1}}
	for n := blocks(src[start:]).FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok {
			continue
		}
		s := heading(src, start, h)
		if s.From > 0 && !startsPart(src[s.From:s.Body]) {
			continue
		}
		last := &out[len(out)-1]
		if s.From == 0 || last.Level == 0 && string(src[:s.From]) == byteOrderMark {
			s.From = 0
			*last = s
			continue
		}
		s.Line = last.Line + bytes.Count(src[last.From:s.From], []byte("\n"))
		last.To = s.From
		out = append(out, s)
	}
	out[len(out)-1].To = len(src)
	for i := range out {
		out[i].Body = min(out[i].Body, out[i].To)
	}
	return out, nil
}

// blocks parses the structure of blocks. What stands inside a line is not looked at, which is where the time goes.
func blocks(src []byte) ast.Node {
	p := parser.NewParser(parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
	return p.Parse(text.NewReader(src))
}

// heading places a heading of the text that starts at byte start.
func heading(src []byte, start int, h *ast.Heading) Section {
	from := start + h.Pos()
	from = bytes.LastIndexByte(src[:from], '\n') + 1
	s := Section{Level: h.Level, Line: 1, From: max(from, start), Body: lineEnd(src, from)}
	if n := h.Lines().Len(); n > 0 {
		last := h.Lines().At(n - 1)
		s.Title = string(bytes.Join(bytes.Fields(h.Lines().Value(src[start:])), []byte(" ")))
		s.Body = lineEnd(src, start+last.Start)
	}
	if isUnderline(src, s) {
		s.Body = lineEnd(src, s.Body)
	}
	return s
}

// startsPart reports whether a heading reads the same at the start of a document as within one: it has no byte order mark,
// which a join takes off, and no need of the lines before it.
func startsPart(src []byte) bool {
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		return false
	}
	first := blocks(src).FirstChild()
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

// prologue is the length of what stands before the Markdown: a byte order mark, and front matter between two lines of
// three dashes, whose last line would otherwise read as an underlined heading.
func prologue(src []byte) int {
	mark := 0
	if bytes.HasPrefix(src, []byte(byteOrderMark)) {
		mark = len(byteOrderMark)
	}
	if !isDashes(src[mark:lineEnd(src, mark)]) {
		return mark
	}
	first := lineEnd(src, mark)
	for at := first; at < len(src); at = lineEnd(src, at) {
		line := bytes.TrimSpace(src[at:lineEnd(src, at)])
		switch {
		case isDashes(line):
			return lineEnd(src, at)
		case at == first && !bytes.Contains(line, []byte(":")), len(line) == 0:
			return mark
		}
	}
	return mark
}

func isDashes(line []byte) bool { return string(bytes.TrimRight(line, " \t\r\n")) == "---" }

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
	case quotes(line) > maxQuotes:
		return project.Errorf(project.Invalid, "line %d: more than %d quotes inside each other; take some out", b.line, maxQuotes)
	case b.brackets > maxBrackets:
		return project.Errorf(project.Invalid, "line %d: more than %d brackets without a blank line; add blank lines", b.line, maxBrackets)
	case b.bars > 1 && b.lines*b.bars > maxCells:
		return project.Errorf(project.Invalid, "line %d: a table of more than %d cells; deliver it as CSV", b.line, maxCells)
	}
	return nil
}

// quotes counts the quote marks that start a line, whatever lists stand between them.
func quotes(line []byte) int {
	n := 0
	for _, c := range line {
		switch c {
		case '>':
			n++
		case ' ', '\t', '-', '*', '+':
		default:
			return n
		}
	}
	return n
}

// byteOrderMark is what some editors put before the first letter.
const byteOrderMark = "\xef\xbb\xbf"
