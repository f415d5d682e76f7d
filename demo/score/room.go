package score

import "math"

// room is a small reverberator: two diffusers into four damped delay lines that feed each other. Mono in, stereo out.
type room struct {
	diffuse  [2]delay
	lines    [4]delay
	low      [4]float64
	feedback [4]float64
	damp     float64
}

// delay is a delay line.
type delay struct {
	buf []float64
	pos int // of the oldest sample
}

func newLine(rate, milliseconds float64) delay {
	return delay{buf: make([]float64, int(rate*milliseconds/1000))}
}

// put replaces the oldest sample, which the caller has read.
func (l *delay) put(x float64) {
	l.buf[l.pos] = x
	if l.pos++; l.pos == len(l.buf) {
		l.pos = 0
	}
}

func newRoom(rate, seconds float64) *room {
	r := &room{damp: 0.35}
	for i, ms := range [2]float64{5.3, 11.9} {
		r.diffuse[i] = newLine(rate, ms)
	}
	for i, ms := range [4]float64{31.3, 38.9, 45.7, 53.3} {
		r.lines[i] = newLine(rate, ms)
		r.feedback[i] = math.Pow(10, -3*ms/1000/seconds)
	}
	return r
}

// step takes one sample in and gives the reflections for both ears.
func (r *room) step(x float64) (left, right float64) {
	x += tiny
	for i := range r.diffuse {
		d := &r.diffuse[i]
		old := d.buf[d.pos]
		v := x + 0.6*old
		d.put(v)
		x = old - 0.6*v
	}
	var o [4]float64
	for i := range r.lines {
		l := &r.lines[i]
		r.low[i] += (l.buf[l.pos] - r.low[i]) * (1 - r.damp)
		o[i] = r.low[i] * r.feedback[i]
	}
	a, b, c, d := o[0]+o[1], o[0]-o[1], o[2]+o[3], o[2]-o[3]
	r.lines[0].put(x + (a+c)/2)
	r.lines[1].put(x*0.9 + (b+d)/2)
	r.lines[2].put(-x*0.8 + (a-c)/2)
	r.lines[3].put(x*0.7 + (b-d)/2)
	return o[0] + o[2]*0.8, o[1] - o[3]*0.8
}

// addRoom mixes the room into the channels; right is nil for a mono stem. The room is dark, so it runs at half the
// rate of the stem: two samples share a step, and the reflections are drawn out between two steps.
func addRoom(rate, seconds, amount float64, left, right []float32) {
	r := newRoom(rate/2, seconds)
	oldL, oldR := 0.0, 0.0
	for i := 0; i+1 < len(left); i += 2 {
		x := float64(left[i]) + float64(left[i+1])
		if right != nil {
			x = (x + float64(right[i]) + float64(right[i+1])) / 2
		}
		l, e := r.step(amount / 2 * x)
		left[i] += float32((oldL + l) / 2)
		left[i+1] += float32(l)
		if right != nil {
			right[i] += float32((oldR + e) / 2)
			right[i+1] += float32(e)
		}
		oldL, oldR = l, e
	}
}
