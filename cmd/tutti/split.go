package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"tutti/api/planfile"
	"tutti/media/split"
	"tutti/media/tool"
	"tutti/project"
)

// splitting is how a source is to be cut, and what becomes of its pieces.
type splitting struct {
	by    string
	parts int
	every float64
	to    string
	price string
	terms project.SplitTerms
}

func (c *cli) splitCommand() *cobra.Command {
	var s splitting
	cmd := leaf("split", "FILE|FOLDER", "cut a file into pieces, and propose a plan with a sub-gig for each", func(ctx context.Context, args []string) error {
		s.terms.Price = project.Decimal(s.price)
		return c.split(ctx, args[0], s)
	})
	cmd.Long = "split cuts a source (" + strings.Join(split.Formats(), ", ") + ") into pieces and writes them into a folder with a plan.\n" +
		"Of a folder every file is a piece, as of a zip; names that begin with a dot are left out.\n" +
		"Nothing is launched: edit the plan, then launch it. Untouched pieces are assembled to the source again."
	flags := cmd.Flags()
	flags.StringVar(&s.by, "by", "", "at what to cut: pages, bookmarks, headings, chapters, rows, cues, units, time, scenes or entries; each format has its own way")
	flags.IntVar(&s.parts, "parts", 0, "so many pieces, as even as possible")
	flags.Float64Var(&s.every, "every", 0, "so many units for each piece: pages, rows, cues; seconds for time")
	flags.StringVar(&s.to, "to", "", "folder for the plan and the pieces; FILE-split when left out")
	flags.StringVar(&s.terms.Title, "title", "", "title of the project")
	flags.StringVar(&s.terms.Role, "role", "", "skill that every sub-gig asks for")
	flags.StringVar(&s.price, "price", "", "price of every sub-gig, as 120.00")
	flags.StringVar(&s.terms.Currency, "currency", "", "ISO 4217; EUR when left out")
	flags.StringArrayVar(&s.terms.Brief, "brief", nil, "what is asked for of every piece; once for each item")
	cmd.ValidArgsFunction = nil
	return cmd
}

func (c *cli) split(ctx context.Context, name string, s splitting) error {
	if err := s.terms.Check(); err != nil {
		return err
	}
	if s.to == "" {
		s.to = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)) + "-split"
	}
	source, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	info, err := os.Stat(source)
	if err != nil || !info.Mode().IsRegular() && !info.IsDir() {
		return project.Errorf(project.Invalid, "there is no file %s to split", name)
	}
	if err := emptyFolder(s.to); err != nil {
		return err
	}
	defer os.Remove(s.to) // only when nothing came of it: a folder with something in it stays
	splitter, err := split.New(split.Options{Tools: tool.New(tool.Options{})})
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp(s.to, ".pieces-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if work, err = filepath.Abs(work); err != nil {
		return err
	}
	title := filepath.Base(source)
	if info.IsDir() {
		packed := filepath.Join(work, "folder.zip")
		if err := split.Folder(ctx, source, packed); err != nil {
			return err
		}
		source, title = packed, title+".zip"
	}
	done, err := splitter.Split(ctx, split.Request{Name: title, Path: source, By: project.SplitBy(s.by), Parts: s.parts, Every: s.every, Work: work})
	if err != nil {
		return err
	}
	plan, err := writePieces(done, source, s)
	if err != nil {
		return err
	}
	if err := c.answer(done.Split, splitTable(done)); err != nil || c.format != "table" {
		return err
	}
	if done.Wanted > 0 {
		c.note("cut into %d, not %d: %s", len(done.Pieces), done.Wanted, fewer(done.Format))
	}
	return c.recommend("plan validate "+plan+c.dataFlag(), "project launch "+plan+c.dataFlag()+"      when you have edited it")
}

// emptyFolder makes a folder, or takes one that has nothing in it.
func emptyFolder(path string) error {
	there, err := os.ReadDir(path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return os.MkdirAll(path, 0o755)
	case err != nil:
		return project.Because(err, project.Invalid, "the folder %s cannot be used: %v", path, err)
	case len(there) > 0:
		return project.Errorf(project.Invalid, "the folder %s is not empty; name another one", path)
	}
	return nil
}

// writePieces puts the pieces, the source where the recipe needs it, and the plan into the folder.
func writePieces(done split.Result, source string, s splitting) (plan string, err error) {
	const pieces = "pieces"
	if err := os.Mkdir(filepath.Join(s.to, pieces), 0o755); err != nil {
		return "", err
	}
	for _, p := range done.Pieces {
		to := filepath.Join(s.to, pieces, filepath.FromSlash(p.Cut.Path()))
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return "", err
		}
		if err := os.Rename(p.Path, to); err != nil {
			return "", err
		}
	}
	if done.Recipe.Source != "" {
		if err := copyFile(source, filepath.Join(s.to, pieces, done.Source.Name)); err != nil {
			return "", err
		}
	}
	text, err := planfile.Write(done.Plan(s.terms, pieces+"/"), fmt.Sprintf("%s, split by %s into %d pieces.", done.Source.Name, done.By, len(done.Pieces)),
		"Fill in people and prices, then launch it:", "", "  tutti project launch "+filepath.Join(s.to, "plan.yaml"))
	if err != nil {
		return "", err
	}
	plan = filepath.Join(s.to, "plan.yaml")
	return plan, os.WriteFile(plan, text, 0o644)
}

func copyFile(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}

// fewer says why a source falls into fewer pieces than were asked for.
func fewer(format string) string {
	if format == "video" {
		return "a film is cut at key pictures on which nothing before them leans, and it has no more of these; encode it with more of them, or with closed groups"
	}
	return "it has no more places to cut at"
}

func splitTable(done split.Result) table {
	t := table{head: []string{"key", "title", done.Unit, "file", "size"}}
	for _, p := range done.Pieces {
		t.add(p.Key, p.Title, fmt.Sprintf("%d-%d", p.From+1, p.To), p.Cut.Path(), size(p.File.Size))
	}
	return t
}
