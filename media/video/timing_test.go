package video

import (
	"math"
	"math/rand/v2"
	"testing"
)

// TestEvenRate: a rate is kept where it is even, mended where it is the average of something even, and else fast enough for all.
func TestEvenRate(t *testing.T) {
	t.Parallel()
	even := func(seconds, perSecond float64) []float64 {
		var at []float64
		for n := range int(seconds * perSecond) {
			at = append(at, float64(n)/perSecond)
		}
		return at
	}
	after := func(a, b []float64) []float64 { // b begins where a ends
		end := a[len(a)-1] + b[1] - b[0]
		for _, at := range b {
			a = append(a, end+at)
		}
		return a
	}
	rounded := func(at []float64) []float64 {
		for i := range at {
			at[i] = math.Round(at[i]*1000) / 1000
		}
		return at
	}
	missing := even(60, 25)
	missing = append(missing[:700], missing[701:]...)
	random := rand.New(rand.NewPCG(1, 2))
	var jumping []float64
	for at := 0.0; at < 60; at += 0.0172 + 0.04*random.Float64() {
		jumping = append(jumping, at)
	}
	for name, c := range map[string]struct {
		average Rate
		at      []float64
		want    Rate
	}{
		"even":                      {Rate{25, 1}, even(60, 25), Rate{25, 1}},
		"an hour of television":     {Rate{30000, 1001}, even(3600, 30000.0/1001), Rate{30000, 1001}},
		"in milliseconds":           {Rate{30000, 1001}, rounded(even(3600, 30000.0/1001)), Rate{30000, 1001}},
		"120 in milliseconds":       {Rate{120, 1}, rounded(even(60, 120)), Rate{120, 1}},
		"an unusual rate":           {Rate{37, 2}, even(60, 18.5), Rate{37, 2}},
		"a little off":              {Rate{2502, 100}, even(3600, 25), Rate{25, 1}},
		"one is missing":            {Rate{1499 * 25, 1500}, missing, Rate{25, 1}},
		"fast and slow":             {Rate{75, 2}, after(even(2, 25), even(2, 50)), Rate{50, 1}},
		"on no beat":                {Rate{27, 1}, jumping, Rate{60000, 1001}},
		"two at the same time":      {Rate{25, 1}, []float64{0, 0, 0.04, 0.1}, Rate{25, 1}},
		"faster than can be made":   {Rate{240, 1}, even(10, 240), Rate{240, 1}},
		"it does not say":           {Rate{}, even(10, 25), Rate{}},
		"one picture":               {Rate{25, 1}, []float64{0}, Rate{25, 1}},
		"pictures from late on":     {Rate{25, 1}, even(60, 25)[7:], Rate{25, 1}},
		"bursts that nothing holds": {Rate{25, 1}, []float64{0, 0.04, 0.041, 0.08}, Rate{25, 1}},
	} {
		if got := evenRate(c.average, c.at); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
