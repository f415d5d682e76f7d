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
	before   [2 * pieceFrames]float32 // the last piece
	was      piece                    // what it added up to
}

func newR128(rate, channels int) *r128 {
	m := &r128{channels: channels, hop: rate / 10}
	for range channels {
		m.weights = append(m.weights, newWeight(float64(rate)))
		m.peaks = append(m.peaks, newTruePeak(rate))
	}
	return m
}

// rise follows the true peak through the next piece.
func (m *r128) rise(samples []float32, now *piece) {
	var padded [2 * pieceFrames]float32
	if len(samples) < pieceFrames*m.channels { // the last one: silence comes after it
		copy(padded[:], samples)
		samples = padded[:pieceFrames*m.channels]
	}
	for c := range m.peaks {
		was, is := &m.was.extents[c], &now.extents[c]
		mean := (was.sum + is.sum) / (2 * pieceFrames)
		if m.peaks[c].mayRise(levelOf(max(was.loudest, is.loudest)), mean, apart(was.energy+is.energy, mean)) {
			m.peaks[c].look(m.before[c:], samples[c:], m.channels, mean)
		}
		*was = *is
	}
	copy(m.before[:], samples)
}

// apart is the energy of what the samples of two pieces differ from their mean, and a little more than its own rounding.
func apart(energy, mean float64) float64 {
	return max(0, energy-2*pieceFrames*mean*mean) + 1e-12*energy
}

// levelOf is the magnitude with some bits; infinity, which is no level of any sound, counts as the greatest number.
func levelOf(bits uint32) float64 { return float64(math.Float32frombits(min(bits, infinity-1))) }

// weigh takes whole frames of numbers.
func (m *r128) weigh(samples []float32) {
	for len(samples) > 0 {
		n := min(len(samples), (m.hop-m.frames)*m.channels)
		if m.channels == 2 {
			m.energy = runPair(m.energy, &m.weights[0], &m.weights[1], samples[:n])
		} else {
			m.energy = m.weights[0].run(m.energy, samples[:n])
		}
		if m.frames += n / m.channels; m.frames == m.hop {
			m.hops = append(m.hops, m.energy*m.weights[0].gain/float64(m.hop))
			m.energy, m.frames = 0, 0
		}
		samples = samples[n:]
	}
}

// loudness ends the measurement. The figures have one decimal, as those of ffmpeg.
func (m *r128) loudness() Loudness {
	m.rise(nil, &piece{}) // the curve through the last samples, with silence behind them
	peak := 0.0
	for i := range m.peaks {
		peak = max(peak, m.peaks[i].peak)
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
	gain   float64 // of the energy: both filters run with a first coefficient of 1
	b1, b2 float64 // of the shelf; those of the high-pass are -2 and 1
	a1, a2 float64 // of the shelf
	c1, c2 float64 // of the high-pass
	x1, x2 float64 // the last samples
	y1, y2 float64 // behind the shelf
	z1, z2 float64 // behind both
}

// newWeight gives the filters of BS.1770 at any sample rate: the analogue ones behind its figures for 48 kHz, transformed again.
func newWeight(rate float64) weight {
	var w weight
	k, q := math.Tan(math.Pi*1681.974450955533/rate), 0.7071752369554196
	high := math.Pow(10, 3.999843853973347/20)
	band := math.Pow(high, 0.4996667741545416)
	a0, b0 := 1+k/q+k*k, high+band*k/q+k*k
	w.gain = (b0 / a0) * (b0 / a0)
	w.b1, w.b2 = 2*(k*k-high)/b0, (high-band*k/q+k*k)/b0
	w.a1, w.a2 = 2*(k*k-1)/a0, (1-k/q+k*k)/a0
	k, q = math.Tan(math.Pi*38.13547087602444/rate), 0.5003270373238773
	a0 = 1 + k/q + k*k
	w.c1, w.c2 = 2*(k*k-1)/a0, (1-k/q+k*k)/a0
	return w
}

// run weighs one channel and adds its energy, which still lacks the gain. What a step waits for of the step before comes last in a sum.
func (w *weight) run(energy float64, samples []float32) float64 {
	x1, x2, y1, y2, z1, z2 := w.x1, w.x2, w.y1, w.y2, w.z1, w.z2
	for _, sample := range samples {
		x := float64(sample)
		y := x + w.b1*x1 + w.b2*x2 - w.a2*y2 - w.a1*y1
		z := y - 2*y1 + y2 - w.c2*z2 - w.c1*z1
		x1, x2, y1, y2, z1, z2 = x, x1, y, y1, z, z1
		energy += z * z
	}
	w.x1, w.x2, w.y1, w.y2, w.z1, w.z2 = x1, x2, calm(y1), calm(y2), calm(z1), calm(z2)
	return energy
}

// runPair does what run does for two interleaved channels at once: while a step of one waits, the processor has time for the other. It
// has too few registers for both filters, which therefore run one after the other.
func runPair(energy float64, left, right *weight, samples []float32) float64 {
	var shelved [4 + 512]float64 // two frames from before, and those of the samples
	for len(samples) > 0 {
		n := min(len(samples), len(shelved)-4)
		shelfPair(shelved[:4+n], left, right, samples[:n])
		energy = passPair(energy, left, right, shelved[:4+n])
		samples = samples[n:]
	}
	return energy
}

func shelfPair(dst []float64, left, right *weight, samples []float32) {
	b1, b2, a1, a2 := left.b1, left.b2, left.a1, left.a2
	lx1, lx2, rx1, rx2 := left.x1, left.x2, right.x1, right.x2
	ly1, ly2, ry1, ry2 := left.y1, left.y2, right.y1, right.y2
	dst[0], dst[1], dst[2], dst[3] = ly2, ry2, ly1, ry1
	dst = dst[4 : 4+len(samples)]
	for i := 1; i < len(samples); i += 2 {
		lx, rx := float64(samples[i-1]), float64(samples[i])
		ly := lx + b1*lx1 + b2*lx2 - a2*ly2 - a1*ly1
		ry := rx + b1*rx1 + b2*rx2 - a2*ry2 - a1*ry1
		dst[i-1], dst[i] = ly, ry
		lx1, lx2, rx1, rx2 = lx, lx1, rx, rx1
		ly1, ly2, ry1, ry2 = ly, ly1, ry, ry1
	}
	left.x1, left.x2, right.x1, right.x2 = lx1, lx2, rx1, rx2
	left.y1, left.y2, right.y1, right.y2 = calm(ly1), calm(ly2), calm(ry1), calm(ry2)
}

func passPair(energy float64, left, right *weight, y []float64) float64 {
	c1, c2 := left.c1, left.c2
	lz1, lz2, rz1, rz2 := left.z1, left.z2, right.z1, right.z2
	for i := 5; i < len(y); i += 2 {
		lz := y[i-1] - 2*y[i-3] + y[i-5] - c2*lz2 - c1*lz1
		rz := y[i] - 2*y[i-2] + y[i-4] - c2*rz2 - c1*rz1
		lz1, lz2, rz1, rz2 = lz, lz1, rz, rz1
		energy += lz*lz + rz*rz
	}
	left.z1, left.z2, right.z1, right.z2 = calm(lz1), calm(lz2), calm(rz1), calm(rz2)
	return energy
}

// calm ends what decays for ever in silence: numbers too small for the processor's quick path.
func calm(x float64) float64 {
	if math.Abs(x) < 1e-30 {
		return 0
	}
	return x
}
