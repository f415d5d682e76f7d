package lettering

import "github.com/rivo/uniseg"

// Pieces divides a text where a line of it may end, by Unicode's rules (UAX 14): behind spaces and hyphens, and between ideographs.
// Together they are the text. hard says behind which of them a line must end.
func Pieces(text string) (pieces []string, hard []bool) {
	state := -1
	for text != "" {
		var piece string
		var must bool
		piece, text, must, state = uniseg.FirstLineSegmentInString(text, state)
		pieces, hard = append(pieces, piece), append(hard, must && text != "")
	}
	return pieces, hard
}
