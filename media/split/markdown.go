package split

import (
	"bytes"
	"context"

	"tutti/media/markdown"
	"tutti/media/prose"
	"tutti/project"
)

// cutMarkdown cuts at the headings that divide the document.
func cutMarkdown(_ context.Context, _ *Splitter, r Request) (draft, error) {
	src, err := readText(r, markdown.MaxBytes)
	if err != nil {
		return draft{}, err
	}
	if err := prose.Check(src); err != nil {
		return draft{}, err
	}
	found, err := markdown.Sections(src)
	if err != nil {
		return draft{}, err
	}
	var sections []stretch
	for _, s := range found {
		sections = append(sections, stretch{title: s.Title, level: s.Level, from: s.From, to: s.To, empty: len(bytes.TrimSpace(src[s.Body:s.To])) == 0})
	}
	out, err := textPieces(r, src, ".md", chapters(sections), true)
	if err != nil {
		return draft{}, err
	}
	out.recipe = project.Recipe{Kind: project.RecipeBook, Outputs: []string{"md"}, AsIs: sharesNotes(src, out.pieces)}
	out.spec = project.Spec{Kind: project.KindText, Formats: []string{"md"}}
	return out, nil
}

// sharesNotes reports whether a document has footnotes of one name in several of its pieces: those of a book would be kept apart, and the
// document would not come back to the byte.
func sharesNotes(src []byte, pieces []Piece) bool {
	var parts [][]byte
	for _, p := range pieces {
		parts = append(parts, src[p.From:p.To])
	}
	return !bytes.Equal(bytes.Join(markdown.KeepNotesApart(parts), nil), src)
}
