package audio

import (
	"math"
	"regexp"
	"strconv"

	"tutti/media/pcm"
	"tutti/project"
)

// Loudness is what EBU R 128 measures.
type Loudness struct {
	LUFS     float64 // integrated; SilentLUFS for silence
	TruePeak float64 // dBTP; pcm.Silence for silence, or when it was not asked for
}

// SilentLUFS is the loudness of silence: the absolute gate of the measurement.
const SilentLUFS = -70.0

// Meter is the filter that measures. The peak costs twice as much as the loudness.
func MeterFilter(truePeak bool) string {
	if truePeak {
		return "ebur128=framelog=verbose:peak=true"
	}
	return "ebur128=framelog=verbose"
}

// ParseLoudness reads the summary that the filter leaves in the log of a run. The last one counts: it is written at the
// end, after anything that a file could have brought into the log.
func ParseLoudness(log string) (Loudness, error) {
	l := Loudness{LUFS: SilentLUFS, TruePeak: pcm.Silence}
	sums := regexp.MustCompile(`\n\s+I:\s+(\S+) LUFS`).FindAllStringSubmatch(log, -1)
	if len(sums) == 0 {
		return l, project.Errorf(project.Internal, "ffmpeg gave no loudness")
	}
	// nan and -inf stand for silence.
	if v, err := strconv.ParseFloat(sums[len(sums)-1][1], 64); err == nil && v > SilentLUFS && !math.IsInf(v, 1) {
		l.LUFS = v
	}
	peaks := regexp.MustCompile(`True peak:\s+Peak:\s+(\S+) dBFS`).FindAllStringSubmatch(log, -1)
	if len(peaks) > 0 {
		if v, err := strconv.ParseFloat(peaks[len(peaks)-1][1], 64); err == nil && v > pcm.Silence && !math.IsInf(v, 1) {
			l.TruePeak = v
		}
	}
	return l, nil
}
