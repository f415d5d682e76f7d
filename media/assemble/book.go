package assemble

import (
	"context"
	"slices"
)

// book puts chapters together in the order of the plan: texts where texts were delivered, else pages. What becomes nothing but a PDF
// may be made of both.
func (w *workshop) book(ctx context.Context) error {
	if slices.Equal(w.request.Recipe.Outputs, []string{"pdf"}) || !w.holdsText() {
		return w.bookPDF(ctx)
	}
	return w.textBook(ctx)
}

func (w *workshop) holdsText() bool {
	for _, in := range w.request.Inputs {
		for _, f := range in.Files {
			if f.Text != nil {
				return true
			}
		}
	}
	return false
}
