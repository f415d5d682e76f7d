package live

import (
	"context"
	"errors"
	"fmt"
	"net"
	"sync"
	"time"

	"github.com/redis/go-redis/v9"

	"tutti/project"
)

const (
	// silence is how long the subscription may be quiet before Redis is asked whether it is still there, and then
	// again before the connection counts as dead. The library itself never notices a peer that swallows everything.
	silence = 2 * time.Second
	// The pause before a new connection doubles from the first to the longest.
	firstPause   = 250 * time.Millisecond
	longestPause = 2 * time.Second
)

// Listen gives the projects that are woken. Several wake-ups of one project that is not yet taken from the channel are
// one. All listeners share one subscription.
func (l *Live) Listen(ctx context.Context) <-chan project.ProjectID {
	l.listening.Do(func() { l.following.Go(l.follow) })
	return l.hub.listen(ctx, l.quit)
}

// follow keeps the subscription until Close.
func (l *Live) follow() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	l.following.Go(func() { <-l.quit; cancel() })
	lost, pause := false, firstPause
	for {
		err := l.hear(ctx, func() {
			if lost {
				l.logger.Info("wake-ups come again")
			}
			lost, pause = false, firstPause
		})
		if ctx.Err() != nil {
			return
		}
		if !lost {
			l.logger.Warn("wake-ups are lost until Redis is back", "err", err)
			lost = true
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
			pause = min(2*pause, longestPause)
		}
	}
}

// hear hands on wake-ups from one connection until it fails.
func (l *Live) hear(ctx context.Context, subscribed func()) error {
	sub := l.subscriber.Subscribe(ctx, l.channel())
	defer sub.Close()
	defer context.AfterFunc(ctx, func() { sub.Close() })() // a blocked read sees a closed connection, not a context
	asked := false
	for {
		message, err := sub.ReceiveTimeout(ctx, silence)
		if quiet(err) && !asked {
			asked = true
			if err := sub.Ping(ctx); err != nil {
				return fmt.Errorf("ask whether Redis is there: %w", err)
			}
			continue
		}
		if err != nil {
			return err
		}
		asked = false
		switch m := message.(type) {
		case *redis.Subscription:
			subscribed()
		case *redis.Message:
			l.hub.wake(project.ProjectID(m.Payload))
		}
	}
}

// quiet says that nothing came, and nothing worse.
func quiet(err error) bool {
	var failure net.Error
	return errors.As(err, &failure) && failure.Timeout()
}

// hub hands wake-ups to the listeners of this process.
type hub struct {
	mu   sync.Mutex
	ears map[*ear]struct{}
}

// ear is one listener: what it has not yet heard, and a bell that has rung when there is something.
type ear struct {
	pending map[project.ProjectID]struct{}
	bell    chan struct{}
}

func newHub() *hub { return &hub{ears: map[*ear]struct{}{}} }

// wake never blocks: a slow listener keeps a set, not a queue.
func (h *hub) wake(id project.ProjectID) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for e := range h.ears {
		e.pending[id] = struct{}{}
		select {
		case e.bell <- struct{}{}:
		default: // it has rung already
		}
	}
}

func (h *hub) listen(ctx context.Context, quit <-chan struct{}) <-chan project.ProjectID {
	e := &ear{pending: map[project.ProjectID]struct{}{}, bell: make(chan struct{}, 1)}
	h.mu.Lock()
	h.ears[e] = struct{}{}
	h.mu.Unlock()
	out := make(chan project.ProjectID)
	go func() {
		defer close(out)
		defer h.forget(e)
		for {
			select {
			case <-ctx.Done():
				return
			case <-quit:
				return
			case <-e.bell:
			}
			for id := range h.take(e) {
				select {
				case <-ctx.Done():
					return
				case <-quit:
					return
				case out <- id:
				}
			}
		}
	}()
	return out
}

func (h *hub) take(e *ear) map[project.ProjectID]struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	heard := e.pending
	e.pending = map[project.ProjectID]struct{}{}
	return heard
}

func (h *hub) forget(e *ear) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.ears, e)
}
