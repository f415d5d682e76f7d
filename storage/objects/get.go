package objects

import (
	"context"
	"errors"
	"io"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

// Get opens the bytes. Reading them gives Unavailable when the store falls silent on the way; a caller may read as
// slowly as it likes.
func (s *Store) Get(ctx context.Context, key string) (io.ReadCloser, project.ObjectInfo, error) {
	if err := project.CheckKey(key); err != nil {
		return nil, project.ObjectInfo{}, err
	}
	op, w := watch(ctx, s.timeout)
	body, info, _, err := s.core.GetObject(op, s.bucket, key, minio.GetObjectOptions{})
	if err != nil {
		defer w.end()
		return nil, project.ObjectInfo{}, s.explain(op, err, "read "+key)
	}
	w.pause()
	return &reading{store: s, ctx: op, body: body, watch: w, key: key}, infoOf(info), nil
}

// Stat asks for size and type.
func (s *Store) Stat(ctx context.Context, key string) (project.ObjectInfo, error) {
	if err := project.CheckKey(key); err != nil {
		return project.ObjectInfo{}, err
	}
	op, w := watch(ctx, s.timeout)
	defer w.end()
	info, err := s.core.StatObject(op, s.bucket, key, minio.StatObjectOptions{})
	return infoOf(info), s.explain(op, err, "ask for "+key)
}

// Delete removes the key.
func (s *Store) Delete(ctx context.Context, key string) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	op, w := watch(ctx, s.timeout)
	defer w.end()
	err := s.core.RemoveObject(op, s.bucket, key, minio.RemoveObjectOptions{})
	if s3Code(err) == minio.NoSuchKey {
		return nil
	}
	return s.explain(op, err, "remove "+key)
}

func infoOf(info minio.ObjectInfo) project.ObjectInfo {
	return project.ObjectInfo{Size: info.Size, Type: info.ContentType}
}

// reading is the body of an object on its way to the caller.
type reading struct {
	store *Store
	ctx   context.Context // of the request: it carries the cause of an end
	body  io.ReadCloser
	watch *watchdog
	key   string
}

// Read gives the next bytes. The clock runs only here, while the store is waited for.
func (r *reading) Read(p []byte) (int, error) {
	r.watch.resume(r.store.limits.stall)
	n, err := r.body.Read(p)
	r.watch.pause()
	if err == nil || errors.Is(err, io.EOF) {
		return n, err
	}
	return n, r.store.explain(r.ctx, err, "read "+r.key)
}

// Close gives the connection back.
func (r *reading) Close() error {
	err := r.body.Close()
	r.watch.end()
	return err
}
