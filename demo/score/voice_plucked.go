package score

import "math"

// pluck describes a string that is plucked and left to ring (Karplus and Strong, tuned by an all-pass).
type pluck struct {
	ring   float64 // seconds until the string has fallen by 60 dB at 220 Hz
	dull   float64 // damping of the high partials, 0 bright to 0.5 dull
	place  float64 // where it is plucked, as a share of the string
	soft   float64 // how soft the finger is: 0 pick, 0.9 flesh
	body   float64 // share of the plain fundamental under the string
	twin   float64 // cents between the two strings of a course, zero for a single string
	damped float64 // seconds of the fall when the note is let go
}

func (k pluck) voice() voice {
	return func(b []float32, t tone) {
		k.string(b, t, t.hz)
		if k.twin > 0 {
			t.seed.next()
			k.string(b, t, t.hz*math.Exp2(k.twin/1200))
		}
		if k.body > 0 {
			k.fundamental(b, t)
		}
		shape(b, t.seconds(0.0012), t.hold, min(len(b), t.seconds(k.damped)))
	}
}

// string adds one vibrating string.
func (k pluck) string(b []float32, t tone, hz float64) {
	period := t.rate/hz - k.dull
	size := int(period - 0.5)
	fraction := period - float64(size)
	ap := (1 - fraction) / (1 + fraction)
	loss := math.Pow(10, -3/(hz*k.ring*math.Sqrt(220/hz)))
	loop := k.excite(size, t)
	last, inOld, outOld, pos := 0.0, 0.0, 0.0, 0
	for i := range b {
		x := loop[pos]
		b[i] += float32(x)
		y := loss * ((1-k.dull)*x + k.dull*last)
		last = x
		out := ap*(y-outOld) + inOld
		inOld, outOld = y, out
		loop[pos] = out + tiny
		if pos++; pos == size {
			pos = 0
		}
	}
}

// excite is the first period: noise as soft as the finger and the velocity, with the notch of the plucking place.
func (k pluck) excite(size int, t tone) []float64 {
	n, low, mean := t.seed, 0.0, 0.0
	soft := min(0.95, k.soft+(1-k.soft)*0.5*(1-t.velocity))
	raw := make([]float64, size)
	for range size { // settles the filter before the first sample counts
		low += (n.next() - low) * (1 - soft)
	}
	for i := range raw {
		low += (n.next() - low) * (1 - soft)
		raw[i] = low
	}
	shift := max(1, int(k.place*float64(size)))
	loop := make([]float64, size)
	for i := range loop {
		loop[i] = raw[i] - 0.9*raw[(i+size-shift)%size]
		mean += loop[i] / float64(size)
	}
	power := 1e-9
	for i := range loop {
		loop[i] -= mean
		power += loop[i] * loop[i] / float64(size)
	}
	scale := 0.25 / math.Sqrt(power)
	for i := range loop {
		loop[i] *= scale
	}
	return loop
}

// fundamental puts the plain tone of the body under the string.
func (k pluck) fundamental(b []float32, t tone) {
	m := newMode(t.rate, t.hz, k.ring*1.2, k.body)
	second := newMode(t.rate, 2*t.hz, k.ring*0.6, k.body*0.4)
	for i := range b {
		b[i] += float32(m.next() + second.next())
	}
}

// balafon is a wooden bar over a gourd whose membrane buzzes a little.
func balafon(b []float32, t tone) {
	low := newMode(t.rate, t.hz, 0.75*math.Sqrt(300/t.hz), 0.8)
	mid := newMode(t.rate, t.hz*3.93, 0.16, 0.3*t.velocity)
	high := newMode(t.rate, t.hz*9.3, 0.05, 0.14*t.velocity)
	click, n := newDecay(t.rate, 0.012), t.seed
	var buzz biquad
	buzz.bandPass(t.rate, 2400, 1.2)
	for i := range b {
		x := low.next()
		rattle := buzz.step(math.Abs(x) * x * n.next())
		b[i] = float32(x + mid.next() + high.next() + 0.5*rattle + 0.25*click.next()*n.next())
	}
	shape(b, t.seconds(0.0012), len(b), t.seconds(0.05))
}

// epiano is a tine over a tone bar: two pairs of frequency modulation.
func epiano(b []float32, t tone) {
	var p, q, m float64
	dp, dq := t.hz/t.rate, t.hz*14/t.rate
	amp, glow, ting := newDecay(t.rate, 3.2*math.Sqrt(220/t.hz)), newDecay(t.rate, 1.1), newDecay(t.rate, 0.22)
	depth := (0.12 + 0.16*t.velocity) * min(1, 400/t.hz)
	bell := 0.045 * t.velocity
	if dq > 0.4 {
		bell = 0
	}
	for i := range b {
		p, q, m = turn(p+dp), turn(q+dq), turn(m+dp*1.0007)
		tine := sine(wrap(1 + p + bell*ting.next()*sine(q)))
		bar := sine(wrap(1 + p + depth*glow.next()*sine(m)))
		b[i] = float32(amp.next() * (0.6*bar + 0.4*tine))
	}
	shape(b, t.seconds(0.003), t.hold, t.seconds(0.14))
}
