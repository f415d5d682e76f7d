package assemble

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"

	"golang.org/x/sync/errgroup"

	"tutti/media/steps"
	"tutti/media/video"
	"tutti/project"
)

// How films are encoded: carefully for the final, fast and small for a preview.
const (
	finalQuality   = 20
	finalPreset    = "veryfast"
	finalKbps      = 192
	previewQuality = 28
	previewPreset  = "ultrafast"
	previewKbps    = 96
	previewLines   = 360 // greatest height of a preview, in pixels
)

// The directories of a film's build, within its work directory.
const (
	scenesDir = "scenes" // what ffmpeg may read
	filmDir   = "film"   // what ffmpeg may write
)

// cutter is the part of a build that all films share.
type cutter struct {
	*workshop
	editor  *video.Editor
	profile video.Profile
	tools   []string // part of every step's address
	most    int      // tiles that are shown by one run of the tool
}

// cutter makes the directories of a film's build. The caller removes them with clean.
func (w *workshop) cutter(ctx context.Context) (*cutter, error) {
	version, err := w.decoder.Version(ctx)
	if err != nil {
		return nil, err
	}
	c := &cutter{workshop: w, editor: &video.Editor{Tools: w.decoder.Tools}, profile: profileOf(w.request.Recipe, w.request.Kind), tools: []string{version, runtime.GOARCH}, most: video.MaxTiles}
	for _, dir := range []string{scenesDir, filmDir} {
		if err := os.Mkdir(w.path(dir), 0o700); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *cutter) clean() {
	_ = os.RemoveAll(c.path(scenesDir)) // what is left there fills a directory that is removed as a whole anyway
	_ = os.RemoveAll(c.path(filmDir))
}

// profileOf is the form of a film's pictures. A preview has the same shape and rate, and at most 360 lines.
func profileOf(r project.Recipe, kind project.ArtifactKind) video.Profile {
	p := video.Profile{Width: r.Width, Height: r.Height, Rate: video.RateOf(r.FrameRate), Quality: finalQuality, Preset: finalPreset}
	if kind == project.ArtifactPreview {
		p.Quality, p.Preset = previewQuality, previewPreset
		if p.Height > previewLines {
			p.Width, p.Height = (p.Width*previewLines/p.Height)&^1, previewLines
		}
	}
	return p
}

// shot is one stretch of pictures on its way into a film: a delivered file, or a card where one is missing.
type shot struct {
	input project.Input
	file  project.FileFacts // of a delivery
	scene video.Scene       // in the work directory
	card  int64             // pictures of a card; 0 for a delivery
}

// shots lists what the inputs show, in their order, with cards for the missing ones.
func (c *cutter) shots() ([]shot, error) {
	var out []shot
	for _, in := range c.request.Inputs {
		if in.Missing() {
			out = append(out, shot{input: in, card: max(1, int64(math.Round(placeholderLength(in)*c.profile.Rate.PerSecond())))})
			continue
		}
		shown := len(out)
		for _, f := range in.Files {
			if f.Video != nil {
				out = append(out, shot{input: in, file: f})
			}
		}
		if len(out) == shown {
			return nil, project.Errorf(project.Invalid, "the delivery of %q holds no inspected video: it cannot be shown", in.Key)
		}
	}
	return out, nil
}

// make brings every shot to a profile; what is kept from an earlier build is not made again.
func (c *cutter) make(ctx context.Context, shots []shot, p video.Profile) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(c.workers)
	for i := range shots {
		group.Go(func() error {
			s := &shots[i]
			name := filepath.Join(scenesDir, fmt.Sprintf("%05d.mp4", i))
			var err error
			if s.card > 0 {
				s.scene.Path, err = c.step(ctx, c.cardStep(s, p), name, func(ctx context.Context, path string) error { return c.card(ctx, s, p, path) })
			} else {
				s.scene.Path, err = c.step(ctx, c.sceneStep(s, p), name, func(ctx context.Context, path string) error { return c.scene(ctx, s, p, path) })
			}
			if err == nil {
				s.scene.Pictures, err = video.Count(s.scene.Path)
			}
			return err
		})
	}
	return group.Wait()
}

func (c *cutter) sceneStep(s *shot, p video.Profile) steps.Step {
	return steps.Step{Name: "scene 1", Tools: c.tools, Settings: p.String(), Inputs: []string{s.file.SHA256}}
}

// scene normalises a delivered video, and leaves its sound in the cache while the original is at hand.
func (c *cutter) scene(ctx context.Context, s *shot, p video.Profile, path string) error {
	return c.aside(path, func(dir, made string) error {
		original := filepath.Join(dir, "original")
		if err := c.request.Fetch(ctx, s.file.SHA256, original); err != nil {
			return err
		}
		facts, err := c.editor.Read(ctx, original)
		if err != nil {
			return refusedOriginal(s.file, err)
		}
		source := video.Source{Path: original, Facts: facts}
		out := filepath.Join(dir, "out")
		if err := os.Mkdir(out, 0o700); err != nil {
			return err
		}
		if _, err := c.editor.Normalise(ctx, source, p, filepath.Join(out, "scene.mp4")); err != nil {
			return refusedOriginal(s.file, err)
		}
		if facts.Sound != nil {
			sound, err := c.decoder.PCM(ctx, source.SoundSource(s.file.SHA256))
			if err != nil {
				return refusedOriginal(s.file, err)
			}
			sound.Close()
		}
		return os.Rename(filepath.Join(out, "scene.mp4"), made)
	})
}

func (c *cutter) cardStep(s *shot, p video.Profile) steps.Step {
	return steps.Step{Name: "card 1", Tools: c.tools, Settings: []any{p.String(), s.cardOf(), s.card}}
}

func (s *shot) cardOf() video.Card {
	return video.Card{Title: oneLine(s.input.Title), Who: oneLine(s.input.Awaited), Note: oneLine(s.input.Waiting())}
}

// card makes the picture that stands for a missing scene.
func (c *cutter) card(ctx context.Context, s *shot, p video.Profile, path string) error {
	return c.aside(path, func(dir, made string) error {
		pixels, err := s.cardOf().Pixels(p)
		if err != nil {
			return err
		}
		out := filepath.Join(dir, "card.mp4")
		if err := c.editor.Still(ctx, pixels, p, s.card, out); err != nil {
			return err
		}
		return os.Rename(out, made)
	})
}

// aside has work make a file in a directory of its own, the only one that the tool may write, and brings it to path.
func (c *cutter) aside(path string, work func(dir, made string) error) error {
	dir, err := os.MkdirTemp(c.path(filmDir), "shot-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	return work(dir, path)
}

// refusedOriginal says which delivery cannot be used. It was inspected before, so that is rare.
func refusedOriginal(f project.FileFacts, err error) error {
	if code := project.CodeOf(err); code == project.Unavailable || code == project.Limited {
		return err
	}
	return project.Because(err, project.Invalid, "%q cannot be shown: %s", f.Name, err)
}

// release joins the scenes and the sound into the outputs of the recipe, or into the preview.
func (c *cutter) release(ctx context.Context, film video.Film, sum *mixed) error {
	film.Rate, film.Tags = c.profile.Rate, c.tags()
	formats, ending := c.request.Recipe.Outputs, ""
	if c.request.Kind == project.ArtifactPreview {
		formats, ending = []string{video.MP4}, "-preview"
	}
	for _, format := range formats {
		name := slugOf(c.request.Title) + ending + "." + format
		film.Format = format
		if film.Sound != nil && sum != nil {
			film.Sound.PCM = sum.Reader()
		}
		out := filepath.Join(c.path(filmDir), name)
		if err := c.editor.Join(ctx, film, out); err != nil {
			return err
		}
		if err := os.Rename(out, c.path(name)); err != nil {
			return err
		}
		if err := c.take(name, map[string]string{video.MP4: "video/mp4", video.MKV: "video/x-matroska"}[format]); err != nil {
			return err
		}
	}
	if c.request.Recipe.Stems && c.request.Kind == project.ArtifactFinal {
		return c.bundle(ctx, slugOf(c.request.Title)+"-parts.zip")
	}
	return nil
}

func (c *cutter) kbps() int {
	if c.request.Kind == project.ArtifactPreview {
		return previewKbps
	}
	return finalKbps
}
