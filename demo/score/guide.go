package score

// Guide is the buyer's reference for every seller, 48 kHz mono: a bar of high count-in clicks, then a click on every
// beat with the first of the bar marked, and the chords lightly underneath. It is as long as the piece.
func Guide() PCM {
	const rate = 48000
	out := make([]float32, frames(rate))
	for beat := range Bars * beatsPerBar {
		click(out[int(float64(beat)*secondsPerBeat*rate):], rate, beat)
	}
	for bar := range Bars {
		for beat := 0; beat < beatsPerBar; beat++ {
			c, err := chordAt(bar, beat*stepsPerBar/beatsPerBar)
			if err != nil {
				continue // the chart is checked by the tests
			}
			start := int(float64(bar*beatsPerBar+beat) * secondsPerBeat * rate)
			hum(out[start:start+int(secondsPerBeat*rate)], rate, c)
		}
	}
	return PCM{Rate: rate, Channels: 1, Samples: out}
}

// click adds the click of a beat: highest in the count-in, marked at the first of a bar.
func click(b []float32, rate float64, beat int) {
	hz, level := 1000.0, 0.3
	switch {
	case beat < beatsPerBar:
		hz, level = 2000, 0.5
	case beat%beatsPerBar == 0:
		hz, level = 1500, 0.5
	}
	m := newMode(rate, hz, 0.05, level)
	n := min(len(b), int(0.06*rate))
	for i := range n {
		b[i] += float32(m.next())
	}
}

// hum adds the chord with its bass, softly, for one beat.
func hum(b []float32, rate float64, c chord) {
	tones := append(c.ladder(60, len(c.classes)), 36+c.bass)
	sound := make([]float32, len(b))
	for _, pitch := range tones {
		p, dp := 0.0, frequency(pitch)/rate
		for i := range sound {
			p = turn(p + dp)
			sound[i] += float32(0.022 * sine(p))
		}
	}
	shape(sound, int(0.02*rate), len(b), int(0.06*rate))
	add(b, sound, 1)
}
