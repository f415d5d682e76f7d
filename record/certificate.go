package record

import (
	"io"

	"codeberg.org/go-fonts/dejavu/dejavusans"
	"codeberg.org/go-fonts/dejavu/dejavusansbold"
	"codeberg.org/go-pdf/fpdf"

	"tutti/media/lettering"
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
type sheet struct {
	*fpdf.Fpdf
	script *lettering.Script
	whole  bool // every character could be shown so far
}

// WritePDF writes the certificate; the same one gives the same bytes.
func (c Certificate) WritePDF(w io.Writer) error {
	script, err := lettering.Scripts()
	if err != nil {
		return project.Because(err, project.Internal, "the font of the certificate cannot be read")
	}
	p := &sheet{Fpdf: fpdf.New("L", "mm", "A4", ""), script: script, whole: true}
	p.AddUTF8FontFromBytes("tutti", "", dejavusans.TTF)
	p.AddUTF8FontFromBytes("tutti", "B", dejavusansbold.TTF)
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(false, 0)
	p.SetCreationDate(c.Work.ApprovedAt)
	p.SetModificationDate(c.Work.ApprovedAt)
	p.SetCatalogSort(true)
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
	p.line(30, "B", 11, accent, "TUTTI")
	p.line(44, "B", 26, ink, "Certificate")
	p.line(64, "", 11, grey, "This is to say that")
	p.line(76, "B", 24, ink, c.Name)
	p.line(95, "", 11, grey, "made the part")
	p.line(104, "B", 16, ink, c.Work.Title)
	p.line(115, "", 11, grey, "as "+c.Work.Role+" of")
	p.line(124, "B", 16, ink, c.Work.ProjectTitle)
	p.line(138, "", 11, grey, "approved on "+c.Work.ApprovedAt.UTC().Format("2 January 2006"))
	p.line(166, "", 9, grey, c.Instance)
	p.line(173, "", 8, grey, "To be found in the signed work record by "+c.Work.Digest)
	if !p.whole {
		p.line(180, "", 7, grey, "Some letters are missing in this font and shown as □; the work record has them all.")
	}
}

// line sets text in the middle, smaller when it would be too wide.
func (p *sheet) line(y float64, style string, size float64, color int, text string) {
	shown, whole := p.script.Shown(text)
	p.whole = p.whole && whole
	p.SetTextColor(color>>16, color>>8&0xff, color&0xff)
	p.SetFont("tutti", style, size)
	if width := p.GetStringWidth(shown); width > inner {
		p.SetFontSize(size * inner / width)
	}
	p.SetXY(0, y)
	p.CellFormat(pageWidth, 10, shown, "", 0, "C", false, 0, "")
}
