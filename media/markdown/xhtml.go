package markdown

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"tutti/project"
)

// MaxChapterBytes is the greatest text that is made into a page.
const MaxChapterBytes = 1 << 20

// maxGrowth is how much larger than its text a page may be.
const maxGrowth = 20

// Heading is a heading of a page.
type Heading struct {
	Level int
	Title string // plain text
	ID    string // of its element
}

// XHTML makes the body of a page, well-formed for an e-book. Raw HTML is left out, and so are pictures, of which the words
// that describe them stay, and links that lead nowhere outside. Errors: Invalid for a text beyond the limits.
func XHTML(src []byte) ([]byte, []Heading, error) {
	md := whole()
	src, doc, err := chapter(md, src)
	if err != nil {
		return nil, nil, err
	}
	out := &bounded{left: maxGrowth*len(src) + 4096}
	if err := md.Renderer().Render(out, src, doc); err != nil {
		return nil, nil, project.Errorf(project.Invalid, "a chapter becomes more than %d times as long as its text; simplify its tables and notes", maxGrowth)
	}
	return out.Bytes(), headings(doc, src), nil
}

// whole reads and writes all of Markdown that a book knows.
func whole() goldmark.Markdown {
	return goldmark.New(
		goldmark.WithExtensions(extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignStyle)), extension.Strikethrough, extension.Footnote, extension.DefinitionList),
		goldmark.WithParserOptions(parser.WithAutoHeadingID()),
		goldmark.WithRendererOptions(html.WithXHTML(), renderer.WithNodeRenderers(util.Prioritized(outside{}, 100))))
}

// chapter reads a text that becomes pages, and gives it with what was read of it.
func chapter(md goldmark.Markdown, src []byte) ([]byte, ast.Node, error) {
	if len(src) > MaxChapterBytes {
		return nil, nil, project.Errorf(project.Invalid, "a chapter has %d bytes, at most %d become a page; deliver it in parts", len(src), MaxChapterBytes)
	}
	if err := Check(src); err != nil {
		return nil, nil, err
	}
	src = printable(src[prologue(src):])
	return src, md.Parser().Parse(text.NewReader(src)), nil
}

// printable takes out the signs that XML cannot hold.
func printable(src []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' && r != '\r' || r == '\uFFFE' || r == '\uFFFF' {
			return -1
		}
		return r
	}, bytes.ToValidUTF8(src, []byte("\uFFFD")))
}

func headings(doc ast.Node, src []byte) []Heading {
	var out []Heading
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.Heading); ok {
			id, _ := h.AttributeString("id")
			name, _ := id.([]byte)
			out = append(out, Heading{Level: h.Level, Title: plainText(h, src), ID: string(name)})
		}
	}
	return out
}

// plainText is the text of a node without its marks.
func plainText(n ast.Node, src []byte) string {
	var out strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch t := c.(type) {
		case *ast.Text:
			out.Write(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(t.Value(src)))))
			if t.SoftLineBreak() || t.HardLineBreak() {
				out.WriteByte(' ')
			}
		case *ast.String:
			out.Write(t.Value)
		case *ast.AutoLink:
			out.Write(t.Label(src))
		default:
			out.WriteString(plainText(c, src))
		}
	}
	return strings.Join(strings.Fields(out.String()), " ")
}

// outside writes what points out of the page.
type outside struct{}

// RegisterFuncs takes over pictures and links.
func (o outside) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, o.picture)
	r.Register(ast.KindLink, o.link)
	r.Register(ast.KindAutoLink, o.autoLink)
}

func (outside) picture(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		_, err := w.Write(util.EscapeHTML([]byte(plainText(n, src))))
		return ast.WalkSkipChildren, err
	}
	return ast.WalkContinue, nil
}

func (outside) link(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	target := address(n.(*ast.Link).Destination)
	switch {
	case target == "":
		return ast.WalkContinue, nil
	case entering:
		_, err := w.WriteString(`<a href="` + target + `">`)
		return ast.WalkContinue, err
	}
	_, err := w.WriteString("</a>")
	return ast.WalkContinue, err
}

func (outside) autoLink(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*ast.AutoLink)
	label := string(util.EscapeHTML(link.Label(src)))
	to := link.URL(src)
	if link.AutoLinkType == ast.AutoLinkEmail && !bytes.HasPrefix(to, []byte("mailto:")) {
		to = append([]byte("mailto:"), to...)
	}
	if target := address(to); target != "" {
		label = `<a href="` + target + `">` + label + "</a>"
	}
	_, err := w.WriteString(label)
	return ast.WalkContinue, err
}

// address is a target that leads to the web or to a mailbox, ready for an attribute; "" for any other.
func address(to []byte) string {
	u, err := url.Parse(string(to))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" || u.Scheme != "mailto" && u.Host == "" {
		return ""
	}
	return string(util.EscapeHTML([]byte(u.String())))
}

// bounded is a buffer that takes only so much.
type bounded struct {
	bytes.Buffer
	left int
}

func (b *bounded) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, bytes.ErrTooLarge
	}
	return b.Buffer.Write(p)
}
