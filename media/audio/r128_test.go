package audio

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"tutti/media/pcm"
)

// hear measures sound of a shape.
func hear(rate, channels int, seconds float64, at func(t float64, channel int) float64) Loudness {
	m := newMeter(Header{Rate: rate, Channels: channels})
	m.loud = newR128(rate, channels)
	var part []float32
	for i := range int(seconds * float64(rate)) {
		for c := range channels {
			part = append(part, float32(at(float64(i)/float64(rate), c)))
		}
		if len(part) >= 4096*channels {
			m.take(part)
			part = part[:0]
		}
	}
	m.take(part)
	return m.loud.loudness()
}

func sine(level, hertz float64) func(float64, int) float64 {
	full := math.Pow(10, level/20)
	return func(t float64, _ int) float64 { return full * math.Sin(2*math.Pi*hertz*t) }
}

// TestLoudnessOfTheStandard: the cases of EBU Tech 3341 that need no more than two channels, at several rates.
func TestLoudnessOfTheStandard(t *testing.T) {
	t.Parallel()
	steps := func(levels, lengths []float64) func(float64, int) float64 {
		var tones []func(float64, int) float64
		for _, level := range levels {
			tones = append(tones, sine(level, 1000))
		}
		return func(t float64, c int) float64 {
			for i, long := range lengths {
				if t < long {
					return tones[i](t, c)
				}
				t -= long
			}
			return 0
		}
	}
	for name, c := range map[string]struct {
		seconds float64
		at      func(float64, int) float64
		want    float64
	}{
		"1": {20, sine(-23, 1000), -23},
		"2": {20, sine(-33, 1000), -33},
		"3": {80, steps([]float64{-36, -23, -36}, []float64{10, 60, 10}), -23},
		"4": {100, steps([]float64{-72, -36, -23, -36, -72}, []float64{10, 10, 60, 10, 10}), -23},
		"5": {60.1, steps([]float64{-26, -20, -26}, []float64{20, 20.1, 20}), -23},
	} {
		for _, rate := range []int{8000, 44100} {
			if got := hear(rate, 2, c.seconds, c.at); math.Abs(got.LUFS-c.want) > 0.1+1e-9 {
				t.Errorf("case %s at %d Hz: %g LUFS, want %g", name, rate, got.LUFS, c.want)
			}
		}
	}
	if one := hear(48000, 1, 5, sine(-20, 1000)); math.Abs(one.LUFS+23) > 0.1+1e-9 {
		t.Errorf("one channel at -20 dBFS: %g LUFS", one.LUFS)
	}
}

// TestTruePeakIsBetweenSamples: a tone whose samples all miss its crests, up to a fifth of the sample rate.
func TestTruePeakIsBetweenSamples(t *testing.T) {
	t.Parallel()
	for _, rate := range []int{32000, 44100, 48000, 96000, 192000} {
		for _, of := range []float64{4, 6, 8} {
			tone := func(t float64, _ int) float64 {
				return 0.5 * math.Sin(2*math.Pi*t*float64(rate)/of+math.Pi/of) * math.Min(1, 50*t) * math.Min(1, 50*(1-t))
			}
			if got := hear(rate, 2, 1, tone).TruePeak; rate <= 48000 && math.Abs(got+6.0) > 0.2 || got > -5.8 {
				t.Errorf("a tone of a %gth of %d Hz: %g dBTP, want -6.0", of, rate, got)
			}
		}
	}
}

func TestSilenceAndNoSound(t *testing.T) {
	want := Loudness{LUFS: SilentLUFS, TruePeak: pcm.Silence}
	if got := hear(48000, 2, 1, func(float64, int) float64 { return 0 }); got != want {
		t.Errorf("%+v", got)
	}
	if got := hear(48000, 1, 0.3, sine(-6, 1000)); got.LUFS != SilentLUFS || got.TruePeak < -6.2 {
		t.Errorf("shorter than a block: %+v", got)
	}
	if got := hear(48000, 1, 1, func(float64, int) float64 { return math.Inf(1) }); got.LUFS != SilentLUFS || math.IsInf(got.TruePeak, 0) || math.IsNaN(got.TruePeak) {
		t.Errorf("what is no sound: %+v", got)
	}
}

// TestPruningChangesNothing: where no curve is drawn, none would have been higher.
func TestPruningChangesNothing(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3000) {
		r := rand.New(rand.NewPCG(seed, 1))
		channels := 1 + r.IntN(2)
		sound := make([]float32, channels*(1+r.IntN(700)))
		for c := range channels {
			if r.IntN(3) == 0 {
				varied(r, sound[c:], channels)
			} else {
				worst(r, sound[c:], channels)
			}
		}
		m := newMeter(Header{Rate: 48000, Channels: channels})
		m.loud = newR128(48000, channels)
		for rest := slices.Clone(sound); len(rest) > 0; {
			n := min(len(rest), channels*pieceFrames*(1+r.IntN(20)))
			m.take(rest[:n])
			rest = rest[n:]
		}
		m.loud.loudness()
		for c := range channels {
			if got, all := m.loud.peaks[c].peak, drawnEverywhere(sound[c:], channels); got != all {
				t.Fatalf("seed %d: peak of channel %d %g, drawn everywhere %g", seed, c, got, all)
			}
		}
	}
}

// varied is noise, or noisy tones, at changing levels.
func varied(r *rand.Rand, sound []float32, stride int) {
	level, turn := 1.0, 0.0
	for i := 0; i < len(sound); i += stride {
		if r.IntN(100) == 0 {
			level, turn = r.Float64(), r.Float64()*float64(r.IntN(2))
		}
		sound[i] = float32(level * (math.Cos(turn*float64(i)) + 0.1*r.NormFloat64()))
	}
}

// worst is what the bounds were made for: around a mean, samples that go with the taps of a phase as far as they can; and before them
// a click that is hardly lower than their curve.
func worst(r *rand.Rand, sound []float32, stride int) {
	p := newTruePeak(48000)
	taps := p.phases[r.IntN(len(p.phases))]
	mean, far, near, signs := 2*r.Float64()-1, r.Float64(), r.Float64(), r.IntN(2) == 0
	var pattern []float32
	for i, t := range taps {
		size := far
		if i == peakReach-1 || i == peakReach {
			size = near
		}
		if signs {
			t = math.Copysign(1, t)
		}
		pattern = append(pattern, float32(mean+size*t))
	}
	at := r.IntN(60) * stride
	for i, x := range pattern {
		if at+i*stride < len(sound) {
			sound[at+i*stride] = x
		}
	}
	if r.IntN(2) == 0 && mean != 0 { // or else it comes out of silence and goes back
		for i := 0; i < len(sound); i += stride {
			if sound[i] == 0 {
				sound[i] = float32(mean)
			}
		}
	}
	sound[0] = float32(drawnEverywhere(sound[min(stride, len(sound)):], stride) * (0.8 + 0.2*r.Float64()))
}

// drawnEverywhere is the true peak of every stride-th sample with no shortcut.
func drawnEverywhere(sound []float32, stride int) float64 {
	p, all := newTruePeak(48000), 0.0
	padded := make([]float64, peakTaps-1)
	for i := 0; i < len(sound); i += stride {
		padded = append(padded, float64(sound[i]))
		all = max(all, math.Abs(float64(sound[i])))
	}
	padded = append(padded, make([]float64, peakTaps)...)
	for at := 0; at+peakTaps <= len(padded); at++ {
		for i := range p.phases {
			all = max(all, math.Abs(dot((*[peakTaps]float64)(padded[at:]), &p.phases[i])))
		}
	}
	return all
}

// TestOurMeterAgreesWithFFmpegs on real files of several rates, forms and shapes. On noise up to half the sample rate, where no two
// interpolations agree, the peaks may differ by half a decibel.
func TestOurMeterAgreesWithFFmpegs(t *testing.T) {
	t.Parallel()
	d := newDecoder(t)
	for n, c := range []struct{ source, form string }{
		{"anoisesrc=c=pink:r=48000:a=0.3:d=6:seed=3", "pcm_s24le"}, {"anoisesrc=c=white:r=44100:a=0.9:d=4:seed=5", "pcm_s16le"},
		{"aevalsrc='0.8*sin(2*PI*220*t)*exp(-3*mod(t\\,0.7))|0.1*sin(2*PI*4000*t)':s=96000:d=5", "pcm_f32le"},
	} {
		path := filepath.Join(t.TempDir(), fmt.Sprintf("%d.wav", n))
		if out, err := exec.CommandContext(t.Context(), "ffmpeg", "-v", "error", "-f", "lavfi", "-i", c.source, "-c:a", c.form, path).CombinedOutput(); err != nil {
			t.Fatalf("%v %s", err, out)
		}
		h, err := ReadHeader(path)
		if err != nil {
			t.Fatal(err)
		}
		m, err := d.Measure(t.Context(), Source{Path: path, SHA256: path[len(path)-5:], Header: h})
		if err != nil {
			t.Fatal(err)
		}
		m.PCM.Close()
		out, err := exec.CommandContext(t.Context(), "ffmpeg", "-hide_banner", "-nostats", "-i", path, "-af", MeterFilter(true), "-f", "null", "-").CombinedOutput()
		if err != nil {
			t.Fatalf("%v %s", err, out)
		}
		want, err := ParseLoudness(string(out))
		if err != nil || math.Abs(m.LUFS-want.LUFS) > 0.1+1e-9 || math.Abs(m.TruePeak-want.TruePeak) > 0.5+1e-9 {
			t.Errorf("%s: %+v, ffmpeg says %+v (%v)", c.source, m.Loudness, want, err)
		}
	}
}

func BenchmarkMeter(b *testing.B) {
	h := Header{Rate: 48000, Channels: 2, BitDepth: 24}
	m := newMeter(h)
	m.loud = newR128(h.Rate, h.Channels)
	r := rand.New(rand.NewPCG(1, 1))
	part := make([]float32, blockSamples)
	for i := range part {
		part[i] = float32(0.1 * r.NormFloat64())
	}
	b.SetBytes(int64(4 * len(part)))
	for b.Loop() {
		m.take(part)
	}
}
