package split

import (
	"context"
	"fmt"
	"slices"
	"time"

	"tutti/media/subtitle"
	"tutti/project"
)

// cutSubtitles cuts between cues, each piece under the head of the file. It cuts only where all that comes later also starts
// later: so the pieces, merged by their times, are the file again.
func cutSubtitles(f subtitle.Format) func(context.Context, *Splitter, Request) (draft, error) {
	return func(_ context.Context, _ *Splitter, r Request) (draft, error) {
		src, err := readText(r, subtitle.MaxBytes)
		if err != nil {
			return draft{}, err
		}
		track, err := subtitle.Read(src, f)
		if err != nil {
			return draft{}, err
		}
		if len(track.Cues) == 0 {
			return draft{}, project.Errorf(project.Invalid, "%q has no cues that can be read", r.Name)
		}
		out := draft{total: int64(len(track.Cues)), recipe: project.Recipe{Kind: project.RecipeSubtitles, Outputs: []string{string(f)}},
			spec: project.Spec{Kind: project.KindSubtitles, Formats: []string{string(f)}}}
		borders := track.Borders()
		for i, g := range groups(len(borders)-1, r, false) {
			from, to := borders[g[0]], borders[g[1]]
			first, last := track.Cues[from], track.Cues[to-1]
			cut := project.Cut{From: int64(from), To: int64(to), Title: fmt.Sprintf("Cues %d to %d, %s to %s", from+1, to, minutes(first.Start), minutes(last.End)),
				Inventory: cueNames(track.Cues[from:to])}
			content := append([]byte{}, src[:track.Head]...)
			piece, err := writePiece(r, i, "."+string(f), Piece{Cut: cut}, append(content, src[first.From:last.To]...))
			if err != nil {
				return draft{}, err
			}
			out.pieces = append(out.pieces, piece)
		}
		return out, nil
	}
}

// cueNames are the cues that must come back, each at its time.
func cueNames(cues []subtitle.Cue) []string {
	var names []string
	for _, c := range cues {
		if name := c.Name(); !slices.Contains(names[max(0, len(names)-1):], name) && len(names) < project.MaxInventory {
			names = append(names, name)
		}
	}
	return names
}

// minutes writes a time for people, as 1:02:03 or 2:03.
func minutes(d time.Duration) string {
	s := int(d.Seconds())
	if s >= 3600 {
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
