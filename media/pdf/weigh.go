package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/ascii85"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
	"golang.org/x/image/tiff/lzw"
)

// The limits of what streams may unpack to, in bytes. A picture may be as great as its pixels say, up to maxPicture.
const (
	maxStream  = 128 << 20
	maxAll     = 2 << 30
	maxPicture = 512 << 20
	maxRatio   = 200
	ratioFrom  = 16 << 20 // what unpacks to less is never a bomb
)

// weigh unpacks every stream, keeping nothing, and gives the sum in bytes and the reason not to go on, "" for none.
func weigh(ctx *model.Context) (int64, string) {
	var sum int64
	for _, number := range slices.Sorted(maps.Keys(ctx.Table)) {
		entry := ctx.Table[number]
		if entry == nil || entry.Free {
			continue
		}
		stream, ok := entry.Object.(types.StreamDict)
		if !ok {
			continue
		}
		limit := allowance(stream)
		n := unpacked(stream, limit+1)
		if sum += n; n > limit || sum > maxAll {
			return sum, fmt.Sprintf("%d bytes of object %d unpack to more than %d", len(stream.Raw), number, min(limit, maxAll))
		}
	}
	return sum, ""
}

// allowance is what a stream may unpack to.
func allowance(s types.StreamDict) int64 {
	packed := int64(len(s.Raw))
	if width, height := s.IntEntry("Width"), s.IntEntry("Height"); s.Image() && width != nil && height != nil {
		const samples = 4 * 2 // CMYK of 16 bits
		if *width > 0 && *height > 0 && *width < maxPicture && *height < maxPicture {
			return min(maxPicture, max(ratioFrom, samples*int64(*width)*int64(*height)+int64(*height)))
		}
	}
	return min(maxStream, max(ratioFrom, packed*maxRatio))
}

// unpacked counts the bytes of a stream behind its filters, up to limit. Damage ends the count.
func unpacked(s types.StreamDict, limit int64) int64 {
	r, _ := plain(s)
	n, _ := io.Copy(io.Discard, io.LimitReader(r, limit))
	return n
}

// plain reads a stream behind the filters that pack bytes; whole says that none of another kind is left.
func plain(s types.StreamDict) (r io.Reader, whole bool) {
	r = bytes.NewReader(s.Raw)
	for _, f := range s.FilterPipeline {
		switch f.Name {
		case filter.Flate:
			z, err := zlib.NewReader(r)
			if err != nil {
				return bytes.NewReader(nil), false
			}
			r = z
		case filter.LZW:
			r = lzw.NewReader(r, lzw.MSB, 8)
		case filter.ASCII85:
			r = ascii85.NewDecoder(r)
		default:
			return r, false
		}
	}
	return r, true
}
