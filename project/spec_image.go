package project

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

func (s *ImageSpec) check(at string, f *faults) {}

func (s *ImageSpec) sentences() []string { return nil }
