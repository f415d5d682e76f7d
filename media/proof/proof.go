// Package proof makes the copies of PDFs that reviewers see before a delivery is paid: every page a picture of modest resolution
// with words across it, if they are wanted, in the size of the page. No text and no picture of the original is in it.
//
// Pages are drawn by pdftoppm of Poppler in the sandbox, which sees the file, the machine's fonts and nothing else.
package proof

import (
	"context"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"

	"tutti/media/pdf"
	"tutti/media/sheet"
	"tutti/media/tool"
	"tutti/project"
)

// The resolution of a proof in dots an inch: enough to read and to judge by, not to print from. Long documents and large pages get
// less, so that neither the pixels of a page nor the bytes of the whole grow without bound.
const (
	finest    = 92.0
	coarsest  = 24.0
	manyPages = 400    // from here on less
	mostSide  = 2400.0 // pixels
)

// The limits of drawing a share of the pages.
const (
	cpuBase  = 20 // seconds
	cpuPage  = 2  // seconds for each page more
	fileMost = 32 << 20
)

// Version names what decides about the bytes of a proof; it changes whenever the same pages would give others.
func Version(ctx context.Context, tools *tool.Runner) (string, error) {
	version, err := tools.Version(ctx, tool.PDFToPPM)
	return "tutti-proof 3 (" + version + ")", err
}

// Make writes the proof of the PDF at path, whose pages are known, to the file target. Both are absolute. mark stands across each page, unless
// it is empty.
//
// Errors: Invalid when a page cannot be drawn, Limited when drawing takes more than the sandbox gives, Unavailable when pdftoppm is
// not installed; the others of tool.Run.
func Make(ctx context.Context, tools *tool.Runner, path string, pages []pdf.Page, mark, target string) error {
	dir, err := os.MkdirTemp(filepath.Dir(target), "proof-")
	if err != nil {
		return project.Because(err, project.Internal, "there is no room for a proof")
	}
	defer os.RemoveAll(dir)
	if err := draw(ctx, tools, path, dir, pages); err != nil {
		return err
	}
	drawn, err := filepath.Glob(filepath.Join(dir, "page-*.jpg")) // sorted, with numbers of one length
	if err != nil || len(drawn) != len(pages) {
		return project.Because(err, project.Invalid, "of %d pages only %d can be drawn", len(pages), len(drawn))
	}
	sizes := make([]sheet.Size, 0, len(pages))
	for _, p := range pages {
		sizes = append(sizes, sheet.Size{Width: p.Width, Height: p.Height})
	}
	if err := write(filepath.Join(dir, "drawn.pdf"), sizes, drawn, mark); err != nil {
		return err
	}
	// Joining writes the same pages as the same bytes; setting them does not.
	if _, err := pdf.New(tools).Join(ctx, pdf.Book{Chapters: []pdf.Chapter{{Path: filepath.Join(dir, "drawn.pdf")}}}, dir, "proof.pdf"); err != nil {
		return err
	}
	return os.Rename(filepath.Join(dir, "proof.pdf"), target)
}

// draw has every page drawn, by as many processes as there are processors.
func draw(ctx context.Context, tools *tool.Runner, path, dir string, pages []pdf.Page) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.NumCPU())
	for _, s := range shares(pages) {
		g.Go(func() error {
			_, err := tools.Run(ctx, tool.Job{Tool: tool.PDFToPPM, Inputs: []string{path}, Trees: fonts(), Dir: dir,
				Args: []string{"-q", "-jpeg", "-jpegopt", "quality=60,progressive=n,optimize=y", "-cropbox", "-r", fmt.Sprintf("%.3f", s.resolution),
					"-f", fmt.Sprint(s.from), "-l", fmt.Sprint(s.to), path, filepath.Join(dir, "page")},
				Limits: tool.Limits{CPU: s.cpu(), Wall: 2 * s.cpu(), FileBytes: fileMost}})
			return err
		})
	}
	return g.Wait()
}

// fonts are where the machine has letters for documents that do not bring their own, and what says which to take.
func fonts() []string {
	return []string{"/usr/share/fonts", "/usr/local/share/fonts", "/etc/fonts", "/usr/share/fontconfig", "/var/cache/fontconfig", "/usr/share/poppler"}
}

// share is pages of one resolution that are drawn by one process, counted from 1, the last included.
type share struct {
	from, to   int
	resolution float64
}

func (s share) cpu() time.Duration { return seconds(cpuBase + cpuPage*(s.to-s.from+1)) }

// shares deals the pages out evenly. A page that is larger than others has a share of its own.
func shares(pages []pdf.Page) []share {
	even := max(8, (len(pages)+runtime.NumCPU()-1)/runtime.NumCPU())
	var out []share
	for i, p := range pages {
		at := resolution(p, len(pages))
		if n := len(out); n > 0 && out[n-1].resolution == at && i+1-out[n-1].from < even {
			out[n-1].to = i + 1
			continue
		}
		out = append(out, share{i + 1, i + 1, at})
	}
	return out
}

// resolution is that of a page of a document with so many.
func resolution(p pdf.Page, of int) float64 {
	dpi := finest
	if of > manyPages {
		dpi *= math.Sqrt(manyPages / float64(of))
	}
	dpi = max(dpi, coarsest)
	if longest := max(p.Width, p.Height); longest > 0 {
		dpi = min(dpi, mostSide*25.4/longest)
	}
	return dpi
}

func write(target string, sizes []sheet.Size, drawn []string, mark string) error {
	f, err := os.Create(target)
	if err != nil {
		return project.Because(err, project.Internal, "there is no room for a proof")
	}
	if err := sheet.Proof(f, sizes, drawn, mark); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}

func seconds(n int) time.Duration { return time.Duration(n) * time.Second }
