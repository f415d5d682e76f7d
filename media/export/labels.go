package export

import (
	"fmt"
	"strings"
)

// AudacityLabels writes a label track of Audacity: a stretch for every clip and a point for every marker, in the order of
// time. Six places of a second tell every sample apart.
func AudacityLabels(s Session) []byte {
	var out strings.Builder
	marks := s.Markers
	point := func(m Marker) { fmt.Fprintf(&out, "%.6f\t%.6f\t%s\n", seconds(m.At), seconds(m.At), m.Text) }
	for _, c := range byStart(s.Clips) {
		for len(marks) > 0 && marks[0].At < c.Start {
			point(marks[0])
			marks = marks[1:]
		}
		fmt.Fprintf(&out, "%.6f\t%.6f\t%s\n", c.Seconds(), seconds(c.End()), c.Name)
	}
	for _, m := range marks {
		point(m)
	}
	return []byte(out.String())
}
