package sheet

import (
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"

	"tutti/project"
)

// Proof sets a page for each JPEG, which fills it, with words in capital letters of the Latin alphabet grey across it.
func Proof(w io.Writer, sizes []Size, pictures []string, words string) error {
	p := fpdf.NewCustom(&fpdf.InitType{UnitStr: "mm"})
	p.SetAutoPageBreak(false, 0)
	p.SetCatalogSort(true)
	p.SetCreationDate(time.Unix(0, 0).UTC())
	p.SetModificationDate(time.Unix(0, 0).UTC())
	p.SetFont("Helvetica", "B", 12)
	p.SetTextColor(150, 150, 150)
	for n, picture := range pictures {
		size := sizes[n]
		p.AddPageFormat("P", fpdf.SizeType{Wd: size.Width, Ht: size.Height})
		p.ImageOptions(picture, 0, 0, size.Width, size.Height, false, fpdf.ImageOptions{ImageType: "JPG"}, 0, "")
		across(p, size, words)
	}
	if err := p.Output(w); err != nil {
		return project.Because(err, project.Invalid, "the pages cannot be shown: %v", err)
	}
	return nil
}

// across writes words from one corner of a page towards the other.
func across(p *fpdf.Fpdf, size Size, words string) {
	const slope = 45 // degrees
	p.SetFontSize(12)
	p.SetFontSize(12 * 0.8 * min(size.Width, size.Height) / p.GetStringWidth(words))
	_, height := p.GetFontSize()
	x, y := size.Width/2, size.Height/2
	p.SetAlpha(0.4, "Normal")
	p.TransformBegin()
	p.TransformRotate(slope, x, y)
	p.Text(x-p.GetStringWidth(words)/2, y+height/3, words)
	p.TransformEnd()
	p.SetAlpha(1, "Normal")
}
