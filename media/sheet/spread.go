package sheet

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
	"tutti/project"
)

// Picture is a JPEG on a page. Its bytes go into the document as they are.
type Picture struct {
	Path        string // absolute
	Width       int    // pixels as shown
	Height      int    // pixels as shown
	Orientation int    // EXIF: 1, 3, 6 or 8; a mirrored picture must be turned before
}

// Caption names what a spread shows.
type Caption struct {
	Title string
	Name  string // of whoever made it
	Place string // country, "" when it is not told
}

// Spread is two facing pages: on the left the caption and the smaller pictures, on the right the first picture as large
// as it can be. It must begin on an even page.
func Spread(w io.Writer, size Size, c Caption, pictures []Picture) error {
	p, err := newPaper(size)
	if err != nil {
		return err
	}
	p.AddPage()
	m := size.margin()
	top := size.Height * 0.66
	if len(pictures) > 1 {
		if err := p.grid(m, m, size.inner(), top-2*m, pictures[1:]); err != nil {
			return err
		}
	} else {
		top = size.Height * 0.4
	}
	y := p.wrap(top, m, size.inner(), lettering.SansBold, 1.5*size.point(), pen.Left, c.Title, 4)
	p.SetTextColor(90, 90, 90)
	y = p.wrap(y+0.15*m, m, size.inner(), lettering.Sans, size.point(), pen.Left, c.Name, 3)
	p.write(y, m, size.inner(), lettering.Sans, 0.85*size.point(), pen.Left, c.Place)
	p.AddPage()
	if len(pictures) > 0 {
		if err := p.picture(m/2, m/2, size.Width-m, size.Height-m, pictures[0]); err != nil {
			return err
		}
	}
	return p.finish(w)
}

// grid shows pictures side by side in a box, as square as it comes out.
func (p *paper) grid(x, y, width, height float64, pictures []Picture) error {
	columns := int(math.Ceil(math.Sqrt(float64(len(pictures)))))
	rows := (len(pictures) + columns - 1) / columns
	gap := p.size.margin() / 4
	w, h := (width-gap*float64(columns-1))/float64(columns), (height-gap*float64(rows-1))/float64(rows)
	for i, one := range pictures {
		if err := p.picture(x+(w+gap)*float64(i%columns), y+(h+gap)*float64(i/columns), w, h, one); err != nil {
			return err
		}
	}
	return nil
}

// picture shows one in the middle of a box, as large as it fits, upright.
func (p *paper) picture(x, y, width, height float64, one Picture) error {
	content, err := os.ReadFile(one.Path)
	if err != nil {
		return err
	}
	if one.Width <= 0 || one.Height <= 0 {
		return project.Errorf(project.Internal, "a picture of %d x %d pixels cannot be shown", one.Width, one.Height)
	}
	scale := min(width/float64(one.Width), height/float64(one.Height))
	w, h := scale*float64(one.Width), scale*float64(one.Height)
	p.pictures++
	name := fmt.Sprintf("picture %d", p.pictures)
	options := fpdf.ImageOptions{ImageType: "JPG"}
	p.RegisterImageOptionsReader(name, options, bytes.NewReader(content))
	if err := p.Error(); err != nil {
		return project.Because(err, project.Invalid, "a picture cannot be put on a page")
	}
	middleX, middleY := x+width/2, y+height/2
	turn := map[int]float64{3: 180, 6: -90, 8: 90}[one.Orientation] // against the clock
	if math.Abs(turn) == 90 {
		w, h = h, w // as stored
	}
	p.TransformBegin()
	p.TransformRotate(turn, middleX, middleY)
	p.ImageOptions(name, middleX-w/2, middleY-h/2, w, h, false, options, 0, "")
	p.TransformEnd()
	return nil
}
