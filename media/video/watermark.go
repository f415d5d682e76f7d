package video

import (
	"bytes"
	"fmt"
	"image"
	"io"
	"math"

	"tutti/media/lettering"
)

// watermark is what stands across the pictures of a proxy; nil for nothing.
type watermark struct{ picture *image.NRGBA }

// newWatermark draws words in the size of a proxy, or a little larger: what stands out is cut.
func newWatermark(words string, f Facts) (*watermark, error) {
	if words == "" {
		return nil, nil
	}
	height := min(proxyHeight, f.Height)
	width := math.Ceil(float64(f.Width)*f.PixelAspect.PerSecond()*float64(height)/float64(f.Height)) + 2
	w := &watermark{image.NewNRGBA(image.Rect(0, 0, min(int(width), maxSide), height))}
	return w, lettering.Watermark(w.picture, words)
}

// input is one picture of raw pixels, read after the source.
func (w *watermark) input() []string {
	if w == nil {
		return nil
	}
	return []string{"-f", "rawvideo", "-pixel_format", "rgba", "-video_size", fmt.Sprintf("%dx%d", w.picture.Rect.Dx(), w.picture.Rect.Dy()), "-framerate", "1", "-i", "pipe:0"}
}

// filter goes behind that of the proxy.
func (w *watermark) filter() string {
	if w == nil {
		return ""
	}
	return "[plain];[plain][1:v]overlay=format=yuv420"
}

func (w *watermark) pixels() io.Reader {
	if w == nil {
		return nil
	}
	return bytes.NewReader(w.picture.Pix)
}
