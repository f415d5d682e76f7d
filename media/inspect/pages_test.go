package inspect

import (
	"bytes"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/picture"
	"tutti/media/tool"
	"tutti/project"
)

// leaflet is a PDF of so many A5 pages in a font that is not embedded, the last one turned, with a bookmark on each.
func leaflet(t testing.TB, pages int) []byte {
	t.Helper()
	p := fpdf.New("P", "mm", "A5", "")
	p.SetFont("Helvetica", "", 12)
	for n := range pages {
		if n == pages-1 {
			p.AddPageFormat("L", fpdf.SizeType{Wd: 148, Ht: 210})
		} else {
			p.AddPage()
		}
		p.Bookmark("Chapter "+string(rune('A'+n)), 0, -1)
		p.Cell(10, 10, "words")
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func photo(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range img.Pix {
		img.Pix[i] = byte(i >> 3)
	}
	img.Set(0, 0, color.White)
	var out bytes.Buffer
	if err := jpeg.Encode(&out, img, nil); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestPDF(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	path := write(t, "leaflet.pdf", leaflet(t, 3))
	for name, c := range map[string]struct {
		spec        project.PDFSpec
		inventory   []string
		block, warn []string
	}{
		"nothing asked":     {project.PDFSpec{}, nil, nil, []string{"page_size", "font_not_embedded"}},
		"all as asked":      {project.PDFSpec{MinPages: 3, MaxPages: 3}, []string{"Chapter A", "chapter c"}, nil, []string{"page_size", "font_not_embedded"}},
		"more pages":        {project.PDFSpec{MinPages: 4}, nil, []string{"too_few_pages"}, []string{"page_size", "font_not_embedded"}},
		"fewer pages":       {project.PDFSpec{MaxPages: 2}, nil, []string{"too_many_pages"}, []string{"page_size", "font_not_embedded"}},
		"another size":      {project.PDFSpec{PageSize: "A4"}, nil, []string{"page_size", "page_size", "page_size"}, []string{"font_not_embedded"}},
		"one is turned":     {project.PDFSpec{PageSize: "A5"}, nil, []string{"page_size"}, []string{"font_not_embedded"}},
		"embedded":          {project.PDFSpec{EmbeddedFonts: true}, nil, []string{"font_not_embedded"}, []string{"page_size"}},
		"a chapter missing": {project.PDFSpec{}, []string{"Chapter A", "Chapter X"}, []string{"missing"}, []string{"page_size", "font_not_embedded"}},
	} {
		r := inspectOne(t, i, path, project.Spec{Kind: project.KindPDF, PDF: &c.spec, Inventory: c.inventory})
		if block, warn := codes(r, project.Block), codes(r, project.Warn); !slices.Equal(block, c.block) && len(block)+len(c.block) > 0 || !slices.Equal(warn, c.warn) {
			t.Errorf("%s: blocks %v, warns %v", name, block, warn)
		}
		if f := r.Files[0].PDF; f == nil || f.Pages != 3 || f.Height != 210 || f.Fonts[0] != "Helvetica" || len(f.Bookmarks) != 3 || !strings.HasPrefix(f.Version, "1.") {
			t.Errorf("%s: facts %+v", name, f)
		}
		seen := r.Passed || name == "a chapter missing" // what is missing is told when all files have been read
		if seen != (len(r.Derived) == 1 && r.Derived[0].Type == "application/pdf" && slices.Contains(r.Files[0].Previews, r.Derived[0].Key)) {
			t.Errorf("%s: passed %v, derived %+v", name, r.Passed, r.Derived)
		}
		for _, f := range r.Findings {
			if f.Code == "page_size" && f.Page == 0 {
				t.Errorf("%s: a finding about a page without a page: %+v", name, f)
			}
		}
	}
}

// TestWhatIsLeftToBeFilledInOnAPage: its page is told and the part of the page that it takes, however many words it has.
func TestWhatIsLeftToBeFilledInOnAPage(t *testing.T) {
	t.Parallel()
	p := fpdf.New("P", "mm", "A5", "") // 148 x 210 mm
	p.SetFont("Helvetica", "", 12)
	for _, text := range []string{"A page that is done, with a [1] and todo lists", "Dear [insert the name], hello", ""} {
		p.AddPage()
		p.SetXY(20, 100)
		p.Cell(0, 10, text)
	}
	for line := range maxShown {
		p.Text(20, 20+float64(line)*8, "TBD")
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	r := inspectOne(t, newInspector(t, tool.Options{}), write(t, "letter.pdf", out.Bytes()), project.Spec{Kind: project.KindPDF})
	var found []project.Finding
	for _, f := range r.Findings {
		if f.Code == "placeholder" {
			found = append(found, f)
		}
	}
	if len(found) != maxShown+1 || !r.Passed {
		t.Fatalf("%d findings: %+v", len(found), r.Findings)
	}
	first, last := found[0], found[maxShown]
	// "Dear " takes 10 mm, what is in brackets 32 mm; the line is in the middle of the page.
	if a := first.Area; first.Page != 2 || first.Severity != project.Warn || !strings.Contains(first.Message, `"[insert the name]"`) || a == nil ||
		math.Abs(a.X-32.0/148) > 0.02 || math.Abs(a.Width-34.0/148) > 0.03 || math.Abs(a.Y+a.Height/2-0.5) > 0.01 || a.Height > 0.03 {
		t.Errorf("the first is %+v, %+v", first, first.Area)
	}
	if last.Page != 0 || last.Area != nil || !strings.Contains(last.Message, "1 more") {
		t.Errorf("the last is %+v", last)
	}
}

func TestPicture(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	path := write(t, "photo.jpg", photo(t, 3000, 2000))
	for name, c := range map[string]struct {
		spec  project.ImageSpec
		block []string
	}{
		"nothing asked":     {project.ImageSpec{}, nil},
		"large enough":      {project.ImageSpec{MinWidth: 3000, MinHeight: 2000}, nil},
		"wider":             {project.ImageSpec{MinWidth: 3001}, []string{"too_few_pixels"}},
		"sharp in print":    {project.ImageSpec{MinDPI: 300, PrintWidth: 254}, nil},
		"blurred in print":  {project.ImageSpec{MinDPI: 300, PrintWidth: 254, PrintHeight: 200}, []string{"dpi_low"}},
		"for the press":     {project.ImageSpec{ColourSpaces: []string{"cmyk"}}, []string{"colour_space"}},
		"for the web":       {project.ImageSpec{ColourSpaces: []string{"rgb", "grey"}}, nil},
		"dpi of the header": {project.ImageSpec{MinDPI: 300}, nil}, // only a warning: the file does not say
	} {
		r := inspectOne(t, i, path, project.Spec{Kind: project.KindImage, Image: &c.spec})
		if block := codes(r, project.Block); !slices.Equal(block, c.block) && len(block)+len(c.block) > 0 {
			t.Errorf("%s: blocks %+v", name, r.Findings)
		}
		if f := r.Files[0].Image; f == nil || *f != (project.ImageFacts{Format: "jpeg", Width: 3000, Height: 2000, ColourSpace: "rgb", Orientation: 1}) {
			t.Errorf("%s: facts %+v", name, f)
		}
		if len(r.Derived) != 1 {
			t.Fatalf("%s: derived %+v", name, r.Derived)
		}
		if small, err := picture.Read(r.Derived[0].Path); err != nil || small.Width != picture.PreviewSide {
			t.Errorf("%s: the preview is %+v, %v", name, small, err)
		}
	}
	framed := image.NewRGBA(image.Rect(0, 0, 900, 600))
	for i := range framed.Pix {
		framed.Pix[i] = 255
	}
	for y := 60; y < 540; y++ {
		for x := 90; x < 810; x++ {
			framed.SetRGBA(x, y, color.RGBA{R: byte(x), G: byte(y), A: 255})
		}
	}
	var asPNG bytes.Buffer
	if err := png.Encode(&asPNG, framed); err != nil {
		t.Fatal(err)
	}
	r := inspectOne(t, i, write(t, "framed.png", asPNG.Bytes()), project.Spec{Kind: project.KindImage})
	if at := slices.IndexFunc(r.Findings, func(f project.Finding) bool { return f.Code == "border" }); at < 0 ||
		r.Findings[at].Severity != project.Info || *r.Findings[at].Area != (project.Area{X: 0.1, Y: 0.1, Width: 0.8, Height: 0.8}) {
		t.Errorf("a picture in a white frame: %+v", r.Findings)
	}
	asPNG.Reset()
	if err := png.Encode(&asPNG, image.NewGray(image.Rect(0, 0, 9, 9))); err != nil {
		t.Fatal(err)
	}
	r = inspectOne(t, i, write(t, "a.png", asPNG.Bytes()), project.Spec{Kind: project.KindImage, Formats: []string{"jpg", "tiff"}})
	if !slices.Equal(codes(r, project.Block), []string{"format_not_allowed"}) {
		t.Errorf("a PNG where JPEG or TIFF is wanted: %+v", r.Findings)
	}
}

func TestArchive(t *testing.T) {
	t.Parallel()
	i := newInspector(t, tool.Options{})
	path := write(t, "parts.zip", zipOf(t, packed{name: "a/one.txt", content: []byte("one")}, packed{name: "a/two.txt", content: []byte("two"), deflate: true}))
	for name, c := range map[string]struct {
		spec  project.Spec
		block []string
	}{
		"nothing asked": {project.Spec{}, nil},
		"all there":     {project.Spec{Inventory: []string{"one.txt", "a/TWO.txt"}}, nil},
		"two missing":   {project.Spec{Inventory: []string{"one.txt", "three.txt", "b/two.txt"}}, []string{"missing", "missing"}},
		"too many":      {project.Spec{Archive: &project.ArchiveSpec{MaxEntries: 1}}, []string{"too_many_entries"}},
	} {
		c.spec.Kind = project.KindArchive
		r := inspectOne(t, i, path, c.spec)
		if block := codes(r, project.Block); !slices.Equal(block, c.block) && len(block)+len(c.block) > 0 {
			t.Errorf("%s: %+v", name, r.Findings)
		}
		if f := r.Files[0].Archive; f == nil || f.Entries != 2 || f.Bytes != 6 {
			t.Errorf("%s: facts %+v", name, f)
		}
	}
	if left, _ := os.ReadDir(filepath.Dir(path)); len(left) != 1 {
		t.Errorf("beside the archive lie %v", left)
	}
}
