package s3

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	awss3 "github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/versity/versitygw/backend"
	"github.com/versity/versitygw/s3response"
)

// CopyObject copies within the store, durably. Where it can it gives the file a second name: the backend never changes a
// file in place, it writes a new one and moves the name, so a delivery of any size is promoted without reading it.
func (s *store) CopyObject(ctx context.Context, in s3response.CopyObjectInput) (s3response.CopyObjectOutput, error) {
	if out, ok := s.link(ctx, in); ok {
		return out, s.syncDirs(*in.Bucket, *in.Key)
	}
	out, err := s.Posix.CopyObject(ctx, in)
	if err != nil {
		return out, err
	}
	if err := syncFile(filepath.Join(s.dir, bucketDir, *in.Bucket, *in.Key)); err != nil {
		return out, err
	}
	return out, s.syncDirs(*in.Bucket, *in.Key)
}

// link tries to copy by a second name. Anything unusual is left to the backend: conditions, new metadata, a key that is
// taken, a file system without links.
func (s *store) link(ctx context.Context, in s3response.CopyObjectInput) (s3response.CopyObjectOutput, bool) {
	var none s3response.CopyObjectOutput
	if !s.links || in.Bucket == nil || in.Key == nil || in.CopySource == nil || !plain(in) {
		return none, false
	}
	bucket, key, version, err := backend.ParseCopySource(*in.CopySource)
	if err != nil || version != "" || bucket != *in.Bucket || !filepath.IsLocal(key) || !filepath.IsLocal(*in.Key) {
		return none, false
	}
	top := filepath.Join(s.dir, bucketDir, bucket)
	from, to := filepath.Join(top, key), filepath.Join(top, *in.Key)
	info, err := os.Lstat(from)
	if err != nil || !info.Mode().IsRegular() || info.Size() > copyLimit {
		return none, false
	}
	if err := os.MkdirAll(filepath.Dir(to), privateDir); err != nil {
		return none, false
	}
	if err := os.Link(from, to); err != nil && !(errors.Is(err, fs.ErrExist) && sameFile(from, to)) {
		return none, false
	}
	head, err := s.HeadObject(ctx, &awss3.HeadObjectInput{Bucket: in.Bucket, Key: in.Key})
	if err != nil {
		return none, false
	}
	return s3response.CopyObjectOutput{CopyObjectResult: &s3response.CopyObjectResult{ETag: head.ETag, LastModified: head.LastModified}}, true
}

// plain reports whether the copy asks for nothing but the same bytes and metadata under another key.
func plain(in s3response.CopyObjectInput) bool {
	for _, condition := range []*string{in.CopySourceIfMatch, in.CopySourceIfNoneMatch, in.ExpectedSourceBucketOwner} {
		if condition != nil && *condition != "" {
			return false
		}
	}
	return in.CopySourceIfModifiedSince == nil && in.CopySourceIfUnmodifiedSince == nil && in.ChecksumAlgorithm == "" &&
		in.MetadataDirective != types.MetadataDirectiveReplace && in.TaggingDirective != types.TaggingDirectiveReplace
}

func sameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}
