package records

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"
)

// maxTries is how often a transaction is tried when the engine says that another one was in its way.
const maxTries = 8

// row is what a scan function reads.
type row interface{ Scan(dest ...any) error }

// source is where a statement is asked: a transaction, a read snapshot or the pool.
type source interface {
	QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error)
}

// tx is a transaction that counts its statements.
type tx struct {
	inner      *sql.Tx
	count      *counters
	parameters int // at most in one statement
}

func (t *tx) QueryContext(ctx context.Context, text string, args ...any) (*sql.Rows, error) {
	t.count.statements.Add(1)
	return t.inner.QueryContext(ctx, text, args...)
}

// exec gives the number of rows it touched.
func (t *tx) exec(ctx context.Context, text string, args ...any) (int, error) {
	t.count.statements.Add(1)
	result, err := t.inner.ExecContext(ctx, text, args...)
	if err != nil {
		return 0, err
	}
	n, err := result.RowsAffected()
	return int(n), err
}

// write runs do in one transaction, again from the start when the engine asks for it. do must not keep anything from a
// try that failed. about names the thing, for the sentence of an error.
func (s *Store) write(ctx context.Context, about string, do func(context.Context, *tx) error) error {
	return s.writeWithin(ctx, s.limits.Write, about, do)
}

func (s *Store) writeWithin(ctx context.Context, limit time.Duration, about string, do func(context.Context, *tx) error) error {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	err := s.writeOnce(ctx, do)
	for try := 1; try < maxTries && tryAgain(err) && pause(ctx, try); try++ {
		s.count.retries.Add(1)
		err = s.writeOnce(ctx, do)
	}
	return s.fault(err, about)
}

func (s *Store) writeOnce(ctx context.Context, do func(context.Context, *tx) error) error {
	inner, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := do(ctx, &tx{inner: inner, count: &s.count, parameters: s.parameters}); err != nil {
		_ = inner.Rollback() // the first error is the one to tell
		return err
	}
	if err := inner.Commit(); err != nil {
		return err
	}
	s.count.writes.Add(1)
	return nil
}

// pause waits a little longer after each try, with a part of chance so that rivals do not meet again; false when ctx ended.
func pause(ctx context.Context, try int) bool {
	wait := time.Duration(try)*2*time.Millisecond + rand.N(5*time.Millisecond)
	select {
	case <-ctx.Done():
		return false
	case <-time.After(wait):
		return true
	}
}

// snapshot runs several reads on one state of the database.
func (s *Store) snapshot(ctx context.Context, about string, do func(context.Context, source) error) error {
	ctx, cancel := context.WithTimeout(ctx, bulkLimit)
	defer cancel()
	inner, err := s.reader.BeginTx(ctx, &sql.TxOptions{Isolation: s.snapshotLevel(), ReadOnly: true})
	if err != nil {
		return s.fault(err, about)
	}
	defer func() { _ = inner.Rollback() }() // nothing was written
	s.count.reads.Add(1)
	return s.fault(do(ctx, inner), about)
}

// snapshotLevel is repeatable read for PostgreSQL; a read transaction of SQLite always is a snapshot.
func (s *Store) snapshotLevel() sql.IsolationLevel {
	if s.reader == s.writer {
		return sql.LevelRepeatableRead
	}
	return sql.LevelDefault
}

// readOne reads one row from the pool; NotFound when there is none.
func readOne[T any](ctx context.Context, s *Store, about string, scan func(row) (T, error), text string, args ...any) (T, error) {
	var found T
	err := s.read(ctx, about, func(ctx context.Context) (err error) {
		found, err = one(ctx, s.reader, scan, text, args...)
		return err
	})
	return found, err
}

// readList reads all rows from the pool.
func readList[T any](ctx context.Context, s *Store, about string, scan func(row) (T, error), text string, args ...any) ([]T, error) {
	var found []T
	err := s.read(ctx, about, func(ctx context.Context) (err error) {
		found, err = list(ctx, s.reader, scan, text, args...)
		return err
	})
	return found, err
}

func (s *Store) read(ctx context.Context, about string, do func(context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, s.limits.Read)
	defer cancel()
	s.count.reads.Add(1)
	err := do(ctx)
	for try := 1; try < maxTries && tryAgain(err) && pause(ctx, try); try++ {
		s.count.retries.Add(1)
		err = do(ctx)
	}
	return s.fault(err, about)
}

// one reads the first row; sql.ErrNoRows when there is none.
func one[T any](ctx context.Context, from source, scan func(row) (T, error), text string, args ...any) (T, error) {
	rows, err := list(ctx, from, scan, text, args...)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		var none T
		return none, err
	}
	return rows[0], nil
}

func list[T any](ctx context.Context, from source, scan func(row) (T, error), text string, args ...any) ([]T, error) {
	rows, err := from.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }() // Err below tells what went wrong
	var all []T
	for rows.Next() {
		one, err := scan(rows)
		if err != nil {
			return nil, err
		}
		all = append(all, one)
	}
	return all, rows.Err()
}

// How many parameters a statement takes at most, far below what the engines allow (32,766 and 65,535). SQLite looks each
// parameter's name up in a list, so the time to read a statement grows with the square of their number; for PostgreSQL
// every statement is a way to the server and back.
const (
	sqliteParameters   = 100
	postgresParameters = 2000
	listedParameters   = 200 // in one IN (...)
)

// inChunks cuts rows so that each statement has at most limit parameters.
func inChunks[T any](rows []T, width, limit int, do func([]T) error) error {
	for part := range slices.Chunk(rows, max(1, limit/width)) {
		if err := do(part); err != nil {
			return err
		}
	}
	return nil
}

// insert writes rows of equal width with as few statements as the limits allow and gives the number inserted.
// head ends before VALUES, tail is what follows the rows.
func (t *tx) insert(ctx context.Context, head string, rows [][]any, tail string) (int, error) {
	total := 0
	if len(rows) == 0 {
		return 0, nil
	}
	width := len(rows[0])
	err := inChunks(rows, width, t.parameters, func(part [][]any) error {
		args := make([]any, 0, len(part)*width)
		for _, r := range part {
			args = append(args, r...)
		}
		n, err := t.exec(ctx, head+" VALUES "+tuples(1, len(part), make([]string, width))+" "+tail, args...)
		total += n
		return err
	})
	return total, err
}

// update changes many rows with one statement: head is an UPDATE ... SET that reads v.column1, v.column2 and so on (the
// names both engines give to VALUES) and the fixed parameters; tail is the rest of the condition. types are the SQL types
// of the columns, which PostgreSQL cannot guess there.
func (t *tx) update(ctx context.Context, head string, fixed []any, types []string, rows [][]any, tail string) (int, error) {
	total := 0
	err := inChunks(rows, len(types), t.parameters, func(part [][]any) error {
		args := append([]any(nil), fixed...)
		for _, r := range part {
			args = append(args, r...)
		}
		n, err := t.exec(ctx, head+" FROM (VALUES "+tuples(len(fixed)+1, len(part), types)+") AS v WHERE "+tail, args...)
		total += n
		return err
	})
	return total, err
}

// tuples writes ($1, $2), ($3, $4) from the first number on, cast to the types that are named.
func tuples(first, rows int, types []string) string {
	var b strings.Builder
	for r := range rows {
		b.WriteString([]string{"(", ", ("}[min(r, 1)])
		for c, kind := range types {
			if c > 0 {
				b.WriteString(", ")
			}
			parameter := "$" + strconv.Itoa(first+r*len(types)+c)
			if kind != "" {
				parameter = "CAST(" + parameter + " AS " + kind + ")"
			}
			b.WriteString(parameter)
		}
		b.WriteString(")")
	}
	return b.String()
}

// listIn reads the rows for many values in chunks, each value once. The parameters of the values are written between before and after;
// fixed parameters have the first numbers.
func listIn[T any, V ~string](ctx context.Context, from source, scan func(row) (T, error), before, after string, fixed []any, values []V) ([]T, error) {
	var all []T
	err := inChunks(unique(values), 1, listedParameters, func(part []V) error {
		args := append([]any(nil), fixed...)
		for _, v := range part {
			args = append(args, string(v))
		}
		rows, err := list(ctx, from, scan, before+tuples(len(fixed)+1, 1, make([]string, len(part)))+after, args...)
		all = append(all, rows...)
		return err
	})
	return all, err
}

// must is exec for a row that has to be there.
func (t *tx) must(ctx context.Context, text string, args ...any) error {
	n, err := t.exec(ctx, text, args...)
	if err == nil && n == 0 {
		return sql.ErrNoRows
	}
	return err
}

// unique leaves out what was there before; rows would come twice otherwise, once in each chunk.
func unique[V comparable](values []V) []V {
	seen := make(map[V]bool, len(values))
	return slices.DeleteFunc(slices.Clone(values), func(v V) bool {
		again := seen[v]
		seen[v] = true
		return again
	})
}
