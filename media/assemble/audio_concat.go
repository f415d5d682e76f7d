package assemble

import (
	"context"
	"os"
	"strings"

	"golang.org/x/sync/errgroup"

	"tutti/media/pcm"
	"tutti/project"
)

// placeholderSeconds is how long a hole is in a preview when the plan does not say how long its part is meant to be.
const placeholderSeconds = 3.0

// audioConcat puts the takes one after another, on the frame: no gap and no overlap but those that the recipe asks for. The
// sound is a sum like that of a mix, so a change costs what changed.
func (w *workshop) audioConcat(ctx context.Context) error {
	want, chapters, err := w.takes(ctx)
	if err != nil {
		return err
	}
	if err := os.WriteFile(w.path(chaptersName), chapters, 0o600); err != nil {
		return err
	}
	defer os.Remove(w.path(chaptersName))
	return w.sound(ctx, want)
}

// takes lays the inputs out one after another and tells where each of them stands. A missing one leaves a silence of the length
// that it is meant to have.
func (w *workshop) takes(ctx context.Context) (state, []byte, error) {
	frames, err := w.lengths(ctx)
	if err != nil {
		return state{}, nil, err
	}
	slots := lineUp(w.takeLengths(frames), w.request.Recipe)
	var parts []part
	var bound float64
	marks := newChapters()
	for i, in := range w.request.Inputs {
		at := slots[i]
		span := project.Span{FromSeconds: pcm.Seconds(at.from), ToSeconds: pcm.Seconds(at.to)}
		w.stand(in, span)
		marks.add(span.FromSeconds, span.ToSeconds, chapterTitle(in))
		start := at.from
		for k, f := range in.Files {
			p, level, err := partOfFile(in, f)
			if err != nil {
				return state{}, nil, err
			}
			p.Shift = start
			p.Place.OffsetMS, p.Place.FadeInMS, p.Place.FadeOutMS = 0, 0, 0
			if k == 0 {
				p.Place.FadeInMS = max(in.Place.FadeInMS, at.fadeIn)
			}
			if k == len(in.Files)-1 {
				p.Place.FadeOutMS = max(in.Place.FadeOutMS, at.fadeOut)
			}
			parts, bound, start = append(parts, p), max(bound, level), start+frames[f.SHA256]
		}
	}
	want, err := newState(parts, 2*bound) // no more than two sound at once
	if err == nil {
		want.Least = slots[len(slots)-1].to
	}
	return want, marks.text(), err
}

func (w *workshop) takeLengths(frames map[string]int64) []int64 {
	var lengths []int64
	for _, in := range w.request.Inputs {
		var length int64
		for _, f := range in.Files {
			length += frames[f.SHA256]
		}
		if in.Missing() {
			length = int64(placeholderLength(in) * pcm.Rate)
		}
		lengths = append(lengths, length)
	}
	return lengths
}

// slot is where a take stands, in frames, and its fades, in milliseconds.
type slot struct {
	from, to        int64
	fadeIn, fadeOut int64
}

// lineUp puts takes one after another, with the gap or else the crossfade of the recipe between two. A crossfade takes no more than
// half of either take, so never more than two sound at once.
func lineUp(lengths []int64, r project.Recipe) []slot {
	slots := make([]slot, len(lengths))
	var at int64
	for i, length := range lengths {
		if i > 0 && r.GapMS > 0 {
			at += framesOf(r.GapMS)
		} else if i > 0 && r.FadeMS > 0 {
			ms := min(r.FadeMS, lengths[i-1]/2/framesOf(1), length/2/framesOf(1))
			at -= framesOf(ms)
			slots[i].fadeIn, slots[i-1].fadeOut = ms, ms
		}
		slots[i].from, slots[i].to = at, at+length
		at += length
	}
	return slots
}

// lengths gives the frames of every file, decoding those that are not in the cache.
func (w *workshop) lengths(ctx context.Context) (map[string]int64, error) {
	var sources []string
	frames := map[string]int64{}
	for _, in := range w.request.Inputs {
		for _, f := range in.Files {
			if _, known := frames[f.SHA256]; !known {
				frames[f.SHA256] = 0
				sources = append(sources, f.SHA256)
			}
		}
	}
	found := make([]int64, len(sources))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(w.workers)
	for i, source := range sources {
		group.Go(func() error {
			f, err := w.stem(ctx, w.request, source)
			if err != nil {
				return err
			}
			found[i] = f.Frames
			return f.Close()
		})
	}
	err := group.Wait()
	for i, source := range sources {
		frames[source] = found[i]
	}
	return frames, err
}

// placeholderLength is how long a missing input is in a preview, in seconds.
func placeholderLength(in project.Input) float64 {
	if in.Place.Seconds > 0 {
		return in.Place.Seconds
	}
	return placeholderSeconds
}

// stand notes where an input stands in the result; a missing one stands in the remarks, with whom it waits for.
func (w *workshop) stand(in project.Input, span project.Span) {
	for i := range w.manifest.Entries {
		if e := &w.manifest.Entries[i]; e.SubGig == in.SubGig && e.Key == in.Key {
			e.Span = span
		}
	}
	if in.Missing() {
		w.manifest.Remarks = append(w.manifest.Remarks, project.Finding{Code: "placeholder", Severity: project.Info,
			Message: chapterTitle(in), At: in.Key, From: span.FromSeconds, To: span.ToSeconds, Area: span.Cell})
	}
}

// chapterTitle names an input, and what a missing one waits for.
func chapterTitle(in project.Input) string {
	title := in.Title
	if strings.TrimSpace(title) == "" {
		title = in.Key
	}
	if in.Missing() {
		title += ": " + in.Waiting()
	}
	return oneLine(title)
}
