package main

import (
	"context"
	"crypto/sha256"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"tutti/embedded/s3"
	"tutti/project"
)

// bareUpload puts the file with the S3 client's own multipart upload and hashes it once: what cannot be saved.
func bareUpload(ctx context.Context, dir, path string) (cpu, wall time.Duration, err error) {
	store, err := s3.Start(s3.Options{Dir: filepath.Join(dir, "bare"), Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return 0, 0, err
	}
	defer store.Stop()
	c, err := minio.New(store.Endpoint(), &minio.Options{Creds: credentials.NewStaticV4(store.AccessKey(), store.SecretKey(), ""), Region: store.Region()})
	if err != nil {
		return 0, 0, err
	}
	if err := c.MakeBucket(ctx, "bare", minio.MakeBucketOptions{}); err != nil {
		return 0, 0, err
	}
	used, began := ownCPU(), time.Now()
	if _, err := c.FPutObject(ctx, "bare", "large", path, minio.PutObjectOptions{PartSize: project.MinPartSize, NumThreads: 4}); err != nil {
		return 0, 0, err
	}
	f, err := os.Open(path)
	if err != nil {
		return 0, 0, err
	}
	defer f.Close()
	if _, err := io.Copy(sha256.New(), f); err != nil {
		return 0, 0, err
	}
	return ownCPU() - used, time.Since(began), nil
}
