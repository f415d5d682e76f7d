package inspect

import (
	"context"

	"tutti/media/pdf"
	"tutti/media/prose"
	"tutti/project"
)

// checkPageWords finds what was left to be filled in on the pages, and says where on a page it stands.
func (j *judge) checkPageWords(ctx context.Context, press *pdf.Press, d pdf.Document) error {
	left := j.tally(project.Warn, "placeholder", fixPlaceholder)
	err := press.Words(ctx, j.file.Path, d.Pages, func(page int, words []pdf.Word) {
		text, starts := lineOf(words)
		found := prose.Placeholders(text)
		for _, m := range found.First {
			area := areaOfMark(m, words, starts)
			f := left.add("%q was left to be filled in", clip(m.Text))
			f.Page, f.Area = page, &area
		}
		left.count += found.Total - len(found.First)
	})
	left.done()
	if err != nil && !toolTrouble(err) {
		// That is no reason to refuse it: what cannot be drawn is refused by pdfPreview, and words may be drawn as shapes as well.
		j.info("words_unread", "", "what is written on the pages could not be looked through for what was left to be filled in")
		return nil
	}
	return err
}

// lineOf sets the words of a page in one line, because a sentence goes on in the next one, and tells where each begins.
func lineOf(words []pdf.Word) (text []byte, starts []int) {
	for _, w := range words {
		starts = append(starts, len(text))
		text = append(append(text, w.Text...), ' ')
	}
	return text, starts
}

// areaOfMark is the part of the page that the words of a mark take.
func areaOfMark(m prose.Mark, words []pdf.Word, starts []int) project.Area {
	var area project.Area
	for i, w := range words {
		ends := starts[i] + len(w.Text)
		switch {
		case ends <= m.At || starts[i] >= m.At+len(m.Text):
		case area.Empty():
			area = w.Area
		default:
			area = area.With(w.Area)
		}
	}
	return area
}
