package lettering

import (
	"image"
	"image/color"
	"image/draw"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Watermark writes a text in rows across a picture, half transparent, light on dark and dark on light. Letters that the fonts lack are
// boxes; what is written from right to left is shown so.
func Watermark(picture draw.Image, text string) error {
	script, err := Scripts()
	if err != nil {
		return err
	}
	all := picture.Bounds()
	size := max(12, float64(all.Dx())/18)
	face, err := SansBold.Drawn(size)
	if err != nil {
		return err
	}
	text, _ = script.Shown(text)
	width, row := font.MeasureString(face, text).Ceil()+int(size), int(size*5)
	for i, y := 0, row/2; y < all.Dy()+row; i, y = i+1, y+row {
		for x := -(i * width / 3 % width); x < all.Dx(); x += width {
			write(picture, face, text, x+2, y+2, color.NRGBA{A: 70})
			write(picture, face, text, x, y, color.NRGBA{R: 255, G: 255, B: 255, A: 90})
		}
	}
	return nil
}

func write(picture draw.Image, face font.Face, text string, x, y int, c color.Color) {
	d := font.Drawer{Dst: picture, Src: image.NewUniform(c), Face: face, Dot: fixed.P(x, y)}
	d.DrawString(text)
}
