package backup

import (
	"context"
	"database/sql"
	"errors"
	"net/url"
	"path/filepath"
	"time"

	"modernc.org/sqlite"

	"tutti/project"
)

// busy is how long a writer may hold a database before this gives up. Writers themselves wait for 4 s and 10 s.
const busy = "_pragma=busy_timeout(20000)"

// copyDatabases copies both as they are at one moment, and gives the moment.
func copyDatabases(ctx context.Context, data, to string) (time.Time, error) {
	var still, readers []*connection
	defer func() {
		for _, c := range append(still, readers...) {
			c.close()
		}
	}()
	for _, name := range databases() {
		w, err := connect(ctx, filepath.Join(data, name), "BEGIN IMMEDIATE")
		if err != nil {
			return time.Time{}, err
		}
		still = append(still, w)
	}
	at := time.Now()
	for _, name := range databases() {
		r, err := connect(ctx, filepath.Join(data, name), "BEGIN", "SELECT COUNT(*) FROM sqlite_master") // the first look takes the snapshot
		if err != nil {
			return at, err
		}
		readers = append(readers, r)
	}
	for _, w := range still {
		w.close() // writing goes on; the readers look at the moment
	}
	still = nil
	for i, name := range databases() {
		if err := readers[i].copyTo(filepath.Join(to, name)); err != nil {
			return at, project.Because(err, project.Unavailable, "%s cannot be copied: %v", name, err)
		}
		if err := syncPath(filepath.Join(to, name)); err != nil {
			return at, err
		}
	}
	return at, nil
}

// connection is one connection in a transaction.
type connection struct {
	db   *sql.DB
	conn *sql.Conn
}

func connect(ctx context.Context, path string, statements ...string) (*connection, error) {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=rw&"+busy)
	if err != nil {
		return nil, err
	}
	c := &connection{db: db}
	if c.conn, err = db.Conn(ctx); err == nil {
		for _, text := range statements {
			if _, err = c.conn.ExecContext(ctx, text); err != nil {
				break
			}
		}
	}
	if err != nil {
		c.close()
		return nil, project.Because(err, project.Unavailable, "%s cannot be read: %v", path, err)
	}
	return c, nil
}

// close ends the connection, and with it the transaction.
func (c *connection) close() {
	if c.conn != nil {
		_ = c.conn.Close()
	}
	_ = c.db.Close()
}

// copyTo writes what the transaction of the connection sees into a new file.
func (c *connection) copyTo(path string) error {
	return c.conn.Raw(func(driver any) error {
		from, ok := driver.(interface {
			NewBackup(destination string) (*sqlite.Backup, error)
		})
		if !ok {
			return errors.New("the driver of SQLite makes no copies")
		}
		b, err := from.NewBackup("file:" + (&url.URL{Path: path}).EscapedPath())
		if err != nil {
			return err
		}
		const all = -1
		_, err = b.Step(all)
		return errors.Join(err, b.Finish())
	})
}

// wholeDatabase asks SQLite whether a file holds together.
func wholeDatabase(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: path}).EscapedPath()+"?mode=ro&immutable=1")
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	said := ""
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&said); err != nil || said != "ok" {
		return project.Errorf(project.Conflict, "the database %s does not hold together (%s): take another backup", path, said)
	}
	return nil
}
