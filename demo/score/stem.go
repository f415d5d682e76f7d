package score

import (
	"hash/fnv"
	"math"
	"math/rand/v2"
)

// stem is a part while it is being recorded: one or two channels and the hand that plays.
type stem struct {
	rate        int
	left, right []float32 // right is nil in a mono stem
	scratch     []float32
	rng         *rand.Rand
	sound       sound
}

// newStem seeds the player from the part's key, so that every part has its own hand.
func newStem(key string, s sound, format Format) *stem {
	h := fnv.New64a()
	h.Write([]byte(key)) // never fails
	st := &stem{
		rate: format.SampleRate, left: make([]float32, frames(format.SampleRate)),
		rng: rand.New(rand.NewPCG(h.Sum64(), BPM)), sound: s,
	}
	if format.Channels == 2 {
		st.right = make([]float32, len(st.left))
	}
	return st
}

// perform plays all notes of the sheet.
func (s *stem) perform(notes []note) {
	from := 0.0
	for i, n := range notes {
		if i > 0 && (!s.sound.legato || notes[i-1].at+notes[i-1].length < n.at-0.05) {
			from = 0
		}
		s.playNote(n, from)
		from = frequency(n.pitch)
	}
}

func frequency(pitch int) float64 {
	if pitch == 0 {
		return 0
	}
	return 440 * math.Exp2(float64(pitch-69)/12)
}

// playNote plays one note with every copy of the player, a little late or early, a little louder or softer.
func (s *stem) playNote(n note, from float64) {
	copies := max(1, s.sound.copies)
	for c := range copies {
		late := max(-2, min(2, s.rng.NormFloat64())) * s.sound.jitter
		start := max(0, n.at*secondsPerBeat+late)
		t := tone{
			rate: float64(s.rate), hz: frequency(n.pitch), from: from, art: n.art,
			velocity: max(0.1, min(1, n.velocity*(1+0.05*s.rng.NormFloat64()))),
			hold:     int(n.length * secondsPerBeat * float64(s.rate)),
			seed:     noise(s.rng.Uint32()),
		}
		place := 0.0
		if copies > 1 {
			place = 2*float64(c)/float64(copies-1) - 1
		} else if n.pitch > 0 {
			place = float64((n.pitch*5)%12)/5.5 - 1 // neighbours on the scale sit apart
		}
		t.hz *= math.Exp2(place * s.sound.detune / 1200)
		if copies > 1 {
			t.hz *= math.Exp2(3 * s.rng.NormFloat64() / 1200)
		}
		s.put(int(start*float64(s.rate)), t, place*s.sound.spread)
	}
}

// put renders one note and adds it to the channels; pan goes from -1 to 1.
func (s *stem) put(start int, t tone, pan float64) {
	ring := int(s.sound.ring * t.rate)
	length := t.hold + ring
	if s.sound.sustain {
		length = ring
		t.hold = ring
	}
	length = min(length, len(s.left)-start)
	if length <= 0 {
		return
	}
	if cap(s.scratch) < length {
		s.scratch = make([]float32, length)
	}
	b := s.scratch[:length]
	clear(b)
	s.sound.play(b, t)
	level := math.Pow(t.velocity, 1.4)
	if s.right == nil {
		add(s.left[start:], b, level)
		return
	}
	sin, cos := math.Sincos((pan + 1) * math.Pi / 4)
	add(s.left[start:], b, level*cos*math.Sqrt2)
	add(s.right[start:], b, level*sin*math.Sqrt2)
}

func add(to, b []float32, level float64) {
	g := float32(level)
	to = to[:len(b)]
	for i, x := range b {
		to[i] += g * x
	}
}

// finish is what the engineer does: equaliser, room, the fade of the outro, level.
func (s *stem) finish() PCM {
	channels := [][]float32{s.left}
	if s.right != nil {
		channels = append(channels, s.right)
	}
	for _, c := range channels {
		s.equalise(c)
	}
	normalise(channels, 1)
	for _, c := range channels {
		saturate(c, s.sound.drive)
	}
	addRoom(float64(s.rate), s.sound.tail, s.sound.room, s.left, s.right)
	for _, c := range channels {
		s.cutLow(c)
		fade(c, s.rate)
	}
	normalise(channels, gain(s.sound.peak))
	return interleave(s.rate, channels)
}

func (s *stem) equalise(c []float32) {
	var q biquad
	rate := float64(s.rate)
	for _, e := range s.sound.eq {
		q = biquad{}
		q.bell(rate, e.hz, e.quality, e.db)
		q.run(c)
	}
	if s.sound.highCut > 0 {
		q = biquad{}
		q.lowPass(rate, s.sound.highCut, 0.7)
		q.run(c)
	}
}

// cutLow takes away what the part does not need and leaves it to bass and drums.
func (s *stem) cutLow(c []float32) {
	var q biquad
	q.highPass(float64(s.rate), s.sound.lowCut, 0.7)
	q.run(c)
}

// saturate rounds the peaks of a signal that reaches full scale.
func saturate(c []float32, drive float64) {
	if drive <= 1 {
		return
	}
	for i, x := range c {
		y := float64(x) * drive
		c[i] = float32(y / (1 + 0.28*y*y)) // a gentle knee without a transcendental function
	}
}

// fade closes the piece: from the middle of the last bar but one to silence just before the end.
func fade(c []float32, rate int) {
	from := int(16.5 * secondsPerBar * float64(rate))
	to := int((Bars*secondsPerBar - 0.08) * float64(rate))
	for i := from; i < len(c); i++ {
		left := max(0, 1-float64(i-from)/float64(to-from))
		c[i] *= float32(ease(left))
	}
}

// normalise scales all channels alike so that the highest sample is peak.
func normalise(channels [][]float32, peak float64) {
	top := float32(0)
	for _, c := range channels {
		for _, x := range c {
			if x > top {
				top = x
			} else if -x > top {
				top = -x
			}
		}
	}
	if top == 0 {
		return
	}
	g := float32(peak) / top
	for _, c := range channels {
		for i := range c {
			c[i] *= g
		}
	}
}

func interleave(rate int, channels [][]float32) PCM {
	n := len(channels)
	out := make([]float32, n*len(channels[0]))
	for k, c := range channels {
		for i, x := range c {
			out[i*n+k] = x
		}
	}
	return PCM{Rate: rate, Channels: n, Samples: out}
}
