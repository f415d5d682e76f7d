package records

import (
	"context"
	"database/sql"
	"embed"
	"io/fs"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// dialect is what differs between the engines before there are tables.
type dialect struct {
	goose   goose.Dialect
	options func() ([]goose.ProviderOption, error)
	// collation makes "binary" known where the engine does not bring it.
	collation string
}

func sqliteDialect() dialect {
	none := func() ([]goose.ProviderOption, error) { return nil, nil }
	return dialect{goose: goose.DialectSQLite3, options: none, collation: `SELECT 1`}
}

// postgresDialect lets one of several replicas migrate while the others wait: tried every second for two minutes.
func postgresDialect() dialect {
	options := func() ([]goose.ProviderOption, error) {
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 120))
		return []goose.ProviderOption{goose.WithSessionLocker(locker)}, err
	}
	return dialect{goose: goose.DialectPostgres, options: options, collation: `CREATE COLLATION IF NOT EXISTS "binary" FROM "C"`}
}

// migrate brings the tables to the version of this program; it changes nothing when they are there already.
func (s *Store) migrate(ctx context.Context, d dialect) error {
	files, err := fs.Sub(migrationFiles, "migrations")
	if err != nil {
		return err
	}
	options, err := d.options()
	if err != nil {
		return err
	}
	collation := goose.NewGoMigration(1, &goose.GoFunc{RunTx: func(ctx context.Context, tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, d.collation)
		return err
	}}, nil)
	options = append(options, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(collation))
	provider, err := goose.NewProvider(d.goose, s.writer, files, options...)
	if err != nil {
		return err
	}
	done, err := provider.Up(ctx)
	if len(done) > 0 {
		s.log.InfoContext(ctx, "database migrated", "steps", len(done))
	}
	return err
}
