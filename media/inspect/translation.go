package inspect

import "context"

// translation judges a translation.
func (i *Inspector) translation(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
