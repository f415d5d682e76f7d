package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-pdf/fpdf"
	"pgregory.net/rapid"

	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(Work())
	os.Exit(m.Run())
}

func press() *Press { return New(tool.New(tool.Options{})) }

// book writes a document of so many pages, each with its own words, a picture on every second, and a bookmark at each
// of marks, counted from 0.
func book(t testing.TB, name string, pages int, marks ...int) string {
	t.Helper()
	p := fpdf.New("P", "mm", "A5", "")
	p.AddUTF8FontFromBytes("dejavu", "", dejavusans.TTF)
	p.SetTitle("Über "+name, true)
	var picture bytes.Buffer
	img := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range img.Pix {
		img.Pix[i] = byte(i * len(name))
	}
	img.Set(1, 1, color.White)
	if err := jpeg.Encode(&picture, img, nil); err != nil {
		t.Fatal(err)
	}
	p.RegisterImageOptionsReader(name, fpdf.ImageOptions{ImageType: "JPG"}, &picture)
	for n := range pages {
		p.AddPage()
		if slices.Contains(marks, n) {
			p.Bookmark(fmt.Sprintf("%s §%d", name, n), 0, -1)
		}
		p.SetFont("dejavu", "", 14)
		p.Cell(40, 10, fmt.Sprintf("%s, page %d, Þórður", name, n+1))
		p.SetFont("Helvetica", "", 10)
		p.Ln(12)
		p.Cell(40, 10, "a font of every reader")
		if n%2 == 1 {
			p.Image(name, 20, 40, 60, 0, false, "JPG", 0, "")
		}
	}
	path := filepath.Join(t.TempDir(), name+".pdf")
	if err := p.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
	return path
}

// raw writes a PDF of the given objects, the first of them the catalog.
func raw(t testing.TB, objects ...string) string {
	t.Helper()
	var out bytes.Buffer
	out.WriteString("%PDF-1.7\n")
	var offsets []int
	for i, o := range objects {
		offsets = append(offsets, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, at := range offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	path := filepath.Join(t.TempDir(), "raw.pdf")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func stream(extra string, content []byte) string {
	return fmt.Sprintf("<<%s/Length %d>>\nstream\n%s\nendstream", extra, len(content), content)
}

func deflated(content []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(content)
	z.Close()
	return out.Bytes()
}

func digestsOf(t testing.TB, path string) []string {
	t.Helper()
	sums, err := press().Digests(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return sums
}

// here follows an order in this process: our own files need no sandbox, and many cases need speed.
func here(t rapid.TB, o order, answer any) {
	text, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := work(nil, bytes.NewReader(text), &out); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(out.Bytes(), answer); err != nil {
		t.Fatal(err)
	}
}

func TestLook(t *testing.T) {
	t.Parallel()
	d, err := press().Look(t.Context(), book(t, "Kapitel", 5, 0, 3))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Pages) != 5 || d.Pages[4].Width != 148.5 || d.Pages[4].Height != 210 || d.Pages[1].Damaged != "" {
		t.Errorf("pages %+v", d.Pages)
	}
	want := []Font{{Name: "Helvetica", Type: "Type1", Page: 1}}
	var loose []Font
	for _, f := range d.Fonts {
		if !f.Embedded {
			loose = append(loose, f)
		}
	}
	if !slices.Equal(loose, want) || len(d.Fonts) != 2 {
		t.Errorf("fonts %+v", d.Fonts)
	}
	if !slices.Equal(d.Bookmarks, []Bookmark{{"Kapitel §0", 1, 0}, {"Kapitel §3", 4, 0}}) {
		t.Errorf("bookmarks %+v", d.Bookmarks)
	}
	if d.Title != "Über Kapitel" || d.Encrypted || d.Bomb != "" || len(d.Active) != 0 {
		t.Errorf("document %+v", d)
	}
}

func TestEncrypted(t *testing.T) {
	t.Parallel()
	for name, password := range map[string]string{"a password to open": "geheim", "a password to change": ""} {
		p := fpdf.New("P", "mm", "A4", "")
		p.SetProtection(fpdf.CnProtectPrint, password, "owner")
		p.AddPage()
		path := filepath.Join(t.TempDir(), "locked.pdf")
		if err := p.OutputFileAndClose(path); err != nil {
			t.Fatal(err)
		}
		if d, err := press().Look(t.Context(), path); err != nil || !d.Encrypted {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
		if _, err := press().Join(t.Context(), Book{Chapters: []Chapter{{Path: path}}}, t.TempDir(), "a.pdf"); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: joined with %v", name, err)
		}
	}
}

func TestActiveContentIsNamed(t *testing.T) {
	t.Parallel()
	path := raw(t,
		"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>/Names<</EmbeddedFiles<</Names[(a)5 0 R]>>>>>>",
		"<</Type/Pages/Kids[3 0 R 6 0 R]/Count 2/MediaBox[0 0 595 842]>>",
		"<</Type/Page/Parent 2 0 R>>",
		"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/Launch/F(calc.exe)>>>>",
		"<</Type/Filespec/F(virus.exe)/UF(virus.exe)/EF<</F 7 0 R>>>>",
		"<</Type/Page/Parent 2 0 R/Annots[4 0 R]>>",
		stream("/Type/EmbeddedFile", []byte("MZ")))
	d, err := press().Look(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []Active{{ActiveScript, "", 0}, {ActiveLaunch, "calc.exe", 2}, {ActiveFile, "virus.exe", 0}} {
		if !slices.Contains(d.Active, want) {
			t.Errorf("%+v is not among %+v", want, d.Active)
		}
	}
	dir := t.TempDir()
	if _, err := press().Join(t.Context(), Book{Chapters: []Chapter{{Path: path}, {Path: book(t, "other", 1)}}}, dir, "joined.pdf"); err != nil {
		t.Fatal(err)
	}
	joined, err := press().Look(t.Context(), filepath.Join(dir, "joined.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range joined.Active {
		if a.Kind == ActiveScript || a.Kind == ActiveFile {
			t.Errorf("the joined document still has %+v", a)
		}
	}
}

func TestBombs(t *testing.T) {
	t.Parallel()
	zeros := deflated(make([]byte, 300<<20))
	page := func(content string) string {
		return raw(t, "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 595 842]>>", "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>", content)
	}
	for name, content := range map[string]string{
		"packed once":  stream("/Filter/FlateDecode", zeros),
		"packed twice": stream("/Filter[/FlateDecode/FlateDecode]", deflated(zeros)),
		"a picture that lies": stream("/Type/XObject/Subtype/Image/Width 10/Height 10/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode",
			zeros),
	} {
		path := page(content)
		d, err := press().Look(t.Context(), path)
		if err != nil || d.Bomb == "" {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
		if _, err := press().Digests(t.Context(), path); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: its pages were read with %v", name, err)
		}
	}
}

func TestBrokenTreesAreRefused(t *testing.T) {
	t.Parallel()
	deep := []string{"<</Type/Catalog/Pages 2 0 R>>"}
	for n := range 300 {
		deep = append(deep, fmt.Sprintf("<</Type/Pages/Kids[%d 0 R]/Count 1/MediaBox[0 0 9 9]>>", n+3))
	}
	for name, path := range map[string]string{
		"a circle": raw(t, "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[2 0 R]/Count 1/MediaBox[0 0 9 9]>>"),
		"too deep": raw(t, append(deep, "<</Type/Page>>")...),
		"no pages": raw(t, "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"),
		"no tree":  raw(t, "<</Type/Catalog>>"),
		"a text": func() string {
			p := filepath.Join(t.TempDir(), "a")
			os.WriteFile(p, []byte("%PDF-1.4 not"), 0o600)
			return p
		}(),
	} {
		if d, err := press().Look(t.Context(), path); project.CodeOf(err) != project.Invalid {
			t.Errorf("%s: %+v, %v", name, d, err)
		}
	}
}

func TestJoin(t *testing.T) {
	t.Parallel()
	one, two, three := book(t, "eins", 3, 0, 2), book(t, "zwei", 1), book(t, "drei", 4, 1)
	b := Book{Title: "Das Buch – 本", Author: "Zoë", Chapters: []Chapter{{one, "I. Début"}, {two, "II. Ελλάδα"}, {three, "III. 第三章"}}}
	dir := t.TempDir()
	joined, err := press().Join(t.Context(), b, dir, "a.pdf")
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(joined.Ranges, []Range{{0, 3}, {3, 4}, {4, 8}}) {
		t.Errorf("ranges %v", joined.Ranges)
	}
	d, err := press().Look(t.Context(), filepath.Join(dir, "a.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	want := []Bookmark{{"I. Début", 1, 0}, {"eins §0", 1, 1}, {"eins §2", 3, 1}, {"II. Ελλάδα", 4, 0}, {"III. 第三章", 5, 0}, {"drei §1", 6, 1}}
	if !slices.Equal(d.Bookmarks, want) || d.Title != b.Title || d.Author != b.Author {
		t.Errorf("%q by %q has the bookmarks %+v", d.Title, d.Author, d.Bookmarks)
	}
	pages := slices.Concat(digestsOf(t, one), digestsOf(t, two), digestsOf(t, three))
	if got := digestsOf(t, filepath.Join(dir, "a.pdf")); !slices.Equal(got, pages) {
		t.Errorf("the pages changed:\n%v\n%v", got, pages)
	}
	first, _ := os.ReadFile(filepath.Join(dir, "a.pdf"))
	for range 3 {
		if _, err := press().Join(t.Context(), b, dir, "b.pdf"); err != nil {
			t.Fatal(err)
		}
		if again, _ := os.ReadFile(filepath.Join(dir, "b.pdf")); !bytes.Equal(first, again) {
			t.Fatalf("the same chapters gave %d and %d bytes that differ", len(first), len(again))
		}
	}
}

// TestCutAndJoin is the round trip: every page comes back once, in its place.
func TestCutAndJoin(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	rapid.Check(t, func(r *rapid.T) {
		pages := rapid.IntRange(1, 12).Draw(r, "pages")
		cuts := rapid.SliceOfDistinct(rapid.IntRange(1, pages), rapid.ID[int]).Draw(r, "cuts")
		slices.Sort(cuts)
		path := book(t, "whole", pages, rand.New(rand.NewPCG(1, uint64(pages))).Perm(pages)[:min(pages, 3)]...)
		var ranges []Range
		var names []string
		var chapters []Chapter
		from := 0
		for _, to := range append(cuts, pages) {
			if to > from {
				name := fmt.Sprintf("part%d.pdf", len(ranges))
				ranges, names = append(ranges, Range{from, to}), append(names, name)
				chapters = append(chapters, Chapter{Path: filepath.Join(dir, name)})
				from = to
			}
		}
		back := filepath.Join(dir, "back.pdf")
		here(r, order{Do: "cut", Files: []string{path}, Ranges: ranges, Targets: targets(dir, names...)}, &struct{}{})
		here(r, order{Do: "join", Book: Book{Chapters: chapters}, Targets: []string{back}}, &struct{}{})
		var was, is []string
		here(r, order{Do: "digest", Files: []string{path}}, &was)
		here(r, order{Do: "digest", Files: []string{back}}, &is)
		if !slices.Equal(was, is) {
			r.Fatalf("%d pages cut at %v came back as %d others", pages, cuts, len(is))
		}
		var before, after Document
		here(r, order{Do: "look", Files: []string{path}}, &before)
		here(r, order{Do: "look", Files: []string{back}}, &after)
		if !slices.Equal(before.Bookmarks, after.Bookmarks) {
			r.Fatalf("bookmarks %v became %v", before.Bookmarks, after.Bookmarks)
		}
	})
}

func TestCutRefusesPagesThatAreNotThere(t *testing.T) {
	t.Parallel()
	path := book(t, "short", 3)
	for _, r := range []Range{{0, 4}, {-1, 2}, {2, 2}, {2, 1}} {
		if err := press().Cut(t.Context(), path, t.TempDir(), []Range{r}, []string{"a.pdf"}); project.CodeOf(err) != project.Invalid {
			t.Errorf("pages %v were cut out of 3: %v", r, err)
		}
	}
}

func TestEndings(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile(book(t, "whole", 2))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		content []byte
		says    string
	}{
		"whole":             {content, ""},
		"with blanks after": {append(slices.Clone(content), "\r\n\x00\x00"...), ""},
		"200 bytes less":    {content[:len(content)-200], "%%EOF"},
		"the last line":     {content[:len(content)-6], "%%EOF"},
		"half":              {content[:len(content)/2], "%%EOF"},
		"joined with rests": {append(slices.Clone(content[:len(content)-300]), "\nstartxref\n99999999\n%%EOF\n"...), "startxref"},
		"a middle gone":     {slices.Concat(content[:1000], content[3000:]), "startxref"},
	} {
		path := filepath.Join(t.TempDir(), "a.pdf")
		if err := os.WriteFile(path, c.content, 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := Ending(path)
		if err != nil || said == "" != (c.says == "") || !strings.Contains(said, c.says) {
			t.Errorf("%s: %q, %v", name, said, err)
		}
	}
}

// FuzzWork gives the sandboxed part, here in the open, files of every kind: it may refuse them, never break.
func FuzzWork(f *testing.F) {
	content, err := os.ReadFile(book(f, "seed", 2, 1))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Add([]byte("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>"))
	dir := f.TempDir()
	f.Fuzz(func(t *testing.T, b []byte) {
		path := filepath.Join(dir, "a.pdf")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		if err := work(nil, strings.NewReader(fmt.Sprintf(`{"do":"look","files":[%q]}`, path)), &out); err == nil && out.Len() == 0 {
			t.Error("no error and no answer")
		}
	})
}

// TestAGroupLeadsWhereItsFirstBookmarkLeads: an outline item without a destination takes those below it with it.
func TestAGroupLeadsWhereItsFirstBookmarkLeads(t *testing.T) {
	path := raw(t, "<</Type/Catalog/Pages 2 0 R/Outlines 5 0 R>>", "<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2/MediaBox[0 0 420 595]>>", "<</Type/Page/Parent 2 0 R>>", "<</Type/Page/Parent 2 0 R>>",
		"<</Type/Outlines/First 6 0 R/Last 9 0 R/Count 2>>",
		"<</Title(Group)/Parent 5 0 R/Next 9 0 R/First 7 0 R/Last 7 0 R/Count 1>>",
		"<</Title(Within)/Parent 6 0 R/First 8 0 R/Last 8 0 R/Count 1>>", "<</Title(Deep)/Parent 7 0 R/A<</S/GoTo/D[4 0 R/Fit]>>>>",
		"<</Title(First)/Parent 5 0 R/Prev 6 0 R/Dest[3 0 R/Fit]>>")
	d, err := press().Look(t.Context(), path)
	want := []Bookmark{{"Group", 2, 0}, {"Within", 2, 1}, {"Deep", 2, 2}, {"First", 1, 0}}
	if err != nil || !slices.Equal(d.Bookmarks, want) {
		t.Fatalf("bookmarks %+v %v, want %+v", d.Bookmarks, err, want)
	}
	dir := t.TempDir()
	if err := press().Cut(t.Context(), path, dir, []Range{{1, 2}}, []string{"part.pdf"}); err != nil {
		t.Fatal(err)
	}
	want = []Bookmark{{"Group", 1, 0}, {"Within", 1, 1}, {"Deep", 1, 2}}
	if d, err = press().Look(t.Context(), filepath.Join(dir, "part.pdf")); err != nil || !slices.Equal(d.Bookmarks, want) {
		t.Errorf("the piece has %+v %v, want %+v", d.Bookmarks, err, want)
	}
}
