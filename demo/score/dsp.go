package score

import "math"

// block is how many samples share one value of slow controls: pitch, vibrato, filter frequency.
const block = 32

// tiny keeps the tails of filters out of denormal numbers, which are slow.
const tiny = 1e-20

// noise is a small linear congruential generator: white enough for breath, bows and drums.
type noise uint32

// next returns a sample in [-1, 1).
func (n *noise) next() float64 {
	*n = *n*1664525 + 1013904223
	return float64(int32(*n)) / (1 << 31)
}

// sine is the sine of a phase in turns, 0 <= p < 1, to one part in a thousand.
func sine(p float64) float64 {
	t := 1 - 2*p
	y := 4 * t * (1 - math.Abs(t))
	return y * (0.775 + 0.225*math.Abs(y))
}

// wrap brings any phase from zero up back below one turn.
func wrap(p float64) float64 {
	return p - float64(int(p))
}

// turn is wrap for a phase below two turns.
func turn(p float64) float64 {
	if p >= 1 {
		return p - 1
	}
	return p
}

// saw is a band-limited sawtooth at phase p that advances dp each sample.
func saw(p, dp float64) float64 {
	v := 2*p - 1
	switch {
	case p < dp:
		t := p / dp
		v -= t + t - t*t - 1
	case p > 1-dp:
		t := (p - 1) / dp
		v -= t*t + t + t + 1
	}
	return v
}

// biquad is a second-order filter in transposed direct form.
type biquad struct {
	b0, b1, b2, a1, a2, z1, z2 float64
}

func (q *biquad) step(x float64) float64 {
	x += tiny
	y := q.b0*x + q.z1
	q.z1 = q.b1*x - q.a1*y + q.z2
	q.z2 = q.b2*x - q.a2*y
	return y
}

// run filters a whole buffer; the state stays in registers.
func (q *biquad) run(b []float32) {
	b0, b1, b2, a1, a2, z1, z2 := q.b0, q.b1, q.b2, q.a1, q.a2, q.z1, q.z2
	for i, s := range b {
		x := float64(s) + tiny
		y := b0*x + z1
		z1 = b1*x - a1*y + z2
		z2 = b2*x - a2*y
		b[i] = float32(y)
	}
	q.z1, q.z2 = z1, z2
}

// set stores the coefficients and keeps the state, so that a filter can move while it sounds.
func (q *biquad) set(b0, b1, b2, a0, a1, a2 float64) {
	q.b0, q.b1, q.b2, q.a1, q.a2 = b0/a0, b1/a0, b2/a0, a1/a0, a2/a0
}

// corner returns the cosine of the corner frequency and the bandwidth term of the usual cookbook formulas.
func corner(rate, hz, q float64) (cos, alpha float64) {
	hz = min(hz, rate*0.45)
	sin, cos := math.Sincos(2 * math.Pi * hz / rate)
	return cos, sin / (2 * q)
}

func (q *biquad) lowPass(rate, hz, quality float64) {
	c, a := corner(rate, hz, quality)
	q.set((1-c)/2, 1-c, (1-c)/2, 1+a, -2*c, 1-a)
}

func (q *biquad) highPass(rate, hz, quality float64) {
	c, a := corner(rate, hz, quality)
	q.set((1+c)/2, -1-c, (1+c)/2, 1+a, -2*c, 1-a)
}

func (q *biquad) bandPass(rate, hz, quality float64) {
	c, a := corner(rate, hz, quality)
	q.set(a, 0, -a, 1+a, -2*c, 1-a)
}

func (q *biquad) bell(rate, hz, quality, db float64) {
	c, a := corner(rate, hz, quality)
	g := math.Pow(10, db/40)
	q.set(1+a*g, -2*c, 1-a*g, 1+a/g, -2*c, 1-a/g)
}

// decay is an exponential envelope that falls by 60 dB in the given seconds.
type decay struct {
	level, factor float64
}

func newDecay(rate, seconds float64) decay {
	return decay{1, math.Exp(-6.9078 / (seconds * rate))}
}

func (d *decay) next() float64 {
	v := d.level
	d.level *= d.factor
	return v
}

// mode is one partial of a struck body: a decaying sinusoid without a sine in the loop.
type mode struct {
	c, r, y1, y2 float64
}

// newMode starts at zero and reaches its level at once.
func newMode(rate, hz, seconds, level float64) mode {
	w := 2 * math.Pi * hz / rate
	r := math.Exp(-6.9078 / (seconds * rate))
	sin, cos := math.Sincos(w)
	return mode{c: 2 * r * cos, r: r * r, y1: 0, y2: -level * sin / r}
}

func (m *mode) next() float64 {
	y := m.c*m.y1 - m.r*m.y2
	m.y2, m.y1 = m.y1, y
	return y
}

// shape rounds the two ends of a note: it rises over attack and falls from hold over release, so nothing clicks.
func shape(b []float32, attack, hold, release int) {
	attack = min(attack, len(b))
	for i := range attack {
		b[i] *= float32(ease(float64(i) / float64(attack)))
	}
	hold = max(0, min(hold, len(b)-release))
	for i := hold; i < len(b); i++ {
		left := 1 - float64(i-hold)/float64(release)
		b[i] *= float32(ease(max(0, left)))
	}
}

// ease is a smooth step from 0 to 1.
func ease(x float64) float64 { return x * x * (3 - 2*x) }

// gain is the factor of a level in decibels.
func gain(db float64) float64 { return math.Pow(10, db/20) }
