package export

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"time"

	"tutti/project"
)

// SumsName is the file of a pack that sha256sum -c reads.
const SumsName = "SHA256SUMS"

// Entry is one file of an archive.
type Entry struct {
	Path   string // with slashes, relative
	Size   int64
	SHA256 string // hex, of what Open gives; empty for a text of our own
	Open   func(ctx context.Context) (io.ReadCloser, error)
}

// Text makes an entry of a small file.
func Text(f File) Entry {
	return Entry{Path: f.Path, Size: int64(len(f.Text)), Open: func(context.Context) (io.ReadCloser, error) {
		return io.NopCloser(bytes.NewReader(f.Text)), nil
	}}
}

// Pack writes the entries into a zip, as they are and in their order, and with sums a list of their hashes behind them.
// The same entries give the same bytes; no more than a piece of one entry is in memory. Bytes that do not hash to what
// their entry says, or are not as many, are Conflict; a path that leads outside is Internal.
func Pack(ctx context.Context, out io.Writer, entries []Entry, sums bool) error {
	archive := zip.NewWriter(out)
	var list strings.Builder
	for _, e := range entries {
		sum, err := pack(ctx, archive, e)
		if err != nil {
			return err
		}
		fmt.Fprintf(&list, "%s  %s\n", sum, e.Path)
	}
	if sums {
		if _, err := pack(ctx, archive, Text(File{SumsName, []byte(list.String())})); err != nil {
			return err
		}
	}
	return archive.Close()
}

// packTime stands at every entry: the earliest that a zip knows.
func packTime() time.Time { return time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC) }

// pieceBytes is how much of an entry is in memory.
const pieceBytes = 1 << 20

func pack(ctx context.Context, archive *zip.Writer, e Entry) (string, error) {
	if !packable(e.Path) {
		return "", project.Errorf(project.Internal, "the path %q cannot stand in an archive", e.Path)
	}
	into, err := archive.CreateHeader(&zip.FileHeader{Name: e.Path, Method: zip.Store, Modified: packTime()})
	if err != nil {
		return "", err
	}
	from, err := e.Open(ctx)
	if err != nil {
		return "", err
	}
	defer from.Close()
	sum := sha256.New()
	n, err := io.CopyBuffer(struct{ io.Writer }{io.MultiWriter(into, sum)}, struct{ io.Reader }{from}, make([]byte, pieceBytes))
	if err != nil {
		return "", err
	}
	got := hex.EncodeToString(sum.Sum(nil))
	if n != e.Size || e.SHA256 != "" && got != e.SHA256 {
		return "", project.Errorf(project.Conflict, "%s is damaged: it has %d bytes that hash to %s, %d that hash to %s were stored", e.Path, n, got, e.Size, e.SHA256)
	}
	return got, nil
}

// packable refuses paths that lead outside, and those that a line of SHA256SUMS cannot name plainly.
func packable(path string) bool {
	for part := range strings.SplitSeq(path, "/") {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return !strings.ContainsAny(path, "\\\n\r\x00:")
}

// PackSize gives the size in bytes of what Pack writes, without opening anything.
func PackSize(ctx context.Context, entries []Entry, sums bool) (int64, error) {
	empty := make([]Entry, 0, len(entries))
	for _, e := range entries {
		e.SHA256 = ""
		e.Open = func(context.Context) (io.ReadCloser, error) {
			return io.NopCloser(io.LimitReader(zeros{}, e.Size)), nil
		}
		empty = append(empty, e)
	}
	var n counter
	err := Pack(ctx, &n, empty, sums)
	return int64(n), err
}

// zeros is an endless file of nothing.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

type counter int64

func (n *counter) Write(p []byte) (int, error) { *n += counter(len(p)); return len(p), nil }

func packAll(out io.Writer, entries []Entry) error {
	return Pack(context.Background(), out, entries, false)
}
