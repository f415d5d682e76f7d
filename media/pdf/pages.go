package pdf

import (
	"errors"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// maxDepth bounds every walk through nested objects.
const maxDepth = 64

// leaf is one page with what it inherits.
type leaf struct {
	dict   types.Dict
	number int // of its object
	attrs  types.Dict
}

// inheritable are the entries that a page takes over from the nodes above it.
func inheritable() []string { return []string{"Resources", "MediaBox", "CropBox", "Rotate"} }

// leaves gives the pages in their order, in one walk through the tree.
func leaves(ctx *model.Context) ([]leaf, error) {
	root, err := ctx.Catalog()
	if err != nil {
		return nil, err
	}
	var all []leaf
	err = walk(ctx, root["Pages"], types.Dict{}, 0, map[int]bool{}, &all)
	return all, err
}

func walk(ctx *model.Context, o types.Object, above types.Dict, depth int, seen map[int]bool, all *[]leaf) error {
	number := 0
	if ref, ok := o.(types.IndirectRef); ok {
		number = ref.ObjectNumber.Value()
		if seen[number] {
			return errors.New("its tree of pages runs in a circle")
		}
		seen[number] = true
	}
	if depth > maxDepth {
		return errors.New("its tree of pages is too deep")
	}
	node, err := ctx.DereferenceDict(o)
	if err != nil || node == nil {
		return err
	}
	attrs := types.Dict{}
	for _, key := range inheritable() {
		if v, ok := node[key]; ok {
			attrs[key] = v
		} else if v, ok := above[key]; ok {
			attrs[key] = v
		}
	}
	kids, ok := node.Find("Kids")
	if !ok {
		*all = append(*all, leaf{node, number, attrs})
		return nil
	}
	list, err := ctx.DereferenceArray(kids)
	for _, kid := range list {
		if err := walk(ctx, kid, attrs, depth+1, seen, all); err != nil {
			return err
		}
	}
	return err
}

// contents are the streams that draw the page.
func (l leaf) contents(ctx *model.Context) ([]types.StreamDict, error) {
	o, err := ctx.Dereference(l.dict["Contents"])
	if err != nil || o == nil {
		return nil, err
	}
	list, ok := o.(types.Array)
	if !ok {
		list = types.Array{o}
	}
	var out []types.StreamDict
	for _, one := range list {
		s, _, err := ctx.DereferenceStreamDict(one)
		if err != nil {
			return nil, err
		}
		if s != nil {
			out = append(out, *s)
		}
	}
	return out, nil
}

// size gives width and height as shown in millimetres, and the rotation in degrees.
func (l leaf) size(ctx *model.Context) (width, height float64, rotated int) {
	const mm = 25.4 / 72
	for _, key := range []string{"CropBox", "MediaBox"} {
		if box, _ := ctx.DereferenceArray(l.attrs[key]); len(box) == 4 {
			var c [4]float64
			for i := range c {
				c[i], _ = ctx.DereferenceNumber(box[i])
			}
			width, height = abs(c[2]-c[0])*mm, abs(c[3]-c[1])*mm
			break
		}
	}
	if r, err := ctx.DereferenceInteger(l.attrs["Rotate"]); err == nil && r != nil {
		rotated = ((r.Value() % 360) + 360) % 360
	}
	if rotated%180 == 90 {
		width, height = height, width
	}
	return width, height, rotated
}

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
