// Package typeset sets texts as the pages of a PDF: headings, paragraphs, lists, quotes, code and tables in any script, with bookmarks
// and page numbers. It knows nothing of where the text comes from; media/markdown and others make blocks of what they read.
//
// Lines are ragged and words are not hyphenated. In a line with letters from right to left, emphasis is not shown.
package typeset

import "strings"

// Version names what decides about the pages; it changes whenever the same text would look otherwise.
const Version = "tutti-typeset 2"

// Kind is what a block is.
type Kind int

// The kinds of blocks.
const (
	Paragraph Kind = iota
	Heading
	Code // every line break counts
	Rule // a break between paragraphs, without words
	Table
)

// Block is a stretch of text that stands by itself.
type Block struct {
	Kind  Kind
	Level int    // of a heading, from 1
	Depth int    // steps from the margin
	Quote int    // steps from the margin of the quote that it stands in; 0 outside of any
	Mark  string // before its first line: a bullet, a number
	Tight bool   // no space before it
	Text  []Span
	Rows  [][][]Span // of a table: its head, which may be empty, and its rows; their cells; the text of each

	Numbered bool // the first column of its rows counts them
}

// Span is a stretch of letters of one look. A line break in it ends the line.
type Span struct {
	Text               string
	Bold, Italic, Code bool
	Change             Change
}

// Change is what happened to a span since another version of the text.
type Change int

// The changes: what was added is blue and underlined, what was removed red and struck out.
const (
	Same Change = iota
	Added
	Removed
)

// Plain is a paragraph without emphasis.
func Plain(text string) Block { return Block{Text: []Span{{Text: text}}} }

// Title is a heading without emphasis.
func Title(level int, text string) Block {
	return Block{Kind: Heading, Level: level, Text: []Span{{Text: text}}}
}

// Words is the text of spans without their looks.
func Words(spans []Span) string {
	var out strings.Builder
	for _, s := range spans {
		out.WriteString(s.Text)
	}
	return out.String()
}
