package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"time"

	"tutti/media/tool"
	"tutti/project"
)

const workName = tool.WorkPrefix + "picture"

// The limits of one run in the sandbox: 160 million pixels of 8 bytes, what a decoder needs besides, and up to 1.5 GiB of
// addresses that the runtime reserves.
const (
	memoryLimit = 4 << 30
	cpuLimit    = time.Minute
	wallLimit   = 3 * time.Minute
	mostAnswer  = 4 << 10
	leastSide   = 64 // pixels; a picture that is still too large with fewer is none
)

// Darkroom decodes pictures in the sandbox. It is safe for use by several goroutines.
type Darkroom struct{ tools *tool.Runner }

// NewDarkroom makes a Darkroom. The program that uses it names [Work] in its call of tool.Main.
func NewDarkroom(tools *tool.Runner) *Darkroom { return &Darkroom{tools: tools} }

// Work is the part that runs in the sandbox.
func Work() tool.Work { return tool.Work{Name: workName, Run: work} }

// order asks for a copy of a picture, all of whose pixels are read for it.
type order struct {
	Path      string `json:"path"`
	Preview   string `json:"preview"`
	Side      int    `json:"side"`
	Quality   int    `json:"quality"` // of the JPEG, 1 to 100
	Watermark string `json:"watermark"`
	Format    string `json:"format,omitempty"`    // "png"; a JPEG otherwise
	MaxBytes  int64  `json:"max_bytes,omitempty"` // of the copy; 0 for any size
}

// Develop reads every pixel of the picture at path and writes its preview, as WriteJPEG does, to the file at preview. It gives the
// part within a border of one colour, which is all of the picture without one, and empty when it has one colour altogether.
//
// Errors: Invalid when pixels are missing or wrong, Limited when reading takes more than the sandbox gives; the others of
// tool.Run.
func (d *Darkroom) Develop(ctx context.Context, path, preview string, side int, watermark string) (project.Area, error) {
	var seen answer
	err := d.develop(ctx, order{Path: path, Preview: preview, Side: side, Quality: previewQuality, Watermark: watermark}, &seen)
	return seen.Inside, err
}

// Print writes the picture at path as a JPEG of its full size and good quality, turned upright, to the file at print. Errors:
// as Develop.
func (d *Darkroom) Print(ctx context.Context, path, print string) error {
	return d.develop(ctx, order{Path: path, Preview: print, Side: MaxSide, Quality: printQuality}, nil)
}

// Fit writes the picture at path as a JPEG or a PNG, turned upright, to the file at to. A JPEG of more than maxBytes, unless that is
// 0, is written again: of a lower quality first, then with fewer pixels. Errors: as Develop; Invalid too when nothing makes it small
// enough.
func (d *Darkroom) Fit(ctx context.Context, path, to, format string, maxBytes int64) error {
	return d.develop(ctx, order{Path: path, Preview: to, Side: MaxSide, Quality: printQuality, Format: format, MaxBytes: maxBytes}, nil)
}

// answer is what the sandbox tells of a picture whose preview it wrote.
type answer struct {
	Inside project.Area `json:"inside"`
}

// develop has an order followed; what it answers is taken unless seen is nil.
func (d *Darkroom) develop(ctx context.Context, o order, seen *answer) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	var told bytes.Buffer
	_, err = d.tools.Run(ctx, tool.Job{Tool: workName, Inputs: []string{o.Path}, Dir: filepath.Dir(o.Preview), Stdin: bytes.NewReader(text),
		Outputs: []io.Writer{&told}, Limits: tool.Limits{MemoryBytes: memoryLimit, CPU: cpuLimit, Wall: wallLimit, OutputBytes: mostAnswer}})
	if err != nil || seen == nil {
		return err
	}
	if err := json.Unmarshal(told.Bytes(), seen); err != nil {
		return project.Because(err, project.Internal, "the work on the picture gave no answer that can be read")
	}
	return nil
}

// work decodes and shrinks one picture.
func work(_ []string, in io.Reader, out io.Writer) error {
	var o order
	if err := json.NewDecoder(in).Decode(&o); err != nil {
		return err
	}
	img, facts, err := Decode(o.Path)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(o.Preview, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("the preview cannot be written: %w", err)
	}
	return errors.Join(o.write(f, out, img, facts.Orientation), f.Close())
}

// write writes the copy to w, and to out what the picture shows.
func (o order) write(w, out io.Writer, img image.Image, orientation int) error {
	switch {
	case o.Format == "png":
		return png.Encode(w, upright(img, orientation))
	case o.MaxBytes > 0:
		return o.squeeze(w, img, orientation)
	}
	small := reduce(img, orientation, o.Side)
	return errors.Join(json.NewEncoder(out).Encode(answer{inside(small)}), writeMarked(w, small, o.Quality, o.Watermark))
}

// squeeze writes the JPEG that fits: at three qualities, then at three quarters of the side again and again.
func (o order) squeeze(w io.Writer, img image.Image, orientation int) error {
	side := max(img.Bounds().Dx(), img.Bounds().Dy())
	for _, quality := range []int{printQuality, 88, previewQuality} {
		if done, err := o.fits(w, img, orientation, side, quality); done || err != nil {
			return err
		}
	}
	for side = side * 3 / 4; side >= leastSide; side = side * 3 / 4 {
		if done, err := o.fits(w, img, orientation, side, previewQuality); done || err != nil {
			return err
		}
	}
	return fmt.Errorf("the picture cannot be written in %d bytes", o.MaxBytes)
}

func (o order) fits(w io.Writer, img image.Image, orientation, side, quality int) (bool, error) {
	var out bytes.Buffer
	if err := WriteJPEG(&out, img, orientation, side, quality, o.Watermark); err != nil || int64(out.Len()) > o.MaxBytes {
		return false, err
	}
	_, err := w.Write(out.Bytes())
	return true, err
}
