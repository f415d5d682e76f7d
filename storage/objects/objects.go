// Package objects is project.Objects on any S3, by minio-go. Bytes stream through with constant memory; a key is
// written once.
//
// Time: a call that moves no bytes ends within Options.Timeout, with Unavailable, when the store does not answer.
// A transfer may take as long as bytes move. The store gets more time where it works on bytes by itself (joining
// parts, copying): one second for each 20 MiB.
package objects

import (
	"context"
	"log/slog"
	"time"

	"github.com/minio/minio-go/v7"

	"tutti/project"
)

const (
	defaultTimeout = 2 * time.Second
	defaultRegion  = "us-east-1"

	// slowestWork is the rate, in bytes a second, at which a store joins, copies and syncs at the least.
	slowestWork = 20 << 20
	// longestWork bounds every wait for an answer.
	longestWork = 15 * time.Minute

	// attempts is how often a request without a stream is sent before its failure is reported; the callers repeat too.
	attempts = 2
)

// limits are S3's and ours; tests lower them.
type limits struct {
	singlePut  int64 // bytes that one PUT may carry; more goes up in parts
	singleCopy int64 // bytes that one server-side copy takes
	blindPut   int64 // bytes that are sent without asking first whether the key is there
	part       int64 // size of the parts of a large Put, in bytes; this much memory is used then

	// stall ends a transfer under way in which no byte has moved. It is longer than the time-out of a call: a disk that is
	// busy writing back may pause for seconds.
	stall time.Duration
}

func s3Limits() limits {
	return limits{singlePut: 5 << 30, singleCopy: 5 << 30, blindPut: 1 << 20, part: 64 << 20, stall: 10 * time.Second}
}

// Options says which store to use.
type Options struct {
	Endpoint  string // http(s)://host:port
	AccessKey string
	SecretKey string
	Region    string // empty: us-east-1
	Bucket    string // made when absent
	// Public is the address that clients use for presigned URLs, as http(s)://host[:port][/path]; empty: Endpoint. A proxy
	// there must hand on the Host header, because it is signed, and take the path off, because it is not.
	Public string
	// Timeout is how long a call waits for an answer; 0: 2 s.
	Timeout time.Duration
	// Logger gets what is nobody's error: a bucket made. nil: slog.Default().
	Logger *slog.Logger
}

// Store is a bucket of an S3. Its methods may be called from several goroutines at once.
type Store struct {
	core    *minio.Core   // sends requests to Endpoint
	signer  *minio.Client // signs for Public; never sends
	path    string        // of Public; it stands before what is signed
	bucket  string
	timeout time.Duration
	limits  limits
	traffic *traffic
}

var _ project.Objects = (*Store)(nil)

// Open reaches the store and makes the bucket when it is absent.
//
// Errors: Invalid for wrong options, Unavailable when the store does not answer, Internal when it refuses the keys.
func Open(ctx context.Context, opts Options) (*Store, error) {
	opts, err := opts.checked()
	if err != nil {
		return nil, err
	}
	s := &Store{bucket: opts.Bucket, timeout: opts.Timeout, limits: s3Limits(), traffic: newTraffic(opts.Timeout)}
	if s.core, err = newCore(opts, opts.Endpoint, s.traffic); err != nil {
		return nil, err
	}
	origin, path := splitPath(opts.Public)
	public, err := newCore(opts, origin, noTraffic{})
	if err != nil {
		return nil, err
	}
	s.signer, s.path = public.Client, path
	made, err := s.ensureBucket(ctx, opts.Region)
	if err != nil {
		s.Close()
		return nil, err
	}
	if made {
		opts.Logger.Info("bucket made", "bucket", opts.Bucket)
	}
	return s, nil
}

// Close lets go of idle connections. Transfers under way go on.
func (s *Store) Close() { s.traffic.base.CloseIdleConnections() }

// Stats counts what was sent to the store since Open.
type Stats struct {
	Calls  int64 // HTTP requests
	Failed int64 // of these, the ones without an answer or with a status of 500 and above
}

// Stats gives the counts so far. Presigned transfers are not among them: clients make those.
func (s *Store) Stats() Stats { return s.traffic.stats() }

// Ping reports whether the store answers and the bucket is there.
func (s *Store) Ping(ctx context.Context) error {
	there, err := s.bucketExists(ctx)
	if err == nil && !there {
		return project.Errorf(project.Internal, "the bucket %s is gone from the object store", s.bucket)
	}
	return err
}

func (s *Store) bucketExists(ctx context.Context) (bool, error) {
	op, w := watch(ctx, s.timeout)
	defer w.end()
	there, err := s.core.BucketExists(op, s.bucket)
	return there, s.explain(op, err, "ask for the bucket "+s.bucket)
}

// ensureBucket makes the bucket unless it is there. Several processes may do so at once.
func (s *Store) ensureBucket(ctx context.Context, region string) (made bool, err error) {
	there, err := s.bucketExists(ctx)
	if err != nil || there {
		return false, err
	}
	op, w := watch(ctx, s.timeout)
	defer w.end()
	err = s.core.MakeBucket(op, s.bucket, minio.MakeBucketOptions{Region: region})
	switch s3Code(err) {
	case minio.BucketAlreadyOwnedByYou, minio.BucketAlreadyExists:
		return false, s.Ping(ctx) // somebody else's bucket of that name refuses us here
	}
	return err == nil, s.explain(op, err, "make the bucket "+s.bucket)
}

// workTime is how long the store may take for an answer when it works on so many bytes by itself.
func (s *Store) workTime(bytes int64) time.Duration {
	const perSecond = slowestWork
	extra := time.Duration(bytes/perSecond) * time.Second
	return min(s.timeout+extra, longestWork)
}
