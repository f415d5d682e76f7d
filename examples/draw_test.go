package examples_test

import (
	"image"
	"image/color"
	"math"
)

// rgb is a colour, each part from 0 to 1.
type rgb struct{ r, g, b float64 }

// picture gives the colour at a place and a time: x and y from 0, top left, to 1; t in seconds.
type picture func(x, y, t float64) rgb

// draw paints one moment.
func draw(p picture, width, height int, t float64) *image.RGBA {
	out := image.NewRGBA(image.Rect(0, 0, width, height))
	part := func(v float64) uint8 { return uint8(math.Round(255 * min(1, max(0, v)))) }
	for y := range height {
		for x := range width {
			c := p((float64(x)+0.5)/float64(width), (float64(y)+0.5)/float64(height), t)
			out.SetRGBA(x, y, color.RGBA{part(c.r), part(c.g), part(c.b), 255})
		}
	}
	return out
}

func blend(a, b rgb, share float64) rgb {
	share = min(1, max(0, share))
	return rgb{a.r + (b.r-a.r)*share, a.g + (b.g-a.g)*share, a.b + (b.b-a.b)*share}
}

// disc is 1 inside an ellipse and 0 outside, with a soft edge.
func disc(x, y, atX, atY, wide, high float64) float64 {
	d := math.Hypot((x-atX)/wide, (y-atY)/high)
	return min(1, max(0, (1-d)*12))
}

// ridge is the height of hills at x.
func ridge(x, rough, seed float64) float64 {
	return 0.5*math.Sin(x*3.1*rough+seed) + 0.3*math.Sin(x*7.3*rough+seed*2.7) + 0.2*math.Sin(x*17*rough+seed*1.3)
}

// landscape is what a photograph shows: a sky with a sun, hills and water, in the light of its hour.
type landscape struct {
	high, low, land, water rgb
	sunX, sunY             float64
	rough, seed            float64
}

func (l landscape) at(x, y, t float64) rgb {
	const shore = 0.62
	if y > shore {
		depth := (y - shore) / (1 - shore)
		wave := math.Sin((x+t*0.05)*40/(0.3+depth)+y*180) * 0.04
		glitter := math.Exp(-math.Pow((x-l.sunX)*7, 2)) * math.Max(0, math.Sin(y*260+x*31+t*4)) * 0.5
		c := blend(l.water, l.low, 0.35*(1-depth)+wave+glitter)
		return c
	}
	c := blend(l.high, l.low, y/shore)
	c = blend(c, rgb{1, 0.97, 0.86}, disc(x, y, l.sunX, l.sunY, 0.045, 0.06))
	c = blend(c, rgb{1, 0.95, 0.8}, 0.35*math.Exp(-20*(math.Pow(x-l.sunX, 2)+math.Pow(y-l.sunY, 2))))
	for i := range 3 {
		height := shore - 0.06 - 0.09*float64(2-i) - 0.07*ridge(x, l.rough+0.3*float64(i), l.seed+float64(i)*2)
		if y > height {
			c = blend(blend(l.land, l.low, 0.6-0.28*float64(i)), l.land, (y-height)*2)
		}
	}
	return c
}

// lighthouse is a coast at night with a beam that turns.
func lighthouse(x, y, t float64) rgb {
	night := landscape{high: rgb{0.02, 0.03, 0.1}, low: rgb{0.12, 0.14, 0.25}, land: rgb{0.02, 0.02, 0.04}, water: rgb{0.02, 0.04, 0.09}, sunX: 0.8, sunY: 0.14, rough: 1.2, seed: 4}
	c := night.at(x, y, t)
	if math.Abs(x-0.3) < 0.018+0.02*(y-0.3) && y > 0.3 && y < 0.6 {
		c = blend(rgb{0.75, 0.72, 0.7}, rgb{0.55, 0.12, 0.1}, math.Round(math.Mod(y*12, 1)))
	}
	c = blend(c, rgb{1, 0.95, 0.7}, disc(x, y, 0.3, 0.285, 0.02, 0.03))
	angle, far := math.Atan2(y-0.285, (x-0.3)*1.78), math.Hypot((x-0.3)*1.78, y-0.285)
	turn := 0.5 * math.Sin(t*2.2)
	beam := math.Exp(-math.Pow((angle-turn)*9, 2)) * math.Exp(-far)
	return blend(c, rgb{1, 0.95, 0.75}, 0.7*beam)
}

// boat crosses a calm bay from left to right.
func boat(x, y, t float64) rgb {
	bay := landscape{high: rgb{0.25, 0.45, 0.7}, low: rgb{0.85, 0.8, 0.7}, land: rgb{0.15, 0.3, 0.25}, water: rgb{0.1, 0.3, 0.42}, sunX: 0.15, sunY: 0.2, rough: 0.8, seed: 9}
	c := bay.at(x, y, t)
	at := 0.2 + 0.22*t
	heave := 0.008 * math.Sin(t*5)
	if hull := (y - 0.66 - heave) / 0.05; hull > 0 && hull < 1 && math.Abs(x-at) < 0.1-0.03*hull {
		c = rgb{0.6, 0.15, 0.1}
	}
	if mast := (y - 0.4 - heave) / 0.26; mast > 0 && mast < 1 && x > at && x < at+0.09*mast {
		c = rgb{0.95, 0.93, 0.88}
	}
	return c
}

// face is a singer before a wall: the mouth opens with the voice.
type face struct{ wall, skin, hair, shirt rgb }

func (f face) at(x, y, t float64) rgb {
	sway := 0.012 * math.Sin(t*2.6)
	x, y = (x-0.5)*1.78-sway, y-0.5
	c := blend(f.wall, rgb{0.05, 0.05, 0.08}, 0.5*math.Hypot(x, y))
	c = blend(c, f.shirt, disc(x, y, 0, 0.55, 0.42, 0.3))
	c = blend(c, f.hair, disc(x, y, 0, -0.1, 0.25, 0.31))
	c = blend(c, f.skin, disc(x, y, 0, 0, 0.2, 0.27))
	blink := 1.0
	if math.Mod(t, 1.7) > 1.55 {
		blink = 0.15
	}
	for _, side := range []float64{-1, 1} {
		c = blend(c, rgb{1, 1, 1}, disc(x, y, side*0.08, -0.06, 0.036, 0.026*blink))
		c = blend(c, rgb{0.12, 0.08, 0.06}, disc(x, y, side*0.08, -0.06, 0.016, 0.02*blink))
	}
	open := 0.02 + 0.04*math.Abs(math.Sin(t*math.Pi))
	c = blend(c, rgb{0.6, 0.2, 0.2}, disc(x, y, 0, 0.13, 0.075, open+0.016))
	return blend(c, rgb{0.2, 0.04, 0.05}, disc(x, y, 0, 0.13, 0.055, open))
}
