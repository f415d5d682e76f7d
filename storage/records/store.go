// Package records keeps the facts and the money in SQL. It is project.Records for SQLite (embedded) and PostgreSQL
// (production) with one text for both: $1 parameters, ids and JSON as TEXT, times as BIGINT microseconds.
//
// A write is one transaction, tried again when the engine asks for it; a read is one statement. Both end within a limit,
// so a database that is away answers Unavailable and never hangs a caller.
package records

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"strings"
	"sync/atomic"
	"time"

	"tutti/project"
)

// bulkLimit is that of creating a project of thousands, and of an audit.
const bulkLimit = 60 * time.Second

// Limits bound the operations, waiting for a connection included. The zero value serves people, who are told within 2 s
// that a database is away.
type Limits struct {
	Connect time.Duration // to PostgreSQL; 0: 1 s, whatever the address resolves to
	Read    time.Duration // of one read; 0: 1.8 s
	Write   time.Duration // of one write with its repetitions; 0: 5 s
}

func (l Limits) orDefault() Limits {
	return Limits{Connect: cmp.Or(l.Connect, time.Second), Read: cmp.Or(l.Read, 1800*time.Millisecond), Write: cmp.Or(l.Write, 5*time.Second)}
}

// Options are what Open needs. URL is required.
type Options struct {
	URL       string // sqlite:/absolute/path.db or postgres://user@host/database
	Logger    *slog.Logger
	FeePolicy project.FeePolicy // what releases are booked with
	Clearing  time.Duration     // how long what is released waits until it can be paid out
	Limits    Limits
}

// Store is the records in one database. It may be used by any number of goroutines.
type Store struct {
	writer   *sql.DB // for SQLite one connection, since it has one writer
	reader   *sql.DB
	fee      project.FeePolicy
	clearing time.Duration
	limits   Limits
	log      *slog.Logger
	count    counters
	closed   atomic.Bool
	// parameters is how many a statement takes at most.
	parameters int
}

var _ project.Records = (*Store)(nil)

// Stats counts what was asked of the database since Open.
type Stats struct {
	WriteTransactions int64 // committed
	Statements        int64 // inside write transactions
	Reads             int64
	Retries           int64 // transactions tried again at the engine's wish
}

type counters struct{ writes, statements, reads, retries atomic.Int64 }

// Open connects, brings the tables to this version and gives the store. A database that cannot be reached is
// Unavailable; a URL of another kind is Invalid.
func Open(ctx context.Context, o Options) (*Store, error) {
	s := &Store{fee: o.FeePolicy, clearing: o.Clearing, limits: o.Limits.orDefault(), log: o.Logger}
	if s.log == nil {
		s.log = slog.New(slog.DiscardHandler)
	}
	if err := s.open(ctx, o.URL); err != nil {
		return nil, errors.Join(s.fault(err, "opening of the database"), s.Close())
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, url string) error {
	if path, ok := strings.CutPrefix(url, "sqlite:"); ok {
		return s.openSQLite(ctx, path)
	}
	if strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://") {
		return s.openPostgres(ctx, url)
	}
	return project.Errorf(project.Invalid, "the database address begins with neither sqlite: nor postgres://; write sqlite:/absolute/path.db or postgres://user@host/database")
}

// Close ends all connections. It may be called twice.
func (s *Store) Close() error {
	if s.closed.Swap(true) {
		return nil
	}
	var errs []error
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.reader != nil && s.reader != s.writer {
		errs = append(errs, s.reader.Close())
	}
	return errors.Join(errs...)
}

// Ping reports whether the database answers.
func (s *Store) Ping(ctx context.Context) error {
	_, err := readOne(ctx, s, "database", scanNumber, `SELECT 1`)
	return err
}

// Stats gives the counts so far.
func (s *Store) Stats() Stats {
	return Stats{
		WriteTransactions: s.count.writes.Load(), Statements: s.count.statements.Load(),
		Reads: s.count.reads.Load(), Retries: s.count.retries.Load(),
	}
}
