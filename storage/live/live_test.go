package live

import (
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"time"

	"tutti/embedded/redis"
	"tutti/project"
	"tutti/storage/storagetest"
)

func openAt(t *testing.T, address string) *Live { return openWith(t, address, 0) }

// openPatient waits for Redis however busy the machine is, so that what passes is counted there and not in this process.
func openPatient(t *testing.T, address string) *Live { return openWith(t, address, 30*time.Second) }

func openWith(t *testing.T, address string, timeout time.Duration) *Live {
	t.Helper()
	l, err := Open(Options{URL: "redis://" + address, Timeout: timeout, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	return l
}

func startEmbedded(t *testing.T) *redis.Server {
	t.Helper()
	server, err := redis.Start(redis.Options{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	return server
}

func TestEmbeddedRedis(t *testing.T) { contract(t, startEmbedded(t).Addr()) }

func TestRedisServer(t *testing.T) { contract(t, storagetest.Redis(t).Addr()) }

func contract(t *testing.T, address string) {
	storagetest.Live(t, func(t *testing.T) project.Live { return openPatient(t, address) })
	t.Run("away", func(t *testing.T) {
		storagetest.LiveAway(t, address, func(t *testing.T, address string) project.Live { return openAt(t, address) })
	})
}

func TestRedisCrashesAndComesBackEmpty(t *testing.T) {
	server := storagetest.Redis(t)
	l := openAt(t, server.Addr())
	ear := l.Listen(t.Context())
	key := "crash"
	l.Allow(t.Context(), project.Limit{Name: "one", Most: 1, Within: time.Minute}, key)
	server.Stop()
	storagetest.LiveWithout(t, l)
	server.Start()
	storagetest.LiveBack(t, l)
	other := openAt(t, server.Addr())
	for deadline := time.Now().Add(45 * time.Second); ; {
		if err := other.Wake(t.Context(), "prj_back"); err != nil {
			t.Fatal(err)
		}
		select {
		case id := <-ear:
			if id == "prj_back" {
				return
			}
		case <-time.After(50 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			t.Fatal("no wake-up was heard after the restart")
		}
	}
}

// A connection that is open but dead must not count as a subscription.
func TestSilentConnectionIsFoundOut(t *testing.T) {
	fault := storagetest.NewFault(t, startEmbedded(t).Addr())
	said := make(words, 10)
	l, err := Open(Options{URL: "redis://" + fault.Addr(), Logger: slog.New(slog.NewTextHandler(said, nil))})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_ = l.Listen(t.Context())
	time.Sleep(200 * time.Millisecond) // subscribed
	fault.Swallow()
	said.expect(t, "wake-ups are lost")
	fault.Heal()
	said.expect(t, "wake-ups come again")
}

// words is a log to wait for.
type words chan string

func (w words) Write(line []byte) (int, error) {
	w <- string(line)
	return len(line), nil
}

func (w words) expect(t *testing.T, text string) {
	t.Helper()
	select {
	case line := <-w:
		if !strings.Contains(line, text) {
			t.Errorf("the log says %q, not %q", line, text)
		}
	case <-time.After(2*silence + longestPause + 45*time.Second):
		t.Errorf("the log does not say %q", text)
	}
}

func TestOpenWantsAnAddressButNoRedis(t *testing.T) {
	for _, url := range []string{"", "127.0.0.1:6379", "http://127.0.0.1:6379", "redis://127.0.0.1:6379/notanumber"} {
		if _, err := Open(Options{URL: url}); project.CodeOf(err) != project.Invalid {
			t.Errorf("%q gives: %v", url, err)
		}
	}
	openAt(t, "127.0.0.1:1")
}

func TestCloseEndsEverything(t *testing.T) {
	l := openAt(t, startEmbedded(t).Addr())
	ear := l.Listen(t.Context())
	l.Close()
	l.Close()
	select {
	case _, open := <-ear:
		if open {
			t.Error("something was heard")
		}
	case <-time.After(45 * time.Second):
		t.Error("the channel stays open after Close")
	}
	if _, open := <-l.Listen(t.Context()); open {
		t.Error("something was heard after Close")
	}
	if err := l.Wake(t.Context(), "prj_x"); project.CodeOf(err) != project.Unavailable {
		t.Errorf("Wake after Close gives: %v", err)
	}
}

func TestPrefixesKeepInstallationsApart(t *testing.T) {
	server := startEmbedded(t)
	ours := openAt(t, server.Addr())
	theirs, err := Open(Options{URL: "redis://" + server.Addr(), Prefix: "other", Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	defer theirs.Close()
	one := project.Limit{Name: "one", Most: 1, Within: time.Minute}
	if !ours.Allow(t.Context(), one, "k").OK {
		t.Fatal("the first request is refused")
	}
	if !theirs.Allow(t.Context(), one, "k").OK {
		t.Error("another installation's count is used")
	}
}

func TestLocalCountsAreBounded(t *testing.T) {
	for _, strict := range []bool{false, true} {
		l, now := newLimits(strict), time.Now()
		l.most = 100
		l.count("first", time.Minute, now)
		for n := range 3 * l.most {
			l.count(strconv.Itoa(n), time.Minute, now)
		}
		if len(l.windows) > l.most {
			t.Errorf("strict %t: %d keys are kept", strict, len(l.windows))
		}
		limit := project.Limit{Most: 5, Within: time.Minute}
		if got := limit.Of(l.count("fresh", time.Minute, now)); got.OK == strict || got.Ends != time.Minute {
			t.Errorf("strict %t: beyond the room a fresh key gets %+v", strict, got)
		}
		if count, _ := l.count("first", time.Minute, now); strict != (count == 2) {
			t.Errorf("strict %t: the first has %d", strict, count)
		}
		if count, _ := l.count("fresh", time.Minute, now.Add(time.Minute)); count != 1 {
			t.Errorf("strict %t: when all windows have ended it has %d", strict, count)
		}
	}
}
