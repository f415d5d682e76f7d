package subtitle

import "strconv"

// Convert writes subtitles in the other format: the same cues at the same times. What only one of the formats knows (styles,
// places, comments) is left out. Errors: those of Read.
func Convert(src []byte, from, to Format) ([]byte, error) {
	t, err := Read(src, from)
	if err != nil {
		return nil, err
	}
	var out []byte
	if to == VTT {
		out = append(out, "WEBVTT\n\n"...)
	}
	for n, c := range t.Cues {
		c = c.In(from, to)
		c.ID = idFor(to, c.ID, n+1)
		out = Append(out, c, to)
	}
	return out, nil
}

// idFor numbers the cues of an SRT, whose players want numbers; a VTT keeps what its cues are called.
func idFor(to Format, id string, number int) string {
	if to == SRT {
		return strconv.Itoa(number)
	}
	return id
}
