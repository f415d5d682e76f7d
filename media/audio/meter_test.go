package audio

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// plainly measures frame by frame, as the definitions of Levels say and with no shortcut.
func plainly(h Header, samples []float32) Levels {
	full := 1.0
	if h.BitDepth < 32 {
		full = 1 - math.Ldexp(1, 1-h.BitDepth)
	}
	l := Levels{Lead: -1}
	runs, sums, silence := make([]int, h.Channels), make([]float64, h.Channels), int64(0)
	var left, right, product float64
	for frame := range slices.Chunk(samples, h.Channels) {
		loudest := 0.0
		for c, x := range frame {
			if x != x {
				l.BadSamples++
				x, frame[c] = 0, 0
			}
			size := math.Abs(float64(x))
			loudest = max(loudest, size)
			sums[c] += float64(x)
			runs[c]++
			if size < full {
				runs[c] = 0
			}
			if runs[c] == clipRun {
				if l.ClippedRuns++; l.ClippedRuns == 1 {
					l.ClipFrom = l.Frames - clipRun + 1
				}
			}
		}
		if h.Channels == 2 {
			a, b := float64(frame[0]), float64(frame[1])
			left, right, product = left+a*a, right+b*b, product+a*b
		}
		l.Peak = max(l.Peak, loudest)
		switch {
		case float32(loudest) <= SilenceLevel:
			silence++
		case l.Lead < 0:
			l.Lead, silence = silence, 0
		default:
			if silence > l.Gap {
				l.Gap, l.GapFrom = silence, l.Frames-silence
			}
			silence = 0
		}
		l.Frames++
	}
	l.Tail = silence
	if l.Lead < 0 {
		l.Lead, l.Tail = l.Frames, 0
	}
	for _, sum := range sums {
		l.DC = max(l.DC, math.Abs(sum)/float64(l.Frames))
	}
	l.Correlation = 1
	if left > 1e-6 && right > 1e-6 {
		l.Correlation = product / math.Sqrt(left*right)
	}
	return l
}

// oddSound has silence, tones around SilenceLevel, samples at full scale and what is no number.
func oddSound(r *rand.Rand, channels int) []float32 {
	sound := make([]float32, channels*(1+r.IntN(3000)))
	kind := 0
	for i := range sound {
		if r.IntN(40) == 0 {
			kind = r.IntN(6)
		}
		switch kind {
		case 0: // silence
		case 1:
			sound[i] = float32(0.002 * (2*r.Float64() - 1))
		case 2:
			sound[i] = float32(math.Copysign(1, r.Float64()-0.5))
		case 3:
			sound[i] = []float32{SilenceLevel, -SilenceLevel, 0.0010000002, 1 - 1.0/(1<<15), -1 + 1.0/(1<<23), 0.99}[r.IntN(6)]
		default:
			sound[i] = float32(0.5 * r.NormFloat64())
		}
		if r.IntN(300) == 0 {
			sound[i] = float32(math.NaN())
		}
	}
	return sound
}

// TestLevelsAreThoseOfEveryFrame: looking at pieces finds what looking at every frame finds.
func TestLevelsAreThoseOfEveryFrame(t *testing.T) {
	t.Parallel()
	for seed := range uint64(600) {
		r := rand.New(rand.NewPCG(seed, 1))
		h := Header{Rate: 48000, Channels: 1 + r.IntN(4), BitDepth: []int{16, 24, 32}[r.IntN(3)]}
		sound := oddSound(r, h.Channels)
		m := newMeter(h)
		for rest := slices.Clone(sound); len(rest) > 0; {
			n := min(len(rest), h.Channels*pieceFrames*(1+r.IntN(40)))
			m.take(rest[:n])
			rest = rest[n:]
		}
		got, want := m.levels(), plainly(h, sound)
		if math.Abs(got.DC-want.DC) > 1e-12 || math.Abs(got.Correlation-want.Correlation) > 1e-9 {
			t.Fatalf("seed %d: DC %g, want %g; correlation %g, want %g", seed, got.DC, want.DC, got.Correlation, want.Correlation)
		}
		got.DC, got.Correlation, got.MonoLoss = want.DC, want.Correlation, want.MonoLoss
		if got != want {
			t.Fatalf("seed %d: got  %+v\nwant %+v", seed, got, want)
		}
	}
}

// TestTwoChannelsAreWeighedAsEach: doing two at once changes nothing, nor does where the sound is cut.
func TestTwoChannelsAreWeighedAsEach(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	both, one := newR128(8000, 2), [2]*r128{newR128(8000, 1), newR128(8000, 1)}
	for range 200 {
		part := make([]float32, 2*(1+r.IntN(1500)))
		var sides [2][]float32
		for i := range part {
			part[i] = float32(r.NormFloat64())
			sides[i%2] = append(sides[i%2], part[i])
		}
		both.weigh(part)
		one[0].weigh(sides[0])
		one[1].weigh(sides[1])
	}
	for i, got := range both.hops {
		if want := one[0].hops[i] + one[1].hops[i]; math.Abs(got-want) > 1e-12*want {
			t.Fatalf("hop %d: %g, one by one %g", i, got, want)
		}
	}
}

// TestWhatHasNoEndIsALevel: a figure without end cannot be written down, and an inspection that cannot be is no inspection.
func TestWhatHasNoEndIsALevel(t *testing.T) {
	t.Parallel()
	m := newMeter(Header{Rate: 48000, Channels: 2, BitDepth: 32})
	m.loud = newR128(48000, 2)
	m.take([]float32{0.5, float32(math.Inf(1)), 0.25, float32(math.Inf(-1))})
	l := m.levels()
	if _, err := json.Marshal([]float64{l.PeakDBFS(), l.Correlation, m.loud.loudness().LUFS, m.loud.loudness().TruePeak}); err != nil || l.PeakDBFS() < 700 {
		t.Errorf("%+v: %v", l, err)
	}
}

// TestMeasuringKeepsNoGarbage: what is measured is not copied.
func TestMeasuringKeepsNoGarbage(t *testing.T) {
	m := newMeter(Header{Rate: 48000, Channels: 2, BitDepth: 24})
	m.loud = newR128(48000, 2)
	part := make([]float32, blockSamples)
	for i := range part {
		part[i] = float32(math.Sin(float64(i)))
	}
	if n := testing.AllocsPerRun(20, func() { m.take(part) }); n >= 1 {
		t.Errorf("%g allocations a block", n)
	}
}
