package api

import (
	"math"
	"testing"

	"tutti/project"
)

// FuzzSpot: a place that is taken is made of numbers; any other is refused.
func FuzzSpot(f *testing.F) {
	f.Add("83.5", "", "", "", int64(0))
	f.Add("", "0.5", "0.25", "", int64(0))
	f.Add("NaN", "Inf", "1e400", "../x", int64(-1))
	f.Fuzz(func(t *testing.T, seconds, x, y, path string, row int64) {
		q := atQuery{Seconds: seconds, X: x, Y: y, Path: path, Row: row}
		at, err := q.spot()
		if err != nil {
			if project.CodeOf(err) != project.Invalid {
				t.Fatal(err)
			}
			return
		}
		for _, part := range []*float64{at.Seconds, at.X, at.Y} {
			if part != nil && (math.IsNaN(*part) || math.IsInf(*part, 0)) {
				t.Errorf("%+v", q)
			}
		}
		if (at.X == nil) != (at.Y == nil) {
			t.Errorf("half a point: %+v", q)
		}
	})
}
