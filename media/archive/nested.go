package archive

import (
	"bytes"
	"context"
	"errors"
	"io"
)

// maxInner is how much of an inner archive is read into memory to look into it, in bytes.
const maxInner = 64 << 20

// Check unpacks every entry, keeping nothing, and looks into archives within. It is for an archive that Judge found
// nothing wrong with, and gives what is wrong inside. Errors: trouble of the disk, an ended context.
func (r *Reader) Check(ctx context.Context) ([]Trouble, error) { return r.check(ctx, 1) }

func (r *Reader) check(ctx context.Context, depth int) ([]Trouble, error) {
	var j judgement
	for i, e := range r.Entries {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if e.Dir {
			continue
		}
		content := &head{}
		if err := r.Copy(content, i); err != nil {
			var damage *EntryError
			if !errors.As(err, &damage) {
				return nil, err
			}
			j.add(Damaged, e.Name, "%s", damage)
			continue
		}
		if IsArchive(e.Name, content.start) {
			if err := j.inner(ctx, e, content, depth); err != nil {
				return nil, err
			}
		}
	}
	return j.found, nil
}

// inner judges an archive within. One that is too large to look into is refused: nobody knows what is in it.
func (j *judgement) inner(ctx context.Context, e Entry, content *head, depth int) error {
	if depth >= MaxNesting {
		j.add(Nested, e.Name, "%q is an archive within %d others; at most %d are looked into", clip(e.Name), depth, MaxNesting-1)
		return nil
	}
	if content.buffer.Len() > maxInner {
		j.add(Nested, e.Name, "%q is an archive of more than %d bytes within another, and was not looked into", clip(e.Name), int64(maxInner))
		return nil
	}
	inner, err := newReader(bytes.NewReader(content.buffer.Bytes()), int64(content.buffer.Len()))
	if errors.Is(err, ErrNotArchive) {
		return nil // packed by something that is not read here; what is in it stays its own matter
	}
	if err != nil {
		return err
	}
	found := inner.Judge()
	if len(found) == 0 {
		if found, err = inner.check(ctx, depth+1); err != nil {
			return err
		}
	}
	for _, t := range found {
		j.add(t.Kind, e.Name, "in %q: %s", clip(e.Name), t.Text)
	}
	return nil
}

// head keeps the start of what is written, and all of it as long as it may be an archive to look into.
type head struct {
	start  []byte
	buffer bytes.Buffer
}

func (h *head) Write(p []byte) (int, error) {
	if len(h.start) < 8 {
		h.start = append(h.start, p[:min(len(p), 8-len(h.start))]...)
	}
	if h.buffer.Len() <= maxInner && IsArchive("", h.start) {
		h.buffer.Write(p[:min(len(p), maxInner+1-h.buffer.Len())])
	}
	return len(p), nil
}

var _ io.Writer = (*head)(nil)
