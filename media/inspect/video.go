package inspect

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tutti/media/audio"
	"tutti/media/video"
	"tutti/project"
)

const fixFilm = "Export the film again from your editor, play it from start to end, and deliver it again."

// The limits of the checks that a spec cannot set.
const (
	lengthTolerance = 0.5  // seconds by which the pictures may end before the promise
	maxRanges       = 100  // stretches that are told
	leastBars       = 0.03 // of the width or height, that bars take; less is the blanking of a camera
)

// video judges a film: what it says of itself, then all its pictures looked through once, then its sound. The same look makes
// the proxy for reviewers.
func (i *Inspector) video(ctx context.Context, j *judge) error {
	editor := video.Editor{Tools: i.decoder.Tools}
	facts, err := editor.Read(ctx, j.file.Path)
	if err != nil {
		return j.videoError(err)
	}
	j.describeVideo(facts)
	j.checkPicture(facts)
	limit := j.maxSeconds()
	if facts.Seconds > limit+reachSeconds {
		j.tooLong(facts.Seconds, limit)
		return nil
	}
	source := video.Source{Path: j.file.Path, Facts: facts}
	if seen, err := i.look(ctx, j, editor, source); err != nil || !seen {
		return err
	}
	j.checkDuration(j.facts.Video.Seconds, limit)
	if facts.Sound == nil {
		if j.wantsSound() {
			j.block("no_sound", "Export the film with its sound.", "the film has no sound")
		}
		return nil
	}
	return i.filmSound(ctx, j, source)
}

// videoError turns what the reader says of a file into a finding.
func (j *judge) videoError(err error) error {
	var codec *video.CodecError
	var damaged *video.DamagedError
	switch {
	case errors.Is(err, video.ErrNotVideo):
		return j.notMedia("not_video", "Deliver the film itself as "+orList(j.videoFormats())+".", "a film")
	case errors.As(err, &codec):
		j.block("codec_not_supported", "Export as H.264 or H.265 in an MP4, with AAC sound.", "%s", codec)
	case errors.As(err, &damaged):
		j.block("undecodable", fixFilm, "%s", strings.ToValidUTF8(damaged.Error(), "?"))
	default:
		return err
	}
	return nil
}

func (j *judge) videoFormats() []string {
	if len(j.spec.Formats) > 0 {
		return j.spec.Formats
	}
	return []string{video.MP4, video.MOV, video.MKV, video.WebM}
}

// describeVideo fills in what the file says of itself.
func (j *judge) describeVideo(f video.Facts) {
	j.facts.Type = f.Type
	j.facts.Video = &project.VideoFacts{Format: f.Format, Codec: f.Codec, Width: f.Width, Height: f.Height,
		FrameRate: round(f.Rate.PerSecond(), 3), Frames: f.Pictures, Seconds: round(f.Seconds, 3), Sound: f.Sound != nil}
}

// checkPicture compares format, size and frame rate with the spec, and the name with the content.
func (j *judge) checkPicture(f video.Facts) {
	if len(j.spec.Formats) > 0 && !slices.Contains(j.spec.Formats, f.Format) {
		j.block("format_not_allowed", "Export as "+orList(j.spec.Formats)+".", "the content is %s, wanted is %s", f.Format, orList(j.spec.Formats))
	} else if named := promise(j.file.Name); named != "" && named != "."+f.Format && named != ".m4v" {
		j.warn("name_mismatch", "Rename the file, or export the format that its name promises.", "the name says %s, the content is %s", named, f.Format)
	}
	s := j.spec.Video
	if s == nil {
		return
	}
	if f.Width < s.MinWidth || f.Height < s.MinHeight {
		j.block("frame_size", "Export in the size of the project, and do not scale up what is smaller.",
			"%d x %d pixels, at least %d x %d are wanted", f.Width, f.Height, s.MinWidth, s.MinHeight)
	}
	if rate := f.Rate.PerSecond(); !s.TakesRate(rate) {
		j.block("frame_rate", "Set the frame rate in the project and in the export dialogue.", "%.3g frames a second, wanted is %s", rate, orFloats(s.FrameRates))
	}
}

func orFloats(numbers []float64) string {
	var items []string
	for _, x := range numbers {
		items = append(items, fmt.Sprintf("%g", x))
	}
	return orList(items)
}

// look goes through all pictures, makes the proxy and the poster, and judges what it saw. False means that there was nothing to
// see.
func (i *Inspector) look(ctx context.Context, j *judge, editor video.Editor, source video.Source) (bool, error) {
	dir := filepath.Join(j.work, fmt.Sprintf("film-%d", j.number)) // the only place that the tool may write
	if err := os.Mkdir(dir, 0o700); err != nil {
		return false, err
	}
	defer os.RemoveAll(dir)
	proxy := filepath.Join(dir, "proxy.mp4")
	scan, err := editor.Scan(ctx, source, j.watermark.FilmWords(), proxy)
	if err != nil {
		return false, j.scanError(err, scan)
	}
	if scan.Pictures == 0 {
		j.block("undecodable", fixFilm, "no picture can be decoded: %s", firstOr(scan.Damage, "there is none"))
		return false, nil
	}
	j.scanned(scan)
	j.checkFilmDamage(source.Facts, scan)
	j.checkStretches(scan)
	j.checkBars(scan)
	return true, j.keepProxy(ctx, editor, proxy, scan.Moment())
}

func (j *judge) scanError(err error, scan video.Scan) error {
	switch {
	case toolTrouble(err):
		return err
	case project.CodeOf(err) == project.Limited:
		j.block("too_costly", fixFilm, "decoding it was stopped: %s", err)
	default:
		j.block("undecodable", fixFilm, "it cannot be decoded: %s", firstOr(scan.Damage, "the decoder refused it"))
	}
	return nil
}

// scanned fills in what the look gave.
func (j *judge) scanned(s video.Scan) {
	v := j.facts.Video
	v.Frames, v.Seconds = s.Pictures, round(s.Seconds, 3)
	v.Black, v.Frozen = ranges(s.Black), ranges(s.Frozen)
}

func ranges(stretches []video.Stretch) []project.Range {
	var out []project.Range
	for _, s := range stretches[:min(len(stretches), maxRanges)] {
		out = append(out, project.Range{From: round(s.From, 3), To: round(s.To, 3)})
	}
	return out
}

// checkFilmDamage compares what came out with what was promised.
func (j *judge) checkFilmDamage(f video.Facts, s video.Scan) {
	if f.Seconds > 0 && f.Rate.Num > 0 && s.Seconds < f.Seconds-lengthTolerance {
		at := j.block("truncated", fixFilm, "the film is cut: %.2f s are promised, %.2f s of pictures are there", f.Seconds, s.Seconds)
		at.From, at.To = round(s.Seconds, 3), round(f.Seconds, 3)
		return
	}
	if len(s.Damage) > 0 {
		j.warn("damaged", fixFilm, "the decoder found damage: %s", firstOr(s.Damage, ""))
	}
}

// checkStretches judges black and frozen stretches. What the spec does not limit is worth a look, no more.
func (j *judge) checkStretches(s video.Scan) {
	var limits project.VideoSpec
	if j.spec.Video != nil {
		limits = *j.spec.Video
	}
	j.checkStretch("black", "is black", s.Black, limits.MaxBlack)
	var still []video.Stretch
	for _, f := range s.Frozen {
		// What is black does not move either.
		if !slices.ContainsFunc(s.Black, func(b video.Stretch) bool { return b.From <= f.From+0.1 && f.To <= b.To+0.1 }) {
			still = append(still, f)
		}
	}
	j.checkStretch("frozen", "does not move", still, limits.MaxFrozen)
}

func (j *judge) checkStretch(code, what string, stretches []video.Stretch, limit float64) {
	if len(stretches) == 0 {
		return
	}
	longest := slices.MaxFunc(stretches, func(a, b video.Stretch) int { return compareLength(a, b) })
	length := longest.To - longest.From
	var f *project.Finding
	if limit > 0 && length > limit {
		f = j.block(code, "Cut it out, or fill it.", "the picture %s for %.1f s, at most %g s are accepted", what, length, limit)
	} else {
		f = j.warn(code, "Nothing to do when it is meant so.", "the picture %s for %.1f s; there are %d such places", what, length, len(stretches))
	}
	f.From, f.To = round(longest.From, 3), round(longest.To, 3)
}

// checkBars tells what is black beside the picture from the start to the end. Many are meant so, as in a wide film, and nobody should
// have to say so scene by scene. One dark scene is no bar, nor is a film that shows nothing.
func (j *judge) checkBars(s video.Scan) {
	used := s.Used
	if used.Empty() || s.IsBlack() || max(1-used.Width, 1-used.Height) < leastBars {
		return
	}
	f := j.info("black_bars", "Export it in the shape of its pictures, so that they fill the frame; nothing to do when the bars are meant so.",
		"the picture takes %.0f %% of the width and %.0f %% of the height; the rest is black throughout", used.Width*100, used.Height*100)
	f.Area = &used
}

func compareLength(a, b video.Stretch) int {
	switch x, y := a.To-a.From, b.To-b.From; {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

// keepProxy derives what reviewers see: the proxy and a poster of it.
func (j *judge) keepProxy(ctx context.Context, editor video.Editor, proxy string, moment float64) error {
	facts, err := editor.Read(ctx, proxy)
	if err != nil {
		return project.Because(err, project.Internal, "the proxy of %q cannot be read", j.file.Name)
	}
	poster := filepath.Join(filepath.Dir(proxy), "poster.jpg")
	if err := editor.Poster(ctx, video.Source{Path: proxy, Facts: facts}, moment, poster); err != nil {
		return err
	}
	for _, made := range []struct{ profile, mediaType, path string }{{proxyProfile, "video/mp4", proxy}, {posterProfile, "image/jpeg", poster}} {
		key, err := j.derive(j.watermark.Profile(made.profile), made.mediaType, func(path string) error { return os.Rename(made.path, path) })
		if err != nil {
			return err
		}
		j.facts.Previews = append(j.facts.Previews, key)
	}
	return nil
}

// wantsSound says whether a film must have sound: it is asked for, or a loudness is, which silence does not have.
func (j *judge) wantsSound() bool {
	return j.spec.Video != nil && j.spec.Video.Sound || j.spec.MinLUFS < 0
}

// filmSound measures the sound of a film on the times of its pictures. Its canonical PCM is in the cache afterwards.
func (i *Inspector) filmSound(ctx context.Context, j *judge, source video.Source) error {
	sound := source.SoundSource(j.facts.SHA256)
	m, err := i.decoder.Measure(ctx, sound)
	if err != nil {
		return j.decodeError(err, m, sound.MaxSeconds)
	}
	defer m.PCM.Close()
	j.describe(sound.Header)
	j.facts.Audio.Format = source.Facts.Format
	j.measured(sound.Header, m)
	j.facts.Video.LUFS = m.LUFS
	if m.Silent() {
		if j.wantsSound() {
			j.block("silent", "Check that the sound was not muted when you exported.", "the sound is silent: nothing is above -60 dBFS")
		}
		return nil
	}
	j.checkLevels(sound.Header, m)
	if err := i.align(ctx, j, m); err != nil {
		return err
	}
	return j.keepWaveform(m)
}

// keepWaveform derives the drawing of a sound.
func (j *judge) keepWaveform(m audio.Measured) (err error) {
	j.facts.Peaks, err = j.derive(waveformProfile, "application/octet-stream", func(path string) error { return os.WriteFile(path, m.Waveform, 0o600) })
	return err
}
