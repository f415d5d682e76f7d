package score

import "math"

// kick: K strong, k soft.
func kick(b []float32, t tone) {
	level := 1.0
	if t.art == 'k' {
		level = 0.6
	}
	amp, bend, click := newDecay(t.rate, 0.42), newDecay(t.rate, 0.13), newDecay(t.rate, 0.025)
	var lp biquad
	lp.lowPass(t.rate, 3200, 0.7)
	n, p := t.seed, 0.0
	for i := range b {
		p = turn(p + (50+130*bend.next())/t.rate)
		b[i] = float32(level * (amp.next()*sine(p) + 0.3*level*lp.step(click.next()*n.next())))
	}
	shape(b, t.seconds(0.001), len(b), t.seconds(0.03))
}

// snare: X accent, x stroke, o ghost, k cross-stick.
func snare(b []float32, t tone) {
	if t.art == 'k' {
		crossStick(b, t)
		return
	}
	level, ring := 1.0, 0.2
	switch t.art {
	case 'x':
		level, ring = 0.62, 0.17
	case 'o':
		level, ring = 0.24, 0.11
	}
	low, high := newMode(t.rate, 192, 0.17, 0.55), newMode(t.rate, 331, 0.11, 0.35)
	wires, stick := newDecay(t.rate, ring), newDecay(t.rate, 0.02)
	var body, air biquad
	body.bandPass(t.rate, 2100, 0.5)
	air.highPass(t.rate, 3500, 0.7)
	n := t.seed
	for i := range b {
		x, w := n.next(), wires.next()
		y := low.next() + high.next() + w*(0.7*body.step(x)+0.35*air.step(x)) + 0.22*stick.next()*x
		b[i] = float32(level * y)
	}
	shape(b, t.seconds(0.0008), len(b), t.seconds(0.03))
}

// crossStick is the stick laid across the rim.
func crossStick(b []float32, t tone) {
	wood, shell, tick := newMode(t.rate, 1720, 0.07, 0.5), newMode(t.rate, 440, 0.09, 0.35), newDecay(t.rate, 0.012)
	n := t.seed
	for i := range b {
		b[i] = float32(0.7 * (wood.next() + shell.next() + 0.3*tick.next()*n.next()))
	}
	shape(b, t.seconds(0.0008), len(b), t.seconds(0.03))
}

// hats: C and c closed, O and o open, r ride, Z crash.
func hats(b []float32, t tone) {
	level, ring, edge := 0.42, 0.07, 7200.0
	switch t.art {
	case 'C':
		level, ring = 0.62, 0.09
	case 'o', 'O':
		level, ring = 0.5, 0.42
	case 'r':
		level, ring, edge = 0.3, 1.1, 5200
	case 'Z':
		level, ring, edge = 1.0, 2.6, 4200
	}
	b = b[:min(len(b), t.seconds(0.7*ring+0.02))]
	var hp, top biquad
	hp.highPass(t.rate, edge, 0.8)
	top.lowPass(t.rate, 15000, 0.7)
	env, n := newDecay(t.rate, ring), t.seed
	var p [5]float64
	ratios := [5]float64{1, 1.3420, 1.2312, 1.6532, 1.9523}
	for i := range b {
		metal := 0.0
		for k := range p {
			p[k] = turn(p[k] + 587*ratios[k]*2.7/t.rate)
			metal += math.Copysign(0.16, p[k]-0.5)
		}
		b[i] = float32(level * env.next() * top.step(hp.step(metal+0.55*n.next())))
	}
	shape(b, t.seconds(0.0008), len(b), t.seconds(0.02))
}

// shaker: S with the stress, s without. The grains need a moment to hit the wall.
func shaker(b []float32, t tone) {
	level, centre := 0.45, 6400.0
	if t.art == 'S' {
		level, centre = 0.85, 5600
	}
	var bp biquad
	bp.bandPass(t.rate, centre, 0.9)
	n, env := t.seed, newDecay(t.rate, 0.11)
	for i := range b {
		b[i] = float32(level * env.next() * bp.step(n.next()))
	}
	shape(b, t.seconds(0.018), len(b), t.seconds(0.02))
}

// congas: o high open, l low open, h heel, t tip, s slap.
func congas(b []float32, t tone) {
	hz, ring, skin, level := 232.0, 0.34, 0.15, 0.9
	switch t.art {
	case 'l':
		hz, ring, level = 164, 0.45, 1
	case 'h':
		hz, ring, skin, level = 150, 0.09, 0.12, 0.45
	case 't':
		hz, ring, skin, level = 240, 0.05, 0.3, 0.32
	case 's':
		hz, ring, skin, level = 310, 0.08, 1.1, 0.8
	}
	first, second := newMode(t.rate, hz, ring, 0.8), newMode(t.rate, hz*1.52, ring*0.45, 0.3)
	third := newMode(t.rate, hz*2.31, ring*0.25, 0.2)
	slap, n := newDecay(t.rate, 0.045), t.seed
	var bp biquad
	bp.bandPass(t.rate, 1900, 0.8)
	for i := range b {
		y := first.next() + second.next() + third.next() + skin*slap.next()*bp.step(n.next())
		b[i] = float32(level * y)
	}
	shape(b, t.seconds(0.001), len(b), t.seconds(0.03))
}

// taiko: T full, t soft.
func taiko(b []float32, t tone) {
	level, bright := 1.0, 900.0
	if t.art == 't' {
		level, bright = 0.42, 420
	}
	bend, amp, hit := newDecay(t.rate, 0.2), newDecay(t.rate, 1.15), newDecay(t.rate, 0.09)
	second, third := newMode(t.rate, 118, 0.5, 0.3), newMode(t.rate, 187, 0.28, 0.2)
	var lp biquad
	lp.lowPass(t.rate, bright, 0.7)
	n, p := t.seed, 0.0
	for i := range b {
		p = turn(p + (68+22*bend.next())/t.rate)
		y := 0.75*amp.next()*sine(p) + second.next() + third.next() + 0.9*lp.step(hit.next()*n.next())
		b[i] = float32(level * y)
	}
	shape(b, t.seconds(0.0015), len(b), t.seconds(0.1))
}
