package project

import (
	"context"
	"io"
	"strings"
	"time"
)

// Objects is the port to S3: bytes under keys, written once. Errors are *Error: NotFound for an absent key, Unavailable
// when the store cannot be reached within its time-out.
type Objects interface {
	// Put stores size bytes under the key unless it is there already; a key holds the same bytes for ever.
	// It returns Conflict, and stores nothing, when the bytes do not hash to sha256 (hex; empty: not checked).
	Put(ctx context.Context, key string, r io.Reader, size int64, mediaType, sha256 string) error
	// Get opens the bytes; the caller closes them.
	Get(ctx context.Context, key string) (io.ReadCloser, ObjectInfo, error)
	Stat(ctx context.Context, key string) (ObjectInfo, error)
	// Copy makes the bytes of one key available under another without moving them through us, write-once like Put.
	Copy(ctx context.Context, from, to string) error
	// Compose lays stretches of stored objects and bytes of ours one after another under the key, write-once like Put. What
	// is stored moves inside the store, but for up to 8 MiB where stretches meet. NotFound when a stretch has no
	// object; Invalid when one is not within its object. It gives the number of bytes that moved through us.
	Compose(ctx context.Context, key, mediaType string, stretches []Stretch) (int64, error)
	// Delete removes a key; an absent key is no error.
	Delete(ctx context.Context, key string) error

	// StartParts begins a multipart upload and gives the store's id for it.
	StartParts(ctx context.Context, key, mediaType string) (string, error)
	// Parts lists the parts that have arrived whole.
	Parts(ctx context.Context, key, storeID string) ([]Part, error)
	// FinishParts joins the parts 1..n; Conflict when one is missing.
	FinishParts(ctx context.Context, key, storeID string, parts []Part) error
	// AbortParts throws an unfinished upload away; an unknown one is no error.
	AbortParts(ctx context.Context, key, storeID string) error

	// SignPart gives an address to which a client may PUT one part of exactly size bytes until the time is over.
	SignPart(ctx context.Context, key, storeID string, number int, size int64, valid time.Duration) (string, error)
	// SignGet gives an address from which a client may GET the key, named fileName, until the time is over.
	SignGet(ctx context.Context, key, fileName string, valid time.Duration) (string, error)

	// Ping reports whether the store answers.
	Ping(ctx context.Context) error
}

// ObjectInfo is what the store knows of an object.
type ObjectInfo struct {
	Size int64
	Type string
}

// Stretch is a part of an object that is composed: bytes of ours, or Size bytes of a stored object, from From on.
type Stretch struct {
	Bytes []byte // nil for a stored one
	Key   string
	From  int64
	Size  int64
}

// Length is how many bytes the stretch has.
func (s Stretch) Length() int64 {
	if s.Bytes != nil {
		return int64(len(s.Bytes))
	}
	return s.Size
}

// Part is one part of a multipart upload.
type Part struct {
	Number int
	ETag   string
	Size   int64
}

// The keys of objects. No key is a prefix of another and no segment is longer than 255 bytes.

// UploadKey is where bytes stay while they come.
func UploadKey(id UploadID) string { return "up/" + string(id) }

// ObjectKey is where trusted bytes stay, under their sha256 in hex.
func ObjectKey(sha256 string) string { return "obj/" + sha256 }

// DerivedKey is where something computed from an object stays, such as its waveform.
func DerivedKey(sha256, profile string) string { return "pre/" + sha256 + "/" + profile }

// ArtifactKey is where a file of an artifact stays.
func ArtifactKey(p ProjectID, build, name string) string {
	return "art/" + string(p) + "/" + build + "/" + name
}

// Limits of object keys, in bytes: the lower of S3's and of a file system's, because the embedded store keeps files.
const (
	maxKeyBytes     = 1024
	maxSegmentBytes = 255
)

// CheckKey reports, as Invalid, a key that some store would refuse or read differently from another.
func CheckKey(key string) error {
	if len(key) > maxKeyBytes {
		return Errorf(Invalid, "the object key %q is longer than %d bytes", clip(key, 60), maxKeyBytes)
	}
	for segment := range strings.SplitSeq(key, "/") {
		if !keySegment(segment) {
			return Errorf(Invalid, "the object key %q has the part %q: every part is 1 to %d letters, digits, dots, "+
				"dashes and underscores and begins with a letter or a digit", clip(key, 60), clip(segment, 60), maxSegmentBytes)
		}
	}
	return nil
}

// keySegment refuses a leading dot too: such names are the embedded store's own.
func keySegment(s string) bool {
	if len(s) == 0 || len(s) > maxSegmentBytes || strings.IndexByte("._-", s[0]) >= 0 {
		return false
	}
	for i := range len(s) {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("._-", c) >= 0) {
			return false
		}
	}
	return true
}

// Live is the port to Redis: hints that may be lost at any moment with nothing lost. Its methods never make a command
// fail; callers log the error and go on.
type Live interface {
	// Wake tells every process that the project's log has grown.
	Wake(ctx context.Context, id ProjectID) error
	// Listen gives the projects that were woken, until ctx ends; it reconnects by itself. A missed wake-up is possible,
	// so listeners also look by themselves from time to time. One call per process is enough.
	Listen(ctx context.Context) <-chan ProjectID
	// Allow counts one of key against the limit, in windows that begin with their first, and says what is left; when Redis
	// is away it counts in this process. Refused ones do not prolong a window.
	Allow(ctx context.Context, limit Limit, key string) Allowance
	// Ping reports whether Redis answers.
	Ping(ctx context.Context) error
}

// Process is the port from the API to the workflows: commands that people give. Every method is safe to repeat with the
// same key and then has one effect. Unavailable means: not known whether it happened, repeat with the same key.
type Process interface {
	// Launch starts the project and returns when it is recorded as running.
	Launch(ctx context.Context, id ProjectID, actor PersonID, key string) error
	// SubGig gives a command to a sub-gig and returns when its effect is recorded.
	SubGig(ctx context.Context, id ProjectID, section int, sub SubGigID, c Command, key string) error
	// DecideFinal approves the final, or asks for it to be built again.
	DecideFinal(ctx context.Context, id ProjectID, actor PersonID, artifact ArtifactID, approve bool, key string) error
	// Replan puts the draft of a plan in force that was written down under the key, and returns when every sub-gig it
	// concerns has been told. Conflict when version is not that of the plan in force.
	Replan(ctx context.Context, id ProjectID, actor PersonID, version int, key string) error
	// CancelProject ends the project: approved work stays paid, everything else is returned.
	CancelProject(ctx context.Context, id ProjectID, actor PersonID, key string) error
	// Pause stops every clock of a running project until the time; Resume lets them run on before it. Conflict when the
	// project is not running. Pausing again moves the time.
	Pause(ctx context.Context, id ProjectID, actor PersonID, until time.Time, key string) error
	Resume(ctx context.Context, id ProjectID, actor PersonID, key string) error
	// Run has an errand done that is in the records. It does not wait for its end.
	Run(ctx context.Context, id ErrandID) error
	// Export sees to it that an export that is recorded as building is made. It does not wait for it.
	Export(ctx context.Context, id ExportID) error
	// Webhook has an endpoint told at once what it has not been told, however long it would have waited.
	Webhook(ctx context.Context, id WebhookID) error
	// Ping reports whether the workflow service answers.
	Ping(ctx context.Context) error
}
