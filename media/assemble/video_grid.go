package assemble

import (
	"cmp"
	"context"
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
	shots, err := c.tiles()
	if err != nil {
		return err
	}
	layout := video.LayoutOf(len(shots), c.request.Recipe.Columns, c.profile)
	if layout == (video.Layout{}) {
		return project.Errorf(project.Invalid, "%d videos do not fit into %d x %d pixels", len(shots), c.profile.Width, c.profile.Height)
	}
	if err := c.make(ctx, shots, layout.Tile(c.profile)); err != nil {
		return err
	}
	parts, bound, err := c.choir(shots)
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
	if len(out) > video.MaxTiles {
		return nil, project.Errorf(project.Invalid, "a grid shows at most %d videos, and there are %d sub-gigs", video.MaxTiles, len(out))
	}
	return out, nil
}

// choir is the mix of all sound, each as long as its pictures; silent videos are only seen.
func (c *cutter) choir(shots []shot) ([]part, float64, error) {
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

// grid makes the whole picture, which depends on the tiles, their order and their times.
func (c *cutter) grid(ctx context.Context, shots []shot, tiles []video.Tile, layout video.Layout, pictures int64) (string, error) {
	step := steps.Step{Name: "grid 1", Tools: c.tools, Settings: []any{c.profile.String(), layout, pictures}}
	for i, s := range shots {
		step.Settings = append(step.Settings.([]any), tiles[i].Shift, s.cardOf(), s.card)
		step.Inputs = append(step.Inputs, cmp.Or(s.file.SHA256, "card"))
	}
	return c.step(ctx, step, filepath.Join(scenesDir, "grid.mp4"), func(ctx context.Context, path string) error {
		return c.aside(path, func(dir, made string) error {
			out := filepath.Join(dir, "grid.mp4")
			if err := c.editor.Grid(ctx, tiles, layout, c.profile, pictures, out); err != nil {
				return err
			}
			return os.Rename(out, made)
		})
	})
}
