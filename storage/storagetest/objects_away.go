package storagetest

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"sync"
	"testing"
	"time"

	"tutti/project"
)

// awayEnds is when a call has ended for certain while nobody answers. It is meant to take two seconds; what it took is
// logged, because a test cannot know how busy the machine is.
const awayEnds = 30 * time.Second

// ObjectsAway checks what a store reached over a network does when the network fails. The upstream is host:port of a
// healthy store; open gives a new client that reaches it through the address, host:port.
func ObjectsAway(t *testing.T, upstream string, open func(t *testing.T, address string) project.Objects) {
	start := func(t *testing.T) (objectsSuite, *Fault) {
		fault := NewFault(t, upstream)
		return objectsSuite{store: open(t, fault.Addr()), run: fmt.Sprintf("t%x", rand.Uint64())}, fault
	}
	t.Run("refused", func(t *testing.T) {
		s, fault := start(t)
		s.away(t, fault.Refuse, fault.Heal)
	})
	t.Run("swallowed", func(t *testing.T) {
		s, fault := start(t)
		s.away(t, fault.Swallow, fault.Heal)
	})
	t.Run("slow", func(t *testing.T) {
		s, fault := start(t)
		fault.Delay(300 * time.Millisecond)
		s.put(t, s.key("slow"), "slow but there")
		s.holds(t, s.key("slow"), "slow but there")
	})
	t.Run("cut while sending", func(t *testing.T) {
		s, fault := start(t)
		s.cutPut(t, fault)
	})
	t.Run("cut while reading", func(t *testing.T) {
		s, fault := start(t)
		s.cutGet(t, fault)
	})
}

// away breaks the network, expects every method to say so soon, heals it and expects everything to work.
func (s objectsSuite) away(t *testing.T, breakIt, heal func()) {
	before, after := s.key("before"), s.key("after")
	s.put(t, before, "here")
	id, err := s.store.StartParts(t.Context(), after, "")
	mustDo(t, err)
	breakIt()
	var calls sync.WaitGroup
	for name, try := range s.everyCall(before, id) {
		calls.Go(func() {
			began := time.Now()
			err := try(t.Context())
			took := time.Since(began)
			if t.Logf("%s took %v", name, took); project.CodeOf(err) != project.Unavailable || took > awayEnds {
				t.Errorf("%s gives %v after %v", name, err, took)
			}
		})
	}
	calls.Wait()
	if _, err := s.store.SignGet(t.Context(), before, "a", time.Minute); err != nil {
		t.Errorf("signing needs no store, but: %v", err)
	}
	heal()
	s.soon(t, func() error { return s.store.Ping(t.Context()) })
	s.holds(t, before, "here")
	s.missing(t, s.key("small"))
	s.missing(t, s.key("big"))
	s.put(t, s.key("small"), "now it goes")
	mustDo(t, s.store.AbortParts(t.Context(), after, id))
}

// everyCall is every method that needs the store.
func (s objectsSuite) everyCall(key, id string) map[string]func(context.Context) error {
	parts := []project.Part{{Number: 1, ETag: "0", Size: 100 * objectMiB}} // as if joining could take long
	return map[string]func(context.Context) error{
		"Put small": func(c context.Context) error {
			return s.store.Put(c, s.key("small"), strings.NewReader("small"), 5, "", "")
		},
		"Put big": func(c context.Context) error {
			return s.store.Put(c, s.key("big"), randomBytes(1, joinable), joinable, "", "")
		},
		"Get": func(c context.Context) error {
			_, _, err := s.store.Get(c, key)
			return err
		},
		"Stat": func(c context.Context) error {
			_, err := s.store.Stat(c, key)
			return err
		},
		"Copy":   func(c context.Context) error { return s.store.Copy(c, key, s.key("copied")) },
		"Delete": func(c context.Context) error { return s.store.Delete(c, s.key("other")) },
		"StartParts": func(c context.Context) error {
			_, err := s.store.StartParts(c, s.key("started"), "")
			return err
		},
		"Parts": func(c context.Context) error {
			_, err := s.store.Parts(c, s.key("after"), id)
			return err
		},
		"FinishParts": func(c context.Context) error { return s.store.FinishParts(c, s.key("after"), id, parts) },
		"AbortParts":  func(c context.Context) error { return s.store.AbortParts(c, s.key("after"), id) },
		"Ping":        s.store.Ping,
	}
}

// soon repeats what may fail once on a connection that was open during the fault.
func (s objectsSuite) soon(t *testing.T, do func() error) {
	t.Helper()
	deadline := time.Now().Add(5 * time.Second)
	for {
		err := do()
		if err == nil {
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("5 s after the network was healed: %v", err)
		}
	}
}

func (s objectsSuite) cutPut(t *testing.T, fault *Fault) {
	const size = 8 * objectMiB
	key, sum := s.key("cut-put"), hashOf(randomBytes(2, size))
	fault.CutAfter(3 * objectMiB)
	err := s.store.Put(t.Context(), key, randomBytes(2, size), size, "", sum)
	refused(t, err, project.Unavailable)
	fault.Heal()
	s.soon(t, func() error { return s.store.Ping(t.Context()) })
	s.missing(t, key)
	mustDo(t, s.store.Put(t.Context(), key, randomBytes(2, size), size, "", sum))
}

func (s objectsSuite) cutGet(t *testing.T, fault *Fault) {
	const size = 8 * objectMiB
	key := s.key("cut-get")
	mustDo(t, s.store.Put(t.Context(), key, randomBytes(2, size), size, "", ""))
	fault.CutAnswersAfter(3 * objectMiB)
	body, _, err := s.store.Get(t.Context(), key)
	mustDo(t, err)
	defer body.Close()
	n, err := io.Copy(io.Discard, body)
	if project.CodeOf(err) != project.Unavailable || n >= size {
		t.Errorf("after %d of %d bytes: %v", n, size, err)
	}
}
