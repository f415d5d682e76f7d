package objects

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

const (
	partsPage   = 1000 // parts in one answer of S3
	maxS3Parts  = 10_000
	maxPartSize = 5 << 30 // bytes
	namedParts  = 20      // missing parts named in one message
)

// StartParts begins an upload in parts.
func (s *Store) StartParts(ctx context.Context, key, mediaType string) (string, error) {
	if err := project.CheckKey(key); err != nil {
		return "", err
	}
	op, w := watch(ctx, s.timeout)
	defer w.end()
	id, err := s.core.NewMultipartUpload(op, s.bucket, key, minio.PutObjectOptions{ContentType: mediaType})
	return id, s.explain(op, err, "begin the upload "+key)
}

// Parts lists what has arrived, by number. NotFound means that the upload was finished, aborted or never begun.
func (s *Store) Parts(ctx context.Context, key, storeID string) ([]project.Part, error) {
	if err := project.CheckKey(key); err != nil {
		return nil, err
	}
	var parts []project.Part
	for marker := 0; ; {
		page, err := s.partsAfter(ctx, key, storeID, marker)
		if err != nil {
			return nil, err
		}
		for _, p := range page.ObjectParts {
			parts = append(parts, project.Part{Number: p.PartNumber, ETag: strings.Trim(p.ETag, `"`), Size: p.Size})
		}
		if !page.IsTruncated || page.NextPartNumberMarker <= marker {
			return parts, nil
		}
		marker = page.NextPartNumberMarker
	}
}

func (s *Store) partsAfter(ctx context.Context, key, storeID string, marker int) (minio.ListObjectPartsResult, error) {
	op, w := watch(ctx, s.timeout)
	defer w.end()
	page, err := s.core.ListObjectParts(op, s.bucket, key, storeID, marker, partsPage)
	return page, s.explain(op, err, "list the parts of "+key)
}

// FinishParts joins the parts, which may be given in any order. A repeat after success is no error. The sizes of the
// parts say how long the store may take.
func (s *Store) FinishParts(ctx context.Context, key, storeID string, parts []project.Part) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	parts = slices.SortedFunc(slices.Values(parts), func(a, b project.Part) int { return a.Number - b.Number })
	if err := complete(key, parts); err != nil {
		return err
	}
	size := sizeOf(parts)
	if s.workTime(size) > 2*s.timeout { // then silence is no sign, so ask first whether anybody is there
		if err := s.Ping(ctx); err != nil {
			return err
		}
	}
	err := s.join(ctx, key, storeID, parts, size)
	switch {
	case s3Code(err) == minio.InvalidPart:
		err = s.nameLost(ctx, key, storeID, parts, err)
	case project.CodeOf(err) == project.NotFound && s.holds(ctx, key, size) == nil:
		return nil // we did it before and the answer was lost
	}
	return err
}

func (s *Store) join(ctx context.Context, key, storeID string, parts []project.Part, size int64) error {
	op, w := watch(ctx, s.workTime(size))
	defer w.end()
	_, err := s.core.CompleteMultipartUpload(op, s.bucket, key, storeID, joined(parts), minio.PutObjectOptions{})
	return s.explain(op, err, "join the parts of "+key)
}

// nameLost finds out which of the parts the store does not have, or has otherwise. NotFound means that it does not know
// the upload at all.
func (s *Store) nameLost(ctx context.Context, key, storeID string, parts []project.Part, failure error) error {
	there, err := s.Parts(ctx, key, storeID)
	if project.CodeOf(err) == project.NotFound {
		return err
	}
	if err != nil {
		return failure
	}
	var lost []int
	for _, p := range parts {
		same := func(q project.Part) bool { return q.Number == p.Number && q.ETag == strings.Trim(p.ETag, `"`) }
		if !slices.ContainsFunc(there, same) {
			lost = append(lost, p.Number)
		}
	}
	if len(lost) == 0 {
		return failure
	}
	return missing(key, lost)
}

// AbortParts throws the upload away.
func (s *Store) AbortParts(ctx context.Context, key, storeID string) error {
	if err := project.CheckKey(key); err != nil {
		return err
	}
	op, w := watch(ctx, s.timeout)
	defer w.end()
	err := s.explain(op, s.core.AbortMultipartUpload(op, s.bucket, key, storeID), "abort the upload "+key)
	var ours *project.Error
	if errors.As(err, &ours) && ours.Code == project.NotFound {
		return nil
	}
	return err
}

// complete reports the gaps in sorted parts.
func complete(key string, parts []project.Part) error {
	if len(parts) == 0 {
		return missing(key, []int{1})
	}
	var gaps []int
	next := 1
	for _, p := range parts {
		if p.Number < next || p.Number > maxS3Parts {
			return project.Errorf(project.Invalid, "part %d of %s is named twice or is not between 1 and %d", p.Number, key, maxS3Parts)
		}
		for ; next < p.Number; next++ {
			gaps = append(gaps, next)
		}
		next++
	}
	if len(gaps) > 0 {
		return missing(key, gaps)
	}
	return nil
}

func missing(key string, numbers []int) error {
	words := make([]string, 0, min(len(numbers), namedParts))
	for _, n := range numbers[:min(len(numbers), namedParts)] {
		words = append(words, strconv.Itoa(n))
	}
	list := strings.Join(words, ", ")
	if more := len(numbers) - len(words); more > 0 {
		list += " and " + strconv.Itoa(more) + " more"
	}
	return project.Errorf(project.Conflict, "these parts of %s are missing: %s", key, list)
}

func sizeOf(parts []project.Part) int64 {
	var sum int64
	for _, p := range parts {
		sum += p.Size
	}
	return sum
}

func joined(parts []project.Part) []minio.CompletePart {
	all := make([]minio.CompletePart, 0, len(parts))
	for _, p := range parts {
		all = append(all, minio.CompletePart{PartNumber: p.Number, ETag: p.ETag})
	}
	return all
}
