package storagetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tutti/project"
)

// heardWithin is how long a wake-up may take to be heard, reconnecting included.
const heardWithin = 45 * time.Second

// Live checks the contract of project.Live. Every call of open gives what another process would have: its own client of
// the same Redis, or the same fake.
func Live(t *testing.T, open func(t *testing.T) project.Live) {
	s := liveSuite{here: open(t), there: open(t)}
	t.Run("ping", s.ping)
	t.Run("wake", s.wake)
	t.Run("wake without listeners", s.wakeAlone)
	t.Run("burst", s.burst)
	t.Run("slow listener", s.slowListener)
	t.Run("listening ends", s.listeningEnds)
	t.Run("allow", s.allow)
	t.Run("allow, many at a time", s.allowTogether)
	t.Run("allow nothing", s.allowNothing)
}

type liveSuite struct{ here, there project.Live } // two processes

func liveKey(name string) string { return fmt.Sprintf("%s-%x", name, rand.Uint64()) }

func newProjectID() project.ProjectID { return project.ProjectID(liveKey("prj")) }

func (s liveSuite) ping(t *testing.T) { mustDo(t, s.here.Ping(t.Context())) }

// heard wakes until the listener hears it, because one wake-up may be missed while a subscription begins.
func heard(t *testing.T, from project.Live, to <-chan project.ProjectID) {
	t.Helper()
	id, deadline := newProjectID(), time.After(heardWithin)
	for {
		_ = from.Wake(t.Context(), id) // may fail while a connection is replaced
		again := time.After(50 * time.Millisecond)
		for waiting := true; waiting; {
			select {
			case got := <-to:
				if got == id {
					return
				}
			case <-again:
				waiting = false
			case <-deadline:
				t.Fatalf("no wake-up was heard for %v", heardWithin)
			}
		}
	}
}

func (s liveSuite) wake(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	own, second, other := s.here.Listen(ctx), s.here.Listen(ctx), s.there.Listen(ctx)
	for range 3 {
		heard(t, s.here, own)
		heard(t, s.here, second)
		heard(t, s.here, other)
		heard(t, s.there, own)
	}
}

func (s liveSuite) wakeAlone(t *testing.T) { mustDo(t, s.here.Wake(t.Context(), newProjectID())) }

// burst wakes many projects, each several times, and wants every one heard.
func (s liveSuite) burst(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ear := s.there.Listen(ctx)
	heard(t, s.here, ear)
	missing := map[project.ProjectID]bool{}
	for range 100 {
		missing[newProjectID()] = true
	}
	ids := make([]project.ProjectID, 0, len(missing))
	for id := range missing {
		ids = append(ids, id)
	}
	for range 5 {
		for _, id := range ids {
			mustDo(t, s.here.Wake(ctx, id))
		}
	}
	deadline := time.After(heardWithin)
	for len(missing) > 0 {
		select {
		case id := <-ear:
			delete(missing, id)
		case <-deadline:
			t.Fatalf("%d of 100 projects were not heard", len(missing))
		}
	}
}

// slowListener never takes anything, and nobody else is held up by that.
func (s liveSuite) slowListener(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	_ = s.there.Listen(ctx)
	quick := s.there.Listen(ctx)
	heard(t, s.here, quick)
	for range 3000 {
		mustDo(t, s.here.Wake(ctx, newProjectID()))
		for len(quick) > 0 {
			<-quick
		}
	}
	heard(t, s.here, quick)
}

func (s liveSuite) listeningEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	ear := s.here.Listen(ctx)
	heard(t, s.here, ear)
	cancel()
	deadline := time.After(heardWithin)
	for open := true; open; {
		select {
		case _, open = <-ear:
		case <-deadline:
			t.Fatal("the channel stays open after the context has ended")
		}
	}
	again, cancelAgain := context.WithCancel(t.Context())
	defer cancelAgain()
	heard(t, s.here, s.here.Listen(again))
}

func (s liveSuite) allow(t *testing.T) {
	limit, began := project.Limit{Name: "five", Most: 5, Within: 1500 * time.Millisecond}, time.Now()
	key, other := liveKey("rate"), liveKey("rate")
	for n := range limit.Most { // both processes share the count
		process := []project.Live{s.here, s.there}[n%2]
		got := process.Allow(t.Context(), limit, key)
		if time.Since(began) < limit.Within && (!got.OK || got.Left != limit.Most-n-1 || got.Ends <= 0 || got.Ends > limit.Within) {
			t.Fatalf("request %d of %d gets %+v", n+1, limit.Most, got)
		}
	}
	for _, process := range []project.Live{s.here, s.there} {
		got := process.Allow(t.Context(), limit, key)
		if time.Since(began) < limit.Within && (got.OK || got.Left != 0 || got.Ends <= 0 || got.Ends > limit.Within) {
			t.Errorf("request %d gets %+v", limit.Most+1, got)
		}
	}
	if !s.here.Allow(t.Context(), limit, other).OK {
		t.Error("another key is refused")
	}
	if !s.here.Allow(t.Context(), project.Limit{Name: "six", Most: 5, Within: time.Minute}, key).OK {
		t.Error("the same key is refused by another limit")
	}
	// Asked many times within a window: a window that refused requests prolong would never end.
	deadline := time.Now().Add(heardWithin)
	for !s.here.Allow(t.Context(), limit, key).OK {
		if time.Now().After(deadline) {
			t.Fatal("refused in the next window, although refused requests must not prolong a window")
		}
		time.Sleep(limit.Within / 10)
	}
}

func (s liveSuite) allowTogether(t *testing.T) {
	for _, strict := range []bool{false, true} {
		limit, key := project.Limit{Name: "crowd", Most: 30, Within: time.Minute, Strict: strict}, liveKey("crowd")
		var passed atomic.Int64
		var crowd sync.WaitGroup
		for n := range 100 {
			crowd.Go(func() {
				process := []project.Live{s.here, s.there}[n%2]
				if process.Allow(t.Context(), limit, key).OK {
					passed.Add(1)
				}
			})
		}
		crowd.Wait()
		// A strict limit counts in two places; who is early in one may be late in the other, so some too many are refused.
		if n := passed.Load(); n > int64(limit.Most) || n == 0 || !strict && n < int64(limit.Most) {
			t.Errorf("strict %t: %d of 100 requests at once pass, the limit is %d", strict, n, limit.Most)
		}
	}
}

func (s liveSuite) allowNothing(t *testing.T) {
	if got := s.here.Allow(t.Context(), project.Limit{Name: "none", Within: time.Minute}, liveKey("none")); got.OK || got.Ends <= 0 {
		t.Errorf("a limit of 0 gives %+v", got)
	}
}
