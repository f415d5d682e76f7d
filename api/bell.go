package api

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tutti/project"
)

// bells tells everybody who listens when what they have not read changes. It asks the records from time to time, once for all
// of them; without listeners it asks nothing.
type bells struct {
	records project.Records
	log     *slog.Logger
	poll    time.Duration

	mu        sync.Mutex
	listeners map[project.PersonID]map[*bell]struct{}
	closed    bool
}

// bell is one listener.
type bell struct {
	rings chan project.Unread // holds the newest that was not taken yet
	last  project.Unread
}

func newBells(o Options) *bells {
	return &bells{records: o.Records, log: o.Log, poll: o.Poll, listeners: map[project.PersonID]map[*bell]struct{}{}}
}

// run looks until ctx ends; then it closes every bell.
func (b *bells) run(ctx context.Context) {
	defer b.close()
	tick := time.NewTicker(b.poll)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			b.look(ctx)
		}
	}
}

func (b *bells) close() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.closed = true
	for _, own := range b.listeners {
		for l := range own {
			close(l.rings)
		}
	}
	b.listeners = nil
}

// listen begins with what the person has not read now. Nil: the server is stopping.
func (b *bells) listen(ctx context.Context, person project.PersonID) (*bell, error) {
	unread, err := b.records.UnreadOf(ctx, []project.PersonID{person})
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil, stopping()
	}
	if b.listeners[person] == nil {
		b.listeners[person] = map[*bell]struct{}{}
	}
	l := &bell{rings: make(chan project.Unread, 1), last: unread[person]}
	b.listeners[person][l] = struct{}{}
	return l, nil
}

func (b *bells) leave(person project.PersonID, l *bell) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.listeners[person], l)
	if len(b.listeners[person]) == 0 {
		delete(b.listeners, person)
	}
}

func (b *bells) people() []project.PersonID {
	b.mu.Lock()
	defer b.mu.Unlock()
	people := make([]project.PersonID, 0, len(b.listeners))
	for person := range b.listeners {
		people = append(people, person)
	}
	return people
}

// look asks what everybody who listens has not read. Only run calls it, so that it alone sends.
func (b *bells) look(ctx context.Context) {
	people := b.people()
	if len(people) == 0 {
		return
	}
	within, cancel := context.WithTimeout(ctx, lookTimeout)
	defer cancel()
	unread, err := b.records.UnreadOf(within, people)
	if err != nil {
		if ctx.Err() == nil {
			b.log.Warn("it is not known who has new notices; it is looked at again soon", "error", err)
		}
		return
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, person := range people {
		for l := range b.listeners[person] {
			l.ring(unread[person])
		}
	}
}

// ring leaves the newest for who listens; what they have not taken yet is out of date.
func (l *bell) ring(now project.Unread) {
	if now == l.last {
		return
	}
	l.last = now
	select {
	case <-l.rings:
	default:
	}
	l.rings <- now
}
