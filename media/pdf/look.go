package pdf

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// look gathers the facts of a file.
func look(path string) (Document, error) {
	d := Document{Pages: []Page{}, Fonts: []Font{}, Bookmarks: []Bookmark{}, Active: []Active{}}
	ctx, err := open(path)
	if errors.Is(err, errEncrypted) {
		d.Encrypted = true
		return d, nil
	}
	if err != nil {
		return d, err
	}
	if d.DecodedSize, d.Bomb = weigh(ctx); d.Bomb != "" {
		return d, nil
	}
	d.Active = active(ctx) // before the validation, which mends some of it
	if err := validate(ctx); err != nil {
		return d, err
	}
	return d, d.fill(ctx)
}

func (d *Document) fill(ctx *model.Context) error {
	d.Version, d.Title, d.Author = ctx.VersionString(), ctx.Title, ctx.Author
	all, err := leaves(ctx)
	if err != nil {
		return err
	}
	found := fonts{ctx: ctx, known: map[string]Font{}}
	for i, l := range all {
		d.Pages = append(d.Pages, l.facts(ctx))
		found.seen = map[int]bool{}
		found.resources(l.attrs["Resources"], i+1, 0)
	}
	d.Fonts = found.list()
	d.Bookmarks = append(d.Bookmarks, flat(bookmarks(ctx), 0)...)
	return nil
}

func (l leaf) facts(ctx *model.Context) Page {
	width, height, rotated := l.size(ctx)
	p := Page{Width: round(width), Height: round(height), Rotated: rotated}
	streams, err := l.contents(ctx)
	for _, s := range streams {
		if err == nil {
			err = intact(s)
		}
	}
	if err != nil {
		p.Damaged = err.Error()
	}
	return p
}

// intact reads a stream to its end.
func intact(s types.StreamDict) error {
	if _, elsewhere := s.Find("F"); elsewhere {
		return errors.New("its content lies in another file")
	}
	r, whole := plain(s)
	if !whole {
		return nil
	}
	_, err := io.Copy(io.Discard, r)
	if err != nil {
		return fmt.Errorf("its content ends too soon: %w", err)
	}
	return nil
}

func round(mm float64) float64 { return math.Round(mm*10) / 10 }

func flat(marks []pdfcpu.Bookmark, level int) []Bookmark {
	var out []Bookmark
	for _, m := range marks {
		out = append(out, Bookmark{Title: strings.TrimSpace(m.Title), Page: m.PageFrom, Level: level})
		out = append(out, flat(m.Kids, level+1)...)
	}
	return out
}

// fonts walks through what pages use.
type fonts struct {
	ctx   *model.Context
	known map[string]Font // by name and type
	seen  map[int]bool    // objects of this page
}

func (f *fonts) list() []Font {
	out := []Font{}
	for _, key := range slices.Sorted(maps.Keys(f.known)) {
		out = append(out, f.known[key])
	}
	return out
}

// resources notes the fonts, and goes on into the forms that have resources of their own.
func (f *fonts) resources(o types.Object, page, depth int) {
	if depth > maxDepth {
		return
	}
	res, err := f.ctx.DereferenceDict(o)
	if err != nil || res == nil {
		return
	}
	if all, err := f.ctx.DereferenceDict(res["Font"]); err == nil {
		for _, name := range slices.Sorted(maps.Keys(all)) {
			f.font(all[name], page)
		}
	}
	forms, err := f.ctx.DereferenceDict(res["XObject"])
	if err != nil {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		if ref, ok := forms[name].(types.IndirectRef); ok {
			if f.seen[ref.ObjectNumber.Value()] {
				continue
			}
			f.seen[ref.ObjectNumber.Value()] = true
		}
		if form, _, err := f.ctx.DereferenceStreamDict(forms[name]); err == nil && form != nil {
			f.resources(form.Dict["Resources"], page, depth+1)
		}
	}
}

func (f *fonts) font(o types.Object, page int) {
	d, err := f.ctx.DereferenceDict(o)
	if err != nil || d == nil {
		return
	}
	font := Font{Name: text(d, "BaseFont"), Type: text(d, "Subtype"), Page: page}
	described := d
	if descendants, _ := f.ctx.DereferenceArray(d["DescendantFonts"]); len(descendants) > 0 {
		if described, err = f.ctx.DereferenceDict(descendants[0]); err != nil {
			return
		}
	}
	descriptor, _ := f.ctx.DereferenceDict(described["FontDescriptor"])
	for _, key := range []string{"FontFile", "FontFile2", "FontFile3"} {
		font.Embedded = font.Embedded || descriptor[key] != nil
	}
	font.Embedded = font.Embedded || font.Type == "Type3" // drawn by the document itself
	key := font.Name + "\x00" + font.Type + fmt.Sprint(font.Embedded)
	if _, there := f.known[key]; !there {
		f.known[key] = font
	}
}

// text is a name of a dictionary, without the mark of a part of a font.
func text(d types.Dict, key string) string {
	name := d.NameEntry(key)
	if name == nil {
		return ""
	}
	if before, after, cut := strings.Cut(*name, "+"); cut && len(before) == 6 {
		return after
	}
	return *name
}
