package audio

import (
	"context"
	"strings"

	"tutti/media/pcm"
)

// Measured is everything that one pass over a file gives.
type Measured struct {
	Loudness
	Levels
	PCM      *pcm.File // canonical PCM, open; nil with an error
	Waveform []byte    // .dat of audiowaveform, version 2, 8 bits, 512 frames a pair, one channel
	Onsets   []float32 // for Lag
	Damage   []string  // what the decoder complained about, at most maxDamage lines
}

const maxDamage = 20

// Measure decodes a source once, and from that pass gives its levels, loudness, waveform and canonical PCM, which it
// puts into the cache. Levels and loudness are those of the file's own rate and channels. The caller closes PCM.
// Errors are those of PCM.
func (d *Decoder) Measure(ctx context.Context, s Source) (Measured, error) {
	key, err := d.Key(ctx, s.SHA256)
	if err != nil {
		return Measured{}, err
	}
	entry, err := d.Cache.Create(key, nil, true)
	if err != nil {
		return Measured{}, err
	}
	var wave peaks
	var curve onsets
	levels := newMeter(s.Header)
	if s.ownMeter() {
		levels.loud = newR128(s.Header.Rate, s.Header.Channels)
	}
	sink := newCanonical(s, func(samples []int32) error {
		wave.add(samples)
		curve.add(samples)
		return entry.Write(samples)
	})
	report, err := d.decode(ctx, s, levels, sink)
	m := Measured{Levels: levels.levels(), Damage: complaints(report.Log), Onsets: curve.curve}
	if err == nil {
		m.Loudness, err = levels.loudness(report.Log)
	}
	m.PCM, err = d.finish(entry, s, sink, err)
	m.Waveform = wave.dat()
	return m, err
}

// ownMeter reports whether our own meter measures the loudness: of mono and stereo. How loud the channels of more count depends on
// where they stand, which ffmpeg knows.
func (s Source) ownMeter() bool { return s.Header.Channels <= 2 }

// loudness ends the measurement of the loudness. A file without a single frame leaves nothing in the log.
func (m *meter) loudness(log string) (Loudness, error) {
	switch {
	case m.Frames == 0:
		return Loudness{LUFS: SilentLUFS, TruePeak: pcm.Silence}, nil
	case m.loud != nil:
		return m.loud.loudness(), nil
	}
	return ParseLoudness(log)
}

// complaints picks the errors out of a log. That a cover picture or another second stream is refused is as it should be.
func complaints(log string) []string {
	var out []string
	for line := range strings.Lines(log) {
		_, text, found := strings.Cut(line, "[error] ")
		if !found {
			_, text, found = strings.Cut(line, "[fatal] ")
		}
		if found && len(out) < maxDamage && !strings.Contains(text, "not on whitelist") {
			out = append(out, strings.TrimSpace(text))
		}
	}
	return out
}
