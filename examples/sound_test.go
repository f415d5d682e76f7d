package examples_test

import (
	"math"
	"math/rand/v2"
)

// soundRate is that of everything that is made here, in samples a second.
const soundRate = 48000

// note is a tone of a melody: a MIDI number, when it begins and how long it is, in seconds.
type note struct{ pitch, from, length float64 }

// voice is what a tone is made of: the levels of its partials, its attack and how fast it dies away.
type voice struct {
	partials      []float64
	attack, decay float64
	vibrato       float64 // share of the pitch
}

// play sounds notes with a voice, in mono.
func play(v voice, notes []note, seconds, level float64) []float32 {
	out := make([]float32, int(seconds*soundRate))
	for _, n := range notes {
		hertz, phase := 440*math.Pow(2, (n.pitch-69)/12), 0.0
		for i := int(n.from * soundRate); i < len(out) && i < int((n.from+n.length)*soundRate); i++ {
			t := float64(i)/soundRate - n.from
			phase += 2 * math.Pi * hertz * (1 + v.vibrato*math.Sin(2*math.Pi*5.2*t)) / soundRate
			shape := min(1, t/v.attack) * min(1, (n.length-t)/0.05) * math.Exp(-v.decay*t)
			sum := 0.0
			for k, partial := range v.partials {
				sum += partial * math.Sin(phase*float64(k+1))
			}
			out[i] += float32(level * shape * sum)
		}
	}
	return out
}

// surf is the sea: noise that swells and falls.
func surf(seconds, level, period float64, seed uint64) []float32 {
	noise := rand.New(rand.NewPCG(seed, 7))
	out := make([]float32, int(seconds*soundRate))
	low := 0.0
	for i := range out {
		t := float64(i) / soundRate
		low += 0.08 * (noise.Float64()*2 - 1 - low)
		out[i] = float32(level * low * (0.55 + 0.45*math.Sin(2*math.Pi*t/period+float64(seed))) * min(1, t*8, (seconds-t)*8))
	}
	return out
}

func add(a, b []float32) []float32 {
	for i := range b {
		a[i] += b[i]
	}
	return a
}
