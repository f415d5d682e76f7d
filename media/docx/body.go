package docx

import (
	"encoding/xml"

	"tutti/project"
)

// read finds the blocks of the body and what they say.
func (d *Document) read(levels map[string]int) error {
	b := bodyReader{document: d, levels: levels}
	if err := walk(bodyName, d.body, b.visit); err != nil {
		return err
	}
	if d.start == 0 {
		return project.Errorf(project.Invalid, "the document has no body; save it again")
	}
	return nil
}

// bodyReader collects blocks. A block's depth is 3: document, body, block.
type bodyReader struct {
	document  *Document
	levels    map[string]int
	block     Block
	paragraph *Paragraph
	depth     int    // of the paragraph
	inRun     bool   // elsewhere b and i mean the mark of the paragraph
	look      Run    // of the run that is open
	held      Run    // look of the text that waits for one in another look
	text      []byte // that waits
	tables    int
	row, cell int
	closed    bool // the page set-up at the end has come
}

const blockDepth = 3

func (b *bodyReader) visit(token xml.Token, open []string, from, to int) error {
	switch t := token.(type) {
	case xml.StartElement:
		b.start(t, open, to)
	case xml.EndElement:
		b.end(t.Name.Local, open, to)
	case xml.CharData:
		if len(open) > 0 && open[len(open)-1] == "t" && !within(open, "Fallback") {
			b.write(string(t))
		}
	}
	return nil
}

func within(open []string, name string) bool {
	for _, o := range open {
		if o == name {
			return true
		}
	}
	return false
}

func (b *bodyReader) start(t xml.StartElement, open []string, to int) {
	name := t.Name.Local
	switch len(open) {
	case blockDepth - 1:
		b.closed = b.closed || b.document.start > 0
		if name == "body" && b.document.start == 0 {
			b.document.start, b.document.end = to, to
		}
	case blockDepth:
		b.closed = b.closed || name == "sectPr"
		b.block = Block{From: b.document.end}
	}
	if within(open, "Fallback") {
		return
	}
	switch name {
	case "tbl":
		b.tables++
		b.row = 0
	case "tr":
		b.row++
		b.cell = 0
	case "tc":
		b.cell++
	case "p":
		b.openParagraph(open)
	case "blip", "imagedata": // of DrawingML, and of VML before it
		b.document.Pictures++
	}
	if b.paragraph != nil {
		b.property(t, name)
	}
}

// openParagraph starts a paragraph. One within another, as in a text box, adds to it.
func (b *bodyReader) openParagraph(open []string) {
	if b.paragraph != nil {
		return
	}
	b.paragraph, b.depth = &Paragraph{}, len(open)
	if within(open, "tbl") {
		b.paragraph.Table, b.paragraph.Row, b.paragraph.Cell = b.tables, b.row, b.cell
	}
}

// property reads how a paragraph or a run looks, and the signs that are elements.
func (b *bodyReader) property(t xml.StartElement, name string) {
	value := attribute(t, "val")
	on := value != "0" && value != "false" && value != "none"
	switch name {
	case "pStyle":
		b.paragraph.Style, b.paragraph.Level = value, b.levels[value]
	case "outlineLvl":
		if len(value) == 1 && value >= "0" && value <= "8" {
			b.paragraph.Level = int(value[0]-'0') + 1
		}
	case "numPr":
		b.paragraph.List = true
	case "r":
		b.look, b.inRun = Run{}, true
	case "b":
		b.look.Bold = b.inRun && on
	case "i":
		b.look.Italic = b.inRun && on
	case "tab":
		if b.inRun {
			b.write("\t")
		}
	case "br", "cr":
		b.write("\n")
	}
}

// write adds text in the look of the run that is open. Runs in the same look become one.
func (b *bodyReader) write(text string) {
	if b.paragraph == nil {
		return
	}
	if b.look != b.held {
		b.flush()
	}
	b.held = b.look
	b.text = append(b.text, text...)
}

func (b *bodyReader) flush() {
	if len(b.text) > 0 {
		b.held.Text = string(b.text)
		b.paragraph.Runs = append(b.paragraph.Runs, b.held)
	}
	b.held, b.text = Run{}, nil
}

func (b *bodyReader) end(name string, open []string, to int) {
	depth := len(open)
	if name == "r" {
		b.look, b.inRun = Run{}, false
	}
	if b.paragraph != nil && depth == b.depth {
		b.flush()
		b.block.Paragraphs = append(b.block.Paragraphs, *b.paragraph)
		b.paragraph = nil
	}
	if depth != blockDepth || b.closed || b.document.start == 0 {
		return
	}
	b.block.To = to
	if len(b.block.Paragraphs) == 1 && b.block.Paragraphs[0].Table == 0 {
		b.block.Level = b.block.Paragraphs[0].Level
	}
	b.document.Blocks = append(b.document.Blocks, b.block)
	b.document.end = to
}
