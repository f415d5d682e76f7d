package proof_test

import (
	"bytes"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"
	"github.com/pdfcpu/pdfcpu/pkg/api"

	"tutti/media/pdf"
	"tutti/media/proof"
	"tutti/media/tool"
	"tutti/project"
)

func TestMain(m *testing.M) {
	tool.Main(pdf.Work())
	os.Exit(m.Run())
}

func runner() *tool.Runner { return tool.New(tool.Options{Weak: true}) }

// book writes pages of words in several sizes.
func book(t *testing.T, pages int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "book.pdf")
	p := fpdf.New("P", "mm", "A4", "")
	p.SetFont("Times", "", 14)
	for n := range pages {
		size := fpdf.SizeType{Wd: 210, Ht: 297}
		if n%3 == 1 {
			size = fpdf.SizeType{Wd: 148.5, Ht: 105.25}
		}
		p.AddPageFormat("P", size)
		p.Text(20, 30, "The secret of this page is its text.")
		p.Text(20, 40, strings.Repeat("x", n+1)) // every page is another
	}
	if err := p.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
	return path
}

func look(t *testing.T, path string) pdf.Document {
	t.Helper()
	d, err := pdf.New(runner()).Look(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func make1(t *testing.T, path string) []byte {
	t.Helper()
	target := filepath.Join(t.TempDir(), "proof.pdf")
	if err := proof.Make(t.Context(), runner(), path, look(t, path).Pages, "PREVIEW", target); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(target)
	if err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(target), "*")); len(left) != 1 {
		t.Errorf("it left %v behind", left)
	}
	return content
}

func textOf(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("pdftotext", path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// TestAProofHasThePagesAndNothingElse: pictures of the pages, of modest resolution, in their sizes, marked; no text of theirs.
func TestAProofHasThePagesAndNothingElse(t *testing.T) {
	t.Parallel()
	path := book(t, 20)
	content := make1(t, path)
	made := filepath.Join(t.TempDir(), "proof.pdf")
	if err := os.WriteFile(made, content, 0o600); err != nil {
		t.Fatal(err)
	}
	was, is := look(t, path), look(t, made)
	if len(is.Pages) != 20 {
		t.Fatalf("%d pages", len(is.Pages))
	}
	for n, p := range is.Pages {
		if w := was.Pages[n]; abs(w.Width-p.Width) > 0.02 || abs(w.Height-p.Height) > 0.02 {
			t.Errorf("page %d is %.2f x %.2f, was %.2f x %.2f", n+1, p.Width, p.Height, w.Width, w.Height)
		}
	}
	if text := textOf(t, path); !strings.Contains(text, "secret") {
		t.Fatalf("the book itself says %q", text)
	}
	if text := textOf(t, made); strings.Trim(text, "PREVIW\n\f ") != "" || text == "" { // across the page, in pieces
		t.Errorf("the proof says %q", text)
	}
	list, err := exec.Command("pdfimages", "-list", made).Output()
	if err != nil {
		t.Fatal(err)
	}
	pictures := regexp.MustCompile(`(?m)^\s+\d+\s+\d+ image\s+(\d+)\s+(\d+) `).FindAllStringSubmatch(string(list), -1)
	if len(pictures) != 20 {
		t.Fatalf("%d pictures:\n%s", len(pictures), list)
	}
	if width := pictures[0][1]; width != "761" { // 210 mm at 92 dots an inch
		t.Errorf("the first page has %s pixels across", width)
	}
	for range 3 {
		if !bytes.Equal(content, make1(t, path)) {
			t.Error("the same pages gave other bytes")
		}
	}
}

func abs(x float64) float64 { return max(x, -x) }

// TestARotatedPageIsDrawnAsItIsShown: upright in its proof, in the size that readers see, and not turned once more.
func TestARotatedPageIsDrawnAsItIsShown(t *testing.T) {
	t.Parallel()
	for _, degrees := range []int{90, 180, 270} {
		path := filepath.Join(t.TempDir(), "turned.pdf")
		p := fpdf.New("P", "mm", "A4", "")
		p.AddPage()
		p.Rect(0, 0, 105, 148.5, "F") // the upper left quarter is black
		p.SetPageBox("crop", 0, 0, 210, 297)
		if err := p.OutputFileAndClose(path); err != nil {
			t.Fatal(err)
		}
		if err := api.RotateFile(path, "", degrees, nil, nil); err != nil {
			t.Fatal(err)
		}
		made := filepath.Join(t.TempDir(), "proof.pdf")
		if err := os.WriteFile(made, make1(t, path), 0o600); err != nil {
			t.Fatal(err)
		}
		want := map[int][2]float64{90: {297, 210}, 180: {210, 297}, 270: {297, 210}}[degrees]
		got := look(t, made).Pages[0]
		if abs(got.Width-want[0]) > 0.02 || abs(got.Height-want[1]) > 0.02 || got.Rotated != 0 {
			t.Errorf("turned by %d: %+v", degrees, got)
		}
		if was, is := blackQuarter(t, path), blackQuarter(t, made); was != is || was == "" {
			t.Errorf("turned by %d, black is %q, in the proof %q", degrees, was, is)
		}
	}
}

// blackQuarter is where the first page is dark.
func blackQuarter(t *testing.T, path string) string {
	t.Helper()
	base := filepath.Join(t.TempDir(), "page")
	if out, err := exec.Command("pdftoppm", "-r", "20", "-png", "-singlefile", path, base).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	f, err := os.Open(base + ".png")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	picture, err := png.Decode(f)
	if err != nil {
		t.Fatal(err)
	}
	size := picture.Bounds().Size()
	for name, at := range map[string][2]int{"upper left": {1, 1}, "upper right": {7, 1}, "lower left": {1, 7}, "lower right": {7, 7}} {
		if r, _, _, _ := picture.At(size.X*at[0]/8, size.Y*at[1]/8).RGBA(); r < 0x4000 {
			return name
		}
	}
	return ""
}

// TestAProofIsBounded: neither large pages nor many of them make large pictures.
func TestAProofIsBounded(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "wall.pdf")
	p := fpdf.New("P", "mm", "A4", "")
	p.AddPage()
	p.AddPageFormat("P", fpdf.SizeType{Wd: 5000, Ht: 2000})
	p.AddPage()
	if err := p.OutputFileAndClose(path); err != nil {
		t.Fatal(err)
	}
	made := filepath.Join(t.TempDir(), "proof.pdf")
	if err := os.WriteFile(made, make1(t, path), 0o600); err != nil {
		t.Fatal(err)
	}
	list, err := exec.Command("pdfimages", "-list", made).Output()
	if err != nil || !regexp.MustCompile(`image\s+240[01]\s+96[01] `).Match(list) || len(regexp.MustCompile(`image\s+761 `).FindAll(list, -1)) != 2 {
		t.Errorf("%v\n%s", err, list)
	}
}

func TestWhatCannotBeDrawnIsRefused(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "none.pdf")
	if err := os.WriteFile(path, []byte("%PDF-1.7\nnothing"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := proof.Make(t.Context(), runner(), path, []pdf.Page{{Width: 210, Height: 297}}, "PREVIEW", filepath.Join(t.TempDir(), "proof.pdf"))
	if project.CodeOf(err) != project.Invalid {
		t.Error(err)
	}
	missing := tool.New(tool.Options{Weak: true, Paths: map[string]string{tool.PDFToPPM: "/nowhere/pdftoppm"}})
	if err := proof.Make(t.Context(), missing, path, []pdf.Page{{Width: 210, Height: 297}}, "", path); project.CodeOf(err) != project.Unavailable {
		t.Error(err)
	}
}
