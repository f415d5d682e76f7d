package inspect

import "context"

// image judges a picture.
func (i *Inspector) image(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
