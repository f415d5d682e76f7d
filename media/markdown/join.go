package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
)

// Join puts parts one after another. Parts that are cuts of a document give its bytes; where a part ends so that the next
// heading would be read as its text, a line break or a blank line is put between them. The front matter of a later part is left out: it
// would be read as text. It gives where each part starts.
func Join(parts [][]byte) (text []byte, starts []int) {
	out := []byte{}
	for i, part := range parts {
		if i > 0 {
			part = part[prologue(part):]
			out = append(out, seam(parts[i-1], part)...)
		}
		starts = append(starts, len(out))
		out = append(out, part...)
	}
	return out, starts
}

// seam is what must stand between two parts.
func seam(before, after []byte) string {
	end := "\n"
	if bytes.Contains(before, []byte("\r\n")) {
		end = "\r\n"
	}
	switch {
	case len(before) == 0 || len(after) == 0:
		return ""
	case before[len(before)-1] != '\n':
		return end + end
	case !bytes.HasPrefix(bytes.TrimLeft(after, " "), []byte("#")) && swallows(before, after):
		return end
	}
	return ""
}

// swallows reports whether the first line of a part would be read as the end of the text before it. It asks the parser,
// with both in one document.
func swallows(before, after []byte) bool {
	first, err := Sections(after)
	if err != nil {
		return false
	}
	both, err := Sections(append(bytes.Clone(before), after[:first[0].Body]...))
	return err == nil && both[len(both)-1].From != len(before)
}

// Prose gives the text without what is no prose: code, raw HTML and front matter are replaced by spaces, so that bytes and
// lines stay where they were.
func (d *Document) Prose() []byte {
	out := append(bytes.Clone(d.src), ending...) // a block that is left open goes on to there
	blank(out[:d.start])
	err := ast.Walk(d.root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() != ast.TypeBlock {
			return ast.WalkContinue, nil
		}
		if k := n.Kind(); k == ast.KindCodeBlock || k == ast.KindFencedCodeBlock || k == ast.KindHTMLBlock {
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				blank(out[d.start+line.Start : d.start+line.Stop])
			}
		}
		return ast.WalkContinue, nil
	})
	if err != nil {
		return bytes.Clone(d.src) // the walk above never fails
	}
	return out[:len(d.src)]
}

// blank overwrites text with spaces and keeps its lines.
func blank(text []byte) {
	for i, c := range text {
		if c != '\n' && c != '\r' {
			text[i] = ' '
		}
	}
}
