package project

import "math"

// Area is a part of a page or picture, in fractions of its width and height from the top left.
type Area struct {
	X      float64 `json:"x" minimum:"0" maximum:"1"`
	Y      float64 `json:"y" minimum:"0" maximum:"1"`
	Width  float64 `json:"width" minimum:"0" maximum:"1"`
	Height float64 `json:"height" minimum:"0" maximum:"1"`
}

// areaSteps is how exact an area is: a tenth of a millimetre on a sheet of a metre.
const areaSteps = 1e4

// AreaBetween is the area between two corners. What lies outside of the page or picture is cut off.
func AreaBetween(left, top, right, bottom float64) Area {
	x, width := stretchBetween(left, right)
	y, height := stretchBetween(top, bottom)
	return Area{X: x, Y: y, Width: width, Height: height}
}

func stretchBetween(from, to float64) (at, length float64) {
	at = round4(min(1, max(0, from)))
	length = round4(max(0, min(1, to)-at))
	if at+length > 1 { // by the last digit of a sum
		length = 1 - at
	}
	return at, length
}

func round4(v float64) float64 { return math.Round(v*areaSteps) / areaSteps }

// With is the least area that holds both.
func (a Area) With(b Area) Area {
	return AreaBetween(min(a.X, b.X), min(a.Y, b.Y), max(a.X+a.Width, b.X+b.Width), max(a.Y+a.Height, b.Y+b.Height))
}

// Empty reports whether there is nothing to be seen of it.
func (a Area) Empty() bool { return !(a.Width > 0 && a.Height > 0) }

// meets reports whether a point is in the area, or another area shares a part with it.
func (a Area) meets(at Spot) bool {
	width, height := 0.0, 0.0
	if at.Width != nil {
		width, height = *at.Width, *at.Height
	}
	return *at.X+width >= a.X && *at.X < a.X+a.Width && *at.Y+height >= a.Y && *at.Y < a.Y+a.Height
}
