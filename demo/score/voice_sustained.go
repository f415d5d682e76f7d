package score

import "math"

// bow describes a bowed string: a saw, a softer detuned twin, and above them a filter that opens with the pressure.
type bow struct {
	attack, release float64 // seconds
	bright          float64 // filter above the fundamental, in multiples of it
	open            float64 // and in Hz, at full pressure
	vibrato         float64 // cents
	hair            float64 // noise of the bow
}

func (w bow) voice() voice {
	return func(b []float32, t tone) {
		attack, release := w.attack, w.release
		if t.art == 's' {
			attack, release = 0.014, 0.09
			t.hold, t.from = min(t.hold, t.seconds(0.13)), 0
		}
		w.sound(b, t)
		swell(b, t)
		shape(b, t.seconds(attack), t.hold, min(len(b), t.seconds(release)))
	}
}

func (w bow) sound(b []float32, t tone) {
	way := newPitch(t, 5.4, w.vibrato, 0.45)
	n := t.seed
	p, q := 0.5+0.5*n.next(), 0.5+0.5*n.next()
	var lp, grain biquad
	grain.bandPass(t.rate, 3800, 0.6)
	cut := t.hz*w.bright + w.open*t.velocity
	blocks(b, t.rate, func(part []float32, sec float64) {
		hz := way.at(sec)
		lp.lowPass(t.rate, cut*(0.55+0.45*min(1, sec/0.16)), 0.75)
		dp, dq := hz*1.0005/t.rate, hz*0.9968/t.rate
		for i := range part {
			p, q = turn(p+dp), turn(q+dq)
			part[i] = float32(lp.step(saw(p, dp)+0.4*saw(q, dq)) + w.hair*grain.step(n.next()))
		}
	})
}

// swell makes a long note breathe: up to its middle, back to its end.
func swell(b []float32, t tone) {
	if t.hold < t.seconds(0.9) {
		return
	}
	blocks(b, t.rate, func(part []float32, sec float64) {
		x := min(1, sec*t.rate/float64(t.hold))
		g := float32(0.72 + 0.28*math.Sin(math.Pi*x))
		for i := range part {
			part[i] *= g
		}
	})
}

// flute: three partials and the breath that makes them.
func flute(b []float32, t tone) {
	way := newPitch(t, 5.1, 13, 0.5)
	n, p := t.seed, 0.0
	var air, chiff biquad
	air.bandPass(t.rate, t.hz*1.02, 3)
	chiff.bandPass(t.rate, 3200, 0.7)
	puff := newDecay(t.rate, 0.09)
	blocks(b, t.rate, func(part []float32, sec float64) {
		dp := way.at(sec) / t.rate
		beat := 1 + 0.13*min(1, sec/0.5)*sine(wrap(way.phase+way.rate*sec))
		second, third := 0.34*t.velocity*beat, 0.13*t.velocity*beat
		for i := range part {
			p = turn(p + dp)
			x := n.next()
			y := beat*sine(p) + second*sine(turn(2*p)) + third*sine(wrap(3*p))
			part[i] = float32(y + 0.22*air.step(x) + (0.03+0.3*puff.next())*chiff.step(x))
		}
	})
	swell(b, t)
	shape(b, t.seconds(0.045), t.hold, t.seconds(0.1))
}

// clarinet: the odd partials of a closed pipe, the upper ones only with pressure.
func clarinet(b []float32, t tone) {
	way := newPitch(t, 4.6, 5, 0.8)
	n, p := t.seed, 0.0
	var air biquad
	air.bandPass(t.rate, 2600, 0.7)
	v := t.velocity
	blocks(b, t.rate, func(part []float32, sec float64) {
		dp := way.at(sec) / t.rate
		lip := v * (0.6 + 0.4*min(1, sec/0.12))
		h3, h5, h7, h2 := 0.5*lip, 0.3*lip*lip, 0.16*lip*lip, 0.07*lip
		for i := range part {
			p = turn(p + dp)
			y := sine(p) + h3*sine(wrap(3*p)) + h5*sine(wrap(5*p)) + h7*sine(wrap(7*p)) + h2*sine(turn(2*p))
			part[i] = float32(y + 0.03*air.step(n.next()))
		}
	})
	swell(b, t)
	shape(b, t.seconds(0.035), t.hold, t.seconds(0.08))
}

// brass describes a lip instrument: the tone gets brighter as it gets louder.
type brass struct {
	attack float64
	open   float64 // partials that speak at full velocity
	growl  float64
}

func (w brass) voice() voice {
	return func(b []float32, t tone) {
		way := newPitch(t, 5.2, 9, 0.6)
		way.scoop, way.scoopSpeed, way.glide = 0.022, 28, 0.035
		n, p := t.seed, 0.0
		var lp biquad
		blocks(b, t.rate, func(part []float32, sec float64) {
			rise := 1 - math.Exp(-sec/w.attack)
			spit := 0.5 * math.Exp(-sec/0.07)
			left := max(0, 1-max(0, sec*t.rate-float64(t.hold))/(0.1*t.rate))
			cut := t.hz * (1.1 + w.open*t.velocity*t.velocity*(rise*(0.8+spit))*left)
			lp.lowPass(t.rate, cut, 0.9)
			dp := way.at(sec) / t.rate
			for i := range part {
				p = turn(p + dp)
				part[i] = float32(lp.step(saw(p, dp) * (1 + w.growl*n.next())))
			}
		})
		swell(b, t)
		shape(b, t.seconds(0.028), t.hold, t.seconds(0.1))
	}
}
