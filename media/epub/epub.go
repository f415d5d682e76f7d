// Package epub writes e-books: EPUB 3 with a page of contents. The same book gives the same bytes.
package epub

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"text/template"

	"tutti/project"
)

// Book is what goes into an e-book.
type Book struct {
	Title        string
	Language     string // ISO 639-1
	ID           string // unique name of the book, as a URN
	Contributors []Contributor
	Chapters     []Chapter
}

// Contributor is somebody who made it.
type Contributor struct{ Name, Role string }

// Chapter is one page of the book.
type Chapter struct {
	Title    string
	Body     []byte // XHTML, without html and body
	Sections []Section
}

// Section is an entry of the contents below its chapter.
type Section struct{ Title, ID string }

// modified stands in every book: EPUB asks for a moment, and the same book must give the same bytes.
const modified = "2000-01-01T00:00:00Z"

// ChapterPath is where the chapter of a number, from 0, stands in the archive.
func ChapterPath(number int) string { return "EPUB/" + chapterName(number) }

func chapterName(number int) string { return fmt.Sprintf("chapter-%03d.xhtml", number+1) }

// Write writes the book. Errors: Invalid for a chapter that is no well-formed XHTML, or that has an ID twice; those of w.
func Write(w io.Writer, b Book) error {
	out := zip.NewWriter(w)
	if err := store(out, "mimetype", "application/epub+zip"); err != nil {
		return err
	}
	files := []struct{ name, content string }{
		{"META-INF/container.xml", container},
		{"EPUB/package.opf", fill(packageText, b)},
		{"EPUB/contents.xhtml", fill(contentsText, b)},
		{"EPUB/style.css", style},
	}
	for i, c := range b.Chapters {
		page := fill(chapterText, page{c, b.Language})
		if err := wellFormed(page); err != nil {
			return project.Errorf(project.Invalid, "the chapter %q cannot become a page: %s", c.Title, err)
		}
		files = append(files, struct{ name, content string }{ChapterPath(i), page})
	}
	for _, f := range files {
		entry, err := out.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, f.content); err != nil {
			return err
		}
	}
	return out.Close()
}

// page is a chapter as its template takes it.
type page struct {
	Chapter
	Language string
}

// Content is the body as it is.
func (p page) Content() string { return string(p.Body) }

// store writes a file without compression and without any extra field, as the first one must be.
func store(out *zip.Writer, name, content string) error {
	size := uint64(len(content))
	entry, err := out.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(content)), CompressedSize64: size, UncompressedSize64: size})
	if err != nil {
		return err
	}
	_, err = io.WriteString(entry, content)
	return err
}

// wellFormed reads a page as a reader of e-books does.
func wellFormed(page string) error {
	decoder := xml.NewDecoder(strings.NewReader(page))
	ids := map[string]bool{}
	for {
		token, err := decoder.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		for _, a := range start.Attr {
			if a.Name.Local == "id" && ids[a.Value] {
				return fmt.Errorf("the id %q is there twice", a.Value)
			}
			if a.Name.Local == "id" {
				ids[a.Value] = true
			}
		}
	}
}

// NewID names a book by what goes into it.
func NewID(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	sum[6], sum[8] = 0x80|sum[6]&0x0f, 0x80|sum[8]&0x3f // a UUID of version 8: made of a hash
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", sum[0:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// fill writes a page. The templates are constants that a test fills, so they always can be.
func fill(text string, with any) string {
	var out bytes.Buffer
	functions := template.FuncMap{"x": escape, "chapter": chapterName, "next": func(i int) int { return i + 1 }}
	if err := template.Must(template.New("").Funcs(functions).Parse(text)).Execute(&out, with); err != nil {
		panic(err)
	}
	return out.String()
}

// escape writes text so that XML can hold it.
func escape(s string) (string, error) {
	var out strings.Builder
	err := xml.EscapeText(&out, []byte(strings.ToValidUTF8(s, "\uFFFD")))
	return out.String(), err
}

const container = `<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
`

const packageText = `<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{{x .Language}}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
    <dc:identifier id="id">{{x .ID}}</dc:identifier>
    <dc:title>{{x .Title}}</dc:title>
    <dc:language>{{x .Language}}</dc:language>
    <meta property="dcterms:modified">` + modified + `</meta>
{{- range .Contributors}}
    <dc:contributor>{{x .Name}}</dc:contributor>
{{- end}}
  </metadata>
  <manifest>
    <item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>
    <item id="style" href="style.css" media-type="text/css"/>
{{- range $i, $c := .Chapters}}
    <item id="c{{next $i}}" href="{{chapter $i}}" media-type="application/xhtml+xml"/>
{{- end}}
  </manifest>
  <spine>
    <itemref idref="contents"/>
{{- range $i, $c := .Chapters}}
    <itemref idref="c{{next $i}}"/>
{{- end}}
  </spine>
</package>
`

const contentsText = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{{x .Language}}" lang="{{x .Language}}">
<head><title>{{x .Title}}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
<h1>{{x .Title}}</h1>
<nav epub:type="toc" id="toc">
<ol>
{{- range $i, $c := .Chapters}}
<li><a href="{{chapter $i}}">{{x $c.Title}}</a>
{{- if $c.Sections}}<ol>
{{- range $c.Sections}}
<li><a href="{{chapter $i}}#{{x .ID}}">{{x .Title}}</a></li>
{{- end}}
</ol>{{end}}</li>
{{- end}}
</ol>
</nav>
</body>
</html>
`

const chapterText = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" xml:lang="{{x .Language}}" lang="{{x .Language}}">
<head><title>{{x .Title}}</title><link rel="stylesheet" type="text/css" href="style.css"/></head>
<body>
{{.Content}}</body>
</html>
`

const style = `body { line-height: 1.4; }
blockquote { margin: 1em 2em; }
pre { white-space: pre-wrap; }
table { border-collapse: collapse; }
td, th { border: 1px solid; padding: 0.2em 0.5em; }
`
