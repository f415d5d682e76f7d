package pcm

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tutti/media/shelf"
)

// Cache is a bounded directory of canonical PCM. Everything in it can be made again from the originals, so any file may
// vanish at any time; an open File stays readable. Several goroutines and processes may share a directory.
type Cache struct {
	dir string
	max int64
}

const suffix = ".pcm"

// OpenCache uses dir, and makes it where it is missing. It holds at most maxBytes after each Commit.
func OpenCache(dir string, maxBytes int64) (*Cache, error) {
	if maxBytes <= 0 {
		return nil, fmt.Errorf("pcm: a cache of %d bytes holds nothing", maxBytes)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	return &Cache{dir: dir, max: maxBytes}, nil
}

// Key names the PCM of a source decoded by a certain decoder. The sha256 of the source may be any stable name.
func Key(source, decoder string) string {
	sum := sha256.Sum256([]byte(Form + "\x00" + decoder + "\x00" + source))
	return hex.EncodeToString(sum[:])
}

func (c *Cache) path(key string) string { return filepath.Join(c.dir, key+suffix) }

// Open gives the PCM of a key and marks it as used. The error is fs.ErrNotExist when it is not there, which includes a
// torn file: that is removed.
func (c *Cache) Open(key string) (*File, error) {
	f, err := Open(c.path(key))
	if errors.Is(err, ErrTorn) {
		c.Remove(key)
		return nil, fmt.Errorf("%w: %w", fs.ErrNotExist, err)
	}
	if err != nil {
		return nil, err
	}
	now := time.Now()
	_ = os.Chtimes(c.path(key), now, now) // a refusal only makes it older than it is
	return f, nil
}

// Remove forgets a key, as after ErrTorn from a block. A key that is not there is no matter.
func (c *Cache) Remove(key string) { _ = os.Remove(c.path(key)) }

// Entry is a file on its way into the cache.
type Entry struct {
	*Writer
	cache *Cache
	part  string
	key   string
}

// Create starts the PCM of a key. Nobody sees it before Commit; two that make the same key do not disturb each other.
func (c *Cache) Create(key string, meta []byte, digest bool) (*Entry, error) {
	f, err := os.CreateTemp(c.dir, key+"-*"+shelf.Unfinished)
	if err != nil {
		return nil, err
	}
	f.Close()
	w, err := Create(f.Name(), meta, digest)
	if err != nil {
		os.Remove(f.Name())
		return nil, err
	}
	return &Entry{Writer: w, cache: c, part: f.Name(), key: key}, nil
}

// Commit finishes the file, puts it in place and returns it open, so that it can be read even if the cache is too small
// to keep it. Others are removed, the longest unused first, until the cache is within its limit.
func (e *Entry) Commit() (*File, error) {
	if _, err := e.Writer.Close(); err != nil {
		os.Remove(e.part)
		return nil, err
	}
	f, err := Open(e.part)
	if err == nil {
		err = os.Rename(e.part, e.cache.path(e.key))
	}
	if err != nil {
		os.Remove(e.part)
		return nil, err
	}
	if err := shelf.Trim(e.cache.dir, suffix, e.cache.max); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// Abort drops what was written.
func (e *Entry) Abort() {
	_ = e.Writer.Abandon()
	_ = os.Remove(e.part)
}
