package objects

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

// The sizes of the parts of a composed object, in bytes. What moves through us is gathered until a part has gatherPart.
const (
	leastPart  = 5 << 20 // S3 joins no smaller part but the last
	gatherPart = 8 << 20
)

// Compose makes the object in parts: copies inside the store for what is long enough to be a part of its own, and parts that
// are sent for the rest. A store that does not know copies of parts gets everything sent.
func (s *Store) Compose(ctx context.Context, key, mediaType string, stretches []project.Stretch) (int64, error) {
	total, err := s.checkStretches(ctx, key, stretches)
	if err != nil {
		return 0, err
	}
	if err := s.holds(ctx, key, total); project.CodeOf(err) != project.NotFound {
		return 0, err
	}
	if total < leastPart { // no upload in parts for what is hardly one
		return s.composeSmall(ctx, key, mediaType, stretches, total)
	}
	id, err := s.StartParts(ctx, key, mediaType)
	if err != nil {
		return 0, err
	}
	c := &composition{store: s, ctx: ctx, key: key, id: id, gather: max(gatherPart, total/(maxS3Parts/2))}
	err = c.all(stretches)
	if err == nil {
		err = s.FinishParts(ctx, key, id, c.parts)
	}
	if err != nil {
		_ = s.AbortParts(context.WithoutCancel(ctx), key, id) // the sweeper finds what stays
	}
	return c.moved, err
}

// checkStretches compares each stretch with its object, and gives the sum.
func (s *Store) checkStretches(ctx context.Context, key string, stretches []project.Stretch) (int64, error) {
	if err := project.CheckKey(key); err != nil {
		return 0, err
	}
	var total int64
	sizes := map[string]int64{}
	for _, one := range stretches {
		total += one.Length()
		if one.Bytes != nil {
			continue
		}
		size, known := sizes[one.Key]
		if !known {
			info, err := s.Stat(ctx, one.Key)
			if err != nil {
				return 0, err
			}
			size, sizes[one.Key] = info.Size, info.Size
		}
		if one.From < 0 || one.Size < 0 || one.From+one.Size > size {
			return 0, project.Errorf(project.Invalid, "%d bytes from %d on are not within %s, which has %d", one.Size, one.From, one.Key, size)
		}
	}
	return total, nil
}

func (s *Store) composeSmall(ctx context.Context, key, mediaType string, stretches []project.Stretch, total int64) (int64, error) {
	var whole bytes.Buffer
	for _, one := range stretches {
		if err := s.gather(ctx, &whole, one); err != nil {
			return 0, err
		}
	}
	sum := sha256.Sum256(whole.Bytes())
	return total, s.Put(ctx, key, bytes.NewReader(whole.Bytes()), total, mediaType, hex.EncodeToString(sum[:]))
}

// gather reads a stretch.
func (s *Store) gather(ctx context.Context, to *bytes.Buffer, one project.Stretch) error {
	if one.Bytes != nil {
		to.Write(one.Bytes)
		return nil
	}
	if one.Size == 0 {
		return nil
	}
	opts := minio.GetObjectOptions{}
	if err := opts.SetRange(one.From, one.From+one.Size-1); err != nil {
		return err
	}
	op, w := watch(ctx, s.timeout)
	defer w.end()
	body, _, _, err := s.core.GetObject(op, s.bucket, one.Key, opts)
	if err != nil {
		return s.explain(op, err, "read "+one.Key)
	}
	w.pause()
	in := &reading{store: s, ctx: op, body: body, watch: w, key: one.Key}
	defer in.Close()
	n, err := io.Copy(to, in)
	if err == nil && n != one.Size {
		return project.Errorf(project.Unavailable, "the object store gave %d of %d bytes of %s", n, one.Size, one.Key)
	}
	return err
}

// composition is an object on its way.
type composition struct {
	store  *Store
	ctx    context.Context
	key    string
	id     string
	parts  []project.Part
	buffer bytes.Buffer // what will be sent next
	gather int64        // bytes that make a part worth sending
	moved  int64
	noCopy bool // the store does not know copies of parts
}

func (c *composition) all(stretches []project.Stretch) error {
	for _, one := range stretches {
		if err := c.add(one); err != nil {
			return err
		}
	}
	if c.buffer.Len() > 0 {
		return c.send()
	}
	return nil
}

// add takes a stretch: into the buffer until that is a part, then by copies inside the store.
func (c *composition) add(one project.Stretch) error {
	for one.Length() > 0 {
		n := c.toGather(one)
		if n == 0 {
			return c.copyAll(one)
		}
		head := one
		if one.Bytes != nil {
			head.Bytes, one.Bytes = one.Bytes[:n], one.Bytes[n:]
		} else {
			head.Size, one.From, one.Size = n, one.From+n, one.Size-n
		}
		if err := c.store.gather(c.ctx, &c.buffer, head); err != nil {
			return err
		}
		if int64(c.buffer.Len()) >= c.gather {
			if err := c.send(); err != nil {
				return err
			}
		}
	}
	return nil
}

// toGather is how many bytes of the stretch have to move through us next; 0 when what is left of it can be copied.
func (c *composition) toGather(one project.Stretch) int64 {
	room := c.gather - int64(c.buffer.Len())
	if one.Bytes != nil || c.noCopy {
		return min(one.Length(), room)
	}
	missing := int64(0) // until the buffer may be a part
	if held := int64(c.buffer.Len()); held > 0 {
		missing = max(0, leastPart-held)
	}
	if one.Size-missing < leastPart { // the rest would be too small for a part
		return min(one.Size, room)
	}
	return missing
}

// copyAll copies a stretch inside the store, after what the buffer holds.
func (c *composition) copyAll(one project.Stretch) error {
	if c.buffer.Len() > 0 {
		if err := c.send(); err != nil {
			return err
		}
	}
	pieces := (one.Size + c.store.limits.singleCopy - 1) / c.store.limits.singleCopy
	for i := range pieces {
		from, to := one.Size*i/pieces, one.Size*(i+1)/pieces
		err := c.copyPart(one.Key, one.From+from, to-from)
		if code := s3Code(err); code == minio.NotImplemented || code == "MethodNotAllowed" {
			c.noCopy = true
			return c.add(project.Stretch{Key: one.Key, From: one.From + from, Size: one.Size - from})
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (c *composition) copyPart(from string, at, size int64) error {
	op, w := watch(c.ctx, c.store.workTime(size))
	defer w.end()
	number := len(c.parts) + 1
	done, err := c.store.core.CopyObjectPart(op, c.store.bucket, from, c.store.bucket, c.key, c.id, number, at, size, nil)
	if err != nil {
		if code := s3Code(err); code == minio.NotImplemented || code == "MethodNotAllowed" {
			return err
		}
		return c.store.explain(op, err, "copy a part of "+from+" to "+c.key)
	}
	c.parts = append(c.parts, project.Part{Number: number, ETag: done.ETag, Size: size})
	return nil
}

// send makes a part of the buffer.
func (c *composition) send() error {
	op, w := watch(c.ctx, c.store.stall(int64(c.buffer.Len())))
	defer w.end()
	number, size := len(c.parts)+1, int64(c.buffer.Len())
	done, err := c.store.core.PutObjectPart(op, c.store.bucket, c.key, c.id, number, bytes.NewReader(c.buffer.Bytes()), size, minio.PutObjectPartOptions{})
	if err != nil {
		return c.store.explain(op, err, "send a part of "+c.key)
	}
	c.parts = append(c.parts, project.Part{Number: number, ETag: done.ETag, Size: size})
	c.moved += size
	c.buffer.Reset()
	return nil
}
