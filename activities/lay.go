package activities

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"io"
	"path/filepath"
	"slices"

	"tutti/media/assemble"
	"tutti/project"
)

// DefaultComposeFrom is the size in bytes from which an archive is put together inside the store. Below it, its bytes stream
// through us twice, in and out. Above, they are read once, for the sha256 of the whole and to see that every file in it is what was
// delivered: 10 GiB in one direction instead of in both, and none of it waits for our sending.
const DefaultComposeFrom = 1 << 30

// Layer stores what is made of delivered files without a disk.
type Layer struct {
	Objects project.Objects
	From    int64 // size in bytes from which the store puts it together itself; DefaultComposeFrom when 0
}

// Lay gives a build its way to store.
func (a Layer) Lay(id project.ProjectID, build string) func(context.Context, string, string, int64, []assemble.Stretch) (string, error) {
	return func(ctx context.Context, name, mediaType string, size int64, stretches []assemble.Stretch) (string, error) {
		key := project.ArtifactKey(id, build, filepath.Base(name))
		from := a.From
		if from == 0 {
			from = DefaultComposeFrom
		}
		if size >= from {
			if _, err := a.Objects.Compose(ctx, key, mediaType, stored(stretches)); err != nil {
				return "", err
			}
			return a.proven(ctx, key, stretches)
		}
		return a.stream(ctx, key, mediaType, size, stretches)
	}
}

// stored names the objects of delivered files.
func stored(stretches []assemble.Stretch) []project.Stretch {
	out := make([]project.Stretch, 0, len(stretches))
	for _, s := range stretches {
		if s.Bytes != nil {
			out = append(out, project.Stretch{Bytes: s.Bytes})
		} else {
			out = append(out, project.Stretch{Key: project.ObjectKey(s.File.SHA256), Size: s.File.Size})
		}
	}
	return out
}

// stream sends the stretches through this process, with a bounded buffer, and gives their sha256.
func (a Layer) stream(ctx context.Context, key, mediaType string, size int64, stretches []assemble.Stretch) (string, error) {
	in := &laid{ctx: ctx, objects: a.Objects, left: slices.Clone(stretches)}
	defer in.Close()
	sum := sha256.New()
	read := &counted{r: io.TeeReader(in, sum)}
	if err := a.Objects.Put(ctx, key, read, size, mediaType, ""); err != nil {
		return "", err
	}
	if read.n == size {
		return hex.EncodeToString(sum.Sum(nil)), nil
	}
	return a.sumOf(ctx, key) // it was there already, from a build that did not come to its end
}

// proven reads what was composed and gives its sha256. Conflict when a file within it does not hash to its name, or when the whole
// is longer or shorter than its stretches.
func (a Layer) proven(ctx context.Context, key string, stretches []assemble.Stretch) (string, error) {
	body, _, err := a.Objects.Get(ctx, key)
	if err != nil {
		return "", err
	}
	defer body.Close()
	sum := sha256.New()
	whole := io.TeeReader(body, sum)
	for _, s := range stretches {
		if err := prove(whole, s, key); err != nil {
			return "", err
		}
	}
	rest, err := io.Copy(io.Discard, whole)
	if rest > 0 {
		return "", project.Errorf(project.Conflict, "the stored object %s is damaged: it goes on after its end", key)
	}
	return hex.EncodeToString(sum.Sum(nil)), err
}

// prove reads one stretch of what was composed.
func prove(whole io.Reader, s assemble.Stretch, key string) error {
	size, want, what := int64(len(s.Bytes)), sha256.Sum256(s.Bytes), "what stands between files"
	if s.Bytes == nil {
		size, what = s.File.Size, s.File.SHA256
		if n, err := hex.Decode(want[:], []byte(s.File.SHA256)); err != nil || n != len(want) {
			return project.Errorf(project.Internal, "%q is no sha256", s.File.SHA256)
		}
	}
	sum := sha256.New()
	n, err := io.CopyN(sum, whole, size)
	if err != nil && err != io.EOF {
		return err
	}
	if n < size || !bytes.Equal(sum.Sum(nil), want[:]) {
		return project.Errorf(project.Conflict, "the stored object %s is damaged: %s is not in it as it was stored", key, what)
	}
	return nil
}

func (a Layer) sumOf(ctx context.Context, key string) (string, error) {
	body, _, err := a.Objects.Get(ctx, key)
	if err != nil {
		return "", err
	}
	defer body.Close()
	sum := sha256.New()
	_, err = io.Copy(sum, body)
	return hex.EncodeToString(sum.Sum(nil)), err
}

type counted struct {
	r io.Reader
	n int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// laid reads stretches one after another. Each delivered file must hash to its name.
type laid struct {
	ctx     context.Context
	objects project.Objects
	left    []assemble.Stretch
	body    io.ReadCloser // of the file that is being read; nil between two
	sum     hash.Hash
}

func (l *laid) Read(p []byte) (int, error) {
	for len(l.left) > 0 {
		n, err := l.step(p)
		if n > 0 || err != nil {
			return n, err
		}
	}
	return 0, io.EOF
}

// step reads something of the first stretch, or ends it.
func (l *laid) step(p []byte) (int, error) {
	first := &l.left[0]
	if first.Bytes != nil {
		n := copy(p, first.Bytes)
		if first.Bytes = first.Bytes[n:]; len(first.Bytes) == 0 {
			l.left = l.left[1:]
		}
		return n, nil
	}
	if l.body == nil {
		body, _, err := l.objects.Get(l.ctx, project.ObjectKey(first.File.SHA256))
		if err != nil {
			return 0, err
		}
		l.body, l.sum = body, sha256.New()
	}
	n, err := l.body.Read(p)
	l.sum.Write(p[:n])
	if err != io.EOF {
		return n, err
	}
	return n, l.end(first.File.SHA256)
}

func (l *laid) end(want string) error {
	err := l.body.Close()
	l.body, l.left = nil, l.left[1:]
	if got := hex.EncodeToString(l.sum.Sum(nil)); got != want {
		return project.Errorf(project.Conflict, "the stored object %s is damaged: its bytes hash to %s", want, got)
	}
	return err
}

// Close ends a file that was not read to its end.
func (l *laid) Close() error {
	if l.body == nil {
		return nil
	}
	return l.body.Close()
}
