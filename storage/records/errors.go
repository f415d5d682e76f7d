package records

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tutti/project"
)

// fault turns an error of either engine into the domain's, in this one place. about names the thing that was asked for.
func (s *Store) fault(err error, about string) error {
	if err == nil {
		return nil
	}
	var known *project.Error
	if errors.As(err, &known) {
		return err
	}
	if s.closed.Load() {
		return project.Because(err, project.Unavailable, "the records are closed; the service is stopping")
	}
	switch codeOf(err) {
	case project.NotFound:
		if errors.Is(err, sql.ErrNoRows) {
			return project.Because(err, project.NotFound, "there is no %s", about)
		}
		return project.Because(err, project.NotFound, "the %s refers to something that is not there", about)
	case project.Conflict:
		return project.Because(err, project.Conflict, "the %s uses a value that is taken already", about)
	case project.Invalid:
		return project.Because(err, project.Invalid, "the %s has a character that cannot be stored; take NUL and broken UTF-8 out of the text", about)
	case project.Unavailable:
		return project.Because(err, project.Unavailable, "the records do not answer just now; try again in a moment")
	}
	return project.Because(err, project.Internal, "the records failed at the %s", about)
}

func codeOf(err error) project.Code {
	var pg *pgconn.PgError
	var lite *sqlite.Error
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return project.NotFound
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return project.Unavailable
	case errors.As(err, &pg):
		return postgresCode(pg.Code)
	case errors.As(err, &lite):
		return sqliteCode(lite.Code())
	case isConnectionTrouble(err):
		return project.Unavailable
	}
	return project.Internal
}

// postgresCode reads SQLSTATE; the first two characters are its class.
func postgresCode(state string) project.Code {
	switch state {
	case "23505":
		return project.Conflict
	case "23503":
		return project.NotFound
	case "23514":
		return project.Conflict // the only CHECK forbids an overdrawn account
	case "22021", "22P05":
		return project.Invalid
	case "25006": // a replica that may only read, after a fail-over
		return project.Unavailable
	}
	switch state[:min(2, len(state))] {
	case "08", "28", "3D", "40", "53", "55", "57", "58":
		return project.Unavailable
	}
	return project.Internal
}

func sqliteCode(code int) project.Code {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_CHECK:
		return project.Conflict
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return project.NotFound
	}
	switch code & 0xff { // the primary code of an extended one
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
		sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_PERM, sqlite3.SQLITE_PROTOCOL:
		return project.Unavailable
	}
	return project.Internal
}

func isConnectionTrouble(err error) bool {
	var connect *pgconn.ConnectError
	var network net.Error
	var late errConnectLimit
	switch {
	case errors.As(err, &connect), errors.As(err, &network), errors.As(err, &late):
		return true
	case errors.Is(err, driver.ErrBadConn), errors.Is(err, sql.ErrConnDone), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return true
	case errors.Is(err, sql.ErrTxDone): // the context ended and took the transaction with it
		return true
	}
	return strings.Contains(err.Error(), "conn closed") // pgx has no value for this one
}

// tryAgain reports whether a transaction that failed with err did nothing and may well succeed now: it lost against
// another one, or its connection was from before a restart of the database.
func tryAgain(err error) bool {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch pg.Code {
		case "40001", "40P01", "57P01":
			return true
		}
	}
	var lite *sqlite.Error
	return errors.As(err, &lite) && (lite.Code()&0xff == sqlite3.SQLITE_BUSY || lite.Code()&0xff == sqlite3.SQLITE_LOCKED)
}
