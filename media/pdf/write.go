package pdf

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// writer puts the objects of a document into a file in the order in which they are met on the way from the catalog, with
// the entries of dictionaries by name. The library's own writer follows the random order of maps, and adds dates.
type writer struct {
	ctx     *model.Context
	out     *bufio.Writer
	sum     hash.Hash
	at      int64       // bytes written
	numbers map[int]int // old object number to new
	queue   []int       // old numbers in their new order
	offsets []int64     // by new number - 1
	err     error
}

// write makes the file at path out of what can be reached from the catalog.
func write(ctx *model.Context, path string, info types.Dict) error {
	if err := ctx.BindNameTrees(); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	w := &writer{ctx: ctx, out: bufio.NewWriterSize(f, 1<<18), sum: sha256.New(), numbers: map[int]int{}}
	w.document(info)
	if w.err == nil {
		w.err = w.out.Flush()
	}
	if err := f.Close(); w.err == nil {
		w.err = err
	}
	return w.err
}

func (w *writer) document(info types.Dict) {
	w.text("%PDF-" + w.ctx.VersionString() + "\n%\xe2\xe3\xcf\xd3\n")
	root := w.renumber(w.ctx.Root.ObjectNumber.Value())
	for i := 0; i < len(w.queue) && w.err == nil; i++ { // it grows on the way
		w.indirect(i+1, w.queue[i])
	}
	w.offsets = append(w.offsets, w.at)
	properties := len(w.offsets)
	w.text(strconv.Itoa(properties) + " 0 obj\n")
	w.object(info)
	w.text("\nendobj\n")
	id := hex.EncodeToString(w.sum.Sum(nil)[:16])
	start := w.at
	w.text(fmt.Sprintf("xref\n0 %d\n0000000000 65535 f \n", len(w.offsets)+1))
	for _, at := range w.offsets {
		w.text(fmt.Sprintf("%010d 00000 n \n", at))
	}
	w.text(fmt.Sprintf("trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(w.offsets)+1, root, properties, id, id, start))
}

// renumber gives the new number of an object and remembers to write it.
func (w *writer) renumber(old int) int {
	number, known := w.numbers[old]
	if !known {
		w.queue = append(w.queue, old)
		number = len(w.queue)
		w.numbers[old] = number
	}
	return number
}

func (w *writer) indirect(number, old int) {
	w.offsets = append(w.offsets, w.at)
	w.text(strconv.Itoa(number) + " 0 obj\n")
	var o types.Object
	if entry := w.ctx.Table[old]; entry != nil && !entry.Free {
		o = entry.Object
	}
	w.object(o)
	w.text("\nendobj\n")
}

func (w *writer) object(o types.Object) {
	switch o := o.(type) {
	case nil:
		w.text("null")
	case types.IndirectRef:
		w.text(strconv.Itoa(w.renumber(o.ObjectNumber.Value())) + " 0 R")
	case types.Array:
		w.text("[")
		for i, one := range o {
			if i > 0 {
				w.text(" ")
			}
			w.object(one)
		}
		w.text("]")
	case types.Dict:
		w.dict(o)
	case types.StreamDict:
		w.stream(o)
	case types.ObjectStreamDict:
		w.stream(o.StreamDict)
	case types.XRefStreamDict:
		w.stream(o.StreamDict)
	case types.Float:
		w.text(strconv.FormatFloat(float64(o), 'f', -1, 64))
	default:
		w.text(o.PDFString())
	}
}

func (w *writer) dict(d types.Dict) {
	w.text("<<")
	for _, key := range slices.Sorted(maps.Keys(d)) {
		w.text("/" + types.EncodeName(key) + " ")
		w.object(d[key])
	}
	w.text(">>")
}

func (w *writer) stream(s types.StreamDict) {
	if s.Raw == nil && s.Content != nil { // made by the library, not packed yet
		if err := s.Encode(); err != nil && w.err == nil {
			w.err = err
		}
	}
	d := maps.Clone(s.Dict)
	d["Length"] = types.Integer(len(s.Raw))
	w.dict(d)
	w.text("\nstream\n")
	w.bytes(s.Raw)
	w.text("\nendstream")
}

func (w *writer) text(s string) {
	if w.err == nil {
		_, w.err = w.out.WriteString(s)
	}
	io.WriteString(w.sum, s) // a hash never fails
	w.at += int64(len(s))
}

func (w *writer) bytes(b []byte) {
	if w.err == nil {
		_, w.err = w.out.Write(b)
	}
	w.sum.Write(b)
	w.at += int64(len(b))
}
