package assemble

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tutti/media/pdf"
	"tutti/project"
)

// bookOfTexts is a chapter in each format, the first longer than a page, and one of pages.
func (p *press) bookOfTexts(t *testing.T) []project.Input {
	long := "# The harbour\n\n" + strings.Repeat("Light over *water*, and nobody to see it come back from there. ", 120) + "\n\n## Below deck\n\nRope.\n\n# The 港\n\n北の川\n"
	pages := input(9, "Nino", "GE", p.manuscript(t, "plates", 2))
	return []project.Input{p.deliver(t, "a", "a.md", []byte(long), project.KindText),
		p.deliver(t, "b", "b.docx", wordFile(t, "No heading here."), project.KindText),
		p.deliver(t, "c", "c.txt", []byte("Chapter 3\n\nplain\nlines\n"), project.KindText), pages}
}

func TestTextsBecomeAPDF(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	inputs := p.bookOfTexts(t)
	recipe := project.Recipe{Kind: project.RecipeBook, Outputs: []string{"pdf"}, Contents: true, Language: "en", PageSize: "A5"}
	r := p.make(t, project.ArtifactFinal, recipe, inputs...)
	path := r.Files[0].Path
	d := lookInto(t, path)
	var marks []string
	for _, b := range d.Bookmarks {
		marks = append(marks, fmt.Sprintf("%d %s %d", b.Level, b.Title, b.Page))
	}
	want := []string{"0 Contents 1", "0 The harbour 2", "1 Below deck 5", "0 The 港 6", "0 Title of b 7", "0 Chapter 3 8", "0 Part 9 – Größe 9", "0 Credits 11"}
	if !slices.Equal(marks, want) || len(d.Pages) != 11 {
		t.Errorf("%d pages, bookmarks %q", len(d.Pages), marks)
	}
	if e := r.Manifest.Entries; e[0].FromPage != 2 || e[0].ToPage != 7 || e[2].FromPage != 8 || e[3].ToPage != 11 {
		t.Errorf("they stand at %+v", e)
	}
	for _, f := range d.Fonts {
		if !f.Embedded && f.Name != "Helvetica" { // that of the plates
			t.Errorf("%s is not embedded", f.Name)
		}
	}
	for page, words := range map[int][]string{1: {"The harbour", "The 港", "11"}, 2: {"Light over water", "2"}, 7: {"No heading here.", "7"}, 8: {"plain\nlines", "8"}, 11: {"Zoë a"}} {
		for _, word := range words {
			if got := wordsOf(t, path, page); got != "" && !strings.Contains(got, word) {
				t.Errorf("page %d says %q, not %q", page, got, word)
			}
		}
	}
	again := newPress(t)
	if other := again.make(t, project.ArtifactFinal, recipe, again.bookOfTexts(t)...); other.Files[0].SHA256 != r.Files[0].SHA256 {
		t.Error("the same chapters gave other bytes")
	}
}

func TestPreviewOfTextsIsDrawn(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	inputs := append(p.bookOfTexts(t)[:1], awaited("b"))
	r := p.make(t, project.ArtifactPreview, project.Recipe{Kind: project.RecipeBook, Outputs: []string{"epub", "pdf"}}, inputs...)
	path := r.Files[1].Path
	d := lookInto(t, path)
	if len(d.Pages) != 5+1+1 || !slices.Equal(d.Bookmarks, []pdf.Bookmark{{Title: "Title of a", Page: 1}, {Title: "Title of b", Page: 6}, {Title: "Credits", Page: 7}}) {
		t.Errorf("%d pages, bookmarks %+v", len(d.Pages), d.Bookmarks)
	}
	if got := wordsOf(t, path, 1); strings.Contains(got, "Light") {
		t.Errorf("the text of a preview can be taken: %q", got)
	}
	if got := wordsOf(t, path, 6); got != "" && !strings.Contains(got, "Ana <b>") {
		t.Errorf("the placeholder says %q", got)
	}
}

func TestATextThatIsTooLongForAPDFIsNamed(t *testing.T) {
	t.Parallel()
	p := newPress(t)
	in := p.deliver(t, "a", "a.md", []byte("# A\n\n"+strings.Repeat("word word\n\n", 120_000)), project.KindText)
	_, err := p.Build(t.Context(), p.request(t, project.ArtifactFinal, project.Recipe{Kind: project.RecipeBook, Outputs: []string{"pdf"}}, []project.Input{in}))
	if project.CodeOf(err) != project.Invalid || !strings.Contains(err.Error(), `"a.md" of "a"`) {
		t.Errorf("got %v", err)
	}
}
