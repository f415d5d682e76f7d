package record

import (
	"io"

	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
	"tutti/media/lettering/pen"
	"tutti/project"
)

// The page, in millimetres: A4 across.
const (
	pageWidth = 297.0
	margin    = 30.0
	inner     = pageWidth - 2*margin
)

// Certificate is what somebody shows of one piece of work: whose, what and when, and the digest by which it is found in their
// signed work record.
type Certificate struct {
	Name     string // credit name
	Instance string // its public address
	Work     project.WorkDone
}

// sheet is one certificate on its way.
type sheet struct{ *pen.Pen }

// WritePDF writes the certificate; the same one gives the same bytes.
func (c Certificate) WritePDF(w io.Writer) error {
	written, err := pen.New(fpdf.New("L", "mm", "A4", ""), c.Work.ApprovedAt)
	if err != nil {
		return err
	}
	p := &sheet{written}
	p.SetMargins(margin, margin, margin)
	p.SetProducer("Tutti", true)
	p.SetTitle("Certificate", true)
	p.AddPage()
	p.frame()
	p.words(c)
	if err := p.Output(w); err != nil {
		return project.Because(err, project.Internal, "the certificate could not be laid out")
	}
	return nil
}

func (p *sheet) frame() {
	p.SetDrawColor(31, 90, 122)
	p.SetLineWidth(0.6)
	p.Rect(12, 12, pageWidth-24, 186, "D")
	p.SetLineWidth(0.2)
	p.Rect(14, 14, pageWidth-28, 182, "D")
}

func (p *sheet) words(c Certificate) {
	const ink, grey, accent = 0x1c1e24, 0x6e7480, 0x1f5a7a
	p.line(30, lettering.SansBold, 11, accent, "TUTTI")
	p.line(44, lettering.SansBold, 26, ink, "Certificate")
	p.line(64, lettering.Sans, 11, grey, "This is to say that")
	p.line(76, lettering.SansBold, 24, ink, c.Name)
	p.line(95, lettering.Sans, 11, grey, "made the part")
	p.line(104, lettering.SansBold, 16, ink, c.Work.Title)
	p.line(115, lettering.Sans, 11, grey, "as "+c.Work.Role+" of")
	p.line(124, lettering.SansBold, 16, ink, c.Work.ProjectTitle)
	p.line(138, lettering.Sans, 11, grey, "approved on "+c.Work.ApprovedAt.UTC().Format("2 January 2006"))
	p.line(166, lettering.Sans, 9, grey, c.Instance)
	p.line(173, lettering.Sans, 8, grey, "To be found in the signed work record by "+c.Work.Digest)
	if !p.Whole {
		p.line(180, lettering.Sans, 7, grey, "Some letters are missing in our fonts and shown as □; the work record has them all.")
	}
}

// line sets text in the middle, smaller when it would be too wide.
func (p *sheet) line(y float64, face lettering.Face, size float64, color int, text string) {
	p.SetTextColor(color>>16, color>>8&0xff, color&0xff)
	p.Font(face, size)
	p.Smaller(text, inner, size/4)
	p.Put(margin, y, inner, 10, pen.Middle, text)
}
