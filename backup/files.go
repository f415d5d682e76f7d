package backup

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pkg/xattr"
)

// copier copies files with their extended attributes, in which the store keeps what it knows of an object.
type copier struct {
	until  time.Time // what was written later is left out
	linked string    // folder whose equal files are linked; empty for none
	files  int
	bytes  int64
}

// tree copies a folder of the data directory; one that is not there is none.
func (c *copier) tree(ctx context.Context, from, to, name string) error {
	return filepath.WalkDir(filepath.Join(from, name), func(path string, e fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) { // it went while this looked: nothing of the moment refers to it
			return nil
		}
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		at, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		target := filepath.Join(to, at)
		switch {
		case e.IsDir():
			return c.folder(path, target)
		case e.Type().IsRegular():
			err = c.file(path, target, at)
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
}

func (c *copier) folder(from, to string) error {
	if err := os.MkdirAll(to, private); err != nil {
		return err
	}
	return attributes(from, to)
}

// file copies one file, or links the one of the backup before at the same place.
func (c *copier) file(from, to, at string) error {
	info, err := os.Stat(from)
	if err != nil || info.ModTime().After(c.until) {
		return err
	}
	if !c.link(info, to, at) {
		if err := copyFile(from, to, info); err != nil {
			return errors.Join(err, os.Remove(to))
		}
	}
	c.files, c.bytes = c.files+1, c.bytes+info.Size()
	return nil
}

// link takes the file of the backup before when it is the same: files of the store are written once.
func (c *copier) link(info fs.FileInfo, to, at string) bool {
	if c.linked == "" || at == "" {
		return false
	}
	before := filepath.Join(c.linked, at)
	was, err := os.Stat(before)
	return err == nil && was.Size() == info.Size() && was.ModTime().Equal(info.ModTime()) && os.Link(before, to) == nil
}

func copyFile(from, to string, info fs.FileInfo) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	return errors.Join(attributes(from, to), os.Chtimes(to, info.ModTime(), info.ModTime()))
}

// attributes copies those that a user may set. Where the file system has none, the store keeps files of its own instead.
func attributes(from, to string) error {
	names, err := xattr.List(from)
	if err != nil {
		return nil //nolint:nilerr // a file system without them
	}
	for _, name := range names {
		value, err := xattr.Get(from, name)
		if err == nil {
			err = xattr.Set(to, name, value)
		}
		if err != nil {
			return err
		}
	}
	return nil
}
