package api

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tutti/project"
)

const (
	readAtOnce  = 500 // events in one look at a log
	earHolds    = 16  // batches that a slow reader may be behind before it reads for itself
	lookTimeout = 5 * time.Second
)

// hub reads the logs of the projects that somebody follows, once for all their followers. A wake-up makes it look at
// once; without one it looks from time to time, so a lost wake-up costs a moment and no event.
type hub struct {
	records project.Records
	live    project.Live
	log     *slog.Logger
	poll    time.Duration

	mu     sync.Mutex
	topics map[project.ProjectID]*topic
	closed bool
}

// topic is a log that is followed.
type topic struct {
	last      int64
	followers map[*follower]struct{}
}

// follower gets batches of events in order. It may miss some when it is slow: then the numbers have a gap, and it reads
// the log for itself.
type follower struct {
	batches chan []project.Event
}

func newHub(o Options) *hub {
	return &hub{records: o.Records, live: o.Live, log: o.Log, poll: o.Poll, topics: map[project.ProjectID]*topic{}}
}

// run listens and looks until ctx ends; then it closes every follower.
func (h *hub) run(ctx context.Context) {
	defer h.close()
	wakes := h.live.Listen(ctx)
	tick := time.NewTicker(h.poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			for _, id := range h.followed() {
				h.look(ctx, id)
			}
		case id, ok := <-wakes:
			if !ok { // the ticker goes on without it
				wakes = nil
				continue
			}
			h.look(ctx, id)
		}
	}
}

func (h *hub) close() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.closed = true
	for _, t := range h.topics {
		for f := range t.followers {
			close(f.batches)
		}
	}
	h.topics = map[project.ProjectID]*topic{}
}

func (h *hub) followed() []project.ProjectID {
	h.mu.Lock()
	defer h.mu.Unlock()
	ids := make([]project.ProjectID, 0, len(h.topics))
	for id := range h.topics {
		ids = append(ids, id)
	}
	return ids
}

// follow begins after the event that is the last one now, or further on when others follow already. The follower reads
// for itself what lies before. Nil: the hub is closed.
func (h *hub) follow(id project.ProjectID, last int64) *follower {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil
	}
	t := h.topics[id]
	if t == nil {
		t = &topic{last: last, followers: map[*follower]struct{}{}}
		h.topics[id] = t
	}
	f := &follower{batches: make(chan []project.Event, earHolds)}
	t.followers[f] = struct{}{}
	return f
}

func (h *hub) leave(id project.ProjectID, f *follower) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t := h.topics[id]; t != nil {
		delete(t.followers, f)
		if len(t.followers) == 0 {
			delete(h.topics, id)
		}
	}
}

func (h *hub) lastOf(id project.ProjectID) (int64, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.topics[id]
	if t == nil {
		return 0, false
	}
	return t.last, true
}

// look reads what a log has more and hands it out. Only run calls it, so batches stay in order.
func (h *hub) look(ctx context.Context, id project.ProjectID) {
	for {
		last, followed := h.lastOf(id)
		if !followed || ctx.Err() != nil {
			return
		}
		within, cancel := context.WithTimeout(ctx, lookTimeout)
		batch, err := h.records.Events(within, id, last, readAtOnce)
		cancel()
		if err != nil {
			h.log.Warn("a log was not read; it is looked at again soon", "project", id, "error", err)
			return
		}
		if len(batch) == 0 {
			return
		}
		h.hand(id, batch)
		if len(batch) < readAtOnce {
			return
		}
	}
}

func (h *hub) hand(id project.ProjectID, batch []project.Event) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.topics[id]
	if t == nil {
		return
	}
	t.last = batch[len(batch)-1].Seq
	for f := range t.followers {
		select {
		case f.batches <- batch:
		default: // it is slow and will see the gap
		}
	}
}
