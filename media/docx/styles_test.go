package docx

import (
	"maps"
	"testing"
)

// A style is a heading by its name, by its level, or by the style that it is based on.
func TestHeadingStyles(t *testing.T) {
	levels, err := headingStyles([]byte(`<w:styles xmlns:w="x">
		<w:style w:styleId="H1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/></w:style>
		<w:style w:styleId="Mine"><w:name w:val="Chapter of mine"/><w:basedOn w:val="H1"/></w:style>
		<w:style w:styleId="Deeper"><w:basedOn w:val="Mine"/></w:style>
		<w:style w:styleId="Other"><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
		<w:style w:styleId="Body"><w:basedOn w:val="H1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
		<w:style w:styleId="Round"><w:basedOn w:val="About"/></w:style><w:style w:styleId="About"><w:basedOn w:val="Round"/></w:style>
	</w:styles>`))
	maps.DeleteFunc(levels, func(_ string, level int) bool { return level == 0 })
	if want := map[string]int{"H1": 1, "Mine": 1, "Deeper": 1, "Other": 3}; err != nil || !maps.Equal(levels, want) {
		t.Errorf("%v, want %v, %v", levels, want, err)
	}
}
