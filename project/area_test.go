package project

import (
	"testing"

	"pgregory.net/rapid"
)

func TestAreasLieWithinWhatTheyArePartsOf(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		place := rapid.Float64Range(-0.5, 1.5)
		draw := func() Area {
			left, top := place.Draw(t, "left"), place.Draw(t, "top")
			return AreaBetween(left, top, left+place.Draw(t, "width"), top+place.Draw(t, "height"))
		}
		one, other := draw(), draw()
		both := one.With(other)
		for _, a := range []Area{one, other, both} {
			if !within(a.X, a.Width) || !within(a.Y, a.Height) {
				t.Fatalf("%+v stands out", a)
			}
		}
		const last = 2.0 / areaSteps
		for _, a := range []Area{one, other} {
			if both.X > a.X || both.Y > a.Y || both.X+both.Width < a.X+a.Width-last || both.Y+both.Height < a.Y+a.Height-last {
				t.Fatalf("%+v does not hold %+v", both, a)
			}
		}
	})
	if got := AreaBetween(0.1, 0.2, 0.30004, 2); got != (Area{X: 0.1, Y: 0.2, Width: 0.2, Height: 0.8}) || got.Empty() || !AreaBetween(0.5, 0, 0.5, 1).Empty() {
		t.Errorf("the area is %+v", got)
	}
}
