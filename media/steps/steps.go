// Package steps keeps what the steps of a build made, by their content address: the step with its version and settings, the
// tools, and the hashes of what went in. The same step over the same bytes is done once, so a change costs its own branch of
// the build and nothing else. Everything kept can be made again; any file may vanish at any time.
package steps

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tutti/media/shelf"
	"tutti/project"
)

// Step names a piece of work by everything that decides about its bytes.
type Step struct {
	Name     string   `json:"name"`     // with the version of its code, as "normalise 1"
	Tools    []string `json:"tools"`    // versions of the tools that do it
	Settings any      `json:"settings"` // of this step; encodes to JSON
	Inputs   []string `json:"inputs"`   // sha256 of each file that goes in, in their order
}

// address is the name of the step's result.
func (s Step) address() (string, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return "", project.Because(err, project.Internal, "the settings of the step %q cannot be written down", s.Name)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}

// Cache is a bounded directory of results. Several goroutines and processes may share it.
type Cache struct {
	dir string
	max int64
}

const suffix = ".step"

// Open uses dir, and makes it where it is missing. It holds at most maxBytes after each Do.
func Open(dir string, maxBytes int64) (*Cache, error) {
	if maxBytes <= 0 {
		return nil, project.Errorf(project.Internal, "a cache of %d bytes holds nothing", maxBytes)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Cache{dir: dir, max: maxBytes}, nil
}

// Do brings the result of the step to the path into, which must not exist and should be on the same disk. What is not kept is
// made: work writes it to the path that it is given. The result at into is the caller's to read and to remove, not to change.
//
// Errors: those of work as they are; trouble of the disk.
func (c *Cache) Do(ctx context.Context, s Step, into string, work func(ctx context.Context, path string) error) error {
	address, err := s.address()
	if err != nil {
		return err
	}
	kept := filepath.Join(c.dir, address+suffix)
	if err := bring(kept, into); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	part, err := c.part(address)
	if err != nil {
		return err
	}
	defer os.Remove(part)
	if err := work(ctx, part); err != nil {
		return err
	}
	if err := settle(part); err != nil {
		return err
	}
	if err := bring(part, into); err != nil {
		return err
	}
	if err := os.Rename(part, kept); err != nil {
		return err
	}
	return shelf.Trim(c.dir, suffix, c.max)
}

// part gives the name of a new file beside the results. The file is not there yet: some tools refuse to overwrite.
func (c *Cache) part(address string) (string, error) {
	f, err := os.CreateTemp(c.dir, address+"-*"+shelf.Unfinished)
	if err != nil {
		return "", err
	}
	f.Close()
	return f.Name(), os.Remove(f.Name())
}

// settle has the bytes on the disk before their name says that they are whole.
func settle(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// bring gives a file a second name, or copies it to another disk, and marks it as used.
func bring(from, to string) error {
	now := time.Now()
	if err := os.Chtimes(from, now, now); err != nil {
		return err
	}
	if err := os.Link(from, to); err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
