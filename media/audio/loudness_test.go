package audio

import (
	"math"
	"testing"

	"tutti/media/pcm"
)

// FuzzLoudness: whatever a file has brought into the log, what is read of it is a level.
func FuzzLoudness(f *testing.F) {
	f.Add("\n  Integrated loudness:\n    I:         -14.3 LUFS\n  True peak:\n    Peak:       -0.9 dBFS\n")
	f.Add("\n I: nan LUFS\nTrue peak: Peak: inf dBFS")
	f.Fuzz(func(t *testing.T, log string) {
		l, err := ParseLoudness(log)
		if err != nil {
			return
		}
		if !(l.LUFS >= SilentLUFS) || !(l.TruePeak >= pcm.Silence) || math.IsInf(l.LUFS, 0) || math.IsInf(l.TruePeak, 0) {
			t.Errorf("%q reads as %+v", log, l)
		}
	})
}
