package assemble

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"tutti/media/pcm"
	"tutti/media/steps"
	"tutti/media/video"
	"tutti/project"
)

// videoGrid shows all inputs side by side, as a virtual choir, and mixes their sound. Each is brought to the size of its cell
// once; a change makes one tile and the whole picture anew.
func (w *workshop) videoGrid(ctx context.Context) error {
	c, err := w.cutter(ctx)
	if err != nil {
		return err
	}
	defer c.clean()
	return c.choir(ctx)
}

func (c *cutter) choir(ctx context.Context) error {
	shots, err := c.tiles()
	if err != nil {
		return err
	}
	layout := video.LayoutOf(len(shots), c.request.Recipe.Columns, c.profile)
	if layout == (video.Layout{}) || len(shots) > c.most && (layout.Columns > c.most || layout.Rows > c.most) {
		return project.Errorf(project.Invalid, "%d videos do not fit into %d x %d pixels with %d columns", len(shots), c.profile.Width, c.profile.Height, layout.Columns)
	}
	if err := c.make(ctx, shots, layout.Tile(c.profile)); err != nil {
		return err
	}
	parts, bound, err := c.voices(shots)
	if err != nil {
		return err
	}
	tiles, pictures := c.raise(shots)
	c.seat(shots, layout.Cells(len(shots), c.profile))
	scene, err := c.grid(ctx, shots, tiles, layout, pictures)
	if err != nil {
		return err
	}
	film := video.Film{Scenes: []video.Scene{{Path: scene, Pictures: pictures}}}
	c.manifest.Seconds = c.profile.Rate.Seconds(pictures)
	if len(parts) == 0 {
		return c.release(ctx, film, nil)
	}
	want, err := newState(parts, bound)
	if err != nil {
		return err
	}
	want.Least = c.profile.Rate.Samples(pictures)
	return c.releaseWithSound(ctx, film, want)
}

// tiles takes one video of each input.
func (c *cutter) tiles() ([]shot, error) {
	shots, err := c.shots()
	if err != nil {
		return nil, err
	}
	var out []shot
	for _, s := range shots {
		if len(out) > 0 && out[len(out)-1].input.Key == s.input.Key {
			return nil, project.Errorf(project.Invalid, "the delivery of %q holds several videos: a grid shows one of each", s.input.Key)
		}
		if s.card > 0 {
			s.card = 1 // it stands still; the grid lets it last
		}
		out = append(out, s)
	}
	return out, nil
}

// voices are the mix of all sound, each as long as its pictures; silent videos are only seen.
func (c *cutter) voices(shots []shot) ([]part, float64, error) {
	var parts []part
	var bound float64
	for _, s := range shots {
		if s.file.Audio == nil {
			continue
		}
		p, level, err := partOfFile(s.input, s.file)
		if err != nil {
			return nil, 0, err
		}
		p.Shift, p.Length = -alignment(c.request.Recipe, s.file), c.profile.Rate.Samples(s.scene.Pictures)
		parts, bound = append(parts, p), bound+level
	}
	return parts, bound, nil
}

// raise gives each tile its time, the same as its sound's, and the length of the whole.
func (c *cutter) raise(shots []shot) ([]video.Tile, int64) {
	var tiles []video.Tile
	var end int64
	for _, s := range shots {
		t := video.Tile{Path: s.scene.Path, Shift: c.profile.Rate.ShiftOf(pcm.Seconds(startOf(c.request.Recipe, s.input, s.file)))}
		tiles = append(tiles, t)
		if s.card == 0 {
			end = max(end, t.Shift+s.scene.Pictures)
		}
	}
	return tiles, max(1, end)
}

// seat notes the cell of each input, and when it is seen.
func (c *cutter) seat(shots []shot, cells []video.Cell) {
	width, height := float64(c.profile.Width), float64(c.profile.Height)
	for i, e := range c.manifest.Entries {
		c.manifest.Entries[i].AlignedMS = aligned(c.request.Recipe, e.Input)
	}
	for i, s := range shots {
		cell := project.Area{X: float64(cells[i].X) / width, Y: float64(cells[i].Y) / height,
			Width: float64(cells[i].Width) / width, Height: float64(cells[i].Height) / height}
		span := project.Span{Cell: &cell}
		if s.card == 0 {
			from := pcm.Seconds(startOf(c.request.Recipe, s.input, s.file))
			span.FromSeconds, span.ToSeconds = max(0, from), from+c.profile.Rate.Seconds(s.scene.Pictures)
		}
		c.stand(s.input, span)
	}
}

// grid makes the whole picture of the tiles. Many are made into rows first, so that never too many are decoded at once, and a change
// makes its own row and the whole anew.
func (c *cutter) grid(ctx context.Context, shots []shot, tiles []video.Tile, layout video.Layout, pictures int64) (string, error) {
	names := make([]string, len(shots))
	for i, s := range shots {
		names[i] = s.name()
	}
	if len(tiles) <= c.most {
		return c.show(ctx, "grid.mp4", names, tiles, layout, c.profile, pictures)
	}
	strip := layout.Tile(c.profile)
	strip.Width = c.profile.Width
	var rows []video.Tile
	var contents []string
	for at := 0; at < len(tiles); at += layout.Columns {
		end := min(at+layout.Columns, len(tiles))
		row := video.Layout{Columns: end - at, Rows: 1, Width: layout.Width, Height: layout.Height}
		path, err := c.show(ctx, fmt.Sprintf("row-%05d.mp4", at), names[at:end], tiles[at:end], row, strip, pictures)
		if err != nil {
			return "", err
		}
		rows = append(rows, video.Tile{Path: path})
		contents = append(contents, fmt.Sprint(names[at:end], shiftsOf(tiles[at:end])))
	}
	column := video.Layout{Columns: 1, Rows: len(rows), Width: strip.Width, Height: strip.Height}
	return c.show(ctx, "grid.mp4", contents, rows, column, c.profile, pictures)
}

// name says what a shot shows, for the address of the steps that it goes into.
func (s *shot) name() string {
	if s.card > 0 {
		return fmt.Sprintf("%+v", s.cardOf())
	}
	return s.file.SHA256
}

func shiftsOf(tiles []video.Tile) []int64 {
	var shifts []int64
	for _, t := range tiles {
		shifts = append(shifts, t.Shift)
	}
	return shifts
}

// show is the step that puts tiles side by side. It depends on what they show, their order and their times.
func (c *cutter) show(ctx context.Context, name string, names []string, tiles []video.Tile, layout video.Layout, p video.Profile, pictures int64) (string, error) {
	step := steps.Step{Name: "grid 2", Tools: c.tools, Inputs: names, Settings: []any{p.String(), layout, pictures, shiftsOf(tiles)}}
	return c.step(ctx, step, filepath.Join(scenesDir, name), func(ctx context.Context, path string) error {
		return c.aside(path, func(dir, made string) error {
			out := filepath.Join(dir, "grid.mp4")
			if err := c.editor.Grid(ctx, tiles, layout, p, pictures, out); err != nil {
				return err
			}
			return os.Rename(out, made)
		})
	})
}
