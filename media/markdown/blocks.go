package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	extended "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"

	"tutti/media/typeset"
)

// Blocks gives a text for pages: what XHTML shows, and behind the words of a link where it leads. Errors: those of XHTML.
func Blocks(src []byte) ([]typeset.Block, error) {
	src, doc, err := chapter(whole(), src)
	if err != nil {
		return nil, err
	}
	r := &reader{src: src}
	r.blocks(doc, place{})
	return r.out, nil
}

// reader makes blocks of what was parsed.
type reader struct {
	src []byte
	out []typeset.Block
}

// place is where in lists and quotes a block stands.
type place struct {
	depth int
	quote int     // depth of the quote, 0 outside
	mark  *string // of the item, for its first block
	tight bool
}

// maxDepth is how deep lists and quotes are set in; what is deeper stands there too.
const maxDepth = 6

func (p place) deeper() place { return place{depth: min(p.depth+1, maxDepth), quote: p.quote} }

func (r *reader) blocks(parent ast.Node, at place) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		r.block(n, at)
	}
}

func (r *reader) block(n ast.Node, at place) {
	switch node := n.(type) {
	case *ast.Heading:
		r.add(typeset.Block{Kind: typeset.Heading, Level: node.Level, Text: r.spans(n, typeset.Span{})}, place{})
	case *ast.Paragraph, *ast.TextBlock:
		r.add(typeset.Block{Text: r.spans(n, typeset.Span{})}, at)
	case *extended.DefinitionTerm:
		r.add(typeset.Block{Text: r.spans(n, typeset.Span{Bold: true})}, at)
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		r.add(typeset.Block{Kind: typeset.Code, Text: []typeset.Span{{Text: strings.ReplaceAll(strings.TrimRight(r.raw(n), "\n"), "\t", "    "), Code: true}}}, at)
	case *ast.ThematicBreak:
		r.add(typeset.Block{Kind: typeset.Rule}, at)
	case *ast.List:
		r.list(node, at)
	case *ast.Blockquote:
		below := at.deeper()
		below.quote = below.depth
		r.blocks(n, below)
	case *extended.DefinitionDescription:
		r.blocks(n, at.deeper())
	case *extended.Table:
		r.table(node)
	case *extended.FootnoteList:
		r.add(typeset.Block{Kind: typeset.Rule}, place{})
		r.blocks(n, place{})
	case *extended.Footnote:
		mark := fmt.Sprintf("%d.", node.Index)
		r.blocks(n, place{depth: 1, mark: &mark})
	case *ast.HTMLBlock:
	default:
		r.blocks(n, at)
	}
}

// add puts a block at its place.
func (r *reader) add(b typeset.Block, at place) {
	b.Depth, b.Quote, b.Tight = at.depth, at.quote, at.tight
	if at.mark != nil {
		b.Mark, *at.mark = *at.mark, ""
	}
	if b.Kind == typeset.Paragraph && b.Mark == "" && strings.TrimSpace(typeset.Words(b.Text)) == "" {
		return
	}
	r.out = append(r.out, b)
}

func (r *reader) list(list *ast.List, at place) {
	number := list.Start
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		mark := "•"
		if list.IsOrdered() {
			mark = fmt.Sprintf("%d.", number)
			number++
		}
		below := at.deeper()
		below.mark, below.tight = &mark, list.IsTight && (item != list.FirstChild() || at.tight)
		r.blocks(item, below)
	}
}

func (r *reader) table(table *extended.Table) {
	var rows [][][]typeset.Span
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		var cells [][]typeset.Span
		for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
			cells = append(cells, r.spans(cell, typeset.Span{}))
		}
		rows = append(rows, cells)
	}
	r.out = append(r.out, typeset.Block{Kind: typeset.Table, Rows: rows})
}

// raw is the text of a block as it is written.
func (r *reader) raw(n ast.Node) string {
	var out strings.Builder
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		out.Write(line.Value(r.src))
	}
	return out.String()
}

// spans are the letters within a block, in the look of what they stand in.
func (r *reader) spans(parent ast.Node, look typeset.Span) []typeset.Span {
	var out []typeset.Span
	put := func(text string) {
		if text != "" {
			out = append(out, typeset.Span{Text: text, Bold: look.Bold, Italic: look.Italic, Code: look.Code})
		}
	}
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch node := n.(type) {
		case *ast.Text:
			put(oneLine(string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(node.Value(r.src)))))))
			switch {
			case node.HardLineBreak():
				put("\n")
			case node.SoftLineBreak():
				put(" ")
			}
		case *ast.String:
			put(oneLine(string(node.Value)))
		case *ast.CodeSpan:
			out = append(out, typeset.Span{Text: oneLine(r.code(node)), Bold: look.Bold, Code: true})
		case *ast.Emphasis:
			inner := look
			inner.Bold, inner.Italic = look.Bold || node.Level > 1, look.Italic || node.Level == 1
			out = append(out, r.spans(n, inner)...)
		case *ast.Link:
			out = append(out, r.spans(n, look)...)
			if to := string(node.Destination); address(node.Destination) != "" && to != typeset.Words(r.spans(n, look)) {
				put(" (" + to + ")")
			}
		case *ast.AutoLink:
			put(string(node.Label(r.src)))
		case *extended.FootnoteLink:
			put(fmt.Sprintf("[%d]", node.Index))
		case *ast.RawHTML, *extended.FootnoteBacklink:
		default:
			out = append(out, r.spans(n, look)...)
		}
	}
	return out
}

// code is the text between backticks, in which nothing is a mark.
func (r *reader) code(span *ast.CodeSpan) string {
	var out strings.Builder
	for n := span.FirstChild(); n != nil; n = n.NextSibling() {
		if t, ok := n.(*ast.Text); ok {
			out.Write(t.Value(r.src))
		}
	}
	return out.String()
}

func oneLine(s string) string { return strings.NewReplacer("\r", "", "\n", " ").Replace(s) }
