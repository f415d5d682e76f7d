// Package picture reads JPEG, PNG, WebP, TIFF and GIF pictures that nobody trusts: what they say of themselves before
// anything is decoded, whether all of their pixels are there, and a small copy to look at.
//
// What a picture says of itself is read here. Its pixels are decoded in a [Work] of the sandbox: even within MaxPixels
// they can take more memory than a worker has to give.
package picture

import (
	"bufio"
	"errors"
	"fmt"
	"image"
	"image/color"
	_ "image/gif" // registers its decoder
	"image/jpeg"
	"image/png"
	"io"
	"os"

	"golang.org/x/image/tiff"
	_ "golang.org/x/image/webp" // registers its decoder
)

// The limits of a picture that is decoded. 160 million pixels print a poster of 2.6 by 1.8 metres at 150 dpi, and hardly a
// camera makes more.
const (
	MaxPixels = 160_000_000
	MaxSide   = 50_000
)

// ErrNotPicture is given for content that is none of the formats.
var ErrNotPicture = errors.New("it is not a JPEG, PNG, WebP, TIFF or GIF picture")

// LimitError is given for a picture that would be too large in memory. It was not decoded.
type LimitError struct{ Width, Height int }

func (e *LimitError) Error() string {
	return fmt.Sprintf("it has %d x %d pixels, at most %d on a side and %d million altogether are read", e.Width, e.Height, MaxSide, MaxPixels/1_000_000)
}

// DamagedError is given for a picture that cannot be decoded to its end.
type DamagedError struct{ Err error }

func (e *DamagedError) Error() string {
	if e.Unsupported() {
		return e.Err.Error()
	}
	return "its pixels cannot be read to the end: " + e.Err.Error()
}

// Unsupported reports whether the picture may be whole, and is of a kind that its decoder does not know.
func (e *DamagedError) Unsupported() bool {
	var ofTIFF tiff.UnsupportedError
	var ofJPEG jpeg.UnsupportedError
	var ofPNG png.UnsupportedError
	return errors.Is(e.Err, errMoves) || errors.As(e.Err, &ofTIFF) || errors.As(e.Err, &ofJPEG) || errors.As(e.Err, &ofPNG)
}

// Unwrap gives what the decoder said.
func (e *DamagedError) Unwrap() error { return e.Err }

// Facts is what a picture says of itself.
type Facts struct {
	Format      string  // as jpeg
	Width       int     // pixels as shown, Orientation applied
	Height      int     // pixels as shown
	Orientation int     // EXIF, 1 to 8; 1 is upright
	DPI         float64 // as the file claims; 0 when it does not say
	Space       string  // grey, rgb or cmyk; rgb also for YCbCr and palettes
	Profile     string  // name of the embedded colour profile, "unnamed" when it has none; "" without a profile
	BitDepth    int     // bits of one sample; 0 when not known
	Alpha       bool    // some of it may be transparent
}

// Read gives the facts of the file at path without decoding its pixels. Errors: ErrNotPicture, *DamagedError when the
// header is broken, *LimitError beside the facts, trouble of the disk.
func Read(path string) (Facts, error) {
	f, err := os.Open(path)
	if err != nil {
		return Facts{}, err
	}
	defer f.Close()
	config, format, err := configOf(f)
	if errors.Is(err, image.ErrFormat) {
		return Facts{}, ErrNotPicture
	}
	if err != nil {
		return Facts{}, &DamagedError{err}
	}
	facts := Facts{Format: format, Width: config.Width, Height: config.Height, Orientation: 1}
	facts.Space, facts.BitDepth, facts.Alpha = space(config.ColorModel)
	if config.Width <= 0 || config.Height <= 0 {
		return facts, &DamagedError{fmt.Errorf("it says to be %d x %d pixels", config.Width, config.Height)}
	}
	if config.Width > MaxSide || config.Height > MaxSide || config.Width*config.Height > MaxPixels {
		return facts, &LimitError{config.Width, config.Height}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return facts, err
	}
	return facts, facts.meta(f)
}

// configOf reads the size of a picture, and how its pixels are written.
func configOf(f *os.File) (image.Config, string, error) {
	stat, err := f.Stat()
	if err != nil {
		return image.Config{}, "", err
	}
	if r := inksOf(f, stat.Size()); r != nil {
		config, err := tiff.DecodeConfig(r)
		config.ColorModel = color.CMYKModel
		return config, "tiff", err
	}
	config, format, err := image.DecodeConfig(bufio.NewReader(f))
	if err == nil && format == "webp" && moves(f) {
		err = errMoves
	}
	return config, format, err
}

// errMoves is about a WebP that its decoder does not know: it reads the first picture of no animation.
var errMoves = errors.New("it is an animation")

// moves reports whether a WebP is an animation: a sign in the first chunk of its container.
func moves(f io.ReaderAt) bool {
	const sign = 0x02
	head := section(f, 12, 9)
	return len(head) == 9 && string(head[:4]) == "VP8X" && head[8]&sign != 0
}

// meta fills in what stands beside the pixels.
func (f *Facts) meta(file *os.File) error {
	size, err := file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	m := readMeta(f.Format, file, size)
	f.DPI, f.Profile = m.dpi, m.profile
	if m.bits > 0 {
		f.BitDepth = m.bits
	}
	if m.orientation >= 2 && m.orientation <= 8 {
		f.Orientation = m.orientation
	}
	if f.Orientation >= 5 { // turned by a quarter
		f.Width, f.Height = f.Height, f.Width
	}
	return nil
}

// space names a colour model.
func space(m color.Model) (name string, bits int, alpha bool) {
	switch m {
	case color.GrayModel:
		return "grey", 8, false
	case color.Gray16Model:
		return "grey", 16, false
	case color.CMYKModel:
		return "cmyk", 8, false
	case color.YCbCrModel:
		return "rgb", 8, false
	case color.RGBA64Model, color.NRGBA64Model:
		return "rgb", 16, m == color.NRGBA64Model
	case color.NRGBAModel, color.NYCbCrAModel, color.AlphaModel:
		return "rgb", 8, true
	}
	if _, ok := m.(color.Palette); ok {
		return "rgb", 8, false
	}
	return "rgb", 8, false
}

// Decode reads all pixels of the file at path, as they are stored: Facts.Orientation says how they are shown. Errors: as
// Read; *DamagedError when some are missing.
func Decode(path string) (image.Image, Facts, error) {
	facts, err := Read(path)
	if err != nil {
		return nil, facts, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, facts, err
	}
	defer f.Close()
	img, err := decode(f)
	if err != nil {
		return nil, facts, err
	}
	return img, facts, nil
}

// decode turns a panic of a decoder into damage: a broken picture must not end the worker.
func decode(f *os.File) (img image.Image, err error) {
	defer func() {
		if p := recover(); p != nil {
			img, err = nil, &DamagedError{fmt.Errorf("its decoder broke: %v", p)}
		}
	}()
	stat, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if r := inksOf(f, stat.Size()); r != nil {
		img, err = decodeInks(r)
	} else {
		img, _, err = image.Decode(bufio.NewReaderSize(f, 1<<16))
	}
	if err != nil {
		return nil, &DamagedError{err}
	}
	return img, nil
}

// EffectiveDPI is the number of pixels an inch when the picture fills a page or frame of the given size in millimetres:
// the lower one of both directions. 0 when no size is given.
func (f Facts) EffectiveDPI(widthMM, heightMM float64) float64 {
	const inch = 25.4
	var across, down float64
	if widthMM > 0 {
		across = float64(f.Width) / (widthMM / inch)
	}
	if heightMM > 0 {
		down = float64(f.Height) / (heightMM / inch)
	}
	switch {
	case across == 0:
		return down
	case down == 0:
		return across
	}
	return min(across, down)
}
