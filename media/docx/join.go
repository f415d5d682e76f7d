package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"tutti/project"
)

// Write writes a document that holds only the blocks from one to before another. Styles, pictures and page set-up are those
// of the whole.
func (d *Document) Write(w io.Writer, from, to int) error {
	var content []byte
	if from < to {
		content = d.body[d.Blocks[from].From:d.Blocks[to-1].To]
	}
	return d.write(w, content)
}

// write writes the document with another content of its body. The same content gives the same bytes.
func (d *Document) write(w io.Writer, content []byte) error {
	out := zip.NewWriter(w)
	for _, f := range d.archive.File {
		if f.Name != bodyName {
			if err := out.Copy(f); err != nil {
				return err
			}
			continue
		}
		body, err := out.CreateHeader(&zip.FileHeader{Name: bodyName, Method: zip.Deflate})
		if err != nil {
			return err
		}
		for _, text := range [][]byte{d.body[:d.start], content, d.body[d.end:]} {
			if _, err := body.Write(text); err != nil {
				return err
			}
		}
	}
	return out.Close()
}

// Join writes one document with the blocks of all, in the styles and the page set-up of the first. Parts that were cut from
// one document give its body to the byte. A part from elsewhere, whose pictures and styles mean other things, gives its
// text: paragraphs, headings, bold and italic.
func Join(w io.Writer, parts []*Document) error {
	i := slices.IndexFunc(parts, func(d *Document) bool { return d.archive != nil })
	if i < 0 {
		return project.Errorf(project.Invalid, "none of the parts is a Word document")
	}
	first := parts[i]
	var content []byte
	for _, p := range parts {
		if p.sameHouse(first) {
			content = append(content, p.body[p.start:p.end]...)
			continue
		}
		content = first.appendText(content, p)
	}
	return first.write(w, content)
}

// sameHouse reports whether two bodies use the same names and links, so that blocks can move between them as they are.
func (d *Document) sameHouse(other *Document) bool {
	return d.archive != nil && bytes.Equal(d.body[:d.start], other.body[:other.start]) && bytes.Equal(d.links, other.links)
}

// appendText writes the paragraphs of another document in the names of this one.
func (d *Document) appendText(dst []byte, from *Document) []byte {
	w := d.prefix()
	headings := d.headingIDs()
	for _, b := range from.Blocks {
		for _, p := range b.Paragraphs {
			dst = append(dst, "<"+w+"p>"...)
			if style := headings[p.Level]; p.Level > 0 && style != "" {
				dst = append(dst, "<"+w+"pPr><"+w+"pStyle "+w+`val="`+escape(style)+`"/></`+w+"pPr>"...)
			}
			for _, r := range p.Runs {
				dst = appendRun(dst, w, r)
			}
			dst = append(dst, "</"+w+"p>"...)
		}
	}
	return dst
}

func appendRun(dst []byte, w string, r Run) []byte {
	dst = append(dst, "<"+w+"r><"+w+"rPr>"...)
	if r.Bold {
		dst = append(dst, "<"+w+"b/>"...)
	}
	if r.Italic {
		dst = append(dst, "<"+w+"i/>"...)
	}
	dst = append(dst, "</"+w+"rPr>"...)
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			dst = append(dst, "<"+w+"br/>"...)
		}
		dst = append(dst, "<"+w+`t xml:space="preserve">`+escape(line)+"</"+w+"t>"...)
	}
	return append(dst, "</"+w+"r>"...)
}

// prefix is the name space prefix of the body's elements with its colon, "" when they have none.
func (d *Document) prefix() string {
	tag := d.body[:d.start]
	name, _, _ := strings.Cut(string(tag[bytes.LastIndexByte(tag, '<')+1:]), "body")
	return name
}

// headingIDs gives the style of each level, as the document's own headings use it.
func (d *Document) headingIDs() map[int]string {
	ids := map[int]string{}
	for _, b := range d.Blocks {
		if b.Level > 0 && ids[b.Level] == "" {
			ids[b.Level] = b.Paragraphs[0].Style
		}
	}
	return ids
}

func escape(s string) string {
	var out strings.Builder
	if xml.EscapeText(&out, []byte(s)) != nil {
		return ""
	}
	return out.String()
}

// Note is a document of a heading and a line, for Join: it has no house of its own.
func Note(title, text string) *Document {
	return &Document{Blocks: []Block{{Level: 1, Paragraphs: []Paragraph{{Level: 1, Runs: []Run{{Text: title}}}}}, {Paragraphs: []Paragraph{{Runs: []Run{{Text: text, Italic: true}}}}}}}
}

// Text gives the document's text, a line for each paragraph.
func (d *Document) Text() []byte {
	var out []byte
	for _, b := range d.Blocks {
		for _, p := range b.Paragraphs {
			out = append(append(out, strings.ReplaceAll(p.Text(), "\n", " ")...), '\n')
		}
	}
	return out
}

// Markdown gives the document's text as Markdown: headings, paragraphs, lists, tables, bold and italic.
func (d *Document) Markdown() []byte {
	var out bytes.Buffer
	list := false
	for _, b := range d.Blocks {
		if len(b.Paragraphs) > 0 && b.Paragraphs[0].Table > 0 {
			if list {
				out.WriteByte('\n')
			}
			table(&out, b.Paragraphs)
			list = false
			continue
		}
		for _, p := range b.Paragraphs {
			if strings.TrimSpace(p.Text()) == "" {
				continue
			}
			if list && !p.List {
				out.WriteByte('\n')
			}
			list = p.List
			paragraph(&out, p)
		}
	}
	if list {
		out.WriteByte('\n')
	}
	return out.Bytes()
}

func paragraph(out *bytes.Buffer, p Paragraph) {
	switch {
	case p.Level > 0:
		out.WriteString(strings.Repeat("#", min(p.Level, 6)) + " " + strings.Join(strings.Fields(markRuns(Paragraph{Runs: plain(p.Runs)})), " ") + "\n\n")
	case p.List:
		out.WriteString("- " + strings.ReplaceAll(markRuns(p), "\n", "\\\n  ") + "\n")
	default:
		out.WriteString(strings.ReplaceAll(strings.TrimSpace(markRuns(p)), "\n", "\\\n") + "\n\n")
	}
}

// plain takes the looks off, which a heading has by itself.
func plain(runs []Run) []Run {
	out := make([]Run, 0, len(runs))
	for _, r := range runs {
		out = append(out, Run{Text: r.Text})
	}
	return out
}

// markRuns writes runs with their marks around the words, not around the spaces beside them.
func markRuns(p Paragraph) string {
	var out strings.Builder
	for _, r := range p.Runs {
		mark := map[Run]string{{Bold: true}: "**", {Italic: true}: "*", {Bold: true, Italic: true}: "***"}[Run{Bold: r.Bold, Italic: r.Italic}]
		word := strings.TrimSpace(r.Text)
		if word == "" || mark == "" {
			out.WriteString(escapeMarkdown(r.Text))
			continue
		}
		before, after, _ := strings.Cut(r.Text, word)
		out.WriteString(before + mark + escapeMarkdown(word) + mark + after)
	}
	return out.String()
}

// escapeMarkdown keeps text from being read as marks.
func escapeMarkdown(s string) string {
	var out strings.Builder
	start := true
	for _, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>|&~", r), start && strings.ContainsRune("#+-=:", r), r == '.' && start:
			out.WriteByte('\\')
		}
		start = r == '\n' || start && (r == ' ' || r == '\t' || r >= '0' && r <= '9')
		out.WriteRune(r)
	}
	return out.String()
}

// table writes the paragraphs of one table, its first row as the header.
func table(out *bytes.Buffer, cells []Paragraph) {
	row, cell, columns := 0, 0, 0
	for _, p := range cells {
		switch {
		case p.Row != row:
			if row == 1 {
				out.WriteString(" |\n|" + strings.Repeat(" --- |", columns))
			}
			if row > 0 && row != 1 {
				out.WriteString(" |")
			}
			if row > 0 {
				out.WriteByte('\n')
			}
			row, cell = p.Row, p.Cell
			out.WriteString("| ")
			columns = 1
		case p.Cell != cell:
			cell = p.Cell
			columns++
			out.WriteString(" | ")
		default:
			out.WriteByte(' ')
		}
		out.WriteString(strings.Join(strings.Fields(markRuns(p)), " "))
	}
	out.WriteString(" |\n")
	if row == 1 {
		out.WriteString("|" + strings.Repeat(" --- |", columns) + "\n")
	}
	out.WriteByte('\n')
}
