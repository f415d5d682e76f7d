package assemble

import (
	"context"
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/media/video"
	"tutti/project"
)

// batchSize is the number of stems mixed in one pass, and so of files open at once. More stems take more passes, each of
// which reads and writes the sum once: the work stays linear.
const batchSize = 32

// decodeCost is what decoding a stem costs, in units of mixing one: it decides between changing a sum and mixing afresh.
const decodeCost = 8

// safeSum is the bound on a sum in full scales; 128 fit.
const safeSum = 100

// part is one contribution to a sum, as kept beside it. Equal parts contribute equally, so they cancel out.
type part struct {
	Source string        `json:"source"` // sha256 of the original
	Place  project.Place `json:"place"`
	Shift  int64         `json:"shift,omitempty"`  // frames after the place's offset, or before it
	Length int64         `json:"length,omitempty"` // frames after which it is cut; 0 for none
	Frames int64         `json:"frames,omitempty"` // known once it was mixed
}

// voice is how the part sounds when its stem has so many frames.
func (p part) voice(frames int64, headroom int) voice {
	if p.Length > 0 {
		frames = min(frames, p.Length)
	}
	v := newVoice(p.Place, frames, headroom)
	v.offset += p.Shift
	return v
}

// state is what a kept sum says of itself.
type state struct {
	Headroom int    `json:"headroom"`
	Parts    []part `json:"parts"`
	Least    int64  `json:"least,omitempty"` // frames that the sum has at least: silence follows the last part
}

// mixed is a finished sum.
type mixed struct {
	*pcm.File
	state
}

// scale is the factor from the sum's sample values, as a fraction of the int32 range, to full scale 1.
func (s state) scale() float64 { return math.Ldexp(128, s.Headroom) }

// sum gives the mix of all parts of the request.
func (b *Builder) sum(ctx context.Context, r Request) (*mixed, error) {
	want, err := wanted(r)
	if err != nil {
		return nil, err
	}
	return b.sumOf(ctx, r, want)
}

// sumOf gives the sum that is wanted: the kept one where nothing changed, the kept one with the differences applied, or a new
// one. It is the same to the last bit whichever way it was made.
func (b *Builder) sumOf(ctx context.Context, r Request, want state) (*mixed, error) {
	key, err := b.sumKey(ctx, r.Project)
	if err != nil {
		return nil, err
	}
	// A torn stem is decoded again and a torn sum mixed afresh; what is torn twice is a defect of the disk.
	for try := 0; ; try++ {
		kept := b.kept(key)
		result, err := b.change(ctx, r, key, kept, want)
		if kept != nil && (result == nil || result.File != kept.File) {
			kept.Close()
		}
		var stem *tornStem
		switch {
		case err == nil || try == 2:
			return result, err
		case errors.As(err, &stem):
			if err := b.forget(ctx, stem.source); err != nil {
				return nil, err
			}
		case errors.Is(err, errTornSum):
			b.decoder.Cache.Remove(key)
		default:
			return nil, err
		}
	}
}

func (b *Builder) sumKey(ctx context.Context, id project.ProjectID) (string, error) {
	return b.decoder.Key(ctx, "sum of "+string(id))
}

func (b *Builder) forget(ctx context.Context, source string) error {
	key, err := b.decoder.Key(ctx, source)
	b.decoder.Cache.Remove(key)
	return err
}

// kept gives the last sum of a project, nil when there is none that can be used.
func (b *Builder) kept(key string) *mixed {
	f, err := b.decoder.Cache.Open(key)
	if err != nil {
		return nil
	}
	m := &mixed{File: f}
	if json.Unmarshal(f.Meta, &m.state) != nil {
		f.Close()
		return nil
	}
	return m
}

// wanted lists the parts of a mix, each at its place, moved by its measured start where the recipe aligns.
func wanted(r Request) (state, error) {
	var parts []part
	var bound float64
	for _, in := range r.Inputs {
		if in.Missing() {
			continue
		}
		if len(in.Files) == 0 {
			return state{}, project.Errorf(project.Invalid, "the delivery of %q has no files to mix", in.Key)
		}
		for _, f := range in.Files {
			p, level, err := partOfFile(in, f)
			if err != nil {
				return state{}, err
			}
			p.Shift = -alignment(r.Recipe, f)
			parts, bound = append(parts, p), bound+level
		}
	}
	return newState(parts, bound)
}

// partOfFile is what a delivered file contributes at its place, and the greatest level that it can reach, 1 for full scale.
func partOfFile(in project.Input, f project.FileFacts) (part, float64, error) {
	if f.Audio == nil {
		return part{}, 0, project.Errorf(project.Invalid, "%q of %q is no inspected sound file: it cannot be mixed", f.Name, in.Key)
	}
	place := in.Place
	place.Path, place.Seconds = "", 0 // where it stands in a bundle, or is meant to end, does not sound
	// Conversion to 48 kHz can raise the sample peak towards the true peak; 1 dB covers what that misses.
	level := math.Pow(10, (max(f.Audio.PeakDBFS, f.Audio.TruePeakDBTP)+1+place.GainDB)/20)
	return part{Source: f.SHA256, Place: place}, level, nil
}

// alignment is the start of a file against the guide as it was measured, in frames; 0 where the recipe does not align.
func alignment(r project.Recipe, f project.FileFacts) int64 {
	if !r.Align || f.Audio == nil {
		return 0
	}
	return int64(math.RoundToEven(f.Audio.StartOffsetMS * pcm.Rate / 1000))
}

// newState finds the headroom that parts need whose sum stays below the bound; it depends on nothing else.
func newState(parts []part, bound float64) (state, error) {
	if len(parts) == 0 {
		return state{}, project.Errorf(project.Invalid, "there is nothing to mix: no delivery is approved")
	}
	s := state{Parts: parts}
	for ; bound > safeSum; bound /= 2 {
		s.Headroom++
	}
	return s, nil
}

// change makes the wanted sum from the kept one, or from nothing when that is cheaper.
func (b *Builder) change(ctx context.Context, r Request, key string, kept *mixed, want state) (*mixed, error) {
	var gone, stay, come []part
	if kept != nil && kept.Headroom == want.Headroom {
		gone, stay, come = compare(kept.Parts, want.Parts)
	}
	switch {
	case kept == nil || kept.Headroom != want.Headroom:
		kept, gone, stay, come = nil, nil, nil, want.Parts
	case len(gone)+len(come) == 0 && kept.Frames == max(endOf(stay, want.Headroom), want.Least):
		return kept, nil
	default:
		edit, err := b.cost(ctx, append(append([]part{}, gone...), come...))
		if err != nil {
			return nil, err
		}
		fresh, err := b.cost(ctx, want.Parts)
		if err != nil {
			return nil, err
		}
		if fresh < edit+1 { // reading the kept sum is the cost of one stem
			kept, gone, stay, come = nil, nil, nil, want.Parts
		}
	}
	return b.mix(ctx, r, key, kept, gone, stay, come, want)
}

// compare splits two lists of parts, in which a part may stand several times.
func compare(have, want []part) (gone, stay, come []part) {
	identity := func(p part) part { // without what only mixing tells
		p.Frames = 0
		return p
	}
	left := map[part]int{}
	for _, p := range want {
		left[identity(p)]++
	}
	for _, p := range have {
		id := identity(p)
		if left[id] == 0 {
			gone = append(gone, p)
			continue
		}
		left[id]--
		stay = append(stay, p)
	}
	for _, p := range want {
		if id := identity(p); left[id] > 0 {
			left[id]--
			come = append(come, p)
		}
	}
	return gone, stay, come
}

// cost estimates what mixing parts takes, in units of mixing one stem that is decoded already.
func (b *Builder) cost(ctx context.Context, parts []part) (int, error) {
	total := 0
	for _, p := range parts {
		key, err := b.decoder.Key(ctx, p.Source)
		if err != nil {
			return 0, err
		}
		total++
		if f, err := b.decoder.Cache.Open(key); err == nil {
			f.Close()
		} else {
			total += decodeCost
		}
	}
	return total, nil
}

// mix applies the differences in passes of batchSize stems and keeps the last sum. Sums between passes stay in the work
// directory.
func (b *Builder) mix(ctx context.Context, r Request, key string, kept *mixed, gone, stay, come []part, want state) (*mixed, error) {
	var base *pcm.File
	if kept != nil {
		base = kept.File
	}
	headroom := want.Headroom
	end := max(endOf(stay, headroom), want.Least)
	todo := append(append([]part{}, gone...), come...)
	done := append([]part{}, stay...)
	for at := 0; at == 0 || at < len(todo); at += batchSize {
		batch := todo[at:min(at+batchSize, len(todo))]
		ops, err := b.open(ctx, r, batch, max(0, len(gone)-at), headroom)
		if err != nil {
			return nil, err
		}
		for i, o := range ops {
			batch[i].Frames = o.frames
			if !o.remove {
				done = append(done, batch[i])
				end = max(end, o.end())
			}
		}
		last := at+batchSize >= len(todo)
		next, err := b.pass(ctx, r, key, base, ops, state{headroom, done, want.Least}, b.frames(end, base, last), last)
		closeStems(ops)
		if base != nil && (kept == nil || base != kept.File) {
			base.Close()
		}
		if err != nil {
			return nil, err
		}
		base = next
	}
	return &mixed{base, state{headroom, done, want.Least}}, nil
}

// frames is the length of the sum after a pass. Before the last one nothing is cut off that may still be taken out.
func (b *Builder) frames(end int64, base *pcm.File, last bool) int64 {
	if base != nil && !last {
		return max(end, base.Frames)
	}
	return end
}

func endOf(parts []part, headroom int) int64 {
	var end int64
	for _, p := range parts {
		end = max(end, p.voice(p.Frames, headroom).end())
	}
	return end
}

// pass runs one pass into the work directory, or with last into the cache.
func (b *Builder) pass(ctx context.Context, r Request, key string, base *pcm.File, ops []op, s state, frames int64, last bool) (*pcm.File, error) {
	if !last {
		path := filepath.Join(r.Work, "sum.pcm")
		os.Remove(path) // the one before stays readable while it is open
		w, err := pcm.Create(path, nil, false)
		if err != nil {
			return nil, err
		}
		defer os.Remove(path)
		if err := pass(ctx, base, ops, frames, b.workers, w.Write); err != nil {
			return nil, errors.Join(err, w.Abandon())
		}
		if _, err := w.Close(); err != nil {
			return nil, err
		}
		return pcm.Open(path)
	}
	meta, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	entry, err := b.decoder.Cache.Create(key, meta, false)
	if err != nil {
		return nil, err
	}
	if err := pass(ctx, base, ops, frames, b.workers, entry.Write); err != nil {
		entry.Abort()
		return nil, err
	}
	return entry.Commit()
}

// open opens the stems of a batch, decoding those that are not in the cache; the first so many are taken out of the sum.
func (b *Builder) open(ctx context.Context, r Request, batch []part, removed, headroom int) ([]op, error) {
	ops := make([]op, len(batch))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(b.workers)
	for i, p := range batch {
		group.Go(func() error {
			f, err := b.stem(ctx, r, p.Source)
			if err != nil {
				return err
			}
			ops[i] = op{voice: p.voice(f.Frames, headroom), remove: i < removed, stem: f, source: p.Source}
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		closeStems(ops)
		return nil, err
	}
	return ops, nil
}

func closeStems(ops []op) {
	for _, o := range ops {
		if o.stem != nil {
			o.stem.Close()
		}
	}
}

// stem gives the canonical PCM of an original, from the cache or by fetching and decoding the original again.
func (b *Builder) stem(ctx context.Context, r Request, source string) (*pcm.File, error) {
	key, err := b.decoder.Key(ctx, source)
	if err != nil {
		return nil, err
	}
	if f, err := b.decoder.Cache.Open(key); !errors.Is(err, fs.ErrNotExist) {
		return f, err
	}
	dir, err := os.MkdirTemp(r.Work, "original-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "original")
	if err := r.Fetch(ctx, source, path); err != nil {
		return nil, err
	}
	sound, err := b.soundOf(ctx, path, source)
	if err != nil {
		return nil, err
	}
	return b.decoder.PCM(ctx, sound)
}

// soundOf reads what a file says of its sound; a video has one too.
func (b *Builder) soundOf(ctx context.Context, path, source string) (audio.Source, error) {
	h, err := audio.ReadHeader(path)
	if err == nil {
		return audio.Source{Path: path, SHA256: source, Header: h}, nil
	}
	if errors.Is(err, audio.ErrNotAudio) {
		editor := video.Editor{Tools: b.decoder.Tools}
		var facts video.Facts
		if facts, err = editor.Read(ctx, path); err == nil && facts.Sound != nil {
			return video.Source{Path: path, Facts: facts}.SoundSource(source), nil
		}
	}
	if code := project.CodeOf(err); err != nil && (code == project.Unavailable || code == project.Limited) {
		return audio.Source{}, err
	}
	return audio.Source{}, project.Because(err, project.Invalid, "the original %s cannot be mixed: it has no sound that can be read", source)
}
