package inspect

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"tutti/media/audio"
	"tutti/media/pcm"
	"tutti/project"
)

// The limits of the checks that a spec cannot set.
const (
	AlignToleranceSeconds = 0.5  // by which a delivery may be longer or shorter than the guide
	lagWarningMS          = 50.0 // onsets later or earlier than this are worth a listen
	driftWarningMS        = 20.0 // by which a drift moves the end against the start
	tempoTolerance        = 0.02 // by which a tempo may be missed
	phaseWarning          = -0.3 // correlation of left and right
	dcWarning             = 0.01 // mean of a channel, 1 is full scale
	gapInfoSeconds        = 15.0 // a pause worth a mention
	leadInfoSeconds       = 15.0
	reachSeconds          = 10.0 // decoded beyond the greatest duration, to say how long the file is
)

// audio judges a sound file: first what it says of itself, then, decoded once, what it is.
func (i *Inspector) audio(ctx context.Context, j *judge) error {
	h, err := audio.ReadHeader(j.file.Path)
	if err != nil {
		return j.headerError(err)
	}
	j.describe(h)
	j.checkForm(h)
	limit := j.maxSeconds()
	if h.Truncated != "" || h.Seconds() > limit+reachSeconds {
		j.checkPromise(h, limit)
		return nil
	}
	m, err := i.decoder.Measure(ctx, audio.Source{Path: j.file.Path, SHA256: j.facts.SHA256, Header: h, MaxSeconds: limit + reachSeconds})
	if err != nil {
		return j.decodeError(err, m, limit)
	}
	defer m.PCM.Close()
	j.measured(h, m)
	if m.Frames == 0 {
		j.block("undecodable", fixExport, "the file holds no sound")
		return nil
	}
	j.checkDamage(h, m)
	j.checkDuration(j.facts.Audio.Seconds, limit)
	j.checkLevels(h, m)
	j.checkTempo(m)
	if err := i.align(ctx, j, m); err != nil {
		return err
	}
	return j.keepWaveform(m)
}

// align compares the file with the guide where the spec asks for it.
func (i *Inspector) align(ctx context.Context, j *judge, m audio.Measured) error {
	switch {
	case j.spec.AlignGuide && j.guide == nil:
		j.warn("align_no_guide", "Add a guide to the plan's references.", "the spec asks for a comparison with the guide, and the plan has none")
	case j.spec.AlignGuide:
		return i.checkGuide(ctx, j, m, *j.guide)
	}
	return nil
}

const fixExport = "Export the file again from your session, play it from start to end, and deliver it again."

// headerError turns what the header reader says of a file into a finding.
func (j *judge) headerError(err error) error {
	var codec *audio.CodecError
	var damaged *audio.DamagedError
	switch {
	case errors.Is(err, audio.ErrNotAudio):
		return j.notMedia("not_audio", "Deliver the sound itself as "+orList(wanted(j.spec))+".", "sound")
	case errors.As(err, &codec):
		j.block("codec_not_supported", "Export as plain "+orList(wanted(j.spec))+".", "%s", codec)
	case errors.As(err, &damaged):
		j.block("undecodable", fixExport, "%s", damaged)
	default:
		return err
	}
	return nil
}

// notMedia tells that the content is no sound or film that can be read.
func (j *judge) notMedia(code, fix, wanted string) error {
	f, err := os.Open(j.file.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 4096)
	n, _ := f.Read(head) // an unreadable head was found by the hash before
	if isPlaylist(j.mime, head[:n]) {
		j.block("playlist_refused", fix, "the content is a list that points to other files (%s), not %s", j.facts.Type, wanted)
		return nil
	}
	j.block(code, fix, "the content is %s, not %s that can be read", j.facts.Type, wanted)
	return nil
}

func wanted(s project.Spec) []string {
	if len(s.Formats) > 0 {
		return s.Formats
	}
	return project.AudioFormats()
}

// describe fills in what the header says.
func (j *judge) describe(h audio.Header) {
	j.facts.Type = h.Type
	j.facts.Audio = &project.AudioFacts{Format: h.Format, Codec: h.Codec, SampleRate: h.Rate, BitDepth: h.BitDepth,
		Channels: h.Channels, Seconds: round(h.Seconds(), 3), LUFS: audio.SilentLUFS, PeakDBFS: pcm.Silence, TruePeakDBTP: pcm.Silence}
}

// checkForm compares format, rate, depth and channels with the spec, and the name with the content.
func (j *judge) checkForm(h audio.Header) {
	s := j.spec
	if len(s.Formats) > 0 && !slices.Contains(s.Formats, h.Format) {
		j.block("format_not_allowed", "Export as "+orList(s.Formats)+".", "the content is %s, wanted is %s", h.Format, orList(s.Formats))
	} else if named := promise(j.file.Name); named != "" && named != h.Format {
		j.warn("name_mismatch", "Rename the file, or export the format that its name promises.", "the name says %s, the content is %s", named, h.Format)
	}
	if len(s.SampleRates) > 0 && !slices.Contains(s.SampleRates, h.Rate) {
		j.block("sample_rate", "Set the sample rate in the export dialogue; do not convert an MP3.", "%d Hz, wanted is %s Hz", h.Rate, orInts(s.SampleRates))
	}
	if s.MinBitDepth > 0 && !h.Lossy() && h.BitDepth < s.MinBitDepth {
		j.block("bit_depth", "Set the bit depth in the export dialogue.", "%d bits a sample, at least %d are wanted", h.BitDepth, s.MinBitDepth)
	}
	if len(s.Channels) > 0 && !slices.Contains(s.Channels, h.Channels) {
		j.block("channels", "Export as mono or stereo, as wanted.", "%d channels, wanted is %s", h.Channels, orInts(s.Channels))
	}
}

// promise is what a name says its content is: one of our formats, or its ending when that is none of ours. A name
// without an ending, and one that ends in a number, as "take 1.2", promises nothing.
func promise(name string) string {
	if known := formatOf(name); known != "" {
		return known
	}
	ending := strings.ToLower(filepath.Ext(name))
	if strings.Contains(ending, " ") || !strings.ContainsFunc(ending, unicode.IsLetter) {
		return ""
	}
	return ending
}

// formatOf is the format that a name promises, "" when it promises none of ours.
func formatOf(name string) string {
	return map[string]string{".wav": audio.WAV, ".wave": audio.WAV, ".flac": audio.FLAC, ".mp3": audio.MP3, ".ogg": audio.OGG,
		".oga": audio.OGG, ".opus": audio.OGG, ".aif": audio.AIFF, ".aiff": audio.AIFF, ".aifc": audio.AIFF}[strings.ToLower(filepath.Ext(name))]
}

func orInts(ns []int) string {
	var items []string
	for _, n := range ns {
		items = append(items, strconv.Itoa(n))
	}
	return orList(items)
}

func (j *judge) maxSeconds() float64 {
	if j.spec.MaxSeconds > 0 {
		return min(j.spec.MaxSeconds, audio.MaxSeconds-reachSeconds)
	}
	return audio.MaxSeconds - reachSeconds
}

// checkPromise judges a file by its header alone: it is cut, or too long to decode.
func (j *judge) checkPromise(h audio.Header, limit float64) {
	if h.Truncated != "" {
		j.block("truncated", fixExport, "the file is cut: %s", h.Truncated)
	}
	if h.Seconds() > limit {
		j.tooLong(h.Seconds(), limit)
	}
}

func (j *judge) tooLong(seconds, limit float64) {
	f := j.block("duration_long", "Trim the end, or ask for a greater length.", "%.2f s long, at most %g s are accepted", seconds, limit)
	f.From, f.To = limit, round(seconds, 3)
}

// decodeError turns a refusal by the decoder into a finding; any other error is ours.
func (j *judge) decodeError(err error, m audio.Measured, limit float64) error {
	switch {
	case errors.Is(err, audio.ErrTooLong):
		j.block("duration_long", "Trim the end, or ask for a greater length.", "longer than %g s, at most %g s are accepted", limit+reachSeconds, limit)
	case toolTrouble(err):
		return err
	case project.CodeOf(err) == project.Limited:
		j.block("too_costly", fixExport, "decoding it was stopped: %s", err)
	default:
		j.block("undecodable", fixExport, "it cannot be decoded: %s", firstOr(m.Damage, "the decoder refused it"))
	}
	return nil
}

func firstOr(lines []string, otherwise string) string {
	if len(lines) == 0 {
		return otherwise
	}
	return strings.ToValidUTF8(lines[0][:min(len(lines[0]), 200)], "?")
}

// measured fills in what the decoding gave.
func (j *judge) measured(h audio.Header, m audio.Measured) {
	second := float64(h.Rate)
	a := j.facts.Audio
	a.Frames = m.PCM.Frames
	a.Seconds = round(float64(m.Frames)/second, 3)
	a.LUFS, a.TruePeakDBTP = m.LUFS, m.TruePeak
	a.PeakDBFS = round(m.PeakDBFS(), 2)
	a.ClippedRuns = m.ClippedRuns
	a.LeadSeconds = round(float64(m.Lead)/second, 3)
	a.TailSeconds = round(float64(m.Tail)/second, 3)
	a.SilentSeconds = round(float64(m.Gap)/second, 3)
	a.Correlation = round(m.Correlation, 3)
	j.facts.PCM = m.PCM.SHA256
}

// checkDamage compares what came out with what was promised. A lossy decoder complains about harmless things, so there
// a complaint is only a warning.
func (j *judge) checkDamage(h audio.Header, m audio.Measured) {
	if h.Frames > 0 && m.Frames < h.Frames-h.Slack {
		f := j.block("truncated", fixExport, "the file is cut: its header promises %.2f s, %.2f s are there", h.Seconds(), float64(m.Frames)/float64(h.Rate))
		f.From, f.To = j.facts.Audio.Seconds, round(h.Seconds(), 3)
		return
	}
	if len(m.Damage) == 0 {
		return
	}
	severity := project.Block
	if h.Lossy() {
		severity = project.Warn
	}
	j.add(severity, "damaged", fixExport, "the decoder found damage: %s", firstOr(m.Damage, ""))
}

func (j *judge) checkDuration(seconds, limit float64) {
	if seconds > limit {
		j.tooLong(seconds, limit)
	}
	if j.spec.MinSeconds > 0 && seconds < j.spec.MinSeconds {
		j.block("duration_short", "Record the whole part and export to its end.", "%.2f s long, at least %g s are wanted", seconds, j.spec.MinSeconds)
	}
}

func round(x float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(x*scale)/scale + 0 // no negative zero
}
