package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"golang.org/x/term"

	"tutti/api/wire"
	"tutti/client"
	"tutti/demo/board"
)

// bar shows how far a file is: one line that is written over on a terminal, nothing until the end elsewhere.
type bar struct {
	out         io.Writer
	live        bool
	name        string
	began, last time.Time
	done, total int64
}

// The look of the bar.
const (
	barColumns = 30
	barEvery   = 100 * time.Millisecond
)

func (c *cli) bar(name string) *bar {
	file, ok := c.errs.(*os.File)
	return &bar{out: c.errs, live: ok && term.IsTerminal(int(file.Fd())), name: name, began: time.Now()}
}

func (b *bar) progress(done, total int64) {
	b.done, b.total = done, total
	if !b.live || time.Since(b.last) < barEvery && done < total {
		return
	}
	b.last = time.Now()
	filled := barColumns
	if total > 0 {
		filled = int(int64(barColumns) * done / total)
	}
	_, _ = fmt.Fprintf(b.out, "\r%s [%s%s] %s of %s\x1b[K", board.Fit(b.name, 28), strings.Repeat("#", filled), strings.Repeat(".", barColumns-filled), size(done), size(total))
}

// end clears the line: what became of the file is said elsewhere.
func (b *bar) end() {
	if b.live {
		_, _ = io.WriteString(b.out, "\r\x1b[K")
	}
}

// send sends a file up. The same file to the same place goes on where it was cut off.
func (c *cli) send(ctx context.Context, server *client.Client, to wire.UploadRequest, path string) (wire.Upload, error) {
	b := c.bar(path)
	up, err := server.UploadFile(ctx, to, path, b.progress)
	b.end()
	if err != nil {
		return up, err
	}
	c.note("sent %s: %s in %.1f s, sha256 %.12s", path, size(up.Size), time.Since(b.began).Seconds(), up.SHA256)
	return up, nil
}
