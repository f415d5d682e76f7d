package picture

import (
	"image"

	"tutti/project"
)

// even is by how much two pixels of one colour may differ in red, green and blue: a JPEG is never quite even.
const even = 10

// inside is the part of a picture within a border of one colour: all of it when it has none, empty when it has one colour altogether.
// A border is on two sides that face each other, at least: the sky of a night is none.
func inside(img *image.RGBA) project.Area {
	all := img.Bounds()
	colour := colourAt(img, all.Min)
	if !alike(colour, colourAt(img, all.Max.Sub(image.Pt(1, 1)))) {
		return areaOf(all, all)
	}
	inner := all
	inner.Min.Y += rows(img, all, colour, 1)
	if inner.Empty() {
		return project.Area{}
	}
	inner.Max.Y -= rows(img, inner, colour, -1)
	inner.Min.X += columns(img, inner, colour, 1)
	inner.Max.X -= columns(img, inner, colour, -1)
	inner.Min.Y, inner.Max.Y = facing(all.Min.Y, inner.Min.Y, inner.Max.Y, all.Max.Y)
	inner.Min.X, inner.Max.X = facing(all.Min.X, inner.Min.X, inner.Max.X, all.Max.X)
	return areaOf(inner, all)
}

// facing takes a border away that has none on the other side.
func facing(least, from, to, most int) (int, int) {
	if from == least || to == most {
		return least, most
	}
	return from, to
}

func areaOf(part, all image.Rectangle) project.Area {
	width, height := float64(all.Dx()), float64(all.Dy())
	return project.AreaBetween(float64(part.Min.X)/width, float64(part.Min.Y)/height, float64(part.Max.X)/width, float64(part.Max.Y)/height)
}

// rows counts the rows of one colour from the top of a part on, or with a step of -1 from its bottom.
func rows(img *image.RGBA, part image.Rectangle, c [3]byte, step int) int {
	y := part.Min.Y
	if step < 0 {
		y = part.Max.Y - 1
	}
	n := 0
	for n < part.Dy() && isEven(img, image.Rect(part.Min.X, y, part.Max.X, y+1), c) {
		n, y = n+1, y+step
	}
	return n
}

// columns counts the columns of one colour from the left of a part on, or with a step of -1 from its right.
func columns(img *image.RGBA, part image.Rectangle, c [3]byte, step int) int {
	x := part.Min.X
	if step < 0 {
		x = part.Max.X - 1
	}
	n := 0
	for n < part.Dx() && isEven(img, image.Rect(x, part.Min.Y, x+1, part.Max.Y), c) {
		n, x = n+1, x+step
	}
	return n
}

func isEven(img *image.RGBA, part image.Rectangle, c [3]byte) bool {
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if !alike(colourAt(img, image.Pt(x, y)), c) {
				return false
			}
		}
	}
	return true
}

func colourAt(img *image.RGBA, p image.Point) [3]byte {
	at := img.PixOffset(p.X, p.Y)
	return [3]byte(img.Pix[at : at+3])
}

func alike(a, b [3]byte) bool {
	for i := range a {
		if d := int(a[i]) - int(b[i]); d > even || d < -even {
			return false
		}
	}
	return true
}
