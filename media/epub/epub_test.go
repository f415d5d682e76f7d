package epub

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"

	"tutti/project"
)

func book() Book {
	return Book{Title: "Über <Wolken> & \"Meer\"", Language: "de", ID: NewID("a", "b"), Contributors: []Contributor{{"Zoë & Co", "author"}},
		Chapters: []Chapter{
			{Title: "One", Body: []byte("<h1 id=\"one\">One</h1>\n<p>x &amp; y</p>\n"), Sections: []Section{{"Deep", "deep"}}},
			{Title: "A & B", Body: []byte("<p>y</p>\n")},
		}}
}

func write(t *testing.T, b Book) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := Write(&out, b); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func files(t *testing.T, content []byte) (names []string, texts map[string]string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	texts = map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		names, texts[f.Name] = append(names, f.Name), string(text)
	}
	return names, texts
}

// TestStructure holds a book to what the format asks for: the type first, stored and without extra fields; a container, a
// package that lists every file, a spine in order, and contents that lead somewhere.
func TestStructure(t *testing.T) {
	content := write(t, book())
	if want := "mimetypeapplication/epub+zip"; string(content[30:30+len(want)]) != want || !bytes.Equal(content[8:10], []byte{0, 0}) || !bytes.Equal(content[28:30], []byte{0, 0}) {
		t.Errorf("the archive starts with %q", content[:64])
	}
	names, texts := files(t, content)
	if want := "mimetype META-INF/container.xml EPUB/package.opf EPUB/contents.xhtml EPUB/style.css EPUB/chapter-001.xhtml EPUB/chapter-002.xhtml"; strings.Join(names, " ") != want {
		t.Errorf("the files are %q", names)
	}
	for name, text := range texts {
		if strings.HasSuffix(name, "xhtml") || strings.HasSuffix(name, "xml") || strings.HasSuffix(name, "opf") {
			if err := wellFormed(text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	opf := texts["EPUB/package.opf"]
	listed := map[string]string{}
	for _, m := range regexp.MustCompile(`<item id="([^"]+)" href="([^"]+)"`).FindAllStringSubmatch(opf, -1) {
		listed[m[1]] = m[2]
		if _, there := texts["EPUB/"+m[2]]; !there {
			t.Errorf("%s is listed and not there", m[2])
		}
	}
	if len(listed) != len(names)-3 {
		t.Errorf("%d of %d files are listed", len(listed), len(names)-3)
	}
	spine := []string{}
	for _, m := range regexp.MustCompile(`<itemref idref="([^"]+)"`).FindAllStringSubmatch(opf, -1) {
		spine = append(spine, listed[m[1]])
	}
	if strings.Join(spine, " ") != "contents.xhtml chapter-001.xhtml chapter-002.xhtml" {
		t.Errorf("the spine is %q", spine)
	}
	if !regexp.MustCompile(`<dc:identifier id="id">urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}<`).MatchString(opf) {
		t.Errorf("the book has no good name: %s", opf)
	}
	var meta struct {
		Metadata struct {
			Title       string `xml:"title"`
			Contributor string `xml:"contributor"`
		} `xml:"metadata"`
	}
	if err := xml.Unmarshal([]byte(opf), &meta); err != nil || meta.Metadata.Title != book().Title || meta.Metadata.Contributor != "Zoë & Co" {
		t.Errorf("%+v %v", meta, err)
	}
}

func TestContentsLeadSomewhere(t *testing.T) {
	b := book()
	b.Chapters[0].Body = append(b.Chapters[0].Body, "<h2 id=\"deep\">Deep</h2>"...)
	_, texts := files(t, write(t, b))
	links := regexp.MustCompile(`href="(chapter[^"#]*)#?([^"]*)"`).FindAllStringSubmatch(texts["EPUB/contents.xhtml"], -1)
	if len(links) != 3 {
		t.Fatalf("%d links", len(links))
	}
	for _, m := range links {
		page := texts["EPUB/"+m[1]]
		if page == "" || m[2] != "" && !strings.Contains(page, `id="`+m[2]+`"`) {
			t.Errorf("%s leads nowhere", m[0])
		}
	}
}

func TestTheSameBookGivesTheSameBytes(t *testing.T) {
	if !bytes.Equal(write(t, book()), write(t, book())) {
		t.Error("two books differ")
	}
}

func TestBrokenChaptersAreRefused(t *testing.T) {
	for _, body := range []string{"<p>", "a & b", "<p id=\"a\"/><p id=\"a\"/>", "\x01", "&nbsp;"} {
		b := book()
		b.Chapters[1].Body = []byte(body)
		if err := Write(io.Discard, b); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q: %v", body, err)
		}
	}
}
