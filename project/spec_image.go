package project

import (
	"fmt"
	"slices"
	"strings"
)

// ImageSpec says more about a picture that is asked for. A zero field asks for nothing.
type ImageSpec struct {
	MinWidth     int      `json:"min_width,omitempty" doc:"least width in pixels, as shown"`
	MinHeight    int      `json:"min_height,omitempty" doc:"least height in pixels, as shown"`
	MinDPI       float64  `json:"min_dpi,omitempty" doc:"least resolution in dots per inch at the size of print, or as the file says when no size is given"`
	PrintWidth   float64  `json:"print_width_mm,omitempty" doc:"width of print in millimetres"`
	PrintHeight  float64  `json:"print_height_mm,omitempty" doc:"height of print in millimetres"`
	ColourSpaces []string `json:"colour_spaces,omitempty" doc:"allowed colour spaces: rgb, grey, cmyk"`
}

// ImageFacts are the measurements of a picture.
type ImageFacts struct {
	Format      string  `json:"format"`
	Width       int     `json:"width_px"`              // as shown, after its orientation
	Height      int     `json:"height_px"`             // as shown, after its orientation
	DPI         float64 `json:"dpi,omitempty"`         // as the file says
	ColourSpace string  `json:"colour_space"`          // rgb, grey, cmyk
	Orientation int     `json:"orientation,omitempty"` // EXIF, 1 to 8
}

// ColourSpaces lists the colour spaces that can be told apart.
func ColourSpaces() []string { return []string{"rgb", "grey", "cmyk"} }

// MaxPrintSide is the greatest side of a print in millimetres.
const MaxPrintSide = 20_000

func (s *ImageSpec) check(at string, f *faults) {
	if s.MinWidth < 0 || s.MinHeight < 0 || s.MinDPI < 0 || s.PrintWidth < 0 || s.PrintHeight < 0 {
		f.addf(at, "a size or a resolution is negative; write numbers from 0")
	}
	if s.PrintWidth > MaxPrintSide || s.PrintHeight > MaxPrintSide {
		f.addf(at+".print_width_mm", "%g by %g mm is larger than %d mm on a side", s.PrintWidth, s.PrintHeight, MaxPrintSide)
	}
	for i, space := range s.ColourSpaces {
		if !slices.Contains(ColourSpaces(), space) {
			f.addf(fmt.Sprintf("%s.colour_spaces[%d]", at, i), "is %q; use %v", clip(space, 20), ColourSpaces())
		}
	}
}

func (s *ImageSpec) sentences() []string {
	var out []string
	if s.MinWidth > 0 || s.MinHeight > 0 {
		out = append(out, fmt.Sprintf("at least %d x %d pixels", s.MinWidth, s.MinHeight))
	}
	switch {
	case s.MinDPI > 0 && (s.PrintWidth > 0 || s.PrintHeight > 0):
		out = append(out, fmt.Sprintf("at least %g dots an inch when it is printed %g x %g mm large", s.MinDPI, s.PrintWidth, s.PrintHeight))
	case s.MinDPI > 0:
		out = append(out, fmt.Sprintf("at least %g dots an inch", s.MinDPI))
	}
	if len(s.ColourSpaces) > 0 {
		out = append(out, "colour space: "+strings.Join(s.ColourSpaces, " or "))
	}
	return out
}
