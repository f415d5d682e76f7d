package temporal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/headers"
	"go.temporal.io/server/common/persistence/sql/sqlplugin"
	sqliteplugin "go.temporal.io/server/common/persistence/sql/sqlplugin/sqlite"
	sqliteschema "go.temporal.io/server/schema/sqlite"
)

const (
	databaseFile = "temporal.db"
	versionFile  = "temporal.version"
	sqliteShards = 1
)

// version is what the version file remembers. The server checks the schema of other databases itself, but not of
// SQLite, and it cannot upgrade one.
type version struct {
	Server     string `json:"server"`
	Schema     string `json:"schema"`
	Visibility string `json:"visibility_schema"`
}

func currentVersion() version {
	return version{Server: headers.ServerVersion, Schema: sqliteschema.Version, Visibility: sqliteschema.VisibilityVersion}
}

// openSQLite makes the file with its schema on the first start, and checks it on the later ones.
func openSQLite(dir string, logger *slog.Logger) (state, error) {
	conf := sqliteConfig(filepath.Join(dir, databaseFile))
	if err := prepareSQLite(dir, conf, logger); err != nil {
		return state{}, fmt.Errorf("temporal: %w", err)
	}
	return state{kind: "sqlite", main: conf, visibility: conf, shards: sqliteShards}, nil
}

// sqliteConfig describes the file to the server. The path goes into a URI there, so its special signs are escaped
// here. Attributes the server does not know as parameters become pragmas.
func sqliteConfig(path string) *config.SQL {
	return &config.SQL{
		PluginName:   sqliteplugin.PluginName,
		DatabaseName: (&url.URL{Path: path}).EscapedPath(),
		MaxConns:     1, // more gain nothing and fail with SQLITE_BUSY
		MaxIdleConns: 1,
		ConnectAttributes: map[string]string{
			"mode":         "rwc",
			"journal_mode": "wal",
			"synchronous":  "full", // an acknowledged step survives a power cut
			"busy_timeout": "10000",
			// The plugin keeps every connection it ever opened, by this description, for the life of the process. The
			// description must therefore differ from start to start, or a directory that was deleted and made anew would be
			// written to in its deleted file. SQLite ignores a pragma that it does not know.
			"tutti_start": strconv.FormatInt(time.Now().UnixNano(), 10),
		},
	}
}

// prepareSQLite creates the schema in one transaction, so that a kill leaves all of it or none. The version is
// written first: a schema is never without its version.
func prepareSQLite(dir string, conf *config.SQL, logger *slog.Logger) error {
	db, err := sql.Open("sqlite", "file:"+conf.DatabaseName+
		"?_pragma=busy_timeout(10000)&_pragma=journal_mode(wal)&_pragma=synchronous(full)&_txlock=immediate")
	if err != nil {
		return fmt.Errorf("open %s: %w", databaseFile, err)
	}
	defer db.Close()
	tx, err := db.BeginTx(context.Background(), nil)
	if err != nil {
		return fmt.Errorf("open %s in %s: %w", databaseFile, dir, err)
	}
	defer func() { _ = tx.Rollback() }() // does nothing after a commit
	var tables int
	if err := tx.QueryRow("select count(*) from sqlite_master where type = 'table'").Scan(&tables); err != nil {
		return fmt.Errorf("read %s in %s: %w", databaseFile, dir, err)
	}
	if tables > 0 {
		return checkVersion(filepath.Join(dir, versionFile), logger)
	}
	if err := writeVersion(filepath.Join(dir, versionFile)); err != nil {
		return fmt.Errorf("write %s: %w", versionFile, err)
	}
	if err := sqliteschema.SetupSchemaOnDB(schemaTx{tx: tx}); err != nil {
		return fmt.Errorf("create the schema: %w", err)
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("create the schema: %w", err)
	}
	return nil
}

// schemaTx lets the server's schema run inside a transaction of ours; of the wide interface only Exec is called.
type schemaTx struct {
	sqlplugin.AdminDB
	tx *sql.Tx
}

func (s schemaTx) Exec(statement string, args ...any) error {
	_, err := s.tx.Exec(statement, args...)
	return err
}

// checkVersion refuses a database of another schema, and notes a change of the server over the same schema.
func checkVersion(path string, logger *slog.Logger) error {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s is missing beside %s, so its schema is unknown: restore both from the same backup", versionFile, databaseFile)
	}
	if err != nil {
		return fmt.Errorf("read %s: %w", versionFile, err)
	}
	var was version
	if err := json.Unmarshal(text, &was); err != nil {
		return fmt.Errorf("%s cannot be read (%w): restore it from a backup", versionFile, err)
	}
	now := currentVersion()
	if was.Schema != now.Schema || was.Visibility != now.Visibility {
		return fmt.Errorf("%s has schema %s/%s of Temporal %s, this program needs %s/%s of Temporal %s: start it with the program that wrote it, or begin with an empty directory",
			databaseFile, was.Schema, was.Visibility, was.Server, now.Schema, now.Visibility, now.Server)
	}
	if was.Server == now.Server {
		return nil
	}
	logger.Info("embedded temporal has a new server over its old data", "was", was.Server, "now", now.Server)
	return writeVersion(path)
}

// writeVersion puts the current version at path in one step.
func writeVersion(path string) error {
	text, err := json.Marshal(currentVersion())
	if err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name()) // finds nothing once the rename is done
	_, err = temp.Write(append(text, '\n'))
	if err := errors.Join(err, temp.Sync(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
