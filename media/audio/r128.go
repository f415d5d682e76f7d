package audio

import (
	"math"

	"tutti/media/pcm"
)

// r128 measures the loudness of mono and stereo sound after EBU R 128 (ITU-R BS.1770-4): the K-weighted energy of blocks of 400 ms,
// each starting 100 ms after the one before, without those that are silent or far below the rest. Samples come interleaved.
type r128 struct {
	channels int
	hop      int // frames of 100 ms
	weights  []weight
	energy   float64   // of the hop on its way, summed over the channels
	frames   int       // of the hop on its way
	hops     []float64 // mean energy of each whole hop
	peaks    []truePeak
}

func newR128(rate, channels int) *r128 {
	m := &r128{channels: channels, hop: rate / 10}
	for range channels {
		m.weights = append(m.weights, newWeight(float64(rate)))
		m.peaks = append(m.peaks, newTruePeak(rate))
	}
	return m
}

// add takes whole frames of numbers.
func (m *r128) add(samples []float32) {
	for c := range m.peaks {
		m.peaks[c].add(samples[min(c, len(samples)):], m.channels)
	}
	for len(samples) > 0 {
		n := min(len(samples), (m.hop-m.frames)*m.channels)
		for c := range m.weights {
			m.energy += m.weights[c].run(samples[c:n], m.channels)
		}
		if m.frames += n / m.channels; m.frames == m.hop {
			m.hops = append(m.hops, m.energy/float64(m.hop))
			m.energy, m.frames = 0, 0
		}
		samples = samples[n:]
	}
}

// loudness ends the measurement. The figures have one decimal, as those of ffmpeg.
func (m *r128) loudness() Loudness {
	peak := 0.0
	for i := range m.peaks {
		peak = max(peak, m.peaks[i].end())
	}
	return Loudness{LUFS: tenth(max(SilentLUFS, integrated(m.hops))), TruePeak: tenth(decibels(peak))}
}

func tenth(x float64) float64 { return math.Round(x*10)/10 + 0 }

// decibels is the level of a peak; what no format can hold counts as the greatest that one can.
func decibels(peak float64) float64 {
	if !(peak > 0) {
		return pcm.Silence
	}
	return max(pcm.Silence, 20*math.Log10(min(peak, math.MaxFloat32)))
}

// The gates of BS.1770: blocks below the first are silence, blocks so far below the mean of the others are pauses.
const (
	hopsOfBlock  = 4
	relativeGate = 0.1 // -10 LU
)

// integrated is the loudness of all blocks in LUFS, SilentLUFS when none is above the gate.
func integrated(hops []float64) float64 {
	silent := math.Pow(10, (SilentLUFS+0.691)/10)
	mean := gated(hops, silent)
	mean = gated(hops, max(silent, mean*relativeGate))
	if !(mean > 0) || math.IsInf(mean, 0) {
		return SilentLUFS
	}
	return -0.691 + 10*math.Log10(mean)
}

// gated is the mean energy of the blocks above a gate.
func gated(hops []float64, gate float64) float64 {
	sum, n := 0.0, 0
	for i := hopsOfBlock; i <= len(hops); i++ {
		block := 0.0
		for _, e := range hops[i-hopsOfBlock : i] {
			block += e / hopsOfBlock
		}
		if block > gate {
			sum += block
			n++
		}
	}
	return sum / float64(max(1, n))
}

// weight is the K-weighting of one channel: a shelf for the head, then a high-pass, each of the second order.
type weight struct {
	shelf, pass [5]float64 // b0 b1 b2 a1 a2
	s1, s2      float64    // state of the shelf
	p1, p2      float64    // state of the high-pass
}

// newWeight gives the filters of BS.1770 at any sample rate: the analogue ones behind its figures for 48 kHz, transformed again.
func newWeight(rate float64) weight {
	var w weight
	k, q := math.Tan(math.Pi*1681.974450955533/rate), 0.7071752369554196
	high := math.Pow(10, 3.999843853973347/20)
	band := math.Pow(high, 0.4996667741545416)
	a0 := 1 + k/q + k*k
	w.shelf = [5]float64{(high + band*k/q + k*k) / a0, 2 * (k*k - high) / a0, (high - band*k/q + k*k) / a0, 2 * (k*k - 1) / a0, (1 - k/q + k*k) / a0}
	k, q = math.Tan(math.Pi*38.13547087602444/rate), 0.5003270373238773
	a0 = 1 + k/q + k*k
	w.pass = [5]float64{1, -2, 1, 2 * (k*k - 1) / a0, (1 - k/q + k*k) / a0}
	return w
}

// run weighs every stride-th sample and gives the energy of them all.
func (w *weight) run(samples []float32, stride int) float64 {
	b0, b1, b2, a1, a2 := w.shelf[0], w.shelf[1], w.shelf[2], w.shelf[3], w.shelf[4]
	c1, c2 := w.pass[3], w.pass[4]
	s1, s2, p1, p2 := w.s1, w.s2, w.p1, w.p2
	energy := 0.0
	for i := 0; i < len(samples); i += stride {
		x := float64(samples[i])
		y := b0*x + s1
		s1 = b1*x - a1*y + s2
		s2 = b2*x - a2*y
		z := y + p1
		p1 = -2*y - c1*z + p2
		p2 = y - c2*z
		energy += z * z
	}
	w.s1, w.s2, w.p1, w.p2 = s1, s2, calm(p1), calm(p2)
	return energy
}

// calm ends what decays for ever in silence: numbers too small for the processor's quick path.
func calm(x float64) float64 {
	if math.Abs(x) < 1e-30 {
		return 0
	}
	return x
}
