// Package galley makes the copies in which texts, subtitles, tables, translations and lists of files are read and judged: set on pages,
// and drawn as proofs, so that what was delivered is seen and not had.
package galley

import (
	"context"
	"os"
	"path/filepath"

	"tutti/media/pdf"
	"tutti/media/proof"
	"tutti/media/sheet"
	"tutti/media/tool"
	"tutti/media/typeset"
	"tutti/project"
)

// mostPages is how many pages a proof has at most: a thick novel. Beyond, its last page says that there is more.
const mostPages = 600

// paper is what proofs are set on: A4.
var paper = sheet.Size{Width: 210, Height: 297}

// Make writes the proof of blocks to the file target, an absolute path. mark stands across each page, unless it is empty. Errors: those of proof.Make.
func Make(ctx context.Context, tools *tool.Runner, blocks []typeset.Block, mark, target string) error {
	set, err := typeset.First(paper, blocks, mostPages, "There is more than can be shown here.")
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(filepath.Dir(target), "galley-")
	if err != nil {
		return project.Because(err, project.Internal, "there is no room for a proof")
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "set.pdf")
	if err := write(path, set); err != nil {
		return err
	}
	pages := make([]pdf.Page, set.Count())
	for i := range pages {
		pages[i] = pdf.Page{Width: paper.Width, Height: paper.Height}
	}
	return proof.Make(ctx, tools, path, pages, mark, target)
}

func write(path string, set *typeset.Pages) error {
	f, err := os.Create(path)
	if err != nil {
		return project.Because(err, project.Internal, "there is no room for a proof")
	}
	if err := set.Write(f, 1); err != nil {
		f.Close()
		return err
	}
	return f.Close()
}
