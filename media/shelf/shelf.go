// Package shelf keeps a directory of results within its size. Everything on it can be made again, so any file may vanish at any
// time; several goroutines and processes may share a directory.
package shelf

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Unfinished ends the name of a file on its way; a crash leaves such files behind.
const Unfinished = ".part"

const partAge = 6 * time.Hour // after which nobody works on a part any more

// Trim removes the files whose names end with the suffix, the longest unused first, until the rest has at most so many bytes,
// and parts that a crash left behind. Files that vanish meanwhile were removed by another process.
func Trim(dir, suffix string, maxBytes int64) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var total int64
	var files []fs.FileInfo
	for _, e := range entries {
		info, err := e.Info()
		switch {
		case err != nil: // another process removed it
		case strings.HasSuffix(e.Name(), Unfinished) && time.Since(info.ModTime()) > partAge:
			os.Remove(filepath.Join(dir, e.Name()))
		case strings.HasSuffix(e.Name(), suffix):
			total += info.Size()
			files = append(files, info)
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int {
		return cmp.Or(a.ModTime().Compare(b.ModTime()), strings.Compare(a.Name(), b.Name()))
	})
	for _, f := range files {
		if total <= maxBytes {
			break
		}
		os.Remove(filepath.Join(dir, f.Name()))
		total -= f.Size()
	}
	return nil
}
