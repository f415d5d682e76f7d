package project

import (
	"fmt"
	"strconv"
	"strings"
)

// The sides of a page that can be asked for, in millimetres.
const (
	minPageSide = 20.0
	maxPageSide = 2000.0
)

// ParsePageSize reads A3, A4, A5, A6, Letter, Legal or millimetres as 170x240, and gives width and height in millimetres.
func ParsePageSize(s string) (width, height float64, err error) {
	named := map[string][2]float64{"a3": {297, 420}, "a4": {210, 297}, "a5": {148, 210}, "a6": {105, 148}, "letter": {215.9, 279.4}, "legal": {215.9, 355.6}}
	if size, ok := named[strings.ToLower(s)]; ok {
		return size[0], size[1], nil
	}
	across, down, both := strings.Cut(strings.ToLower(s), "x")
	width, errWidth := strconv.ParseFloat(strings.TrimSpace(across), 64)
	height, errHeight := strconv.ParseFloat(strings.TrimSpace(down), 64)
	within := func(side float64) bool { return side >= minPageSide && side <= maxPageSide }
	if !both || errWidth != nil || errHeight != nil || !within(width) || !within(height) {
		return 0, 0, Errorf(Invalid, "%q is no size of a page: write A3, A4, A5, A6, Letter, Legal, or millimetres from %g to %g as 170x240",
			clip(s, 20), minPageSide, maxPageSide)
	}
	return width, height, nil
}

// checkPageSize reports a size that cannot be read; none is asked for when it is empty.
func checkPageSize(at, size string, f *faults) {
	if size == "" {
		return
	}
	if _, _, err := ParsePageSize(size); err != nil {
		f.addf(at, "%s", err)
	}
}

// pagesOf reads "1 page", "12 pages".
func pagesOf(n int) string {
	if n == 1 {
		return "1 page"
	}
	return fmt.Sprintf("%d pages", n)
}
