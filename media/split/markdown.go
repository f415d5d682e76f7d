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
	out.recipe = project.Recipe{Kind: project.RecipeBook, Outputs: []string{"md"}}
	out.spec = project.Spec{Kind: project.KindText, Formats: []string{"md"}}
	return out, err
}
