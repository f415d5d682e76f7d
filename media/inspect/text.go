package inspect

import "context"

// text judges a text.
func (i *Inspector) text(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
