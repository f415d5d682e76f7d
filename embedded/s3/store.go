package s3

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/s3response"
)

const (
	bucketDir = "s3"      // below the data directory: one directory per bucket
	metaDir   = "s3-meta" // only on file systems without extended attributes

	// copyLimit is the largest object a server-side copy takes, as on S3; the library's zero would refuse all.
	copyLimit = 5 << 30
	// diskActions bounds the operations that work on the disk at once, and so the threads. An upload holds its place
	// while its bytes come, so this must exceed the number of slow clients, or they would lock out all others.
	diskActions = maxRequests
)

// store is the directory backend with one promise added: what it has acknowledged is on the disk, not just in
// the page cache. A delivery that Temporal and SQL have durably recorded must not lose its bytes in a power cut.
type store struct {
	*posix.Posix
	dir    string // the data directory
	logger *slog.Logger
	links  bool // metadata is on the files themselves, so a second name for a file is a whole copy
	opened bool
	err    error // why open failed
}

// open opens the bucket tree and finishes what a kill interrupted. It runs once, before the first request; the
// caller reads opened and err after the gateway has said that it is ready.
func (s *store) open() {
	s.opened = true
	root := filepath.Join(s.dir, bucketDir)
	metadata, err := s.metadata(root)
	if err != nil {
		s.err = err
		return
	}
	opts := posix.PosixOpts{Concurrency: diskActions, CopyObjectThreshold: copyLimit}
	opts.SetNewDirPerm(privateDir)
	opts.SetNewFilePerm(privateFile)
	if s.Posix, err = posix.New(root, metadata, opts); err != nil {
		s.err = fmt.Errorf("s3: open %s: %w", root, err)
		return
	}
	if err := repairUploads(root, metadata, s.logger); err != nil {
		s.err = fmt.Errorf("s3: repair interrupted uploads: %w", err)
	}
}

// metadata chooses where content types, checksums and the like are kept: in extended attributes, or in files beside
// the tree where the file system has none. The choice of the first start stays.
func (s *store) metadata(root string) (meta.MetadataStorer, error) {
	side := filepath.Join(s.dir, metaDir)
	if _, err := os.Stat(side); err != nil {
		lacking := meta.XattrMeta{}.Test(root)
		if s.links = lacking == nil; s.links {
			return meta.XattrMeta{}, nil
		}
		if entries, err := os.ReadDir(root); err != nil || len(entries) > 0 {
			return nil, fmt.Errorf("s3: %s holds objects whose extended attributes cannot be read here: %w", root, lacking)
		}
		if err := os.Mkdir(side, privateDir); err != nil {
			return nil, fmt.Errorf("s3: make the directory for metadata: %w", err)
		}
	}
	storer, err := meta.NewSideCar(side)
	if err != nil {
		return nil, fmt.Errorf("s3: open %s: %w", side, err)
	}
	return storer, nil
}

// Shutdown closes the backend, if it was ever opened.
func (s *store) Shutdown() {
	if s.Posix != nil {
		s.Posix.Shutdown()
	}
}

// PutObject stores an object. The bytes are synced before the object gets its name, the name before the answer.
func (s *store) PutObject(ctx context.Context, in s3response.PutObjectInput) (s3response.PutObjectOutput, error) {
	out, err := s.PutObjectWithPostFunc(ctx, in, (*os.File).Sync)
	if err != nil {
		return out, err
	}
	return out, s.syncDirs(*in.Bucket, *in.Key)
}

// UploadPart stores one part of an upload, synced like an object.
func (s *store) UploadPart(ctx context.Context, in *awss3.UploadPartInput) (*awss3.UploadPartOutput, error) {
	return s.UploadPartWithPostFunc(ctx, in, (*os.File).Sync)
}

// CompleteMultipartUpload joins the parts into the object. Only the whole file is synced: ten thousand syncs,
// one for each part, would take minutes.
func (s *store) CompleteMultipartUpload(ctx context.Context, in *awss3.CompleteMultipartUploadInput) (
	s3response.CompleteMultipartUploadResult, string, error,
) {
	left, syncErr := 0, error(nil)
	if in.MultipartUpload != nil {
		left = len(in.MultipartUpload.Parts)
	}
	join := func(from, to *os.File) (repeatable bool, err error) {
		if _, err := io.Copy(to, from); err != nil {
			return true, err
		}
		if left--; left == 0 {
			syncErr = to.Sync() // kept apart: the library answers an error of ours with a second copy
		}
		return true, nil
	}
	out, version, err := s.CompleteMultipartUploadWithCopy(ctx, in, join)
	if err == nil {
		err = syncErr
	}
	if err != nil {
		return out, version, err
	}
	return out, version, s.syncDirs(*in.Bucket, *in.Key)
}

// syncDirs makes the name of an object durable: every directory from the one that holds it up to its bucket,
// because any of them may be new.
func (s *store) syncDirs(bucket, key string) error {
	top := filepath.Join(s.dir, bucketDir, bucket)
	for dir := filepath.Dir(filepath.Join(top, key)); strings.HasPrefix(dir, top); dir = filepath.Dir(dir) {
		if err := syncDir(dir); err != nil {
			return err
		}
	}
	return nil
}

func syncFile(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("s3: sync: %w", err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("s3: sync %s: %w", path, err)
	}
	return nil
}

// syncDir makes the entries of a directory durable; opening it for reading is enough for that.
func syncDir(path string) error { return syncFile(path) }
