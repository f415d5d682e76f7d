package sheet

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
	"tutti/project"
)

// Proof sets a page for each JPEG, which fills it, with words grey across it, unless they are empty.
func Proof(w io.Writer, sizes []Size, pictures []string, words string) error {
	p, err := pen.New(fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm"}), time.Unix(0, 0).UTC())
	if err != nil {
		return err
	}
	p.SetTextColor(150, 150, 150)
	for n, picture := range pictures {
		size := sizes[n]
		p.AddPageFormat("P", fpdf.SizeType{Wd: size.Width, Ht: size.Height})
		p.ImageOptions(picture, 0, 0, size.Width, size.Height, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
		if words != "" {
			across(p, size, words)
		}
	}
	if err := p.Output(w); err != nil {
		return project.Because(err, project.Invalid, "the pages cannot be shown: %v", err)
	}
	return nil
}

// across writes words from one corner of a page towards the other.
func across(p *pen.Pen, size Size, words string) {
	const slope = 45 // degrees
	side := min(size.Width, size.Height)
	p.Font(lettering.SansBold, 1)
	p.Font(lettering.SansBold, min(0.8*side/p.Width(words), 0.25*side/p.Height()))
	x, y := size.Width/2, size.Height/2
	p.SetAlpha(0.4, "Normal")
	p.TransformBegin()
	p.TransformRotate(slope, x, y)
	p.Write(x-p.Width(words)/2, y+p.Height()/3, p.Shown(words))
	p.TransformEnd()
	p.SetAlpha(1, "Normal")
}
