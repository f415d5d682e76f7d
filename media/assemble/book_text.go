package assemble

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	"os"
	"slices"
	"strings"

	"tutti/media/docx"
	"tutti/media/epub"
	"tutti/media/markdown"
	"tutti/media/prose"
	"tutti/project"
)

// textBook puts chapters together in the order of the plan: as Markdown, plain text, Word document, e-book or PDF. Chapters that were
// cut from one text and came back untouched give that text to the byte.
func (w *workshop) textBook(ctx context.Context) error {
	parts, err := w.heldPieces(func(f project.FileFacts) string {
		if f.Text == nil {
			return ""
		}
		return f.Text.Format
	})
	if err != nil {
		return err
	}
	outputs, err := w.outputs(parts)
	if err != nil {
		return err
	}
	w.remarkPictures(parts, outputs)
	placed := parts
	for _, output := range outputs {
		switch output {
		case "md":
			err = w.textFile(ctx, placed, "md", "text/markdown; charset=utf-8", w.asMarkdown, w.joinMarkdown)
		case "txt":
			err = w.textFile(ctx, placed, "txt", "text/plain; charset=utf-8", w.asText, prose.Join)
		case "docx":
			err = w.wordFile(ctx, placed)
		case "epub":
			err = w.ebook(ctx, parts)
		case "pdf":
			err = w.bookPDF(ctx)
		default:
			err = project.Errorf(project.Invalid, "a book of texts cannot be made as %s; write md, txt, docx, epub or pdf", output)
		}
		if err != nil {
			return err
		}
		if hasRows(output) {
			placed = unplaced(parts)
		}
	}
	return nil
}

// remarkPictures tells of pictures that the result does not have: only a Word document made of Word documents keeps them.
func (w *workshop) remarkPictures(parts []piece, outputs []string) {
	if !slices.ContainsFunc(outputs, func(output string) bool { return output != "docx" }) {
		return
	}
	for _, p := range parts {
		if !p.missing() && p.file.Text.Pictures > 0 {
			w.remark("pictures_left_out", p.file.Name, 0, fmt.Sprintf("%q of %q has %d pictures; they are in no %s", p.file.Name, p.input.Key, p.file.Text.Pictures,
				strings.Join(slices.DeleteFunc(slices.Clone(outputs), func(output string) bool { return output == "docx" }), " or ")))
		}
	}
}

// hasRows reports whether the places of a book's file are told in lines. The same lines are not the same place in two files: those of
// the first that has any are told.
func hasRows(output string) bool { return output == "md" || output == "txt" || output == "docx" }

// textFile joins the parts as one text.
func (w *workshop) textFile(ctx context.Context, parts []piece, ending, mediaType string, read func(context.Context, piece) ([]byte, error),
	join func([][]byte) ([]byte, []int)) error {
	var texts [][]byte
	if w.request.Recipe.Contents {
		front, err := w.front(ctx, parts)
		if err != nil {
			return err
		}
		parts, texts = append([]piece{{}}, parts...), append(texts, front)
	}
	for _, p := range parts[len(texts):] {
		text, err := read(ctx, p)
		if err != nil {
			return err
		}
		texts = append(texts, text)
	}
	text, starts := join(texts)
	lines(parts, text, starts)
	return w.text(w.resultName(ending), mediaType, text)
}

// joinMarkdown joins chapters of which each keeps its own footnotes, or, as they are, pieces of one text.
func (w *workshop) joinMarkdown(parts [][]byte) ([]byte, []int) {
	if !w.request.Recipe.AsIs {
		parts = markdown.KeepNotesApart(parts)
	}
	return markdown.Join(parts)
}

// front is a title and a list of the chapters.
func (w *workshop) front(ctx context.Context, parts []piece) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("# " + markup(w.request.Title) + "\n\n")
	for _, p := range parts {
		text, err := w.asMarkdown(ctx, p)
		if err != nil {
			return nil, err
		}
		title, err := titleOf(p, text)
		if err != nil {
			return nil, err
		}
		out.WriteString("- " + title + "\n")
	}
	out.WriteString("\n")
	return out.Bytes(), nil
}

// titleOf is the first heading of a part as it is written, or the title of its sub-gig.
func titleOf(p piece, text []byte) (string, error) {
	sections, err := markdown.Sections(text)
	if err != nil {
		return "", project.Errorf(project.Invalid, "%q of %q: %s", p.file.Name, p.input.Key, err)
	}
	for _, s := range sections {
		if s.Level > 0 && s.Title != "" {
			return s.Title, nil
		}
	}
	return markup(cmp.Or(p.input.Title, p.input.Key)), nil
}

// asMarkdown is a part as Markdown: as it was delivered, or made of a plain text or a Word document.
func (w *workshop) asMarkdown(ctx context.Context, p piece) ([]byte, error) {
	if p.missing() {
		return []byte("# " + markup(cmp.Or(p.input.Title, p.input.Key)) + "\n\n*This chapter " + markup(p.input.Waiting()) + ".*\n\n"), nil
	}
	src, err := w.load(ctx, p)
	switch {
	case err != nil:
		return nil, err
	case p.format == "txt":
		return markedChapters(src), nil
	case p.format == "docx":
		d, err := w.word(p, src)
		if err != nil {
			return nil, err
		}
		return d.Markdown(), nil
	}
	return src, nil
}

// markedChapters marks the titles of a plain text as headings.
func markedChapters(src []byte) []byte {
	var out []byte
	for _, c := range prose.Chapters(src) {
		from := c.From
		if c.Title != "" {
			out = append(out, "# "+markup(c.Title)+"\n\n"...)
			from = c.Body
		}
		out = append(out, bytes.TrimPrefix(src[from:c.To], []byte("\xef\xbb\xbf"))...)
	}
	return out
}

// markup keeps a text of one line from being read as marks.
func markup(s string) string {
	var out strings.Builder
	for _, r := range oneLine(s) {
		if strings.ContainsRune("\\`*_[]<>&#|~", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// asText is a part as plain text.
func (w *workshop) asText(ctx context.Context, p piece) ([]byte, error) {
	if p.missing() {
		return []byte(oneLine(cmp.Or(p.input.Title, p.input.Key)) + "\n\n[This chapter " + oneLine(p.input.Waiting()) + ".]\n\n"), nil
	}
	src, err := w.load(ctx, p)
	if err != nil || p.format != "docx" {
		return src, err
	}
	d, err := w.word(p, src)
	if err != nil {
		return nil, err
	}
	return bytes.ReplaceAll(d.Text(), []byte("\n"), []byte("\n\n")), nil
}

func (w *workshop) word(p piece, src []byte) (*docx.Document, error) {
	d, err := docx.Read(bytes.NewReader(src), int64(len(src)))
	if err != nil {
		return nil, project.Errorf(project.Invalid, "%q of %q: %s", p.file.Name, p.input.Key, err)
	}
	return d, nil
}

// wordFile joins Word documents. A part of another format has no house to live in.
func (w *workshop) wordFile(ctx context.Context, parts []piece) error {
	var documents []*docx.Document
	row := int64(0)
	for _, p := range parts {
		if p.missing() {
			documents = append(documents, docx.Note(oneLine(cmp.Or(p.input.Title, p.input.Key)), "This chapter "+oneLine(p.input.Waiting())+"."))
			row += 2
			continue
		}
		if p.format != "docx" {
			return project.Errorf(project.Invalid, "%q of %q is %s, and a docx is made of docx; ask for md or epub", p.file.Name, p.input.Key, p.format)
		}
		src, err := w.load(ctx, p)
		if err != nil {
			return err
		}
		d, err := w.word(p, src)
		if err != nil {
			return err
		}
		documents = append(documents, d)
		p.stretch(row, row+int64(len(d.Blocks)))
		row += int64(len(d.Blocks))
	}
	name := w.resultName("docx")
	f, err := os.Create(w.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := docx.Join(f, documents); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return w.take(name, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
}

// ebook makes a page of each part, with contents in front and the credits behind.
func (w *workshop) ebook(ctx context.Context, parts []piece) error {
	book := epub.Book{Title: oneLine(w.request.Title), Language: cmp.Or(w.request.Recipe.Language, "en"), ID: epub.NewID(w.identity()...)}
	for _, c := range w.manifest.Credits {
		book.Contributors = append(book.Contributors, epub.Contributor{Name: oneLine(c.Name), Role: oneLine(c.Role)})
	}
	texts, err := w.completed(ctx, parts)
	if err != nil {
		return err
	}
	for i, p := range parts {
		chapter, err := chapterOf(p, texts[i])
		if err != nil {
			return err
		}
		book.Chapters = append(book.Chapters, chapter)
		if !p.missing() {
			p.entry.Paths = append(p.entry.Paths, epub.ChapterPath(i))
		}
	}
	book.Chapters = append(book.Chapters, w.creditsChapter())
	name := w.resultName("epub")
	f, err := os.Create(w.path(name))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := epub.Write(f, book); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return w.take(name, "application/epub+zip")
}

// completed are the parts as Markdown, each with the notes and addresses that it refers to and another has.
func (w *workshop) completed(ctx context.Context, parts []piece) ([][]byte, error) {
	texts, notes := make([][]byte, len(parts)), make([]markdown.Notes, len(parts))
	for i, p := range parts {
		var err error
		if texts[i], err = w.asMarkdown(ctx, p); err != nil {
			return nil, err
		}
		notes[i] = markdown.ReadNotes(texts[i])
	}
	defined := markdown.DefinedIn(notes)
	for i := range texts {
		texts[i] = slices.Concat(texts[i], notes[i].Lacking(defined))
	}
	return texts, nil
}

// identity is what makes this book another one than the next: the project and what it is made of.
func (w *workshop) identity() []string {
	out := []string{string(w.request.Project), string(w.request.Kind)}
	for _, in := range w.request.Inputs {
		out = append(out, string(in.SubGig), string(in.Delivery))
	}
	return out
}

// chapterOf makes a page of a part. Its title is its first heading; the others of the two highest levels stand below it in the
// contents.
func chapterOf(p piece, text []byte) (epub.Chapter, error) {
	body, headings, err := markdown.XHTML(text)
	if err != nil {
		return epub.Chapter{}, project.Errorf(project.Invalid, "%q of %q: %s", p.file.Name, p.input.Key, err)
	}
	out := epub.Chapter{Title: oneLine(cmp.Or(p.input.Title, p.input.Key)), Body: body}
	if len(headings) > 0 && headings[0].Title != "" {
		out.Title = headings[0].Title
		for _, h := range headings[1:] {
			if h.Level <= headings[0].Level+1 && h.Title != "" && h.ID != "" {
				out.Sections = append(out.Sections, epub.Section{Title: h.Title, ID: h.ID})
			}
		}
	}
	return out, nil
}

// creditsChapter names everybody, as the file of credits does.
func (w *workshop) creditsChapter() epub.Chapter {
	body, _, err := markdown.XHTML(w.creditsText())
	if err != nil {
		body = nil // credits of more than a chapter stand in their own file
	}
	return epub.Chapter{Title: "Credits", Body: body}
}

// creditsText is the chapter of the credits as Markdown.
func (w *workshop) creditsText() []byte {
	var text bytes.Buffer
	text.WriteString("# Credits\n")
	for line := range strings.Lines(string(credits(w.manifest))) {
		if line = strings.TrimSpace(line); line != "" {
			text.WriteString("\n" + markup(line) + "\n")
		}
	}
	return text.Bytes()
}
