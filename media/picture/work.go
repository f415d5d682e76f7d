package picture

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"tutti/media/tool"
)

const workName = tool.WorkPrefix + "picture"

// The limits of one run in the sandbox: 160 million pixels of 8 bytes, what a decoder needs besides, and up to 1.5 GiB of
// addresses that the runtime reserves.
const (
	memoryLimit = 4 << 30
	cpuLimit    = time.Minute
	wallLimit   = 3 * time.Minute
)

// Darkroom decodes pictures in the sandbox. It is safe for use by several goroutines.
type Darkroom struct{ tools *tool.Runner }

// NewDarkroom makes a Darkroom. The program that uses it names [Work] in its call of tool.Main.
func NewDarkroom(tools *tool.Runner) *Darkroom { return &Darkroom{tools: tools} }

// Work is the part that runs in the sandbox.
func Work() tool.Work { return tool.Work{Name: workName, Run: work} }

// order asks for a preview of a picture, all of whose pixels are read for it.
type order struct {
	Path      string `json:"path"`
	Preview   string `json:"preview"`
	Side      int    `json:"side"`
	Quality   int    `json:"quality"` // of the JPEG, 1 to 100
	Watermark string `json:"watermark"`
}

// Develop reads every pixel of the picture at path and writes its preview, as WriteJPEG does, to the file at preview.
//
// Errors: Invalid when pixels are missing or wrong, Limited when reading takes more than the sandbox gives; the others of
// tool.Run.
func (d *Darkroom) Develop(ctx context.Context, path, preview string, side int, watermark string) error {
	return d.develop(ctx, order{path, preview, side, previewQuality, watermark})
}

// Print writes the picture at path as a JPEG of its full size and good quality, turned upright, to the file at print. Errors:
// as Develop.
func (d *Darkroom) Print(ctx context.Context, path, print string) error {
	return d.develop(ctx, order{path, print, MaxSide, printQuality, ""})
}

func (d *Darkroom) develop(ctx context.Context, o order) error {
	text, err := json.Marshal(o)
	if err != nil {
		return err
	}
	_, err = d.tools.Run(ctx, tool.Job{Tool: workName, Inputs: []string{o.Path}, Dir: filepath.Dir(o.Preview), Stdin: bytes.NewReader(text),
		Outputs: []io.Writer{io.Discard}, Limits: tool.Limits{MemoryBytes: memoryLimit, CPU: cpuLimit, Wall: wallLimit}})
	return err
}

// work decodes and shrinks one picture.
func work(_ []string, in io.Reader, _ io.Writer) error {
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
	return errors.Join(WriteJPEG(f, img, facts.Orientation, o.Side, o.Quality, o.Watermark), f.Close())
}
