package video

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"io"
	"slices"
	"strings"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"

	"tutti/media/lettering"
)

// Card is a picture that stands where a video is still missing. Empty lines are left out.
type Card struct {
	Title string // what is missing
	Who   string // who it is waited for
	Note  string // why, or until when
}

// Pixels draws the card in the size of a profile, as RGBA for Still. The same card gives the same pixels. Letters that the fonts
// lack are boxes; what is written from right to left is shown so.
func (c Card) Pixels(p Profile) (io.Reader, error) {
	picture, err := c.Draw(p.Width, p.Height)
	if err != nil {
		return nil, err
	}
	return bytes.NewReader(picture.Pix), nil
}

// Draw draws the card: light on dark, in the middle, wrapped and shrunk to fit.
func (c Card) Draw(width, height int) (*image.RGBA, error) {
	picture := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(picture, picture.Bounds(), image.NewUniform(color.RGBA{24, 26, 32, 255}), image.Point{}, draw.Src)
	for size := float64(height) / 10; size >= smallestLetter; size *= 0.85 {
		rows, tall, err := c.set(size, fixed.I(width*9/10))
		if err != nil {
			return nil, err
		}
		tooWide := slices.ContainsFunc(rows, func(r row) bool { return r.wide > fixed.I(width*9/10) })
		if !tooWide && tall <= fixed.I(height*9/10) || size*0.85 < smallestLetter {
			paint(picture, rows, tall)
			break
		}
	}
	return picture, nil
}

// smallestLetter is the size in pixels below which nobody reads; what does not fit then is cut off.
const smallestLetter = 6

// row is one line of a card with its face.
type row struct {
	text  string
	face  font.Face
	ink   color.Color
	wide  fixed.Int26_6
	below fixed.Int26_6 // from the top of the card to the base line
}

// set breaks the texts into rows of a size and tells how tall they are together.
func (c Card) set(size float64, wide fixed.Int26_6) ([]row, fixed.Int26_6, error) {
	scripts, err := lettering.Scripts()
	if err != nil {
		return nil, 0, err
	}
	var rows []row
	var tall fixed.Int26_6
	for _, part := range []struct {
		text string
		font lettering.Face
		size float64
		ink  color.Color
	}{
		{c.Title, lettering.SansBold, size, color.RGBA{240, 240, 240, 255}},
		{c.Who, lettering.Sans, size * 0.7, color.RGBA{255, 200, 90, 255}},
		{c.Note, lettering.Sans, size * 0.6, color.RGBA{170, 175, 185, 255}},
	} {
		if part.text == "" {
			continue
		}
		face, err := part.font.Drawn(part.size)
		if err != nil {
			return nil, 0, err
		}
		m := face.Metrics()
		for _, line := range wrap(part.text, face, wide) {
			text, _ := scripts.Shown(line) // what cannot be shown is a box
			rows = append(rows, row{text, face, part.ink, font.MeasureString(face, text), tall + m.Ascent})
			tall += m.Height
		}
		tall += m.Height / 3
	}
	return rows, tall, nil
}

// maxCardText bounds one text of a card, in letters.
const maxCardText = 200

// wrap breaks a text into lines of a width where a line may end. What is wider stands alone.
func wrap(text string, face font.Face, wide fixed.Int26_6) []string {
	letters := []rune(strings.ToValidUTF8(text, "?"))
	pieces, _ := lettering.Pieces(strings.Join(strings.Fields(string(letters[:min(len(letters), maxCardText)])), " "))
	var lines []string
	line := ""
	for _, piece := range pieces {
		longer := line + piece
		if line != "" && font.MeasureString(face, strings.TrimRight(longer, " ")) > wide {
			lines, longer = append(lines, strings.TrimRight(line, " ")), piece
		}
		line = longer
	}
	if line != "" {
		lines = append(lines, line)
	}
	return lines
}

func paint(picture *image.RGBA, rows []row, tall fixed.Int26_6) {
	width, height := fixed.I(picture.Bounds().Dx()), fixed.I(picture.Bounds().Dy())
	for _, r := range rows {
		pen := font.Drawer{Dst: picture, Src: image.NewUniform(r.ink), Face: r.face}
		pen.Dot = fixed.Point26_6{X: (width - r.wide) / 2, Y: (height-tall)/2 + r.below}
		pen.DrawString(r.text)
	}
}
