package assemble

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tutti/media/subtitle"
	"tutti/project"
)

// waitingSeconds is how long a cue stands that says what is missing, where the plan does not say it.
const waitingSeconds = 2

// subtitles merges cues by their times. Parts that follow one another in time are taken as they are written, so parts that were
// cut from one file give that file to the byte.
func (w *workshop) subtitles(ctx context.Context) error {
	parts, err := w.heldPieces(func(f project.FileFacts) string {
		if f.Subtitles == nil {
			return ""
		}
		return f.Subtitles.Format
	})
	if err != nil {
		return err
	}
	outputs, err := w.outputs(parts)
	if err != nil {
		return err
	}
	tracks, err := w.tracks(ctx, parts)
	if err != nil {
		return err
	}
	for _, output := range outputs {
		text, err := w.merge(tracks, subtitle.Format(output))
		if err != nil {
			return err
		}
		mediaType := map[string]string{"srt": "application/x-subrip", "vtt": "text/vtt"}[output]
		if err := w.text(w.resultName(output), mediaType, text); err != nil {
			return err
		}
	}
	return nil
}

// trackPart is a part with its cues.
type trackPart struct {
	piece
	subtitle.Track
	src []byte // nil for what is written anew
}

// span is when the cues of a part start first and last, and when the last one ends.
func (t trackPart) span() (first, last, end time.Duration) {
	for i, c := range t.Cues {
		if i == 0 || c.Start < first {
			first = c.Start
		}
		last, end = max(last, c.Start), max(end, c.End)
	}
	return first, last, end
}

// tracks reads all parts, moved to their places. Where something is missing, a preview has a cue that says so.
func (w *workshop) tracks(ctx context.Context, parts []piece) ([]trackPart, error) {
	var out []trackPart
	end := time.Duration(0)
	for _, p := range parts {
		t := trackPart{piece: p}
		if p.missing() {
			t.Track = waitingTrack(p.input, end)
			out = append(out, t)
			continue
		}
		var err error
		if t.src, err = w.load(ctx, p); err != nil {
			return nil, err
		}
		if t.Track, err = subtitle.Read(t.src, subtitle.Format(p.format)); err != nil {
			return nil, project.Errorf(project.Invalid, "%q of %q: %s", p.file.Name, p.input.Key, err)
		}
		if offset := time.Duration(p.input.Place.OffsetMS) * time.Millisecond; offset > 0 {
			t.move(offset)
		}
		_, _, end = t.span()
		out = append(out, t)
	}
	return out, nil
}

// move has the cues later. They are written anew then.
func (t *trackPart) move(offset time.Duration) {
	for i := range t.Cues {
		t.Cues[i].Start += offset
		t.Cues[i].End += offset
	}
	t.src = nil
}

// waitingTrack is a cue in the place of a missing part: where the plan puts it, else behind the part before it.
func waitingTrack(in project.Input, after time.Duration) subtitle.Track {
	from := after
	if in.Place.OffsetMS > 0 {
		from = time.Duration(in.Place.OffsetMS) * time.Millisecond
	}
	seconds := cmp.Or(in.Place.Seconds, waitingSeconds)
	text := fmt.Sprintf("[%s %s]", oneLine(cmp.Or(in.Title, in.Key)), oneLine(in.Waiting()))
	return subtitle.Track{Cues: []subtitle.Cue{{Start: from, End: from + time.Duration(seconds*float64(time.Second)), Text: text}}}
}

// merge writes one file of all parts.
func (w *workshop) merge(tracks []trackPart, format subtitle.Format) ([]byte, error) {
	inTime := slices.Clone(tracks)
	slices.SortStableFunc(inTime, func(a, b trackPart) int {
		first, _, _ := a.span()
		second, _, _ := b.span()
		return cmp.Compare(first, second)
	})
	placeCues(inTime)
	if w.request.Recipe.Renumber || !follow(inTime) {
		return w.interleave(inTime, format), nil
	}
	head := tracks[slices.IndexFunc(tracks, func(t trackPart) bool { return !t.missing() })]
	texts := [][]byte{headOf(head, format)}
	for _, t := range inTime {
		texts = append(texts, t.written(format))
	}
	return subtitle.Join(texts, format)
}

// headOf is what stands before the first cue.
func headOf(t trackPart, format subtitle.Format) []byte {
	switch {
	case t.Format == format && t.src != nil:
		return t.src[:t.Head]
	case format == subtitle.VTT:
		return []byte("WEBVTT\n\n")
	}
	return nil
}

// written is a part as a file of the format: as it was delivered, when it is in it and was not moved.
func (t trackPart) written(format subtitle.Format) []byte {
	if t.Format == format && t.src != nil {
		return t.src
	}
	out := headOf(trackPart{}, format)
	for _, c := range t.Cues {
		out = subtitle.Append(out, c.In(t.Format, format), format)
	}
	return out
}

// follow reports whether no part starts a cue while the cues of another go on.
func follow(inTime []trackPart) bool {
	latest := time.Duration(0)
	for _, t := range inTime {
		first, last, _ := t.span()
		if len(t.Cues) > 0 && first < latest {
			return false
		}
		latest = max(latest, last)
	}
	return true
}

// placeCues says when and at which numbers the cues of each part stand.
func placeCues(inTime []trackPart) {
	number := int64(0)
	for _, t := range inTime {
		n := int64(len(t.Cues))
		if !t.missing() && n > 0 {
			first, _, end := t.span()
			if t.entry.ToRow == 0 || first.Seconds() < t.entry.FromSeconds {
				t.entry.FromSeconds = first.Seconds()
			}
			t.entry.ToSeconds = max(t.entry.ToSeconds, end.Seconds())
		}
		t.stretch(number, number+n)
		number += n
	}
}

// interleave sorts all cues by their start and writes them anew, numbered where that is asked for.
func (w *workshop) interleave(inTime []trackPart, format subtitle.Format) []byte {
	type placed struct {
		subtitle.Cue
		part int
	}
	var cues []placed
	for i, t := range inTime {
		for _, c := range t.Cues {
			cues = append(cues, placed{c, i})
		}
	}
	slices.SortStableFunc(cues, func(a, b placed) int { return cmp.Compare(a.Start, b.Start) })
	out := headOf(trackPart{}, format)
	for _, t := range inTime {
		if t.Format == format && t.src != nil {
			out = headOf(t, format)
			break
		}
	}
	out = slices.Clone(out)
	rows := make([][2]int64, len(inTime))
	for n, c := range cues {
		if w.request.Recipe.Renumber {
			c.ID = fmt.Sprint(n + 1)
		}
		out = subtitle.Append(out, c.In(inTime[c.part].Format, format), format)
		if r := &rows[c.part]; r[1] == 0 {
			r[0], r[1] = int64(n), int64(n+1)
		} else {
			r[1] = int64(n + 1)
		}
	}
	for _, t := range inTime {
		if !t.missing() {
			t.entry.FromRow, t.entry.ToRow = 0, 0
		}
	}
	for i, t := range inTime {
		t.stretch(rows[i][0], rows[i][1])
	}
	return out
}
