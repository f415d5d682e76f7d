package objects

import (
	"context"
	"errors"
	"net/http"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

// s3Code gives the store's code of an error, "" for an error that is not the store's.
func s3Code(err error) string {
	var answer minio.ErrorResponse
	if errors.As(err, &answer) {
		return answer.Code
	}
	return ""
}

// explain is the one place where errors of the store become ours. The context is the one of the failed request; doing
// says what was tried, as "read obj/1234".
func (s *Store) explain(ctx context.Context, err error, doing string) error {
	var ours *project.Error
	var answer minio.ErrorResponse
	switch {
	case err == nil:
		return nil
	case errors.As(err, &ours):
		return err
	case !errors.As(err, &answer):
		if cause := context.Cause(ctx); cause != nil {
			err = cause // why the request was ended says more than that it was
		}
		return project.Because(err, project.Unavailable, "the object store does not answer: cannot %s now", doing)
	}
	return project.Because(err, codeOf(answer), sentence(codeOf(answer)), doing)
}

// codeOf translates what the store answered.
func codeOf(answer minio.ErrorResponse) project.Code {
	switch answer.Code {
	case minio.NoSuchKey, minio.NoSuchUpload:
		return project.NotFound
	case minio.PreconditionFailed, minio.InvalidPart, minio.InvalidPartOrder, minio.EntityTooSmall, minio.Conflict:
		return project.Conflict
	case "ConditionalRequestConflict", "OperationAborted", "SlowDown", "RequestTimeout":
		return project.Unavailable // passes
	case "BadDigest", "IncompleteBody", "XAmzContentChecksumMismatch":
		return project.Unavailable // what leaves us is right, so it was damaged on the way
	}
	if answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode >= http.StatusInternalServerError {
		return project.Unavailable
	}
	return project.Internal // wrong keys, a vanished bucket, a request that no store understands: ours to mend
}

func sentence(code project.Code) string {
	switch code {
	case project.NotFound:
		return "the object store has nothing there: cannot %s"
	case project.Conflict:
		return "the object store holds or got something else: cannot %s"
	case project.Unavailable:
		return "the object store cannot %s now"
	}
	return "the object store refuses to %s"
}
