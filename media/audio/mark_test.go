package audio

import (
	"math"
	"math/rand/v2"
	"path/filepath"
	"testing"

	"tutti/media/pcm"
)

// keep writes one channel as canonical PCM.
func keep(t testing.TB, sound []float64) *pcm.File {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pcm")
	w, err := pcm.Create(path, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	var samples []int32
	for _, x := range sound {
		samples = append(samples, int32(x*pcm.One), int32(x*pcm.One))
	}
	if err := w.Write(samples); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f, err := pcm.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// band gives something like music: decaying notes over noise.
func band(seconds float64, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]float64, int(seconds*pcm.Rate))
	pitch, level := 220.0, 0.0
	for i := range out {
		if i%14400 == 0 {
			pitch, level = 110*math.Pow(2, r.Float64()*3), 0.4
		}
		level *= 0.9999
		x := float64(i) / pcm.Rate
		out[i] = level*math.Sin(2*math.Pi*pitch*x) + 0.02*r.NormFloat64()
	}
	return out
}

func TestMarkIsFoundToAFractionOfASample(t *testing.T) {
	t.Parallel()
	for _, at := range []float64{0, 4800, 100_000.25, 300_000.5} {
		for _, level := range []float64{0.25, -0.05} {
			sound := band(9, 3)
			for i := range sound[:int(at)+markFrames+480] {
				sound[i] *= 0.1 // a pre-roll is quiet, but not silent
			}
			for i := range markFrames {
				// The sweep as it would be sampled a fraction of a frame later.
				k := int(at) + i
				x := float64(k) - at
				p, s := x/pcm.Rate, math.Sin(math.Pi*x/float64(markFrames))
				if x >= 0 {
					sound[k] += level * s * s * math.Sin(2*math.Pi*(markFrom*p+(markTo-markFrom)*p*p/(2*markSeconds)))
				}
			}
			got, found, err := FindMark(keep(t, sound))
			if err != nil || !found || math.Abs(got-at) > 0.1 {
				t.Errorf("mark at %g, level %g: found %t at %g %v", at, level, found, got, err)
			}
		}
	}
	if at, found, err := FindMark(keep(t, band(9, 4))); found || err != nil {
		t.Errorf("music has a mark at %g, %v", at, err)
	}
	if _, found, err := FindMark(keep(t, make([]float64, 10))); found || err != nil {
		t.Errorf("ten frames have a mark, %v", err)
	}
	if mark := Mark(); len(mark) != 2*markFrames {
		t.Errorf("the mark has %d samples", len(mark))
	}
}

// taps gives the onset curve of taps at certain times in seconds.
func taps(seconds float64, at []float64) []float32 {
	curve := make([]float32, int(seconds*pcm.Rate/hopFrames))
	for _, s := range at {
		place := s * pcm.Rate / hopFrames
		for k := int(place) - 2; k <= int(place)+3; k++ {
			if k >= 0 && k < len(curve) {
				curve[k] += float32(max(0, 1-math.Abs(float64(k)-place)/2))
			}
		}
	}
	return curve
}

func TestDrift(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	var rhythm []float64
	for at := 0.5; at < 119; at += 0.2 + r.Float64()*0.6 {
		rhythm = append(rhythm, at)
	}
	guide := taps(120, rhythm)
	for _, ppm := range []float64{0, 100, -250, 1000} {
		var moved []float64
		for _, at := range rhythm {
			moved = append(moved, 0.02+at*(1+ppm*1e-6))
		}
		got, clear := Drift(guide, taps(120, moved))
		if !clear || math.Abs(got-ppm) > 15+0.02*math.Abs(ppm) {
			t.Errorf("%g ppm: %g %t", ppm, got, clear)
		}
	}
	if _, clear := Drift(guide[:3000], guide[:3000]); clear {
		t.Error("a drift within 15 s")
	}
	if _, clear := Drift(guide, make([]float32, len(guide))); clear {
		t.Error("a drift of silence")
	}
}

func TestTempo(t *testing.T) {
	t.Parallel()
	for _, want := range []float64{60, 92.5, 120, 174} {
		var beats []float64
		for at := 0.3; at < 60; at += 60 / want {
			beats = append(beats, at)
		}
		got, clear := Tempo(taps(60, beats))
		// Half and double are the same beat, counted otherwise.
		if times := got / want; !clear || math.Abs(times-1) > 0.01 && math.Abs(times-2) > 0.01 && math.Abs(times-0.5) > 0.01 {
			t.Errorf("%g bpm: %g %t", want, got, clear)
		}
	}
	r := rand.New(rand.NewPCG(9, 9))
	var any []float64
	for range 100 {
		any = append(any, r.Float64()*60)
	}
	if got, clear := Tempo(taps(60, any)); clear {
		t.Errorf("no beat, and yet %g bpm", got)
	}
	if _, clear := Tempo(make([]float32, 100)); clear {
		t.Error("half a second has a tempo")
	}
}

func TestPhase(t *testing.T) {
	t.Parallel()
	cases := map[string]struct {
		right             func(left, other float64) float64
		correlation, loss float64
	}{
		"mono":       {func(l, _ float64) float64 { return l }, 1, 0},
		"opposite":   {func(l, _ float64) float64 { return -l }, -1, 60},
		"strangers":  {func(_, o float64) float64 { return o }, 0, 3},
		"one silent": {func(_, _ float64) float64 { return 0 }, 1, 0},
	}
	for name, c := range cases {
		r := rand.New(rand.NewPCG(5, 5))
		m := newMeter(Header{Channels: 2, BitDepth: 24})
		var samples []float32
		for range 20_000 {
			left, other := 0.2*r.NormFloat64(), 0.2*r.NormFloat64()
			samples = append(samples, float32(left), float32(c.right(left, other)))
		}
		m.take(samples)
		l := m.levels()
		if math.Abs(l.Correlation-c.correlation) > 0.03 || math.Abs(l.MonoLoss-c.loss) > 0.2 {
			t.Errorf("%s: %g, %g dB", name, l.Correlation, l.MonoLoss)
		}
	}
}
