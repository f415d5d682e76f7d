package split

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"github.com/gabriel-vasile/mimetype"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/project"
)

// audioFormat is sound, cut by time.
func audioFormat() format {
	return format{
		name: "audio", ways: []project.SplitBy{project.ByTime}, unit: "ms", cut: cutAudio,
		is: func(m *mimetype.MIME, _ string) bool {
			return oneOf(m, ".wav", ".flac", ".mp3", ".ogg", ".oga", ".aiff")
		},
	}
}

// oneOf reports whether a type, or what it is a special case of, has one of the endings.
func oneOf(m *mimetype.MIME, endings ...string) bool {
	for ; m != nil; m = m.Parent() {
		for _, ending := range endings {
			if m.Extension() == ending {
				return true
			}
		}
	}
	return false
}

// cutAudio cuts on the frame. The recipe puts the pieces one after another; their decoded samples are those of the source.
func cutAudio(ctx context.Context, s *Splitter, r Request) (draft, error) {
	h, err := audio.ReadHeader(r.Path)
	if err != nil {
		return draft{}, unreadable(r, err)
	}
	if h.Truncated != "" {
		return draft{}, project.Errorf(project.Invalid, "%q cannot be split: %s", r.Name, h.Truncated)
	}
	if h.Seconds() == 0 || h.Seconds() > audio.MaxSeconds {
		return draft{}, project.Errorf(project.Invalid, "%q cannot be split: it does not say how long it is, or is longer than %d hours", r.Name, audio.MaxSeconds/3600)
	}
	ends := timeCuts(h.Seconds(), audio.CutStep, r)
	if len(ends) > MaxPieces {
		return draft{}, tooMany(r, len(ends))
	}
	dir, err := os.MkdirTemp(r.Work, "cut-*")
	if err != nil {
		return draft{}, err
	}
	decoder := audio.Decoder{Tools: s.tools}
	paths, err := decoder.Cut(ctx, audio.Source{Path: r.Path, Header: h}, ends[:len(ends)-1], dir)
	if err != nil {
		return draft{}, unreadable(r, err)
	}
	return soundPieces(paths)
}

// soundPieces describes what was cut. The lengths are those of the pieces, not those that were asked for.
func soundPieces(paths []string) (draft, error) {
	var frames int64
	made := draft{recipe: project.Recipe{Kind: project.RecipeAudioConcat, AsIs: true}, spec: project.Spec{Kind: project.KindAudio}}
	for i, path := range paths {
		h, err := audio.ReadHeader(path)
		if err != nil {
			return draft{}, project.Because(err, project.Internal, "piece %d cannot be read", i+1)
		}
		from := frames * 1000 / pcm.Rate
		frames += h.Frames
		to := frames * 1000 / pcm.Rate
		if i == len(paths)-1 {
			to = int64(math.Ceil(float64(frames) * 1000 / pcm.Rate))
		}
		made.pieces, made.total = append(made.pieces, timePiece(i, from, to, path)), to
	}
	return made, nil
}

// timePiece describes the piece between two times in milliseconds.
func timePiece(i int, from, to int64, path string) Piece {
	name := fmt.Sprintf("part-%03d%s", i+1, filepath.Ext(path))
	return Piece{Path: path, Cut: project.Cut{Key: fmt.Sprintf("part-%03d", i+1), Title: clock(from) + " to " + clock(to), From: from, To: to,
		File: project.DeliveryFile{Name: name}, Place: project.Place{Seconds: float64(to-from) / 1000}}}
}

// timeCuts gives the end of each piece in milliseconds, on a grid: so many parts or so many seconds each.
func timeCuts(seconds float64, step int64, r Request) []int64 {
	ticks := max(1, int(math.Ceil(seconds*1000/float64(step)-1e-6)))
	if r.Every > 0 {
		r.Every = max(1, math.Round(r.Every*1000/float64(step)))
	}
	var ends []int64
	for _, g := range groups(ticks, r, false) {
		ends = append(ends, int64(g[1])*step)
	}
	return ends
}

// clock writes a time for people, as 1:02:03.4; what it does not need is left out.
func clock(ms int64) string {
	text := fmt.Sprintf("%d:%02d:%02d", ms/3_600_000, ms/60_000%60, ms/1000%60)
	if tenths := ms % 1000 / 100; tenths > 0 {
		text += fmt.Sprintf(".%d", tenths)
	}
	return text
}

func tooMany(r Request, n int) error {
	return project.Errorf(project.Invalid, "%q would fall into %d pieces; at most %d are made", r.Name, n, MaxPieces)
}

// unreadable turns a judgement of the source into a sentence for its owner; other trouble stays what it is.
func unreadable(r Request, err error) error {
	code := project.CodeOf(err)
	var path *os.PathError
	if code == project.Unavailable || code == project.Limited || errors.As(err, &path) {
		return err
	}
	return project.Because(err, project.Invalid, "%q cannot be split: %s", r.Name, err)
}
