package split

import (
	"context"

	"tutti/media/prose"
	"tutti/project"
)

// cutProse cuts a plain text at its chapters; between paragraphs, where it has none.
func cutProse(_ context.Context, _ *Splitter, r Request) (draft, error) {
	src, err := readText(r, prose.MaxBytes)
	if err != nil {
		return draft{}, err
	}
	if err := prose.Check(src); err != nil {
		return draft{}, err
	}
	parts, natural := proseParts(src)
	out, err := textPieces(r, src, ".txt", parts, natural)
	out.recipe = project.Recipe{Kind: project.RecipeBook, Outputs: []string{"txt"}}
	out.spec = project.Spec{Kind: project.KindText, Formats: []string{"txt"}}
	return out, err
}

func proseParts(src []byte) (parts [][]stretch, natural bool) {
	if found := prose.Chapters(src); len(found) > 1 {
		for _, c := range found {
			parts = append(parts, []stretch{{title: c.Title, from: c.From, to: c.To}})
		}
		return parts, true
	}
	at := 0
	for _, end := range prose.Paragraphs(src) {
		parts = append(parts, []stretch{{from: at, to: end}})
		at = end
	}
	return parts, false
}
