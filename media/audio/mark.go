package audio

import (
	"math"
	"math/cmplx"

	"tutti/media/pcm"
)

// The sync mark is a short sweep that a guide may carry in its pre-roll. It has one sharp place in time, which survives
// everything that a recording does to it, so the start of a delivery that carries it too is known to a fraction of a sample.
const (
	markSeconds = 0.25
	markFrom    = 1000.0 // Hz
	markTo      = 8000.0
	markLevel   = 0.25 // -12 dBFS
	markFrames  = int(markSeconds * pcm.Rate)
	// markReach is how far from the start a mark is looked for, in seconds.
	markReach = 10
	// clearMark is the least likeness, 1 is the very mark, at which it counts as found. Music stays below 0.2.
	clearMark = 0.4
)

// Mark gives the sync mark as canonical samples.
func Mark() []int32 {
	shape := markShape(pcm.Rate)
	out := make([]int32, 0, 2*len(shape))
	for _, x := range shape {
		s := int32(math.RoundToEven(x * markLevel * pcm.One))
		out = append(out, s, s)
	}
	return out
}

// markShape is one channel of the mark at full scale, at a sample rate: a sweep within a bell, so that it neither clicks nor rings.
func markShape(rate int) []float64 {
	shape := make([]float64, int(markSeconds*float64(rate)))
	for i := range shape {
		t := float64(i) / float64(rate)
		bell := math.Sin(math.Pi * float64(i) / float64(len(shape)))
		shape[i] = bell * bell * math.Sin(2*math.Pi*(markFrom*t+(markTo-markFrom)*t*t/(2*markSeconds)))
	}
	return shape
}

// FindMark looks for the sync mark in the first ten seconds and gives the frame at which it begins, with a fraction. False
// means that there is none.
func FindMark(f *pcm.File) (float64, bool, error) {
	sound, err := monoStart(f, markReach*pcm.Rate+markFrames)
	if err != nil || len(sound) < markFrames {
		return 0, false, err
	}
	at, likeness := match(sound, markShape(pcm.Rate))
	return at, likeness >= clearMark, nil
}

// monoStart gives the mean of both channels of the first frames.
func monoStart(f *pcm.File, frames int) ([]float64, error) {
	var out []float64
	buf, samples := make([]byte, pcm.BlockBuffer), make([]int32, 2*pcm.BlockFrames)
	for i := int64(0); i < f.Blocks() && len(out) < frames; i++ {
		block, err := f.Block(i, buf)
		if err != nil {
			return nil, err
		}
		part := pcm.Decode(samples, block)
		for k := 0; k+1 < len(part) && len(out) < frames; k += 2 {
			out = append(out, (float64(part[k])+float64(part[k+1]))/(2*pcm.One))
		}
	}
	return out, nil
}

// match finds where sound is most like the shape: the place, with a fraction, and the likeness from 0 to 1.
func match(sound, shape []float64) (float64, float64) {
	score := slide(sound, shape)
	var shapeEnergy, energy float64
	for i, x := range shape {
		shapeEnergy += x * x
		energy += sound[i] * sound[i]
	}
	best, likeness := 0, 0.0
	for i, s := range score {
		if energy > 1e-9 {
			if l := math.Abs(s) / math.Sqrt(shapeEnergy*energy); l > likeness {
				best, likeness = i, l
			}
		}
		if i+len(shape) < len(sound) {
			energy += sound[i+len(shape)]*sound[i+len(shape)] - sound[i]*sound[i]
		}
	}
	if score[best] < 0 { // turned upside down on its way
		for i := range score {
			score[i] = -score[i]
		}
	}
	return float64(best) + vertex(score, best), likeness
}

// slide correlates the shape with every place of the sound, in blocks by fast Fourier transforms.
func slide(sound, shape []float64) []float64 {
	const block = 1 << 15
	kernel := make([]complex128, block)
	for i, x := range shape {
		kernel[i] = complex(x, 0)
	}
	fft(kernel)
	step := block - len(shape) + 1
	out := make([]float64, len(sound)-len(shape)+1)
	buf := make([]complex128, block)
	for at := 0; at < len(out); at += step {
		clear(buf)
		for i, x := range sound[at:min(at+block, len(sound))] {
			buf[i] = complex(x, 0)
		}
		fft(buf)
		// The inverse by conjugation: of the sound's transform times the conjugate of the shape's.
		for i := range buf {
			buf[i] = cmplx.Conj(buf[i]) * kernel[i]
		}
		fft(buf)
		for i := range min(step, len(out)-at) {
			out[at+i] = real(buf[i]) / block
		}
	}
	return out
}

// fft transforms in place; the length is a power of two.
func fft(x []complex128) {
	n := len(x)
	for i, j := 1, 0; i < n; i++ {
		bit := n >> 1
		for ; j&bit != 0; bit >>= 1 {
			j ^= bit
		}
		if j ^= bit; i < j {
			x[i], x[j] = x[j], x[i]
		}
	}
	turns := make([]complex128, n/2)
	for i := range turns {
		turns[i] = cmplx.Rect(1, -2*math.Pi*float64(i)/float64(n))
	}
	for size := 2; size <= n; size *= 2 {
		half, stride := size/2, n/size
		for from := 0; from < n; from += size {
			for k := range half {
				a, b := x[from+k], x[from+k+half]*turns[k*stride]
				x[from+k], x[from+k+half] = a+b, a-b
			}
		}
	}
}
