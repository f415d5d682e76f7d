package records

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"net/url"
	"path/filepath"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"tutti/project"
)

const (
	maxConnections   = 16
	maxIdle          = 8
	connectionIsOld  = 30 * time.Minute
	sqliteBusyMillis = "4000" // another process may hold the file, for example an audit
)

func (s *Store) openSQLite(ctx context.Context, path string) error {
	if !filepath.IsAbs(path) {
		return project.Errorf(project.Invalid, "the database path %q is not absolute; write sqlite:/absolute/path.db", path)
	}
	s.parameters = sqliteParameters
	var err error
	if s.writer, err = sql.Open("sqlite", sqliteAddress(path, url.Values{"_txlock": {"immediate"}})); err != nil {
		return err
	}
	s.writer.SetMaxOpenConns(1)
	if err := s.migrate(ctx, sqliteDialect()); err != nil {
		return err
	}
	if s.reader, err = sql.Open("sqlite", sqliteAddress(path, url.Values{"_pragma": {"query_only(1)"}})); err != nil {
		return err
	}
	s.reader.SetMaxOpenConns(max(4, runtime.NumCPU()))
	s.reader.SetMaxIdleConns(max(4, runtime.NumCPU()))
	return nil
}

// sqliteAddress adds what every connection needs. synchronous=FULL makes a commit survive a power cut: an answer of 2xx
// means durable.
func sqliteAddress(path string, more url.Values) string {
	pragmas := []string{"busy_timeout(" + sqliteBusyMillis + ")", "journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)",
		"cache_size(-16384)", "temp_store(MEMORY)", "journal_size_limit(67108864)"}
	more["_pragma"] = append(pragmas, more["_pragma"]...)
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + more.Encode()
}

func (s *Store) openPostgres(ctx context.Context, address string) error {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return project.Because(err, project.Invalid, "the database address is not one PostgreSQL understands; write postgres://user@host/database")
	}
	s.parameters = postgresParameters
	config.ConnectTimeout = s.limits.Connect
	s.writer = sql.OpenDB(quickConnector{stdlib.GetConnector(*config), s.limits.Connect})
	s.reader = s.writer
	s.writer.SetMaxOpenConns(maxConnections)
	s.writer.SetMaxIdleConns(maxIdle)
	s.writer.SetConnMaxLifetime(connectionIsOld)
	return s.migrate(ctx, postgresDialect())
}

// quickConnector gives up on a connection after a time in all: the driver's own limit counts for each address and each try
// with and without TLS.
type quickConnector struct {
	driver.Connector
	within time.Duration
}

func (c quickConnector) Connect(ctx context.Context) (driver.Conn, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, c.within, errConnectLimit{c.within})
	defer cancel()
	return c.Connector.Connect(ctx)
}

type errConnectLimit struct{ within time.Duration }

func (e errConnectLimit) Error() string { return "no connection within " + e.within.String() }
