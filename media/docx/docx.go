// Package docx reads the text of Word documents (Office Open XML): paragraphs with their headings and runs. A document can
// be cut between the blocks of its body into documents of their own, and put together again.
//
// Everything is bounded: a document comes from outside, is an archive, and holds XML.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"tutti/project"
)

// The limits of a document.
const (
	MaxBytes    = 256 << 20 // of the archive
	maxText     = 16 << 20  // of the body, unpacked
	maxEntries  = 10_000
	maxUnpacked = 1 << 30
	maxRatio    = 200 // unpacked to packed, above freeBytes
	freeBytes   = 1 << 20
	maxDepth    = 200 // of elements in each other
)

const (
	bodyName   = "word/document.xml"
	stylesName = "word/styles.xml"
	linksName  = "word/_rels/document.xml.rels"
)

// Run is a stretch of text in one look.
type Run struct {
	Text   string
	Bold   bool
	Italic bool
}

// Paragraph is one paragraph.
type Paragraph struct {
	Style string // id of its style
	Level int    // 1 to 9 for a heading
	List  bool
	Table int // number of the table that it stands in, from 1; 0 outside
	Row   int // of the table, from 1
	Cell  int // of the row, from 1
	Runs  []Run
}

// Text is a paragraph's text.
func (p Paragraph) Text() string {
	var out strings.Builder
	for _, r := range p.Runs {
		out.WriteString(r.Text)
	}
	return out.String()
}

// Block is what stands directly in the body: a paragraph, a table, a mark.
type Block struct {
	From, To   int // bytes of the body's file
	Level      int // of the heading; 0 for other blocks
	Paragraphs []Paragraph
}

// Title is the text of a block that is a heading.
func (b Block) Title() string {
	if len(b.Paragraphs) == 0 {
		return ""
	}
	return strings.Join(strings.Fields(b.Paragraphs[0].Text()), " ")
}

// Document is a read document. Its archive stays open as long as the reader it came from.
type Document struct {
	Blocks   []Block
	Pictures int // shown in the body
	archive  *zip.Reader
	body     []byte
	links    []byte
	start    int // of the body's content
	end      int // of the last block; what follows is the page set-up and the end
}

// Read reads a document. Errors: Invalid for what is no document or is beyond the limits.
func Read(r io.ReaderAt, size int64) (*Document, error) {
	archive, err := open(r, size)
	if err != nil {
		return nil, err
	}
	d := &Document{archive: archive}
	if d.body, err = d.unpack(bodyName, maxText); err != nil {
		return nil, err
	}
	if d.body == nil {
		return nil, project.Errorf(project.Invalid, "the file is no Word document: %s is not in it", bodyName)
	}
	if d.links, err = d.unpack(linksName, maxText); err != nil {
		return nil, err
	}
	styles, err := d.unpack(stylesName, maxText)
	if err != nil {
		return nil, err
	}
	levels, err := headingStyles(styles)
	if err != nil {
		return nil, err
	}
	return d, d.read(levels)
}

// open checks the archive by its directory, before anything is unpacked.
func open(r io.ReaderAt, size int64) (*zip.Reader, error) {
	if size > MaxBytes {
		return nil, project.Errorf(project.Invalid, "the document has %d bytes, at most %d can be read; take pictures out, or deliver it in parts", size, int64(MaxBytes))
	}
	archive, err := zip.NewReader(r, size)
	if err != nil && !errors.Is(err, zip.ErrInsecurePath) {
		return nil, project.Errorf(project.Invalid, "the file is no Word document (.docx): its archive cannot be read")
	}
	if len(archive.File) > maxEntries {
		return nil, project.Errorf(project.Invalid, "the document has %d files in its archive, at most %d can be read", len(archive.File), maxEntries)
	}
	total := uint64(0)
	for _, f := range archive.File {
		total += min(f.UncompressedSize64, maxUnpacked+1)
		if total > maxUnpacked || f.UncompressedSize64 > freeBytes && f.UncompressedSize64 > maxRatio*f.CompressedSize64 {
			return nil, project.Errorf(project.Invalid, "%q within the document unpacks to far more than a document has; save it again", clip(f.Name))
		}
	}
	return archive, nil
}

// unpack reads one file of the archive; nil when it is not there.
func (d *Document) unpack(name string, limit int64) ([]byte, error) {
	for _, f := range d.archive.File {
		if f.Name != name {
			continue
		}
		content, err := f.Open()
		if err != nil {
			return nil, project.Errorf(project.Invalid, "%s within the document cannot be read; save it again", name)
		}
		defer content.Close()
		text, err := io.ReadAll(io.LimitReader(content, limit+1))
		switch {
		case err != nil:
			return nil, project.Errorf(project.Invalid, "%s within the document is damaged; save it again", name)
		case int64(len(text)) > limit:
			return nil, project.Errorf(project.Invalid, "%s within the document has more than %d bytes; deliver it in parts", name, limit)
		}
		return text, nil
	}
	return nil, nil
}

// walk goes through XML with the open elements, the innermost last. Entities of its own are refused: a document has none.
func walk(name string, text []byte, visit func(token xml.Token, open []string, from, to int) error) error {
	decoder := xml.NewDecoder(bytes.NewReader(text))
	var open []string
	for {
		from := int(decoder.InputOffset())
		token, err := decoder.RawToken()
		if err == io.EOF && len(open) == 0 {
			return nil
		}
		if err != nil {
			return project.Errorf(project.Invalid, "%s within the document is damaged; save it again", name)
		}
		switch t := token.(type) {
		case xml.Directive:
			return project.Errorf(project.Invalid, "%s within the document has a document type, which Word never writes", name)
		case xml.StartElement:
			open = append(open, t.Name.Local)
			if len(open) > maxDepth {
				return project.Errorf(project.Invalid, "%s within the document has more than %d elements in each other", name, maxDepth)
			}
		case xml.EndElement:
			if len(open) == 0 || open[len(open)-1] != t.Name.Local {
				return project.Errorf(project.Invalid, "%s within the document is damaged; save it again", name)
			}
		}
		if err := visit(token, open, from, int(decoder.InputOffset())); err != nil {
			return err
		}
		if _, ends := token.(xml.EndElement); ends {
			open = open[:len(open)-1]
		}
	}
}

// headingStyles says which styles are headings. Word names them in English whatever the language; their ids differ. A style that is
// based on a heading is one, unless it says another level itself.
func headingStyles(styles []byte) (map[string]int, error) {
	levels, based := map[string]int{}, map[string]string{}
	if styles == nil {
		return levels, nil
	}
	style := ""
	err := walk(stylesName, styles, func(token xml.Token, open []string, _, _ int) error {
		t, ok := token.(xml.StartElement)
		if !ok {
			return nil
		}
		switch value := attribute(t, "val"); t.Name.Local {
		case "style":
			style = attribute(t, "styleId")
		case "name":
			if level := levelOfName(value); level > 0 {
				levels[style] = level
			}
		case "basedOn":
			based[style] = value
		case "outlineLvl":
			switch {
			case len(value) == 1 && value >= "0" && value <= "8":
				levels[style] = int(value[0]-'0') + 1
			case value == "9": // body text
				levels[style] = 0
			}
		}
		return nil
	})
	inherit(levels, based)
	return levels, err
}

// inherit gives styles that say no level that of what they are based on.
func inherit(levels map[string]int, based map[string]string) {
	const deepest = 10 // of styles upon styles; it also ends a circle
	for style := range based {
		for at, steps := style, 0; at != "" && steps < deepest; steps++ {
			if level, said := levels[at]; said {
				levels[style] = level
				break
			}
			at = based[at]
		}
	}
}

// levelOfName reads "heading 2".
func levelOfName(name string) int {
	rest, found := strings.CutPrefix(strings.ToLower(name), "heading")
	rest = strings.TrimSpace(rest)
	if !found || len(rest) != 1 || rest < "1" || rest > "9" {
		return 0
	}
	return int(rest[0] - '0')
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func clip(s string) string { return strings.ToValidUTF8(s[:min(len(s), 80)], "?") }
