package assemble

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"tutti/media/picture"
	"tutti/media/sheet"
	"tutti/media/steps"
	"tutti/project"
)

const (
	photoBookVersion = "tutti-photo-book 1"
	spreadPages      = 2
)

// photoBook gives every seller a spread, in the order of the plan, behind a cover that makes the first spread begin on a left
// page. A changed picture costs its own spread and the binding.
func (w *workshop) photoBook(ctx context.Context) error {
	chapters := []chapter{w.cover()}
	for n, e := range w.manifest.Entries {
		chapters = append(chapters, w.spread(n, e.Input))
	}
	if len(w.manifest.Missing) > 0 {
		chapters = w.inOrder(chapters)
	}
	return w.bind(ctx, photoBookVersion, chapters)
}

// inOrder puts the placeholders of what is missing between the spreads.
func (w *workshop) inOrder(spreads []chapter) []chapter {
	out := []chapter{spreads[0]}
	next := 1
	for _, in := range w.request.Inputs {
		if !in.Missing() {
			out = append(out, spreads[next])
			next++
			continue
		}
		one := w.placeholder(in)
		empty := one
		empty.quiet = true
		out = append(out, one, empty) // both sides of its spread
	}
	return out
}

func (w *workshop) cover() chapter {
	below := ""
	if n, countries := people(w.manifest.Credits), project.Countries(w.manifest.Credits); n > 1 && countries > 1 {
		below = fmt.Sprintf("%d people in %d countries", n, countries)
	}
	title := oneLine(w.request.Title)
	return w.own(title, fmt.Sprintf("cover %q %q", title, below), 1, func(f *os.File) error {
		return sheet.Cover(f, w.pageSize(), title, below)
	})
}

// spread is the two pages of one delivery. It is a step of its own.
func (w *workshop) spread(n int, in project.Input) chapter {
	caption := sheet.Caption{Title: oneLine(in.Title), Name: oneLine(cmp.Or(in.Credit.Name, in.Role)), Place: oneLine(in.Credit.Country)}
	hashes := []string{}
	for _, f := range in.Files {
		hashes = append(hashes, f.SHA256)
	}
	step := steps.Step{Name: "spread 1", Tools: []string{sheet.Version}, Settings: []any{caption, w.pageSize()}, Inputs: hashes}
	return chapter{title: cmp.Or(caption.Name, caption.Title), pages: spreadPages, entry: n, address: fmt.Sprint(step),
		bring: func(ctx context.Context) (string, error) {
			return w.step(ctx, step, fmt.Sprintf("spread-%d.pdf", n), func(ctx context.Context, path string) error { return w.setSpread(ctx, in, caption, path) })
		}}
}

func (w *workshop) setSpread(ctx context.Context, in project.Input, caption sheet.Caption, path string) error {
	var pictures []sheet.Picture
	for _, file := range in.Files {
		one, err := w.printable(ctx, in, file)
		if err != nil {
			return err
		}
		pictures = append(pictures, one)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := sheet.Spread(f, w.pageSize(), caption, pictures); err != nil {
		return err
	}
	return f.Close()
}

// printable gives a delivered picture as a JPEG: its own bytes where it is one, else a print of it.
func (w *workshop) printable(ctx context.Context, in project.Input, file project.FileFacts) (sheet.Picture, error) {
	path, err := w.original(ctx, file)
	if err != nil {
		return sheet.Picture{}, err
	}
	facts, err := picture.Read(path)
	if err != nil {
		return sheet.Picture{}, project.Because(err, project.Invalid, "%q of %q cannot be put into a photo book: %s", file.Name, in.Key, err)
	}
	plain := []int{1, 3, 6, 8} // the others are mirrored
	if facts.Format != "jpeg" || !slices.Contains(plain, facts.Orientation) {
		print := path + "-print.jpg"
		if _, err := os.Stat(print); err != nil {
			err = into(print, func(dir, name string) error {
				return picture.NewDarkroom(w.decoder.Tools).Print(ctx, path, filepath.Join(dir, name))
			})
			if err != nil {
				return sheet.Picture{}, err
			}
		}
		path, facts.Orientation = print, 1
	}
	return sheet.Picture{Path: path, Width: facts.Width, Height: facts.Height, Orientation: facts.Orientation}, nil
}
