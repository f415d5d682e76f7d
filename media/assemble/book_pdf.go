package assemble

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tutti/media/pdf"
	"tutti/media/proof"
	"tutti/media/sheet"
	"tutti/media/steps"
	"tutti/media/typeset"
	"tutti/project"
)

const (
	bookVersion = "tutti-book 2"
	maxAuthor   = 200 // runes of the names in the properties of a document
	pdfType     = "application/pdf"
)

// chapter is one part of a book: pages that were delivered, a text that was, set on pages, or a page of our own.
type chapter struct {
	title   string
	by      string
	pages   int
	entry   int                                                // position among the manifest's entries; -1 for a page of our own
	address string                                             // names its bytes: a sha256, or what a page of our own says
	bring   func(ctx context.Context) (path string, err error) // gives the file
	quiet   bool                                               // no bookmark, no line in the contents
	set     func() (*typeset.Pages, error)                     // of a text: its pages, which bring has numbered
	heads   []typeset.Place                                    // of a text: its headings of the first level, which are its bookmarks
}

// bookPDF joins the chapters in the order of the plan, with a bookmark for each. In a preview, a page stands for each that is
// missing, and says who and what is waited for.
func (w *workshop) bookPDF(ctx context.Context) error {
	chapters, err := w.pdfChapters(ctx)
	if err != nil {
		return err
	}
	if w.holdsText() {
		last, err := w.creditsPages()
		if err != nil {
			return err
		}
		chapters = append(chapters, last)
	}
	if w.request.Recipe.Contents {
		chapters = w.withContents(chapters)
	}
	w.number(chapters)
	return w.bind(ctx, bookVersion, chapters)
}

// pdfChapters are a chapter for each delivered file, and one for each that is missing.
func (w *workshop) pdfChapters(ctx context.Context) ([]chapter, error) {
	notes, err := w.notes(ctx)
	if err != nil {
		return nil, err
	}
	var out []chapter
	entry := 0
	for _, in := range w.request.Inputs {
		if in.Missing() {
			out = append(out, w.placeholder(in))
			continue
		}
		for n, file := range in.Files {
			c, err := w.delivered(ctx, in, file, notes)
			if err != nil {
				return nil, err
			}
			c.by, c.entry, c.quiet = in.Credit.Name, entry, n > 0 && len(c.heads) == 0
			out = append(out, c)
		}
		entry++
	}
	return out, nil
}

// delivered is the chapter of a file: its pages, or its text on pages.
func (w *workshop) delivered(ctx context.Context, in project.Input, file project.FileFacts, notes notesOf) (chapter, error) {
	if file.Text != nil {
		return w.textPages(ctx, in, file, notes)
	}
	pages, err := w.pagesOf(ctx, in, file)
	return chapter{title: in.Title, pages: pages, address: file.SHA256, bring: func(ctx context.Context) (string, error) { return w.original(ctx, file) }}, err
}

// pagesOf counts the pages of a delivered file, as its inspection did.
func (w *workshop) pagesOf(ctx context.Context, in project.Input, file project.FileFacts) (int, error) {
	if file.PDF != nil {
		return file.PDF.Pages, nil
	}
	if file.Type != pdfType {
		return 0, project.Errorf(project.Invalid, "%q of %q is %s, and a PDF is made of PDFs and texts", file.Name, in.Key, file.Type)
	}
	path, err := w.original(ctx, file)
	if err != nil {
		return 0, err
	}
	d, err := pdf.New(w.decoder.Tools).Look(ctx, path)
	return len(d.Pages), err
}

// placeholder is a page for what is missing.
func (w *workshop) placeholder(in project.Input) chapter {
	title, waiting := cmp.Or(in.Title, in.Key), in.Waiting()
	return w.own(title, fmt.Sprintf("placeholder %q %q", title, waiting), 1, func(f *os.File) error {
		return sheet.Placeholder(f, w.pageSize(), title, waiting)
	})
}

// own is a chapter of pages that we set.
func (w *workshop) own(title, says string, pages int, set func(f *os.File) error) chapter {
	return chapter{title: title, pages: pages, entry: -1, address: fmt.Sprintf("%s %v %s", sheet.Version, w.pageSize(), says), bring: func(context.Context) (string, error) {
		f, err := os.CreateTemp(w.request.Work, "own-*.pdf")
		if err != nil {
			return "", err
		}
		err = errors.Join(set(f), f.Close())
		return f.Name(), err
	}}
}

// pageSize is that of the recipe, else that of the first delivered page, else A5 for texts and A4 for anything else.
func (w *workshop) pageSize() sheet.Size {
	if width, height, err := project.ParsePageSize(w.request.Recipe.PageSize); err == nil {
		return sheet.Size{Width: width, Height: height}
	}
	for _, e := range w.manifest.Entries {
		for _, f := range e.Files {
			if f.PDF != nil && f.PDF.Width > 0 && f.PDF.Height > 0 {
				return sheet.Size{Width: f.PDF.Width, Height: f.PDF.Height}
			}
		}
	}
	if w.holdsText() {
		return sheet.Size{Width: 148, Height: 210}
	}
	return sheet.Size{Width: 210, Height: 297}
}

// withContents puts the pages of contents in front.
func (w *workshop) withContents(chapters []chapter) []chapter {
	var lines []sheet.Line
	page := 1
	for _, c := range chapters {
		if len(c.heads) == 0 && !c.quiet {
			lines = append(lines, sheet.Line{Title: c.title, By: c.by, Page: page})
		}
		for _, h := range c.heads {
			lines = append(lines, sheet.Line{Title: h.Title, By: c.by, Page: page + h.Page - 1})
		}
		page += c.pages
	}
	front := sheet.ContentsPages(w.pageSize(), len(lines))
	for i := range lines {
		lines[i].Page += front
	}
	heading := contentsHeading(w.request.Recipe.Language)
	contents := w.own(heading, fmt.Sprintf("contents %+v", lines), front, func(f *os.File) error {
		return sheet.Contents(f, w.pageSize(), heading, lines)
	})
	return append([]chapter{contents}, chapters...)
}

// contentsHeading is the word above a list of chapters in the language of the book.
func contentsHeading(language string) string {
	words := map[string]string{"de": "Inhalt", "fr": "Table des matières", "es": "Índice", "it": "Indice", "pt": "Índice", "nl": "Inhoud", "pl": "Spis treści",
		"sv": "Innehåll", "da": "Indhold", "fi": "Sisällys", "cs": "Obsah", "ru": "Содержание", "uk": "Зміст", "el": "Περιεχόμενα", "tr": "İçindekiler"}
	return cmp.Or(words[language], "Contents")
}

// bind joins chapters to the one document of the result, and notes which pages each delivery takes.
func (w *workshop) bind(ctx context.Context, version string, chapters []chapter) error {
	level, err := w.decoder.Tools.Level(ctx)
	if err != nil {
		return err
	}
	w.manifest.Tools = []string{version, pdf.Version, sheet.Version, typeset.Version, "sandbox " + level.String()}
	w.placePages(chapters)
	name := slugOf(w.request.Title) + ".pdf"
	press := pdf.New(w.decoder.Tools)
	if w.request.Kind != project.ArtifactFinal {
		name = slugOf(w.request.Title) + "-preview.pdf"
		if chapters, err = w.proofs(ctx, press, chapters); err != nil {
			return err
		}
	}
	if _, err := w.step(ctx, w.binding(version, chapters), name, func(ctx context.Context, path string) error { return w.join(ctx, press, chapters, path) }); err != nil {
		return err
	}
	return w.take(name, pdfType)
}

// proofs puts pictures of the delivered pages in their place, so that what reviewers see is not what is delivered. Each chapter has
// its own step: a changed one is drawn alone.
func (w *workshop) proofs(ctx context.Context, press *pdf.Press, chapters []chapter) ([]chapter, error) {
	version, err := proof.Version(ctx, w.decoder.Tools)
	if err != nil {
		return nil, err
	}
	w.manifest.Tools = append(w.manifest.Tools, version)
	mark := w.request.Watermark.Words()
	out := slices.Clone(chapters)
	for i, c := range chapters {
		if c.entry < 0 {
			continue
		}
		step := steps.Step{Name: "proof", Tools: []string{version}, Settings: mark, Inputs: []string{c.address}}
		out[i].address = version + " " + mark + " " + c.address
		out[i].heads = nil // a proof has no bookmarks of its own
		out[i].bring = func(ctx context.Context) (string, error) {
			return w.step(ctx, step, fmt.Sprintf("proof-%d.pdf", i), func(ctx context.Context, path string) error { return w.draw(ctx, press, c, path) })
		}
	}
	return out, nil
}

// draw makes the proof of a chapter.
func (w *workshop) draw(ctx context.Context, press *pdf.Press, c chapter, path string) error {
	file, err := c.bring(ctx)
	if err != nil {
		return err
	}
	d, err := press.Look(ctx, file)
	if err != nil {
		return err
	}
	return proof.Make(ctx, w.decoder.Tools, file, d.Pages, w.request.Watermark.Words(), path)
}

// binding is the step that joins: its address holds everything that decides about the bytes.
func (w *workshop) binding(version string, chapters []chapter) steps.Step {
	titles, addresses := []string{}, []string{}
	for _, c := range chapters {
		titles, addresses = append(titles, c.bookmark()), append(addresses, c.address)
	}
	return steps.Step{Name: version, Tools: []string{pdf.Version}, Settings: []any{w.request.Title, w.authors(), titles}, Inputs: addresses}
}

// bookmark is the title in the outline, "" for none but those that the chapter brings.
func (c chapter) bookmark() string {
	if c.quiet || len(c.heads) > 0 {
		return ""
	}
	return c.title
}

// join brings the chapters and makes one document of them.
func (w *workshop) join(ctx context.Context, press *pdf.Press, chapters []chapter, path string) error {
	book := pdf.Book{Title: w.request.Title, Author: w.authors()}
	for _, c := range chapters {
		file, err := c.bring(ctx)
		if err != nil {
			return err
		}
		book.Chapters = append(book.Chapters, pdf.Chapter{Path: file, Title: c.bookmark()})
	}
	return into(path, func(dir, name string) error {
		joined, err := press.Join(ctx, book, dir, name)
		if err != nil {
			return err
		}
		for i, r := range joined.Ranges {
			if got := r.To - r.From; got != chapters[i].pages {
				return project.Errorf(project.Internal, "%q has %d pages, its inspection counted %d", chapters[i].title, got, chapters[i].pages)
			}
		}
		return nil
	})
}

// authors names everybody, as far as there is room.
func (w *workshop) authors() string {
	var names []string
	seen := map[string]bool{}
	for _, c := range w.manifest.Credits {
		if name := oneLine(c.Name); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	all := strings.Join(names, ", ")
	if runes := []rune(all); len(runes) > maxAuthor {
		return string(runes[:maxAuthor]) + "…"
	}
	return all
}

// placePages tells each delivery its pages.
func (w *workshop) placePages(chapters []chapter) {
	page := 1
	for _, c := range chapters {
		if c.entry >= 0 {
			span := &w.manifest.Entries[c.entry].Span
			if span.FromPage == 0 {
				span.FromPage = page
			}
			span.ToPage = page + c.pages
		}
		page += c.pages
	}
}

// into has a file made in a directory that the sandbox may write, beside the path, and puts it there.
func into(path string, work func(dir, name string) error) error {
	dir, err := os.MkdirTemp(filepath.Dir(path), "pages-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	const name = "result.pdf"
	if err := work(dir, name); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, name), path)
}
