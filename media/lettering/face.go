package lettering

import (
	"sync"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-fonts/dejavu/dejavusansboldoblique"
	"codeberg.org/go-fonts/dejavu/dejavusansmono"
	"codeberg.org/go-fonts/dejavu/dejavusansmonobold"
	"codeberg.org/go-fonts/dejavu/dejavusansoblique"
	"codeberg.org/go-fonts/dejavu/dejavuserif"
	"codeberg.org/go-fonts/dejavu/dejavuserifbold"
	"codeberg.org/go-fonts/dejavu/dejavuserifbolditalic"
	"codeberg.org/go-fonts/dejavu/dejavuserifitalic"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"tutti/media/lettering/droid"
)

// Face is one font of the house.
type Face int

// The fonts. Sans has the letters of all scripts but the ideographs; the others lack some of them.
const (
	Sans Face = iota
	SansBold
	SansItalic
	SansBoldItalic
	Serif
	SerifBold
	SerifItalic
	SerifBoldItalic
	Mono
	MonoBold
	Ideographs // Chinese, Japanese and Korean
	faces
)

// TTF is the font's file.
func (f Face) TTF() []byte {
	return [faces][]byte{dejavusans.TTF, dejavusansbold.TTF, dejavusansoblique.TTF, dejavusansboldoblique.TTF,
		dejavuserif.TTF, dejavuserifbold.TTF, dejavuserifitalic.TTF, dejavuserifbolditalic.TTF, dejavusansmono.TTF, dejavusansmonobold.TTF, droid.TTF}[f]
}

// instead is the font that is asked for a letter which this one lacks; the last has no other.
func (f Face) instead() Face {
	switch f {
	case Ideographs:
		return Ideographs
	case Sans:
		return Ideographs
	case SerifBold, MonoBold:
		return SansBold
	case SerifItalic:
		return SansItalic
	case SerifBoldItalic:
		return SansBoldItalic
	}
	return Sans
}

// read gives the font, parsed at its first use.
func (f Face) read() *known {
	k := &library[f]
	k.once.Do(func() {
		k.advances = map[rune]float64{}
		k.font, k.err = sfnt.Parse(f.TTF())
	})
	return k
}

var library [faces]known

// known is a font and the letters of it that were asked for.
type known struct {
	once     sync.Once
	font     *sfnt.Font
	err      error
	mu       sync.Mutex
	buffer   sfnt.Buffer
	advances map[rune]float64 // in parts of the letters' size; -1 for what it lacks
}

// advance is how far a letter reaches in parts of its size, and false for one that the font lacks.
func (k *known) advance(r rune) (float64, bool) {
	if k.err != nil {
		return 0, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	width, found := k.advances[r]
	if !found {
		width = k.look(r)
		k.advances[r] = width
	}
	return max(0, width), width >= 0
}

func (k *known) look(r rune) float64 {
	if r > 0xffff { // a PDF writer takes letters of two bytes
		return -1
	}
	glyph, err := k.font.GlyphIndex(&k.buffer, r)
	if err != nil || glyph == 0 {
		return -1
	}
	const em = 1000
	width, err := k.font.GlyphAdvance(&k.buffer, glyph, fixed.I(em), font.HintingNone)
	if err != nil {
		return -1
	}
	return float64(width) / 64 / em
}

// Has says whether the font itself has a letter.
func (f Face) Has(r rune) bool {
	_, has := f.read().advance(r)
	return has
}

// For is the font that shows a letter: this one, or the first of those that stand in for it that has the letter.
func (f Face) For(r rune) Face {
	for at := f; ; at = at.instead() {
		if at.Has(r) {
			return at
		}
		if at == at.instead() {
			return f
		}
	}
}

// Run is a stretch of letters of one font.
type Run struct {
	Face Face
	Text string
}

// Runs divides a text into stretches of one font each, in the order of the text.
func (f Face) Runs(text string) []Run {
	var out []Run
	from := 0
	for at, r := range text {
		face := f.For(r)
		if n := len(out); n > 0 && out[n-1].Face == face {
			continue
		} else if n > 0 {
			out[n-1].Text = text[from:at]
		}
		out, from = append(out, Run{Face: face}), at
	}
	if n := len(out); n > 0 {
		out[n-1].Text = text[from:]
	}
	return out
}

// Width is how far a text reaches, in parts of its letters' size.
func (f Face) Width(text string) float64 {
	sum := 0.0
	for _, r := range text {
		width, _ := f.For(r).read().advance(r)
		sum += width
	}
	return sum
}
