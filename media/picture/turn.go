package picture

import (
	"image"
	"image/color"
)

// turned shows a picture in one of the eight directions of EXIF without moving its pixels.
type turned struct {
	image.Image
	orientation int
}

// upright turns a picture as its EXIF orientation asks for.
func upright(img image.Image, orientation int) image.Image {
	if orientation < 2 || orientation > 8 {
		return img
	}
	return turned{img, orientation}
}

// Bounds is the size as shown.
func (t turned) Bounds() image.Rectangle {
	b := t.Image.Bounds()
	if t.orientation >= 5 {
		return image.Rect(0, 0, b.Dy(), b.Dx())
	}
	return image.Rect(0, 0, b.Dx(), b.Dy())
}

// At finds the pixel that is shown at x, y.
func (t turned) At(x, y int) color.Color {
	b := t.Image.Bounds()
	right, low := b.Dx()-1, b.Dy()-1
	switch t.orientation {
	case 2:
		x = right - x
	case 3:
		x, y = right-x, low-y
	case 4:
		y = low - y
	case 5:
		x, y = y, x
	case 6:
		x, y = y, low-x
	case 7:
		x, y = right-y, low-x
	case 8:
		x, y = right-y, x
	}
	return t.Image.At(b.Min.X+x, b.Min.Y+y)
}
