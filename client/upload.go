package client

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"mime"
	"net/http"
	"os"
	"path/filepath"

	"tutti/api/wire"
	"tutti/project"
)

// headBytes of both ends of a file go into its fingerprint.
const headBytes = 64 << 10

// CreateUpload begins an upload, or finds the one with the same fingerprint that was begun before.
func (c *Client) CreateUpload(ctx context.Context, in wire.UploadRequest) (out wire.Upload, err error) {
	return out, c.command(ctx, http.MethodPost, root+"/uploads", in, &out)
}

// Upload gives one upload and which of its parts have arrived.
func (c *Client) Upload(ctx context.Context, id project.UploadID) (out wire.Upload, err error) {
	return out, c.get(ctx, to("uploads", id), nil, &out)
}

// SignParts asks for the addresses of parts.
func (c *Client) SignParts(ctx context.Context, id project.UploadID, parts ...int) (out wire.SignedParts, err error) {
	k, err := jsonCall(http.MethodPost, to("uploads", id, "sign"), wire.SignRequest{Parts: parts}, &out)
	if err != nil {
		return out, err
	}
	return out, c.do(ctx, k)
}

// CompleteUpload has the server join the parts and read the whole again; the answer has its sha256. It takes as long as
// the server reads.
func (c *Client) CompleteUpload(ctx context.Context, id project.UploadID) (out wire.Upload, err error) {
	k := call{method: http.MethodPost, path: to("uploads", id, "complete"), command: true, timeout: -1, out: &out}
	return out, c.do(ctx, k)
}

// DeleteUpload throws an upload away.
func (c *Client) DeleteUpload(ctx context.Context, id project.UploadID) error {
	return c.command(ctx, http.MethodDelete, to("uploads", id), nil, nil)
}

// Progress is told how many bytes of an upload or a download have arrived. It is called by one goroutine at a time.
type Progress func(done, total int64)

// UploadFile sends the file at path: name, size, type and fingerprint are filled in where req leaves them empty. See
// UploadReader.
func (c *Client) UploadFile(ctx context.Context, req wire.UploadRequest, path string, p Progress) (wire.Upload, error) {
	file, err := os.Open(path)
	if err != nil {
		return wire.Upload{}, project.Because(err, project.Invalid, "cannot read the file: %v", err)
	}
	defer func() { _ = file.Close() }()
	info, err := file.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return wire.Upload{}, project.Because(err, project.Invalid, "%s is no file that can be sent", path)
	}
	req.Size = info.Size()
	if req.Name == "" {
		req.Name = filepath.Base(path)
	}
	if req.Fingerprint == "" {
		req.Fingerprint, err = fingerprint(file, req.Size, info.ModTime().UTC().String())
	}
	if err != nil {
		return wire.Upload{}, err
	}
	return c.UploadReader(ctx, req, file, p)
}

// UploadReader sends req.Size bytes of r, several parts at a time. An upload with the same fingerprint that was cut off
// goes on where it stopped; one that had arrived whole is only compared. The bytes are hashed while they are read, and
// a server that has read other bytes is an error. It may be called again after any error.
func (c *Client) UploadReader(ctx context.Context, req wire.UploadRequest, r io.ReaderAt, p Progress) (wire.Upload, error) {
	if req.Type == "" {
		req.Type = typeOf(req.Name)
	}
	if req.Fingerprint == "" {
		mark, err := fingerprint(r, req.Size, "")
		if err != nil {
			return wire.Upload{}, err
		}
		req.Fingerprint = mark
	}
	up, err := c.CreateUpload(ctx, req)
	if err != nil {
		return up, err
	}
	sum, err := c.sendParts(ctx, up, r, p)
	if err != nil {
		return up, err
	}
	if up.State != project.UploadReady {
		if up, err = c.CompleteUpload(ctx, up.ID); err != nil {
			return up, err
		}
	}
	return up, c.compare(ctx, up, sum)
}

// compare throws an upload away whose bytes are not the ones that were read here: the file changed meanwhile, or parts
// of an older file were kept under the same fingerprint.
func (c *Client) compare(ctx context.Context, up wire.Upload, sum string) error {
	if up.SHA256 == sum {
		return nil
	}
	if err := c.DeleteUpload(ctx, up.ID); err != nil {
		return err
	}
	return project.Errorf(project.Conflict, "%s arrived with other bytes than were read (sha256 %.12s, here %.12s): the file changed while it was sent; send it again", up.Name, up.SHA256, sum)
}

func typeOf(name string) string {
	if t := mime.TypeByExtension(filepath.Ext(name)); t != "" {
		kind, _, _ := mime.ParseMediaType(t)
		return kind
	}
	return "application/octet-stream"
}

// fingerprint knows a file again by its size, its time and both its ends, without reading all of it.
func fingerprint(r io.ReaderAt, size int64, salt string) (string, error) {
	sum := sha256.New()
	_, _ = fmt.Fprintf(sum, "%d %s\n", size, salt)
	head := min(size, headBytes)
	for _, at := range []int64{0, size - head} {
		if _, err := io.Copy(sum, io.NewSectionReader(r, at, head)); err != nil {
			return "", project.Because(err, project.Invalid, "cannot read the file: %v", err)
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}
