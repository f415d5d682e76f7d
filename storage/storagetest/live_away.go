package storagetest

import (
	"context"
	"sync"
	"testing"
	"time"

	"tutti/project"
)

// hintEnds is when a call for a hint has ended for certain while nobody answers. It is meant to take half a second; what it
// took is logged, because a test cannot know how busy the machine is.
const hintEnds = 20 * time.Second

// LiveAway checks what a Live does when the network to Redis fails and when Redis forgets everything. The upstream is
// host:port of a healthy Redis; open gives a new client that reaches it through the address, host:port.
func LiveAway(t *testing.T, upstream string, open func(t *testing.T, address string) project.Live) {
	t.Run("refused", func(t *testing.T) {
		fault := NewFault(t, upstream)
		liveFault(t, open, fault, fault.Refuse)
	})
	t.Run("swallowed", func(t *testing.T) {
		fault := NewFault(t, upstream)
		liveFault(t, open, fault, fault.Swallow)
	})
	t.Run("slow", func(t *testing.T) {
		fault := NewFault(t, upstream)
		live := open(t, fault.Addr())
		fault.Delay(100 * time.Millisecond)
		heard(t, live, live.Listen(t.Context()))
		LiveBack(t, live)
	})
	t.Run("absent at first", func(t *testing.T) {
		fault := NewFault(t, upstream)
		fault.Refuse()
		live := open(t, fault.Addr())
		ear := live.Listen(t.Context())
		LiveWithout(t, live)
		fault.Heal()
		LiveBack(t, live)
		heard(t, open(t, upstream), ear)
	})
	t.Run("flushed", func(t *testing.T) {
		live, other := open(t, upstream), open(t, upstream)
		ear := live.Listen(t.Context())
		heard(t, other, ear)
		key, once := liveKey("flushed"), project.Limit{Name: "once", Most: 1, Within: time.Minute}
		strict := project.Limit{Name: "strict", Most: 1, Within: time.Minute, Strict: true}
		live.Allow(t.Context(), strict, key)
		for live.Allow(t.Context(), once, key).OK { // a count of this process, when Redis was too slow, allows one more
		}
		FlushRedis(t, upstream)
		heard(t, other, ear)
		deadline := time.Now().Add(heardWithin)
		for !live.Allow(t.Context(), once, key).OK {
			if time.Now().After(deadline) {
				t.Fatal("the count survived the flush")
			}
			time.Sleep(20 * time.Millisecond)
		}
		if got := live.Allow(t.Context(), strict, key); got.OK || got.Left != 0 || got.Ends <= 0 {
			t.Errorf("a strict limit begins anew with a flush: %+v", got)
		}
	})
}

// liveFault breaks the network between a working client and Redis, then heals it.
func liveFault(t *testing.T, open func(t *testing.T, address string) project.Live, fault *Fault, breakIt func()) {
	live, other := open(t, fault.Addr()), open(t, fault.Addr())
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ear := live.Listen(ctx)
	heard(t, other, ear)
	strict, key := project.Limit{Name: "strict", Most: 3, Within: time.Minute, Strict: true}, liveKey("strict")
	for range strict.Most {
		live.Allow(t.Context(), strict, key)
	}
	breakIt()
	if live.Allow(t.Context(), strict, key).OK {
		t.Error("a strict limit begins anew when Redis goes away")
	}
	LiveWithout(t, live)
	fault.Heal()
	LiveBack(t, live)
	if live.Allow(t.Context(), strict, key).OK {
		t.Error("a strict limit begins anew when Redis comes back")
	}
	LiveBack(t, other)
	heard(t, other, ear)
}

// LiveWithout checks that the live does its duties while nobody answers it: soon, and in this process.
func LiveWithout(t *testing.T, live project.Live) {
	t.Helper()
	soon := func(name string, do func()) {
		t.Helper()
		began := time.Now()
		do()
		took := time.Since(began)
		if t.Logf("%s took %v", name, took); took > hintEnds {
			t.Errorf("%s does not end", name)
		}
	}
	for range 3 {
		soon("Ping", func() { refused(t, live.Ping(t.Context()), project.Unavailable) })
		soon("Wake", func() { refused(t, live.Wake(t.Context(), newProjectID()), project.Unavailable) })
	}
	limit, key := project.Limit{Name: "without", Most: 3, Within: time.Minute}, liveKey("without")
	for _, strict := range []bool{false, true} {
		limit.Strict = strict
		for n := range 5 {
			soon("Allow", func() {
				if got := live.Allow(t.Context(), limit, key); got.OK != (n < 3) || got.Left != max(0, 2-n) || got.Ends <= 0 {
					t.Errorf("request %d of 3 allowed, strict %t, gets %+v", n+1, strict, got)
				}
			})
		}
	}
	ear := live.Listen(t.Context())
	heard(t, live, ear) // within the process wake-ups still arrive
	var crowd sync.WaitGroup
	began := time.Now()
	for range 200 {
		crowd.Go(func() { live.Allow(t.Context(), limit, key) })
	}
	crowd.Wait()
	took := time.Since(began)
	if t.Logf("200 requests at once took %v", took); took > hintEnds {
		t.Error("200 requests at once wait for one another")
	}
}

// LiveBack waits until the live reaches Redis again.
func LiveBack(t *testing.T, live project.Live) {
	t.Helper()
	deadline := time.Now().Add(heardWithin)
	for {
		err := live.Ping(t.Context())
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("%v after healing: %v", heardWithin, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
}
