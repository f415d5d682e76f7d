package assemble

import "context"

// book puts chapters together in the order of the plan: texts where texts were delivered, else pages.
func (w *workshop) book(ctx context.Context) error {
	for _, in := range w.request.Inputs {
		for _, f := range in.Files {
			if f.Text != nil {
				return w.textBook(ctx)
			}
		}
	}
	return w.bookPDF(ctx)
}
