package lettering

import (
	"image"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// Drawn gives the font in letters of so many pixels, for pictures. Letters that it lacks come from the fonts that stand in for it. It
// is for one goroutine.
func (f Face) Drawn(pixels float64) (font.Face, error) {
	d := &drawn{face: f, sized: map[Face]font.Face{}}
	for at := f; ; at = at.instead() {
		k := at.read()
		if k.err != nil {
			return nil, k.err
		}
		sized, err := opentype.NewFace(k.font, &opentype.FaceOptions{Size: pixels, DPI: 72, Hinting: font.HintingNone})
		if err != nil {
			return nil, err
		}
		if d.sized[at] = sized; at == at.instead() {
			return d, nil
		}
	}
}

// drawn is a font with those that stand in for it.
type drawn struct {
	face  Face
	sized map[Face]font.Face
}

func (d *drawn) of(r rune) font.Face { return d.sized[d.face.For(r)] }

func (d *drawn) Close() error { return nil } // the sized fonts hold nothing

func (d *drawn) Glyph(dot fixed.Point26_6, r rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	return d.of(r).Glyph(dot, r)
}

func (d *drawn) GlyphBounds(r rune) (fixed.Rectangle26_6, fixed.Int26_6, bool) {
	return d.of(r).GlyphBounds(r)
}

func (d *drawn) GlyphAdvance(r rune) (fixed.Int26_6, bool) { return d.of(r).GlyphAdvance(r) }

func (d *drawn) Kern(before, after rune) fixed.Int26_6 {
	if one := d.of(before); one == d.of(after) {
		return one.Kern(before, after)
	}
	return 0
}

func (d *drawn) Metrics() font.Metrics { return d.sized[d.face].Metrics() }
