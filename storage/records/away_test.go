package records_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"tutti/project"
	"tutti/storage/records"
	"tutti/storage/storagetest"
)

// behindFault gives a proxy before a fresh database, and the database's address through it.
func behindFault(t *testing.T) (*storagetest.Fault, string) {
	t.Helper()
	u, err := url.Parse(storagetest.Postgres(t))
	if err != nil {
		t.Fatal(err)
	}
	fault := storagetest.NewFault(t, u.Host)
	u.Host = fault.Addr()
	return fault, u.String()
}

// TestAway: a database that is away is Unavailable soon, and all is well when it is back.
func TestAway(t *testing.T) {
	fault, address := behindFault(t)
	s := openWith(t, records.Options{URL: address, FeePolicy: storagetest.RecordsFee()}) // with the limits that people meet
	ctx := context.Background()
	n := large("away", 1, false)
	if err := s.CreateProject(ctx, n); err != nil {
		t.Fatal(err)
	}
	calls := map[string]func() error{
		"read":   func() error { _, err := s.Project(ctx, n.Project.ID); return err },
		"commit": func() error { _, err := s.Commit(ctx, opening(n)); return err },
		"ping":   func() error { return s.Ping(ctx) },
	}
	for name, away := range map[string]func(){"refuses": fault.Refuse, "is silent": fault.Swallow} {
		away()
		for call, do := range calls {
			start := time.Now()
			if err := do(); project.CodeOf(err) != project.Unavailable {
				t.Errorf("%s while it %s: %v", call, name, err)
			}
			t.Logf("%s while it %s was answered after %v", call, name, time.Since(start).Round(time.Millisecond))
		}
		fault.Heal()
		for call, do := range calls {
			if err := again(do); err != nil {
				t.Errorf("%s after it %s: %v", call, name, err)
			}
		}
	}
}

// again allows for calls on connections that the outage has broken, and for a busy machine.
func again(do func() error) error {
	err := do()
	for end := time.Now().Add(30 * time.Second); err != nil && time.Now().Before(end); err = do() {
		time.Sleep(20 * time.Millisecond)
	}
	return err
}

// TestAwayAtStart: Open says the same.
func TestAwayAtStart(t *testing.T) {
	fault, address := behindFault(t)
	fault.Refuse()
	if _, err := records.Open(context.Background(), records.Options{URL: address}); project.CodeOf(err) != project.Unavailable {
		t.Errorf("%v", err)
	}
}
