package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"regexp"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// digests hashes what each page shows.
func digests(path string) ([]string, error) {
	ctx, err := read(path)
	if err != nil {
		return nil, err
	}
	all, err := leaves(ctx)
	if err != nil {
		return nil, err
	}
	d := digester{ctx: ctx, known: map[int][]byte{}}
	out := []string{}
	for _, l := range all {
		sum, err := d.page(l)
		if err != nil {
			return nil, err
		}
		out = append(out, sum)
	}
	return out, nil
}

// digester hashes objects by value: references are followed, packing and numbers do not count.
type digester struct {
	ctx   *model.Context
	known map[int][]byte // object to its hash; nil while it is being made, which ends circles
}

func (d *digester) page(l leaf) (string, error) {
	streams, err := l.contents(d.ctx)
	if err != nil {
		return "", err
	}
	var content bytes.Buffer
	for _, s := range streams {
		r, _ := plain(s)
		_, _ = io.Copy(&content, r) // what can be read of a damaged page
		content.WriteByte('\n')     // streams of a page are read as if a blank stood between them
	}
	sum := sha256.New()
	sum.Write(content.Bytes())
	for _, key := range []string{"MediaBox", "CropBox", "Rotate"} {
		fmt.Fprintf(sum, "/%s ", key)
		d.object(sum, l.attrs[key], 0)
	}
	err = d.resources(sum, l, content.Bytes())
	return hex.EncodeToString(sum.Sum(nil)), err
}

// resources hashes those that the content names; a page may carry, or be given, others that it does not use.
func (d *digester) resources(sum hash.Hash, l leaf, content []byte) error {
	all, err := d.ctx.DereferenceDict(l.attrs["Resources"])
	if err != nil {
		return err
	}
	used := map[string]bool{}
	for _, name := range regexp.MustCompile(`/[^\s()<>\[\]{}/%]+`).FindAllString(string(content), -1) {
		used[name[1:]] = true
	}
	for _, kind := range []string{"ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"} {
		named, err := d.ctx.DereferenceDict(all[kind])
		if err != nil {
			return err
		}
		for _, name := range slices.Sorted(maps.Keys(named)) {
			if used[types.EncodeName(name)] {
				fmt.Fprintf(sum, "/%s/%s ", kind, name)
				d.object(sum, named[name], 0)
			}
		}
	}
	return nil
}

func (d *digester) object(sum hash.Hash, o types.Object, depth int) {
	if depth > maxDepth {
		return
	}
	switch o := o.(type) {
	case nil:
		fmt.Fprint(sum, "null ")
	case types.IndirectRef:
		sum.Write(d.referred(o, depth))
	case types.Array:
		fmt.Fprint(sum, "[")
		for _, one := range o {
			d.object(sum, one, depth+1)
		}
		fmt.Fprint(sum, "]")
	case types.Dict:
		d.dict(sum, o, depth)
	case types.StreamDict:
		d.stream(sum, o, depth)
	case types.Integer:
		fmt.Fprintf(sum, "%g ", float64(o))
	case types.Float:
		fmt.Fprintf(sum, "%g ", float64(o))
	default:
		fmt.Fprintf(sum, "%s ", o.PDFString())
	}
}

func (d *digester) referred(ref types.IndirectRef, depth int) []byte {
	number := ref.ObjectNumber.Value()
	if known, ok := d.known[number]; ok {
		return known
	}
	d.known[number] = nil
	o, err := d.ctx.Dereference(ref)
	if err != nil {
		return nil
	}
	sum := sha256.New()
	d.object(sum, o, depth+1)
	d.known[number] = sum.Sum(nil)
	return d.known[number]
}

func (d *digester) dict(sum hash.Hash, o types.Dict, depth int) {
	fmt.Fprint(sum, "<<")
	for _, key := range slices.Sorted(maps.Keys(o)) {
		switch key {
		case "Parent", "StructParent", "StructParents", "Metadata", "PieceInfo", "LastModified", "Length", "Filter", "DecodeParms":
			continue
		}
		fmt.Fprintf(sum, "/%s ", key)
		d.object(sum, o[key], depth+1)
	}
	fmt.Fprint(sum, ">>")
}

func (d *digester) stream(sum hash.Hash, o types.StreamDict, depth int) {
	d.dict(sum, o.Dict, depth)
	r, whole := plain(o)
	if !whole {
		fmt.Fprintf(sum, "packed %v ", o.FilterPipeline)
	}
	n, _ := io.Copy(sum, r)
	fmt.Fprintf(sum, "stream %d ", n)
}
