package audio

import "math"

// The interpolation between samples: so many samples to either side, by a sinc in a Kaiser window.
const (
	peakReach = 8
	peakTaps  = 2 * peakReach
	peakBeta  = 7.0
	peakBlock = 32 // samples that are looked at together
)

// truePeak finds how far the curve through the samples of one channel goes, at four times the sample rate, or at what brings it to
// 192 kHz. Where no curve through the samples can reach beyond what was found already, it is not drawn: that is nearly everywhere.
type truePeak struct {
	phases [][peakTaps]float64 // between a sample and the next
	reach  float64             // by how much a curve can go beyond its samples, at the most
	near   float64             // what the two samples beside a place can give, when each is 1
	far    float64             // what all others can give, when their energy is 1
	kept   []float64           // samples that wait for those behind them
	peak   float64
}

func newTruePeak(rate int) truePeak {
	p := truePeak{reach: 1, kept: make([]float64, peakTaps-1)}
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
	p.reach, p.near = max(p.reach, sum), max(p.near, math.Abs(a)+math.Abs(b))
	p.far = max(p.far, math.Sqrt(energy-a*a-b*b)*(1+1e-6))
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

// add takes every stride-th sample.
func (p *truePeak) add(samples []float32, stride int) {
	for i := 0; i < len(samples); i += stride {
		p.kept = append(p.kept, float64(samples[i]))
	}
	rest := p.kept
	for len(rest) >= peakTaps {
		n := min(peakBlock, len(rest)-peakTaps+1)
		p.look(rest[:n+peakTaps-1])
		rest = rest[n:]
	}
	p.kept = p.kept[:copy(p.kept, rest)]
}

// look draws the curve through a block where it may reach beyond the peak.
func (p *truePeak) look(samples []float64) {
	loudest := 0.0
	for _, x := range samples {
		loudest = max(loudest, math.Abs(x))
	}
	if loudest > math.MaxFloat32 { // not a level of any sound
		loudest = math.MaxFloat32
	}
	p.peak = max(p.peak, loudest)
	if loudest*p.reach <= p.peak {
		return
	}
	energy := 0.0
	for _, x := range samples[:peakTaps] {
		energy += x * x
	}
	for at := 0; ; at++ {
		if window := (*[peakTaps]float64)(samples[at:]); p.mayRise(window, energy) {
			p.draw(window)
		}
		if at+peakTaps == len(samples) {
			return
		}
		out, in := samples[at], samples[at+peakTaps]
		energy += in*in - out*out
	}
}

// mayRise reports whether the curve in the middle of a window can go beyond the peak: as far as the two samples beside it and the
// energy of the window allow (by the inequality of Cauchy and Schwarz).
func (p *truePeak) mayRise(window *[peakTaps]float64, energy float64) bool {
	left := p.peak - p.near*max(math.Abs(window[peakReach-1]), math.Abs(window[peakReach]))
	return left <= 0 || left*left <= p.far*p.far*energy+1e-12*p.peak*p.peak
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

// end looks at the last samples, with silence behind them.
func (p *truePeak) end() float64 {
	p.add(make([]float32, peakTaps), 1)
	return p.peak
}
