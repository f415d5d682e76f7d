package picture

import (
	"encoding/binary"
	"image"
	"io"
	"slices"

	"golang.org/x/image/tiff"
)

// The tags that tell a TIFF of four inks.
const (
	tagPhotometric  = 262
	tagSamples      = 277
	tagExtraSamples = 338

	photometricRGB  = 2
	photometricInks = 5
	oneShort        = 3 // the type of a value of 16 bits
	plainAlpha      = 2 // an extra sample by which the others were not multiplied
)

// inks is a TIFF in cyan, magenta, yellow and black that gives itself out as red, green, blue and an extra sample: the decoder knows how
// four samples are stored and packed, and only not what these four mean. It has a directory of its own behind the end of the file.
type inks struct {
	file io.ReaderAt
	size int64   // of the file
	head [8]byte // which points to dir
	dir  []byte
}

// inksOf gives the pixels of a TIFF of four inks to a decoder of TIFF; nil for any other picture.
func inksOf(file io.ReaderAt, size int64) *io.SectionReader {
	p := &inks{file: file, size: size + size&1}
	if _, err := file.ReadAt(p.head[:], 0); err != nil {
		return nil
	}
	var order binary.ByteOrder
	switch string(p.head[:4]) {
	case "II*\x00":
		order = binary.LittleEndian
	case "MM\x00*":
		order = binary.BigEndian
	default:
		return nil
	}
	if p.dir = inkDirectory(order, file, int64(order.Uint32(p.head[4:]))); p.dir == nil || p.size > 1<<32-1 {
		return nil
	}
	order.PutUint32(p.head[4:], uint32(p.size))
	return io.NewSectionReader(p, 0, p.size+int64(len(p.dir)))
}

// inkDirectory copies a directory with other words about the samples; nil when they are no four inks.
func inkDirectory(order binary.ByteOrder, file io.ReaderAt, at int64) []byte {
	const entry = 12
	count := section(file, at, 2)
	if len(count) < 2 || order.Uint16(count) > maxSegments {
		return nil
	}
	n := int64(order.Uint16(count))
	entries := section(file, at+2, n*entry)
	if int64(len(entries)) < n*entry {
		return nil
	}
	photometric, samples, extra := uint16(0), uint16(0), len(entries)
	for i := 0; i < len(entries); i += entry {
		switch tag := order.Uint16(entries[i:]); {
		case tag == tagPhotometric:
			photometric = order.Uint16(entries[i+8:])
			order.PutUint16(entries[i+8:], photometricRGB)
		case tag == tagSamples:
			samples = order.Uint16(entries[i+8:])
		case tag == tagExtraSamples:
			return nil // more than four inks
		case tag > tagExtraSamples:
			extra = min(extra, i)
		}
	}
	if photometric != photometricInks || samples != 4 {
		return nil
	}
	var fourth [entry]byte
	order.PutUint16(fourth[0:], tagExtraSamples)
	order.PutUint16(fourth[2:], oneShort)
	order.PutUint32(fourth[4:], 1)
	order.PutUint16(fourth[8:], plainAlpha)
	dir := make([]byte, 2, 2+len(entries)+entry+4)
	order.PutUint16(dir, uint16(n+1))
	dir = append(dir, slices.Insert(entries, extra, fourth[:]...)...)
	return append(dir, 0, 0, 0, 0) // no other directory
}

// ReadAt reads the file with another head and the directory behind it.
func (p *inks) ReadAt(b []byte, off int64) (int, error) {
	n := 0
	for n < len(b) {
		at := off + int64(n)
		part := b[n:]
		var got int
		switch {
		case at < int64(len(p.head)):
			got = copy(part, p.head[at:])
		case at >= p.size:
			if at-p.size >= int64(len(p.dir)) {
				return n, io.EOF
			}
			got = copy(part, p.dir[at-p.size:])
		default:
			var err error
			part = part[:min(int64(len(part)), p.size-at)]
			if got, err = p.file.ReadAt(part, at); err != nil && got < len(part) {
				if err != io.EOF {
					return n + got, err
				}
				clear(part[got:]) // the even byte
				got = len(part)
			}
		}
		n += got
	}
	return n, nil
}

// decodeInks decodes what inksOf gave.
func decodeInks(r io.Reader) (image.Image, error) {
	img, err := tiff.Decode(r)
	if err != nil {
		return nil, err
	}
	out := image.NewCMYK(img.Bounds())
	switch samples := img.(type) {
	case *image.NRGBA:
		copy(out.Pix, samples.Pix)
	case *image.NRGBA64:
		for i := range out.Pix {
			out.Pix[i] = samples.Pix[2*i] // the upper half of each
		}
	default:
		return nil, tiff.UnsupportedError("color model")
	}
	return out, nil
}
