package inspect

import (
	"bytes"
	"context"
	"os"
	"strings"

	"tutti/media/docx"
	"tutti/media/galley"
	"tutti/media/markdown"
	"tutti/media/prose"
	"tutti/project"
)

// text judges a text: its words, language and headings, and what was left to be done in it.
func (i *Inspector) text(ctx context.Context, j *judge) error {
	format, err := j.takes("text", "docx", "md", "txt")
	if err != nil || format == "" {
		return err
	}
	var t manuscript
	if format == "docx" {
		t, err = j.word()
	} else {
		t, err = j.plain(format)
	}
	if err != nil {
		return j.unreadable(err)
	}
	if t.text == nil {
		return nil
	}
	j.describeText(format, t)
	j.checkWords()
	j.checkLanguage(t.text)
	j.checkHeadings(t)
	j.checkChapters(t)
	j.checkMarks(t.text)
	return i.proof(ctx, j, galley.ReadText(format))
}

// manuscript is a text with its outline.
type manuscript struct {
	text     []byte // prose, a line for each line or paragraph of the file
	headings []heading
	pictures int
}

type heading struct {
	title string
	level int
	line  int
	words int // behind it, up to the next heading
}

// plain reads Markdown or plain text.
func (j *judge) plain(format string) (manuscript, error) {
	src, err := j.read(prose.MaxBytes)
	if err != nil || src == nil {
		return manuscript{}, err
	}
	if err := prose.Check(src); err != nil {
		return manuscript{}, err
	}
	if format == "txt" {
		return plainText(src), nil
	}
	d, err := markdown.Read(src)
	if err != nil {
		return manuscript{}, err
	}
	if !d.IsClosed() {
		j.block("fence_open", "Close it: ``` on a line of its own behind the code, --> behind the comment.",
			"a block of code or a comment is not closed at the end; it would swallow the chapters behind it")
	}
	out := manuscript{text: d.Prose(), pictures: d.Pictures()}
	for _, s := range d.Sections() {
		if s.Level > 0 {
			out.headings = append(out.headings, heading{s.Title, s.Level, s.Line, prose.Words(src[s.Body:s.To])})
		}
	}
	return out, nil
}

func plainText(src []byte) manuscript {
	out := manuscript{text: src}
	for _, c := range prose.Chapters(src) {
		if c.Title != "" {
			out.headings = append(out.headings, heading{c.Title, 1, c.Line, prose.Words(src[c.Body:c.To])})
		}
	}
	return out
}

// word reads a Word document.
func (j *judge) word() (manuscript, error) {
	f, err := os.Open(j.file.Path)
	if err != nil {
		return manuscript{}, err
	}
	defer f.Close()
	d, err := docx.Read(f, j.facts.Size)
	if err != nil {
		return manuscript{}, err
	}
	out := manuscript{text: d.Text(), pictures: d.Pictures}
	line := 1
	for _, b := range d.Blocks {
		if b.Level > 0 {
			out.headings = append(out.headings, heading{title: b.Title(), level: b.Level, line: line})
		}
		for _, p := range b.Paragraphs {
			if n := len(out.headings); n > 0 && b.Level == 0 {
				out.headings[n-1].words += prose.Words([]byte(p.Text()))
			}
		}
		line += len(b.Paragraphs)
	}
	return out, nil
}

func (j *judge) describeText(format string, t manuscript) {
	facts := &project.TextFacts{Format: format, Words: prose.Words(t.text), Lines: bytes.Count(t.text, []byte("\n")), Language: prose.Language(t.text), Pictures: t.pictures}
	if n := len(t.text); n > 0 && t.text[n-1] != '\n' {
		facts.Lines++
	}
	for _, h := range t.headings[:min(len(t.headings), maxHeadings)] {
		facts.Headings = append(facts.Headings, clip(h.title))
	}
	j.facts.Text = facts
}

// maxHeadings is how many headings the facts name.
const maxHeadings = 1000

func (j *judge) asked() project.TextSpec {
	if j.spec.Text == nil {
		return project.TextSpec{}
	}
	return *j.spec.Text
}

func (j *judge) checkWords() {
	words, asked := j.facts.Text.Words, j.asked()
	switch {
	case words == 0:
		j.block("no_words", "Deliver the text itself.", "the file holds no words")
	case words < asked.MinWords:
		j.block("words_few", "Write the whole piece, or agree on a shorter one.", "%d words, at least %d are wanted", words, asked.MinWords)
	case asked.MaxWords > 0 && words > asked.MaxWords:
		j.block("words_many", "Shorten it, or agree on a longer one.", "%d words, at most %d are wanted", words, asked.MaxWords)
	}
}

// checkLanguage warns where the text is surely in another language: names and quotations are no reason to refuse it.
func (j *judge) checkLanguage(text []byte) {
	found, asked := j.facts.Text.Language, j.asked().Language
	if asked != "" && found != "" && !prose.SameLanguage(found, asked) {
		j.warn("language_other", "Deliver the text in the language that is asked for.", "the text is in %q, wanted is %q", found, asked)
	}
}

// checkHeadings looks for the headings asked for, in their order, and for those that were handed out.
func (j *judge) checkHeadings(t manuscript) {
	places := map[string]int{}
	for i, h := range t.headings {
		if _, twice := places[plainTitle(h.title)]; !twice {
			places[plainTitle(h.title)] = i
		}
	}
	last, before := -1, ""
	for _, title := range j.asked().Headings {
		at, ok := places[plainTitle(title)]
		switch {
		case !ok:
			j.block("heading_missing", "Add the heading, written as it is asked for.", "the heading %q is missing", clip(title)).At = clip(title)
			continue
		case at < last:
			f := j.warn("heading_order", "Put the chapters in the order that is asked for.", "the heading %q stands before %q", clip(title), clip(before))
			f.At, f.Row = clip(title), int64(t.headings[at].line)
		}
		last, before = at, title
	}
	j.handedOut(project.Warn, "heading", func(title string) bool {
		_, there := places[plainTitle(title)]
		return there
	})
}

// plainTitle compares headings without case, space and marks.
func plainTitle(title string) string {
	return strings.Join(strings.Fields(strings.ToLower(strings.Trim(strings.TrimSpace(title), "*_.:#"))), " ")
}

// checkChapters finds headings with nothing behind them, not even a heading below them.
func (j *judge) checkChapters(t manuscript) {
	empty := j.tally(project.Warn, "chapter_empty", "Write the chapter, or take its heading out.")
	for i, h := range t.headings {
		if deeper := i+1 < len(t.headings) && t.headings[i+1].level > h.level; h.words == 0 && !deeper {
			f := empty.add("nothing stands under the heading %q", clip(h.title))
			f.At, f.Row = clip(h.title), int64(h.line)
		}
	}
	empty.done()
}

const fixPlaceholder = "Fill it in, or take it out."

// checkMarks finds what was left to be filled in, and letters that an encoding broke.
func (j *judge) checkMarks(text []byte) {
	left := j.tally(project.Warn, "placeholder", fixPlaceholder)
	found := prose.Placeholders(text)
	for _, m := range found.First {
		left.add("%q was left to be filled in", clip(m.Text)).Row = int64(m.Line)
	}
	left.count = found.Total
	left.done()
	broken := j.tally(project.Warn, "letters_broken", "Save the text as UTF-8 from the program it was written in; do not copy it from a page that shows it broken.")
	found = prose.Mojibake(text)
	for _, m := range found.First {
		broken.add("%q looks like a letter that was read in the wrong encoding", m.Text).Row = int64(m.Line)
	}
	broken.count = found.Total
	broken.done()
}
