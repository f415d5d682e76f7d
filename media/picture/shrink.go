package picture

import (
	"image"
	"image/jpeg"
	"io"

	"golang.org/x/image/draw"

	"tutti/media/lettering"
)

// PreviewSide is the long edge of a picture for people to look at, in pixels.
const PreviewSide = 1600

// The qualities of JPEGs: to look at, and to print.
const (
	previewQuality = 82
	printQuality   = 95
)

// WriteJPEG writes a JPEG of at most side pixels on the long edge, turned as orientation says, on white where
// it is transparent. A watermark, unless it is empty, stands across it. Pictures that are small already keep their size.
func WriteJPEG(w io.Writer, img image.Image, orientation, side, quality int, watermark string) error {
	return writeMarked(w, reduce(img, orientation, side), quality, watermark)
}

// reduce is the small picture, upright.
func reduce(img image.Image, orientation, side int) *image.RGBA {
	small := shrink(img, side)
	if orientation > 1 { // the small one is turned: each pixel of it costs a call
		up := upright(small, orientation)
		small = image.NewRGBA(up.Bounds())
		draw.Draw(small, small.Bounds(), up, image.Point{}, draw.Src)
	}
	return small
}

func writeMarked(w io.Writer, small *image.RGBA, quality int, watermark string) error {
	if watermark != "" {
		if err := lettering.Watermark(small, watermark); err != nil {
			return err
		}
	}
	return jpeg.Encode(w, small, &jpeg.Options{Quality: quality})
}

// shrink draws the picture on white, scaled to fit.
func shrink(img image.Image, side int) *image.RGBA {
	from := img.Bounds()
	width, height := from.Dx(), from.Dy()
	if long := max(width, height); long > side {
		width, height = max(1, width*side/long), max(1, height*side/long)
	}
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(out, out.Bounds(), image.White, image.Point{}, draw.Src)
	if width == from.Dx() {
		draw.Draw(out, out.Bounds(), img, from.Min, draw.Over)
	} else {
		near := halved(img, width)
		draw.ApproxBiLinear.Scale(out, out.Bounds(), near, near.Bounds(), draw.Over, nil)
	}
	return out
}

// halved brings a large picture near the width first, by taking every n-th pixel's neighbourhood: scaling from far away
// would cost a look at each pixel for each of the result, or leave pixels out.
func halved(img image.Image, width int) image.Image {
	from := img.Bounds()
	n := from.Dx() / width
	if n < 2 {
		return img
	}
	out := image.NewRGBA(image.Rect(0, 0, from.Dx()/n, max(1, from.Dy()/n)))
	line := image.NewRGBA(image.Rect(0, 0, from.Dx(), n))
	for y := range out.Rect.Dy() {
		draw.Draw(line, line.Bounds(), image.White, image.Point{}, draw.Src)
		draw.Draw(line, line.Bounds(), img, image.Pt(from.Min.X, from.Min.Y+y*n), draw.Over)
		for x := range out.Rect.Dx() {
			average(out.Pix[out.PixOffset(x, y):], line, x*n, n)
		}
	}
	return out
}

// average is the mean of a box of n by n pixels of the line, from x on.
func average(to []byte, line *image.RGBA, x, n int) {
	var sum [4]int
	rows := line.Rect.Dy()
	for y := range rows {
		at := line.PixOffset(x, y)
		for i := range 4 * n {
			sum[i%4] += int(line.Pix[at+i])
		}
	}
	for c := range sum {
		to[c] = byte(sum[c] / (n * rows))
	}
}
