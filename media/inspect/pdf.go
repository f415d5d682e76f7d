package inspect

import (
	"context"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"tutti/media/pdf"
	"tutti/media/proof"
	"tutti/media/tool"
	"tutti/project"
)

// The limits of the checks of pages that a spec cannot set.
const (
	pageToleranceMM = 1.5 // rounding of page sizes by programs
	namedPlaces     = 5   // findings of one kind before the rest is only counted
)

const fixPDF = "Export the PDF again from your program, open it and look through all pages, and deliver it again."

// pdf judges a PDF: whether it is whole and harmless, then whether it is what was asked for.
func (i *Inspector) pdf(ctx context.Context, j *judge) error {
	j.checkFileFormat()
	if !j.mime.Is("application/pdf") {
		j.block("not_pdf", "Export as PDF; a renamed file stays what it was.", "the content is %s, not a PDF", j.facts.Type)
		return nil
	}
	cut, err := pdf.Ending(j.file.Path)
	if err != nil {
		return err
	}
	if cut != "" {
		j.block("pdf_cut_off", "Send the file again, and compare its size with yours; if it is the same, export it again.", "the end of the PDF is not whole: %s", cut)
		return nil
	}
	press := pdf.New(i.decoder.Tools)
	d, err := press.Look(ctx, j.file.Path)
	if err != nil {
		return j.pdfError(err)
	}
	if !j.readable(d) {
		return nil
	}
	j.pdfFacts(d)
	j.checkActive(d)
	j.checkPages(d)
	j.checkFonts(d)
	j.checkBookmarks(d)
	if err := j.checkPageWords(ctx, press, d); err != nil {
		return err
	}
	return j.pdfPreview(ctx, i.decoder.Tools, press, d)
}

func (j *judge) pdfError(err error) error {
	switch {
	case toolTrouble(err):
		return err
	case project.CodeOf(err) == project.Limited:
		j.block("pdf_bomb", fixPDF, "reading the PDF takes more than it may: %s", err)
	default:
		j.block("pdf_unreadable", fixPDF, "the PDF cannot be read: %s", err)
	}
	return nil
}

// readable refuses what was not looked into.
func (j *judge) readable(d pdf.Document) bool {
	switch {
	case d.Encrypted:
		j.block("pdf_encrypted", "Export it without a password and without restrictions.", "the PDF is encrypted: it cannot be checked or joined with others")
	case d.Bomb != "":
		j.block("pdf_bomb", fixPDF, "the PDF unpacks to far more than it is: %s", d.Bomb)
	default:
		return true
	}
	return false
}

func (j *judge) pdfFacts(d pdf.Document) {
	j.facts.PDF = &project.PDFFacts{Version: d.Version, Pages: len(d.Pages), Title: d.Title}
	if len(d.Pages) > 0 {
		j.facts.PDF.Width, j.facts.PDF.Height = d.Pages[0].Width, d.Pages[0].Height
	}
	for _, f := range d.Fonts {
		if !slices.Contains(j.facts.PDF.Fonts, f.Name) {
			j.facts.PDF.Fonts = append(j.facts.PDF.Fonts, f.Name)
		}
	}
	for _, b := range d.Bookmarks {
		if b.Level == 0 {
			j.facts.PDF.Bookmarks = append(j.facts.PDF.Bookmarks, b.Title)
		}
	}
}

// checkActive names what a PDF does besides being shown. Scripts and what starts or sends something are refused.
func (j *judge) checkActive(d pdf.Document) {
	words := map[string]string{
		pdf.ActiveScript: "a script", pdf.ActiveLaunch: "an action that starts a program", pdf.ActiveForm: "an action that sends data",
		pdf.ActiveRemote: "a link into another document", pdf.ActiveMedia: "sound, film or 3D", pdf.ActiveFile: "an attached file",
	}
	for _, a := range d.Active {
		severity, code := project.Block, "pdf_active"
		if slices.Contains([]string{pdf.ActiveRemote, pdf.ActiveMedia, pdf.ActiveFile}, a.Kind) {
			severity, code = project.Warn, "pdf_attachment"
		}
		what := words[a.Kind]
		if a.What != "" {
			what += fmt.Sprintf(" (%q)", short(a.What))
		}
		f := j.add(severity, code, "Export the PDF for print, without scripts, actions and attachments.", "the PDF has %s in it", what)
		f.Page, f.At = a.Page, short(a.What)
	}
}

func (j *judge) checkPages(d pdf.Document) {
	for n, p := range d.Pages {
		if p.Damaged != "" {
			j.block("page_damaged", fixPDF, "page %d cannot be read: %s", n+1, p.Damaged).Page = n + 1
		}
	}
	asked := j.spec.PDF
	if asked == nil {
		asked = &project.PDFSpec{}
	}
	if n := len(d.Pages); n < asked.MinPages {
		j.block("too_few_pages", "Deliver all pages in one file.", "%d pages, at least %d are wanted", n, asked.MinPages)
	} else if asked.MaxPages > 0 && n > asked.MaxPages {
		j.block("too_many_pages", "Shorten it, or agree on more pages.", "%d pages, at most %d are wanted", n, asked.MaxPages)
	}
	j.checkSizes(d, asked.PageSize)
}

// checkSizes compares each page with the size that is asked for, or with the first.
func (j *judge) checkSizes(d pdf.Document, asked string) {
	if len(d.Pages) == 0 {
		return
	}
	width, height, severity := d.Pages[0].Width, d.Pages[0].Height, project.Warn
	if asked != "" {
		w, h, err := project.ParsePageSize(asked)
		if err != nil {
			return // refused with the plan
		}
		width, height, severity = w, h, project.Block
	}
	odd := 0
	for n, p := range d.Pages {
		if math.Abs(p.Width-width) <= pageToleranceMM && math.Abs(p.Height-height) <= pageToleranceMM {
			continue
		}
		if odd++; odd <= namedPlaces {
			f := j.add(severity, "page_size", "Set the size of the page in your document, not only in the print dialogue.",
				"page %d is %.1f x %.1f mm, wanted is %.1f x %.1f mm", n+1, p.Width, p.Height, width, height)
			f.Page = n + 1
		}
	}
	if odd > namedPlaces {
		j.info("page_size", "", "%d pages in all have another size", odd)
	}
}

func (j *judge) checkFonts(d pdf.Document) {
	severity := project.Warn
	if j.spec.PDF != nil && j.spec.PDF.EmbeddedFonts {
		severity = project.Block
	}
	for _, f := range d.Fonts {
		if !f.Embedded {
			j.add(severity, "font_not_embedded", "Switch on \"embed all fonts\" when you export, also for the fonts of every system.",
				"the font %s is not in the file, so it looks different elsewhere; page %d uses it first", short(f.Name), f.Page).Page = f.Page
		}
	}
}

// checkBookmarks names what was handed out and did not come back.
func (j *judge) checkBookmarks(d pdf.Document) {
	j.holds(project.Block, "missing", "Add it, with its bookmark.", "%q is missing among the bookmarks", func(wanted string) bool {
		return slices.ContainsFunc(d.Bookmarks, func(b pdf.Bookmark) bool { return strings.EqualFold(b.Title, strings.TrimSpace(wanted)) })
	})
}

// pdfPreview derives what reviewers see: every page as a picture, marked.
func (j *judge) pdfPreview(ctx context.Context, tools *tool.Runner, press *pdf.Press, d pdf.Document) error {
	if slices.ContainsFunc(j.findings, func(f project.Finding) bool { return f.Severity == project.Block }) {
		return nil
	}
	if err := j.tryCopying(ctx, press, len(d.Pages)); err != nil {
		return j.pdfError(err)
	}
	key, err := j.derive(j.watermark.Profile("proof.pdf"), "application/pdf", func(path string) error {
		return proof.Make(ctx, tools, j.file.Path, d.Pages, j.watermark.Words(), path)
	})
	if err != nil {
		return j.pdfError(err)
	}
	j.facts.Previews = append(j.facts.Previews, key)
	return nil
}

// tryCopying takes all pages out, as splitting and joining do: what can be looked at and drawn does not always come along.
func (j *judge) tryCopying(ctx context.Context, press *pdf.Press, pages int) error {
	dir, err := os.MkdirTemp(j.work, "copied-")
	if err != nil {
		return project.Because(err, project.Internal, "there is no room to try a PDF")
	}
	defer os.RemoveAll(dir)
	return press.Cut(ctx, j.file.Path, dir, []pdf.Range{{To: pages}}, []string{"copy.pdf"})
}

// short bounds a word of a stranger in a sentence.
func short(s string) string {
	if runes := []rune(s); len(runes) > 80 {
		return string(runes[:80]) + "…"
	}
	return s
}
