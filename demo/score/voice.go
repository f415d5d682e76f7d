package score

import "math"

// tone is one note as an instrument gets it.
type tone struct {
	rate     float64
	hz       float64
	from     float64 // pitch of the note before, zero when there is none to come from
	velocity float64
	art      byte
	hold     int // samples until the note is let go
	seed     noise
}

// voice renders one note into b, which is zero at first and longer than the note is held.
type voice func(b []float32, t tone)

// seconds turns a time into samples.
func (t tone) seconds(s float64) int { return int(s * t.rate) }

// pitch is the slow movement of a note's frequency: where it comes from, its vibrato and its drift.
type pitch struct {
	hz, from   float64
	glide      float64 // seconds
	rate       float64 // vibrato in Hz
	depth      float64 // vibrato as a share of the frequency
	onset      float64 // seconds until the vibrato is full
	phase      float64
	scoop      float64 // starts that share too low
	scoopSpeed float64
}

// newPitch reads the tone and takes a little of its own rate and phase from the seed.
func newPitch(t tone, rate, cents, onset float64) pitch {
	n := t.seed
	n.next()
	spread := n.next()
	return pitch{
		hz: t.hz, from: t.from, glide: 0.05, onset: onset,
		rate: rate * (1 + 0.07*spread), depth: cents * 0.000578, phase: 0.5 + 0.5*n.next(),
	}
}

// at is the frequency so many seconds into the note.
func (p *pitch) at(sec float64) float64 {
	hz := p.hz
	if p.from > 0 && sec < p.glide {
		hz = p.from + (p.hz-p.from)*ease(sec/p.glide)
	}
	swing := min(1, sec/p.onset)
	hz *= 1 + p.depth*swing*swing*sine(wrap(p.phase+p.rate*sec))
	if p.scoop > 0 {
		hz *= 1 - p.scoop*math.Exp(-sec*p.scoopSpeed)
	}
	return hz
}

// blocks calls f for every block of the buffer with the seconds at which it begins.
func blocks(b []float32, rate float64, f func(part []float32, sec float64)) {
	for i := 0; i < len(b); i += block {
		f(b[i:min(i+block, len(b))], float64(i)/rate)
	}
}
