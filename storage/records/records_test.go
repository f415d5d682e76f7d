package records_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// open reads and writes for as long as it takes: a busy machine is no fault of the records.
func open(t testing.TB, url string) *records.Store {
	t.Helper()
	return openWith(t, records.Options{URL: url, FeePolicy: storagetest.RecordsFee(), Clearing: storagetest.RecordsClearing,
		Limits: records.Limits{Connect: time.Minute, Read: time.Minute, Write: time.Minute}})
}

func openWith(t testing.TB, o records.Options) *records.Store {
	t.Helper()
	s, err := records.Open(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func sqliteURL(t testing.TB) string {
	t.Helper()
	return "sqlite:" + filepath.Join(t.TempDir(), "with space & 100%?.db")
}

func TestSQLite(t *testing.T) {
	storagetest.Records(t, func(t *testing.T) project.Records { return open(t, sqliteURL(t)) })
}

func TestPostgres(t *testing.T) {
	storagetest.Records(t, func(t *testing.T) project.Records { return open(t, storagetest.Postgres(t)) })
}
