package objects

import (
	"context"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

// copyThreads is how many parts of a huge object are copied at once.
const copyThreads = 4

// Copy copies inside the store. S3 has no write-once copy that all stores know, so the target is asked for first:
// two copies at the same moment may both write.
func (s *Store) Copy(ctx context.Context, from, to string) error {
	if err := project.CheckKey(to); err != nil {
		return err
	}
	info, err := s.Stat(ctx, from)
	if err != nil {
		return err
	}
	if err := s.holds(ctx, to, info.Size); project.CodeOf(err) != project.NotFound {
		return err
	}
	op, w := watch(ctx, s.workTime(info.Size))
	defer w.end()
	source := minio.CopySrcOptions{Bucket: s.bucket, Object: from}
	target := minio.CopyDestOptions{Bucket: s.bucket, Object: to}
	if info.Size <= s.limits.singleCopy {
		_, err = s.core.Client.CopyObject(op, target, source)
	} else {
		_, err = s.core.ComposeObject(op, s.inParts(target, info), source)
	}
	return s.explain(op, err, "copy "+from+" to "+to)
}

// inParts completes the target of a copy in parts, which does not take over the type by itself.
func (s *Store) inParts(target minio.CopyDestOptions, info project.ObjectInfo) minio.CopyDestOptions {
	target.PartSize = uint64(s.limits.singleCopy)
	target.NumThreads = copyThreads
	target.ReplaceMetadata = true
	target.UserMetadata = map[string]string{"Content-Type": info.Type}
	return target
}
