package video

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"tutti/media/tool"
	"tutti/project"
)

// MaxTiles is the greatest number of tiles in a grid: each is decoded at the same time.
const MaxTiles = 100

// Layout is how tiles stand in a picture: rows from the top, each from the left; the last row may be short, and stands in the
// middle.
type Layout struct {
	Columns int
	Rows    int
	Width   int // of one tile in pixels, even
	Height  int
}

// LayoutOf finds the layout of so many tiles in a picture of a profile in which the tiles have the most area; with so many columns
// where the caller wants them and they fit, else with any.
func LayoutOf(n, want int, p Profile) Layout {
	var best Layout
	for columns := 1; columns <= n; columns++ {
		if want > 0 && columns != min(want, n) {
			continue
		}
		rows := (n + columns - 1) / columns
		// A tile has the shape of the whole picture: that is how people film themselves, or are cut to.
		width := min(p.Width/columns, p.Height/rows*p.Width/p.Height) &^ 1
		height := (width * p.Height / p.Width) &^ 1
		if width >= 2 && height >= 2 && width*height > best.Width*best.Height {
			best = Layout{columns, rows, width, height}
		}
	}
	if best == (Layout{}) && want > 0 {
		return LayoutOf(n, 0, p)
	}
	return best
}

// Cell is the place of a tile in the picture, in pixels from the top left corner.
type Cell struct {
	Row    int
	Column int
	X      int
	Y      int
	Width  int
	Height int
}

// Cells gives the place of each of n tiles in a picture of a profile.
func (l Layout) Cells(n int, p Profile) []Cell {
	cells := make([]Cell, n)
	top := (p.Height - l.Rows*l.Height) / 2 &^ 1
	for i := range cells {
		row, column := i/l.Columns, i%l.Columns
		inRow := min(l.Columns, n-row*l.Columns)
		left := (p.Width - inRow*l.Width) / 2 &^ 1
		cells[i] = Cell{row, column, left + column*l.Width, top + row*l.Height, l.Width, l.Height}
	}
	return cells
}

// Tile gives the profile of a tile: sharp, since it is encoded once more, and filled to its edges.
func (l Layout) Tile(p Profile) Profile {
	return Profile{Width: l.Width, Height: l.Height, Rate: p.Rate, Quality: max(1, p.Quality-8), Preset: p.Preset, Cover: true}
}

// Tile is one video of a grid, in the tile's profile.
type Tile struct {
	Path  string // absolute
	Shift int64  // pictures after the start of the grid at which it starts; negative: so many are cut off
}

// Grid shows tiles side by side for so many pictures. A tile that starts late shows its first picture until then, one that ends
// early its last. All tiles must be of the layout's Tile profile.
func (e *Editor) Grid(ctx context.Context, tiles []Tile, l Layout, p Profile, pictures int64, out string) error {
	if len(tiles) == 0 || len(tiles) > MaxTiles {
		return project.Errorf(project.Invalid, "a grid shows 1 to %d videos, not %d", MaxTiles, len(tiles))
	}
	var args, inputs, labels, places []string
	var graph strings.Builder
	for i, c := range l.Cells(len(tiles), p) {
		args = append(args, "-threads", "1", "-protocol_whitelist", "file", "-f", "mov", "-i", "file:"+tiles[i].Path)
		inputs = append(inputs, tiles[i].Path)
		fmt.Fprintf(&graph, "[%d:v]%s[t%d];", i, tiles[i].shift(), i)
		labels = append(labels, fmt.Sprintf("[t%d]", i))
		places = append(places, fmt.Sprintf("%d_%d", c.X, c.Y))
	}
	// xstack wants two inputs, and does not go beyond the last tile's edges; the black ground beneath settles both.
	fmt.Fprintf(&graph, "color=black:size=%dx%d:rate=%s[ground];[ground]%sxstack=inputs=%d:layout=0_0|%s[grid];[grid]%s[o]",
		p.Width, p.Height, p.Rate, strings.Join(labels, ""), len(tiles)+1, strings.Join(places, "|"), p.finish())
	args = append(args, "-filter_complex", graph.String(), "-map", "[o]", "-frames:v", strconv.FormatInt(pictures, 10))
	n, err := e.encode(ctx, tool.Job{Args: args, Inputs: inputs}, p, p.effort(p.Rate.Seconds(pictures)*(1+float64(len(tiles))/10)), out)
	if err == nil && n != pictures {
		err = project.Errorf(project.Internal, "the grid has %d pictures instead of %d", n, pictures)
	}
	return ours(err, "making the grid")
}

// shift is the filter that puts a tile to its time and lets it last for as long as it is wanted.
func (t Tile) shift() string {
	start := ""
	switch {
	case t.Shift > 0:
		start = fmt.Sprintf("tpad=start=%d:start_mode=clone,", t.Shift)
	case t.Shift < 0:
		start = fmt.Sprintf("trim=start_frame=%d,setpts=PTS-STARTPTS,", -t.Shift)
	}
	return start + "tpad=stop=-1:stop_mode=clone"
}

// ShiftOf gives the pictures of a tile's shift for a time in seconds, to the nearest.
func (r Rate) ShiftOf(seconds float64) int64 { return int64(math.RoundToEven(seconds * r.PerSecond())) }
