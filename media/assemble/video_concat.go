package assemble

import (
	"context"

	"tutti/media/pcm"
	"tutti/media/video"
	"tutti/project"
)

// videoConcat shows the scenes one after another. Each is brought to one form once and then only copied; the sound is an exact
// sum, cut to the frames of each scene and encoded once at the end, so nothing drifts however many scenes there are.
func (w *workshop) videoConcat(ctx context.Context) error {
	c, err := w.cutter(ctx)
	if err != nil {
		return err
	}
	defer c.clean()
	shots, err := c.shots()
	if err != nil {
		return err
	}
	if err := c.make(ctx, shots, c.profile); err != nil {
		return err
	}
	var film video.Film
	for _, s := range shots {
		film.Scenes = append(film.Scenes, s.scene)
	}
	parts, bound, err := c.follow(shots)
	if err != nil {
		return err
	}
	if len(parts) == 0 {
		return c.release(ctx, film, nil)
	}
	want, err := newState(parts, bound)
	if err != nil {
		return err
	}
	want.Least = c.profile.Rate.Samples(film.Pictures())
	return c.releaseWithSound(ctx, film, want)
}

// follow puts the sound of the shots one after another, each as long as its pictures, and tells where the inputs stand.
func (c *cutter) follow(shots []shot) ([]part, float64, error) {
	var parts []part
	var bound float64
	rate, at := c.profile.Rate, int64(0)
	for i, s := range shots {
		from, to := rate.Samples(at), rate.Samples(at+s.scene.Pictures)
		at += s.scene.Pictures
		first := i == 0 || shots[i-1].input.Key != s.input.Key
		last := i+1 == len(shots) || shots[i+1].input.Key != s.input.Key
		c.stretch(s.input, pcm.Seconds(from), pcm.Seconds(to), first)
		if s.file.Audio == nil {
			continue
		}
		p, level, err := partOfFile(s.input, s.file)
		if err != nil {
			return nil, 0, err
		}
		p.Place.OffsetMS, p.Shift, p.Length = 0, from, to-from
		if !first { // a delivery fades in and out as a whole
			p.Place.FadeInMS = 0
		}
		if !last {
			p.Place.FadeOutMS = 0
		}
		parts, bound = append(parts, p), max(bound, level)
	}
	c.manifest.Seconds = rate.Seconds(at)
	return parts, bound, nil
}

// stretch notes the part of the film that an input takes; further files of it make it longer.
func (c *cutter) stretch(in project.Input, from, to float64, first bool) {
	if first {
		c.stand(in, project.Span{FromSeconds: from, ToSeconds: to})
		return
	}
	for i := range c.manifest.Entries {
		if e := &c.manifest.Entries[i]; e.SubGig == in.SubGig && e.Key == in.Key {
			e.ToSeconds = to
		}
	}
}

// releaseWithSound mixes what is wanted and releases the film with it: as it is, or brought to the loudness that the recipe asks
// for.
func (c *cutter) releaseWithSound(ctx context.Context, film video.Film, want state) error {
	sum, err := c.sumOf(ctx, c.request, want)
	if err != nil {
		return err
	}
	defer sum.Close()
	film.Sound = &video.Track{Gain: sum.scale(), Kbps: c.kbps()}
	if c.request.Recipe.LUFS == 0 {
		return c.release(ctx, film, sum)
	}
	if err := c.track(ctx, sum); err != nil {
		return err
	}
	film.Sound.Path = c.path(masterName)
	return c.release(ctx, film, nil)
}
