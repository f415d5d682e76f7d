package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"codeberg.org/go-pdf/fpdf"
	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"tutti/bench/measure"
	"tutti/media/pdf"
	"tutti/media/tool"
)

const (
	chapterPages = 20
	mergeRounds  = 3 // the best counts
)

// merge joins chapters with our press, in its sandbox and to the same bytes each time, and with the library alone.
func (b *bench) merge(ctx context.Context, n int) error {
	dir, err := os.MkdirTemp("", "tutti-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	api.DisableConfigDir()
	var files []string
	book := pdf.Book{Title: "Bench", Author: "Bench"}
	for i := range n {
		path, err := chapter(dir, i)
		if err != nil {
			return err
		}
		files = append(files, path)
		book.Chapters = append(book.Chapters, pdf.Chapter{Path: path, Title: fmt.Sprintf("Chapter %d", i+1)})
	}
	press := pdf.New(tool.New(tool.Options{}))
	bare, ours := 1e9, 1e9
	for range mergeRounds {
		cpu, _, err := measure.Cost(func() error {
			conf := model.NewDefaultConfiguration()
			return api.MergeCreateFile(files, filepath.Join(dir, "bare.pdf"), false, conf)
		})
		if err != nil {
			return err
		}
		bare = min(bare, cpu)
		cpu, _, err = measure.Cost(func() error { _, err := press.Join(ctx, book, dir, "ours.pdf"); return err })
		if err != nil {
			return err
		}
		ours = min(ours, cpu)
	}
	b.line(fmt.Sprintf("PDF of %d chapters against the library alone", n), ours/bare, goalMerge, ours/bare <= goalMerge,
		fmt.Sprintf("%.2f CPU s against %.2f, sandbox included", ours, bare))
	return nil
}

func chapter(dir string, i int) (string, error) {
	p := fpdf.New("P", "mm", "A5", "")
	p.SetFont("Times", "", 11)
	for page := range chapterPages {
		p.AddPage()
		if page == 0 {
			p.Bookmark(fmt.Sprintf("Section of %d", i), 0, -1)
		}
		for line := range 40 {
			p.SetXY(15, 12+4.6*float64(line))
			p.Cell(0, 4, fmt.Sprintf("%d.%d.%d the quick brown fox jumps over the lazy dog, again and again", i, page, line))
		}
	}
	path := filepath.Join(dir, fmt.Sprintf("%04d.pdf", i))
	return path, p.OutputFileAndClose(path)
}
