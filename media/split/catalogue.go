package split

import (
	"context"
	"fmt"

	"tutti/media/catalogue"
	"tutti/project"
)

// sourceKey is the reference that translated units are put back into.
const sourceKey = "source"

// cutCatalogue cuts a catalogue between messages. Each piece is a catalogue under the same header.
func cutCatalogue(f catalogue.Format) func(context.Context, *Splitter, Request) (draft, error) {
	return func(_ context.Context, _ *Splitter, r Request) (draft, error) {
		src, err := readText(r, catalogue.MaxBytes)
		if err != nil {
			return draft{}, err
		}
		c, err := catalogue.Read(src, f)
		if err != nil {
			return draft{}, err
		}
		starts := startsOf(c.Units)
		if len(starts) == 0 {
			return draft{}, project.Errorf(project.Invalid, "%q has no messages to translate", r.Name)
		}
		out := draft{total: int64(len(c.Units)), recipe: project.Recipe{Kind: project.RecipeTranslation, Outputs: []string{string(f)}, Source: sourceKey},
			spec: project.Spec{Kind: project.KindTranslation, Formats: []string{string(f)}}}
		for i, g := range groups(len(starts), r, false) {
			g = [2]int{starts[g[0]], append(starts, len(c.Units))[g[1]]}
			cut := project.Cut{From: int64(g[0]), To: int64(g[1]), Title: fmt.Sprintf("Messages %d to %d", g[0]+1, g[1]), Inventory: unitNames(c.Units[g[0]:g[1]])}
			piece, err := writePiece(r, i, "."+string(f), Piece{Cut: cut}, c.Cut(src, g[0], g[1]))
			if err != nil {
				return draft{}, err
			}
			out.pieces = append(out.pieces, piece)
		}
		return out, nil
	}
}

// startsOf are the units that a piece may begin with. Obsolete ones go with what stands before them, the first ones with what
// follows: nobody has anything to do on a piece of nothing else.
func startsOf(units []catalogue.Unit) []int {
	var starts []int
	for i, u := range units {
		if !u.Old {
			starts = append(starts, i)
		}
	}
	if len(starts) > 0 {
		starts[0] = 0
	}
	return starts
}

// unitNames are the messages that must come back translated.
func unitNames(units []catalogue.Unit) []string {
	var names []string
	for _, u := range units {
		if !u.Locked && len(names) < project.MaxInventory {
			names = append(names, u.Name)
		}
	}
	return names
}
