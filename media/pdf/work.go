package pdf

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"tutti/media/tool"
)

// Work is the part that runs in the sandbox.
func Work() tool.Work { return tool.Work{Name: workName, Run: work} }

// work reads an order from in and writes the answer to out. A panic of the reader is one more way to refuse a file.
func work(_ []string, in io.Reader, out io.Writer) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the PDF breaks its reader: %v", r)
		}
	}()
	var o order
	if err := json.NewDecoder(in).Decode(&o); err != nil {
		return err
	}
	debug.SetGCPercent(400) // the limit of memory, which the sandbox sets, is what counts
	api.DisableConfigDir()  // the library would look for its settings in the home directory
	answer, err := o.follow()
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(answer)
}

func (o order) follow() (any, error) {
	switch o.Do {
	case "look":
		return look(o.Files[0])
	case "digest":
		return digests(o.Files[0])
	case "cut":
		return struct{}{}, cut(o.Files[0], o.Ranges, o.Targets)
	case "join":
		return join(o.Book, o.Targets[0])
	}
	return nil, fmt.Errorf("nobody knows how to %q a PDF", o.Do)
}

// errEncrypted is for a file that wants a password, or that has one that allows only some uses.
var errEncrypted = errors.New("the PDF is encrypted")

// settings read what readers on every desk accept.
func settings() *model.Configuration {
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.Offline = true
	conf.Optimize = false
	conf.OptimizeBeforeWriting = false
	conf.Limits.MaxDecodeBytes = maxStream
	conf.Cmd = model.LISTINFO
	return conf
}

// open reads all objects of a file without looking into them.
func open(path string) (*model.Context, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	ctx, err := api.ReadContext(f, settings())
	switch {
	case errors.Is(err, pdfcpu.ErrWrongPassword), err == nil && ctx.Encrypt != nil:
		return nil, errEncrypted
	case err != nil:
		return nil, fmt.Errorf("it cannot be read as PDF: %w", err)
	}
	return ctx, nil
}

// read opens a file and checks it: no bomb, and well-formed as far as readers insist.
func read(path string) (*model.Context, error) {
	ctx, err := open(path)
	if err != nil {
		return nil, err
	}
	if _, bomb := weigh(ctx); bomb != "" {
		return nil, errors.New(bomb)
	}
	return ctx, validate(ctx)
}

func validate(ctx *model.Context) error {
	if err := api.ValidateContext(ctx); err != nil {
		return fmt.Errorf("it is not well-formed: %w", err)
	}
	if ctx.PageCount == 0 {
		return errors.New("it has no pages")
	}
	return nil
}
