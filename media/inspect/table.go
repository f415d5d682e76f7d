package inspect

import "context"

// table judges a table.
func (i *Inspector) table(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
