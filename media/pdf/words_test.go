package pdf

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os/exec"
	"strings"
	"testing"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/tool"
	"tutti/project"
)

// wordsOf gives all words of a file, of each page in a list of its own.
func wordsOf(t testing.TB, path string) [][]Word {
	t.Helper()
	d, err := press().Look(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	var all [][]Word
	err = press().Words(t.Context(), path, d.Pages, func(page int, words []Word) {
		if all = append(all, words); len(all) != page {
			t.Errorf("page %d comes at place %d", page, len(all))
		}
	})
	if err != nil || len(all) != len(d.Pages) {
		t.Fatalf("%d pages of %d: %v", len(all), len(d.Pages), err)
	}
	return all
}

// TestAWordStandsWhereItIsDrawn: however a page is turned and cropped, the area of its only word is where the page as drawn for
// reviewers has ink.
func TestAWordStandsWhereItIsDrawn(t *testing.T) {
	t.Parallel()
	for _, page := range []string{"", "/Rotate 90", "/Rotate 180", "/Rotate 270", "/CropBox[200 400 400 600]", "/Rotate 90/CropBox[250 300 380 600]", "/Rotate -90/CropBox[250 300 380 600]"} {
		path := raw(t, "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
			"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 600]"+page+"/Resources<</Font<</F 4 0 R>>>>/Contents 5 0 R>>",
			"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", stream("", []byte("BT /F 20 Tf 280 500 Td (TODO) Tj ET")))
		words := wordsOf(t, path)[0]
		if len(words) != 1 || words[0].Text != "TODO" {
			t.Errorf("%q: words %+v", page, words)
			continue
		}
		ink, sheet := drawnInk(t, path)
		got := words[0].Area
		// An area is as high as a line of letters can be, which is more than these are.
		if !holds(got, ink) || got.Width*got.Height > 2.5*ink.Width*ink.Height {
			t.Errorf("%q on %v: the area is %+v, the ink %+v", page, sheet, got, ink)
		}
	}
}

// holds allows for a pixel.
func holds(outer, inner project.Area) bool {
	const pixel = 0.005
	return outer.X <= inner.X+pixel && outer.Y <= inner.Y+pixel && outer.X+outer.Width >= inner.X+inner.Width-pixel && outer.Y+outer.Height >= inner.Y+inner.Height-pixel
}

// drawnInk is the least area that holds all that is dark on the first page.
func drawnInk(t testing.TB, path string) (project.Area, image.Point) {
	t.Helper()
	out, err := exec.CommandContext(t.Context(), "pdftoppm", "-r", "144", "-cropbox", "-png", "-singlefile", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	var ink image.Rectangle
	size := picture.Bounds().Max
	for y := range size.Y {
		for x := range size.X {
			if r, _, _, _ := picture.At(x, y).RGBA(); r < 0x8000 {
				ink = ink.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	width, height := float64(size.X), float64(size.Y)
	return project.AreaBetween(float64(ink.Min.X)/width, float64(ink.Min.Y)/height, float64(ink.Max.X)/width, float64(ink.Max.Y)/height), size
}

// TestWordsOfALongBook: a book of 300 full pages is read far within ten seconds of one processor.
func TestWordsOfALongBook(t *testing.T) {
	t.Parallel()
	p := fpdf.New("P", "mm", "A5", "")
	p.SetFont("Helvetica", "", 9)
	for range 300 {
		p.AddPage()
		for line := range 45 {
			p.SetXY(10, 10+float64(line)*4)
			p.Cell(10, 4, strings.Repeat("words & <more> ", 6))
		}
	}
	path := t.TempDir() + "/long.pdf"
	if err := p.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
	var read int
	reader := &wordReader{each: func(_ int, words []Word) { read += len(words) }}
	report, err := press().tools.Run(t.Context(), wordsJob(path, reader))
	if err != nil || read != 300*45*18 {
		t.Fatalf("%d words: %v", read, err)
	}
	if report.CPU > 10*time.Second {
		t.Errorf("it took %s", report.CPU)
	}
}

func TestWordsOfWhatIsNoPDF(t *testing.T) {
	t.Parallel()
	path := raw(t, "<<>>")
	err := press().Words(t.Context(), path, nil, func(page int, _ []Word) { t.Errorf("page %d of nothing", page) })
	if err != nil && project.CodeOf(err) != project.Invalid {
		t.Error(err)
	}
	missing := New(tool.New(tool.Options{Paths: map[string]string{tool.PDFToText: "/nowhere/pdftotext"}}))
	if err := missing.Words(t.Context(), path, nil, nil); project.CodeOf(err) != project.Unavailable || !strings.Contains(err.Error(), "scripts/setup") {
		t.Errorf("without the tool: %v", err)
	}
}

// TestPagesHaveSoManyWords: what is more than the limit is left out, and the next page is read.
func TestPagesHaveSoManyWords(t *testing.T) {
	var told bytes.Buffer
	for range 2 {
		told.WriteString("<page width=\"9\" height=\"9\">\n")
		for range maxPageWords + 5 {
			told.WriteString("<word xMin=\"1\" yMin=\"1\" xMax=\"2\" yMax=\"2\">a&amp;b</word>\n")
		}
		told.WriteString("</page>\n")
	}
	var got []string
	r := &wordReader{each: func(page int, words []Word) {
		got = append(got, fmt.Sprintf("%d %d %s", page, len(words), words[0].Text))
	}}
	if _, err := r.Write(told.Bytes()); err != nil || strings.Join(got, ", ") != "1 50000 a&b, 2 50000 a&b" {
		t.Errorf("pages %v, %v", got, err)
	}
}

func FuzzWords(f *testing.F) {
	f.Add([]byte("<page width=\"9\" height=\"18\">\n  <word xMin=\"1\" yMin=\"-1\" xMax=\"20\" yMax=\"2\">a&lt;b</word>\n</page>\n"), 7)
	f.Add([]byte("<page width=\"NaN\" height=\"1e999\">\n<word xMin=\"inf\" yMin=\"\">x</word>\n</page>\n</page>"), 1)
	f.Fuzz(func(t *testing.T, told []byte, at int) {
		var whole, halves []string
		note := func(to *[]string) func(int, []Word) {
			return func(page int, words []Word) {
				for _, w := range words {
					if a := w.Area; !(a.X >= 0 && a.Y >= 0 && a.Width > 0 && a.Height > 0 && a.X+a.Width <= 1 && a.Y+a.Height <= 1) {
						t.Fatalf("the area of %q is %+v", w.Text, a)
					}
				}
				*to = append(*to, fmt.Sprint(page, words))
			}
		}
		one, two := &wordReader{each: note(&whole)}, &wordReader{each: note(&halves)}
		one.Write(told)
		cut := min(max(at, 0), len(told))
		two.Write(told[:cut])
		two.Write(told[cut:])
		if strings.Join(whole, "\n") != strings.Join(halves, "\n") {
			t.Fatalf("in one piece %q, in two %q", whole, halves)
		}
	})
}
