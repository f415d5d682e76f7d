package audio

import "math"

// The interpolation between samples: so many samples to either side, by a sinc in a Kaiser window.
const (
	peakReach = 8
	peakTaps  = 2 * peakReach
	peakBeta  = 7.0
)

// truePeak finds how far the curve through the samples of one channel goes, at four times the sample rate, or at what brings it to
// 192 kHz. Where no curve through the samples can reach beyond what was found already, it is not drawn: that is nearly everywhere.
type truePeak struct {
	phases [][peakTaps]float64 // between a sample and the next
	reach  float64             // by how much a curve can go beyond its samples, at the most
	near   float64             // what the two samples beside a place can give, when each is 1
	far    float64             // what all others can give, when their energy is 1
	peak   float64
}

func newTruePeak(rate int) truePeak {
	p := truePeak{reach: 1}
	times := 4
	if rate > 48_000 {
		times = max(1, 192_000/rate)
	}
	for n := 1; n < times; n++ {
		taps := between(float64(n) / float64(times))
		p.phases = append(p.phases, taps)
		p.learn(taps)
	}
	return p
}

// learn keeps by how much a curve can go beyond its samples.
func (p *truePeak) learn(taps [peakTaps]float64) {
	sum, energy := 0.0, 0.0
	for _, t := range taps {
		sum += math.Abs(t)
		energy += t * t
	}
	a, b := taps[peakReach-1], taps[peakReach]
	const rounding = 1 + 1e-6
	p.reach, p.near = max(p.reach, sum*rounding), max(p.near, math.Abs(a)+math.Abs(b))
	p.far = max(p.far, math.Sqrt(energy-a*a-b*b)*rounding)
}

// between gives the taps for a place between the two samples in the middle.
func between(place float64) (taps [peakTaps]float64) {
	sum := 0.0
	for i := range taps {
		x := float64(i-peakReach+1) - place
		taps[i] = math.Sin(math.Pi*x) / (math.Pi * x) * bessel(peakBeta*math.Sqrt(1-x*x/(peakReach*peakReach)))
		sum += taps[i]
	}
	for i := range taps {
		taps[i] /= sum
	}
	return taps
}

// bessel is the modified Bessel function of the first kind of order 0, which makes a Kaiser window.
func bessel(x float64) float64 {
	sum, term := 1.0, 1.0
	for n := 1.0; term > 1e-12*sum; n++ {
		term *= x * x / (4 * n * n)
		sum += term
	}
	return sum
}

// A window that ends in a piece begins in the piece before it, at the earliest.
const _ = uint(pieceFrames + 1 - peakTaps)

// mayRise reports whether a curve can go beyond the peak, and takes the samples themselves into it. Told are the loudest of the samples
// that the curve goes through, their mean, and the energy of what they differ from it. A curve goes no further than the loudest
// sample and the taps allow. And as the taps add up to 1, it differs from the mean by what the samples differ from it: the two beside
// a place each by the loudest and the mean at most, the others, by the inequality of Cauchy and Schwarz, as far as their energy allows.
func (p *truePeak) mayRise(loudest, mean, energy float64) bool {
	p.peak = max(p.peak, loudest)
	return loudest*p.reach > p.peak && p.near*loudest+(p.near-1)*math.Abs(mean)+p.far*math.Sqrt(energy) > p.peak
}

// look draws the curve through every window that ends in the second of two pieces, where it may rise. Both are of interleaved samples.
func (p *truePeak) look(before, samples []float32, stride int, mean float64) {
	var both, apart [2 * pieceFrames]float64 // the samples, and by how much they differ from the mean
	for i := range pieceFrames {
		both[i], both[pieceFrames+i] = float64(before[i*stride]), float64(samples[i*stride])
	}
	for i, x := range both {
		apart[i] = x - mean
	}
	const first = pieceFrames + 1 - peakTaps
	energy := 0.0
	for _, x := range apart[first : first+peakTaps] {
		energy += x * x
	}
	mean = math.Abs(mean)
	for at := first; ; at++ {
		beside := max(math.Abs(apart[at+peakReach-1]), math.Abs(apart[at+peakReach]))
		if left := p.peak - mean - p.near*beside; left <= 0 || left*left <= p.far*p.far*energy+1e-12*p.peak*p.peak {
			p.draw((*[peakTaps]float64)(both[at:]))
		}
		if at+peakTaps == len(both) {
			return
		}
		out, in := apart[at], apart[at+peakTaps]
		energy += in*in - out*out
	}
}

func (p *truePeak) draw(window *[peakTaps]float64) {
	for i := range p.phases {
		p.peak = max(p.peak, math.Abs(dot(window, &p.phases[i])))
	}
}

func dot(a, b *[peakTaps]float64) float64 {
	w := a[0]*b[0] + a[1]*b[1] + a[2]*b[2] + a[3]*b[3]
	x := a[4]*b[4] + a[5]*b[5] + a[6]*b[6] + a[7]*b[7]
	y := a[8]*b[8] + a[9]*b[9] + a[10]*b[10] + a[11]*b[11]
	z := a[12]*b[12] + a[13]*b[13] + a[14]*b[14] + a[15]*b[15]
	return w + x + y + z
}
