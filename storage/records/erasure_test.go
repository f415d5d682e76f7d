package records_test

import (
	"database/sql"
	"encoding/base64"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver "pgx"

	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// TestNothingIsLeftOfAPerson: a word that somebody has put into every field of theirs is in no column of any table once they
// are erased; it was in many before.
func TestNothingIsLeftOfAPerson(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.db")
	post := storagetest.Postgres(t)
	for name, c := range map[string]struct{ url, driver, address, tables string }{
		"sqlite":   {"sqlite:" + path, "sqlite", "file:" + path, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`},
		"postgres": {post, "pgx", post, `SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'`},
	} {
		t.Run(name, func(t *testing.T) {
			s := open(t, c.url)
			id, word := storagetest.PlantCanary(t, s)
			db, err := sql.Open(c.driver, c.address)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			before := hits(t, db, c.tables, word)
			if len(before) < 18 {
				t.Errorf("the word is planted in %d columns only: %v", len(before), before)
			}
			if _, err := s.ErasePerson(t.Context(), id, time.Now()); err != nil {
				t.Fatal(err)
			}
			for column, row := range hits(t, db, c.tables, word) {
				t.Errorf("%s: %s", column, row)
			}
		})
	}
}

// hits finds the word in every column of every table, also where it stands in base64.
func hits(t *testing.T, db *sql.DB, tables, word string) map[string]string {
	t.Helper()
	found := map[string]string{}
	for _, table := range column(t, db, tables) {
		rows, err := db.Query(`SELECT * FROM ` + table)
		if err != nil {
			t.Fatal(err)
		}
		names, err := rows.Columns()
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			values, into := make([]any, len(names)), make([]any, len(names))
			for i := range values {
				into[i] = &values[i]
			}
			if err := rows.Scan(into...); err != nil {
				t.Fatal(err)
			}
			for i, v := range values {
				text := fmt.Sprintf("%s", v)
				if raw, err := base64.StdEncoding.DecodeString(text); err == nil {
					text += string(raw)
				}
				if strings.Contains(strings.ToLower(text), strings.ToLower(word)) {
					found[table+"."+names[i]] = text
				}
			}
		}
		if err := rows.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return found
}

func column(t *testing.T, db *sql.DB, text string) (all []string) {
	t.Helper()
	rows, err := db.Query(text)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var one string
		if err := rows.Scan(&one); err != nil {
			t.Fatal(err)
		}
		all = append(all, one)
	}
	return all
}

// TestEveryTableIsThoughtOfInAnErasure: a new table has to say what becomes of a person in it.
func TestEveryTableIsThoughtOfInAnErasure(t *testing.T) {
	path := filepath.Join(t.TempDir(), "records.db")
	open(t, "sqlite:"+path)
	db, err := sql.Open("sqlite", "file:"+path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	known := map[string]bool{"goose_db_version": true}
	for _, name := range records.TablesOfAPerson() {
		known[name] = true
	}
	for _, name := range column(t, db, `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'`) {
		if !known[name] {
			t.Errorf("%s: say in personTables what of it somebody may take away, and what becomes of it when they are erased", name)
		}
	}
}
