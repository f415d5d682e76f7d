package audio

import "tutti/media/pcm"

// The range of tempos that are looked for, in beats a minute. A tempo and its double cannot be told apart by machine; the one
// in the middle range, where most people tap, is preferred.
const (
	minTempo    = 50.0
	maxTempo    = 220.0
	tempoBeats  = 8   // beats ahead that are compared: more make it sharper
	clearTempo  = 3.0 // how far the best must stand above the mean; taps at random reach 1.7, a drummer 7
	minTempoLen = 10 * pcm.Rate / hopFrames
	maxTempoLen = 180 * pcm.Rate / hopFrames
)

// Tempo estimates the beats a minute of an onset curve. False means that no beat stands out.
func Tempo(curve []float32) (float64, bool) {
	if len(curve) < minTempoLen {
		return 0, false
	}
	curve = curve[:min(len(curve), maxTempoLen)]
	const perMinute = 60.0 * pcm.Rate / hopFrames // hops
	likeness := repeats(curve, int(perMinute/minTempo)*tempoBeats+2)
	best, bestScore, sum, n := 0.0, 0.0, 0.0, 0
	for tempo := minTempo; tempo <= maxTempo; tempo += 0.1 {
		score := comb(likeness, perMinute/tempo)
		sum, n = sum+score, n+1
		if score *= tapped(tempo); score > bestScore {
			best, bestScore = tempo, score
		}
	}
	if sum <= 0 || bestScore < clearTempo*sum/float64(n) {
		return 0, false
	}
	return best, true
}

// repeats tells how alike the curve is to itself, moved by each number of hops.
func repeats(curve []float32, hops int) []float64 {
	out := make([]float64, min(hops, len(curve)/2))
	for lag := range out {
		out[lag] = correlate(curve, curve, lag) / float64(len(curve)-lag)
	}
	return out
}

// comb is the mean likeness at the first beats of a period in hops, between two hops on the straight line.
func comb(likeness []float64, period float64) float64 {
	var sum float64
	var n int
	for beat := 1; beat <= tempoBeats; beat++ {
		at := period * float64(beat)
		i := int(at)
		if i+1 >= len(likeness) {
			break
		}
		part := at - float64(i)
		sum, n = sum+(1-part)*likeness[i]+part*likeness[i+1], n+1
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

// tapped prefers the tempos at which people tap.
func tapped(tempo float64) float64 {
	if tempo < 70 || tempo >= 160 {
		return 0.85
	}
	return 1
}
