package inspect

import "context"

// archive judges a archive.
func (i *Inspector) archive(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
