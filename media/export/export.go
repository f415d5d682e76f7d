// Package export opens a project in the tools of the trade: it writes sessions in which every delivery stands at its
// exact place, with what was said about it as markers.
//
// All writers are pure functions from a [Session] to bytes; the same session gives the same bytes. A session names its
// sound and picture files by paths; [Pack] brings session and files together in one archive.
package export

import (
	"cmp"
	"fmt"
	"math"
	"path"
	"slices"

	"tutti/project"
)

// SampleRate is the clock of a session in Hz: places are whole samples of it, as the mix counts them.
const SampleRate = 48_000

// Rate is a frame rate as a fraction, as 30000/1001.
type Rate struct{ Num, Den int64 }

// DefaultRate is used where the material names no frame rate.
func DefaultRate() Rate { return Rate{25, 1} }

// RateOf finds the fraction that a number of frames a second stands for: 29.97 is 30000/1001. The zero number gives the zero
// Rate.
func RateOf(fps float64) Rate {
	for _, r := range []Rate{{24000, 1001}, {30000, 1001}, {48000, 1001}, {60000, 1001}, {120000, 1001}} {
		if math.Abs(fps-float64(r.Num)/float64(r.Den)) < 0.005 {
			return r
		}
	}
	if whole := math.Round(fps); math.Abs(fps-whole) < 1e-9 {
		return Rate{int64(whole), 1}
	}
	return Rate{int64(math.Round(fps * 1000)), 1000}
}

// Nominal is the number of frames that a timecode counts in a second.
func (r Rate) Nominal() int64 { return int64(math.Round(float64(r.Num) / float64(r.Den))) }

// FrameAt gives the frame whose start is nearest to a sample; halves go up.
func (r Rate) FrameAt(sample int64) int64 {
	return floorDiv(2*sample*r.Num+SampleRate*r.Den, 2*SampleRate*r.Den)
}

func floorDiv(a, b int64) int64 {
	if a < 0 {
		return -((-a + b - 1) / b)
	}
	return a / b
}

func (r Rate) String() string {
	if r.Den == 1 {
		return fmt.Sprint(r.Num)
	}
	return fmt.Sprintf("%d/%d", r.Num, r.Den)
}

// Session is a timeline with files on it.
type Session struct {
	Title   string
	Credits []project.Credit
	Clips   []Clip   // in the order of the plan
	Markers []Marker // in the order of time
	Samples int64    // length
	Rate    Rate     // of pictures; the zero Rate means DefaultRate
}

// Clip is one delivered file at its place.
type Clip struct {
	Key      string // of the sub-gig
	Name     string // for people, one line
	Path     string // of the file within the pack, with slashes
	SHA256   string
	Video    bool   // it has pictures
	Sound    bool   // it has pictures and sound: it stands on a track of each
	Format   string // wav, flac, mp3, ogg, aiff; of a film its container
	Rate     int    // of the file's sound in Hz
	Channels int    // of the file's sound
	Start    int64  // sample of the session at which it begins
	Samples  int64  // length in samples of the session
	Skip     int64  // samples of the file before its place: the result begins within it
	GainDB   float64
	Pan      float64 // -1 left, 0 middle, 1 right
	FadeIn   int64   // samples, linear
	FadeOut  int64
}

// End is the sample after the clip's last.
func (c Clip) End() int64 { return c.Start + c.Samples }

// Seconds is when the clip begins.
func (c Clip) Seconds() float64 { return seconds(c.Start) }

// linear is the clip's gain as a factor.
func (c Clip) linear() float64 { return math.Pow(10, c.GainDB/20) }

func seconds(samples int64) float64 { return float64(samples) / SampleRate }

// Marker is a note at a moment.
type Marker struct {
	At   int64  // sample
	Text string // one line
}

// Note is what somebody said about a moment of the whole, or of one sub-gig's delivery.
type Note struct {
	SubGig  project.SubGigID // empty: about the whole
	Seconds float64          // from the start of the whole, or of the delivery
	Text    string
}

// OfTime reports whether a manifest has sound or pictures on a timeline, so that a session can be made of it. Subtitles have times,
// and nothing that a session could play.
func OfTime(m project.Manifest) bool { return len(FromManifest(m, nil, "").Clips) > 0 }

// FromManifest lays the entries of a manifest on a timeline. Files are named by Names below folder. Entries without a
// place in time are left out. Notes about a delivery that is not in the manifest are left out too.
func FromManifest(m project.Manifest, notes []Note, folder string) Session {
	s := Session{Title: line(m.Title), Credits: m.Credits, Rate: RateOf(m.Recipe.FrameRate)}
	named := Names(m.Entries)
	starts := map[project.SubGigID]int64{}
	for i, e := range m.Entries {
		if e.ToSeconds <= e.FromSeconds {
			continue
		}
		starts[e.SubGig] = samplesAt(e.FromSeconds)
		first := len(s.Clips)
		for n, f := range e.Files {
			if clip, ok := newClip(m.Recipe, e, f, path.Join(folder, named[i][n])); ok {
				s.Clips = append(s.Clips, clip)
			}
		}
		if clips := s.Clips[first:]; len(clips) > 0 {
			starts[e.SubGig] -= clips[0].Skip
			inTurn(m.Recipe.Kind, clips)
		}
	}
	crossfade(m.Recipe.Kind, s.Clips)
	s.Samples = samplesAt(m.Seconds)
	for _, c := range s.Clips {
		s.Samples = max(s.Samples, c.End())
	}
	s.Markers = markers(notes, starts)
	return s
}

// markers puts notes on the timeline, in the order of time.
func markers(notes []Note, starts map[project.SubGigID]int64) []Marker {
	var out []Marker
	for _, n := range notes {
		start, there := starts[n.SubGig]
		text := line(n.Text)
		if n.SubGig != "" && !there || text == "" {
			continue
		}
		out = append(out, Marker{At: max(0, start+samplesAt(max(0, n.Seconds))), Text: text})
	}
	slices.SortStableFunc(out, func(a, b Marker) int { return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Text, b.Text)) })
	return out
}

// inTurn puts the files of one delivery one after another, where the recipe does.
func inTurn(kind project.RecipeKind, clips []Clip) {
	if kind != project.RecipeAudioConcat && kind != project.RecipeVideoConcat {
		return
	}
	for i := 1; i < len(clips); i++ {
		clips[i].Start = clips[i-1].End()
		clips[i].FadeIn, clips[i-1].FadeOut = 0, 0
	}
}

// crossfade fades takes that the recipe has sound together, for as long as they do.
func crossfade(kind project.RecipeKind, clips []Clip) {
	if kind != project.RecipeAudioConcat {
		return
	}
	for i := 1; i < len(clips); i++ {
		if both := clips[i-1].End() - clips[i].Start; both > 0 {
			clips[i].FadeIn, clips[i-1].FadeOut = max(clips[i].FadeIn, both), max(clips[i-1].FadeOut, both)
		}
	}
}

// skipped is how much of a file lies before the start of the result, where the recipe has moved it to stand on the guide.
func skipped(r project.Recipe, e project.Entry, f project.FileFacts) int64 {
	if !r.Align || f.Audio == nil || r.Kind != project.RecipeAudioMix && r.Kind != project.RecipeVideoGrid {
		return 0
	}
	late := int64(math.RoundToEven(f.Audio.StartOffsetMS * SampleRate / 1000))
	return max(0, late-e.Place.OffsetMS*SampleRate/1000)
}

// newClip is false for a file that takes no time, as a text beside the sound.
func newClip(r project.Recipe, e project.Entry, f project.FileFacts, at string) (Clip, bool) {
	start, end := samplesAt(e.FromSeconds), samplesAt(e.ToSeconds)
	c := Clip{Key: e.Key, Name: line(cmp.Or(e.Title, e.Key)), Path: at, SHA256: f.SHA256, Start: start, Samples: end - start, Skip: skipped(r, e, f),
		GainDB: e.Place.GainDB, Pan: e.Place.Pan, FadeIn: e.Place.FadeInMS * SampleRate / 1000, FadeOut: e.Place.FadeOutMS * SampleRate / 1000}
	switch {
	case f.Video != nil: // before its sound, which is measured too
		c.Video, c.Format, c.Rate, c.Channels = true, f.Video.Format, SampleRate, 2
		if f.Audio != nil {
			c.Sound, c.Rate, c.Channels = true, f.Audio.SampleRate, f.Audio.Channels
		}
		if f.Video.Seconds > 0 {
			c.Samples = min(c.Samples, samplesAt(f.Video.Seconds)-c.Skip)
		}
	case f.Audio != nil:
		c.Format, c.Rate, c.Channels = f.Audio.Format, f.Audio.SampleRate, f.Audio.Channels
		if f.Audio.Frames > 0 {
			c.Samples = min(c.Samples, f.Audio.Frames-c.Skip)
		}
	default:
		return c, false
	}
	if who := line(e.Credit.Name); who != "" {
		c.Name += " (" + who + ")"
	}
	return c, c.Samples > 0
}

func samplesAt(seconds float64) int64 { return int64(math.Round(seconds * SampleRate)) }

// rate is the frame rate of the session.
func (s Session) rate() Rate {
	if s.Rate.Num <= 0 || s.Rate.Den <= 0 {
		return DefaultRate()
	}
	return s.Rate
}

// lane is one track: clips that do not overlap, in the order of time.
type lane struct {
	video bool
	clips []Clip
}

// lanes puts clips on as few tracks as keep them apart, pictures first. Clips of one moment keep the order of the plan. A film with
// sound stands on a track of each.
func (s Session) lanes() []lane {
	var out []lane
	for _, video := range []bool{true, false} {
		first := len(out)
		for _, c := range byStart(s.Clips) {
			if c.Video == video || c.Sound {
				out = place(out, first, c, video)
			}
		}
	}
	return out
}

func byStart(clips []Clip) []Clip {
	sorted := slices.Clone(clips)
	slices.SortStableFunc(sorted, func(a, b Clip) int { return cmp.Compare(a.Start, b.Start) })
	return sorted
}

// place adds the clip to the first lane, from a certain one on, that is free by then.
func place(lanes []lane, first int, c Clip, video bool) []lane {
	for i := first; i < len(lanes); i++ {
		if last := lanes[i].clips[len(lanes[i].clips)-1]; last.End() <= c.Start {
			lanes[i].clips = append(lanes[i].clips, c)
			return lanes
		}
	}
	return append(lanes, lane{video: video, clips: []Clip{c}})
}

// File is a small file of a pack.
type File struct {
	Path string // with slashes
	Text []byte
}

// Files writes the session in every form whose media lie beside it; whole is the path of the finished result, for the cue
// sheet. A form that cannot hold the session is left out, and the reason is among the sentences.
func (s Session) Files(name, whole string) (files []File, sentences []string) {
	if len(s.Clips) == 0 {
		return nil, nil
	}
	files = []File{{name + ".rpp", REAPER(s)}, {name + ".txt", AudacityLabels(s)}, {name + ".otio", OTIO(s)}}
	edls, err := EDL(s, name)
	if err != nil {
		sentences = append(sentences, err.Error())
	}
	files = append(files, edls...)
	cue, err := CueSheet(s, whole)
	if err != nil {
		sentences = append(sentences, err.Error())
	} else {
		files = append(files, File{name + ".cue", cue})
	}
	return files, sentences
}
