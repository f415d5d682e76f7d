package assemble

import "context"

// book puts chapters together in the order of the plan: pages where pages were delivered, else texts.
func (w *workshop) book(ctx context.Context) error {
	for _, in := range w.request.Inputs {
		for _, f := range in.Files {
			if f.PDF != nil {
				return w.bookPDF(ctx)
			}
		}
	}
	return w.textBook(ctx)
}
