package assemble

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/pdf"
	"tutti/media/tool"
	"tutti/project"
)

// deliver makes content an original, and gives its facts.
func (s *studio) deliver(t testing.TB, name string, content []byte, facts project.FileFacts) project.FileFacts {
	t.Helper()
	sum := sha256.Sum256(content)
	facts.Name, facts.SHA256, facts.Size = name, hex.EncodeToString(sum[:]), int64(len(content))
	path := filepath.Join(t.TempDir(), "original")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	s.originals[facts.SHA256] = path
	return facts
}

// input is an approved delivery of some files; a missing one when there are none.
func input(n int, name, country string, files ...project.FileFacts) project.Input {
	in := project.Input{SubGig: project.SubGigID(fmt.Sprintf("sub_%d", n)), Key: fmt.Sprintf("part-%d", n), Title: fmt.Sprintf("Part %d – Größe", n), Role: "writer"}
	if len(files) == 0 {
		in.State, in.Awaited = project.Working, name
		return in
	}
	in.Delivery, in.Version, in.Files = project.DeliveryID(fmt.Sprintf("dlv_%d", n)), 1, files
	in.Credit = project.Credit{Name: name, Role: "writer", Country: country}
	return in
}

// manuscript is a PDF with so many A5 pages.
func (s *studio) manuscript(t testing.TB, name string, pages int) project.FileFacts {
	t.Helper()
	p := fpdf.New("P", "mm", "A5", "")
	p.SetFont("Helvetica", "", 12)
	for n := range pages {
		p.AddPage()
		p.Cell(10, 10, fmt.Sprintf("%s, page %d", name, n+1))
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		t.Fatal(err)
	}
	return s.deliver(t, name+".pdf", out.Bytes(), project.FileFacts{Type: "application/pdf", PDF: &project.PDFFacts{Pages: pages, Width: 148, Height: 210}})
}

func lookInto(t testing.TB, path string) pdf.Document {
	t.Helper()
	d, err := pdf.New(tool.New(tool.Options{})).Look(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// wordsOf gives the text of a page; a machine without pdftotext does without this check.
func wordsOf(t testing.TB, path string, page int) string {
	t.Helper()
	if _, err := exec.LookPath("pdftotext"); err != nil {
		return ""
	}
	out, err := exec.Command("pdftotext", "-f", fmt.Sprint(page), "-l", fmt.Sprint(page), path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

func (s *studio) book(t testing.TB) []project.Input {
	return []project.Input{
		input(1, "Ama Mensah", "GH", s.manuscript(t, "one", 3)),
		input(2, "Ольга", "UA", s.manuscript(t, "two", 1), s.manuscript(t, "two-b", 2)),
		input(3, "Nino", "GE", s.manuscript(t, "three", 4)),
	}
}

func TestBookOfPDFs(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	inputs := s.book(t)
	recipe := project.Recipe{Kind: project.RecipeBook, Contents: true, Language: "de"}
	r := s.build(t, s.request(t, project.ArtifactFinal, recipe, inputs))
	d := lookInto(t, r.Files[0].Path)
	if r.Files[0].Name != "uber-den-wolken-no-7.pdf" || len(d.Pages) != 1+10 || d.Title != "Über den Wolken / No. 7" || d.Author != "Ama Mensah, Ольга, Nino" {
		t.Errorf("%s: %q by %q with %d pages", r.Files[0].Name, d.Title, d.Author, len(d.Pages))
	}
	want := []pdf.Bookmark{{Title: "Inhalt", Page: 1}, {Title: "Part 1 – Größe", Page: 2}, {Title: "Part 2 – Größe", Page: 5}, {Title: "Part 3 – Größe", Page: 8}}
	if !slices.Equal(d.Bookmarks, want) {
		t.Errorf("bookmarks %+v", d.Bookmarks)
	}
	var spans []project.Span
	for _, e := range r.Manifest.Entries {
		spans = append(spans, e.Span)
	}
	if fmt.Sprint(spans) != fmt.Sprint([]project.Span{{FromPage: 2, ToPage: 5}, {FromPage: 5, ToPage: 8}, {FromPage: 8, ToPage: 12}}) {
		t.Errorf("spans %+v", spans)
	}
	for page, words := range map[int]string{1: "Inhalt", 2: "one, page 1", 5: "two, page 1", 6: "two-b, page 1", 11: "three, page 4"} {
		if got := wordsOf(t, r.Files[0].Path, page); got != "" && !strings.Contains(got, words) {
			t.Errorf("page %d says %q, not %q", page, got, words)
		}
	}
	again := newStudio(t, 1<<20, 1, s) // without what the steps of the first one made
	if other := again.build(t, again.request(t, project.ArtifactFinal, recipe, inputs)); other.Files[0].SHA256 != r.Files[0].SHA256 {
		t.Error("the same chapters gave other bytes")
	}
	fetched := s.fetched.Load()
	if s.build(t, s.request(t, project.ArtifactFinal, recipe, inputs)); s.fetched.Load() != fetched {
		t.Error("an unchanged book was bound again")
	}
}

func TestPreviewOfABookSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	inputs := s.book(t)
	inputs[1] = input(2, "Ольга", "")
	r := s.build(t, s.request(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBook}, inputs))
	d := lookInto(t, r.Files[0].Path)
	if len(d.Pages) != 3+1+4 || !strings.HasSuffix(r.Files[0].Name, "-preview.pdf") || len(r.Manifest.Missing) != 1 {
		t.Errorf("%s has %d pages, missing %v", r.Files[0].Name, len(d.Pages), r.Manifest.Missing)
	}
	if got := wordsOf(t, r.Files[0].Path, 4); got != "" && (!strings.Contains(got, "Part 2") || !strings.Contains(got, "is being made: Ольга")) {
		t.Errorf("the placeholder says %q", got)
	}
	if got := wordsOf(t, r.Files[0].Path, 1); strings.Contains(got, "page 1") {
		t.Errorf("the preview gives the words of a chapter away: %q", got)
	}
	marked := digestsOf(t, r.Files[0].Path)
	for n, plain := range digestsOf(t, s.originals[inputs[0].Files[0].SHA256]) {
		if marked[n] == plain {
			t.Errorf("page %d of the preview is not marked", n+1)
		}
	}
	if e := r.Manifest.Entries[1]; e.FromPage != 5 || e.ToPage != 9 {
		t.Errorf("the third part stands on %d to %d", e.FromPage, e.ToPage)
	}
	final := s.build(t, s.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeBook}, s.book(t)))
	if d := lookInto(t, final.Files[0].Path); len(d.Pages) != 10 || final.Files[0].SHA256 == r.Files[0].SHA256 {
		t.Errorf("the final has %d pages", len(d.Pages))
	}
	if _, err := s.Build(t.Context(), s.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeBook}, inputs)); project.CodeOf(err) != project.Invalid {
		t.Errorf("a final with a hole: %v", err)
	}
}

func readFile(t testing.TB, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// snapshot is a picture in the given format, one colour for each number.
func (s *studio) snapshot(t testing.TB, n int, format string) project.FileFacts {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, 300+10*n, 200))
	for i := range img.Pix {
		img.Pix[i] = byte(i * (n + 3) >> 2)
	}
	img.Set(0, 0, color.White)
	var out bytes.Buffer
	err := jpeg.Encode(&out, img, nil)
	if format == "png" {
		out.Reset()
		err = png.Encode(&out, img)
	}
	if err != nil {
		t.Fatal(err)
	}
	return s.deliver(t, fmt.Sprintf("%d.%s", n, format), out.Bytes(), project.FileFacts{Type: "image/" + format})
}

func TestPhotoBook(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	inputs := []project.Input{
		input(1, "Ama Mensah", "GH", s.snapshot(t, 1, "jpeg")),
		input(2, "نور حداد", "LB", s.snapshot(t, 2, "jpeg"), s.snapshot(t, 3, "png"), s.snapshot(t, 4, "jpeg")),
		input(3, "Nino", "GE", s.snapshot(t, 5, "jpeg")),
	}
	recipe := project.Recipe{Kind: project.RecipePhotoBook, PageSize: "210x210"}
	r := s.build(t, s.request(t, project.ArtifactFinal, recipe, inputs))
	d := lookInto(t, r.Files[0].Path)
	if len(d.Pages) != 7 || d.Pages[3].Width != 210 || d.Pages[3].Height != 210 || len(d.Bookmarks) != 4 || d.Bookmarks[2].Title != "نور حداد" || d.Bookmarks[2].Page != 4 {
		t.Errorf("%d pages, %+v", len(d.Pages), d.Bookmarks)
	}
	if e := r.Manifest.Entries[1]; e.FromPage != 4 || e.ToPage != 6 {
		t.Errorf("the second spread stands on %d to %d", e.FromPage, e.ToPage)
	}
	content := readFile(t, r.Files[0].Path)
	for _, n := range []int{1, 2, 4, 5} {
		if original := readFile(t, s.originals[s.snapshot(t, n, "jpeg").SHA256]); !bytes.Contains(content, original) {
			t.Errorf("the bytes of picture %d are not in the book", n)
		}
	}
	for range 3 {
		again := newStudio(t, 1<<20, 1, s)
		if other := again.build(t, again.request(t, project.ArtifactFinal, recipe, inputs)); other.Files[0].SHA256 != r.Files[0].SHA256 {
			t.Fatal("the same pictures gave other bytes")
		}
	}
	fetched := s.fetched.Load()
	inputs[2] = input(3, "Nino", "GE", s.snapshot(t, 6, "jpeg"))
	if s.build(t, s.request(t, project.ArtifactFinal, recipe, inputs)); s.fetched.Load() != fetched+1 {
		t.Errorf("one changed picture of five had %d fetched", s.fetched.Load()-fetched)
	}
	inputs[0] = input(1, "Ama Mensah", "")
	preview := s.build(t, s.request(t, project.ArtifactPreview, recipe, inputs))
	if d := lookInto(t, preview.Files[0].Path); len(d.Pages) != 7 {
		t.Errorf("the preview has %d pages", len(d.Pages))
	}
}

// TestWhatIsNoPageIsRefused names what cannot be bound.
func TestWhatIsNoPageIsRefused(t *testing.T) {
	t.Parallel()
	s := newStudio(t, 1<<20, 1, nil)
	text := s.deliver(t, "a.txt", []byte("not a page"), project.FileFacts{Type: "text/plain"})
	for _, kind := range []project.RecipeKind{project.RecipeBook, project.RecipePhotoBook} {
		_, err := s.Build(t.Context(), s.request(t, project.ArtifactFinal, project.Recipe{Kind: kind}, []project.Input{input(1, "A", "", text)}))
		if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), "a.txt") {
			t.Errorf("%s of a text: %v", kind, err)
		}
	}
}
