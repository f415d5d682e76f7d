package split

import (
	"context"
	"os"

	"tutti/media/docx"
	"tutti/project"
)

// cutWord cuts a Word document at the headings that divide it. Each piece is a document in the styles of the whole.
func cutWord(_ context.Context, _ *Splitter, r Request) (draft, error) {
	f, err := os.Open(r.Path)
	if err != nil {
		return draft{}, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return draft{}, err
	}
	d, err := docx.Read(f, info.Size())
	if err != nil {
		return draft{}, err
	}
	out := draft{total: int64(len(d.Blocks)), recipe: project.Recipe{Kind: project.RecipeBook, Outputs: []string{"docx"}},
		spec: project.Spec{Kind: project.KindText, Formats: []string{"docx"}}}
	parts := chapters(wordSections(d))
	for i, g := range groups(len(parts), r, true) {
		var sections []stretch
		for _, p := range parts[g[0]:g[1]] {
			sections = append(sections, p...)
		}
		from, to := sections[0].from, sections[len(sections)-1].to
		cut := project.Cut{Title: titleOf(sections), From: int64(from), To: int64(to), Inventory: inventory(sections)}
		piece := placePiece(r, i, ".docx", Piece{Cut: cut})
		if err := writeWord(piece.Path, d, from, to); err != nil {
			return draft{}, err
		}
		out.pieces = append(out.pieces, piece)
	}
	return out, nil
}

// wordSections are the stretches of blocks that start with a heading.
func wordSections(d *docx.Document) []stretch {
	out := []stretch{{empty: true}}
	for i, b := range d.Blocks {
		last := &out[len(out)-1]
		switch {
		case b.Level > 0 && i == 0:
			last.title, last.level = b.Title(), b.Level
		case b.Level > 0:
			out = append(out, stretch{title: b.Title(), level: b.Level, from: i, empty: true})
			last = &out[len(out)-1]
		default:
			last.empty = last.empty && b.Title() == ""
		}
		last.to = i + 1
		if n := len(out); n > 1 {
			out[n-2].to = last.from
		}
	}
	return out
}

func writeWord(path string, d *docx.Document, from, to int) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := d.Write(f, from, to); err != nil {
		return err
	}
	return f.Close()
}
