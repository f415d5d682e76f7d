package e2e

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tutti/client"
	"tutti/embedded/s3"
	"tutti/embedded/temporal"
	"tutti/project"
	"tutti/storage/storagetest"
)

// servers are the four outside servers of a cluster, each a real one.
type servers struct {
	temporal string
	database string
	redis    *storagetest.RedisServer
	s3       string
}

// outside starts PostgreSQL, Temporal on that PostgreSQL, Redis and S3, none of them inside Tutti.
func outside(t *testing.T) servers {
	t.Helper()
	dir := t.TempDir()
	database := storagetest.Postgres(t)
	server, err := temporal.Start(temporal.Options{Dir: dir, Postgres: sibling(t, database, "temporal")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	store, err := s3.Start(s3.Options{Dir: filepath.Join(dir, "store")})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		store.Stop()
		if err := os.Chdir(here()); err != nil { // the store had taken its own folder
			t.Error(err)
		}
	})
	return servers{
		temporal: server.HostPort(), database: database, redis: storagetest.Redis(t),
		s3: fmt.Sprintf("http://%s:%s@%s/tutti", store.AccessKey(), store.SecretKey(), store.Endpoint()),
	}
}

// sibling names another database on the same PostgreSQL.
func sibling(t *testing.T, database, suffix string) string {
	t.Helper()
	u, err := url.Parse(database)
	if err != nil {
		t.Fatal(err)
	}
	u.Path += "_" + suffix
	return u.String()
}

func (s servers) flags() []string {
	return []string{"--temporal", s.temporal, "--database", s.database, "--redis", s.redis.URL(), "--s3", s.s3}
}

// TestClusterCarriesAProject runs one API and two workers against outside servers, as docker-compose.yml wires them. A
// worker is killed and Redis is flushed on the way.
func TestClusterCarriesAProject(t *testing.T) {
	at := outside(t)
	api := start(t, t.TempDir(), append([]string{"serve", "--listen", "127.0.0.1:0", "--s3-through-api"}, at.flags()...)...)
	e := newEnsemble(t, api)
	first := start(t, t.TempDir(), append([]string{"worker"}, at.flags()...)...)
	start(t, t.TempDir(), append([]string{"worker"}, at.flags()...)...)

	e.launch(strings.Replace(everyState, "{kind: audio}", "{kind: file}", 1))
	e.whole("approved", "noor", []byte("approved"))
	e.accept("working", "ama")
	at.redis.Flush()
	first.kill()
	e.deliver("working", "ama", "take.txt", []byte("working"))
	e.approve("working")
	at.redis.Flush()
	for _, c := range []struct{ key, handle string }{{"waiting", "ama"}, {"offered", "ama"}, {"inspecting", "noor"}, {"in-review", "ama"}, {"cancelled", "ama"}} {
		e.whole(c.key, c.handle, []byte(c.key))
	}
	_, err := e.operator.CancelSubGig(e.ctx(), e.sub("casting").ID)
	e.must(err, "cancel what nobody took")
	e.finish()
	e.checkLog()
	e.checkLedger(project.Totals{Funded: 100_000, Released: 34_000, Refunded: 66_000})
	if out, code := run(t, "verify", string(e.id), "--data", api.data); code != 0 {
		t.Errorf("verify says %d:\n%s", code, out)
	}
}

// TestEachServerMayBeOutside runs `dev` with one outside server at a time; the others are embedded.
func TestEachServerMayBeOutside(t *testing.T) {
	at := outside(t)
	flags := at.flags()
	for i := 0; i < len(flags); i += 2 {
		t.Run(strings.TrimLeft(flags[i], "-"), func(t *testing.T) {
			args := []string{"dev", "--listen", "127.0.0.1:0", flags[i], flags[i+1], "--namespace", fmt.Sprintf("one-%d", i)}
			e := newEnsemble(t, start(t, t.TempDir(), args...))
			e.launch(twoFiles)
			e.whole("first", "ama", []byte("one"))
			e.whole("second", "ama", []byte("two"))
			e.finish()
			e.checkLedger(project.Totals{Funded: 3_000, Released: 3_000})
		})
	}
}

// twoFiles is the smallest plan with a dependency.
const twoFiles = `
title: Two files
currency: EUR
people: [{handle: ama, name: Ama Mensah, country: GH}]
delivery: {kind: file}
recipe: {kind: bundle}
sub_gigs:
  - {key: first, title: First, role: tester, price: "10.00", cast: [ama]}
  - {key: second, title: Second, role: tester, price: "20.00", cast: [ama], needs: [first]}
`

// impatient gives a client that is told the first answer, not the last.
func (e *ensemble) impatient(token string) *client.Client {
	e.t.Helper()
	c, err := client.New(e.url, token, client.Options{Attempts: 1, Patience: 10 * time.Second})
	e.must(err, "client")
	return c
}
