package inspect

import "context"

// subtitles judges a file of subtitles.
func (i *Inspector) subtitles(_ context.Context, j *judge) error {
	j.checkFileFormat()
	return nil
}
