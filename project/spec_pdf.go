package project

// PDFSpec says more about a PDF that is asked for. A zero field asks for nothing.
type PDFSpec struct {
	MinPages      int    `json:"min_pages,omitempty" doc:"least number of pages"`
	MaxPages      int    `json:"max_pages,omitempty" doc:"greatest number of pages"`
	PageSize      string `json:"page_size,omitempty" doc:"size of every page: A3, A4, A5, A6, Letter, Legal, or millimetres as 170x240"`
	EmbeddedFonts bool   `json:"embedded_fonts,omitempty" doc:"every font must be embedded"`
}

// PDFFacts are the measurements of a PDF.
type PDFFacts struct {
	Version   string   `json:"version"`
	Pages     int      `json:"pages"`
	Width     float64  `json:"width_mm"`  // of the first page
	Height    float64  `json:"height_mm"` // of the first page
	Fonts     []string `json:"fonts,omitempty"`
	Bookmarks []string `json:"bookmarks,omitempty"` // of the first level
	Title     string   `json:"title,omitempty"`
}

func (s *PDFSpec) check(at string, f *faults) {
	if s.MinPages < 0 || s.MaxPages < 0 || s.MaxPages > 0 && s.MinPages > s.MaxPages {
		f.addf(at+".min_pages", "%d to %d pages is no range", s.MinPages, s.MaxPages)
	}
	checkPageSize(at+".page_size", s.PageSize, f)
}

func (s *PDFSpec) sentences() []string {
	var out []string
	if s.MinPages > 0 {
		out = append(out, "at least "+pagesOf(s.MinPages))
	}
	if s.MaxPages > 0 {
		out = append(out, "at most "+pagesOf(s.MaxPages))
	}
	if s.PageSize != "" {
		out = append(out, "size of every page: "+s.PageSize)
	}
	if s.EmbeddedFonts {
		out = append(out, "with every font embedded")
	}
	return out
}
