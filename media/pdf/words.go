package pdf

import (
	"bytes"
	"context"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

// The limits of looking for the words of a document. 300 dense pages take half a second and give 20 MB.
const (
	wordsCPU     = 20 * time.Second
	wordsWall    = time.Minute
	wordsBytes   = 256 << 20
	maxPageWords = 50_000 // those beyond are not looked at
	maxWordsLine = 4 << 10
)

// Word is a word on a page and the part of the page, as it is shown, that it takes.
type Word struct {
	Text string
	Area project.Area
}

// Words gives the words of the file at path, absolute, a page after the other in their order, to each; a page counts from 1. pages are
// those of Look. pdftotext of Poppler reads them, which has drawn what reviewers see by the same rules.
//
// Errors: Invalid when it cannot be read, Limited when that takes more than the sandbox gives, Unavailable when pdftotext is not
// installed; the others of tool.Run. What was given before stays true.
func (p *Press) Words(ctx context.Context, path string, pages []Page, each func(page int, words []Word)) error {
	_, err := p.tools.Run(ctx, wordsJob(path, &wordReader{pages: pages, each: each}))
	return err
}

func wordsJob(path string, to io.Writer) tool.Job {
	return tool.Job{Tool: tool.PDFToText, Inputs: []string{path}, Trees: []string{"/usr/share/poppler"}, Outputs: []io.Writer{to},
		Args:   []string{"-q", "-bbox", "-cropbox", "-enc", "UTF-8", path, "-"},
		Limits: tool.Limits{CPU: wordsCPU, Wall: wordsWall, OutputBytes: wordsBytes}}
}

// wordReader reads what pdftotext tells of words and their places, a line at a time.
type wordReader struct {
	pages         []Page
	each          func(page int, words []Word)
	line          []byte
	page          int
	width, height float64 // of the page as shown, in points
	words         []Word
}

func (r *wordReader) Write(p []byte) (int, error) {
	all := len(p)
	for len(p) > 0 {
		end := bytes.IndexByte(p, '\n')
		if end < 0 {
			r.keep(p)
			break
		}
		r.keep(p[:end])
		r.take(strings.TrimSpace(string(r.line)))
		r.line, p = r.line[:0], p[end+1:]
	}
	return all, nil
}

// keep adds to the line. A line that is longer than any word is cut, and then tells nothing.
func (r *wordReader) keep(p []byte) {
	r.line = append(r.line, p[:min(len(p), maxWordsLine-len(r.line))]...)
}

func (r *wordReader) take(line string) {
	switch {
	case strings.HasPrefix(line, "<page "):
		r.page++
		r.width, r.height = attribute(line, "width"), attribute(line, "height")
		if r.page <= len(r.pages) && r.pages[r.page-1].Rotated%180 != 0 {
			r.width, r.height = r.height, r.width // told as if the page was not turned; its words are told as shown
		}
	case strings.HasPrefix(line, "<word ") && len(r.words) < maxPageWords:
		r.word(line)
	case line == "</page>" && r.page > 0:
		r.each(r.page, r.words)
		r.words = nil
	}
}

func (r *wordReader) word(line string) {
	head, rest, found := strings.Cut(line, ">")
	text, closed := strings.CutSuffix(rest, "</word>")
	if !found || !closed || !(r.width > 0 && r.height > 0) {
		return
	}
	area := project.AreaBetween(attribute(head, "xMin")/r.width, attribute(head, "yMin")/r.height, attribute(head, "xMax")/r.width, attribute(head, "yMax")/r.height)
	if area.Empty() {
		return // beside the page, where nobody sees it
	}
	r.words = append(r.words, Word{Text: html.UnescapeString(text), Area: area})
}

// attribute reads a number; what is none is 0.
func attribute(tag, name string) float64 {
	_, after, _ := strings.Cut(tag, name+`="`)
	number, _, _ := strings.Cut(after, `"`)
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || math.IsNaN(value) {
		return 0
	}
	return value
}
