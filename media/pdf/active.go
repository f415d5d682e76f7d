package pdf

import (
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// The kinds of active content.
const (
	ActiveScript = "script" // JavaScript
	ActiveLaunch = "launch" // starts a program or opens a file
	ActiveForm   = "form"   // sends or fetches form data
	ActiveRemote = "remote" // jumps into another document
	ActiveMedia  = "media"  // sound, film or 3D that a reader plays
	ActiveFile   = "file"   // an attached file
)

// kinds says what an action or annotation of a name is to us.
func kinds() map[string]string {
	return map[string]string{
		"JavaScript": ActiveScript, "Launch": ActiveLaunch, "SubmitForm": ActiveForm, "ImportData": ActiveForm, "GoToR": ActiveRemote,
		"GoToE": ActiveRemote, "Rendition": ActiveMedia, "Movie": ActiveMedia, "Sound": ActiveMedia, "RichMediaExecute": ActiveMedia,
		"RichMedia": ActiveMedia, "Screen": ActiveMedia, "3D": ActiveMedia,
	}
}

// active finds everything in any object, reachable or not, that does more than being shown.
func active(ctx *model.Context) []Active {
	s := search{kinds: kinds(), pages: pageOf(ctx), found: []Active{}}
	for _, number := range slices.Sorted(maps.Keys(ctx.Table)) {
		if entry := ctx.Table[number]; entry != nil && !entry.Free {
			s.object(entry.Object, s.pages[number], 0)
		}
	}
	return s.found
}

// search collects what is active.
type search struct {
	kinds map[string]string
	pages map[int]int // object to page
	found []Active
}

func (s *search) object(o types.Object, page, depth int) {
	if depth > maxDepth {
		return
	}
	switch o := o.(type) {
	case types.Array:
		for _, one := range o {
			s.object(one, page, depth+1)
		}
	case types.StreamDict:
		s.dict(o.Dict, page, depth)
	case types.Dict:
		s.dict(o, page, depth)
	}
}

func (s *search) dict(d types.Dict, page, depth int) {
	if kind := s.kindOf(d); kind != "" {
		if a := (Active{Kind: kind, What: nameOf(d), Page: page}); !slices.Contains(s.found, a) {
			s.found = append(s.found, a)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		s.object(d[key], page, depth+1)
	}
}

func (s *search) kindOf(d types.Dict) string {
	if d.HasEntry("EF") {
		return ActiveFile
	}
	if d.HasEntry("JS") {
		return ActiveScript
	}
	for _, key := range []string{"S", "Subtype"} {
		if name := d.NameEntry(key); name != nil && s.kinds[*name] != "" {
			return s.kinds[*name]
		}
	}
	return ""
}

// nameOf is the file that a dictionary names, "" when it names none in itself.
func nameOf(d types.Dict) string {
	for _, key := range []string{"UF", "F"} {
		if name, err := d.StringOrHexLiteralEntry(key); err == nil && name != nil {
			return *name
		}
	}
	return ""
}

// pageOf tells for pages, their annotations and those' actions on which page they are, as far as objects are their own.
func pageOf(ctx *model.Context) map[int]int {
	out := map[int]int{}
	all, _ := leaves(ctx) // a broken tree is reported by the validation
	for i, l := range all {
		out[l.number] = i + 1
		annots, _ := ctx.DereferenceArray(l.dict["Annots"])
		for _, a := range append(slices.Clone(annots), l.dict["AA"]) {
			mark(out, a, i+1)
			d, _ := ctx.DereferenceDict(a)
			for _, key := range []string{"A", "AA", "FS"} {
				mark(out, d[key], i+1)
			}
		}
	}
	return out
}

func mark(out map[int]int, o types.Object, page int) {
	if ref, ok := o.(types.IndirectRef); ok {
		out[ref.ObjectNumber.Value()] = page
	}
}
