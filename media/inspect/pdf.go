package inspect

import "context"

// pdf judges a PDF.
func (i *Inspector) pdf(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
