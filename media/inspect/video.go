package inspect

import "context"

// video judges a film.
func (i *Inspector) video(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
