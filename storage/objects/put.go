package objects

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

// Put streams the bytes to the store. The last byte leaves only when all of them hash to sha256, so wrong bytes never
// become an object. When the key is there already, nothing may be read from r at all. When reading r fails, its error is
// given.
func (s *Store) Put(ctx context.Context, key string, r io.Reader, size int64, mediaType, sha256 string) error {
	if err := checkPut(key, size, sha256); err != nil {
		return err
	}
	if size > s.limits.blindPut { // asking costs less than sending
		if err := s.holds(ctx, key, size); project.CodeOf(err) != project.NotFound {
			return err
		}
	}
	stall := s.stall(size)
	op, w := watch(ctx, stall)
	defer w.end()
	src := newSource(r, size, sha256, w, stall)
	if size == 0 { // nobody reads an empty body, so it is judged here
		if reason := src.judge(); reason != nil {
			return sourceError(key, reason)
		}
	}
	_, err := s.core.Client.PutObject(op, s.bucket, key, src, size, s.putOptions(size, mediaType))
	if reason := src.close(); reason != nil {
		return sourceError(key, reason)
	}
	if err == nil {
		return nil
	}
	return s.settle(ctx, key, size, s.explain(op, err, "store "+key))
}

// settle decides a failed Put: somebody else may have stored the key meanwhile, or only the answer was lost.
func (s *Store) settle(ctx context.Context, key string, size int64, failure error) error {
	if ctx.Err() != nil || errors.Is(failure, errStalled) {
		return failure
	}
	err := s.holds(ctx, key, size)
	switch project.CodeOf(err) {
	case "", project.Conflict:
		return err
	}
	return failure
}

// holds reports whether the key holds an object of the size: Conflict when it holds another, NotFound when none.
func (s *Store) holds(ctx context.Context, key string, size int64) error {
	info, err := s.Stat(ctx, key)
	if err == nil && info.Size != size {
		return project.Errorf(project.Conflict, "the key %s holds other bytes already: %d, not %d", key, info.Size, size)
	}
	return err
}

func checkPut(key string, size int64, sum string) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	if size < 0 {
		return project.Errorf(project.Invalid, "the size of %s must be known to store it", key)
	}
	if raw, err := hex.DecodeString(sum); sum != "" && (err != nil || len(raw) != sha256.Size) {
		return project.Errorf(project.Invalid, "%q is no sha256 in hex", sum)
	}
	return nil
}

func (s *Store) putOptions(size int64, mediaType string) minio.PutObjectOptions {
	opts := minio.PutObjectOptions{
		ContentType:      mediaType,
		DisableMultipart: size <= s.limits.singlePut, // one request, visible at once or never
		PartSize:         uint64(s.limits.part),
		Checksum:         minio.ChecksumSHA256,
		// Without this the checksum travels in a signed trailer, which versitygw reads wrongly over http.
		DisableContentSha256: true,
	}
	opts.SetMatchETagExcept("*")
	return opts
}

// stall is how long nothing may be asked of the source before the transfer counts as dead. A small Put is over in one
// breath. A huge one fills a whole part in memory before that goes out.
func (s *Store) stall(size int64) time.Duration {
	switch {
	case size <= s.limits.blindPut:
		return s.timeout
	case size <= s.limits.singlePut:
		return s.limits.stall
	}
	return s.limits.stall + time.Duration(s.limits.part>>20)*time.Second
}

// sourceError tells a defect of the bytes from a failure to read them.
func sourceError(key string, err error) error {
	var ours *project.Error
	if errors.As(err, &ours) {
		return err
	}
	return fmt.Errorf("read the bytes for %s: %w", key, err)
}
