package audio

import (
	"math"

	"tutti/media/pcm"
)

// The onset curve and the search for a lag in it.
const (
	hopFrames  = 240 // 5 ms
	maxHops    = 10 * 60 * pcm.Rate / hopFrames
	maxLagHops = 200 // one second to either side
	nearHops   = 12  // peaks closer than 60 ms are the same one
	// clearPeak is how far the best lag must stand above the second best. Below it the figure would be a guess.
	clearPeak = 1.3
)

// onsets is a curve of how much louder it gets every 5 ms, for the first 10 minutes.
type onsets struct {
	curve  []float32
	energy float64
	frames int
	last   float64
}

func (o *onsets) add(samples []int32) {
	for len(samples) > 0 && len(o.curve) < maxHops {
		n := min(len(samples), 2*(hopFrames-o.frames))
		o.energy = addEnergy(o.energy, samples[:n])
		samples = samples[n:]
		if o.frames += n / 2; o.frames == hopFrames {
			o.hop()
		}
	}
}

// addEnergy adds the energy of the sum of both channels.
func addEnergy(energy float64, samples []int32) float64 {
	for ; len(samples) >= 2; samples = samples[2:] {
		x := float64(int64(samples[0]) + int64(samples[1]))
		energy += x * x
	}
	return energy
}

// hop compares the level of this hop with the one before; the floor keeps noise in silence from counting as onsets.
func (o *onsets) hop() {
	const full = 2 * pcm.One // both channels at full scale
	level := math.Log10(o.energy/(full*full)/hopFrames + 1e-6)
	if len(o.curve) == 0 {
		o.last = level
	}
	o.curve = append(o.curve, float32(max(0, level-o.last)))
	o.last = level
	o.energy, o.frames = 0, 0
}

// Onsets gives the curve of a canonical file.
func Onsets(f *pcm.File) ([]float32, error) {
	var o onsets
	buf, samples := make([]byte, pcm.BlockBuffer), make([]int32, 2*pcm.BlockFrames)
	for i := range f.Blocks() {
		block, err := f.Block(i, buf)
		if err != nil {
			return nil, err
		}
		o.add(pcm.Decode(samples, block))
	}
	return o.curve, nil
}

// Lag estimates by how many milliseconds the onsets of a delivery come after those of the guide; up to one second can be
// seen. It is an estimate for a person to listen to: false means that no lag stands out, as for a part without onsets or
// one whose rhythm repeats.
func Lag(guide, delivery []float32) (float64, bool) {
	scores := make([]float64, 2*maxLagHops+1)
	best := 0
	for i := range scores {
		scores[i] = correlate(guide, delivery, i-maxLagHops)
		if scores[i] > scores[best] {
			best = i
		}
	}
	second := 0.0
	for i, s := range scores {
		if i < best-nearHops || i > best+nearHops {
			second = max(second, s)
		}
	}
	if scores[best] <= 0 || scores[best] < clearPeak*second {
		return 0, false
	}
	return (float64(best-maxLagHops) + vertex(scores, best)) * hopFrames * 1000 / pcm.Rate, true
}

// driftWindow is the part of both curves, at the start and at the end, whose lags are compared; a drift needs at least
// two of them.
const driftWindow = 20 * pcm.Rate / hopFrames // 20 s

// Drift estimates by how much the clock of a delivery runs slow against the guide's, in parts per million: the difference of
// the lags at the end and at the start, over the time between. False means that it cannot be told: too short, or no clear lag.
func Drift(guide, delivery []float32) (float64, bool) {
	n := min(len(guide), len(delivery))
	if n < 2*driftWindow {
		return 0, false
	}
	first, clearFirst := Lag(guide[:driftWindow], delivery[:driftWindow])
	last, clearLast := Lag(guide[n-driftWindow:n], delivery[n-driftWindow:n])
	if !clearFirst || !clearLast {
		return 0, false
	}
	between := float64(n-driftWindow) * hopFrames * 1000 / pcm.Rate // ms
	return (last - first) / between * 1e6, true
}

func correlate(guide, delivery []float32, lag int) float64 {
	from, to := max(0, -lag), min(len(guide), len(delivery)-lag)
	var sum float64
	for i := from; i < to; i++ {
		sum += float64(guide[i]) * float64(delivery[i+lag])
	}
	return sum
}

// vertex refines a peak by the parabola through its neighbours, in hops.
func vertex(s []float64, i int) float64 {
	if i == 0 || i == len(s)-1 {
		return 0
	}
	bend := s[i-1] - 2*s[i] + s[i+1]
	if bend >= 0 {
		return 0
	}
	return (s[i-1] - s[i+1]) / (2 * bend)
}
