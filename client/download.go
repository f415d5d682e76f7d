package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"tutti/api/wire"
	"tutti/project"
)

// Download writes the bytes behind the link to w and verifies size and sha256. After an error w may hold a part of
// them, or wrong ones: what w got must not be used.
func (c *Client) Download(ctx context.Context, link wire.Link, w io.Writer, p Progress) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link.URL, http.NoBody)
	if err != nil {
		return project.Because(err, project.Invalid, "the link of %s is no URL", link.Name)
	}
	res, err := c.http.Do(req)
	if err != nil {
		return project.Because(err, project.Unavailable, "%s cannot be fetched: the object store cannot be reached", link.Name)
	}
	defer drain(res.Body)
	if res.StatusCode != http.StatusOK {
		return project.Errorf(project.Unavailable, "%s cannot be fetched: the object store answered %s; links hold for a few minutes only", link.Name, res.Status)
	}
	sum := sha256.New()
	counted := &counter{total: link.Size, progress: p}
	n, err := io.Copy(io.MultiWriter(w, sum, counted), io.LimitReader(res.Body, link.Size+1))
	if err != nil {
		return project.Because(err, project.Unavailable, "%s was cut off after %d of %d bytes", link.Name, n, link.Size)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); n != link.Size || link.SHA256 != "" && got != link.SHA256 {
		return project.Errorf(project.Conflict, "%s is not what it should be: %d bytes with sha256 %.12s instead of %d with %.12s", link.Name, n, got, link.Size, link.SHA256)
	}
	return nil
}

type counter struct {
	done, total int64
	progress    Progress
}

func (c *counter) Write(p []byte) (int, error) {
	c.done += int64(len(p))
	if c.progress != nil {
		c.progress(c.done, c.total)
	}
	return len(p), nil
}

// DownloadFile writes the bytes behind the link to path, which is there whole and verified or not at all.
func (c *Client) DownloadFile(ctx context.Context, link wire.Link, path string, p Progress) error {
	return wholeFile(path, func(w io.Writer) error { return c.Download(ctx, link, w, p) })
}

// wholeFile has write fill a file that gets its name when nothing went wrong.
func wholeFile(path string, write func(io.Writer) error) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".tutti-*")
	if err != nil {
		return project.Because(err, project.Invalid, "cannot write beside %s: %v", path, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name())
		}
	}()
	if err = errors.Join(write(file), file.Close()); err != nil {
		return single(err)
	}
	if err = os.Rename(file.Name(), path); err != nil {
		return project.Because(err, project.Invalid, "cannot write %s: %v", path, err)
	}
	return nil
}

// single gives back the *project.Error inside a joined error.
func single(err error) error {
	var e *project.Error
	if errors.As(err, &e) {
		return e
	}
	return project.Because(err, project.Invalid, "cannot write the file: %v", err)
}
