package galley

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"tutti/media/docx"
	"tutti/media/markdown"
	"tutti/media/prose"
	"tutti/media/typeset"
	"tutti/project"
)

// Text gives a text of a format, md, txt or docx, as blocks. Errors: Invalid for a text that cannot be read, or is beyond what
// becomes pages.
func Text(format string, src []byte) ([]typeset.Block, error) {
	switch format {
	case "txt":
		if len(src) > markdown.MaxChapterBytes {
			return nil, project.Errorf(project.Invalid, "a text has %d bytes, at most %d are set on pages; deliver it in parts", len(src), markdown.MaxChapterBytes)
		}
		return Prose(src), nil
	case "md":
		return markdown.Blocks(src)
	case "docx":
		d, err := docx.Read(bytes.NewReader(src), int64(len(src)))
		if err != nil {
			return nil, err
		}
		return markdown.Blocks(d.Markdown())
	}
	return nil, project.Errorf(project.Invalid, "a %s cannot be set on pages", format)
}

// Prose gives a plain text as blocks: its titles, and its paragraphs between blank lines.
func Prose(src []byte) []typeset.Block {
	var out []typeset.Block
	for _, c := range prose.Chapters(src) {
		from := c.From
		if c.Title != "" {
			out = append(out, typeset.Title(1, c.Title))
			from = c.Body
		}
		out = append(out, paragraphs(src[from:c.To])...)
	}
	return out
}

// beginning gives the first of a text that is too long for pages, as it is written.
func beginning(src []byte) []typeset.Block {
	if len(src) <= markdown.MaxChapterBytes {
		return Prose(src)
	}
	return append(Prose(bytes.ToValidUTF8(src[:markdown.MaxChapterBytes], nil)), typeset.Plain("…"))
}

func paragraphs(text []byte) []typeset.Block {
	var out []typeset.Block
	from := 0
	for _, to := range prose.Paragraphs(text) {
		if words := flow(string(text[from:to])); words != "" {
			out = append(out, typeset.Plain(words))
		}
		from = to
	}
	return out
}

// flow takes the line breaks out of a paragraph that a program has wrapped: one all of whose lines but the last are long. Verses and
// lists keep theirs.
func flow(paragraph string) string {
	const long = 50 // letters
	lines := strings.Split(strings.Trim(strings.ReplaceAll(strings.TrimPrefix(paragraph, "\ufeff"), "\r", ""), "\n"), "\n")
	for _, line := range lines[:len(lines)-1] {
		if utf8.RuneCountInString(strings.TrimSpace(line)) < long {
			return strings.Join(lines, "\n")
		}
	}
	return strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
}
