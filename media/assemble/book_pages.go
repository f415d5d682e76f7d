package assemble

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"

	"tutti/media/galley"
	"tutti/media/markdown"
	"tutti/media/typeset"
	"tutti/project"
)

// textPages is a delivered text as a chapter. Its pages are counted here and set again when they are written: those of a whole book
// would be much to hold.
func (w *workshop) textPages(ctx context.Context, in project.Input, file project.FileFacts, notes notesOf) (chapter, error) {
	path, err := w.original(ctx, file)
	if err != nil {
		return chapter{}, err
	}
	borrowed := notes.lackedBy(file)
	set := func() (*typeset.Pages, error) {
		src, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		src = append(src, borrowed...)
		blocks, err := galley.Text(file.Text.Format, src)
		if err != nil {
			return nil, project.Errorf(project.Invalid, "%q of %q cannot be set on pages: %s", file.Name, in.Key, err)
		}
		return typeset.Set(w.pageSize(), blocks)
	}
	return w.setChapter(cmp.Or(in.Title, in.Key), fmt.Sprintf("%s %q", file.SHA256, borrowed), set)
}

// notesOf are the notes of the chapters in Markdown, by the hash of the file, and what all of them define.
type notesOf struct {
	file    map[string]markdown.Notes
	defined markdown.Defined
}

// notes reads what the chapters refer to and define.
func (w *workshop) notes(ctx context.Context) (notesOf, error) {
	out := notesOf{file: map[string]markdown.Notes{}}
	var all []markdown.Notes
	for _, in := range w.request.Inputs {
		for _, file := range in.Files {
			if file.Text == nil || file.Text.Format != "md" || in.Missing() {
				continue
			}
			src, err := w.load(ctx, piece{file: file})
			if err != nil {
				return notesOf{}, err
			}
			n := markdown.ReadNotes(src)
			out.file[file.SHA256], all = n, append(all, n)
		}
	}
	out.defined = markdown.DefinedIn(all)
	return out, nil
}

// lackedBy is what a chapter refers to and another defines, as Markdown to put behind it.
func (n notesOf) lackedBy(file project.FileFacts) []byte {
	return n.file[file.SHA256].Lacking(n.defined)
}

// creditsPages are the last chapter of a book of texts.
func (w *workshop) creditsPages() (chapter, error) {
	text := w.creditsText()
	c, err := w.setChapter("Credits", fmt.Sprintf("credits %q", text), func() (*typeset.Pages, error) {
		blocks, err := markdown.Blocks(text)
		if err != nil {
			blocks = []typeset.Block{typeset.Title(1, "Credits"), typeset.Plain("They stand in a file of their own.")}
		}
		return typeset.Set(w.pageSize(), blocks)
	})
	c.entry = -1
	return c, err
}

// setChapter is a chapter of a text. of names what it is made of.
func (w *workshop) setChapter(title, of string, set func() (*typeset.Pages, error)) (chapter, error) {
	pages, err := set()
	if err != nil {
		return chapter{}, err
	}
	c := chapter{title: title, pages: pages.Count(), set: set, address: fmt.Sprintf("%s %v %s", typeset.Version, w.pageSize(), of)}
	for _, h := range pages.Headings() {
		if h.Level == 1 && h.Title != "" {
			c.heads = append(c.heads, h)
		}
	}
	return c, nil
}

// number has the pages of texts bear their numbers in the book.
func (w *workshop) number(chapters []chapter) {
	page := 1
	for i, c := range chapters {
		if first := page; c.set != nil {
			chapters[i].address = fmt.Sprintf("%s from page %d", c.address, first)
			chapters[i].bring = func(context.Context) (string, error) { return w.writePages(c.set, first) }
		}
		page += c.pages
	}
}

// writePages sets a text and gives the file.
func (w *workshop) writePages(set func() (*typeset.Pages, error), first int) (string, error) {
	pages, err := set()
	if err != nil {
		return "", err
	}
	f, err := os.CreateTemp(w.request.Work, "text-*.pdf")
	if err != nil {
		return "", err
	}
	return f.Name(), errors.Join(pages.Write(f, first), f.Close())
}
