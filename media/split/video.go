package split

import (
	"cmp"
	"context"
	"math"
	"os"
	"slices"

	"github.com/gabriel-vasile/mimetype"

	"tutti/media/video"
	"tutti/project"
)

// videoFormat is film, cut by time or where the picture changes, always at a key picture: nothing is encoded again.
func videoFormat() format {
	return format{
		name: "video", ways: []project.SplitBy{project.ByTime, project.ByScenes}, unit: "ms", cut: cutVideo,
		is: func(m *mimetype.MIME, _ string) bool { return oneOf(m, ".mp4", ".mov", ".m4v", ".mkv", ".webm") },
	}
}

// cutVideo cuts at the key picture nearest to each border. The recipe shows the pieces one after another in the size of the source
// and at a rate at which every picture of it has its place.
func cutVideo(ctx context.Context, s *Splitter, r Request) (draft, error) {
	editor := video.Editor{Tools: s.tools}
	facts, err := editor.Read(ctx, r.Path)
	if err != nil {
		return draft{}, unreadable(r, err)
	}
	if facts.Seconds == 0 || facts.Seconds > video.MaxSeconds {
		return draft{}, project.Errorf(project.Invalid, "%q cannot be split: it does not say how long it is, or is longer than %d hours", r.Name, video.MaxSeconds/3600)
	}
	source := video.Source{Path: r.Path, Facts: facts}
	timing, err := editor.Timing(ctx, source)
	if err != nil {
		return draft{}, unreadable(r, err)
	}
	borders, err := filmBorders(ctx, &editor, source, timing.Keys, r)
	if err != nil {
		return draft{}, unreadable(r, err)
	}
	if len(borders) >= MaxPieces {
		return draft{}, tooMany(r, len(borders)+1)
	}
	dir, err := os.MkdirTemp(r.Work, "cut-*")
	if err != nil {
		return draft{}, err
	}
	paths, err := editor.Cut(ctx, source, timing, borders, dir)
	if err != nil {
		return draft{}, unreadable(r, err)
	}
	return filmPieces(paths, borders, facts, timing.Rate), nil
}

// filmBorders finds the key pictures to cut at.
func filmBorders(ctx context.Context, editor *video.Editor, source video.Source, keys []float64, r Request) ([]float64, error) {
	if r.By == project.ByTime {
		return atKeys(wholeSeconds(timeCuts(source.Facts.Seconds, 10, r)), keys), nil
	}
	scan, err := editor.Scenes(ctx, source)
	if err != nil {
		return nil, err
	}
	scenes := atKeys(scan.Cuts, keys)
	if r.Parts == 0 && r.Every == 0 {
		return scenes, nil
	}
	var some []float64
	for _, g := range groups(len(scenes)+1, r, true) {
		if g[1] <= len(scenes) {
			some = append(some, scenes[g[1]-1])
		}
	}
	return some, nil
}

// wholeSeconds are the borders between pieces, in seconds; the end of the last is none.
func wholeSeconds(ends []int64) []float64 {
	var at []float64
	for _, ms := range ends[:len(ends)-1] {
		at = append(at, float64(ms)/1000)
	}
	return at
}

// atKeys moves each border to the nearest key picture. Borders that meet become one, and the start is none.
func atKeys(borders, keys []float64) []float64 {
	var at []float64
	for _, border := range borders {
		if len(keys) == 0 {
			break
		}
		nearest := slices.MinFunc(keys, func(a, b float64) int { return cmp.Compare(math.Abs(a-border), math.Abs(b-border)) })
		if nearest > keys[0] && (len(at) == 0 || nearest > at[len(at)-1]) {
			at = append(at, nearest)
		}
	}
	return at
}

// filmPieces describes what was cut.
func filmPieces(paths []string, borders []float64, facts video.Facts, rate video.Rate) draft {
	made := draft{spec: project.Spec{Kind: project.KindVideo}, total: int64(math.Round(facts.Seconds * 1000)),
		recipe: project.Recipe{Kind: project.RecipeVideoConcat, FrameRate: math.Round(rate.PerSecond()*1000) / 1000}}
	if side := project.MaxFrameSide; facts.Width <= side && facts.Height <= side {
		made.recipe.Width, made.recipe.Height = facts.Width&^1, facts.Height&^1
	}
	from := int64(0)
	for i, path := range paths {
		to := made.total
		if i < len(borders) {
			to = min(int64(math.Round(borders[i]*1000)), made.total)
		}
		made.pieces = append(made.pieces, timePiece(i, from, to, path))
		from = to
	}
	return made
}
