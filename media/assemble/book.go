package assemble

import (
	"context"

	"tutti/project"
)

// book puts chapters together in the order of the plan.
func (w *workshop) book(ctx context.Context) error {
	for _, in := range w.request.Inputs {
		for _, f := range in.Files {
			if f.PDF != nil {
				return project.Errorf(project.Invalid, "a book of PDFs cannot be built yet")
			}
		}
	}
	return w.textBook(ctx)
}
