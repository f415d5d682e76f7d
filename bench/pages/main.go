// Command pages compares joining PDFs with the library called directly, and bundles of files in a store with a plain copy of
// the same files, in one run. It ends with status 1 when a ratio is above its limit.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"

	"tutti/media/pdf"
	"tutti/media/tool"
)

// The goals.
const (
	goalMerge    = 1.2 // CPU time of a join over that of the library
	goalMoved    = 0.1 // bytes through us over all bytes, where the store composes
	goalStreamed = 0.7 // speed of a streamed bundle over that of a plain copy
	goalMemory   = 128 // MiB that a bundle takes
)

func main() {
	tool.Main(pdf.Work())
	if len(os.Args) == 2 && os.Args[1] == storeCommand {
		os.Exit(beStore())
	}
	chapters := flag.Int("chapters", 200, "PDFs to join, of 20 pages each")
	files := flag.Int("files", 18, "files of 60 MB to bundle; 170 are 10 GiB")
	flag.Parse()
	b := &bench{good: true}
	err := b.merge(context.Background(), *chapters)
	if err == nil {
		err = b.bundle(context.Background(), *files)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "bench/pages:", err)
		os.Exit(2)
	}
	if !b.good {
		os.Exit(1)
	}
}

// bench remembers whether every goal was reached.
type bench struct{ good bool }

// line prints a figure beside its goal.
func (b *bench) line(what string, figure, goal float64, reached bool, detail string) {
	mark := "ok"
	if !reached {
		mark, b.good = "MISSED", false
	}
	fmt.Printf("%-44s %7.2f (goal %g, %s)  %s\n", what, figure, goal, mark, detail)
}
