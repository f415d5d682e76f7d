package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

const (
	start  = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
	end    = `<w:sectPr><w:pgSz w:w="11906"/></w:sectPr></w:body></w:document>`
	styles = `<w:styles xmlns:w="x"><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style><w:style w:styleId="Part"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style></w:styles>`
)

func heading(text string) string {
	return `<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>` + text + `</w:t></w:r></w:p>`
}

func plainText(text string) string {
	return `<w:p><w:r><w:t xml:space="preserve">` + text + `</w:t></w:r></w:p>`
}

// archive makes a document of files given as name and content.
func archive(t testing.TB, files ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, files[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func document(t testing.TB, content string) []byte {
	t.Helper()
	return archive(t, "[Content_Types].xml", "<Types/>", stylesName, styles, bodyName, start+content+end)
}

func read(t testing.TB, src []byte) *Document {
	t.Helper()
	d, err := Read(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const book = `<w:p><w:pPr><w:pStyle w:val="berschrift1"/><w:rPr><w:b/></w:rPr></w:pPr><w:r><w:t>The </w:t></w:r><w:r><w:t>River</w:t></w:r></w:p>
<w:p><w:r><w:t xml:space="preserve">It was </w:t></w:r><w:r><w:rPr><w:b/><w:i w:val="false"/></w:rPr><w:t xml:space="preserve">cold </w:t></w:r><w:r><w:t>&amp; *wide*</w:t><w:br/><w:t>x</w:t></w:r></w:p>
<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>1</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>
<w:p><w:pPr><w:pStyle w:val="Part"/></w:pPr><w:r><w:t>Two</w:t></w:r><w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>box</w:t></w:r></w:p></w:txbxContent></w:pict></w:r><w:r><w:t> after</w:t></w:r><w:r><w:drawing><pic:pic><a:blip r:embed="rId4"/></pic:pic></w:drawing></w:r><w:r><w:pict><v:shape><v:imagedata r:id="rId5"/></v:shape></w:pict></w:r></w:p>`

func TestRead(t *testing.T) {
	d := read(t, document(t, book))
	var got []string
	for _, b := range d.Blocks {
		var texts []string
		for _, p := range b.Paragraphs {
			texts = append(texts, p.Text())
		}
		got = append(got, fmt.Sprintf("%d %q", b.Level, texts))
	}
	want := `1 ["The River"]
0 ["It was cold & *wide*\nx"]
0 ["one"]
0 ["a" "b" "1" ""]
2 ["Two"]
0 ["box after"]`
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	if d.Pictures != 2 {
		t.Errorf("%d pictures", d.Pictures)
	}
	markdown := "# The River\n\nIt was **cold** & \\*wide\\*\\\nx\n\n- one\n| a | b |\n| --- | --- |\n| 1 |  |\n\n## Two\n\nbox after\n\n"
	markdown = strings.Replace(strings.Replace(markdown, "& ", "\\& ", 1), "- one\n", "- one\n\n", 1)
	if text := string(d.Markdown()); text != markdown {
		t.Errorf("as Markdown it is\n%s\nwant\n%s", text, markdown)
	}
}

// checkCuts holds the law: parts of any sizes are documents, and joined they have the same body.
func checkCuts(t *rapid.T, tb testing.TB, src []byte, size int) {
	d := read(tb, src)
	var parts []*Document
	for i := 0; i == 0 || i < len(d.Blocks); i += size {
		var part bytes.Buffer
		if err := d.Write(&part, i, min(i+size, len(d.Blocks))); err != nil {
			t.Fatal(err)
		}
		p := read(tb, part.Bytes())
		if len(p.Blocks) != min(size, len(d.Blocks)-i) {
			t.Fatalf("a part has %d blocks of %d", len(p.Blocks), len(d.Blocks))
		}
		parts = append(parts, p)
	}
	var joined bytes.Buffer
	if err := Join(&joined, parts); err != nil {
		t.Fatal(err)
	}
	if got := read(tb, joined.Bytes()); !bytes.Equal(got.body, d.body) {
		t.Fatalf("cut and joined, %s is %s", d.body, got.body)
	}
}

func TestCutsAreTheDocument(t *testing.T) {
	block := rapid.SampledFrom([]string{heading("A"), plainText("x"), "\n ", "<w:bookmarkStart w:id=\"1\"/>", "<w:bookmarkEnd w:id=\"1\"/>", "<!-- c -->",
		"<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "<w:p/>", "<w:sdt><w:sdtContent>" + plainText("y") + "</w:sdtContent></w:sdt>"})
	rapid.Check(t, func(rt *rapid.T) {
		src := document(t, strings.Join(rapid.SliceOfN(block, 0, 12).Draw(rt, "blocks"), ""))
		checkCuts(rt, t, src, rapid.IntRange(1, 4).Draw(rt, "size"))
	})
}

func TestJoinTakesTheTextOfAForeignPart(t *testing.T) {
	first := read(t, document(t, heading("One")+plainText("x")))
	other := read(t, archive(t, stylesName, strings.ReplaceAll(styles, "berschrift1", "Heading1"), bodyName,
		strings.Replace(start, "<w:body>", `<w:body> `, 1)+strings.ReplaceAll(heading("Two"), "berschrift1", "Heading1")+`<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>a &lt; b</w:t></w:r></w:p>`+end,
		linksName, "<Relationships/>"))
	var joined bytes.Buffer
	if err := Join(&joined, []*Document{first, other}); err != nil {
		t.Fatal(err)
	}
	got := read(t, joined.Bytes())
	if text := string(got.Markdown()); text != "# One\n\nx\n\n# Two\n\n*a \\< b*\n\n" {
		t.Errorf("got %q", text)
	}
}

func TestHostileDocumentsAreRefused(t *testing.T) {
	bomb := archive(t, bodyName, start+strings.Repeat(" ", 15<<20)+end)
	for name, c := range map[string]struct {
		src  []byte
		want string
	}{
		"no archive": {[]byte("hello"), "no Word document"},
		"no body":    {archive(t, "a.txt", "x"), "word/document.xml is not in it"},
		"bomb":       {bomb, "unpacks to far more"},
		"entities":   {archive(t, bodyName, `<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>`), "document type"},
		"deep":       {document(t, strings.Repeat("<w:p>", 5000)), "in each other"},
		"cut off":    {archive(t, bodyName, start+"<w:p>"), "damaged"},
		"other XML":  {archive(t, bodyName, "<html/>"), "no body"},
		"closing":    {archive(t, bodyName, start+"</w:p>"), "damaged"},
	} {
		if _, err := Read(bytes.NewReader(c.src), int64(len(c.src))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func FuzzBody(f *testing.F) {
	f.Add(book)
	f.Fuzz(func(t *testing.T, content string) {
		src := archive(t, bodyName, start+content+end)
		d, err := Read(bytes.NewReader(src), int64(len(src)))
		if err != nil {
			return
		}
		at := d.start
		for _, b := range d.Blocks {
			if b.From != at || b.To <= b.From {
				t.Fatalf("a block is %d to %d, after %d", b.From, b.To, at)
			}
			at = b.To
		}
		d.Markdown()
	})
}
