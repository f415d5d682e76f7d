package project

import "testing"

func TestPageSizes(t *testing.T) {
	for text, want := range map[string][2]float64{"A4": {210, 297}, "a5": {148, 210}, "Letter": {215.9, 279.4}, "170x240": {170, 240}, "210 x 210.5": {210, 210.5}} {
		if width, height, err := ParsePageSize(text); err != nil || width != want[0] || height != want[1] {
			t.Errorf("%q: %g x %g, %v", text, width, height, err)
		}
	}
	for _, text := range []string{"", "A9", "170", "x240", "170x", "1x1", "NaNx210", "210x-1", "99999x210", "InfxInf"} {
		if _, _, err := ParsePageSize(text); CodeOf(err) != Invalid {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// TestSpecsOfPagesPicturesAndArchives: what makes no sense is found, and what is asked for is said.
func TestSpecsOfPagesPicturesAndArchives(t *testing.T) {
	for name, c := range map[string]struct {
		spec  Spec
		wrong int
		says  int
	}{
		"pdf":            {Spec{Kind: KindPDF, PDF: &PDFSpec{MinPages: 1, MaxPages: 20, PageSize: "A5", EmbeddedFonts: true}}, 0, 5},
		"pdf, wrong":     {Spec{Kind: KindPDF, PDF: &PDFSpec{MinPages: 3, MaxPages: 2, PageSize: "A9"}}, 2, 4},
		"image":          {Spec{Kind: KindImage, Image: &ImageSpec{MinWidth: 10, MinDPI: 300, PrintWidth: 100, ColourSpaces: []string{"rgb"}}}, 0, 4},
		"image, wrong":   {Spec{Kind: KindImage, Image: &ImageSpec{MinHeight: -1, PrintHeight: 1e6, ColourSpaces: []string{"lab"}}}, 3, 2},
		"archive":        {Spec{Kind: KindArchive, Archive: &ArchiveSpec{MaxEntries: 7}}, 0, 2},
		"archive, wrong": {Spec{Kind: KindArchive, Archive: &ArchiveSpec{MaxEntries: -1}}, 1, 2},
	} {
		f := &faults{}
		c.spec.check("delivery", f)
		if len(f.list) != c.wrong {
			t.Errorf("%s: %v", name, f.list)
		}
		if says := c.spec.Sentences(); len(says) != c.says {
			t.Errorf("%s: %q", name, says)
		}
	}
}
